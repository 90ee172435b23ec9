/** The bench world measures what it says: a walker alone, a line, an area, a ring. */
import { describe, expect, it } from 'vitest';
import { areaM2, makeCrowdWorld, makeRing, rectangle, steadyFlow } from '../../../worlds/crowdWorld';
import { span } from '../../../worlds/halls';

describe('crowd world', () => {
  it('counts a walker through a line at the right time, and takes it away behind it', () => {
    const world = makeCrowdWorld({
      widthM: 30,
      heightM: 4,
      targets: {
        out: [
          [29, 0.5],
          [29, 3.5],
        ],
      },
      lines: {
        east: [
          [12, 4],
          [12, 0],
        ],
      },
      absorb: { out: rectangle(20, 0, 30, 4) },
      recordEvery: 10,
    });
    const row = world.spawn({ xM: 2, yM: 1, target: 'out', speedMps: 1.25, startS: 3 });
    world.run(60, () => world.inside === 0);
    const { timesS, backward } = world.line('east');
    expect(timesS).toHaveLength(1);
    expect(timesS[0]).toBeCloseTo(3 + 10 / 1.25, 1);
    expect(backward).toBe(0);
    expect(world.goneAtS(row)).toBeCloseTo(3 + 18 / 1.25, 0);
    expect(world.frames.length).toBeGreaterThan(20);
    expect(world.yM(row)).not.toBeNaN();
  });

  it('a wide exit is used in its whole width', () => {
    const world = makeCrowdWorld({
      widthM: 30,
      heightM: 8,
      targets: {
        out: [
          [28, 0.5],
          [28, 7.5],
        ],
      },
    });
    const rows = [1, 3, 5, 7].map((yM) => world.spawn({ xM: 2, yM, target: 'out' }));
    world.run(15);
    rows.forEach((row, k) => {
      expect(Math.abs(world.yM(row) - (1 + 2 * k))).toBeLessThan(0.15);
    });
  });

  it('a ring goes round and is seen across its seam', () => {
    const ring = makeRing({ lengthM: 10, widthM: 0.7, areas: { all: rectangle(0, 0, 10, 0.7) } });
    for (let k = 0; k < 15; k++) ring.spawn({ xM: 0.2 + (k * 10) / 15, yM: 0.35, target: 'east' });
    let nearest = 9;
    ring.run(60, undefined, () => {
      for (let a = 0; a < 15; a++) {
        for (let b = 0; b < a; b++) {
          const dx = Math.abs(ring.xM(a) - ring.xM(b));
          nearest = Math.min(nearest, Math.hypot(Math.min(dx, 10 - dx), ring.yM(a) - ring.yM(b)));
        }
      }
    });
    expect(ring.rowsIn('all')).toHaveLength(15);
    expect(ring.density('all')).toBeCloseTo(15 / 7, 9);
    expect(nearest).toBeGreaterThan(0.36);
    expect(ring.meanSpeed('all')).toBeGreaterThan(0.2);
    expect(ring.meanSpeed('all')).toBeLessThan(1);
  });

  it('a room empties through a door, each person counted once', () => {
    const world = makeCrowdWorld({
      widthM: 14,
      heightM: 5,
      solids: [span(8, 0, 8.2, 2), span(8, 3, 8.2, 5)],
      targets: {
        out: [
          [13.5, 0.3],
          [13.5, 4.7],
        ],
      },
      lines: {
        door: [
          [8.1, 3],
          [8.1, 2],
        ],
      },
      absorb: { out: rectangle(11, 0, 14, 5) },
    });
    world.scatter({ area: rectangle(0, 0, 8, 5), count: 60, target: 'out' });
    world.run(120, () => world.inside === 0);
    expect(world.inside).toBe(0);
    expect(world.line('door').forward).toBe(60);
    expect(steadyFlow(world.line('door').timesS)).toBeGreaterThan(1.2);
    expect(areaM2(rectangle(0, 0, 8, 5))).toBe(40);
  });
});
