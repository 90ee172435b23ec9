/** Voronoi cells against cases worked out by hand, and properties. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { polygonArea, voronoiCells, voronoiDensityIn } from '../../../../src/metrics/space/voronoi';

const square: [number, number][] = [
  [0, 0],
  [10, 0],
  [10, 10],
  [0, 10],
];
/** 10 x 10 without its upper right quarter: 75 m2. */
const ell: [number, number][] = [
  [0, 0],
  [10, 0],
  [10, 5],
  [5, 5],
  [5, 10],
  [0, 10],
];

describe('Voronoi cells', () => {
  it('by hand', () => {
    expect([...voronoiCells(square, [3], [4], 1)]).toEqual([100]);
    // Bisector x = 4: 40 and 60.
    expect([...voronoiCells(square, [2, 6], [5, 5], 2)]).toEqual([40, 60]);
    // Diagonal: two triangles.
    const [a, b] = voronoiCells(square, [2, 8], [2, 8], 2);
    expect(a).toBeCloseTo(50, 12);
    expect(b).toBeCloseTo(50, 12);
    // Eight around the middle at 2 m: bisectors x = 4, x = 6, y = 4, y = 6; those of the corners only touch. 2 x 2 m.
    expect(voronoiCells(square, [5, 3, 7, 5, 5, 3, 3, 7, 7], [5, 5, 5, 3, 7, 3, 7, 3, 7], 9)[0]).toBeCloseTo(4, 12);
    // L: bisector x = 5 leaves 50 m2 on the left and 25 m2 on the right.
    const parts = voronoiCells(ell, [2.5, 7.5], [2.5, 2.5], 2);
    expect(parts[0]).toBeCloseTo(50, 12);
    expect(parts[1]).toBeCloseTo(25, 12);
  });

  it('a lattice of pitch 1 gives everybody 1 m2', () => {
    const xs: number[] = [];
    const ys: number[] = [];
    for (let i = 0; i < 100; i++) {
      xs.push(0.5 + (i % 10));
      ys.push(0.5 + Math.floor(i / 10));
    }
    for (const area of voronoiCells(square, xs, ys, 100)) expect(area).toBeCloseTo(1, 10);
    const areas = voronoiCells(square, xs, ys, 100);
    const measuring: [number, number][] = [
      [2.3, 2.1],
      [6.7, 2.1],
      [6.7, 8.4],
      [2.3, 8.4],
    ];
    expect(voronoiDensityIn(measuring, xs, ys, 100, areas)).toBeCloseTo(1, 10);
  });

  it('the cut-off keeps a lone person from owning the hall: a 16-gon of 0.974 of the circle', () => {
    const [area] = voronoiCells(square, [5], [5], 1, { cutOffM: 2 });
    expect(area).toBeCloseTo(0.5 * 16 * 4 * Math.sin(Math.PI / 8), 9);
    expect((area as number) / (Math.PI * 4)).toBeCloseTo(0.974, 3);
  });

  const points = fc.uniqueArray(fc.tuple(fc.integer({ min: 1, max: 9999 }), fc.integer({ min: 1, max: 9999 })), {
    minLength: 1,
    maxLength: 40,
    selector: ([x, y]) => x * 10000 + y,
  });

  it.each([
    ['a square', square],
    ['an L', ell],
  ] as const)('areas sum to the region (%s)', (_, region) => {
    fc.assert(
      fc.property(points, (list) => {
        const xs = list.map(([x]) => x / 1000);
        const ys = list.map(([, y]) => y / 1000);
        const areas = voronoiCells(region, xs, ys, list.length);
        const sum = areas.reduce((total, area) => total + area, 0);
        expect(Math.abs(sum - polygonArea(region))).toBeLessThan(1e-6);
        // Over the whole region the density is persons / area, whoever owns floor.
        const owners = areas.filter((area) => area > 1e-9).length;
        expect(voronoiDensityIn(region, xs, ys, list.length, areas)).toBeCloseTo(owners / polygonArea(region), 8);
        const cut = voronoiCells(region, xs, ys, list.length, { cutOffM: 1.5 });
        cut.forEach((area, i) => {
          expect(area).toBeLessThanOrEqual((areas[i] as number) + 1e-9);
        });
      }),
      { numRuns: 60 },
    );
  });

  it('two in one point: the first owns the cell, nothing is lost', () => {
    const areas = voronoiCells(square, [5, 5, 1], [5, 5, 5], 3);
    expect(areas[1]).toBe(0);
    expect(areas.reduce((sum, area) => sum + area, 0)).toBeCloseTo(100, 9);
  });
});
