/** Space measures as JSON and as CSV tables. Keys and columns are documented in docs/space.md and stay as they are. */
import type { HallLayout } from '../../kernel/layout';
import { csv } from '../csv';
import { PERSON_BANDS_M, ROBOT_BANDS_M } from './contacts';
import { SIGMA_M } from './densityField';
import { LOS_LETTERS, LOS_SCHEME_IDS, LOS_SCHEMES } from './los';
import type { MapChoice } from './maps';
import { areaAt, minutesAt, type SpaceResult, zoneAreaM2 } from './result';

const round = (value: number, digits = 4): number => Number(value.toFixed(digits));

/** Quantile of an ascending list, linear between order statistics; 0 if there is none. */
function quantile(sorted: readonly number[], p: number): number {
  if (sorted.length === 0) return 0;
  const at = p * (sorted.length - 1);
  const i = Math.floor(at);
  const low = sorted[i] as number;
  return low + ((sorted[Math.min(i + 1, sorted.length - 1)] as number) - low) * (at - i);
}

function most(values: Float32Array, result: SpaceResult): { value: number; xM: number; yM: number } {
  const { grid } = result;
  let best = 0;
  for (let i = 1; i < values.length; i++) if ((values[i] as number) > (values[best] as number)) best = i;
  const column = best % grid.columns;
  return {
    value: round(values[best] ?? 0),
    xM: round(grid.originXM + (column + 0.5) * grid.cellM, 3),
    yM: round(grid.originYM + ((best - column) / grid.columns + 0.5) * grid.cellM, 3),
  };
}

/** Persons in the zone, mean over the time measured: bins weighted by their length. */
function meanPersons(result: SpaceResult, zone: number): number {
  const bins = result.zones[zone]?.bins ?? [];
  let sum = 0;
  let time = 0;
  bins.forEach((bin, k) => {
    const lengthS = Math.max(0, Math.min(result.binS, result.toS - result.fromS - k * result.binS));
    sum += bin.mean * lengthS;
    time += lengthS;
  });
  return time > 0 ? sum / time : 0;
}

export function spaceJson(result: SpaceResult, layout: HallLayout, choice: MapChoice) {
  const { grid, walks } = result;
  const used = result.seats.filter((seat) => seat.sittings > 0);
  return {
    formatVersion: 1,
    days: result.days,
    fromS: result.fromS,
    toS: round(result.toS, 2),
    grid: {
      cellM: grid.cellM,
      columns: grid.columns,
      rows: grid.rows,
      originXM: grid.originXM,
      originYM: grid.originYM,
      gaussianSigmaM: SIGMA_M,
    },
    scheme: choice.scheme,
    letter: choice.letter,
    densityPerM2: {
      mean: most(result.densityMean, result),
      max: most(result.densityMax, result),
      voronoiMean: most(result.voronoiMean, result),
    },
    levels: Object.fromEntries(
      LOS_SCHEME_IDS.map((id) => [
        id,
        Object.fromEntries(
          LOS_LETTERS.slice(1).map((letter) => {
            const { areaM2, mostMin } = areaAt(result, id, letter, 1);
            return [letter, { areaM2OverOneMin: areaM2, mostMin: round(mostMin, 3) }];
          }),
        ),
      ]),
    ),
    levelSources: Object.fromEntries(LOS_SCHEME_IDS.map((id) => [id, LOS_SCHEMES[id].source])),
    peakPersons: result.peakPersons,
    lines: result.lines.map((line) => ({
      id: line.id,
      in: line.inward,
      out: line.outward,
      peakPerMin: round(Math.max(0, ...line.bins.map(([a, b]) => (60 * (a + b)) / result.binS))),
    })),
    travel: result.travel.map(({ from, to, seconds }) => {
      const sorted = [...seconds].sort((a, b) => a - b);
      return {
        from,
        to,
        count: sorted.length,
        meanS: round(sorted.reduce((sum, s) => sum + s, 0) / Math.max(1, sorted.length), 2),
        p50S: round(quantile(sorted, 0.5), 2),
        p90S: round(quantile(sorted, 0.9), 2),
      };
    }),
    zones: result.zones.map((zone, i) => {
      const areaM2 = zoneAreaM2(layout, zone.id);
      const persons = meanPersons(result, i);
      return {
        id: zone.id,
        areaM2: round(areaM2, 2),
        meanPersons: round(persons),
        maxPersons: round(Math.max(0, ...zone.bins.map((bin) => bin.max)), 2),
        meanPerM2: areaM2 > 0 ? round(persons / areaM2, 5) : 0,
        voronoiMeanPerM2: round(zone.voronoiMean, 5),
        voronoiMaxPerM2: round(zone.voronoiMax),
      };
    }),
    seats: {
      count: result.seats.length,
      everUsed: used.length,
      sittings: round(
        result.seats.reduce((sum, seat) => sum + seat.sittings, 0),
        2,
      ),
      meanUsedShare: round(
        result.seats.reduce((sum, seat) => sum + seat.usedShare, 0) / Math.max(1, result.seats.length),
      ),
      mostUsedShare: round(Math.max(0, ...result.seats.map((seat) => seat.usedShare))),
    },
    walks: {
      count: round(walks.walks, 2),
      meanWayM: round(walks.wayM / Math.max(1, walks.walks), 3),
      meanSpeedMps: walks.timeS > 0 ? round(walks.wayM / walks.timeS) : 0,
      wayOverStraight: walks.straightM > 0 ? round(walks.wayM / walks.straightM) : 0,
    },
    contacts: {
      personBandsM: [...PERSON_BANDS_M],
      people: result.contacts.people.map((n) => round(n, 2)),
      robotBandsM: [...ROBOT_BANDS_M],
      robots: result.contacts.robots.map((n) => round(n, 2)),
    },
  };
}

