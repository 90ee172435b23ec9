/**
 * Fewest staff hours that keep a goal: an analytic guess, then simulation. First windows are added where it helps most until the goal is
 * met, then taken away one by one as long as it stays met, the idlest periods first. All plans are tried on the same days. The
 * result is then verified on days that the search has not seen; if that fails, windows are added and it is verified anew.
 */
import type { DayEvidence } from '../../metrics/evidence';
import { mean, standardDeviation } from '../../metrics/statistics';
import type { ScenarioSource } from '../../scenario/source';
import { VaryError } from '../../scenario/vary/path';
import { type Pool, type PoolPlan, type Stretch, withStaffing } from '../../scenario/vary/staffing';
import { type Interval, interval } from '../interval';
import type { Goal } from '../kpi/parse';
import type { Laboratory } from '../laboratory';
import { margins } from '../optimize';
import { type Feasibility, judge, looks } from '../selection/feasible';
import { type Counts, type Grid, guessCounts, leastOf } from './guess';

export type StaffingPlan = {
  readonly source: ScenarioSource;
  readonly pools: readonly Pool[];
  readonly grid: Grid;
  readonly goal: Goal;
  readonly confidence: number;
  /** Days that plans are tried on. */
  readonly replications: number;
  /** Most days of one verification. */
  readonly mostReplications: number;
  readonly onStep?: (text: string) => void;
};

export type StaffingResult = {
  /** verified: the goal is met with the confidence. not-verified: the search ended or was interrupted before. impossible: even all windows miss it. */
  readonly outcome: 'verified' | 'not-verified' | 'impossible';
  readonly guess: Counts;
  readonly counts: Counts;
  readonly hours: number;
  readonly guessHours: number;
  /** The scenario as it is, on the days of the search. */
  readonly current: { readonly goal: Interval; readonly hours: Interval };
  /** The figure of the goal on the verification days. */
  readonly verification: Interval;
  readonly plans: number;
};

type Cell = { readonly pool: number; readonly at: number };
/** Standard errors that the mean must be inside the goal while searching: what is just met here often fails on new days. */
const SAFETY = 0.5;
const TRIES_MAX = 12;

export async function searchStaffing(plan: StaffingPlan, laboratory: Laboratory): Promise<StaffingResult> {
  const search = new Search(plan, laboratory);
  return search.run();
}

class Search {
  private plans = 0;
  private readonly sources = new Map<string, ScenarioSource>();

  constructor(
    private readonly plan: StaffingPlan,
    private readonly laboratory: Laboratory,
  ) {}

  async run(): Promise<StaffingResult> {
    const { plan } = this;
    const { goal, pools, grid } = plan;
    const today = await this.laboratory.run(plan.source, plan.replications);
    const current = {
      goal: interval(today.map(goal.kpi.of), plan.confidence),
      hours: interval(
        today.map((day) => day.windows.reduce((sum, window) => sum + window.openS, 0) / 3600),
        plan.confidence,
      ),
    };
    const guess = guessCounts(today, pools, grid, goal);
    const all = pools.map((pool) => new Array<number>(grid.count).fill(pool.windows.length));
    const finish = (outcome: StaffingResult['outcome'], counts: Counts, verification: Interval): StaffingResult => ({
      outcome,
      guess,
      counts,
      hours: this.hours(counts),
      guessHours: this.hours(guess),
      current,
      verification,
      plans: this.plans,
    });
    const alpha = 1 - plan.confidence;
    // With every window open: if that misses the goal, nothing meets it.
    const full = await this.verify(all, 0, alpha / 2);
    const fullFigure = interval(full.days.map(goal.kpi.of), plan.confidence);
    if (this.laboratory.aborted) return finish('not-verified', guess, fullFigure);
    if (full.standing === 'misses') return finish('impossible', all, fullFigure);
    let counts = await this.repair(guess);
    counts = await this.trim(counts);
    let first = plan.replications;
    let verification = interval([], plan.confidence);
    for (let attempt = 0; attempt < TRIES_MAX && !this.laboratory.aborted; attempt++) {
      const checked = await this.verify(counts, first, alpha / 2 ** (attempt + 2));
      verification = interval(checked.days.map(goal.kpi.of), plan.confidence);
      plan.onStep?.(`verification on ${checked.days.length} new days: ${checked.standing}`);
      if (checked.standing === 'meets') return finish('verified', counts, verification);
      first += plan.mostReplications;
      const added = await this.bestAddition(counts, checked.days);
      if (added === null) break;
      counts = added;
    }
    return finish('not-verified', counts, verification);
  }

  /** Adds windows until the goal is met on the days of the search. */
  private async repair(from: Counts): Promise<Counts> {
    let counts = from;
    for (;;) {
      const days = await this.days(counts);
      if (this.laboratory.aborted || this.met(days)) return counts;
      const next = await this.bestAddition(counts, days);
      if (next === null) return counts;
      counts = next;
      this.plan.onStep?.(`${this.hours(counts).toFixed(1)} h: added a window, the goal was missed`);
    }
  }

  /** The plan with one window more that brings the goal nearest, among the periods with the longest queues. */
  private async bestAddition(counts: Counts, days: readonly DayEvidence[]): Promise<Counts | null> {
    const { pools } = this.plan;
    const cells = this.cells()
      .filter(({ pool, at }) => (counts[pool]?.[at] as number) < (pools[pool] as Pool).windows.length)
      .map((cell) => ({ cell, queue: this.queue(days, cell) }))
      .sort((a, b) => b.queue - a.queue)
      .slice(0, 4);
    if (cells.length === 0) return null;
    const trials = cells.map(({ cell }) => change(counts, cell, 1));
    const lists = await this.daysOf(trials);
    const scores = lists.map((list) => mean(margins(this.plan.goal, list)));
    const best = scores.reduce((b, score, i) => (score > (scores[b] as number) ? i : b), 0);
    return trials[best] as Counts;
  }

