/** Known answers: special functions, fits recovered from generated samples, AIC and KS against values worked by hand. */
import { describe, expect, it } from 'vitest';
import { Purpose, RandomStream } from '../../../agents/contract/numerics/random';
import { rmse, sampleDistance } from '../../../src/experiment/calibration/check/distance';
import { erlangC } from '../../../src/experiment/calibration/check/erlang';
import { rateProfile } from '../../../src/experiment/calibration/fit/arrivals';
import { crossings, isotonic, waitsOf } from '../../../src/experiment/calibration/fit/boardCurves';
import { chooseFit } from '../../../src/experiment/calibration/fit/choose';
import { cdf, fitFamily, ksDistance, weibullCv } from '../../../src/experiment/calibration/fit/distributions';
import { meanWaiting, serviceForWaiting } from '../../../src/experiment/calibration/fit/queueSim';
import {
  digamma,
  gammaP,
  kolmogorovP,
  logGamma,
  normalCdf,
  trigamma,
} from '../../../src/experiment/calibration/fit/special';
import * as kernelGamma from '../../../src/kernel/base/gamma';
import { drawDurationS } from '../../../src/kernel/demand/durations';
import type { DurationSpec } from '../../../src/kernel/spec';

function sample(spec: DurationSpec, n: number, seed = 5): number[] {
  const stream = new RandomStream(seed, Purpose.test);
  return Array.from({ length: n }, () => drawDurationS(spec, stream));
}

describe('special functions agree with tables', () => {
  it.each([
    ['log Gamma(0.5)', logGamma(0.5), 0.5723649429247001],
    ['log Gamma(10.3)', logGamma(10.3), 13.48203678613836],
    ['digamma(1)', digamma(1), -0.5772156649015329],
    ['digamma(0.25)', digamma(0.25), -4.227453533376265],
    ['trigamma(1)', trigamma(1), 1.6449340668482264],
    ['P(2, 2)', gammaP(2, 2), 0.5939941502901616],
    ['P(0.5, 8)', gammaP(0.5, 8), 0.9999366575163338],
    ['Phi(1.96)', normalCdf(1.96), 0.9750021048517795],
    ['Phi(-3)', normalCdf(-3), 0.0013498980316300933],
    ['kernel log Gamma(0.3)', kernelGamma.logGamma(0.3), 1.0957979948180756],
    ['kernel log Gamma(7)', kernelGamma.logGamma(7), Math.log(720)],
  ])('%s', (_name, value, expected) => {
    expect(Math.abs(value / expected - 1)).toBeLessThan(1e-10);
  });

  it('Kolmogorov: the 5% and 1% points of large samples', () => {
    expect(kolmogorovP(1.358 / 1000, 1e6)).toBeCloseTo(0.05, 3);
    expect(kolmogorovP(1.628 / 1000, 1e6)).toBeCloseTo(0.01, 3);
  });
});

