/** The page: bars above and below, the hall between, figures at the side. */
import { ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import { useMemo } from 'react';
import { useText } from '../i18n';
import type { Pick } from '../runtime/client';
import {
  CameraBar,
  HeatLegend,
  Help,
  Legend,
  Problems,
  SidePanel,
  TableTwin,
  TopBar,
  TransportBar,
} from '../ui/panels';
import { loadEntry, notify, play, select } from '../ui/stores/actions';
import { useFigures } from '../ui/stores/figures';
import { useSession } from '../ui/stores/session';
import { useSpace } from '../ui/stores/space';
import { type CameraMode, type FrameSource, HallView } from '../view';
import { writeAddress } from './address';
import { openFiles } from './catalogue';
import { THEME } from './theme';

export function App({ frames }: { readonly frames: FrameSource }) {
  const { t, language } = useText();
  const { loading, tableTwin, legend } = useSession();
  const drawing = useFigures((state) => state.drawing);
  return (
    <ConfigProvider locale={language === 'zh' ? zhCN : enUS} theme={THEME}>
      <a className="skip" href="#transport">
        {t('shell.skip')}
      </a>
      <div className="page">
        <TopBar onFiles={(files) => void open(files)} linkNow={linkNow} />
        <div className="middle">
          <div className="stage">
            {tableTwin ? <TableTwin /> : <Scene frames={frames} />}
            {!tableTwin && drawing && <CameraBar />}
            {!tableTwin && drawing && legend && <Legend />}
            {!tableTwin && <HeatLegend />}
            {(loading || !drawing) && (
              <p role="status" className="loading">
                {t('shell.loading')}
              </p>
            )}
            <div className="messages">
              <Problems />
            </div>
          </div>
          <SidePanel />
        </div>
        <TransportBar />
      </div>
      <Help />
    </ConfigProvider>
  );
}

const NO_OVERLAYS = [] as const;

function Scene({ frames }: { readonly frames: FrameSource }) {
  const { language } = useText();
  const drawing = useFigures((state) => state.drawing);
  const { camera, selected, quality, overlays, overlayNames } = useSession();
  const heat = useSpace((state) => state.view);
  const mode = useMemo<CameraMode>(() => ({ kind: camera, target: followed(selected) }), [camera, selected]);
  if (!drawing) return null;
  return (
    <main className="scene">
      <HallView
        drawing={drawing}
        frames={frames}
        quality={quality}
        camera={mode}
        onPick={select}
        selected={selected}
        language={language}
        overlays={overlays ? overlayNames : NO_OVERLAYS}
        heat={heat}
      />
    </main>
  );
}

/** Whom the follow camera trails: what is chosen if it moves, else the first robot. */
function followed(selected: Pick | null): Pick {
  return selected?.kind === 'person' || selected?.kind === 'robot' ? selected : { kind: 'robot', robot: 0 };
}

function linkNow(): string {
  const { drawing, frame } = useFigures.getState();
  const { scenarioId } = useSession.getState();
  if (!drawing || !frame) return location.href;
  const { seed, resolution } = drawing;
  return writeAddress(location.href, {
    scenario: scenarioId ?? drawing.scenarioId,
    seed,
    resolution,
    timeS: frame.timeS,
  });
}

async function open(files: readonly File[]): Promise<void> {
  if (files.length === 0) return;
  const result = await openFiles(files);
  if (!result.ok) {
    notify(result.key, { file: result.file });
    return;
  }
  const { entry } = result;
  if (!(await loadEntry(entry))) return;
  useSession.setState(({ catalogue }) => ({
    catalogue: [...catalogue.filter((other) => other.id !== entry.id), entry],
  }));
  await play();
}
