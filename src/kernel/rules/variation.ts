/**
 * Random day and hour factors on the arrival rates: real days differ more than a Poisson process with a fixed rate does.
 * A factor is log-normal with mean 1 and a pure function of (seed, hour), the same for all arrival processes.
 */
import { Purpose, RandomStream } from '../base/random';
import type { ArrivalSpec } from '../spec';
import type { VariationSpec } from './spec';

const HOUR_S = 3600;

/** The arrival processes of this seed's day. Tables are exact and stay as they are. */
export function variedArrivals(
  arrivals: readonly ArrivalSpec[],
  variation: VariationSpec | null,
  seed: number,
): readonly ArrivalSpec[] {
  if (!variation) return arrivals;
  const expected = expectedByHour(arrivals).map((count) => count * variation.factor);
  const day = new RandomStream(seed, Purpose.dayFactor, 0);
  const dayFactor = variation.factor * (variation.dayCv > 0 ? day.lognormal(1, variation.dayCv) : 1);
  const factors = expected.map((count, hour) => {
    const cv = variation.hourCv ?? hourCvFor(variation.hourVarianceToMean ?? 1, count, variation.dayCv);
    return dayFactor * (cv > 0 ? new RandomStream(seed, Purpose.dayFactor, 1 + hour).lognormal(1, cv) : 1);
  });
  return arrivals.map((arrival) => (arrival.kind === 'table' ? arrival : scaled(arrival, factors)));
}

/**
 * Coefficient of variation of the hour factor that makes variance / mean of an hour's count equal to a target, given the
 * day factor: Var / mean = 1 + m ((1 + day^2)(1 + hour^2) - 1). 0 where the day factor alone gives more.
 */
export function hourCvFor(varianceToMean: number, expected: number, dayCv: number): number {
  if (expected <= 0) return 0;
  const square = (1 + (varianceToMean - 1) / expected) / (1 + dayCv * dayCv) - 1;
  return square > 0 ? Math.sqrt(square) : 0;
}

function expectedByHour(arrivals: readonly ArrivalSpec[]): number[] {
  const expected: number[] = [];
  for (const arrival of arrivals) {
    if (arrival.kind === 'table') continue;
    for (const interval of arrival.intervals) {
      for (let hour = Math.floor(interval.fromS / HOUR_S); hour * HOUR_S < interval.toS; hour++) {
        const fromS = Math.max(interval.fromS, hour * HOUR_S);
        const toS = Math.min(interval.toS, (hour + 1) * HOUR_S);
        while (expected.length <= hour) expected.push(0);
        expected[hour] = (expected[hour] as number) + (interval.perHour * (toS - fromS)) / HOUR_S;
      }
    }
  }
  return expected;
}

function scaled(
  arrival: Extract<ArrivalSpec, { kind: 'rate' }>,
  factors: readonly number[],
): Extract<ArrivalSpec, { kind: 'rate' }> {
  const intervals = arrival.intervals.flatMap((interval) => {
    const parts: { fromS: number; toS: number; perHour: number }[] = [];
    for (let hour = Math.floor(interval.fromS / HOUR_S); hour * HOUR_S < interval.toS; hour++) {
      const fromS = Math.max(interval.fromS, hour * HOUR_S);
      const toS = Math.min(interval.toS, (hour + 1) * HOUR_S);
      parts.push({ fromS, toS, perHour: interval.perHour * (factors[hour] ?? 1) });
    }
    return parts;
  });
  return { ...arrival, intervals };
}
