/** Ranking and selection on synthetic normal problems whose best design is known. */
import { describe, expect, it } from 'vitest';
import { judge, looks } from '../../../src/experiment/selection/feasible';
import { eta, selectBest } from '../../../src/experiment/selection/kn';
import { allocate, ocba } from '../../../src/experiment/selection/ocba';

/** Standard normal numbers, a pure function of three integers. */
function normal(a: number, b: number, c: number): number {
  let t = (a * 0x9e3779b1 + b * 0x85ebca6b + c * 0xc2b2ae35) | 0;
  const uniform = (): number => {
    t = (t + 0x6d2b79f5) | 0;
    let x = Math.imul(t ^ (t >>> 15), 1 | t);
    x = (x + Math.imul(x ^ (x >>> 7), 61 | x)) ^ x;
    return ((x ^ (x >>> 14)) >>> 0) / 4294967296;
  };
  uniform();
  return Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
}

describe('KN', () => {
  it('has the constant of the paper', () => {
    // k = 10, n0 = 10, alpha = 0.05: ((0.1 / 9)^(-2/9) - 1) / 2
    expect(eta(10, 10, 0.05)).toBeCloseTo(((0.1 / 9) ** (-2 / 9) - 1) / 2, 12);
    expect(eta(2, 20, 0.05)).toBeCloseTo((0.1 ** (-2 / 19) - 1) / 2, 12);
  });

  // Slippage: all others exactly delta worse, the hardest case that the promise covers. `common` = share of noise in common.
  it.each([
    [2, 0, 1],
    [5, 0, 1],
    [5, 0.8, 1],
    [10, 0.5, 2],
  ])('k = %i, common noise %f, sd %f: the best is picked at the stated rate or more often', async (k, common, sd) => {
    const alpha = 0.1;
    const macro = 1000;
    const delta = 0.5 * sd;
    let right = 0;
    let used = 0;
    for (let m = 0; m < macro; m++) {
      const best = m % k;
      const found = await selectBest(
        { designs: k, firstStage: 10, delta, alpha, mostReplications: 100_000, minimize: true },
        async (designs, from, count) =>
          designs.map((i) =>
            Array.from({ length: count }, (_, n) => {
              const shared = normal(m, -1, from + n);
              const own = normal(m, i, from + n);
              return (i === best ? 0 : delta) + sd * (Math.sqrt(common) * shared + Math.sqrt(1 - common) * own);
            }),
          ),
        25,
      );
      expect(found.decided).toBe(true);
      if (found.best === best) right++;
      used += found.replications.reduce((sum, n) => sum + n, 0);
    }
    const rate = right / macro;
    // Lower 99% bound of a binomial rate of 0.9 over 1000 trials.
    const bound = 1 - alpha - 2.33 * Math.sqrt((alpha * (1 - alpha)) / macro);
    console.log(
      `KN k=${k} common ${common}: right in ${(100 * rate).toFixed(1)}% of ${macro} (stated 90%), ${(used / macro).toFixed(0)} observations a selection`,
    );
    expect(rate).toBeGreaterThan(bound);
  });

  it('common noise makes it cheaper, the batch size changes nothing, and maximizing is minimizing the negative', async () => {
    const run = (common: number, batch: number, minimize: boolean) =>
      selectBest(
        { designs: 4, firstStage: 10, delta: 0.2, alpha: 0.05, mostReplications: 10_000, minimize },
        async (designs, from, count) =>
          designs.map((i) =>
            Array.from({ length: count }, (_, n) => {
              const noise =
                Math.sqrt(common) * normal(7, -1, from + n) + Math.sqrt(1 - common) * normal(7, i, from + n);
              return (minimize ? 1 : -1) * (0.3 * Math.abs(i - 2) + noise);
            }),
          ),
        batch,
      );
    const apart = await run(0, 10, true);
    const paired = await run(0.9, 10, true);
    const total = (list: readonly number[]): number => list.reduce((sum, n) => sum + n, 0);
    expect(apart.best).toBe(2);
    expect(paired.best).toBe(2);
    expect(total(paired.replications)).toBeLessThan(total(apart.replications) / 2);
    expect(await run(0, 1, true)).toEqual(apart);
    const negative = await run(0, 10, false);
    expect(negative.best).toBe(2);
    expect(negative.replications).toEqual(apart.replications);
  });

  it('says that it did not decide when the budget or the run ends', async () => {
    const flat = async (designs: readonly number[], from: number, count: number) =>
      designs.map((i) => Array.from({ length: from + count > 40 ? 0 : count }, (_, n) => normal(3, i, from + n)));
    const plan = { designs: 3, firstStage: 10, delta: 0.01, alpha: 0.05, mostReplications: 30, minimize: true };
    expect((await selectBest(plan, flat)).decided).toBe(false);
    const cancelled = await selectBest({ ...plan, mostReplications: 1e6 }, flat);
    expect(cancelled.decided).toBe(false);
    expect(Math.max(...cancelled.replications)).toBe(40);
  });

  it('designs that are the same day by day leave the first', async () => {
    const found = await selectBest(
      { designs: 3, firstStage: 5, delta: 1, alpha: 0.05, mostReplications: 100, minimize: true },
      async (designs, from, count) =>
        designs.map((i) => Array.from({ length: count }, (_, n) => (i === 2 ? 5 : 1) + n + from)),
    );
    expect(found.left).toEqual([0]);
  });
});

