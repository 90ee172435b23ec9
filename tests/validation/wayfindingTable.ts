/**
 * What the guide robot is worth to people who do not know the hall: time to the window and wrong turns, with and without the robot,
 * with and without a staffed enquiry desk, and with the robot asked only on arrival or also while looking for a window; same people
 * (seeds) in all. `npx tsx tests/validation/wayfindingTable.ts [n]` prints
 * the table of docs/people.md.
 */
import { interval } from '../../src/experiment/interval';
import { type WayFigures, wayFigures } from '../../src/metrics/wayfinding';
import { loadSpec } from '../../src/runtime/loadSpec';
import { runHall } from '../../src/runtime/run';
import { hallOf } from '../worlds/shipped';
import { wayfindingSource } from '../worlds/wayfindingHall';

export type WayDay = WayFigures & { readonly waitMin: number };

async function daysOf(
  desk: boolean,
  robot: 'none' | 'on arrival' | 'on the way too',
  n: number,
  resolution: 'meso' | 'micro',
): Promise<WayFigures[]> {
  const options = { resolution, withoutRobots: robot === 'none' };
  const rule = robot === 'on arrival' ? 'asksRobotShare: 0' : '';
  const loaded = await loadSpec(wayfindingSource(desk, rule), options);
  if (!loaded.ok) throw new Error(loaded.problems.map((found) => `${found.path}: ${found.message}`).join('\n'));
  return Array.from({ length: n }, (_, r) => {
    const hall = hallOf({ ...loaded.spec, seed: 1 + r });
    runHall(hall);
    return wayFigures(hall.log);
  });
}

export type WayRow = {
  readonly desk: boolean;
  /** Without and with robot, and with minus without, paired by seed. */
  readonly without: readonly WayFigures[];
  readonly withRobot: readonly WayFigures[];
  /** With a robot that nobody asks while looking for a window. */
  readonly onArrival: readonly WayFigures[];
};

export async function wayRows(n: number, resolution: 'meso' | 'micro' = 'meso'): Promise<WayRow[]> {
  const rows: WayRow[] = [];
  for (const desk of [true, false]) {
    rows.push({
      desk,
      without: await daysOf(desk, 'none', n, resolution),
      withRobot: await daysOf(desk, 'on the way too', n, resolution),
      onArrival: await daysOf(desk, 'on arrival', n, resolution),
    });
  }
  return rows;
}

export const WAY_FIGURES: readonly { readonly name: string; readonly of: (day: WayFigures) => number }[] = [
  { name: 'do not know the way when called, share', of: (day) => day.sought / day.calls },
  { name: 'call to window, s', of: (day) => day.toWindowS },
  { name: 'beyond the straight walk, s a call', of: (day) => day.extraS },
  { name: 'wrong turns in 100 calls', of: (day) => 100 * day.wrongTurns },
];

/** Rows of a Markdown table. */
export function wayTable(rows: readonly WayRow[]): string[] {
  const show = (values: readonly number[]): string => {
    const { mean, halfWidth } = interval(values);
    return `${mean.toFixed(2)} +- ${halfWidth.toFixed(2)}`;
  };
  return rows.flatMap(({ desk, without, withRobot, onArrival }) =>
    WAY_FIGURES.map(({ name, of }) => {
      const change = withRobot.map((day, r) => of(day) - of(without[r] as WayFigures));
      const more = withRobot.map((day, r) => of(day) - of(onArrival[r] as WayFigures));
      return `| ${desk ? 'desk' : 'no desk'} | ${name} | ${show(without.map(of))} | ${show(onArrival.map(of))} | ${show(withRobot.map(of))} | ${show(change)} | ${show(more)} |`;
    }),
  );
}

if (process.argv[1]?.endsWith('wayfindingTable.ts')) {
  const n = Number(process.argv[2] ?? 100);
  void wayRows(n).then((rows) => {
    process.stdout.write(`${n} days each, meso\n${wayTable(rows).join('\n')}\n`);
  });
}
