import { describe, expect, it } from 'vitest';
import { aboveQueue, afterWait, always, type Overflow } from '../../../../src/kernel/rules/policies/overflow';
import type { SkillSpec } from '../../../../src/kernel/rules/spec';
import { runSmall, type SmallDay, story } from '../../../worlds/smallDay';

/** Two windows, two items: window 0 does item 0 and takes item 1 as overflow; window 1 does item 1 only, at double speed. */
const skills = (overflow: Overflow, overflowAfterS = 0, overflowAbove = 0): SkillSpec => ({
  use: Uint8Array.from([1, 2, 0, 1]),
  speed: Float64Array.from([1, 1, 1, 2]),
  overflow,
  overflowAfterS,
  overflowAbove,
});
const day: SmallDay = { windows: 2, at: [0, 1, 2, 3], items: [1, 1, 1, 0], serviceS: [100, 100] };
const starts = (hall: ReturnType<typeof runSmall>): string[] => story(hall, 'serviceStarted');

describe('skill matrix', () => {
  it('always: the overflow window takes what waits as soon as nothing of its own does', () => {
    // 0 at window 1 (50 s, double speed); 1 at window 0 as overflow (100 s); 2 waits for window 1 at 50; 3 for window 0.
    expect(starts(runSmall({ ...day, rules: { skills: skills(always) } }))).toEqual([
      '0 serviceStarted 0 1 0',
      '1 serviceStarted 1 0 1',
      '50 serviceStarted 2 1 0',
      '101 serviceStarted 3 0 0',
    ]);
  });

  it('own tickets come before overflow, also when the overflow ticket is older', () => {
    const hall = runSmall({
      ...day,
      at: [0, 0.5, 1, 2, 3],
      items: [1, 0, 1, 1, 0],
      rules: { skills: skills(always) },
    });
    // Window 0 ends at 100.5 with 4 (own, 3 s) and none of item 1 left at 100; window 1 took 2 and 3 at 50 and 100.
    expect(starts(hall)).toEqual([
      '0 serviceStarted 0 1 0',
      '0.5 serviceStarted 1 0 0',
      '50 serviceStarted 2 1 0',
      '100 serviceStarted 3 1 0',
      '100.5 serviceStarted 4 0 0',
    ]);
  });

  it('after-wait: a free overflow window takes the ticket exactly when it has waited long enough', () => {
    expect(starts(runSmall({ ...day, rules: { skills: skills(afterWait, 20) } }))).toEqual([
      '0 serviceStarted 0 1 0',
      '3 serviceStarted 3 0 0',
      '50 serviceStarted 1 1 0',
      '100 serviceStarted 2 1 0',
    ]);
    const without = runSmall({ ...day, items: [1, 1, 1, 1], rules: { skills: skills(afterWait, 20) } });
    expect(starts(without)[1]).toBe('21 serviceStarted 1 0 1');
  });

  it('above-queue: the ticket that makes the queue too long sets off the call of the first in the queue', () => {
    const hall = runSmall({ ...day, items: [1, 1, 1, 1], rules: { skills: skills(aboveQueue, 0, 1) } });
    expect(starts(hall)[1]).toBe('2 serviceStarted 1 0 1');
  });

  it('a clerk of half speed takes twice as long', () => {
    const hall = runSmall({
      at: [0],
      serviceS: [100],
      also: (spec) => ({
        ...spec,
        staffing: spec.staffing.map((list) => list.map((entry) => ({ ...entry, speed: 0.5 }))),
      }),
    });
    expect(story(hall, 'serviceEnded')).toEqual(['200 serviceEnded 0 0 0']);
  });
});
