/** An experiment: designs, replications of each under common random numbers, estimates, and paired differences to the first. */
import type { DayEvidence } from '../metrics/evidence';
import { type Difference, difference, type Interval, interval } from './interval';
import type { Kpi } from './kpi/kpi';
import type { Laboratory } from './laboratory';
import { type PooledDifference, type PooledInterval, pooledDifference, pooledInterval } from './pooled';
import type { Design } from './vary';
import { type Warning, warningsOf } from './warnings';

export type ExperimentPlan = {
  readonly designs: readonly Design[];
  readonly kpis: readonly Kpi[];
  readonly replications: number;
  /** Go on until the half-width of the first figure is within this share of its mean in every design; null = do not. */
  readonly untilHalfWidth: number | null;
  /** Most replications of a design when going on. */
  readonly mostReplications: number;
  readonly confidence: number;
};

export type DesignResult = {
  readonly design: Design;
  readonly days: readonly DayEvidence[];
  readonly estimates: readonly (Interval & { readonly kpi: string; readonly unit: string })[];
  /** To the first design; empty for the first. */
  readonly differences: readonly (Difference & { readonly kpi: string; readonly unit: string })[];
  /** Figures of waits and stays over all visitors of all days together, and their differences to the first design. */
  readonly perVisitor: readonly (PooledInterval & { readonly kpi: string; readonly unit: string })[];
  readonly perVisitorDifferences: readonly (PooledDifference & { readonly kpi: string; readonly unit: string })[];
  readonly warnings: readonly Warning[];
};

/**
 * Runs the plan. Sequential stopping looks after every `replications` more, at whole batches in seed order, so the seeds that
 * count do not depend on the number of workers. A design that is precise enough gets no more; the others go on.
 */
export async function runExperiment(plan: ExperimentPlan, laboratory: Laboratory): Promise<DesignResult[]> {
  const { designs, kpis, replications, untilHalfWidth } = plan;
  const first = kpis[0] as Kpi;
  const counts = designs.map(() => replications);
  let lists = await laboratory.gather(designs.map(({ source }) => ({ source, count: replications })));
  while (untilHalfWidth !== null && !laboratory.aborted) {
    let more = false;
    lists.forEach((days, i) => {
      const { mean, halfWidth } = interval(days.map(first.of), plan.confidence);
      const count = counts[i] as number;
      if (halfWidth <= untilHalfWidth * Math.abs(mean) || count >= plan.mostReplications) return;
      counts[i] = Math.min(plan.mostReplications, count + replications);
      more = true;
    });
    if (!more) break;
    lists = await laboratory.gather(designs.map(({ source }, i) => ({ source, count: counts[i] as number })));
  }
  return designs.map((design, i) =>
    resultOf(design, lists[i] as DayEvidence[], i === 0 ? null : (lists[0] as DayEvidence[]), plan),
  );
}

function resultOf(
  design: Design,
  days: readonly DayEvidence[],
  reference: readonly DayEvidence[] | null,
  { kpis, confidence }: ExperimentPlan,
): DesignResult {
  const series = (list: readonly DayEvidence[], kpi: Kpi): number[] => list.map(kpi.of);
  return {
    design,
    days,
    estimates: kpis.map((kpi) => ({ kpi: kpi.id, unit: kpi.unit, ...interval(series(days, kpi), confidence) })),
    differences:
      reference === null
        ? []
        : kpis.map((kpi) => ({
            kpi: kpi.id,
            unit: kpi.unit,
            ...difference(series(reference, kpi), series(days, kpi), kpi, confidence),
          })),
    perVisitor: named(kpis, (kpi) => pooledInterval(kpi, days, confidence)),
    perVisitorDifferences:
      reference === null ? [] : named(kpis, (kpi) => pooledDifference(kpi, reference, days, confidence)),
    warnings: warningsOf(days, kpis.find((kpi) => kpi.id.startsWith('mean(wait')) ?? (kpis[0] as Kpi)),
  };
}

/** Figures that there are, with their names. */
function named<T>(kpis: readonly Kpi[], of: (kpi: Kpi) => T | null): (T & { kpi: string; unit: string })[] {
  return kpis.flatMap((kpi) => {
    const found = of(kpi);
    return found === null ? [] : [{ kpi: kpi.id, unit: kpi.unit, ...found }];
  });
}
