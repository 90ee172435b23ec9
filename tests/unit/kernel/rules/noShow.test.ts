import { describe, expect, it } from 'vitest';
import { atEnd, behindNext, keepPlace, type PlacePolicy } from '../../../../src/kernel/rules/policies/place';
import type { NoShowSpec } from '../../../../src/kernel/rules/spec';
import { runSmall, type SmallDay, story } from '../../../worlds/smallDay';

const noShow = (over: Partial<NoShowSpec>): { noShow: NoShowSpec } => ({
  noShow: {
    share: 1,
    recallAfterS: 30,
    recalls: 1,
    hearsShare: 0,
    returnShare: 0,
    returnAfter: { kind: 'constant', meanS: 100 },
    place: atEnd,
    behind: 2,
    ...over,
  },
});
const day: SmallDay = { at: [0, 1], serviceS: [100] };

describe('no-shows', () => {
  it('call, recall and pass keep their times; the window then calls the next', () => {
    const hall = runSmall({ ...day, rules: noShow({}) });
    expect(story(hall, 'called', 'recalled', 'passed', 'left')).toEqual([
      '0 called 0 0 0',
      '30 recalled 0 0 1',
      '60 passed 0 0 1',
      '60 left 0 7 0',
      '60 called 1 0 0',
      '90 recalled 1 0 1',
      '120 passed 1 0 2',
      '120 left 1 7 0',
    ]);
    expect(hall.counts.leftUnserved).toBe(2);
  });

  it('who hears the recall is served from then on', () => {
    const hall = runSmall({ ...day, rules: noShow({ hearsShare: 1 }) });
    expect(story(hall, 'recalled', 'passed', 'serviceStarted')).toEqual([
      '30 recalled 0 0 1',
      '30 serviceStarted 0 0 0',
      '160 recalled 1 0 1',
      '160 serviceStarted 1 0 0',
    ]);
  });

  it('without recalls the number is passed after one waiting time', () => {
    expect(story(runSmall({ ...day, rules: noShow({ recalls: 0 }) }), 'passed')[0]).toBe('30 passed 0 0 1');
  });

  // Citizen 0 misses its first call only; at 160 it comes back, when 1 is served (till 160) and 2 to 5 wait.
  const back = (place: PlacePolicy): number[] => {
    const hall = runSmall({
      at: [0, 1, 2, 3, 4, 5],
      serviceS: [100],
      seed: firstOnly,
      rules: noShow({ share: 0.35, returnShare: 1, place, returnAfter: { kind: 'constant', meanS: 99 } }),
    });
    expect(story(hall, 'passed')).toEqual(['60 passed 0 0 1']);
    expect(story(hall, 'requeued')).toEqual(['159 requeued 0 0 1']);
    return story(hall, 'serviceStarted').map((line) => Number(line.split(' ')[2]));
  };
  /** A seed with which only citizen 0's first call fails. */
  const firstOnly = Array.from({ length: 5000 }, (_, seed) => seed).find((seed) => {
    const rules = noShow({ share: 0.35, returnShare: 1, returnAfter: { kind: 'constant', meanS: 99 } });
    const hall = runSmall({ at: [0, 1, 2, 3, 4, 5], serviceS: [100], seed, rules });
    return story(hall, 'passed', 'recalled').join() === '30 recalled 0 0 1,60 passed 0 0 1';
  }) as number;

  it('at-end: behind everybody', () => {
    expect(back(atEnd)).toEqual([1, 2, 3, 4, 5, 0]);
  });
  it('keep-place: next', () => {
    expect(back(keepPlace)).toEqual([1, 0, 2, 3, 4, 5]);
  });
  it('behind-next: behind the next two', () => {
    expect(back(behindNext)).toEqual([1, 2, 3, 0, 4, 5]);
  });
});
