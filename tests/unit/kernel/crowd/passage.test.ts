/** Passages: the way keeps to its own side of a passage, shoulders turn before a narrow door, in company, and not in single file. */
import { describe, expect, it } from 'vitest';
import { passageAt } from '../../../../src/kernel/crowd/passage';
import type { WallField } from '../../../../src/kernel/geometry/wall-field';
import { type CrowdWorld, makeCrowdWorld, rectangle, weidmannSpeed } from '../../../worlds/crowdWorld';
import { span } from '../../../worlds/halls';

const widthAt = (walls: WallField, xM: number, yM: number): number => {
  const at = Float64Array.of(xM, yM, 0, 0);
  passageAt(walls, at);
  return at[3] as number;
};

/** Two rooms with a passage between x = 8 and x = 8 + lengthM, widthM wide around y = 2.5; everybody goes east. */
function rooms(widthM: number, lengthM: number): CrowdWorld {
  const end = 8 + lengthM;
  return makeCrowdWorld({
    widthM: end + 8,
    heightM: 5,
    solids: [span(8, 0, end, 2.5 - widthM / 2), span(8, 2.5 + widthM / 2, end, 5)],
    targets: {
      out: [
        [end + 7.5, 0.3],
        [end + 7.5, 4.7],
      ],
    },
    absorb: { out: rectangle(end + 5, 0, end + 8, 5) },
  });
}

describe('width of a passage', () => {
  it.each([0.7, 0.9, 1.2, 1.5])('%s m, measured anywhere in it, within 0.05 m; open floor is wide', (widthM) => {
    const { router } = rooms(widthM, 5);
    for (const off of [-0.4, -0.2, -0.05, 0, 0.13, 0.3]) {
      if (Math.abs(off) > widthM / 2 - 0.1) continue;
      expect(Math.abs(widthAt(router.walls, 10.5, 2.5 + off) - widthM)).toBeLessThan(0.05);
    }
    // In the room: near a side wall, in front of the passage.
    for (const [x, y] of [
      [4, 0.3],
      [7.2, 2.5],
    ] as const) {
      expect(widthAt(router.walls, x, y)).toBeGreaterThanOrEqual(1.5);
    }
  });
});

describe('walking in a passage', () => {
  it('two who enter a passage of 1.2 m side by side leave it side by side', () => {
    const world = rooms(1.2, 6);
    const pair = [2.2, 2.8].map((yM) => world.spawn({ xM: 7.9, yM, target: 'out', speedMps: 1.2 }));
    const [a, b] = pair as [number, number];
    world.run(5, () => world.xM(a) > 13);
    expect(Math.abs(world.yM(a) - world.yM(b))).toBeGreaterThan(0.4);
    expect(Math.abs(world.xM(a) - world.xM(b))).toBeLessThan(0.3);
  });

  it('a crowd turns its shoulders at a door of 0.7 m before anybody is held up for long; one alone does not', () => {
    const narrowest = (people: number): number => {
      const world = rooms(0.7, 0.2);
      world.scatter({ area: rectangle(4, 0.5, 7.8, 4.5), count: people, target: 'out', speed: weidmannSpeed });
      let least = 1;
      world.run(people === 1 ? 20 : 1.5, undefined, () => {
        for (let row = 0; row < people; row++) {
          if (world.isInside(row)) least = Math.min(least, world.crowd.radiusM[row] as number);
        }
      });
      return least;
    };
    const crowd = narrowest(30);
    const alone = narrowest(1);
    console.log(`half width at a door of 0.7 m: ${crowd.toFixed(3)} m in a crowd, ${alone.toFixed(3)} m alone`);
    expect(crowd).toBeLessThan(0.15);
    expect(alone).toBe(0.2);
  });

  it('nobody turns in single file, however narrow the passage, also when they bunch up behind a slow one', () => {
    const world = makeCrowdWorld({
      widthM: 60,
      heightM: 0.7,
      targets: {
        out: [
          [58, 0.2],
          [58, 0.5],
        ],
      },
    });
    const rows = Array.from({ length: 10 }, (_, k) =>
      world.spawn({ xM: 1 + k, yM: 0.35, target: 'out', speedMps: k === 9 ? 0.5 : 1.2 }),
    );
    let nearest = 1;
    let narrowest = 1;
    world.run(40, undefined, () => {
      for (const row of rows) {
        narrowest = Math.min(narrowest, world.crowd.radiusM[row] as number);
        if (row > 0) nearest = Math.min(nearest, world.xM(row) - world.xM(row - 1) - 0.4);
      }
    });
    console.log(`single file, 0.7 m: nearest ${nearest.toFixed(2)} m, narrowest half width ${narrowest.toFixed(3)} m`);
    // Near enough to turn before a door.
    expect(nearest).toBeLessThan(0.5);
    expect(narrowest).toBe(0.2);
  });
});
