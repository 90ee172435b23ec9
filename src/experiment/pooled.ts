/**
 * Figures over all visitors of many days together: the mean, a percentile, or a share of what a visitor meets, busy days counting
 * for more. Visitors of a day depend on each other, days do not, so the intervals rest on days. Means and shares: ratio
 * estimators, delta method. Percentiles: Woodruff (1952): an interval for the share below the percentile, read back through the
 * distribution of all visitors. Differences: per-day influence values subtracted seed by seed, so common random numbers count.
 */
import type { DayEvidence } from '../metrics/evidence';
import { shareWithin } from '../metrics/packed';
import { quantileSorted, studentT } from '../metrics/statistics';
import { type Interval, interval, type Verdict, verdictOf } from './interval';
import type { Kpi, Pool } from './kpi/kpi';

/** In the figure's unit (minutes or percent). n = days. */
export type PooledInterval = Interval & { readonly visitors: number };
export type PooledDifference = Interval & { readonly verdict: Verdict };

type Pooled = { readonly estimate: PooledInterval /** (days) */; readonly influence: readonly number[] };

/** Null for figures that belong to the day, and where nobody came. */
export function pooledInterval(kpi: Kpi, days: readonly DayEvidence[], confidence = 0.95): PooledInterval | null {
  return kpi.pool ? (pooledOf(kpi.pool, days, confidence)?.estimate ?? null) : null;
}

/** Second minus first; both in the order of the same seeds, the longer one is cut. */
export function pooledDifference(
  kpi: Kpi,
  first: readonly DayEvidence[],
  second: readonly DayEvidence[],
  confidence = 0.95,
): PooledDifference | null {
  if (!kpi.pool) return null;
  const n = Math.min(first.length, second.length);
  const a = pooledOf(kpi.pool, first.slice(0, n), confidence);
  const b = pooledOf(kpi.pool, second.slice(0, n), confidence);
  if (!a || !b) return null;
  const { halfWidth, sd } = interval(
    b.influence.map((value, d) => value - (a.influence[d] as number)),
    confidence,
  );
  const mean = b.estimate.mean - a.estimate.mean;
  const found = { mean, halfWidth, low: mean - halfWidth, high: mean + halfWidth, sd, n };
  return { ...found, verdict: verdictOf(found, kpi.better) };
}

function pooledOf(pool: Pool, days: readonly DayEvidence[], confidence: number): Pooled | null {
  const lists = days.map(pool.valuesS);
  const visitors = lists.reduce((sum, list) => sum + list.length, 0);
  if (visitors === 0 || days.length === 0) return null;
  const { kind } = pool.figure;
  if (kind === 'quantile') return quantileOf(lists, visitors, pool.figure.p, confidence);
  const totals = lists.map((list) =>
    kind === 'share' ? 100 * shareOf(list, pool) * list.length : list.reduce((sum, value) => sum + value, 0) / 60,
  );
  const mean = totals.reduce((sum, total) => sum + total, 0) / visitors;
  const influence = residuals(totals, lists, mean, visitors);
  const { halfWidth, sd } = interval(influence, confidence);
  const n = days.length;
  return { estimate: { mean, halfWidth, low: mean - halfWidth, high: mean + halfWidth, sd, n, visitors }, influence };
}

function shareOf(list: Float64Array, { limitS, above }: Pool): number {
  const within = shareWithin(list, limitS);
  return above ? 1 - within : within;
}

/** By day: how much it moves the ratio of sums; their mean is 0 and their spread that of the ratio. */
function residuals(
  totals: readonly number[],
  lists: readonly Float64Array[],
  ratio: number,
  visitors: number,
): number[] {
  return totals.map((total, d) => ((total - ratio * (lists[d] as Float64Array).length) * lists.length) / visitors);
}

function quantileOf(lists: readonly Float64Array[], visitors: number, p: number, confidence: number): Pooled {
  const all = new Float64Array(visitors);
  let at = 0;
  for (const list of lists) {
    all.set(list, at);
    at += list.length;
  }
  all.sort();
  const valueS = quantileSorted(all, p);
  const below = lists.map((list) => (list.length === 0 ? 0 : shareWithin(list, valueS) * list.length));
  const share = below.reduce((sum, count) => sum + count, 0) / visitors;
  const influenceOnShare = residuals(below, lists, share, visitors);
  const { halfWidth: shareHalf, sd: shareSd } = interval(influenceOnShare, confidence);
  const n = lists.length;
  const mean = valueS / 60;
  if (n < 2) {
    const none = { mean, halfWidth: shareHalf, low: Number.NEGATIVE_INFINITY, high: shareHalf, sd: 0, n, visitors };
    return { estimate: none, influence: [0] };
  }
  const low = quantileSorted(all, Math.max(0, p - shareHalf)) / 60;
  const high = quantileSorted(all, Math.min(1, p + shareHalf)) / 60;
  const halfWidth = (high - low) / 2;
  // Minutes for a unit of share: the inverse of the density at the percentile, from the same interval.
  const slope = shareHalf > 0 ? halfWidth / shareHalf : 0;
  const sd = shareSd > 0 ? (halfWidth * Math.sqrt(n)) / studentT(confidence, n - 1) : 0;
  return {
    estimate: { mean, halfWidth, low, high, sd, n, visitors },
    influence: influenceOnShare.map((value) => -value * slope),
  };
}
