/**
 * What a step of the crowd costs as the hall grows: with the number who walk, with those who sit, with the floor; at a step
 * of 0.01 s beside JuPedSim's published cost; where the time goes; and what is left on the heap.
 */

import { cpuUs } from './cpuClock';
import { heapRow, sharesRow } from './crowdInside';
import { ourCrowd } from './crowdLibraries';
import { CrowdRun, crowdScene, type Halls, rehearse, type Scene, STEP_S } from './crowdScene';
import { type BenchRow, type BenchSize, middle, spread } from './table';

const PLANS = {
  full: {
    growth: [
      { count: 500, across: 1, up: 1 },
      { count: 1000, across: 2, up: 1 },
      { count: 2000, across: 2, up: 2 },
      { count: 4000, across: 4, up: 2 },
      { count: 8000, across: 4, up: 4 },
    ],
    fine: [500, 2000],
    many: { count: 5000, across: 2, up: 2 },
    walking: 500,
    seated: [2000, 10_000],
    shares: [500, 2000],
    rehearsalS: 1,
    warmSteps: 200,
    windows: 9,
    steps: 60,
    heapSteps: 10_000,
  },
  tiny: {
    growth: [{ count: 20, across: 1, up: 1 }],
    fine: [20],
    many: null,
    walking: 20,
    seated: [20],
    shares: [20],
    rehearsalS: 0,
    warmSteps: 10,
    windows: 1,
    steps: 20,
    heapSteps: 100,
  },
} as const;

/** Microseconds a person and step on a like machine: the goal, and JuPedSim 1.4's whole step and its model alone. */
const FINE_STEP_S = 0.01;
const FINE_GOALS: Readonly<Record<number, { readonly goal: number; readonly juPedSim: string }>> = {
  500: { goal: 0.16, juPedSim: '11.5-12.1, its model alone 2.3' },
  2000: { goal: 0.75, juPedSim: '15.1-15.5, its model alone 5.3' },
};

export async function benchGrowth(size: BenchSize): Promise<BenchRow[]> {
  return [
    ...fineRows(size),
    ...manyRow(size),
    ...growthRows(size),
    ...independenceRows(size),
    ...PLANS[size].shares.map((count) =>
      sharesRow(crowdScene(count), PLANS[size].warmSteps, PLANS[size].heapSteps / 10),
    ),
    heapRow(crowdScene(PLANS[size].walking), PLANS[size].warmSteps, PLANS[size].heapSteps),
  ];
}

/** Runs take turns window by window, so that a busy machine is busy for all of them. */
function runAll(size: BenchSize, made: readonly { scene: Scene; stepS?: number; seated?: number }[]): CrowdRun[] {
  const { rehearsalS, warmSteps, windows, steps } = PLANS[size];
  const runs = made.map(({ scene, stepS = STEP_S, seated = 0 }) => {
    rehearse(scene, ourCrowd(scene, stepS, seated), rehearsalS);
    const run = new CrowdRun(scene, ourCrowd(scene, stepS, seated));
    run.warmUp(Math.round((warmSteps * STEP_S) / stepS));
    return run;
  });
  for (let window = 0; window < windows; window++) {
    made.forEach(({ stepS = STEP_S }, i) => {
      (runs[i] as CrowdRun).window(Math.round((steps * STEP_S) / stepS), cpuUs);
    });
  }
  return runs;
}

const micro = (us: number): string => us.toFixed(3);

function checkOf({ overlaps, inWalls, looks, arrivals }: CrowdRun): string {
  return `${overlaps} overlaps, ${inWalls} in walls in ${looks} looks, ${arrivals} arrivals`;
}

function fineRows(size: BenchSize): BenchRow[] {
  const counts: readonly number[] = PLANS[size].fine;
  const runs = runAll(
    size,
    counts.map((count) => ({ scene: crowdScene(count), stepS: FINE_STEP_S })),
  );
  return runs.map((run, i) => {
    const count = counts[i] as number;
    const { median, range } = spread(run.microseconds, micro);
    const known = FINE_GOALS[count];
    const beside = known ? `; goal ${known.goal}, JuPedSim (C++) on a like machine ${known.juPedSim}` : '';
    return {
      what: `crowd, ${count} walking, steps of 0.01 s`,
      value: `${median} µs a person and step${beside}`,
      range,
      check: checkOf(run),
    };
  });
}

function manyRow(size: BenchSize): BenchRow[] {
  const { many } = PLANS[size];
  if (!many) return [];
  const [run] = runAll(size, [{ scene: crowdScene(many.count, { ...many, use: 'all' }) }]) as [CrowdRun];
  const ms = (us: number): number => (us * many.count) / 1000;
  const { range } = spread(run.microseconds, (us) => ms(us).toFixed(2));
  const stepMs = ms(middle(run.microseconds));
  return [
    {
      what: `crowd, ${many.count} walking, 4 halls of 60 x 40 m`,
      value: `${((1000 * STEP_S) / stepMs).toFixed(1)} x real time (goal 8), ${stepMs.toFixed(2)} ms a step`,
      range: `${range} ms`,
      check: checkOf(run),
    },
  ];
}

function growthRows(size: BenchSize): BenchRow[] {
  const plan = PLANS[size].growth;
  const runs = runAll(
    size,
    plan.map(({ count, across, up }) => ({
      scene: crowdScene(count, { across, up, use: 'all', crossing: true } satisfies Halls),
    })),
  );
  const first = middle((runs[0] as CrowdRun).microseconds);
  return runs.map((run, i) => {
    const { count, across, up } = plan[i] as (typeof plan)[number];
    const { median, range } = spread(run.microseconds, micro);
    return {
      what: `crowd, ${count} crossing ${60 * across} x ${40 * up} m`,
      value: `${median} µs a person and step (${(middle(run.microseconds) / first).toFixed(2)} x)`,
      range,
      check: checkOf(run),
    };
  });
}

function independenceRows(size: BenchSize): BenchRow[] {
  const { walking, seated } = PLANS[size];
  const scene = crowdScene(walking);
  const wide = crowdScene(walking, { across: 2, up: 2, use: 'first' });
  const made = [{ scene }, ...seated.map((number) => ({ scene, seated: number })), { scene: wide }];
  const runs = runAll(size, made);
  const first = middle((runs[0] as CrowdRun).microseconds);
  const names = ['alone', ...seated.map((number) => `and ${number} seated`), 'in a hall of four times the floor'];
  return runs.map((run, i) => {
    const { median, range } = spread(run.microseconds, micro);
    return {
      what: `crowd, ${walking} walking ${names[i]}`,
      value: `${median} µs a person and step (${(middle(run.microseconds) / first).toFixed(2)} x)`,
      range,
      check: checkOf(run),
    };
  });
}