describe('OCBA', () => {
  it('allocates by the published ratios', () => {
    const counts = allocate([1, 2, 3, 5], [1, 1, 2, 1], 100_000);
    const [b, two, three, five] = counts as [number, number, number, number];
    expect(counts.reduce((sum, n) => sum + n, 0)).toBe(100_000);
    expect(two / five).toBeCloseTo((1 / 1) ** 2 / (1 / 4) ** 2, 1);
    expect(two / three).toBeCloseTo(1 / 1, 2);
    expect(b).toBeCloseTo(Math.sqrt(two ** 2 + three ** 2 / 4 + five ** 2), -1);
  });

  it('picks the best more often than equal shares of the same budget', async () => {
    const k = 10;
    const budget = 300;
    const macro = 600;
    let byOcba = 0;
    let byEqual = 0;
    for (let m = 0; m < macro; m++) {
      const best = m % k;
      const of = (i: number, n: number): number => 0.25 * ((i - best + k) % k) + (1 + 0.1 * i) * normal(m, i, n);
      const found = await ocba(
        { designs: k, firstStage: 8, increment: 20, budget, minimize: true },
        async (i, from, count) => Array.from({ length: count }, (_, n) => of(i, from + n)),
      );
      expect(found.replications.reduce((sum, n) => sum + n, 0)).toBe(budget);
      if (found.best === best) byOcba++;
      const means = Array.from({ length: k }, (_, i) => {
        let sum = 0;
        for (let n = 0; n < budget / k; n++) sum += of(i, n);
        return sum;
      });
      if (means.indexOf(Math.min(...means)) === best) byEqual++;
    }
    console.log(
      `OCBA right in ${((100 * byOcba) / macro).toFixed(1)}%, equal shares in ${((100 * byEqual) / macro).toFixed(1)}% (${budget} runs, ${macro} times)`,
    );
    // Two proportions, one-sided 99%.
    const p = (byOcba + byEqual) / (2 * macro);
    expect((byOcba - byEqual) / macro).toBeGreaterThan(2.33 * Math.sqrt((2 * p * (1 - p)) / macro));
  });
});

describe('meeting a goal with confidence', () => {
  it('looks at doubling numbers of days', () => {
    expect(looks(20, 200)).toEqual([20, 40, 80, 160, 200]);
    expect(looks(20, 10)).toEqual([20]);
  });

  it('a design exactly at the limit is called one way or the other no more often than stated', () => {
    const alpha = 0.1;
    const stages = looks(10, 160);
    let wrong = 0;
    const macro = 2000;
    for (let m = 0; m < macro; m++) {
      const days = Array.from({ length: 160 }, (_, n) => normal(m, 99, n));
      // Truth: the mean margin is just below 0, so "meets" is wrong.
      if (stages.some((n) => judge(days.slice(0, n), alpha / stages.length) === 'meets')) wrong++;
    }
    console.log(`feasible by mistake: ${((100 * wrong) / macro).toFixed(1)}% (stated at most 10%)`);
    expect(wrong / macro).toBeLessThan(alpha + 2.33 * Math.sqrt((alpha * (1 - alpha)) / macro));
  });

  it('figures without spread are decided at once', () => {
    expect(judge([1, 1, 1], 0.01)).toBe('meets');
    expect(judge([0, 0], 0.01)).toBe('meets');
    expect(judge([-1, -1], 0.01)).toBe('misses');
    expect(judge([1], 0.01)).toBe('undecided');
  });
});
