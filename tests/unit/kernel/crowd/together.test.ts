/** Groups, robots, wide bodies, runners, and the release of those who are stuck. */
import { describe, expect, it } from 'vitest';
import { createCrowd } from '../../../../src/kernel/crowd';
import { makeCrowdWorld, rectangle, weidmannSpeed } from '../../../worlds/crowdWorld';
import { span } from '../../../worlds/halls';

const corridor = { widthM: 60, heightM: 4 };
const toEast = {
  east: [
    [58, 0.5],
    [58, 3.5],
  ],
} as const;

describe('people who walk together', () => {
  it('arrive together although one is slow (NIST 2.9: within 10 s), also among others', () => {
    const world = makeCrowdWorld({ ...corridor, targets: toEast, absorb: { east: rectangle(52, 0, 60, 4) } });
    const group = [1.25, 1.25, 1.25, 1.25, 0.5].map((speedMps, k) =>
      world.spawn({ xM: 2 + 0.7 * (k % 2), yM: 0.6 + 0.6 * k, target: 'east', speedMps }),
    );
    world.scatter({ area: rectangle(6, 0.3, 20, 3.7), count: 12, target: 'east', speed: weidmannSpeed });
    world.crowd.walkTogether(group);
    world.run(200, () => world.inside === 0);
    const ends = group.map((row) => world.goneAtS(row));
    const spreadS = Math.max(...ends) - Math.min(...ends);
    console.log(`group of 4 at 1.25 and 1 at 0.5 m/s: spread ${spreadS.toFixed(1)} s (target 10)`);
    expect(spreadS).toBeLessThanOrEqual(10);
    expect(Math.max(...ends)).toBeLessThan(50 / 0.5 + 10);
  });

  it('walk side by side rather than in file where there is room', () => {
    const world = makeCrowdWorld({ ...corridor, targets: toEast });
    const pair = [0, 1].map((k) => world.spawn({ xM: 2 + 1.5 * k, yM: 1.9 + 0.1 * k, target: 'east', speedMps: 1.2 }));
    world.crowd.walkTogether(pair);
    world.run(25);
    const [a, b] = pair as [number, number];
    expect(Math.abs(world.xM(a) - world.xM(b))).toBeLessThan(1.2);
    expect(Math.hypot(world.xM(a) - world.xM(b), world.yM(a) - world.yM(b))).toBeLessThan(1.6);
  });

  it('a group is state: saved and loaded it goes on the same; who leaves it walks alone', () => {
    const world = makeCrowdWorld({ ...corridor, targets: toEast });
    const rows = [0, 1, 2].map((k) => world.spawn({ xM: 2, yM: 1 + k, target: 'east', speedMps: 1 + 0.2 * k }));
    world.crowd.walkTogether(rows);
    world.run(5);
    const fork = createCrowd(world.layout, world.router, 1);
    fork.reserve(64);
    fork.load(world.crowd.save());
    for (let k = 0; k < 100; k++) {
      world.step();
      fork.step(0.05);
    }
    for (const row of rows) expect(fork.xM[row]).toBe(world.xM(row));
    // The first row goes: the others stay one group, and its row may be used by somebody else.
    world.remove(rows[0] as number);
    world.run(world.timeS + 10);
    expect(Math.abs(world.xM(1) - world.xM(2))).toBeLessThan(1.5);
    world.crowd.walkTogether([2]);
    const from = world.xM(2);
    world.run(world.timeS + 5);
    expect((world.xM(2) - from) / 5).toBeGreaterThan(1.3);
  });
});