describe('worked by hand', () => {
  it('KS of 0.1 0.2 0.5 0.9 against the uniform distribution is 0.3', () => {
    expect(ksDistance([0.9, 0.1, 0.5, 0.2], (x) => x)).toBeCloseTo(0.3, 12);
  });

  it('AIC of an exponential fit to 1 2 3: 2 + 6 (log 2 + 1)', () => {
    expect(fitFamily('exponential', [1, 2, 3]).aic).toBeCloseTo(2 + 6 * (Math.log(2) + 1), 12);
  });

  it('AIC of a log-normal fit to 1, e, e^2: mu 1, sigma^2 2/3', () => {
    const fit = fitFamily('lognormal', [1, Math.E, Math.E ** 2]);
    expect(fit.shape).toBeCloseTo(Math.sqrt(2 / 3), 12);
    expect(fit.aic).toBeCloseTo(17.297235, 5);
  });

  it('two samples: {0, 2} and {1, 3} are 0.5 and 1 apart; weights count', () => {
    expect(sampleDistance({ values: [0, 2] }, { values: [3, 1] })).toEqual({ ks: 0.5, wasserstein: 1 });
    const same = sampleDistance({ values: [1, 1, 2] }, { values: [1, 2], weights: [4, 2] });
    expect(same.ks).toBeLessThan(1e-12);
    expect(same.wasserstein).toBeLessThan(1e-12);
    expect(rmse([1, 2], [4, 6])).toBeCloseTo(Math.sqrt(12.5), 12);
  });

  it('Erlang C of 8 Erlang on 10 servers and of one server', () => {
    expect(erlangC(8, 10)).toBeCloseTo(0.40918, 4);
    expect(erlangC(0.8, 1)).toBeCloseTo(0.8, 12);
  });

  it('isotonic regression pools what falls', () => {
    expect(isotonic([1, 3, 2, 4, 0])).toEqual([1, 2.25, 2.25, 2.25, 2.25]);
    expect(isotonic([0, 1, 1, 5])).toEqual([0, 1, 1, 5]);
  });

  it('waits are the horizontal distance of the curves', () => {
    const timesS = [0, 100, 200, 300];
    expect(crossings(timesS, [0, 2, 2, 3])).toEqual([50, 100, 300]);
    expect(waitsOf({ timesS, taken: [0, 2, 2, 3], called: [0, 0, 2, 2] })).toEqual([100, 100]);
  });

  it('one counter, three people at once, service 60 s: 2 then 1 then 0 wait', () => {
    const counters = { timesS: [0], open: [1] };
    expect(meanWaiting([0, 0, 0], () => 60, counters, 0, 180)).toBeCloseTo(1, 12);
    expect(meanWaiting([0, 0, 0], () => 60, counters, 0, Number.POSITIVE_INFINITY)).toBeCloseTo(60, 12);
  });
});

describe('parameters come back from samples of 4,000 within 3.3 standard errors', () => {
  const n = 4000;
  it('log-normal', () => {
    const fit = fitFamily('lognormal', sample({ kind: 'lognormal', meanS: 600, cv: 0.465 }, n));
    const sigma = Math.sqrt(Math.log(1 + 0.465 ** 2));
    expect(Math.abs(fit.shape - sigma)).toBeLessThan((3.3 * sigma) / Math.sqrt(2 * n));
    expect(Math.abs(fit.mean - 600)).toBeLessThan((3.3 * 600 * 0.465) / Math.sqrt(n));
  });

  it.each([0.6, 4, 30])('gamma of shape %f', (k) => {
    const fit = fitFamily('gamma', sample({ kind: 'gamma', meanS: 600, cv: 1 / Math.sqrt(k) }, n));
    const error = Math.sqrt(k / (n * (k * trigamma(k) - 1)));
    expect(Math.abs(fit.shape - k)).toBeLessThan(3.3 * error);
    expect(Math.abs(fit.mean - 600)).toBeLessThan((3.3 * 600) / Math.sqrt(k * n));
    expect(fit.ks * Math.sqrt(n)).toBeLessThan(1.36);
  });

  it.each([0.8, 2, 6])('Weibull of shape %f', (k) => {
    const fit = fitFamily('weibull', sample({ kind: 'weibull', meanS: 600, shape: k }, n));
    expect(Math.abs(fit.shape - k)).toBeLessThan((3.3 * 0.78 * k) / Math.sqrt(n));
    expect(Math.abs(fit.mean - 600)).toBeLessThan((3.3 * 600 * weibullCv(k)) / Math.sqrt(n));
    expect(fit.ks * Math.sqrt(n)).toBeLessThan(1.36);
  });

  it('AIC names the family that a sample is from', () => {
    const specs: readonly DurationSpec[] = [
      { kind: 'lognormal', meanS: 500, cv: 0.5 },
      { kind: 'gamma', meanS: 500, cv: 0.5 },
      { kind: 'weibull', meanS: 500, shape: 2.5 },
    ];
    for (const spec of specs) {
      const { chosen } = chooseFit(sample(spec, n));
      expect(chosen.kind === 'family' && chosen.fit.family).toBe(spec.kind);
    }
  });

  it('a sample with two humps is written as its quantiles, mean kept', () => {
    const values = [
      ...sample({ kind: 'gamma', meanS: 120, cv: 0.1 }, 500),
      ...sample({ kind: 'gamma', meanS: 900, cv: 0.1 }, 500),
    ];
    const { chosen, meanS } = chooseFit(values);
    if (chosen.kind !== 'empirical') throw new Error(`chosen: ${chosen.kind}`);
    expect(chosen.valuesS.reduce((sum, value) => sum + value, 0) / chosen.valuesS.length).toBeCloseTo(meanS, 6);
  });

  it('few values are mixed with the fallback and say so', () => {
    const fit = chooseFit([100, 120, 140], { meanS: 600, cv: 0.4 });
    expect(fit.chosen).toEqual({ kind: 'assumed', meanS: (360 + 5 * 600) / 8, cv: 0.4 });
    expect(fit.why).toContain('only 3 values');
  });

  it('distribution functions are the integrals they should be at the median of a large sample', () => {
    for (const spec of [
      { kind: 'gamma', meanS: 1, cv: 0.7 },
      { kind: 'weibull', meanS: 1, shape: 1.7 },
    ] as const) {
      const values = sample(spec, 20_001).sort((a, b) => a - b);
      const fit = fitFamily(spec.kind, values);
      expect(cdf(fit, values[10_000] as number)).toBeCloseTo(0.5, 2);
    }
  });
});

