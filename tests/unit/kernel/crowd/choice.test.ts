/** Choice among several ways out, closing and opening them. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StateHash } from '../../../../src/kernel/base/hash';
import { type CrowdWorld, makeCrowdWorld, rectangle, weidmannSpeed } from '../../../worlds/crowdWorld';
import { span } from '../../../worlds/halls';

/** Room 16 x 10 m, at either end of its south wall a passage of 1 m, 2 m long, at whose end people leave. */
function room(seed = 1): CrowdWorld {
  return makeCrowdWorld({
    seed,
    widthM: 16,
    heightM: 12,
    solids: [span(0, 0, 1, 2), span(2, 0, 14, 2), span(15, 0, 16, 2)],
    targets: { west: [1.5, 0.4], east: [14.5, 0.4] },
    absorb: { west: rectangle(1, 0, 2, 0.8), east: rectangle(14, 0, 15, 0.8) },
  });
}
const BOTH = ['west', 'east'] as const;

const hashOf = (world: CrowdWorld): string => {
  const hash = new StateHash();
  world.crowd.hashInto(hash);
  return hash.hex();
};

/** People in the west half, all free to choose. */
function crowdInTheWest(count: number, seed = 1): CrowdWorld {
  const world = room(seed);
  const rows = world.scatter({ area: rectangle(0.3, 2.3, 8, 11.7), count, target: 'west', speed: weidmannSpeed });
  for (const row of rows) world.send(row, BOTH);
  return world;
}

