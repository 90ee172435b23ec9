/** The figures of the run so far: the same object that the command line prints. */
import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { useText } from '../../../i18n';
import type { RunSummary } from '../../../metrics/summary';
import { duration, percent } from '../../format';
import { saveFile } from '../../saveFile';
import { useFigures } from '../../stores/figures';
import { useSession } from '../../stores/session';
import { FactRows } from '../parts/FactRows';
import { RobotResults } from './RobotResults';

export function Results() {
  const { t, language } = useText();
  const client = useSession((state) => state.client);
  const drawing = useFigures((state) => state.drawing);
  const finished = useFigures((state) => state.frame?.finished ?? false);
  const [summary, setSummary] = useState<RunSummary | null>(null);

  const refresh = (): void => {
    client?.summary().then(setSummary, (error: unknown) => useSession.setState({ error: String(error) }));
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: another hall forgets the figures of the last
  useEffect(() => setSummary(null), [drawing]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: figures are asked for once, at the end of the day
  useEffect(() => {
    if (finished) refresh();
  }, [finished]);

  return (
    <div className="panel">
      <div className="row">
        <Button onClick={refresh} disabled={!drawing}>
          {t('results.now')}
        </Button>
        {summary && <Button onClick={() => download(summary)}>{t('results.download')}</Button>}
      </div>
      {!summary && <p>{t('results.none')}</p>}
      {summary && <Summary summary={summary} />}
      {summary && <RobotResults robots={summary.robots} />}
      {drawing && drawing.assumptions.length > 0 && (
        <>
          <h3>{t('results.assumptions')}</h3>
          <ul className="plain">
            {drawing.assumptions.map((assumption) => (
              <li key={assumption.en}>{assumption[language]}</li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

function Summary({ summary }: { readonly summary: RunSummary }) {
  const { t } = useText();
  const { waitS } = summary;
  const rows: readonly (readonly [string, string])[] = [
    [t('live.arrived'), String(summary.citizens.arrived)],
    [t('live.served'), String(summary.citizens.served)],
    [`${t('results.wait')}, ${t('results.mean')}`, t('live.minutes', { time: duration(waitS.mean) })],
    [`${t('results.wait')}, ${t('results.p50')}`, t('live.minutes', { time: duration(waitS.p50) })],
    [`${t('results.wait')}, ${t('results.p90')}`, t('live.minutes', { time: duration(waitS.p90) })],
    [`${t('results.wait')}, ${t('results.max')}`, t('live.minutes', { time: duration(waitS.max) })],
    [t('results.service'), t('live.minutes', { time: duration(summary.serviceS.mean) })],
    [t('results.inSystem'), t('live.minutes', { time: duration(summary.timeInSystemS.mean) })],
    [t('results.utilization'), percent(summary.utilizationMean, 2)],
    ...(summary.fetchHelp ? fetchRows(summary.fetchHelp, t) : []),
    [t('results.hash'), summary.hash],
  ];
  return (
    <>
      <FactRows rows={rows} testId="results" />
      <p className="hint">{t('results.oneRun')}</p>
      <table className="grid">
        <caption>{t('results.byGroup')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('results.group')}</th>
            <th scope="col">{t('results.count')}</th>
            <th scope="col">{t('results.mean')}</th>
            <th scope="col">{t('results.p90')}</th>
          </tr>
        </thead>
        <tbody>
          {Object.entries(waitS.byGroup).map(([letter, group]) => (
            <tr key={letter}>
              <th scope="row">{letter}</th>
              <td className="number">{group.served}</td>
              <td className="number">{duration(group.mean)}</td>
              <td className="number">{duration(group.p90)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {summary.problems.length > 0 && (
        <>
          <h3>{t('results.problems')}</h3>
          <ul className="plain">
            {summary.problems.map((problem) => (
              <li key={problem}>{problem}</li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

/** Staff whom robots fetched: how it ended, and how long the guests waited. */
function fetchRows(
  { fetched, helped, led, nobody, left, untilHelpMeanS }: NonNullable<RunSummary['fetchHelp']>,
  t: ReturnType<typeof useText>['t'],
): [string, string][] {
  return [
    [t('results.fetched'), t('results.fetchedEnds', { fetched, helped, led, nobody, left })],
    [t('results.untilHelp'), t('live.minutes', { time: duration(untilHelpMeanS) })],
  ];
}

function download(summary: RunSummary): void {
  const blob = new Blob(
    [
      `${JSON.stringify(summary, null, 2)}
`,
    ],
    { type: 'application/json' },
  );
  saveFile(blob, `${summary.scenario}-seed${summary.seed}-${summary.resolution}.json`);
}
