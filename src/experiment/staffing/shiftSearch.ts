/**
 * Fewest paid hours with real shifts: the staffing by interval is found first, then the cheapest whole number of shifts that covers it
 * (exact, cover.ts), then clerks that the simulated goal does not need are taken away or given a shorter shift, because shifts cover
 * more than the plan asks for. Verified on days that the search has not seen; if that fails, a clerk is added and it is verified anew.
 */
import type { DayEvidence } from '../../metrics/evidence';
import { mean, standardDeviation } from '../../metrics/statistics';
import type { ScenarioSource } from '../../scenario/source';
import { VaryError } from '../../scenario/vary/path';
import { type Pool, type PoolPlan, type Stretch, withStaffing } from '../../scenario/vary/staffing';
import { type Interval, interval } from '../interval';
import type { Laboratory } from '../laboratory';
import { margins } from '../optimize';
import { judge, looks } from '../selection/feasible';
import { type Cover, type CoverProblem, cheapestCover, costOf, fits } from './cover';
import { type StaffingPlan, type StaffingResult, searchStaffing } from './search';
import { coverProblem, fineGrid, onGrid, type Shift, type ShiftRules, shiftsOf, uncovered, windowsFor } from './shifts';

export type ShiftPlan = StaffingPlan & { readonly rules: ShiftRules };

export type ShiftResult = {
  readonly outcome: 'verified' | 'not-verified' | 'impossible';
  /** The staffing by interval that was covered; its hours are what could be paid if shifts could have any shape. */
  readonly intervals: StaffingResult;
  readonly shifts: readonly Shift[];
  /** (pools, shifts) clerks. */
  readonly counts: readonly (readonly number[])[];
  readonly clerks: number;
  readonly paidHours: number;
  /**
   * The cheapest cover of the interval plan, the least that any cover of it costs, and windows x periods that it had to leave out
   * because no whole choice of shifts fits into the windows there.
   */
  readonly cover: { readonly paidHours: number; readonly bound: number; readonly missing: number };
  readonly verification: Interval;
  readonly plans: number;
};

const SAFETY = 0.5;
const TRIES_MAX = 8;

export async function searchShifts(plan: ShiftPlan, laboratory: Laboratory): Promise<ShiftResult> {
  const shifts = shiftsOf(plan.rules, plan.grid);
  // What no shift can reach must not be found out after the long search.
  requireCoverable(
    shifts,
    plan,
    plan.pools.map(() => new Array<number>(plan.grid.count).fill(1)),
  );
  const intervals = await searchStaffing(plan, laboratory);
  return new ShiftSearch(plan, laboratory, shifts).run(intervals);
}

/** One a pool, on a grid that the shifts fit. */
function problems(
  shifts: readonly Shift[],
  { pools, grid }: ShiftPlan,
  need: readonly (readonly number[])[],
): CoverProblem[] {
  const fine = fineGrid(shifts, grid);
  return pools.map((pool, p) =>
    coverProblem(shifts, onGrid(need[p] as number[], grid, fine), pool.windows.length, fine),
  );
}

function requireCoverable(shifts: readonly Shift[], plan: ShiftPlan, need: readonly (readonly number[])[]): void {
  const missing = problems(shifts, plan, need).flatMap((problem) => uncovered(problem, fineGrid(shifts, plan.grid)));
  if (missing.length > 0) {
    throw new VaryError(
      `no shift works in the periods from ${[...new Set(missing)].join(', ')}; give earlier or later --shift-starts, longer --shift-hours or more --lunch times`,
    );
  }
}

class ShiftSearch {
  private plans = 0;

  constructor(
    private readonly plan: ShiftPlan,
    private readonly laboratory: Laboratory,
    private readonly shifts: readonly Shift[],
  ) {}

