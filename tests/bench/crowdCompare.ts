/**
 * The comparison of crowds, wherever it is run: the libraries, the goals, how long each walks, the rows of the table. The place brings
 * the clock: `crowd.ts` a Node process, `crowd-page/main.ts` a page in Chromium. No Node modules here: a page loads this file too.
 */
import { ourCrowd, recastCrowd, yukaCrowd } from './crowdLibraries';
import { navcatCrowd } from './crowdNavcat';
import {
  type Clock,
  CrowdRun,
  crowdScene,
  OVERLAP_M,
  rehearse,
  type Scene,
  STEP_S,
  TIGHT_M,
  type WalkingCrowd,
} from './crowdScene';
import { type BenchRow, type BenchSize, middle, spread } from './table';

type Library = {
  readonly name: string;
  readonly make: (scene: Scene) => WalkingCrowd | Promise<WalkingCrowd>;
  /** Goal: how many times faster ours is to be, at so many people. */
  readonly goals: Readonly<Record<number, number>>;
  /** Not run with more people: it would take minutes. */
  readonly most?: number;
};

const OURS: Library = { name: 'ours', make: ourCrowd, goals: {} };

const LIBRARIES: readonly Library[] = [
  OURS,
  { name: 'recast-navigation (Detour, WASM)', make: recastCrowd, goals: { 500: 10, 2000: 5 } },
  { name: 'navcat (TypeScript)', make: navcatCrowd, goals: { 1000: 30 }, most: 1000 },
  { name: 'yuka (its paths given)', make: yukaCrowd, goals: { 500: 12 } },
];

export const PLANS = {
  full: { counts: [100, 500, 1000, 2000], rehearsalS: 3, warmSteps: 200, windows: 9, windowSteps: 60 },
  tiny: { counts: [30], rehearsalS: 0.05, warmSteps: 20, windows: 1, windowSteps: 20 },
} as const;

/** What a run found: plain data, so that a page can hand it over. */
export type CrowdFigures = Pick<
  CrowdRun,
  'microseconds' | 'overlaps' | 'tight' | 'closestM' | 'arrivals' | 'inWalls' | 'looks'
>;

export type CrowdComparison = {
  readonly count: number;
  readonly name: string;
  readonly goal: number | undefined;
  readonly figures: CrowdFigures;
};

/** Every library at every number of people, taking turns window by window. */
export async function compareCrowds(size: BenchSize, clock: Clock): Promise<CrowdComparison[]> {
  const { counts, windows, windowSteps } = PLANS[size];
  const all: CrowdComparison[] = [];
  for (const count of counts) {
    const scene = crowdScene(count);
    const here: { library: Library; crowd: WalkingCrowd; run: CrowdRun }[] = [];
    for (const library of LIBRARIES) {
      if (library.most !== undefined && count > library.most) continue;
      here.push({ library, ...(await ready(scene, library, size)) });
    }
    for (let window = 0; window < windows; window++) for (const { run } of here) run.window(windowSteps, clock);
    for (const { library, crowd, run } of here) {
      crowd.close();
      all.push({ count, name: library.name, goal: library.goals[count], figures: figuresOf(run) });
    }
  }
  return all;
}

/** Ours alone, rehearsed and warmed up, ready for its windows. */
export async function oursReady(count: number, size: BenchSize): Promise<CrowdRun> {
  return (await ready(crowdScene(count), OURS, size)).run;
}

async function ready(
  scene: Scene,
  { make }: Library,
  size: BenchSize,
): Promise<{ crowd: WalkingCrowd; run: CrowdRun }> {
  rehearse(scene, await make(scene), PLANS[size].rehearsalS);
  const crowd = await make(scene);
  const run = new CrowdRun(scene, crowd);
  run.warmUp(PLANS[size].warmSteps);
  return { crowd, run };
}

function figuresOf({ microseconds, overlaps, tight, closestM, arrivals, inWalls, looks }: CrowdRun): CrowdFigures {
  return { microseconds, overlaps, tight, closestM, arrivals, inWalls, looks };
}

/** @param place names the rows: where it was run */
export function comparisonRows(place: string, size: BenchSize, results: readonly CrowdComparison[]): BenchRow[] {
  const seconds = PLANS[size].windows * PLANS[size].windowSteps * STEP_S;
  return results.map(({ count, name, goal, figures }) => {
    const ours = results.find((other) => other.count === count) as CrowdComparison;
    const { median, range } = spread(figures.microseconds, (us) => us.toFixed(2));
    const ratio = middle(figures.microseconds) / middle(ours.figures.microseconds);
    const times = `${ratio.toFixed(1)} x ours${goal === undefined ? '' : `, goal ${goal}`}`;
    return {
      what: `${name === OURS.name ? `${place}, ${count} walking:` : '-'} ${name}`,
      value: `${median} µs a person and step${name === OURS.name ? `, ${((middle(figures.microseconds) * count) / 1000).toFixed(2)} ms a step` : ` (${times})`}`,
      range,
      check:
        `${figures.overlaps} overlaps (centres < ${OVERLAP_M} m; ${figures.tight} < ${TIGHT_M.toFixed(2)} m), ${figures.inWalls} in walls in ` +
        `${figures.looks} looks, nearest ${figures.closestM.toFixed(2)} m; ${figures.arrivals} arrivals in ${seconds} s`,
    };
  });
}
