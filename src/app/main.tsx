/** The one place that wires the browser app: worker, stores, address, keys, page. */
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { startI18n } from '../i18n';
import { createHallClient } from '../runtime/browserClient';
import { loadEntry, notify, play, seek } from '../ui/stores/actions';
import { acceptFrame, useFigures } from '../ui/stores/figures';
import { useSession } from '../ui/stores/session';
import { askWhatIf, useWhatIf } from '../ui/stores/whatIf';
import { createFrameBuffer } from '../view';
import { App } from './App';
import { type Address, readAddress } from './address';
import { DEFAULT_SCENARIO, shippedCatalogue } from './catalogue';
import { listenToKeys } from './keys';
import { createWhatIfClient } from './whatIf';
import './app.css';

declare global {
  interface Window {
    /** For tests and the curious: the running hall's handle and the page's stores. */
    hallTwin?: {
      readonly client: ReturnType<typeof createHallClient>;
      readonly session: typeof useSession;
      readonly figures: typeof useFigures;
      readonly whatIf: { readonly store: typeof useWhatIf; readonly ask: typeof askWhatIf };
    };
  }
}

async function openFirst(address: Address): Promise<void> {
  const { catalogue } = useSession.getState();
  const asked = catalogue.find((entry) => entry.id === address.scenario);
  if (address.scenario !== null && !asked) notify('errors.unknownScenario', { id: address.scenario });
  const entry = asked ?? catalogue.find((candidate) => candidate.id === DEFAULT_SCENARIO) ?? catalogue[0];
  if (!entry || !(await loadEntry(entry, { seed: address.seed, resolution: address.resolution }))) return;
  if (address.atS !== null) await seek(address.atS);
  if (address.play) await play(address.speed ?? undefined);
}

async function start(): Promise<void> {
  const { address, problems } = readAddress(location.search);
  await startI18n(address.lang);
  const client = createHallClient();
  const frames = createFrameBuffer();
  useFigures.subscribe((now, before) => {
    if (now.drawing !== before.drawing) frames.clear();
  });
  client.onFrame((frame) => {
    if (frame.run !== useFigures.getState().drawing?.run) return;
    const nowMs = performance.now();
    frames.push(frame, nowMs);
    acceptFrame(frame, nowMs);
    if (frame.finished && useSession.getState().playing) useSession.setState({ playing: false });
  });
  client.onError((message) => useSession.setState({ error: message, playing: false, seekingS: null }));
  useSession.setState({
    client,
    catalogue: shippedCatalogue(),
    tableTwin: address.table,
    ...(address.camera === null ? {} : { camera: address.camera }),
    ...(address.quality === null ? {} : { quality: address.quality }),
    ...(address.speed === null ? {} : { speed: address.speed }),
  });
  useWhatIf.setState({ client: createWhatIfClient() });
  for (const problem of problems) notify('errors.badUrl', problem);
  window.hallTwin = {
    client,
    session: useSession,
    figures: useFigures,
    whatIf: { store: useWhatIf, ask: askWhatIf },
  };
  listenToKeys();
  const root = document.getElementById('root');
  if (!root) throw new Error('index.html has no element with the id "root"');
  createRoot(root).render(
    <StrictMode>
      <App frames={frames} />
    </StrictMode>,
  );
  await openFirst(address);
}

void start();
