import { describe, expect, it } from 'vitest';
import * as det from '../../../agents/contract/numerics/detmath';
import { Purpose, RandomStream, threefry2x32 } from '../../../agents/contract/numerics/random';

/** Error against the engine's own function in units of the last place of the result. */
function worstUlp(ours: (x: number) => number, theirs: (x: number) => number, from: number, to: number): number {
  let worst = 0;
  for (let i = 0; i <= 200_000; i++) {
    const x = from + ((to - from) * i) / 200_000;
    const expected = theirs(x);
    const ulp = Math.max(2 ** (Math.floor(Math.log2(Math.abs(expected) || 1e-300)) - 52), 1e-300);
    worst = Math.max(worst, Math.abs(ours(x) - expected) / ulp);
  }
  return worst;
}

describe('detmath agrees with the engine within 2 units in the last place', () => {
  it.each([
    ['exp', det.exp, Math.exp, -700, 700],
    ['log', det.log, Math.log, 1e-12, 1e6],
    ['log near 1', det.log, Math.log, 0.5, 2],
    ['atan', det.atan, Math.atan, -50, 50],
    ['sin', det.sin, Math.sin, -3, 3],
    ['cos', det.cos, Math.cos, -1.5, 1.5],
  ] as const)('%s', (_name, ours, theirs, from, to) => {
    expect(worstUlp(ours, theirs, from, to)).toBeLessThanOrEqual(2);
  });

  it('sin and cos stay within 1e-15 over many turns', () => {
    for (let x = -1000; x < 1000; x += 0.137) {
      expect(Math.abs(det.sin(x) - Math.sin(x))).toBeLessThan(1e-15);
      expect(Math.abs(det.cos(x) - Math.cos(x))).toBeLessThan(1e-15);
    }
  });

  it('atan2 covers all quadrants and the axes', () => {
    for (const [y, x] of [
      [1, 1],
      [1, -1],
      [-1, -1],
      [-1, 1],
      [0, 1],
      [0, -1],
      [1, 0],
      [-1, 0],
      [0, 0],
    ] as const) {
      expect(det.atan2(y, x)).toBeCloseTo(Math.atan2(y, x), 14);
    }
  });

  it('wrapAngle lands in (-pi, pi]', () => {
    for (let a = -30; a < 30; a += 0.01) {
      const w = det.wrapAngle(a);
      expect(w > -Math.PI && w <= Math.PI).toBe(true);
      expect(Math.cos(w)).toBeCloseTo(Math.cos(a), 10);
    }
  });
});

describe('random streams', () => {
  it('gives the published answers of Threefry-2x32 with 13 rounds (Random123 kat_vectors)', () => {
    expect(threefry2x32(0, 0, 0, 0)).toEqual([0x9d1c5ec6, 0x8bd50731]);
    expect(threefry2x32(-1, -1, -1, -1)).toEqual([0xfd36d048, 0x2d17272c]);
  });

  it('has the moments of its distributions', () => {
    const stream = new RandomStream(7, Purpose.test, 3);
    const n = 200_000;
    const moments = (draw: () => number): [number, number] => {
      let sum = 0;
      let squares = 0;
      for (let i = 0; i < n; i++) {
        const v = draw();
        sum += v;
        squares += v * v;
      }
      return [sum / n, Math.sqrt(squares / n - (sum / n) ** 2)];
    };
    const [um, us] = moments(() => stream.uniform());
    expect(um).toBeCloseTo(0.5, 2);
    expect(us).toBeCloseTo(Math.sqrt(1 / 12), 2);
    const [nm, ns] = moments(() => stream.normal(2, 3));
    expect(Math.abs(nm - 2)).toBeLessThan(0.03);
    expect(Math.abs(ns - 3)).toBeLessThan(0.03);
    const [em, es] = moments(() => stream.exponential(5));
    expect(Math.abs(em - 5)).toBeLessThan(0.06);
    expect(Math.abs(es - 5)).toBeLessThan(0.1);
    const [lm, ls] = moments(() => stream.lognormal(800, 0.465));
    expect(Math.abs(lm / 800 - 1)).toBeLessThan(0.01);
    expect(Math.abs(ls / lm / 0.465 - 1)).toBeLessThan(0.02);
  });

  it('streams of different purpose, entity or seed are unrelated', () => {
    const a = new RandomStream(1, Purpose.arrivalTimes, 0);
    for (const other of [
      new RandomStream(1, Purpose.citizenMarks, 0),
      new RandomStream(1, Purpose.arrivalTimes, 1),
      new RandomStream(2, Purpose.arrivalTimes, 0),
    ]) {
      let product = 0;
      a.counter = 0;
      for (let i = 0; i < 20_000; i++) product += (a.uniform() - 0.5) * (other.uniform() - 0.5);
      // Correlation's standard error is 1/sqrt(20000) = 0.007; five of them.
      expect(Math.abs((product / 20_000) * 12)).toBeLessThan(0.036);
    }
  });
});
