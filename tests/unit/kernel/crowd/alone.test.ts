/** One person alone, from every seat of a real hall to a window, slow and fast: nobody walks to and fro between two ways. */
import { describe, expect, it } from 'vitest';
import { createCrowd } from '../../../../src/kernel/crowd';
import { createRouter } from '../../../../src/kernel/routing';
import { hallOf, specOf } from '../../../worlds/shipped';

const STEP_S = 0.05;
/** Longer than any way in the hall takes the slowest. */
const MOST_S = 90;

describe('alone in the Wola hall', () => {
  it.each([0.8, 1.2, 1.614, 2])('from every seat to a window at %f m/s', async (speedMps) => {
    const { layout } = hallOf(await specOf('wola-2020-01-13', { resolution: 'micro', withoutRobots: true })).spec;
    const router = createRouter(layout);
    const target = layout.targets.findIndex(({ xM, yM }) => xM === 29.9 && Math.abs(yM - 22.15) < 0.01);
    expect(target).toBeGreaterThanOrEqual(0);
    const goal = layout.targets[target] as { xM: number; yM: number };
    expect(layout.seats.length).toBeGreaterThan(20);
    const late: string[] = [];
    for (const seat of layout.seats) {
      const { xM, yM } = layout.places[seat] as { xM: number; yM: number };
      const crowd = createCrowd(layout, router, 1);
      crowd.reserve(1);
      crowd.park(0, xM, yM, 0, 0.2);
      crowd.walk(0, target, goal.xM, goal.yM, speedMps);
      let steps = 0;
      do crowd.step(STEP_S);
      while (crowd.arrivedCount === 0 && ++steps < MOST_S / STEP_S);
      if (crowd.arrivedCount === 0) late.push(`seat (${xM}, ${yM}), now at (${crowd.xM[0]}, ${crowd.yM[0]})`);
    }
    expect(late).toEqual([]);
  });
});
