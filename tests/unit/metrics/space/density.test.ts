/** Gaussian density: mass conserved, a lattice of known density, time kept exactly. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BINS, DensityField, PERSON_PARTS } from '../../../../src/metrics/space/densityField';
import { spaceGrid } from '../../../../src/metrics/space/grid';
import { DENSITY_EDGES } from '../../../../src/metrics/space/los';
import { makeHall, span } from '../../../worlds/halls';

const layout = makeHall({ widthM: 12, heightM: 9, solids: [span(5, 4, 7, 5)] });
const grid = spaceGrid(layout);
const total = (field: DensityField): number => field.parts.reduce((sum, parts) => sum + parts, 0);

describe('density on the grid', () => {
  it('conserves every person exactly, also at walls and on furniture', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.double({ min: 0, max: 12, noNaN: true }), fc.double({ min: 0, max: 9, noNaN: true })), {
          maxLength: 30,
        }),
        (people) => {
          const field = new DensityField(grid, 0);
          for (const [x, y] of people) field.stamp(x, y, 1, 0);
          expect(total(field)).toBe(people.length * PERSON_PARTS);
          const mass = field.now().reduce((sum, d) => sum + d * grid.cellM * grid.cellM, 0);
          expect(mass).toBeCloseTo(people.length, 4);
          for (const [x, y] of people) field.stamp(x, y, -1, 5);
          expect(field.parts.every((parts) => parts === 0)).toBe(true);
        },
      ),
      { numRuns: 60 },
    );
  });

  it.each([0.8, 1, 1.25])('a square lattice of pitch %f m reads 1 / pitch^2 inside', (pitch) => {
    const wide = spaceGrid(makeHall({ widthM: 20, heightM: 20 }));
    const field = new DensityField(wide, 0);
    for (let x = pitch / 2; x < 20; x += pitch) for (let y = pitch / 2; y < 20; y += pitch) field.stamp(x, y, 1, 0);
    const now = field.now();
    const inside = [...now].filter((_, i) => {
      const c = i % wide.columns;
      const r = Math.floor(i / wide.columns);
      return c > 6 && c < wide.columns - 7 && r > 6 && r < wide.rows - 7;
    });
    const worst = Math.max(...inside.map((d) => Math.abs(d * pitch * pitch - 1)));
    console.log(
      `lattice ${pitch} m: target ${(1 / pitch ** 2).toFixed(3)} /m2, worst cell off by ${(100 * worst).toFixed(2)}%`,
    );
    expect(worst).toBeLessThan(0.01);
  });

  it('a lone person reads 1 / (2 pi sigma^2) = 0.325 /m2 at most', () => {
    const field = new DensityField(spaceGrid(makeHall({ widthM: 20, heightM: 20 })), 0);
    field.stamp(10.25, 10.25, 1, 0);
    expect(Math.max(...field.now())).toBeCloseTo(0.325, 2);
  });

  it('time: mean, most and seconds by density are exact over changes and jumps', () => {
    const field = new DensityField(grid, 100);
    const cell = 4 * grid.columns + 4;
    field.stamp(2.25, 2.25, 1, 100);
    field.stamp(2.25, 2.25, 1, 300);
    field.stamp(2.25, 2.25, -1, 400);
    field.stamp(2.25, 2.25, -1, 400);
    field.settleAll(1100);
    const single = (() => {
      const one = new DensityField(grid, 0);
      one.stamp(2.25, 2.25, 1, 0);
      return one.now()[cell] as number;
    })();
    expect(field.mean(1000)[cell]).toBeCloseTo(single * 0.4, 6);
    expect(field.max()[cell]).toBeCloseTo(2 * single, 6);
    const seconds = field.seconds(0.05);
    const bin = (d: number): number => DENSITY_EDGES.findIndex((edge) => d <= edge);
    expect(seconds[cell * BINS + bin(single)]).toBeCloseTo(10, 6);
    expect(seconds[cell * BINS + bin(2 * single)]).toBeCloseTo(5, 6);
    expect(seconds[cell * BINS]).toBeCloseTo(35, 6);
    let all = 0;
    for (let k = 0; k < BINS; k++) all += seconds[cell * BINS + k] as number;
    expect(all).toBeCloseTo(50, 6);
  });
});
