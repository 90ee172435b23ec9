import { describe, expect, it } from 'vitest';
import { confidenceInterval, quantileSorted, studentT } from '../../../src/metrics/statistics';

describe('statistics', () => {
  it.each([
    [0.95, 1, 12.7062],
    [0.95, 4, 2.7764],
    [0.95, 19, 2.093],
    [0.99, 9, 3.2498],
    [0.999, 19, 3.8834],
    [0.95, 1000, 1.9623],
  ])("Student's t for %f and %i degrees is the tables' %f", (confidence, degrees, table) => {
    expect(studentT(confidence, degrees)).toBeCloseTo(table, 3);
  });

  it('quantiles interpolate between order statistics', () => {
    expect(quantileSorted([1, 2, 3, 4], 0.5)).toBe(2.5);
    expect(quantileSorted([1, 2, 3, 4], 0.9)).toBeCloseTo(3.7, 12);
    expect(quantileSorted([], 0.5)).toBe(0);
    expect(quantileSorted([7], 0.99)).toBe(7);
  });

  it('a single value has no finite interval', () => {
    expect(confidenceInterval([3]).halfWidth).toBe(Number.POSITIVE_INFINITY);
  });
});
