/** Title, which hall, how it is run, language, help. */
import { Button, InputNumber, Segmented, Select, Tooltip } from 'antd';
import { useRef } from 'react';
import { LANGUAGE_NAMES, LANGUAGES, setLanguage, useText } from '../../../i18n';
import { addVisitor, loadEntry, notify, play, restart } from '../../stores/actions';
import { useFigures } from '../../stores/figures';
import { type Resolution, useSession } from '../../stores/session';
import { Icon } from '../parts/icons';

export type TopBarProps = {
  /** The visitor chose files of their own. */
  readonly onFiles: (files: readonly File[]) => void;
  /** Address that opens this hall at this moment. */
  readonly linkNow: () => string;
};

export function TopBar({ onFiles, linkNow }: TopBarProps) {
  const { t, language } = useText();
  const tableTwin = useSession((state) => state.tableTwin);
  const copyLink = (): void => {
    navigator.clipboard.writeText(linkNow()).then(
      () => notify('shell.linkCopied'),
      () => notify('shell.linkFailed'),
    );
  };
  return (
    <header className="top-bar">
      <h1>
        {t('shell.title')} <small>{t('shell.subtitle')}</small>
      </h1>
      <ScenarioChoice />
      <Files onFiles={onFiles} />
      <RunChoice />
      <VisitorButton />
      <span className="spacer" />
      <Button
        type={tableTwin ? 'primary' : 'default'}
        aria-pressed={tableTwin}
        icon={<Icon name="table" />}
        onClick={() => useSession.setState({ tableTwin: !tableTwin })}
      >
        {t('shell.tableTwin')}
      </Button>
      <Tooltip title={t('shell.copyLink')}>
        <Button aria-label={t('shell.copyLink')} icon={<Icon name="link" />} onClick={copyLink} />
      </Tooltip>
      <Segmented
        aria-label={t('shell.language')}
        value={language}
        onChange={(value) => void setLanguage(value)}
        options={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
      />
      <Tooltip title={`${t('shell.help')} (H)`}>
        <Button
          aria-label={t('shell.help')}
          icon={<Icon name="help" />}
          onClick={() => useSession.setState({ help: true })}
        />
      </Tooltip>
    </header>
  );
}

function ScenarioChoice() {
  const { t, name } = useText();
  const { catalogue, scenarioId, loading } = useSession();
  return (
    <Select
      className="scenario"
      aria-label={t('shell.scenario')}
      data-testid="scenario"
      value={scenarioId}
      loading={loading}
      onChange={(id) => {
        const entry = catalogue.find((candidate) => candidate.id === id);
        if (entry) void loadEntry(entry).then((loaded) => (loaded ? play() : undefined));
      }}
      options={catalogue.map((entry) => ({ value: entry.id, label: name(entry) }))}
    />
  );
}

function Files({ onFiles }: Pick<TopBarProps, 'onFiles'>) {
  const { t } = useText();
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Tooltip title={t('shell.openFilesHint')}>
        <Button
          aria-label={t('shell.openFiles')}
          icon={<Icon name="folder" />}
          onClick={() => input.current?.click()}
        />
      </Tooltip>
      <input
        ref={input}
        type="file"
        hidden
        multiple
        accept=".yaml,.yml,.json"
        data-testid="files"
        aria-label={t('shell.openFiles')}
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])]);
          event.target.value = '';
        }}
      />
    </>
  );
}

/** Seed and detail: a change runs the day anew. */
function RunChoice() {
  const { t } = useText();
  const drawing = useFigures((state) => state.drawing);
  if (!drawing) return null;
  return (
    <>
      <Tooltip title={t('shell.seed')}>
        <InputNumber
          className="seed"
          aria-label={t('shell.seed')}
          min={0}
          max={4_294_967_295}
          precision={0}
          controls={false}
          value={drawing.seed}
          changeOnBlur
          onChange={(seed) => {
            if (seed !== null && seed !== drawing.seed) void restart({ seed });
          }}
        />
      </Tooltip>
      <Select<Resolution>
        className="resolution"
        aria-label={t('shell.resolution')}
        value={drawing.resolution}
        onChange={(resolution) => void restart({ resolution })}
        options={[
          { value: 'micro', label: t('shell.micro') },
          { value: 'meso', label: t('shell.meso') },
        ]}
      />
    </>
  );
}

/** For a demonstration: somebody comes now and asks the robot. */
function VisitorButton() {
  const { t, name } = useText();
  const drawing = useFigures((state) => state.drawing);
  const finished = useFigures((state) => state.frame?.finished ?? false);
  const turn = useRef(0);
  if (!drawing || drawing.robots.length === 0) return null;
  const send = (): void => {
    const index = turn.current++ % drawing.items.length;
    const item = drawing.items[index];
    if (!item) return;
    void addVisitor(index);
    notify('shell.visitorAdded', { item: name(item) });
  };
  return (
    <Tooltip title={t('shell.addVisitorHint')}>
      <Button icon={<Icon name="person" />} disabled={finished} onClick={send}>
        {t('shell.addVisitor')}
      </Button>
    </Tooltip>
  );
}
