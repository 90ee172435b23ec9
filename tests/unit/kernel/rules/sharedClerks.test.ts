import { describe, expect, it } from 'vitest';
import { Hall } from '../../../../src/kernel/hall';
import { finishCurrent } from '../../../../src/kernel/rules/policies/breaks';
import { hashHall, restoreHall, saveHall } from '../../../../src/kernel/save';
import { advance } from '../../../../src/kernel/tick';
import { summaryOf } from '../../../../src/runtime/run';
import { runSmall, type SmallDay, smallSpec, story } from '../../../worlds/smallDay';

/** Two windows, each with a letter of its own; 100 s a case. */
const day: SmallDay = {
  windows: 2,
  groups: 2,
  groupOfItem: [0, 1],
  groupsOfWindow: (window) => [window],
  at: [0, 1, 2, 3],
  items: [0, 1, 0, 1],
  serviceS: [100, 100],
};
const one = { sharedClerks: [{ windows: [0, 1], clerks: 1 }] };
const starts = (hall: Hall): string[] => story(hall, 'serviceStarted');

describe('shared clerks', () => {
  it('off: both windows work at once', () => {
    expect(starts(runSmall(day))).toEqual([
      '0 serviceStarted 0 0 0',
      '1 serviceStarted 1 1 0',
      '100 serviceStarted 2 0 0',
      '101 serviceStarted 3 1 0',
    ]);
  });

  it('one clerk, two windows: one case at a time, in ticket order, whatever the window', () => {
    const hall = runSmall({ ...day, rules: one });
    expect(starts(hall)).toEqual([
      '0 serviceStarted 0 0 0',
      '100 serviceStarted 1 1 0',
      '200 serviceStarted 2 0 0',
      '300 serviceStarted 3 1 0',
    ]);
    const { staff } = summaryOf(hall, 0).rules ?? {};
    expect(staff?.clerkUtilization['A01+A02']).toBeCloseTo(400 / 10_000, 6);
  });

  it('as many clerks as windows: nothing changes', () => {
    const same = runSmall({ ...day, rules: { sharedClerks: [{ windows: [0, 1], clerks: 2 }] } });
    expect(starts(same)).toEqual(starts(runSmall(day)));
  });

  it('two clerks for three video windows: at most two cases at a time, and it is M/D/2, not M/D/3', () => {
    const hall = runSmall({
      ...day,
      windows: 3,
      groups: 1,
      groupOfItem: [0],
      groupsOfWindow: () => [0],
      at: [0, 0, 0, 0, 0],
      items: [0, 0, 0, 0, 0],
      serviceS: [100],
      rules: { sharedClerks: [{ windows: [0, 1, 2], clerks: 2 }] },
    });
    expect(starts(hall).map((line) => line.split(' ')[0])).toEqual(['0', '0', '100', '100', '200']);
  });

  it('a break at one of the windows takes the clerk away, as soon as the case elsewhere is done', () => {
    const hall = runSmall({
      ...day,
      rules: { ...one, breaks: [{ window: 1, atS: 50, lengthS: 60, policy: finishCurrent, finishWithinS: 0 }] },
    });
    expect(story(hall, 'serviceStarted', 'breakStarted', 'breakEnded').slice(0, 4)).toEqual([
      '0 serviceStarted 0 0 0',
      '100 breakStarted -1 1 0',
      '160 breakEnded -1 1 0',
      '160 serviceStarted 1 1 0',
    ]);
  });

  it('serves out: closed windows open again for the shared clerk', () => {
    const hall = runSmall({ ...day, closeS: 150, at: [100, 101, 102, 103], rules: one });
    expect(starts(hall).map((line) => line.split(' ')[0])).toEqual(['100', '200', '300', '400']);
    expect(hall.problems).toEqual([]);
    expect(hall.counts.served).toBe(4);
  });

  it('is saved and restored', () => {
    const spec = smallSpec({ ...day, rules: one });
    const through = new Hall(spec, null);
    advance(through, 150);
    const state = structuredClone(saveHall(through));
    advance(through, 1e6);
    const resumed = new Hall(spec, null);
    restoreHall(resumed, state);
    advance(resumed, 1e6);
    expect(hashHall(resumed)).toBe(hashHall(through));
  });
});
