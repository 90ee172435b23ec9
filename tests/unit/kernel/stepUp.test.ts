/** Who steps up to a place is put on it, or as far towards it as robots leave room: nobody is put down inside one. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bodyRadiusM, rest, stepUp } from '../../../src/kernel/mover';
import { advance } from '../../../src/kernel/tick';
import { hallOf, specOf } from '../../worlds/shipped';

/** Room kept, and rounding, m. */
const CLEAR_M = 0.02;
const ROUNDING_M = 1e-9;

describe('stepping up to a place', () => {
  it('ends at the place, or short of a robot on the straight way there, never nearer to it than on setting out', async () => {
    const spec = await specOf('guided-hall');
    const hall = hallOf(spec);
    advance(hall, spec.openS + 600);
    const { robots, crowd } = hall;
    if (!robots || !crowd) throw new Error('no robots or nobody has a body');
    const row = 0;
    const keepM = bodyRadiusM(hall, row) + (robots.radiusM[0] as number) + CLEAR_M;
    let short = 0;
    const offset = fc.double({ min: -0.6, max: 0.6, noNaN: true });
    fc.assert(
      fc.property(offset, offset, offset, offset, (fromX, fromY, robotX, robotY) => {
        const place = { xM: 20, yM: 10 };
        rest(hall, row, place.xM + fromX, place.yM + fromY, 0);
        robots.xM[0] = place.xM + robotX;
        robots.yM[0] = place.yM + robotY;
        const gap = (): number =>
          Math.hypot(
            (crowd.xM[row] as number) - (robots.xM[0] as number),
            (crowd.yM[row] as number) - (robots.yM[0] as number),
          );
        const before = gap();
        stepUp(hall, row, place.xM, place.yM, 0);
        const leftX = place.xM - (crowd.xM[row] as number);
        const leftY = place.yM - (crowd.yM[row] as number);
        expect(gap()).toBeGreaterThan(Math.min(before, keepM) - ROUNDING_M);
        // On the way there, and short of the place only where a robot is in the way.
        expect(Math.abs(leftX * fromY - leftY * fromX)).toBeLessThan(ROUNDING_M);
        if (leftX * leftX + leftY * leftY === 0) return;
        short++;
        expect(gap()).toBeLessThan(keepM + ROUNDING_M);
      }),
      { numRuns: 2000, seed: 1 },
    );
    console.log(`2,000 steps of up to 0.85 m beside a robot: ${short} ended short of the place`);
    expect(short).toBeGreaterThan(100);
    expect(short).toBeLessThan(1900);
  });
});
