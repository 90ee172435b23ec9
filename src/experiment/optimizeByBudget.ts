/** The best design by mean for a fixed number of runs, shared out by OCBA. For many designs without a goal. */
import { standardDeviation } from '../metrics/statistics';
import { interval } from './interval';
import type { Laboratory } from './laboratory';
import type { OptimizePlan, OptimizeResult } from './optimize';
import { ocba, probabilityOfBest } from './selection/ocba';

export type BudgetResult = OptimizeResult & {
  /** Estimated lower bound of the probability that `best` is the best of the designs, 0..1. */
  readonly probability: number;
};

/** @param budget days of all designs together */
export async function optimizeByBudget(
  plan: OptimizePlan,
  budget: number,
  laboratory: Laboratory,
): Promise<BudgetResult> {
  const { designs } = plan;
  const sourceOf = (i: number) => (designs[i] as (typeof designs)[number]).source;
  // The first stage of all designs at once, so that every core has work.
  await laboratory.gather(designs.map((_, i) => ({ source: sourceOf(i), count: plan.firstStage })));
  const found = await ocba(
    {
      designs: designs.length,
      firstStage: plan.firstStage,
      increment: Math.max(designs.length, Math.round(budget / 15)),
      budget,
      minimize: !plan.maximize,
    },
    async (i, from, count) =>
      (await laboratory.gather([{ source: sourceOf(i), first: from, count }]))[0]!.map(plan.minimize.of),
  );
  const lists = await laboratory.gather(
    designs.map((_, i) => ({ source: sourceOf(i), count: found.replications[i] as number })),
  );
  const series = lists.map((days) => days.map(plan.minimize.of));
  const probability = probabilityOfBest(found.best, found.means, series.map(standardDeviation), found.replications);
  const sure = probability >= plan.confidence && !laboratory.aborted;
  return {
    standings: designs.map((design, i) => ({
      design,
      standing: 'meets',
      replications: series[i]!.length,
      goals: [],
      objective: interval(series[i] as number[], plan.confidence),
    })),
    outcome: sure ? 'found' : 'undecided',
    best: found.best,
    reason: sure
      ? ''
      : laboratory.aborted
        ? 'interrupted'
        : `the budget of ${budget} days leaves an estimated probability of ${(100 * probability).toFixed(1)}% that this is the best`,
    rivals: [],
    delta: 0,
    probability,
  };
}
