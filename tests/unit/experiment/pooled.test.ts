/** Intervals over all visitors: against hand-worked cases, and how often they hold the truth. */
import { describe, expect, it } from 'vitest';
import { Purpose, RandomStream } from '../../../agents/contract/numerics/random';
import type { Kpi } from '../../../src/experiment/kpi/kpi';
import { pooledDifference, pooledInterval } from '../../../src/experiment/pooled';
import type { DayEvidence } from '../../../src/metrics/evidence';

/** Stands for a day: only its waits are looked at. */
type FakeDay = { readonly waitsS: Float64Array };

function figure(kind: 'mean' | 'quantile' | 'share', p = 0, limitS = 0): Kpi {
  const valuesS = (day: DayEvidence): Float64Array => (day as unknown as FakeDay).waitsS;
  return {
    id: kind,
    unit: 'min',
    better: 'lower',
    selector: null,
    of: () => Number.NaN,
    pool: { figure: { kind, p }, valuesS, limitS, above: false },
  };
}

const day = (waitsMin: readonly number[]): DayEvidence =>
  ({ waitsS: Float64Array.from(waitsMin, (wait) => wait * 60).sort() }) as unknown as DayEvidence;

describe('over all visitors', () => {
  it('busy days count for more', () => {
    const days = [day([2, 4]), day([10, 10, 10, 10])];
    expect(pooledInterval(figure('mean'), days)?.mean).toBeCloseTo(46 / 6, 9);
    expect(pooledInterval(figure('share', 0, 240), days)?.mean).toBeCloseTo(100 / 3, 9);
    expect(pooledInterval(figure('quantile', 0.5), days)?.mean).toBe(10);
    expect(pooledInterval(figure('quantile', 0.5), days)?.visitors).toBe(6);
  });

  it('nobody came: no figure', () => {
    expect(pooledInterval(figure('mean'), [day([])])).toBeNull();
    expect(pooledDifference(figure('quantile', 0.9), [day([])], [day([1])])).toBeNull();
  });

  it('a shift of everybody by one minute is a difference of one minute without spread', () => {
    const stream = new RandomStream(7, Purpose.citizenMarks);
    const first = Array.from({ length: 20 }, () => Array.from({ length: 50 }, () => 10 * stream.uniform()));
    const a = first.map(day);
    const b = first.map((waits) => day(waits.map((wait) => wait + 1)));
    for (const kpi of [figure('mean'), figure('quantile', 0.9)]) {
      const found = pooledDifference(kpi, a, b);
      expect(found?.mean).toBeCloseTo(1, 6);
      expect(found?.halfWidth).toBeLessThan(1e-6);
      expect(found?.verdict).toBe('worse');
    }
  });

  it('95% intervals of percentiles and of their differences hold the truth about 95 times in 100', () => {
    // A day has a factor that all its waits share, U(0.5, 1.5), and exponential waits; the second system's are 20% longer.
    const trials = 1000;
    const n = 40;
    const p = 0.9;
    const stream = new RandomStream(11, Purpose.citizenMarks);
    const truth = quantileOfMixture(p);
    const kpi = figure('quantile', p);
    let held = 0;
    let heldDifference = 0;
    for (let trial = 0; trial < trials; trial++) {
      const waits = Array.from({ length: n }, () => {
        const factor = 0.5 + stream.uniform();
        return Array.from({ length: 60 }, () => -Math.log(1 - stream.uniform()) * factor);
      });
      const a = waits.map(day);
      const b = waits.map((list) => day(list.map((wait) => wait * 1.2)));
      const one = pooledInterval(kpi, a);
      const two = pooledDifference(kpi, a, b);
      if (one && one.low <= truth && truth <= one.high) held++;
      if (two && two.low <= 0.2 * truth && 0.2 * truth <= two.high) heldDifference++;
    }
    console.log(
      `p90 over visitors: ${held} of ${trials} intervals hold the truth, of differences ${heldDifference} of ${trials} (95% wanted; n ${n} days)`,
    );
    for (const count of [held, heldDifference]) {
      expect(count / trials).toBeGreaterThan(0.925);
      expect(count / trials).toBeLessThan(0.985);
    }
  });
});

/** p-quantile of exponential waits with mean U(0.5, 1.5), by bisection on the mean of the distribution functions. */
function quantileOfMixture(p: number): number {
  const below = (x: number): number => {
    let sum = 0;
    for (let k = 0; k < 2000; k++) sum += 1 - Math.exp(-x / (0.5 + (k + 0.5) / 2000));
    return sum / 2000;
  };
  let low = 0;
  let high = 50;
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (below(middle) < p) low = middle;
    else high = middle;
  }
  return low;
}
