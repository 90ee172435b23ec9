/** Estimates from replications: one scenario by itself, or two under common random numbers. */
import { confidenceInterval, standardDeviation } from '../metrics/statistics';
import type { RunSummary } from '../metrics/summary';
import { KPIS } from './kpis';

/** Mean over replications with the half-width of its Student-t interval. */
export type Estimate = {
  readonly kpi: string;
  readonly unit: string;
  readonly mean: number;
  readonly halfWidth: number;
  readonly n: number;
};

export type PairedEstimate = Estimate & {
  /** True if the interval of the difference leaves out zero. */
  readonly decided: boolean;
  /** Variance of the difference between independent runs over that of the paired ones: what common random numbers save. */
  readonly varianceRatio: number;
};

export function estimates(runs: readonly RunSummary[], confidence = 0.95): Estimate[] {
  return KPIS.map((kpi) => ({ kpi: kpi.id, unit: kpi.unit, ...confidenceInterval(runs.map(kpi.of), confidence) }));
}

/**
 * Difference second - first, run by run. The lists must be of the same seeds in the same order: then the same people came
 * with the same needs, and most of the noise cancels.
 */
export function pairedEstimates(
  first: readonly RunSummary[],
  second: readonly RunSummary[],
  confidence = 0.95,
): PairedEstimate[] {
  if (first.length !== second.length || first.some((run, i) => run.seed !== second[i]?.seed)) {
    throw new Error('pairedEstimates: both lists must hold the same seeds in the same order');
  }
  return KPIS.map((kpi) => {
    const a = first.map(kpi.of);
    const b = second.map(kpi.of);
    const differences = a.map((value, i) => (b[i] as number) - value);
    const interval = confidenceInterval(differences, confidence);
    const paired = standardDeviation(differences) ** 2;
    const independent = standardDeviation(a) ** 2 + standardDeviation(b) ** 2;
    return {
      kpi: kpi.id,
      unit: kpi.unit,
      ...interval,
      decided: Math.abs(interval.mean) > interval.halfWidth,
      varianceRatio: paired > 0 ? independent / paired : Number.POSITIVE_INFINITY,
    };
  });
}
