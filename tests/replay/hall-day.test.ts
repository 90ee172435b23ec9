/** The default hall, robot included, as a value: repeat, restore, run beside another, jump or not. */
import { describe, expect, it } from 'vitest';
import { hashHall, restoreHall, saveHall } from '../../src/kernel/save';
import { advance, stepTick } from '../../src/kernel/tick';
import { hallOf, specOf } from '../worlds/shipped';

const HOUR = 3600;

describe.each(['meso', 'micro'] as const)('guided-hall, %s', (resolution) => {
  it('gives the same hash twice in one process, with another hall running beside it', async () => {
    const spec = await specOf('guided-hall', { resolution });
    const alone = hallOf(spec);
    const untilS = spec.openS + 2 * HOUR;
    advance(alone, untilS);
    const beside = hallOf(spec);
    const other = hallOf(await specOf('guided-hall', { resolution, seed: 99 }));
    for (let t = spec.openS; t <= untilS; t += 97) {
      advance(beside, Math.min(t, untilS));
      advance(other, Math.min(t, untilS));
    }
    advance(beside, untilS);
    expect(hashHall(beside)).toBe(hashHall(alone));
    expect(hashHall(other)).not.toBe(hashHall(alone));
  }, 900_000);

  it('saved, put into a fresh hall and run on, it has the hash of the run straight through', async () => {
    const spec = await specOf('guided-hall', { resolution });
    const through = hallOf(spec);
    // Several saves, among them moments at which the robot talks, leads or drives to its dock.
    const saves = [0.4, 0.75, 1.1, 1.6].map((hours) => {
      advance(through, spec.openS + hours * HOUR);
      return structuredClone(saveHall(through));
    });
    advance(through, spec.openS + 2 * HOUR);
    for (const state of saves) {
      const resumed = hallOf(spec);
      restoreHall(resumed, state);
      advance(resumed, spec.openS + 2 * HOUR);
      expect(hashHall(resumed)).toBe(hashHall(through));
    }
  }, 900_000);
});

describe('jumping over quiet time', () => {
  it('changes nothing: tick by tick gives the same hash', async () => {
    const spec = await specOf('guided-hall', { resolution: 'micro' });
    const jumping = hallOf(spec);
    const stepping = hallOf(spec);
    advance(jumping, spec.openS + 0.5 * HOUR);
    while (stepping.tick < jumping.tick) stepTick(stepping);
    expect(hashHall(stepping)).toBe(hashHall(jumping));
  }, 600_000);
});
