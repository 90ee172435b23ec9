/** Thresholds against the published numbers, written here by hand and not taken from the code. */
import { describe, expect, it } from 'vitest';
import {
  DENSITY_EDGES,
  firstBinOf,
  LOS_LETTERS,
  LOS_SCHEMES,
  type LosSchemeId,
  losOf,
  mostDensity,
} from '../../../../src/metrics/space/los';

/** persons/m2 above which A, B, C, D, E end, as printed in the sources (rounded there). */
const PUBLISHED: Readonly<Record<LosSchemeId, readonly number[]>> = {
  'fruin-walkway': [0.31, 0.43, 0.72, 1.08, 2.15],
  'fruin-queuing': [0.83, 1.08, 1.54, 3.59, 5.38],
  'hcm-walkway': [0.179, 0.27, 0.455, 0.714, 1.333],
  'hcm-queuing': [0.833, 1.111, 1.667, 3.333, 5],
};

describe('level of service', () => {
  it.each(Object.entries(PUBLISHED))('%s: bounds as published', (id, bounds) => {
    const scheme = LOS_SCHEMES[id as LosSchemeId];
    bounds.forEach((bound, i) => {
      const letter = LOS_LETTERS[i] as 'A';
      const ours = mostDensity(scheme, letter);
      console.log(`${id} ${letter}: up to ${ours.toFixed(3)} /m2, published ${bound}`);
      expect(Math.abs(ours - bound)).toBeLessThan(0.006);
      expect(losOf(scheme, ours)).toBe(letter);
      expect(losOf(scheme, ours * 1.001)).toBe(LOS_LETTERS[i + 1]);
    });
    expect(losOf(scheme, 0)).toBe('A');
    expect(losOf(scheme, 100)).toBe('F');
  });

  it('schemes differ by two to three times, so a map must name its own', () => {
    const d = (id: LosSchemeId): number => mostDensity(LOS_SCHEMES[id], 'C');
    expect(d('fruin-queuing') / d('fruin-walkway')).toBeGreaterThan(2);
    expect(d('hcm-queuing') / d('hcm-walkway')).toBeGreaterThan(3);
  });

  it('histogram bins separate the letters of every scheme', () => {
    for (const scheme of Object.values(LOS_SCHEMES)) {
      for (const letter of LOS_LETTERS) {
        const first = firstBinOf(scheme, letter);
        const lower = first === 0 ? 0 : (DENSITY_EDGES[first - 1] as number);
        const upper = DENSITY_EDGES[first] ?? lower + 1;
        expect(losOf(scheme, (lower + upper) / 2)).toBe(letter);
        if (first > 0) expect(losOf(scheme, lower)).not.toBe(letter);
      }
    }
  });
});
