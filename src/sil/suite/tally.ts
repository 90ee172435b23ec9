/** Runs of a suite -> a line a mission: how many seeds passed, and means of the figures. Plain data. */
import { confidenceInterval, mean } from '../../metrics/statistics';
import type { MissionRun } from '../mission/result';
import type { Mission } from '../mission/schema';

export type MissionLine = {
  readonly mission: string;
  readonly tags: readonly string[];
  readonly seeds: number;
  readonly passed: number;
  /** Share that has to pass, and whether it did. */
  readonly share: number;
  readonly ok: boolean;
  /** Means over the seeds that have the figure; NaN = none has. */
  readonly success: number;
  readonly timeS: number;
  readonly spl: number;
  readonly stl: number;
  readonly caused: number;
  readonly freezeLongestS: number;
  readonly personGapMinM: number;
  readonly intrusion: number;
  readonly jerkAvgMps3: number;
  readonly disturbanceS: number;
  /** People whose delay that is, over all seeds. */
  readonly disturbedPeople: number;
  /** Each different miss, with its seeds. */
  readonly misses: readonly { readonly text: string; readonly seeds: readonly number[] }[];
};

export function tally(mission: Mission, runs: readonly MissionRun[]): MissionLine {
  const passed = runs.filter((run) => run.passed).length;
  const of = (value: (run: MissionRun) => number | undefined): number => {
    const values = runs.map(value).filter((x): x is number => x !== undefined && Number.isFinite(x));
    return values.length === 0 ? Number.NaN : mean(values);
  };
  const done = (run: MissionRun): boolean => run.outcome === 'done';
  return {
    mission: mission.id,
    tags: mission.tags,
    seeds: runs.length,
    passed,
    share: mission.pass.share,
    ok: runs.length > 0 && passed >= mission.pass.share * runs.length - 1e-9,
    success: of((run) => (done(run) ? 1 : 0)),
    timeS: of((run) => (done(run) ? run.timeS : undefined)),
    spl: of((run) => run.spl),
    stl: of((run) => run.stl),
    caused: of((run) => run.figures?.causedCollisions),
    freezeLongestS: runs.reduce((most, run) => Math.max(most, run.figures?.freezeLongestS ?? 0), 0),
    personGapMinM: runs.reduce((least, run) => {
      const gap = run.figures?.personGapMinM ?? Number.NaN;
      return Number.isNaN(gap) ? least : Number.isNaN(least) ? gap : Math.min(least, gap);
    }, Number.NaN),
    intrusion: of((run) => run.figures?.intrusion),
    jerkAvgMps3: of((run) => run.figures?.jerkAvgMps3),
    disturbedPeople: runs.reduce((sum, run) => sum + (run.disturbance?.people ?? 0), 0),
    disturbanceS: of((run) =>
      run.disturbance && run.disturbance.people > 0 ? run.disturbance.travelS / run.disturbance.people : undefined,
    ),
    misses: grouped(runs),
  };
}

/** Misses that differ in numbers only count as one; the first one's numbers are shown. */
function grouped(runs: readonly MissionRun[]): MissionLine['misses'] {
  const groups = new Map<string, { text: string; seeds: number[] }>();
  for (const run of runs) {
    for (const text of run.misses) {
      const key = text.replace(/[-\d.]+/g, '#');
      const known = groups.get(key) ?? { text, seeds: [] };
      known.seeds.push(run.seed);
      groups.set(key, known);
    }
  }
  return [...groups.values()];
}

export type Paired = {
  readonly figure: string;
  /** Runs of the same mission and seed that both have the figure. */
  readonly n: number;
  readonly first: number;
  readonly second: number;
  /** Second minus first, with its 95% interval (Student t over the pairs). */
  readonly difference: number;
  readonly low: number;
  readonly high: number;
  readonly verdict: 'better' | 'worse' | 'undecided' | 'equal';
};

export type PairedSuccess = {
  readonly n: number;
  readonly both: number;
  readonly onlyFirst: number;
  readonly onlySecond: number;
  readonly neither: number;
  /** McNemar's exact two-sided test on the pairs that differ. */
  readonly p: number;
};