describe('choice among targets', () => {
  it('takes the nearer door when nobody is ahead, and the farther one when it is much better known', () => {
    const world = room();
    const near = world.spawn({ xM: 4, yM: 6, target: BOTH });
    const knows = world.spawn({ xM: 4, yM: 9, target: BOTH, weights: [0.2, 1] });
    const only = world.spawn({ xM: 12, yM: 9, target: BOTH, weights: [1, 0] });
    expect([near, knows, only].map((row) => world.targetNow(row))).toEqual(['west', 'east', 'west']);
    world.run(60, () => world.inside === 0);
    expect(world.inside).toBe(0);
  });

  it.each([
    { what: 'both doors open', opensS: 0, share: 0.4 },
    { what: 'the farther door opens after 8 s', opensS: 8, share: 0.3 },
  ])('$what: a queue sends some to the farther door, few change twice, sooner than by the nearer alone', ({
    what,
    opensS,
    share,
  }) => {
    const seeds = [1, 2, 3, 4];
    let [people, changed, twice, farther] = [0, 0, 0, 0];
    for (const seed of seeds) {
      const world = room(seed);
      if (opensS > 0) world.setOpen('east', false);
      const rows = world.scatter({
        area: rectangle(0.3, 2.3, 8, 11.7),
        count: 80,
        target: 'west',
        speed: weidmannSpeed,
      });
      for (const row of rows) world.send(row, BOTH);
      world.run(opensS);
      world.setOpen('east', true);
      const changes = new Map<number, number>();
      const last = new Map<number, string>();
      const tookS = world.run(
        200,
        () => world.inside === 0,
        () => {
          for (let i = 0; i < world.crowd.changedCount; i++) {
            const row = world.crowd.changed[i] as number;
            changes.set(row, (changes.get(row) ?? 0) + 1);
          }
          for (const row of rows) if (world.isInside(row)) last.set(row, world.targetNow(row));
        },
      );
      const alone = room(seed);
      alone.scatter({ area: rectangle(0.3, 2.3, 8, 11.7), count: 80, target: 'west', speed: weidmannSpeed });
      const aloneS = alone.run(200, () => alone.inside === 0);
      console.log(`80 people, ${what}: ${tookS.toFixed(0)} s by choice, ${aloneS.toFixed(0)} s all by the nearer door`);
      expect(world.inside).toBe(0);
      expect(tookS).toBeLessThan(0.85 * aloneS);
      people += 80;
      changed += changes.size;
      twice += [...changes.values()].filter((n) => n > 1).length;
      farther += [...last.values()].filter((target) => target === 'east').length;
    }
    console.log(
      `${what}: ${farther} of ${people} by the farther door, ${changed} changed, ${twice} of them more than once (target: at most 5% of all; n = ${seeds.length} seeds)`,
    );
    expect(farther).toBeGreaterThan(share * people);
    expect(farther).toBeLessThan(0.5 * people);
    expect(changed).toBeGreaterThan(0);
    expect(twice).toBeLessThanOrEqual(0.05 * people);
  });

  it('a group stays together: all take the way of its first', () => {
    const world = crowdInTheWest(60);
    const group = [0, 1, 2].map((i) => world.spawn({ xM: 8.5 + 0.6 * i, yM: 10, target: BOTH }));
    world.crowd.walkTogether(group);
    const ways = new Set<string>();
    const last = new Map<number, string>();
    world.run(
      200,
      () => world.inside === 0,
      () => {
        for (const row of group) if (world.isInside(row)) last.set(row, world.targetNow(row));
      },
    );
    for (const way of last.values()) ways.add(way);
    expect(world.inside).toBe(0);
    expect(ways.size).toBe(1);
  });

  it('a closed door sends those on the way to the other', () => {
    const world = crowdInTheWest(30);
    world.run(2);
    world.setOpen('west', false);
    world.run(5);
    for (let row = 0; row < world.rows; row++) if (world.isInside(row)) expect(world.targetNow(row)).toBe('east');
    world.run(120, () => world.inside === 0);
    expect(world.inside).toBe(0);
  });

  it('with `wait` those on the way stand before it, those who set off later take the other; when it opens all go on', () => {
    const world = room();
    const early = world.scatter({ area: rectangle(0.3, 3, 4, 7), count: 10, target: 'west' });
    for (const row of early) world.send(row, BOTH);
    world.run(1);
    world.setOpen('west', false, 'wait');
    const late = world.spawn({ xM: 5, yM: 9, target: BOTH });
    expect(world.targetNow(late)).toBe('east');
    world.run(40);
    expect(world.inside).toBe(10);
    expect(world.crowd.walkers).toBe(0);
    expect(world.overlaps(0.24)).toBe(0);
    world.setOpen('west', true);
    world.run(90, () => world.inside === 0);
    expect(world.inside).toBe(0);
  });

  it('all doors closed: everybody stands, nobody is released as stuck, and leaves when one opens', () => {
    const world = crowdInTheWest(40);
    let released = 0;
    world.setOpen('west', false);
    world.setOpen('east', false);
    world.run(120, undefined, () => {
      released += world.crowd.releasedCount;
    });
    expect([world.inside, world.crowd.walkers, released]).toEqual([40, 0, 0]);
    world.setOpen('east', true);
    world.run(300, () => world.inside === 0);
    expect(world.inside).toBe(0);
  });

  it('goes on after save and load as if nothing had been', () => {
    const world = crowdInTheWest(60);
    world.run(10.5);
    world.setOpen('east', false, 'wait');
    world.run(12.3);
    const saved = structuredClone(world.crowd.save());
    world.run(30);
    const straight = hashOf(world);
    const other = crowdInTheWest(60);
    other.crowd.load(saved);
    // The world takes people out of it: the same rows at the same steps.
    const again = crowdInTheWest(60);
    again.run(10.5);
    again.setOpen('east', false, 'wait');
    again.run(12.3);
    again.crowd.load(structuredClone(again.crowd.save()));
    again.run(30);
    expect(hashOf(again)).toBe(straight);
    expect(other.crowd.walkers).toBeGreaterThan(0);
  });

  it('refuses no target, weights below 0, an unknown target', () => {
    const { crowd } = room();
    crowd.reserve(1);
    crowd.park(0, 4, 6, 0, 0.2);
    expect(() => crowd.walkToOneOf(0, [], 1)).toThrow(/at least one target/);
    expect(() => crowd.walkToOneOf(0, [0, 1], 1, [1, -1])).toThrow(/weight of 0 or more/);
    expect(() => crowd.walkToOneOf(0, [0, 1], 1, [1])).toThrow(/weight/);
    expect(() => crowd.setOpen(7, false)).toThrow(/target 7/);
  });

  it('whatever closes and opens, everybody is out once one door stays open', () => {
    const steps = fc.array(
      fc.record({
        afterS: fc.integer({ min: 1, max: 15 }),
        door: fc.constantFrom(...BOTH),
        open: fc.boolean(),
        policy: fc.constantFrom('reroute' as const, 'wait' as const),
      }),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(steps, (closings) => {
        const world = crowdInTheWest(25);
        for (const { afterS, door, open, policy } of closings) {
          world.run(world.timeS + afterS);
          world.setOpen(door, open, policy);
        }
        world.setOpen('west', true);
        world.setOpen('east', true);
        world.run(world.timeS + 120, () => world.inside === 0);
        return world.inside === 0 && world.inWalls() === 0;
      }),
      { numRuns: 15, seed: 1 },
    );
  });
});
