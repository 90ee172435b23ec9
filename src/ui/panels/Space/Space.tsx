/** How the floor is used: a map of density, level of service or trodden paths on the hall's floor, with its figures and files. */
import { Button, Select } from 'antd';
import { useText } from '../../../i18n';
import { LOS_LETTERS, LOS_SCHEME_IDS, LOS_SCHEMES } from '../../../metrics/space/los';
import { MAP_KINDS } from '../../../metrics/space/maps';
import type { SpaceView } from '../../../runtime/client';
import { clock, percent } from '../../format';
import { useFigures } from '../../stores/figures';
import { useSession } from '../../stores/session';
import { type SpaceChoice, useSpace } from '../../stores/space';
import { FactRows } from '../parts/FactRows';
import { type SpaceFile, saveSpace } from './download';
import { fail, refresh, useMeasuring } from './useMeasuring';

const FILES: readonly SpaceFile[] = ['csv', 'png', 'tracks'];

export function Space({ shown }: { readonly shown: boolean }) {
  useMeasuring(shown);
  const { t, name } = useText();
  const client = useSession((state) => state.client);
  const { kind, scheme, letter, view, possible, catchingUp } = useSpace();

  const choose = (change: Partial<SpaceChoice>): void => {
    useSpace.setState(change);
    if (client) void refresh(client);
  };
  const wholeDay = async (): Promise<void> => {
    if (!client) return;
    useSpace.setState({ catchingUp: true });
    await client.measureSpace(true, true).catch(fail);
    await refresh(client);
    useSpace.setState({ catchingUp: false });
  };

  if (!possible) return <p className="panel">{t('space.meso')}</p>;
  return (
    <div className="panel" data-testid="space">
      <div className="row">
        <Select
          aria-label={t('space.map')}
          className="wide"
          value={kind}
          onChange={(value) => choose({ kind: value })}
          options={MAP_KINDS.map((value) => ({ value, label: t(`space.kinds.${value}`, { letter }) }))}
        />
      </div>
      <div className="row">
        <Select
          aria-label={t('space.scheme')}
          className="wide"
          value={scheme}
          onChange={(value) => choose({ scheme: value })}
          options={LOS_SCHEME_IDS.map((value) => ({ value, label: name(LOS_SCHEMES[value]) }))}
        />
        <Select
          aria-label={t('space.letter')}
          value={letter}
          onChange={(value) => choose({ letter: value })}
          options={LOS_LETTERS.slice(1).map((value) => ({ value, label: t('space.orWorse', { letter: value }) }))}
        />
      </div>
      <p className="hint">
        {view
          ? t('space.since', { from: clock(view.figures.fromS), to: clock(view.figures.toS) })
          : t('space.starting')}
      </p>
      <div className="row">
        <Button onClick={() => void wholeDay()} loading={catchingUp} disabled={!view}>
          {t('space.fromOpening')}
        </Button>
        {FILES.map((file) => (
          <Button
            key={file}
            disabled={!view || !client}
            onClick={() => client && void saveSpace(client, { kind, scheme, letter }, file)}
          >
            {t(`space.files.${file}`)}
          </Button>
        ))}
      </div>
      {view && <Figures view={view} />}
      <p className="hint">{t('space.note')}</p>
    </div>
  );
}

function Figures({ view }: { readonly view: SpaceView }) {
  const { t, name } = useText();
  const drawing = useFigures((state) => state.drawing);
  const { figures, wish } = view;
  const level = figures.levels[wish.scheme]?.[wish.letter];
  const { mean, max } = figures.densityPerM2;
  const at = (spot: { xM: number; yM: number }): string => `(${spot.xM.toFixed(1)}, ${spot.yM.toFixed(1)})`;
  const sum = (counts: readonly number[]): string => String(counts.reduce((total, count) => total + count, 0));
  const rows: readonly (readonly [string, string])[] = [
    [t('space.meanMost'), `${mean.value.toFixed(2)} /m² ${at(mean)}`],
    [t('space.maxMost'), `${max.value.toFixed(2)} /m² ${at(max)}`],
    [
      t('space.levelArea', { letter: wish.letter }),
      `${level?.areaM2OverOneMin ?? 0} m² · ${name(LOS_SCHEMES[wish.scheme])}`,
    ],
    [t('space.levelLongest', { letter: wish.letter }), t('live.minutes', { time: (level?.mostMin ?? 0).toFixed(1) })],
    [t('space.peak'), String(figures.peakPersons)],
    [
      t('space.walks'),
      t('space.walksText', {
        way: figures.walks.meanWayM.toFixed(1),
        speed: figures.walks.meanSpeedMps.toFixed(2),
        detour: figures.walks.wayOverStraight.toFixed(2),
      }),
    ],
    [
      t('space.seats'),
      `${figures.seats.everUsed} / ${figures.seats.count} · ${percent(figures.seats.meanUsedShare, 1)}`,
    ],
    [t('space.contactsPeople', { gap: figures.contacts.personBandsM.at(-1) ?? 0 }), sum(figures.contacts.people)],
    [t('space.contactsRobots', { gap: figures.contacts.robotBandsM.at(-1) ?? 0 }), sum(figures.contacts.robots)],
  ];
  return (
    <>
      <FactRows rows={rows} />
      <table className="grid">
        <caption>{t('space.flow')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('space.line')}</th>
            <th scope="col">{t('space.in')}</th>
            <th scope="col">{t('space.out')}</th>
          </tr>
        </thead>
        <tbody>
          {figures.lines.map((line) => (
            <tr key={line.id}>
              <th scope="row">{line.id}</th>
              <td className="number">{line.in}</td>
              <td className="number">{line.out}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <table className="grid">
        <caption>{t('space.zones')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('space.zone')}</th>
            <th scope="col">{t('space.persons')}</th>
            <th scope="col">{t('space.most')}</th>
            <th scope="col">{t('space.voronoi')}</th>
          </tr>
        </thead>
        <tbody>
          {figures.zones.map((zone) => {
            const plan = drawing?.layout.zones.find((entry) => entry.id === zone.id);
            return (
              <tr key={zone.id}>
                <th scope="row">{plan ? name(plan) : zone.id}</th>
                <td className="number">{zone.meanPersons.toFixed(1)}</td>
                <td className="number">{zone.maxPersons}</td>
                <td className="number">{zone.voronoiMeanPerM2.toFixed(3)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </>
  );
}