const FIGURES: readonly {
  readonly name: string;
  readonly better: 'higher' | 'lower';
  /** Only where both reached the goal. */
  readonly needsBoth: boolean;
  readonly of: (run: MissionRun) => number | undefined;
}[] = [
  { name: 'time, s', better: 'lower', needsBoth: true, of: (run) => run.timeS },
  { name: 'SPL', better: 'higher', needsBoth: false, of: (run) => run.spl },
  { name: 'STL', better: 'higher', needsBoth: false, of: (run) => run.stl },
  { name: 'collisions caused', better: 'lower', needsBoth: false, of: (run) => run.figures?.causedCollisions },
  { name: 'collisions with people', better: 'lower', needsBoth: false, of: (run) => run.figures?.personCollisions },
  { name: 'clearance to people, least, m', better: 'higher', needsBoth: true, of: (run) => run.figures?.personGapMinM },
  {
    name: 'time within 0.5 m of people, share',
    better: 'lower',
    needsBoth: false,
    of: (run) => run.figures?.intrusion,
  },
  {
    name: 'time to collision < 1.5 s, share',
    better: 'lower',
    needsBoth: false,
    of: (run) => run.figures?.ttcBelow1_5,
  },
  { name: 'social work, m/s', better: 'lower', needsBoth: true, of: (run) => run.social?.socialWork },
  {
    name: "time within 1.2 m of a group's middle, share",
    better: 'lower',
    needsBoth: false,
    of: (run) => run.social?.groupPersonal,
  },
  { name: 'longest freeze, s', better: 'lower', needsBoth: false, of: (run) => run.figures?.freezeLongestS },
  { name: 'jerk, mean, m/s3', better: 'lower', needsBoth: true, of: (run) => run.figures?.jerkAvgMps3 },
  { name: 'irregularity, rad/m', better: 'lower', needsBoth: true, of: (run) => run.irregularityRadPerM },
  { name: 'energy, Wh', better: 'lower', needsBoth: true, of: (run) => run.energyWh },
  {
    name: "people's delay, s each",
    better: 'lower',
    needsBoth: true,
    of: (run) =>
      run.disturbance && run.disturbance.people > 0 ? run.disturbance.travelS / run.disturbance.people : undefined,
  },
];

/** Two brains on the same missions and seeds. Runs without a partner are left out. */
export function pair(
  first: readonly MissionRun[],
  second: readonly MissionRun[],
): { readonly success: PairedSuccess; readonly figures: readonly Paired[] } {
  const key = (run: MissionRun): string => `${run.mission} ${run.seed}`;
  const partners = new Map(second.map((run) => [key(run), run]));
  const pairs = first.flatMap((a) => {
    const b = partners.get(key(a));
    return b ? [[a, b] as const] : [];
  });
  const count = (a: boolean, b: boolean): number => pairs.filter(([x, y]) => x.passed === a && y.passed === b).length;
  const onlyFirst = count(true, false);
  const onlySecond = count(false, true);
  const success = {
    n: pairs.length,
    both: count(true, true),
    onlyFirst,
    onlySecond,
    neither: count(false, false),
    p: mcNemar(onlyFirst, onlySecond),
  };
  const figures = FIGURES.map(({ name, better, needsBoth, of }): Paired => {
    const values = pairs
      .filter(([a, b]) => !needsBoth || (a.outcome === 'done' && b.outcome === 'done'))
      .map(([a, b]) => [of(a), of(b)] as const)
      .filter((both): both is readonly [number, number] => both.every((x) => x !== undefined && Number.isFinite(x)));
    const differences = values.map(([a, b]) => b - a);
    const { mean: difference, halfWidth, n } = confidenceInterval(differences);
    const low = difference - halfWidth;
    const high = difference + halfWidth;
    const verdict =
      n > 0 && differences.every((x) => x === 0)
        ? 'equal'
        : n < 2 || (low <= 0 && high >= 0)
          ? 'undecided'
          : difference > 0 === (better === 'higher')
            ? 'better'
            : 'worse';
    return {
      figure: name,
      n,
      first: mean(values.map(([a]) => a)),
      second: mean(values.map(([, b]) => b)),
      difference,
      low,
      high,
      verdict,
    };
  });
  return { success, figures };
}

/** Exact two-sided binomial test of b against c at one half. */
export function mcNemar(b: number, c: number): number {
  const n = b + c;
  if (n === 0) return 1;
  let term = 0.5 ** n;
  let tail = 0;
  for (let k = 0; k <= Math.min(b, c); k++) {
    tail += term;
    term = (term * (n - k)) / (k + 1);
  }
  return Math.min(1, 2 * tail);
}
