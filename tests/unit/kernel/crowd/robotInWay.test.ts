/** People before a robot that stands in a narrow way: they pass it at a steady pace or stand and wait; nobody walks to and fro. */
import { describe, expect, it } from 'vitest';
import { StateHash } from '../../../../src/kernel/base/hash';
import { createCrowd } from '../../../../src/kernel/crowd';
import { makeCrowdWorld } from '../../../worlds/crowdWorld';
import { span } from '../../../worlds/halls';
import { ROBOT_SCENES, WHO, walkPastRobot } from '../../../worlds/robotInWay';

const SEEDS = [1, 2];
/** Changes of direction by more than 90 degrees a person, where there is a gap to pass through; way walked over way gained. */
const MOST_TURNS = 3;
const MOST_PATH = 1.25;
/** The same where there is none and people come from both sides: they meet in what the others' queue leaves of the aisle. */
const MOST_TURNS_BLOCKED = 30;
/** Nobody stands for longer, s: 40 s of the deadlock clock at three times its pace, and a little. */
const MOST_STAND_S = 20;

describe('a robot stands in the way', () => {
  it.each(ROBOT_SCENES)('$name: nobody dithers', (scene) => {
    for (const who of WHO) {
      const walks = (who === 'one' ? [1] : SEEDS).map((seed) => walkPastRobot(scene, who, seed));
      const free = (who === 'one' ? [1] : SEEDS).map((seed) => walkPastRobot(scene, who, seed, false));
      const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
      const turns = mean(walks.map((walk) => walk.turns));
      const path = mean(walks.map((walk) => walk.pathPerGain));
      const standS = Math.max(...walks.map((walk) => walk.longestStandS));
      const lostS = mean(walks.map((walk, k) => walk.lostS - (free[k]?.lostS ?? 0)));
      const blocked = scene.widthM === 1.1;
      const most = blocked ? MOST_TURNS_BLOCKED : MOST_TURNS;
      console.log(
        `${scene.name}, ${who}: ${turns.toFixed(1)} turns a person (target: at most ${most}), ${Math.max(...walks.map((walk) => walk.mostTurns))} at most, ${path.toFixed(2)} m walked per m gained, longest stand ${standS.toFixed(1)} s, lost ${lostS.toFixed(1)} s, n = ${walks.length}`,
      );
      expect(walks.map((walk) => walk.through)).toEqual(walks.map((walk) => walk.people));
      expect(turns).toBeLessThanOrEqual(most);
      if (!blocked) expect(path).toBeLessThanOrEqual(MOST_PATH);
      expect(standS).toBeLessThanOrEqual(MOST_STAND_S);
      if (!blocked) expect(walks.map((walk) => walk.released)).toEqual(walks.map(() => 0));
    }
  });

  it('put back at every step, the walk past it is the same to the bit', () => {
    const input = {
      widthM: 12,
      heightM: 6,
      solids: [span(5.94, 0, 6.06, 2.5), span(5.94, 3.5, 6.06, 6)],
      targets: { east: [11, 3], west: [1, 3] } as const,
    };
    const world = makeCrowdWorld(input);
    for (let k = 0; k < 12; k++) {
      const west = k % 2 === 1;
      world.spawn({
        xM: west ? 11.5 - 0.4 * k : 0.5 + 0.4 * k,
        yM: 1.5 + 0.3 * (k % 11),
        target: west ? 'west' : 'east',
      });
    }
    const still = Float64Array.of(0);
    const robot = [1, Float64Array.of(6), Float64Array.of(3.1), still, still, Float64Array.of(0.31)] as const;
    let other = createCrowd(world.layout, world.router, 1);
    other.load(world.crowd.save());
    let waited = 0;
    for (let step = 0; step < 600; step++) {
      world.crowd.setRobots(...robot);
      world.crowd.step(0.05);
      other.setRobots(...robot);
      other.step(0.05);
      const [one, two] = [world.crowd, other].map((crowd) => {
        const hash = new StateHash();
        crowd.hashInto(hash);
        return hash.hex();
      });
      expect(two).toBe(one);
      for (let k = 0; k < 12; k++)
        if (Math.hypot(world.crowd.vxMps[k] as number, world.crowd.vyMps[k] as number) < 0.01) waited++;
      const fresh = createCrowd(world.layout, world.router, 1);
      fresh.load(other.save());
      other = fresh;
    }
    expect(waited).toBeGreaterThan(20);
  });
});
