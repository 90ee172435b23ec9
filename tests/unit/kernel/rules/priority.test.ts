import { describe, expect, it } from 'vitest';
import { byClass, byHeadStart, byTicket, type CallOrder } from '../../../../src/kernel/rules/policies/callOrder';
import type { PrioritySpec } from '../../../../src/kernel/rules/spec';
import { runSmall, type SmallDay, story } from '../../../worlds/smallDay';

/** Half of the citizens are in class 1, which comes first; class 0 is everybody else. */
const priority = (order: CallOrder, raiseAfterS = Number.POSITIVE_INFINITY, headStartS = 0): PrioritySpec => ({
  order,
  raiseAfterS,
  classes: [
    { id: 'ordinary', nameZh: '', nameEn: '', rank: 1, headStartS: 0, share: 0, builds: [] },
    { id: 'first', nameZh: '', nameEn: '', rank: 0, headStartS, share: 0.5, builds: [] },
  ],
});

const day: SmallDay = { at: [0, 1, 2, 3, 4, 5, 6, 7], serviceS: [100] };
const classesOf = (hall: ReturnType<typeof runSmall>): number[] =>
  story(hall, 'classified').map((line) => Number(line.split(' ')[3]));
const calledIn = (hall: ReturnType<typeof runSmall>): number[] =>
  story(hall, 'called').map((line) => Number(line.split(' ')[2]));

describe('call order', () => {
  it('by-class: the class first, ticket order within it, and nobody is interrupted', () => {
    const hall = runSmall({ ...day, rules: { priority: priority(byClass) } });
    const classes = classesOf(hall);
    expect(new Set(classes)).toEqual(new Set([0, 1]));
    const rest = [1, 2, 3, 4, 5, 6, 7];
    const expected = [0, ...rest.filter((i) => classes[i] === 1), ...rest.filter((i) => classes[i] === 0)];
    expect(calledIn(hall)).toEqual(expected);
  });

  it('by-class with ageing: a ticket that has waited long enough is ranked with the class above it', () => {
    const hall = runSmall({ ...day, rules: { priority: priority(byClass, 90) } });
    // At 100 s everybody has waited at least 90 s, so all are of the first rank and ticket order decides.
    expect(calledIn(hall)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  it('by-ticket: classes are recorded and change nothing', () => {
    expect(calledIn(runSmall({ ...day, rules: { priority: priority(byTicket) } }))).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  it('head-start: a credit of 2.5 s overtakes two tickets, not three', () => {
    const hall = runSmall({ ...day, rules: { priority: priority(byHeadStart, Number.POSITIVE_INFINITY, 2.5) } });
    const classes = classesOf(hall);
    const key = (i: number): number => i - (classes[i] === 1 ? 2.5 : 0);
    const rest = [1, 2, 3, 4, 5, 6, 7].sort((a, b) => key(a) - key(b));
    expect(calledIn(hall)).toEqual([0, ...rest]);
  });

  it('the class is a mark: more windows leave it as it is', () => {
    const rules = { priority: priority(byClass) };
    expect(classesOf(runSmall({ ...day, windows: 4, rules }))).toEqual(classesOf(runSmall({ ...day, rules })));
  });
});
