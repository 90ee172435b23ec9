/** Routes round crowds and blocks: the less crowded of two ways, round a robot that stands across one, and back. */
import { describe, expect, it } from 'vitest';
import { StateHash } from '../../../../src/kernel/base/hash';
import type { RouteChoice } from '../../../../src/kernel/crowd/parameters';
import { type CrowdWorld, makeCrowdWorld, rectangle, weidmannSpeed } from '../../../worlds/crowdWorld';
import { span } from '../../../worlds/halls';

/** 20 x 12 m, a wall across at x = 12 with a gap of 1 m near y = 3 and one near y = 10.5; out at (18, 3). */
function twoGaps(routes: RouteChoice): CrowdWorld {
  return makeCrowdWorld({
    widthM: 20,
    heightM: 12,
    solids: [span(12, 0, 12.2, 2.5), span(12, 3.5, 12.2, 10), span(12, 11, 12.2, 12)],
    targets: { out: [18, 3] },
    absorb: { out: rectangle(17, 0, 20, 12) },
    lines: {
      near: [
        [12.1, 3.5],
        [12.1, 2.5],
      ],
      far: [
        [12.1, 11],
        [12.1, 10],
      ],
    },
    routes,
  });
}

const through = (world: CrowdWorld): [number, number] => [
  world.line('near').crossings.length,
  world.line('far').crossings.length,
];
const hashOf = (world: CrowdWorld): string => {
  const hash = new StateHash();
  world.crowd.hashInto(hash);
  return hash.hex();
};
/** A robot of 0.5 m width at a place, at rest. */
const robotAt = (world: CrowdWorld, x: number, y: number): void =>
  world.crowd.setRobots(
    1,
    Float64Array.of(x),
    Float64Array.of(y),
    Float64Array.of(0),
    Float64Array.of(0),
    Float64Array.of(0.25),
  );

describe('routes round crowds', () => {
  it('where nobody is held up everybody walks as on the shortest way', () => {
    const worlds = (['shortest', 'congestion'] as const).map((routes) => {
      const world = twoGaps(routes);
      for (let i = 0; i < 6; i++) world.spawn({ xM: 2, yM: 1 + 1.5 * i, target: 'out' });
      world.run(6);
      return Array.from({ length: 6 }, (_, row) => [world.xM(row), world.yM(row)]);
    });
    expect(worlds[0]).toEqual(worlds[1]);
  });

  it('a crowd before two gaps uses both, and is through sooner', () => {
    const [short, round] = (['shortest', 'congestion'] as const).map((routes) => {
      const world = twoGaps(routes);
      world.scatter({ area: rectangle(3, 0.5, 11, 7), count: 90, target: 'out', speed: weidmannSpeed });
      const tookS = world.run(300, () => world.inside === 0);
      expect([world.inside, world.inWalls()]).toEqual([0, 0]);
      return { tookS, ways: through(world) };
    }) as [{ tookS: number; ways: [number, number] }, { tookS: number; ways: [number, number] }];
    console.log(
      `90 people before two gaps: ${short.tookS.toFixed(0)} s by the shortest way (${short.ways} through the near and far gap), ${round.tookS.toFixed(0)} s round crowds (${round.ways})`,
    );
    expect(short.ways[1]).toBe(0);
    expect(round.ways[1]).toBeGreaterThanOrEqual(12);
    expect(round.ways[0]).toBeGreaterThan(round.ways[1]);
    expect(round.tookS).toBeLessThan(0.9 * short.tookS);
  });

  it('a robot that stands in the near gap: people take the other, and the near one again when it has left', () => {
    const world = twoGaps('congestion');
    robotAt(world, 12.1, 3);
    const spawn = (): void => {
      for (let i = 0; i < 5; i++) world.spawn({ xM: 1 + 0.6 * i, yM: 4, target: 'out' });
    };
    world.spawn({ xM: 1, yM: 6, target: 'out', speedMps: 0.5 });
    world.run(5);
    spawn();
    world.run(70, () => world.inside === 0);
    expect([world.inside, ...through(world)]).toEqual([0, 0, 6]);
    world.crowd.setRobots(
      0,
      new Float64Array(0),
      new Float64Array(0),
      new Float64Array(0),
      new Float64Array(0),
      new Float64Array(0),
    );
    world.spawn({ xM: 1, yM: 6, target: 'out', speedMps: 0.5 });
    world.run(world.timeS + 15);
    spawn();
    world.run(120, () => world.inside === 0);
    expect(world.line('near').crossings.length).toBeGreaterThanOrEqual(5);
    expect(world.inside).toBe(0);
  });

  it('where it is the only way, people go past who and what stands there: costs are bounded', () => {
    const world = makeCrowdWorld({
      widthM: 20,
      heightM: 8,
      solids: [span(9, 0, 11, 3), span(9, 4.6, 11, 8)],
      targets: { out: [18, 4] },
      absorb: { out: rectangle(17, 0, 20, 8) },
      routes: 'congestion',
    });
    robotAt(world, 10, 3.3);
    world.scatter({ area: rectangle(1, 1, 7, 7), count: 20, target: 'out' });
    world.run(120, () => world.inside === 0);
    expect(world.inside).toBe(0);
  });

  it('goes on after save and load as if nothing had been', () => {
    const run = (loads: boolean): string => {
      const world = twoGaps('congestion');
      world.scatter({ area: rectangle(3, 0.5, 11, 7), count: 60, target: 'out', speed: weidmannSpeed });
      robotAt(world, 12.1, 10.5);
      world.run(12.35);
      if (loads) world.crowd.load(structuredClone(world.crowd.save()));
      world.run(25);
      return hashOf(world);
    };
    expect(run(true)).toBe(run(false));
  });
});
