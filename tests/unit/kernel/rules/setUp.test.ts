import { describe, expect, it } from 'vitest';
import { summaryOf } from '../../../../src/runtime/run';
import { runSmall, story } from '../../../worlds/smallDay';

const constant = (meanS: number) => ({ kind: 'constant', meanS }) as const;
const rules = { setUp: { time: constant(30) } };

describe('set-up between cases', () => {
  it('the next is called at once, and served when the clerk is ready', () => {
    const hall = runSmall({ at: [0, 1, 400], serviceS: [100], rules });
    expect(story(hall, 'called', 'serviceStarted')).toEqual([
      '0 called 0 0 0',
      '0 serviceStarted 0 0 0',
      '100 called 1 0 0',
      '130 serviceStarted 1 0 0',
      '400 called 2 0 0',
      '400 serviceStarted 2 0 0',
    ]);
    expect(summaryOf(hall, 0).rules?.staff.callToStartMeanS).toBeCloseTo(10, 6);
  });

  it('is no service time: utilization does not count it', () => {
    const hall = runSmall({ at: [0, 1], serviceS: [100], rules });
    expect(hall.windows.busyS[0]).toBe(200);
  });
});