  /** Takes windows away while the goal stays met, two plans at a time, where the windows are idlest. */
  private async trim(from: Counts): Promise<Counts> {
    let counts = from;
    const frozen = new Set<string>();
    for (;;) {
      const days = await this.days(counts);
      if (this.laboratory.aborted) return counts;
      const cells = this.cells()
        .filter(
          (cell) =>
            !frozen.has(`${cell.pool} ${cell.at}`) && (counts[cell.pool]?.[cell.at] as number) > this.least(cell.pool),
        )
        .map((cell) => ({ cell, queue: this.queue(days, cell) / (counts[cell.pool]?.[cell.at] as number) }))
        .sort((a, b) => a.queue - b.queue)
        .slice(0, 2);
      if (cells.length === 0) return counts;
      const trials = cells.map(({ cell }) => change(counts, cell, -1));
      const lists = await this.daysOf(trials);
      if (this.laboratory.aborted) return counts;
      let taken = false;
      lists.forEach((list, i) => {
        const { cell } = cells[i] as (typeof cells)[number];
        // Once a window cannot go, it cannot go after others have gone either (fewer windows never help).
        if (!this.met(list)) frozen.add(`${cell.pool} ${cell.at}`);
        else if (!taken) {
          counts = trials[i] as Counts;
          taken = true;
          this.plan.onStep?.(`${this.hours(counts).toFixed(1)} h: one window less, the goal is still met`);
        }
      });
    }
  }

  private async verify(
    counts: Counts,
    first: number,
    alpha: number,
  ): Promise<{ days: DayEvidence[]; standing: Feasibility }> {
    const stages = looks(this.plan.replications, this.plan.mostReplications);
    let days: DayEvidence[] = [];
    for (const count of stages) {
      days = await this.laboratory.run(this.sourceOf(counts), count, first);
      const standing = judge(margins(this.plan.goal, days), alpha / stages.length);
      if (standing !== 'undecided' || this.laboratory.aborted) return { days, standing };
    }
    return { days, standing: 'undecided' };
  }

  private met(days: readonly DayEvidence[]): boolean {
    const found = margins(this.plan.goal, days);
    return mean(found) >= (SAFETY * standardDeviation(found)) / Math.sqrt(Math.max(1, found.length));
  }

  private days(counts: Counts): Promise<DayEvidence[]> {
    return this.daysOf([counts]).then((lists) => lists[0] as DayEvidence[]);
  }

  private daysOf(trials: readonly Counts[]): Promise<DayEvidence[][]> {
    const count = this.plan.replications;
    return this.laboratory.gather(trials.map((counts) => ({ source: this.sourceOf(counts), count })));
  }

  private sourceOf(counts: Counts): ScenarioSource {
    const key = JSON.stringify(counts);
    const known = this.sources.get(key);
    if (known) return known;
    const made = withStaffing(this.plan.source, stretchesOf(this.plan.pools, counts, this.plan.grid));
    if (!made.ok) throw new VaryError(made.problems.map((found) => `${found.path}: ${found.message}`).join('\n'));
    this.sources.set(key, made.source);
    this.plans++;
    return made.source;
  }

  /** Mean number of tickets of the pool's letters that wait in a period. */
  private queue(days: readonly DayEvidence[], { pool, at }: Cell): number {
    const { grid, pools } = this.plan;
    let total = 0;
    for (const day of days) {
      const { fromS, stepS, waiting } = day.profile;
      const low = Math.floor((grid.fromS + at * grid.stepS - fromS) / stepS);
      const high = Math.max(low + 1, Math.ceil((grid.fromS + (at + 1) * grid.stepS - fromS) / stepS));
      for (const letter of (pools[pool] as Pool).letters) total += mean((waiting[letter] ?? []).slice(low, high));
    }
    return total / Math.max(1, days.length);
  }

  private cells(): Cell[] {
    return this.plan.pools.flatMap((_, pool) =>
      Array.from({ length: this.plan.grid.count }, (_, at) => ({ pool, at })),
    );
  }

  private least(pool: number): number {
    return leastOf(this.plan.pools[pool] as Pool, this.plan.pools);
  }

  private hours(counts: Counts): number {
    return planHours(counts, this.plan.grid);
  }
}

function change(counts: Counts, { pool, at }: Cell, by: number): Counts {
  return counts.map((row, p) => (p === pool ? row.map((value, k) => (k === at ? value + by : value)) : row));
}

/** Planned window hours; overtime after closing comes on top. */
export function planHours(counts: Counts, grid: Grid): number {
  const lengths = Array.from({ length: grid.count }, (_, k) =>
    Math.min(grid.stepS, grid.closeS - grid.fromS - k * grid.stepS),
  );
  return (
    counts.reduce((sum, row) => sum + row.reduce((part, value, k) => part + value * (lengths[k] as number), 0), 0) /
    3600
  );
}

/** The first windows of a pool are open longest: window j is open whenever at least j are. */
export function stretchesOf(pools: readonly Pool[], counts: Counts, grid: Grid): PoolPlan[] {
  return pools.map((pool, p) => {
    const stretches: Stretch[] = [];
    pool.windows.forEach((window, j) => {
      let from = -1;
      for (let k = 0; k <= grid.count; k++) {
        const open = k < grid.count && (counts[p]?.[k] as number) > j;
        if (open && from < 0) from = k;
        if (open || from < 0) continue;
        stretches.push({
          window,
          fromS: grid.fromS + from * grid.stepS,
          toS: Math.min(grid.closeS, grid.fromS + k * grid.stepS),
        });
        from = -1;
      }
    });
    return { pool, stretches };
  });
}
