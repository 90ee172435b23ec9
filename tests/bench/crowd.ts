/** Walking: microseconds of CPU a person and step, ours beside three libraries, in one process and taking turns. */
import { ourCrowd, recastCrowd, yukaCrowd } from './crowdLibraries';
import { navcatCrowd } from './crowdNavcat';
import {
  CrowdRun,
  crowdScene,
  OVERLAP_M,
  rehearse,
  type Scene,
  STEP_S,
  TIGHT_M,
  type WalkingCrowd,
} from './crowdScene';
import { type BenchRow, type BenchSize, spread } from './table';

type Library = {
  readonly name: string;
  readonly make: (scene: Scene) => WalkingCrowd | Promise<WalkingCrowd>;
  /** Goal: how many times faster ours is to be, at so many people. */
  readonly goals: Readonly<Record<number, number>>;
  /** Not run with more people: it would take minutes. */
  readonly most?: number;
};

const LIBRARIES: readonly Library[] = [
  { name: 'ours', make: ourCrowd, goals: {} },
  { name: 'recast-navigation (Detour, WASM)', make: recastCrowd, goals: { 500: 10, 2000: 5 } },
  { name: 'navcat (TypeScript)', make: navcatCrowd, goals: { 1000: 30 }, most: 1000 },
  { name: 'yuka (its paths given)', make: yukaCrowd, goals: { 500: 12 } },
];

const PLANS = {
  full: { counts: [100, 500, 1000, 2000], rehearsalS: 3, warmSteps: 200, windows: 9, windowSteps: 60 },
  tiny: { counts: [30], rehearsalS: 0.05, warmSteps: 20, windows: 1, windowSteps: 20 },
} as const;

export type CrowdComparison = {
  readonly count: number;
  readonly name: string;
  readonly goal: number | undefined;
  readonly run: CrowdRun;
};

export async function compareCrowds(size: BenchSize): Promise<CrowdComparison[]> {
  const plan = PLANS[size];
  const all: CrowdComparison[] = [];
  for (const count of plan.counts) {
    const scene = crowdScene(count);
    const here: { library: Library; crowd: WalkingCrowd; run: CrowdRun }[] = [];
    for (const library of LIBRARIES) {
      if (library.most !== undefined && count > library.most) continue;
      rehearse(scene, await library.make(scene), plan.rehearsalS);
      const crowd = await library.make(scene);
      const run = new CrowdRun(scene, crowd);
      run.warmUp(plan.warmSteps);
      here.push({ library, crowd, run });
    }
    for (let window = 0; window < plan.windows; window++) for (const { run } of here) run.window(plan.windowSteps);
    for (const { library, crowd, run } of here) {
      crowd.close();
      all.push({ count, name: library.name, goal: library.goals[count], run });
    }
  }
  return all;
}

export async function benchCrowd(size: BenchSize): Promise<BenchRow[]> {
  const results = await compareCrowds(size);
  const seconds = PLANS[size].windows * PLANS[size].windowSteps * STEP_S;
  return results.map(({ count, name, goal, run }) => {
    const ours = results.find((other) => other.count === count) as CrowdComparison;
    const { median, range } = spread(run.microseconds, (us) => us.toFixed(2));
    const ratio = middle(run.microseconds) / middle(ours.run.microseconds);
    const times = `${ratio.toFixed(1)} x ours${goal === undefined ? '' : `, goal ${goal}`}`;
    return {
      what: `${name === 'ours' ? `crowd, ${count} walking:` : '-'} ${name}`,
      value: `${median} µs a person and step${name === 'ours' ? `, ${((middle(run.microseconds) * count) / 1000).toFixed(2)} ms a step` : ` (${times})`}`,
      range,
      check:
        `${run.overlaps} overlaps (centres < ${OVERLAP_M} m; ${run.tight} < ${TIGHT_M.toFixed(2)} m), ${run.inWalls} in walls in ` +
        `${run.looks} looks, nearest ${run.closestM.toFixed(2)} m; ${run.arrivals} arrivals in ${seconds} s`,
    };
  });
}

export function middle(values: readonly number[]): number {
  return [...values].sort((x, y) => x - y)[values.length >> 1] as number;
}
