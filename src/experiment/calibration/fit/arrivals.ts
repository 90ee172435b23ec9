/**
 * Arrival rate by interval with the two random factors of real days: N(day, interval) is Poisson with mean
 * rate x D(day) x H(day, interval), E D = E H = 1. Moment estimates, as for a mixed Poisson process:
 * Var N = m + m^2 (d^2 + h^2 + d^2 h^2) for an interval, Var T = T + T^2 d^2 + sum m^2 h^2 (1 + d^2) for the day's total.
 */
import type { RateProfile } from './model';

export type CountTable = {
  readonly fromS: number;
  readonly intervalS: number;
  /** (days) x (intervals) arrivals. */
  readonly counts: readonly (readonly number[])[];
};

/** Counts times into intervals. @param times arrivals of each day, seconds since midnight, any order */
export function countTable(
  times: readonly (readonly number[])[],
  fromS: number,
  toS: number,
  intervalS: number,
): CountTable {
  const n = Math.max(1, Math.ceil((toS - fromS) / intervalS));
  const counts = times.map((day) => {
    const row = new Array<number>(n).fill(0);
    for (const time of day) {
      const at = Math.min(n - 1, Math.max(0, Math.floor((time - fromS) / intervalS)));
      row[at] = (row[at] as number) + 1;
    }
    return row;
  });
  return { fromS, intervalS, counts };
}

/** @param lastS end of the last interval, if it is cut short (closing time) */
export function rateProfile(table: CountTable, lastS = Number.POSITIVE_INFINITY): RateProfile {
  const { counts, fromS, intervalS } = table;
  const days = counts.length;
  const n = counts[0]?.length ?? 0;
  const means = Array.from({ length: n }, (_, i) => meanOf(counts.map((row) => row[i] as number)));
  const variances = means.map((mean, i) =>
    varianceOf(
      counts.map((row) => row[i] as number),
      mean,
    ),
  );
  const sumMean = sum(means);
  const sumSquares = sum(means.map((mean) => mean * mean));
  const totals = counts.map(sum);
  const factors = randomFactors(sumMean, sumSquares, sum(variances), varianceOf(totals, sumMean), days);
  return {
    fromS,
    intervalS,
    perHour: means.map((mean, i) => {
      const from = fromS + i * intervalS;
      return (mean * 3600) / Math.max(60, Math.min(from + intervalS, lastS) - from);
    }),
    days,
    arrivals: sum(totals),
    varianceToMean: sumMean > 0 && days > 1 ? sum(variances) / sumMean : Number.NaN,
    ...factors,
  };
}

/** Solves the two moment equations; negative variances become 0. */
function randomFactors(
  total: number,
  squares: number,
  intervalVariance: number,
  totalVariance: number,
  days: number,
): { readonly dayCv: number; readonly intervalCv: number } {
  if (days < 2 || !(total > 0)) return { dayCv: 0, intervalCv: 0 };
  // both = d^2 + h^2 + d^2 h^2, from the intervals; d^2 from the totals, less what the interval factors add to them.
  const both = Math.max(0, (intervalVariance - total) / squares);
  let day = 0;
  for (let i = 0; i < 50; i++) {
    const interval = Math.max(0, (both - day) / (1 + day));
    day = Math.max(0, Math.min(both, (totalVariance - total - squares * interval * (1 + day)) / (total * total)));
  }
  const interval = Math.max(0, (both - day) / (1 + day));
  return { dayCv: Math.sqrt(day), intervalCv: Math.sqrt(interval) };
}

/** Arrivals at which a letter's own spread counts as much as that of all letters together. */
const OWN_SPREAD_ARRIVALS = 500;

/**
 * Spreads of single letters rest on few days: each is drawn toward the mean over all letters (weighted by arrivals), the
 * more the fewer arrivals it has.
 */
export function steadySpreads(profiles: readonly RateProfile[]): RateProfile[] {
  const total = sum(profiles.map((profile) => profile.arrivals));
  if (!(total > 0)) return [...profiles];
  const pooled = (of: (profile: RateProfile) => number): number =>
    sum(profiles.map((profile) => of(profile) ** 2 * profile.arrivals)) / total;
  const day = pooled((profile) => profile.dayCv);
  const interval = pooled((profile) => profile.intervalCv);
  return profiles.map((profile) => {
    const own = profile.arrivals / (profile.arrivals + OWN_SPREAD_ARRIVALS);
    return {
      ...profile,
      dayCv: Math.sqrt(own * profile.dayCv ** 2 + (1 - own) * day),
      intervalCv: Math.sqrt(own * profile.intervalCv ** 2 + (1 - own) * interval),
    };
  });
}

export function sum(values: readonly number[]): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

export function meanOf(values: readonly number[]): number {
  return values.length === 0 ? 0 : sum(values) / values.length;
}

/** Sample variance (n - 1) about a given sample mean; 0 for fewer than two. */
export function varianceOf(values: readonly number[], mean: number): number {
  if (values.length < 2) return 0;
  return sum(values.map((value) => (value - mean) ** 2)) / (values.length - 1);
}

export function median(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort();
  const n = sorted.length;
  if (n === 0) return Number.NaN;
  return ((sorted[(n - 1) >> 1] as number) + (sorted[n >> 1] as number)) / 2;
}
