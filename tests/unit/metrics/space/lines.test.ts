/** Flow lines against crossings counted in other ways; closest approach of two bodies. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCrowd } from '../../../../src/kernel/crowd';
import { createRouter } from '../../../../src/kernel/routing';
import { closestApproach } from '../../../../src/metrics/space/contacts';
import { LineCounter } from '../../../../src/metrics/space/lines';
import { makeHall } from '../../../worlds/halls';

const line = { id: 'gate', ax: 0, ay: 5, bx: 10, by: 5 };

describe('flow lines', () => {
  it('in minus out = on which side one ends (endless line, any way)', () => {
    const coordinate = fc.integer({ min: -40, max: 140 }).map((v) => v / 10 + 0.05);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 1, max: 99 }), coordinate), { minLength: 2, maxLength: 40 }),
        (way) => {
          const counter = new LineCounter([line], 0, 60);
          counter.forget(0);
          for (let i = 1; i < way.length; i++) {
            const [px, py] = way[i - 1] as [number, number];
            const [qx, qy] = way[i] as [number, number];
            counter.move(0, px / 10, py, qx / 10, qy, i - 1, i);
          }
          const above = (point: readonly [number, number] | undefined): number => ((point?.[1] ?? 0) > 5 ? 1 : 0);
          const net = (counter.inward[0] as number) - (counter.outward[0] as number);
          expect(net).toBe(above(way.at(-1)) - above(way[0]));
        },
      ),
    );
  });

  it('a way past the end of the line does not count; times are interpolated', () => {
    const counter = new LineCounter([line, { id: 'second', ax: 0, ay: 8, bx: 10, by: 8 }], 0, 60);
    counter.forget(0);
    counter.move(0, 11, 0, 11, 9, 0, 1);
    expect(counter.inward[0]).toBe(0);
    counter.forget(1);
    counter.move(1, 5, 4, 5, 6, 100, 101);
    counter.move(1, 5, 6, 5, 9, 101, 102);
    expect(counter.travelTimes()).toEqual([{ from: 0, to: 1, seconds: [101 + 2 / 3 - 100.5] }]);
    expect(counter.bins[0]).toEqual([
      [0, 0],
      [1, 0],
    ]);
  });

  it('looks every half second count the same as looks at every step, in a walking crowd', () => {
    const layout = makeHall({
      widthM: 20,
      heightM: 8,
      targets: [
        [19, 4],
        [1, 4],
      ],
    });
    const crowd = createCrowd(layout, createRouter(layout), 1);
    const n = 40;
    crowd.reserve(n);
    for (let i = 0; i < n; i++) {
      const east = i % 2 === 0;
      crowd.park(i, (east ? 1 : 15) + 0.7 * (i % 5), 0.6 + 0.75 * Math.floor(i / 5), 0, 0.2);
      crowd.walk(i, east ? 0 : 1, east ? 19 : 1, 4, 1 + 0.02 * i);
    }
    const gate = { id: 'gate', ax: 10, ay: 8, bx: 10, by: 0 };
    const coarse = new LineCounter([gate], 0, 60);
    const fine = new LineCounter([gate], 0, 60);
    const last: [number, number][] = Array.from({ length: n }, (_, i) => [crowd.xM[i]!, crowd.yM[i]!]);
    const before: [number, number][] = last.map((p) => [...p]);
    for (let step = 1; step <= 800; step++) {
      crowd.step(0.05);
      for (let i = 0; i < n; i++) {
        const at: [number, number] = [crowd.xM[i]!, crowd.yM[i]!];
        fine.move(i, ...before[i]!, ...at, (step - 1) / 20, step / 20);
        before[i] = at;
        if (step % 10 === 0) {
          coarse.move(i, ...last[i]!, ...at, (step - 10) / 20, step / 20);
          last[i] = at;
        }
      }
    }
    console.log(
      `40 walkers: every step ${fine.inward[0]} + ${fine.outward[0]}, every half second ${coarse.inward[0]} + ${coarse.outward[0]}`,
    );
    expect((fine.inward[0] as number) - (fine.outward[0] as number)).toBe(0);
    expect(fine.inward[0]).toBeGreaterThanOrEqual(20);
    expect(coarse.inward[0]).toBe(20);
    expect(coarse.outward[0]).toBe(20);
  });
});

describe('closest approach', () => {
  it('of two straight ways is never above what a fine search finds', () => {
    const v = fc.double({ min: -5, max: 5, noNaN: true });
    fc.assert(
      fc.property(v, v, v, v, (ax, ay, bx, by) => {
        let least = Number.POSITIVE_INFINITY;
        for (let k = 0; k <= 400; k++) {
          const x = ax + ((bx - ax) * k) / 400;
          const y = ay + ((by - ay) * k) / 400;
          least = Math.min(least, Math.hypot(x, y));
        }
        const found = closestApproach(ax, ay, bx, by);
        expect(found).toBeLessThanOrEqual(least + 1e-9);
        expect(found).toBeGreaterThan(least - 0.05);
      }),
    );
  });
});
