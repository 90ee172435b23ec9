import { describe, expect, it } from 'vitest';
import {
  boxCorners,
  buildWallField,
  clearLine,
  lineOfSight,
  occupancyMap,
  pointInBox,
  pointInPolygon,
  sampleWall,
  wallDistanceM,
} from '../../../../src/kernel/geometry';
import { box, makeHall, span } from '../../../worlds/halls';

describe('boxes', () => {
  it('corners of a turned box are counter-clockwise and at the right distance', () => {
    const corners = boxCorners({ xM: 1, yM: 2, halfXM: 2, halfYM: 1, yawRad: Math.PI / 2 });
    const expected = [
      [0, 4],
      [0, 0],
      [2, 0],
      [2, 4],
    ];
    corners.forEach(([x, y], i) => {
      expect(x).toBeCloseTo(expected[i]![0]!, 12);
      expect(y).toBeCloseTo(expected[i]![1]!, 12);
    });
  });

  it('knows inside from outside when turned', () => {
    const solid = { xM: 0, yM: 0, halfXM: 2, halfYM: 0.5, yawRad: Math.PI / 4 };
    expect(pointInBox(solid, 1, 1)).toBe(true);
    expect(pointInBox(solid, 1, -1)).toBe(false);
  });
});

describe('polygon', () => {
  const lShape = [
    [0, 0],
    [10, 0],
    [10, 4],
    [4, 4],
    [4, 10],
    [0, 10],
  ] as const;
  it.each([
    [2, 2, true],
    [9, 3, true],
    [2, 9, true],
    [7, 7, false],
    [-1, 2, false],
  ])('(%d, %d) inside: %s', (x, y, inside) => expect(pointInPolygon(lShape, x, y)).toBe(inside));
});

describe('wall field', () => {
  const hall = makeHall({ widthM: 20, heightM: 10, solids: [box(10, 5, 2, 0.5), box(5, 5, 0.05, 1)] });
  const field = buildWallField(hall);

  it('is the true distance to flat walls, to corners, and negative inside', () => {
    expect(wallDistanceM(field, 15, 1.234)).toBeCloseTo(1.234, 5);
    expect(wallDistanceM(field, 10, 6.033)).toBeCloseTo(0.533, 5);
    expect(wallDistanceM(field, 12.6, 6.3)).toBeCloseTo(1, 2);
    expect(wallDistanceM(field, 10, 5)).toBeCloseTo(-0.5, 5);
    expect(wallDistanceM(field, -0.2, 5)).toBeCloseTo(-0.2, 5);
    expect(wallDistanceM(field, -50, 5)).toBe(-2);
  });

  it('has a gradient that points away from the wall with length 1', () => {
    const out = new Float64Array(3);
    sampleWall(field, 10, 6.05, out);
    expect(out[1]).toBeCloseTo(0, 5);
    expect(out[2]).toBeCloseTo(1, 4);
  });

  it('sees past a thin screen only beside it', () => {
    expect(lineOfSight(field, 4, 5, 6, 5)).toBe(false);
    expect(lineOfSight(field, 4, 6.5, 6, 6.5)).toBe(true);
    expect(clearLine(field, 4, 6.2, 6, 6.2, 0.12)).toBe(true);
    expect(clearLine(field, 4, 6.05, 6, 6.05, 0.12)).toBe(false);
  });

  it('ignores what feet may cross', () => {
    const open = makeHall({ widthM: 20, heightM: 10, solids: [box(10, 5, 1, 1, { blocksWalk: false })] });
    expect(wallDistanceM(buildWallField(open), 10, 5)).toBe(2);
  });

  it('agrees with brute force over turned boxes and an L-shaped outline', () => {
    const solids = [span(1, 1, 2, 3), box(6, 2, 1.5, 0.3, { yawRad: 0.7 }), box(2, 7, 0.4, 0.4, { yawRad: 0.3 })];
    const outline = [
      [0, 0],
      [10, 0],
      [10, 4],
      [4, 4],
      [4, 10],
      [0, 10],
    ] as const;
    const layout = makeHall({ widthM: 10, heightM: 10, solids, outline });
    const built = buildWallField(layout);
    const boundary: (readonly [number, number])[][] = [
      [...outline],
      ...layout.solids.map((solid) => boxCorners(solid) as (readonly [number, number])[]),
    ];
    let worst = 0;
    for (let k = 0; k < 4000; k++) {
      const x = ((k * 0.61803398875) % 1) * 10;
      const y = ((k * 0.75487766625) % 1) * 10;
      const free = pointInPolygon(outline, x, y) && !layout.solids.some((solid) => pointInBox(solid, x, y));
      let d = Number.POSITIVE_INFINITY;
      for (const ring of boundary) {
        ring.forEach(([ax, ay], i) => {
          const [bx, by] = ring[(i + 1) % ring.length]!;
          for (let t = 0; t <= 1; t += 0.002) {
            d = Math.min(d, Math.hypot(ax + (bx - ax) * t - x, ay + (by - ay) * t - y));
          }
        });
      }
      if (free) worst = Math.max(worst, Math.abs(wallDistanceM(built, x, y) - Math.min(2, d)));
    }
    // Bilinear between nodes 0.1 m apart: the ridge between two walls is cut by at most half a node.
    expect(worst).toBeLessThan(0.06);
  });
});

describe('occupancy map', () => {
  const hall = makeHall({
    widthM: 4,
    heightM: 3,
    solids: [
      box(2, 1.5, 0.5, 0.01, { kind: 'furniture' }),
      box(1, 1, 0.2, 0.2, { kind: 'dock' }),
      box(3, 1, 0.2, 0.2, { blocksLaser: false, blocksWalk: false }),
      box(3, 2, 0.2, 0.2, { blocksLaser: true, blocksWalk: false }),
    ],
  });
  const map = occupancyMap(hall);
  const at = (x: number, y: number): number => {
    const column = Math.floor((x - map.originXM) / map.resolutionM);
    return map.cells[Math.floor((y - map.originYM) / map.resolutionM) * map.columns + column]!;
  };

  it('has 5 cm cells with the outside around', () => {
    expect([map.columns, map.rows, map.resolutionM]).toEqual([100, 80, 0.05]);
    expect(at(-0.02, 1)).toBe(100);
    expect(at(4.02, 1)).toBe(100);
    expect(at(0.03, 1)).toBe(0);
  });

  it('keeps solids thinner than a cell, leaves out docks and what neither feet nor laser meets', () => {
    expect(at(2.03, 1.51)).toBe(100);
    expect(at(1, 1)).toBe(0);
    expect(at(3, 1)).toBe(0);
    expect(at(3, 2)).toBe(100);
  });
});
