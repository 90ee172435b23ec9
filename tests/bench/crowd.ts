/** Walking: microseconds a person and step, ours beside two libraries, in one process and taking turns. */
import { ourCrowd, recastCrowd, yukaCrowd } from './crowdLibraries';
import { CrowdRun, crowdScene, OVERLAP_M, type Scene, STEP_S, TIGHT_M, type WalkingCrowd } from './crowdScene';
import { type BenchRow, type BenchSize, spread } from './table';

const LIBRARIES: readonly { name: string; make: (scene: Scene) => WalkingCrowd | Promise<WalkingCrowd> }[] = [
  { name: 'ours', make: ourCrowd },
  { name: 'recast-navigation (Detour, WASM)', make: recastCrowd },
  { name: 'yuka (its paths given)', make: yukaCrowd },
];

const PLANS = {
  full: { counts: [100, 500, 1000, 2000], warmSteps: 200, windows: 3, windowSteps: 100 },
  tiny: { counts: [30], warmSteps: 20, windows: 1, windowSteps: 20 },
} as const;

export type CrowdComparison = { readonly count: number; readonly name: string; readonly run: CrowdRun };

export async function compareCrowds(size: BenchSize): Promise<CrowdComparison[]> {
  const plan = PLANS[size];
  const all: CrowdComparison[] = [];
  for (const count of plan.counts) {
    const scene = crowdScene(count);
    const here: { name: string; crowd: WalkingCrowd; run: CrowdRun }[] = [];
    for (const { name, make } of LIBRARIES) {
      const crowd = await make(scene);
      const run = new CrowdRun(scene, crowd);
      run.warmUp(plan.warmSteps);
      here.push({ name, crowd, run });
    }
    for (let window = 0; window < plan.windows; window++) for (const { run } of here) run.window(plan.windowSteps);
    for (const { name, crowd, run } of here) {
      crowd.close();
      all.push({ count, name, run });
    }
  }
  return all;
}

export async function benchCrowd(size: BenchSize): Promise<BenchRow[]> {
  const results = await compareCrowds(size);
  const seconds = PLANS[size].windows * PLANS[size].windowSteps * STEP_S;
  return results.map(({ count, name, run }) => {
    const ours = results.find((other) => other.count === count) as CrowdComparison;
    const { median, range } = spread(run.microseconds, (us) => us.toFixed(2));
    const ratio = middle(run.microseconds) / middle(ours.run.microseconds);
    return {
      what: `${name === 'ours' ? `crowd, ${count} walking:` : '-'} ${name}`,
      value: `${median} µs a person and step${name === 'ours' ? '' : ` (${ratio.toFixed(1)} x ours)`}`,
      range,
      check:
        `${run.overlaps} overlaps (centres < ${OVERLAP_M} m; ${run.tight} < ${TIGHT_M.toFixed(2)} m) in ${run.looks} looks, ` +
        `nearest ${run.closestM.toFixed(2)} m; ${run.arrivals} arrivals in ${seconds} s`,
    };
  });
}

function middle(values: readonly number[]): number {
  return [...values].sort((x, y) => x - y)[values.length >> 1] as number;
}