  async run(intervals: StaffingResult): Promise<ShiftResult> {
    const { plan } = this;
    const posed = problems(this.shifts, plan, intervals.counts);
    const covers = posed.map(coverAsFarAsPossible);
    let counts: (readonly number[])[] = covers.map((cover) => cover.counts);
    const cover = {
      paidHours: sum(covers.map((found) => found.cost)),
      bound: sum(covers.map((found) => found.bound)),
      missing: sum(covers.map((found) => found.missing)),
    };
    plan.onStep?.(
      `${cover.paidHours.toFixed(2)} paid h cover the staffing by interval${cover.missing > 0 ? `, but for ${cover.missing} windows x periods that no shifts can reach together` : ''}`,
    );
    const finish = (outcome: ShiftResult['outcome'], verification: Interval): ShiftResult => ({
      outcome,
      intervals,
      shifts: this.shifts,
      counts,
      clerks: sum(counts.flat()),
      paidHours: sum(counts.map((own, p) => costOf(posed[p] as CoverProblem, own))),
      cover,
      verification,
      plans: this.plans + intervals.plans,
    });
    if (intervals.outcome === 'impossible' || this.laboratory.aborted)
      return finish(intervals.outcome, intervals.verification);
    counts = await this.repair(counts, posed);
    counts = await this.trim(counts, posed);
    const alpha = 1 - plan.confidence;
    let first = plan.replications;
    let verification = interval([], plan.confidence);
    for (let attempt = 0; attempt < TRIES_MAX && !this.laboratory.aborted; attempt++) {
      const source = this.sourceOf(counts);
      const checked = await this.verify(source, first, alpha / 2 ** (attempt + 1));
      verification = interval(checked.days.map(plan.goal.kpi.of), plan.confidence);
      plan.onStep?.(
        `verification on ${checked.days.length} new days: ${checked.meets ? 'meets' : 'not shown to meet'}`,
      );
      if (checked.meets) return finish('verified', verification);
      first += plan.mostReplications;
      const added = await this.bestAddition(counts, posed);
      if (added === null) break;
      counts = added;
    }
    return finish('not-verified', verification);
  }

  /** Adds clerks until the goal is met on the days of the search: where the shifts could not cover the staffing by interval. */
  private async repair(from: (readonly number[])[], posed: readonly CoverProblem[]): Promise<(readonly number[])[]> {
    let counts = from;
    for (;;) {
      const days = await this.laboratory.run(this.sourceOf(counts), this.plan.replications);
      if (this.laboratory.aborted || this.met(days)) return counts;
      const next = await this.bestAddition(counts, posed);
      if (next === null) return counts;
      counts = [...next];
      this.plan.onStep?.('added a clerk, the goal was missed');
    }
  }

  /** Takes away or shortens what the goal does not need, the dearest change first; starts again after each that holds. */
  private async trim(
    from: readonly (readonly number[])[],
    posed: readonly CoverProblem[],
  ): Promise<(readonly number[])[]> {
    let counts = [...from];
    const refused = new Set<string>();
    for (;;) {
      const moves = this.savings(counts, posed).filter((move) => !refused.has(move.key));
      let taken = false;
      for (const move of moves) {
        if (this.laboratory.aborted) return counts;
        const days = await this.laboratory.run(this.sourceOf(move.counts), this.plan.replications);
        if (!this.met(days)) {
          refused.add(move.key);
          continue;
        }
        counts = [...move.counts];
        taken = true;
        this.plan.onStep?.(`${move.saves.toFixed(2)} paid h less, the goal is still met`);
        break;
      }
      if (!taken) return counts;
    }
  }

  /** One clerk less of a shift, or the clerk of a shift in the nearest cheaper one; what saves most first. */
  private savings(counts: readonly (readonly number[])[], posed: readonly CoverProblem[]) {
    const moves: { key: string; saves: number; counts: (readonly number[])[] }[] = [];
    counts.forEach((own, p) => {
      const problem = posed[p] as CoverProblem;
      own.forEach((count, j) => {
        if (count === 0) return;
        const changed = (to: number): (readonly number[])[] =>
          counts.map((row, q) =>
            q === p ? row.map((value, i) => value - (i === j ? 1 : 0) + (i === to ? 1 : 0)) : row,
          );
        const cost = problem.cost[j] as number;
        moves.push({ key: `${p} ${j} -`, saves: cost, counts: changed(-1) });
        const cheaper = this.nearestCheaper(j);
        if (cheaper !== null) {
          moves.push({
            key: `${p} ${j} ${cheaper}`,
            saves: cost - (problem.cost[cheaper] as number),
            counts: changed(cheaper),
          });
        }
      });
    });
    return moves
      .filter((move) =>
        move.counts.every(
          (own, p) => this.keepsLetters(own, p, posed[p] as CoverProblem) && fits(posed[p] as CoverProblem, own),
        ),
      )
      .sort((a, b) => b.saves - a.saves || (a.key < b.key ? -1 : 1));
  }

  /** The shift with fewer paid hours that overlaps this one most. */
  private nearestCheaper(j: number): number | null {
    const own = this.shifts[j] as Shift;
    let best: number | null = null;
    let most = 0;
    this.shifts.forEach((other, i) => {
      if (other.paidHours >= own.paidHours) return;
      const overlap = Math.min(own.toS, other.toS) - Math.max(own.fromS, other.fromS);
      if (overlap > most) {
        most = overlap;
        best = i;
      }
    });
    return best;
  }

