import { describe, expect, it } from 'vitest';
import { Hall } from '../../../../src/kernel/hall';
import type { ResultSpec } from '../../../../src/kernel/rules/results';
import { hashHall, restoreHall, saveHall } from '../../../../src/kernel/save';
import { advance } from '../../../../src/kernel/tick';
import { summaryOf } from '../../../../src/runtime/run';
import { constant } from '../../../worlds/channelDay';
import { runSmall, type SmallDay, smallSpec, story } from '../../../worlds/smallDay';

/** Window 0: cases (letter A). Window 1: the counter for results (letter B). Window 2: the pick-up machine (letter C). */
const day: SmallDay = {
  windows: 3,
  groups: 3,
  groupOfItem: [0],
  groupsOfWindow: (window) => [window],
  at: [0],
  serviceS: [100],
};
const WAYS = { pickup: [1, 1, 1, 1, 1], mail: [0, 0, 0, 1, 1], machine: [0, 0, 0, 0, 1] } as const;
const results = (way: keyof typeof WAYS, over: Partial<ResultSpec> = {}): { results: ResultSpec } => ({
  results: {
    atOnceShare: [0],
    waitShare: [0],
    cumulative: Float64Array.from(WAYS[way]),
    backOffice: null,
    pickup: { group: 1, machineGroup: 2, service: constant(10), after: constant(500) },
    ...over,
  },
});
const KINDS = [
  'resultGiven',
  'backOffice',
  'pickupVisit',
  'transferred',
  'serviceStarted',
  'serviceEnded',
  'left',
] as const;
const SECOND = 2 ** 26;

describe('results', () => {
  it('pick-up is a visit: same person, at the counter, short', () => {
    const hall = runSmall({ ...day, rules: results('pickup') });
    expect(story(hall, ...KINDS)).toEqual([
      '0 serviceStarted 0 0 0',
      '100 serviceEnded 0 0 0',
      '100 resultGiven 0 1 0',
      '100 left 0 0 0',
      `600 pickupVisit ${SECOND} 0 0`,
      `600 serviceStarted ${SECOND} 1 0`,
      `610 serviceEnded ${SECOND} 1 0`,
      `610 left ${SECOND} 0 0`,
    ]);
    const { cases, demand } = summaryOf(hall, 0).rules ?? {};
    expect(demand?.pickupVisits).toEqual({ counter: 1, machine: 0 });
    // Fetching a result is no second visit of the case.
    expect(cases?.firstVisitShare).toBe(1);
    expect(cases?.visitsPerCase).toBe(1);
  });

  it('at the pick-up machine, with a letter of its own; without one, at the counter', () => {
    expect(story(runSmall({ ...day, rules: results('machine') }), 'serviceStarted')[1]).toBe(
      `600 serviceStarted ${SECOND} 2 0`,
    );
    const pickup = { group: 1, machineGroup: -1, service: constant(10), after: constant(500) };
    expect(story(runSmall({ ...day, rules: results('machine', { pickup }) }), 'serviceStarted')[1]).toBe(
      `600 serviceStarted ${SECOND} 1 0`,
    );
  });

  it('mail needs no visit, nor does a result that is ready after the last ticket', () => {
    expect(story(runSmall({ ...day, rules: results('mail') }), 'pickupVisit')).toEqual([]);
    const late = runSmall({ ...day, closeS: 550, rules: results('pickup') });
    expect(story(late, 'pickupVisit')).toEqual([]);
    expect(summaryOf(late, 0).rules?.resultTrips).toBe(1);
  });

  it('the back office works first come first served with its clerks', () => {
    const hall = runSmall({
      ...day,
      windows: 5,
      at: [0, 0, 0],
      groupsOfWindow: (window) => (window === 1 ? [1] : window === 2 ? [2] : [0]),
      rules: results('pickup', { backOffice: { clerks: 1, waitClerks: 1, time: constant(60) } }),
    });
    expect(story(hall, 'backOffice')).toEqual([
      '100 backOffice 0 60 60',
      '100 backOffice 1 120 60',
      '100 backOffice 2 180 60',
    ]);
    expect(story(hall, 'pickupVisit').map((line) => line.split(' ')[0])).toEqual(['660', '720', '780']);
  });

  it('waits in the hall for the result, and is called to the counter before everybody', () => {
    const hall = runSmall({
      ...day,
      rules: results('mail', {
        atOnceShare: [1],
        waitShare: [1],
        backOffice: { clerks: 1, waitClerks: 1, time: constant(60) },
      }),
    });
    expect(story(hall, ...KINDS)).toEqual([
      '0 serviceStarted 0 0 0',
      '100 serviceEnded 0 0 0',
      '100 resultGiven 0 6 0',
      '100 backOffice 0 60 60',
      '160 transferred 0 1 1',
      '160 serviceStarted 0 1 0',
      '170 serviceEnded 0 1 0',
      '170 left 0 0 0',
    ]);
    const noCounter = runSmall({
      ...day,
      rules: results('mail', { atOnceShare: [1], waitShare: [1], pickup: null }),
    });
    expect(story(noCounter, 'left')).toEqual(['100 left 0 0 0']);
  });

  it('is saved and restored', () => {
    const rules = results('pickup', {
      backOffice: { clerks: 2, waitClerks: 1, time: constant(60) },
      atOnceShare: [0.5],
      waitShare: [1],
    });
    const spec = smallSpec({ ...day, at: [0, 1, 2, 3, 4, 5], rules });
    const through = new Hall(spec, null);
    const states = [150, 320, 650].map((timeS) => {
      advance(through, timeS);
      return structuredClone(saveHall(through));
    });
    advance(through, 1e6);
    for (const state of states) {
      const resumed = new Hall(spec, null);
      restoreHall(resumed, state);
      advance(resumed, 1e6);
      expect(hashHall(resumed)).toBe(hashHall(through));
    }
  });
});