describe('robots', () => {
  const robot = (xM: number, yM: number, vyMps: number): Parameters<ReturnType<typeof createCrowd>['setRobots']> => [
    1,
    Float64Array.of(xM),
    Float64Array.of(yM),
    Float64Array.of(0),
    Float64Array.of(vyMps),
    Float64Array.of(0.3),
  ];

  it('people give way to a robot that crosses: nobody touches it, most pass behind', () => {
    const world = makeCrowdWorld({ widthM: 30, heightM: 12, targets: { east: [28, 6] } });
    let behind = 0;
    let nearest = 9;
    const tries = 8;
    for (let k = 0; k < tries; k++) {
      const row = world.spawn({ xM: 2, yM: 5.6 + 0.1 * k, target: 'east', speedMps: 1.2 });
      // The robot crosses x = 10 upwards and would meet the walker there, a little later each time.
      const startS = world.timeS;
      const robotY = (): number => 6 - 0.6 * 6.7 + 0.6 * (world.timeS - startS) - 0.05 * k;
      let passed: number | null = null;
      world.run(startS + 14, undefined, () => {
        world.crowd.setRobots(...robot(10, robotY(), 0.6));
        nearest = Math.min(nearest, Math.hypot(world.xM(row) - 10, world.yM(row) - robotY()));
        if (passed === null && world.xM(row) > 10) {
          passed = world.yM(row) - robotY();
          if (passed < 0) behind++;
        }
      });
      world.remove(row);
    }
    console.log(`robot crosses: ${behind} of ${tries} pass behind it, nearest centres ${nearest.toFixed(2)} m`);
    expect(behind).toBeGreaterThanOrEqual(tries * 0.75);
    expect(nearest).toBeGreaterThan(0.5);
  });

  it('a robot that stands in a door 1.6 m wide never traps anyone', () => {
    const world = makeCrowdWorld({
      widthM: 16,
      heightM: 6,
      solids: [span(8, 0, 8.2, 2.2), span(8, 3.8, 8.2, 6)],
      targets: {
        east: [
          [15, 0.5],
          [15, 5.5],
        ],
      },
      absorb: { east: rectangle(11, 0, 16, 6) },
    });
    world.scatter({ area: rectangle(0, 0, 7, 6), count: 40, target: 'east', speed: weidmannSpeed });
    world.crowd.setRobots(...robot(8.1, 2.6, 0));
    const endS = world.run(240, () => world.inside === 0);
    console.log(`40 people past a robot that stands in a 1.6 m door: ${endS.toFixed(0)} s`);
    expect(world.inside).toBe(0);
  });
});

describe('bodies', () => {
  it('a wheelchair passes a door of 1 m among others and is not squeezed', () => {
    const world = makeCrowdWorld({
      widthM: 16,
      heightM: 6,
      solids: [span(8, 0, 8.2, 2.5), span(8, 3.5, 8.2, 6)],
      targets: {
        east: [
          [15, 0.5],
          [15, 5.5],
        ],
      },
      absorb: { east: rectangle(11, 0, 16, 6) },
    });
    const chair = world.spawn({ xM: 3, yM: 3, target: 'east', speedMps: 0.8, radiusM: 0.35 });
    world.scatter({ area: rectangle(0, 0, 7, 6), count: 25, target: 'east', speed: weidmannSpeed });
    let least = 9;
    world.run(
      120,
      () => !world.isInside(chair),
      () => {
        if (world.isInside(chair)) least = Math.min(least, world.crowd.radiusM[chair] as number);
      },
    );
    expect(world.isInside(chair)).toBe(false);
    expect(least).toBe(0.35);
  });

  it('a child who runs at 2.2 m/s overtakes without touching', () => {
    const world = makeCrowdWorld({ ...corridor, targets: toEast });
    world.scatter({ area: rectangle(6, 0.3, 40, 3.7), count: 20, target: 'east', speed: 1 });
    const child = world.spawn({ xM: 1, yM: 2, target: 'east', speedMps: 2.2, radiusM: 0.15 });
    world.run(16);
    expect((world.xM(child) - 1) / 16).toBeGreaterThan(1.5);
    expect(world.overlaps(0.3)).toBe(0);
  });
});

describe('deadlock release', () => {
  it('two who cannot pass each other in a corridor are let through, and it is said who', () => {
    const world = makeCrowdWorld({ widthM: 20, heightM: 0.6, targets: { east: [19, 0.3], west: [1, 0.3] } });
    const a = world.spawn({ xM: 2, yM: 0.3, target: 'east', radiusM: 0.25 });
    const b = world.spawn({ xM: 18, yM: 0.3, target: 'west', radiusM: 0.25 });
    const released: number[] = [];
    world.run(120, undefined, () => {
      const { crowd } = world;
      for (let k = 0; k < crowd.releasedCount; k++) released.push(crowd.released[k] as number);
    });
    expect(world.xM(a)).toBeGreaterThan(18);
    expect(world.xM(b)).toBeLessThan(2);
    expect(released.length).toBeGreaterThan(0);
    expect(released.length).toBeLessThan(6);
  });

  it('a queue at a door releases nobody', () => {
    const world = makeCrowdWorld({
      widthM: 16,
      heightM: 6,
      solids: [span(8, 0, 8.2, 2.55), span(8, 3.45, 8.2, 6)],
      targets: {
        east: [
          [15, 0.5],
          [15, 5.5],
        ],
      },
      absorb: { east: rectangle(11, 0, 16, 6) },
    });
    world.scatter({ area: rectangle(0, 0, 7.5, 6), count: 90, target: 'east', speed: weidmannSpeed });
    let released = 0;
    world.run(
      200,
      () => world.inside === 0,
      () => (released += world.crowd.releasedCount),
    );
    expect(world.inside).toBe(0);
    expect(released).toBe(0);
  });
});
