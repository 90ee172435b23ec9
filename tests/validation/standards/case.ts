/** What an acceptance case is, how it is run, and the record that comes out. */
import { Purpose, RandomStream } from '../../../src/kernel/base/random';
import type { CrowdPreset, RouteChoice } from '../../../src/kernel/crowd/parameters';
import type { Plan } from './plan';
import { type Health, World } from './world';

export type Standard = 'RiMEA' | 'NIST' | 'ISO';
/** `check`: few seeds and small rooms, in the test suite. `full`: what the page shows. */
export type Size = 'check' | 'full';

/** Makes the worlds and the random numbers of one run and keeps the books of all its worlds. */
export class Lab {
  readonly health: Health = { inWall: 0, nearestWallM: Number.POSITIVE_INFINITY, left: 0, put: 0 };
  readonly random: RandomStream;

  constructor(
    readonly seed: number,
    readonly size: Size,
  ) {
    this.random = new RandomStream(seed, Purpose.test, 4);
  }

  /** Every world of a run starts from the same random numbers: compared plans get the same people. */
  world(plan: Plan, preset: CrowdPreset = 'everyday', routes: RouteChoice = 'shortest'): World {
    this.random.counter = 0;
    return new World(plan, this.seed, this.health, preset, routes);
  }
}

export type Verdict = {
  /** What was measured, beside `target`. */
  readonly figure: string;
  readonly pass: boolean;
};

export type CaseDefinition<M> = {
  /** The tests of the standards that this is, most often one a standard. */
  readonly of: readonly { readonly standard: Standard; readonly number: string }[];
  readonly title: string;
  /** What a planner learns from it. */
  readonly means: string;
  /** Rooms and people, and where they differ from the standard. */
  readonly setUp: string;
  readonly target: string;
  readonly seeds: Readonly<Record<Size, number>>;
  /** One run: plain figures. */
  readonly run: (lab: Lab) => M;
  readonly judge: (runs: readonly M[]) => Verdict;
  /** A target that is not met today: why, and what must not get worse meanwhile. */
  readonly miss?: { readonly why: string; readonly guard: string; readonly holds: (runs: readonly M[]) => boolean };
};

export type CaseResult = Verdict & {
  readonly n: number;
  /** A known miss whose guard holds, or no miss at all. */
  readonly guarded: boolean;
  readonly health: Health;
};

export type AcceptanceCase = Omit<CaseDefinition<never>, 'run' | 'judge' | 'miss'> & {
  readonly miss: { readonly why: string; readonly guard: string } | null;
  readonly evaluate: (size: Size) => CaseResult;
};

export function defineCase<M>(definition: CaseDefinition<M>): AcceptanceCase {
  const { run, judge, miss, ...rest } = definition;
  return {
    ...rest,
    miss: miss ?? null,
    evaluate(size) {
      const runs: M[] = [];
      const health: Health = { inWall: 0, nearestWallM: Number.POSITIVE_INFINITY, left: 0, put: 0 };
      for (let seed = 1; seed <= definition.seeds[size]; seed++) {
        const lab = new Lab(seed, size);
        runs.push(run(lab));
        health.inWall += lab.health.inWall;
        health.left += lab.health.left;
        health.put += lab.health.put;
        health.nearestWallM = Math.min(health.nearestWallM, lab.health.nearestWallM);
      }
      return { ...judge(runs), n: runs.length, guarded: miss === undefined || miss.holds(runs), health };
    },
  };
}

export const nameOf = (entry: { standard: Standard; number: string }): string => `${entry.standard} ${entry.number}`;
