import { describe, expect, it } from 'vitest';
import { atEnd, first, keepPlace, type PlacePolicy } from '../../../../src/kernel/rules/policies/place';
import type { JourneysSpec } from '../../../../src/kernel/rules/spec';
import { stepsOf } from '../../../../src/metrics/services';
import { visitsOf } from '../../../../src/metrics/visits';
import { runSmall, type SmallDay, story } from '../../../worlds/smallDay';

/** Item 0: 100 s at letter A, then 50 s at letter B. Item 1: letter B only, 80 s. */
const journeys = (place: PlacePolicy, jointFactor: number | null = null): { journeys: JourneysSpec } => ({
  journeys: {
    place,
    behind: 1,
    byItem: [{ jointFactor, stages: [{ group: 1, service: { kind: 'constant', meanS: 50 }, share: 1 }] }, null],
  },
});
const day: SmallDay = {
  windows: 2,
  groups: 2,
  groupOfItem: [0, 1],
  groupsOfWindow: (window) => [window],
  at: [0, 40, 50, 60],
  items: [0, 1, 1, 1],
  serviceS: [100, 80],
};
const starts = (hall: ReturnType<typeof runSmall>): string[] =>
  story(hall, 'serviceStarted').map((line) => line.replace(' serviceStarted', '').replace(/ 0$/, ''));

describe('items of several stages', () => {
  it('at-end: a new number in the next letter, behind those who wait there', () => {
    const hall = runSmall({ ...day, rules: journeys(atEnd) });
    expect(story(hall, 'transferred')).toEqual(['100 transferred 0 1 4']);
    expect(starts(hall)).toEqual(['0 0 0', '40 1 1', '120 2 1', '200 3 1', '280 0 1']);
  });

  it('keep-place: the first ticket counts', () => {
    expect(starts(runSmall({ ...day, rules: journeys(keepPlace) }))).toEqual([
      '0 0 0',
      '40 1 1',
      '120 0 1',
      '170 2 1',
      '250 3 1',
    ]);
  });

  it('first: before everybody', () => {
    const hall = runSmall({ ...day, at: [0, 0, 1, 2], rules: journeys(first) });
    expect(starts(hall)).toEqual(['0 0 0', '0 1 1', '80 2 1', '160 0 1', '210 3 1']);
  });

  it('waits count from the transfer on, and a visit has the sum', () => {
    const hall = runSmall({ ...day, rules: journeys(keepPlace) });
    const [visit] = visitsOf(hall.log);
    expect([visit?.waitedS, visit?.servedS, visit?.services, visit?.endedS]).toEqual([20, 150, 2, 170]);
    expect(
      stepsOf(hall.log)
        .filter((step) => step.citizen === 0)
        .map((step) => [step.stage, step.group, step.waitedS]),
    ).toEqual([
      [0, 0, 0],
      [1, 1, 20],
    ]);
  });

  it('at one pooled window, who goes on does not overtake who waits', () => {
    const hall = runSmall({ ...day, windows: 1, groupsOfWindow: () => [0, 1], rules: journeys(atEnd) });
    expect(starts(hall)).toEqual(['0 0 0', '100 1 0', '180 2 0', '260 3 0', '340 0 0']);
  });

  it('joint: all stages at the first window, with the factor on the sum', () => {
    const hall = runSmall({ ...day, rules: journeys(atEnd, 0.8) });
    expect(story(hall, 'transferred')).toEqual([]);
    expect(story(hall, 'serviceEnded')[0]).toBe('120 serviceEnded 0 0 0');
  });
});
