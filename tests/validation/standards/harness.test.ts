/** The acceptance suite's own instruments: plans, places, lines, exits, the books of walls, the Kolmogorov-Smirnov test. */
import { describe, expect, it } from 'vitest';
import { Purpose, RandomStream } from '../../../src/kernel/base/random';
import { buildWallField, wallDistanceM } from '../../../src/kernel/geometry';
import { CrowdWorld } from '../../worlds/crowdWorld';
import { defineCase, Lab } from './case';
import { ksPValue, normalCdf } from './figures';
import { corridor, doorInX, doorInY, eastward, type Plan, type Rect, worldInput } from './plan';
import { places } from './world';

const inRect = ([x0, y0, x1, y1]: Rect, x: number, y: number): boolean => x > x0 && x < x1 && y > y0 && y < y1;

describe('plans', () => {
  const door = doorInY(4, 5, 0, 0.2, -1);
  const side = doorInX(2, 3, 10, 0.2, 1);
  const plan: Plan = { free: [[0, 0, 10, 8], ...door.free, ...side.free], exits: [door.exit, side.exit] };

  it('are wall exactly where nothing is free', () => {
    const { layout } = new CrowdWorld(worldInput(plan));
    const walls = buildWallField(layout);
    const random = new RandomStream(5, Purpose.test);
    let free = 0;
    let solid = 0;
    for (let i = 0; i < 4000; i++) {
      const x = random.uniformBetween(layout.minXM, layout.maxXM);
      const y = random.uniformBetween(layout.minYM, layout.maxYM);
      const clear = wallDistanceM(walls, x, y);
      // Distances are bilinear between nodes 0.1 m apart: leave the seam out.
      if (Math.abs(clear) < 0.08) continue;
      const open = plan.free.some((rect) => inRect(rect, x, y));
      expect(clear > 0, `(${x.toFixed(2)}, ${y.toFixed(2)})`).toBe(open);
      if (open) free++;
      else solid++;
    }
    expect(free).toBeGreaterThan(1000);
    expect(solid).toBeGreaterThan(300);
  });

  it('doors take people away only 2 m behind the wall', () => {
    for (const { exit } of [door, side]) {
      const [x0, y0, x1, y1] = exit.area;
      expect(Math.max(-0.2 - y1, x0 - 10.2)).toBeCloseTo(2, 9);
      expect((x1 - x0) * (y1 - y0)).toBeGreaterThan(10);
    }
  });
});

describe('places', () => {
  it.each([1, 20, 100, 180])('%i people on 8 x 5 m start inside it and in nobody', (count) => {
    const area: Rect = [1, 2, 9, 7];
    const found = places(area, count, new RandomStream(1, Purpose.test));
    expect(found.length).toBe(count);
    found.forEach((a, i) => {
      expect(inRect(area, a.xM, a.yM)).toBe(true);
      for (const b of found.slice(0, i)) expect(Math.hypot(a.xM - b.xM, a.yM - b.yM)).toBeGreaterThanOrEqual(0.4);
    });
  });
});

describe('lines and exits', () => {
  it('count the first crossing of those who start upstream, in time order', () => {
    const lab = new Lab(1, 'check');
    const world = lab.world(corridor(20, 2, { middle: eastward(10) }));
    world.add([
      { xM: 1, yM: 0.5, speedMps: 1 },
      { xM: 5, yM: 1.5, speedMps: 1 },
      { xM: 12, yM: 1, speedMps: 1 },
    ]);
    const last = world.run(60);
    const line = world.line('middle');
    expect(line.rows).toEqual([1, 0]);
    expect(line.timeOf(1)).toBeCloseTo(5, 1);
    expect(line.timeOf(0)).toBeCloseTo(9, 1);
    expect(line.timeOf(2)).toBe(Number.POSITIVE_INFINITY);
    expect(line.lastOf(3)).toBe(Number.POSITIVE_INFINITY);
    // Gone at 22 m, two metres behind what is watched.
    expect(last).toBeCloseTo(21, 0);
    expect(lab.health).toMatchObject({ put: 3, left: 3, inWall: 0 });
  });

  it('time in which everybody waits is skipped, and the start is kept', () => {
    const world = new Lab(1, 'check').world(corridor(20, 2));
    world.add([
      { xM: 1, yM: 0.5, speedMps: 1, startS: 1000 },
      { xM: 2, yM: 1.5, speedMps: 1, startS: 1000.02 },
      { xM: 3, yM: 1, speedMps: 1, startS: 5000 },
    ]);
    world.run(20_000);
    expect(world.movedS.map((s) => Math.round(s))).toEqual([1000, 1000, 5000]);
  });

  it('somebody in a wall is noticed', () => {
    const lab = new Lab(1, 'check');
    const world = lab.world(corridor(20, 2));
    world.add([{ xM: 5, yM: 0.02, speedMps: 1 }]);
    world.step();
    expect(lab.health.inWall).toBeGreaterThan(0);
  });
});

describe('cases', () => {
  const definition = {
    of: [{ standard: 'NIST', number: '0' }],
    title: '',
    means: '',
    setUp: '',
    target: '',
    seeds: { check: 3, full: 5 },
    run: (lab: Lab) => lab.seed,
    judge: (runs: readonly number[]) => ({ figure: runs.join(' '), pass: false }),
  } as const;

  it('are run once a seed; a miss is guarded only if its guard holds', () => {
    expect(defineCase(definition).evaluate('check')).toMatchObject({ figure: '1 2 3', n: 3, pass: false });
    for (const holds of [true, false]) {
      const miss = { why: '', guard: '', holds: () => holds };
      expect(defineCase({ ...definition, miss }).evaluate('full')).toMatchObject({ n: 5, pass: false, guarded: holds });
    }
  });
});

describe('statistics', () => {
  it('the Kolmogorov-Smirnov test knows its table and tells distributions apart', () => {
    // Critical distance of the 5% test at n = 20 is 0.294 (Massey 1951).
    const shifted = Array.from({ length: 20 }, (_, i) => (i + 0.5) / 20 + 0.294 - 0.025);
    expect(ksPValue(shifted, (x) => Math.min(1, x))).toBeGreaterThan(0.035);
    expect(ksPValue(shifted, (x) => Math.min(1, x))).toBeLessThan(0.065);
    const even = Array.from({ length: 50 }, (_, i) => (i + 0.5) / 50);
    expect(ksPValue(even, (x) => x)).toBeGreaterThan(0.99);
    expect(ksPValue(even, (x) => x * x)).toBeLessThan(0.01);
  });

  it('normal distribution function', () => {
    expect(normalCdf(0)).toBeCloseTo(0.5, 6);
    expect(normalCdf(1.959964)).toBeCloseTo(0.975, 6);
    expect(normalCdf(-1.644854)).toBeCloseTo(0.05, 6);
  });
});