export type SpaceJson = ReturnType<typeof spaceJson>;

/** File name -> CSV text. */
export function spaceTables(result: SpaceResult, choice: MapChoice): Readonly<Record<string, string>> {
  const clock = (k: number): string => {
    const minutes = Math.round((result.fromS + k * result.binS) / 60);
    return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
  };
  return {
    'space-cells.csv': cellTable(result, choice),
    'space-zones.csv': csv([
      ['zone', 'from', 'persons_mean', 'persons_max'],
      ...result.zones.flatMap((zone) => zone.bins.map((bin, k) => [zone.id, clock(k), round(bin.mean), bin.max])),
    ]),
    'space-lines.csv': csv([
      ['line', 'from', 'in', 'out', 'per_min'],
      ...result.lines.flatMap((line) =>
        line.bins.map(([a, b], k) => [line.id, clock(k), a, b, round((60 * (a + b)) / result.binS)]),
      ),
    ]),
    'space-travel.csv': csv([
      ['from', 'to', 'seconds'],
      ...result.travel.flatMap(({ from, to, seconds }) => seconds.map((s) => [from, to, round(s, 3)])),
    ]),
    'space-seats.csv': csv([
      ['seat', 'x_m', 'y_m', 'used_share', 'sittings'],
      ...result.seats.map((seat) => [seat.id, seat.xM, seat.yM, round(seat.usedShare), seat.sittings]),
    ]),
    'space-contacts.csv': csv([
      ['between', 'gap_from_m', 'gap_to_m', 'encounters'],
      ...bandRows('person-person', PERSON_BANDS_M, result.contacts.people),
      ...bandRows('person-robot', ROBOT_BANDS_M, result.contacts.robots),
    ]),
  };
}

function bandRows(
  between: string,
  bandsM: readonly number[],
  counts: readonly number[],
): (readonly (string | number)[])[] {
  return counts.map((n, i) => [between, i === 0 ? 0 : (bandsM[i - 1] as number), bandsM[i] as number, n]);
}

function cellTable(result: SpaceResult, { scheme, letter }: MapChoice): string {
  const { grid } = result;
  const minutes = minutesAt(result, scheme, letter);
  const rows: (string | number)[][] = [];
  for (let cell = 0; cell < grid.floor.length; cell++) {
    if (grid.floor[cell] !== 1) continue;
    const column = cell % grid.columns;
    const row = (cell - column) / grid.columns;
    rows.push([
      round(grid.originXM + (column + 0.5) * grid.cellM, 3),
      round(grid.originYM + (row + 0.5) * grid.cellM, 3),
      grid.walkable[cell] as number,
      round(result.densityMean[cell] as number, 6),
      round(result.densityMax[cell] as number, 6),
      round(result.voronoiMean[cell] as number, 6),
      round(minutes[cell] as number, 4),
      round(result.passes[cell] as number, 3),
    ]);
  }
  return csv([
    [
      'x_m',
      'y_m',
      'walkable',
      'density_mean_per_m2',
      'density_max_per_m2',
      'voronoi_mean_per_m2',
      `minutes_at_${letter}_or_worse_${scheme}`,
      'steps_into_cell',
    ],
    ...rows,
  ]);
}
