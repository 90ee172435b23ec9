import { describe, expect, it } from 'vitest';
import { wallDistanceM } from '../../../../src/kernel/geometry';
import { createRouter } from '../../../../src/kernel/routing';
import { benchHall, box, makeHall, span } from '../../../worlds/halls';

describe('distances are metres walked', () => {
  it('within 1.5 % of the straight line in an empty hall', () => {
    const router = createRouter(makeHall({ widthM: 60, heightM: 40, targets: [[5, 5]] }));
    for (let k = 1; k < 400; k++) {
      const x = 1 + ((k * 0.61803398875) % 1) * 58;
      const y = 1 + ((k * 0.75487766625) % 1) * 38;
      const straight = Math.hypot(x - 5, y - 5);
      const d = router.distanceM(0, x, y, 5, 5);
      expect(Math.abs(d - straight)).toBeLessThan(0.015 * straight + 0.03);
    }
  });

  it('round a wall: the taut string plus about half a metre of room at each edge', () => {
    const router = createRouter(
      makeHall({ widthM: 20, heightM: 10, solids: [span(9.9, 0, 10.1, 6)], targets: [[15, 2]] }),
    );
    const taut = Math.hypot(9.9 - 5, 4) + 0.2 + Math.hypot(15 - 10.1, 4);
    const d = router.distanceM(0, 5, 2, 15, 2);
    expect(d).toBeGreaterThan(taut);
    expect(d).toBeLessThan(taut + 1.2);
  });

  it('leads past a block from exactly behind its middle, where both ways are equally long', () => {
    const router = createRouter(
      makeHall({ widthM: 20, heightM: 12, solids: [span(6, 5.5, 14, 6.5)], targets: [[10, 10]] }),
    );
    const at = new Float64Array(2);
    for (const x0 of [10, 9.99, 10.01, 10.1, 9.9]) {
      let x = x0;
      let y = 2;
      for (let k = 0; k < 400 && (x - 10) ** 2 + (y - 10) ** 2 > 0.36; k++) {
        router.directionInto(0, x, y, at);
        x += 0.06 * at[0]!;
        y += 0.06 * at[1]!;
      }
      expect(Math.hypot(x - 10, y - 10), `from x = ${x0}`).toBeLessThan(0.6);
    }
  });

  it('to a goal that differs from the target', () => {
    const router = createRouter(makeHall({ widthM: 40, heightM: 10, targets: [[20, 5]] }));
    expect(router.distanceM(0, 2, 5, 22, 6)).toBeCloseTo(Math.hypot(20, 1), 0);
    expect(router.distanceM(0, 21, 5, 22, 6)).toBeCloseTo(Math.SQRT2, 9);
    // Beyond sight of the field's end: on to the target, then the rest.
    const far = router.distanceM(0, 2, 5, 20, 9.8);
    expect(far).toBeGreaterThan(18);
    expect(far).toBeLessThan(18 + 4.8 + 0.1);
  });

  it('Infinity if there is no way, and in a closed pocket', () => {
    const walled = makeHall({ widthM: 20, heightM: 10, solids: [span(9.9, 0, 10.1, 10)], targets: [[15, 5]] });
    const router = createRouter(walled);
    expect(router.distanceM(0, 17, 5, 15, 5)).toBeCloseTo(2, 5);
    expect(router.distanceM(0, 3, 5, 15, 5)).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('narrow places', () => {
  it.each([
    0, 0.03, 0.05, 0.1, 0.13,
  ])('a 0.6 m gap is passable wherever it lies on the grid (offset %d m)', (offset) => {
    const y = 5 + offset;
    const solids = [span(9.9, 0, 10.1, y - 0.3), span(9.9, y + 0.3, 10.1, 10)];
    const router = createRouter(makeHall({ widthM: 20, heightM: 10, solids, targets: [[15, 5]] }));
    expect(router.distanceM(0, 5, 5, 15, 5)).toBeLessThan(11);
  });

  it('a turned 0.6 m passage is open, though one cell wide and so measured as stairs', () => {
    const solids = [
      box(10 - 2.8 / Math.cos(0.6), 5, 2.5, 12, { yawRad: 0.6 }),
      box(10 + 2.8 / Math.cos(0.6), 5, 2.5, 12, { yawRad: 0.6 }),
    ];
    const along: [number, number] = [10 - 3 * Math.sin(0.6), 5 + 3 * Math.cos(0.6)];
    const router = createRouter(makeHall({ widthM: 20, heightM: 10, solids, targets: [along] }));
    const start: [number, number] = [10 + 3 * Math.sin(0.6), 5 - 3 * Math.cos(0.6)];
    expect(router.distanceM(0, start[0], start[1], along[0], along[1])).toBeLessThan(6 * 1.35);
  });

  it('a wider way is preferred to a squeeze', () => {
    const solids = [span(9.9, 0, 10.1, 4.8), span(9.9, 5.2, 10.1, 6.5), span(9.9, 8, 10.1, 10)];
    const router = createRouter(makeHall({ widthM: 20, heightM: 10, solids, targets: [[11, 5]] }));
    // Straight through the 0.4 m slit would be 2 m.
    expect(router.distanceM(0, 5, 5, 11, 5)).toBeGreaterThan(6.3);
  });
});

describe('directions', () => {
  const hall = benchHall();
  const router = createRouter(hall);

  it('lead to the target from everywhere without touching a wall', () => {
    const out = new Float64Array(2);
    for (const target of [0, 25, 50, 71]) {
      const goal = hall.targets[target]!;
      for (let k = 0; k < 60; k++) {
        let x = 0.5 + ((k * 0.61803398875) % 1) * 59;
        let y = 0.5 + ((k * 0.75487766625) % 1) * 39;
        if (wallDistanceM(router.walls, x, y) < 0.2) continue;
        let steps = 0;
        for (; steps < 2000 && Math.hypot(x - goal.xM, y - goal.yM) > 0.25; steps++) {
          router.directionInto(target, x, y, out);
          x += 0.05 * out[0]!;
          y += 0.05 * out[1]!;
          expect(wallDistanceM(router.walls, x, y)).toBeGreaterThan(0.1);
        }
        expect(steps).toBeLessThan(2000);
      }
    }
  });

  it('lead out of a solid', () => {
    const out = new Float64Array(2);
    expect(router.wayOutInto(9, 9, out)).toBe(true);
    expect(wallDistanceM(router.walls, out[0]!, out[1]!)).toBeGreaterThan(0.1);
    expect(Math.hypot(out[0]! - 9, out[1]! - 9)).toBeLessThan(0.8);
    router.directionInto(0, 9, 9, out);
    expect(Math.hypot(out[0]!, out[1]!)).toBeCloseTo(1, 9);
  });

  it('are built once a target and never change', () => {
    const before = router.fieldsBuilt;
    const first = router.field(3);
    expect(router.field(3)).toBe(first);
    expect(router.fieldsBuilt).toBeLessThanOrEqual(before + 1);
    expect(createRouter(hall).field(3)).toEqual(first);
  });
});