  /** A letter that only this pool serves keeps a window in every period. */
  private keepsLetters(own: readonly number[], p: number, posed: CoverProblem): boolean {
    const { pools } = this.plan;
    const alone = (pools[p] as Pool).letters.some((letter) =>
      pools.every((other, q) => q === p || !other.letters.includes(letter)),
    );
    if (!alone) return true;
    const { helps, need } = posed;
    const needed = need.map((count) => (count > 0 ? 1 : 0));
    const covered = new Set(helps.flatMap((list, j) => ((own[j] as number) > 0 ? list : [])));
    return needed.every((count, k) => count === 0 || covered.has(k));
  }

  /** One clerk more where that brings the goal nearest, among four shifts spread over the day. */
  private async bestAddition(
    counts: readonly (readonly number[])[],
    posed: readonly CoverProblem[],
  ): Promise<(readonly number[])[] | null> {
    const options = counts.flatMap((own, p) =>
      this.shifts.flatMap((_, j) => {
        const more = counts.map((row, q) => (q === p ? row.map((value, i) => value + (i === j ? 1 : 0)) : row));
        return fits(posed[p] as CoverProblem, more[p] as number[])
          ? [{ more, cost: posed[p]?.cost[j] as number, own }]
          : [];
      }),
    );
    if (options.length === 0) return null;
    const step = Math.max(1, Math.floor(options.length / 4));
    const tried = options.filter((_, i) => i % step === 0).slice(0, 4);
    const lists = await this.laboratory.gather(
      tried.map(({ more }) => ({ source: this.sourceOf(more), count: this.plan.replications })),
    );
    const scores = lists.map((days) => mean(margins(this.plan.goal, days)));
    const best = scores.reduce((b, score, i) => (score > (scores[b] as number) ? i : b), 0);
    return tried[best]?.more ?? null;
  }

  private async verify(
    source: ScenarioSource,
    first: number,
    alpha: number,
  ): Promise<{ days: DayEvidence[]; meets: boolean }> {
    const stages = looks(this.plan.replications, this.plan.mostReplications);
    let days: DayEvidence[] = [];
    for (const count of stages) {
      days = await this.laboratory.run(source, count, first);
      const standing = judge(margins(this.plan.goal, days), alpha / stages.length);
      if (standing !== 'undecided' || this.laboratory.aborted) return { days, meets: standing === 'meets' };
    }
    return { days, meets: false };
  }

  private met(days: readonly DayEvidence[]): boolean {
    const found = margins(this.plan.goal, days);
    return days.length > 0 && mean(found) >= (SAFETY * standardDeviation(found)) / Math.sqrt(days.length);
  }

  private sourceOf(counts: readonly (readonly number[])[]): ScenarioSource {
    const made = withStaffing(this.plan.source, stretchesOfShifts(this.plan.pools, this.shifts, counts));
    if (!made.ok) throw new VaryError(made.problems.map((found) => `${found.path}: ${found.message}`).join('\n'));
    this.plans++;
    return made.source;
  }
}

/** The clerks' shifts as staffing: a window before and after lunch. */
export function stretchesOfShifts(
  pools: readonly Pool[],
  shifts: readonly Shift[],
  counts: readonly (readonly number[])[],
): PoolPlan[] {
  return pools.map((pool, p) => ({
    pool,
    stretches: windowsFor(shifts, counts[p] as number[]).map(
      ({ work, window }): Stretch => ({ window: pool.windows[window] as string, ...work }),
    ),
  }));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** Hours that a window missing in a period counts as: more than any shift. */
const MISSING_COST_H = 100;

/** The cheapest cover; where there is none, the one that leaves out least. */
function coverAsFarAsPossible(problem: CoverProblem): Cover & { readonly missing: number } {
  const whole = cheapestCover(problem);
  if (whole) return { ...whole, missing: 0 };
  const periods = problem.need.map((_, k) => k);
  const found = cheapestCover({
    ...problem,
    cost: [...problem.cost, ...periods.map(() => MISSING_COST_H)],
    helps: [...problem.helps, ...periods.map((k) => [k])],
    takes: [...problem.takes, ...periods.map(() => [])],
  });
  const columns = problem.cost.length;
  const counts = found ? found.counts.slice(0, columns) : problem.cost.map(() => 0);
  const missing = found ? sum(found.counts.slice(columns)) : sum(problem.need);
  const hidden = missing * MISSING_COST_H;
  return { counts, cost: costOf(problem, counts), bound: Math.max(0, (found?.bound ?? 0) - hidden), missing };
}
