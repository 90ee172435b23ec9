/** Intervals, paired differences and verdicts over replications. */
import { confidenceInterval, standardDeviation, studentT } from '../metrics/statistics';
import type { Kpi } from './kpi/kpi';

/** Mean over days with its Student-t interval. `halfWidth` is Infinity for fewer than two days. */
export type Interval = {
  readonly mean: number;
  readonly halfWidth: number;
  readonly low: number;
  readonly high: number;
  /** Sample standard deviation from day to day. */
  readonly sd: number;
  /** Days with a value; days without one (nobody of that letter came) are left out. */
  readonly n: number;
};

export function interval(values: readonly number[], confidence = 0.95): Interval {
  const known = values.filter((value) => !Number.isNaN(value));
  const { mean, halfWidth, n } = confidenceInterval(known, confidence);
  const centre = n === 0 ? Number.NaN : mean;
  return {
    mean: centre,
    halfWidth,
    low: centre - halfWidth,
    high: centre + halfWidth,
    sd: standardDeviation(known),
    n,
  };
}

export type Verdict = 'better' | 'worse' | 'higher' | 'lower' | 'equal' | 'undecided';

/** Second minus first, day by day of the same seeds. */
export type Difference = Interval & {
  readonly verdict: Verdict;
  /**
   * Replications after which the interval would leave out zero if mean and spread of the difference stay as they are. At most n if
   * decided; null if the difference is zero so far (no number would do).
   */
  readonly replicationsToDecide: number | null;
  /** Variance of the difference of independent runs over that of these: what common random numbers save. Null: no spread. */
  readonly varianceRatio: number | null;
};

/** Both lists in the order of the same seeds; the longer one is cut. */
export function difference(
  first: readonly number[],
  second: readonly number[],
  kpi: Kpi,
  confidence = 0.95,
): Difference {
  const n = Math.min(first.length, second.length);
  const pairs = Array.from({ length: n }, (_, r) => [first[r] as number, second[r] as number] as const).filter(
    ([a, b]) => !Number.isNaN(a) && !Number.isNaN(b),
  );
  const differences = pairs.map(([a, b]) => b - a);
  const found = interval(differences, confidence);
  const independent = standardDeviation(pairs.map(([a]) => a)) ** 2 + standardDeviation(pairs.map(([, b]) => b)) ** 2;
  const paired = found.sd ** 2;
  return {
    ...found,
    verdict: verdictOf(found, kpi.better),
    replicationsToDecide: replicationsToDecide(found, confidence),
    varianceRatio: paired > 0 ? independent / paired : null,
  };
}

/** What an interval of a difference says. */
export function verdictOf({ mean, low, high, sd, n }: Interval, better: Kpi['better']): Verdict {
  if (n >= 2 && sd === 0 && mean === 0) return 'equal';
  if (n < 2 || (low <= 0 && high >= 0)) return 'undecided';
  const up = mean > 0;
  if (better === null) return up ? 'higher' : 'lower';
  return up === (better === 'higher') ? 'better' : 'worse';
}

/** Smallest n with t(n-1) sd / sqrt(n) < |mean|; null if there is none. */
export function replicationsToDecide({ mean, sd, n }: Interval, confidence = 0.95): number | null {
  if (n < 2) return null;
  return replicationsFor(Math.abs(mean), sd, confidence);
}

/** Smallest n at which the half-width of an interval falls below `halfWidth`; null if that is not above 0. */
export function replicationsFor(halfWidth: number, sd: number, confidence = 0.95): number | null {
  if (sd === 0) return 2;
  if (!(halfWidth > 0)) return null;
  const enough = (n: number): boolean => (studentT(confidence, n - 1) * sd) / Math.sqrt(n) < halfWidth;
  let high = 2;
  while (!enough(high)) {
    high *= 2;
    if (high > 1e9) return null;
  }
  let low = high / 2;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (enough(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/**
 * Ratio of two sums over days, for example minutes waited over visitors: the mean over visitors instead of over days. Interval by
 * the delta method: residuals a - ratio b, Student t.
 */
export function ratioInterval(above: readonly number[], below: readonly number[], confidence = 0.95): Interval {
  const n = above.length;
  const total = below.reduce((sum, value) => sum + value, 0);
  const ratio = above.reduce((sum, value) => sum + value, 0) / total;
  const residuals = above.map((value, i) => ((value - ratio * (below[i] as number)) * n) / total);
  const { halfWidth, sd } = interval(residuals, confidence);
  return { mean: ratio, halfWidth, low: ratio - halfWidth, high: ratio + halfWidth, sd, n };
}