describe('arrivals', () => {
  it('day and interval factors come back from 600 days', () => {
    const stream = new RandomStream(9, Purpose.test);
    const poisson = (mean: number): number => {
      let count = 0;
      for (let sum = stream.exponential(1); sum < mean; sum += stream.exponential(1)) count++;
      return count;
    };
    const counts = Array.from({ length: 600 }, () => {
      const day = stream.lognormal(1, 0.2);
      return Array.from({ length: 8 }, (_, i) => poisson((20 + 5 * i) * day * stream.lognormal(1, 0.3)));
    });
    const profile = rateProfile({ fromS: 0, intervalS: 3600, counts });
    expect(profile.dayCv).toBeGreaterThan(0.18);
    expect(profile.dayCv).toBeLessThan(0.22);
    expect(profile.intervalCv).toBeGreaterThan(0.28);
    expect(profile.intervalCv).toBeLessThan(0.32);
    profile.perHour.forEach((rate, i) => {
      expect(Math.abs(rate / (20 + 5 * i) - 1)).toBeLessThan(0.07);
    });
  });

  it('a Poisson process has variance / mean 1 and hardly any factor', () => {
    const stream = new RandomStream(10, Purpose.test);
    const counts = Array.from({ length: 400 }, () =>
      Array.from({ length: 8 }, () => {
        let count = 0;
        for (let sum = stream.exponential(1); sum < 30; sum += stream.exponential(1)) count++;
        return count;
      }),
    );
    const profile = rateProfile({ fromS: 0, intervalS: 3600, counts });
    expect(profile.varianceToMean).toBeGreaterThan(0.92);
    expect(profile.varianceToMean).toBeLessThan(1.08);
    expect(profile.dayCv).toBeLessThan(0.03);
  });

  it('the service time that made a queue is found from how many waited', () => {
    const arrivalsS = Array.from({ length: 200 }, (_, k) => 140 * k);
    const day = { arrivalsS, counters: { timesS: [0], open: [2] }, fromS: 0, toS: 28_800 };
    const { meanS } = serviceForWaiting(
      [day],
      meanWaiting(arrivalsS, () => 300, day.counters, 0, 28_800),
      0,
    );
    expect(Math.abs(meanS / 300 - 1)).toBeLessThan(0.01);
  });
});
