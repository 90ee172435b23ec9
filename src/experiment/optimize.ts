/**
 * The best of the designs that meet a goal. First which designs meet it, with confidence; a design that is surely dearer than one
 * already known to meet the goal is not followed further. Then the best of those that do, by KN under common random numbers.
 * Half of the error is given to each part.
 */
import type { DayEvidence } from '../metrics/evidence';
import { type Interval, interval } from './interval';
import type { Kpi } from './kpi/kpi';
import type { Goal } from './kpi/parse';
import type { Laboratory } from './laboratory';
import { type Feasibility, judge, looks } from './selection/feasible';
import { selectBest } from './selection/kn';
import type { Design } from './vary';

export type OptimizePlan = {
  readonly designs: readonly Design[];
  readonly goals: readonly Goal[];
  readonly minimize: Kpi;
  /** True: the figure is to be as large as possible. */
  readonly maximize: boolean;
  readonly confidence: number;
  readonly firstStage: number;
  readonly mostReplications: number;
  /** Difference of the figure that does not matter; null = 1% of the smallest mean after the first stage. */
  readonly delta: number | null;
};

export type DesignStanding = {
  readonly design: Design;
  /** `dominated`: left when another met the goal and was surely better. */
  readonly standing: Feasibility | 'dominated';
  readonly replications: number;
  readonly goals: readonly (Interval & { readonly standing: Feasibility })[];
  readonly objective: Interval;
};

export type OptimizeResult = {
  readonly standings: readonly DesignStanding[];
  /**
   * found: the best, with the confidence. none-meets: no design meets the goal, with the confidence. undecided: the most
   * replications were used up (or the run was interrupted) and `best` is only the best guess, or null.
   */
  readonly outcome: 'found' | 'none-meets' | 'undecided';
  readonly best: number | null;
  /** Why an outcome is undecided, for the reader. */
  readonly reason: string;
  /** Designs that KN could not tell from the best. */
  readonly rivals: readonly number[];
  readonly delta: number;
};

export async function optimize(plan: OptimizePlan, laboratory: Laboratory): Promise<OptimizeResult> {
  const { designs, goals } = plan;
  const alpha = (1 - plan.confidence) / 2;
  const stages = looks(plan.firstStage, plan.mostReplications);
  // Half for the goals, half for leaving out what is dearer than a design that meets them.
  const level = alpha / (2 * designs.length * Math.max(1, goals.length) * stages.length);
  const dearerLevel = alpha / (2 * designs.length * stages.length);
  const standing: DesignStanding['standing'][] = designs.map(() => (goals.length === 0 ? 'meets' : 'undecided'));
  const days: DayEvidence[][] = designs.map(() => []);
  const goalStanding: Feasibility[][] = designs.map(() => goals.map(() => 'undecided'));
  const sign = plan.maximize ? -1 : 1;
  const costs = (i: number): number[] => (days[i] as DayEvidence[]).map((day) => sign * plan.minimize.of(day));
  const cost = (i: number): Interval => interval(costs(i), plan.confidence);
  let followed = designs.map((_, i) => i);
  for (const count of stages) {
    const lists = await laboratory.gather(followed.map((i) => ({ source: (designs[i] as Design).source, count })));
    followed.forEach((i, at) => {
      days[i] = lists[at] as DayEvidence[];
    });
    if (laboratory.aborted) break;
    for (const i of followed) {
      goals.forEach((goal, g) => {
        const mine = goalStanding[i] as Feasibility[];
        if (mine[g] === 'undecided') mine[g] = judge(margins(goal, days[i] as DayEvidence[]), level);
      });
      standing[i] = joint(goalStanding[i] as Feasibility[]);
    }
    const known = designs.map((_, i) => i).filter((i) => standing[i] === 'meets');
    const cheapest = known.reduce((a, b) => (a < 0 || cost(b).mean < cost(a).mean ? b : a), -1);
    followed = followed.filter((i) => {
      if (standing[i] !== 'undecided') return false;
      if (cheapest < 0 || !surelyDearer(costs(i), costs(cheapest), dearerLevel)) return true;
      standing[i] = 'dominated';
      return false;
    });
    if (followed.length === 0) break;
  }
  const candidates = designs.map((_, i) => i).filter((i) => standing[i] === 'meets');
  const delta =
    plan.delta ??
    0.01 * Math.max(1e-9, Math.min(...designs.map((_, i) => Math.abs(cost(i).mean)).filter((value) => value > 0)));
  let best: number | null = null;
  let rivals: number[] = [];
  let reason = '';
  if (candidates.length > 0) {
    const kn = await selectBest(
      {
        designs: candidates.length,
        firstStage: plan.firstStage,
        delta,
        alpha,
        mostReplications: plan.mostReplications,
        minimize: !plan.maximize,
      },
      async (among, from, count) => {
        const asked = among.map((c) => candidates[c] as number);
        const lists = await laboratory.gather(
          asked.map((i) => ({ source: (designs[i] as Design).source, first: from, count })),
        );
        asked.forEach((i, at) => {
          const more = lists[at] as DayEvidence[];
          if (from === (days[i] as DayEvidence[]).length) (days[i] as DayEvidence[]).push(...more);
        });
        return lists.map((list) => list.map(plan.minimize.of));
      },
    );
    best = candidates[kn.best] as number;
    rivals = kn.left.map((c) => candidates[c] as number).filter((i) => i !== best);
    if (!kn.decided) reason = `${kn.left.length} designs that meet the goal are still within chance of each other`;
  }
  // A design of which it is not known whether it meets the goal, and which would be cheaper if it did.
  const open = designs
    .map((_, i) => i)
    .filter((i) => standing[i] === 'undecided' && (best === null || cost(i).mean < cost(best).mean - delta));
  if (open.length > 0 && reason === '') {
    const names = open.slice(0, 3).map((i) => (designs[i] as Design).label);
    reason = `it is not known whether ${names.join(', ')}${open.length > 3 ? ', ...' : ''} ${open.length === 1 ? 'meets' : 'meet'} the goal`;
  }
  if (laboratory.aborted) reason = 'interrupted';
  const outcome = reason !== '' ? 'undecided' : best === null ? 'none-meets' : 'found';
  return {
    standings: designs.map((design, i) => ({
      design,
      standing: standing[i] as DesignStanding['standing'],
      replications: (days[i] as DayEvidence[]).length,
      goals: goals.map((goal, g) => ({
        ...interval((days[i] as DayEvidence[]).map(goal.kpi.of), plan.confidence),
        standing: (goalStanding[i] as Feasibility[])[g] as Feasibility,
      })),
      objective: interval((days[i] as DayEvidence[]).map(plan.minimize.of), plan.confidence),
    })),
    outcome,
    best,
    reason,
    rivals,
    delta,
  };
}

/** By how much each day meets a goal; days without the figure are left out. */
export function margins(goal: Goal, days: readonly DayEvidence[]): number[] {
  return days
    .map((day) => (goal.atMost ? goal.limit - goal.kpi.of(day) : goal.kpi.of(day) - goal.limit))
    .filter((value) => !Number.isNaN(value));
}

/** Whether a costs more than b, from the days that both have. */
function surelyDearer(a: readonly number[], b: readonly number[], level: number): boolean {
  const differences = Array.from(
    { length: Math.min(a.length, b.length) },
    (_, r) => (a[r] as number) - (b[r] as number),
  );
  return differences.some((value) => value > 0) && judge(differences, level) === 'meets';
}

function joint(parts: readonly Feasibility[]): Feasibility {
  if (parts.includes('misses')) return 'misses';
  return parts.every((part) => part === 'meets') ? 'meets' : 'undecided';
}
