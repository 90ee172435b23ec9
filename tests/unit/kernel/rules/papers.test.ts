import { describe, expect, it } from 'vitest';
import { personOf, visitNumber, visitOf } from '../../../../src/kernel/demand/person';
import type { PapersSpec } from '../../../../src/kernel/rules/spec';
import type { HallSpec } from '../../../../src/kernel/spec';
import { caseFigures } from '../../../../src/metrics/cases';
import { satisfactionOf } from '../../../../src/metrics/satisfaction';
import { type Visit, visitsOf } from '../../../../src/metrics/visits';
import { runSmall, type SmallDay, story } from '../../../worlds/smallDay';

const allMissing = (spec: HallSpec): HallSpec => ({
  ...spec,
  items: spec.items.map((item) => ({ ...item, missingPaperShare: 1, missingPaperCheckS: 20 })),
});
const papers = (over: Partial<PapersSpec> = {}): { papers: PapersSpec } => ({
  papers: {
    sharedShare: 0,
    fetch: { kind: 'constant', meanS: 30 },
    freeFactor: [0],
    todayShare: 1,
    returnAfter: { kind: 'constant', meanS: 500 },
    stillMissingShare: 0,
    ...over,
  },
});
const day: SmallDay = { at: [0], serviceS: [100], also: allMissing };
const second = visitNumber(0, 2);

describe('missing papers', () => {
  it('comes back today as a new visitor: the same person, the same case, the paper found', () => {
    const hall = runSmall({ ...day, rules: papers() });
    expect(story(hall, 'serviceEnded', 'left', 'willReturn', 'cameBack')).toEqual([
      '20 serviceEnded 0 0 1',
      '20 left 0 1 0',
      '20 willReturn 0 0 2',
      `520 cameBack ${second} 0 2`,
      `620 serviceEnded ${second} 0 0`,
      `620 left ${second} 0 0`,
    ]);
    expect([personOf(second), visitOf(second), visitOf(0)]).toEqual([0, 2, 1]);
    expect(caseFigures(hall.log, visitsOf(hall.log))).toMatchObject({
      cases: 1,
      done: 1,
      doneAtFirstVisit: 0,
      visitsPerCase: 2,
      anotherDay: 0,
    });
  });

  it('another day: counted as one more visit', () => {
    const hall = runSmall({ ...day, rules: papers({ todayShare: 0 }) });
    expect(story(hall, 'willReturn', 'cameBack')).toEqual(['20 willReturn 0 1 2']);
    expect(caseFigures(hall.log, visitsOf(hall.log))).toMatchObject({
      cases: 1,
      done: 0,
      visitsPerCase: 2,
      anotherDay: 1,
    });
  });

  it('too late for a ticket today means another day', () => {
    const hall = runSmall({ ...day, closeS: 519, rules: papers() });
    expect(story(hall, 'willReturn')).toEqual(['20 willReturn 0 1 2']);
  });

  it('the day goes on for somebody who will come back, also when nobody is inside', () => {
    const hall = runSmall({ ...day, closeS: 520, rules: papers() });
    expect(hall.counts.served).toBe(1);
  });

  it('data sharing: fetched at the window after the check, then the service, in one go', () => {
    const hall = runSmall({ ...day, rules: papers({ sharedShare: 1 }) });
    expect(story(hall, 'serviceStarted', 'paperFetched', 'serviceEnded', 'left')).toEqual([
      '0 serviceStarted 0 0 0',
      '20 paperFetched 0 0 0',
      '150 serviceEnded 0 0 0',
      '150 left 0 0 0',
    ]);
    expect(caseFigures(hall.log, visitsOf(hall.log)).firstVisitShare).toBe(1);
  });

  it('certificate-free: nobody lacks a paper, and the service is shorter', () => {
    const hall = runSmall({ ...day, rules: papers({ freeFactor: [0.8] }) });
    expect(story(hall, 'serviceEnded')).toEqual(['80 serviceEnded 0 0 0']);
  });

  it('others keep their needs whether or not somebody comes back', () => {
    const at = [0, 10, 600, 610];
    const starts = (todayShare: number): string[] =>
      story(runSmall({ ...day, windows: 9, at, rules: papers({ todayShare }) }), 'arrived').filter(
        (line) => !line.includes(String(second).slice(0, 4)),
      );
    expect(starts(1)).toEqual(starts(0));
  });
});

describe('results', () => {
  it('at once, or in the way that the weights say', () => {
    const ways = (atOnce: number, cumulative: readonly number[]) =>
      story(
        runSmall({
          at: [0],
          serviceS: [10],
          rules: {
            results: {
              atOnceShare: [atOnce],
              waitShare: [0],
              cumulative: Float64Array.from(cumulative),
              backOffice: null,
              pickup: null,
            },
          },
        }),
        'resultGiven',
      );
    expect(ways(1, [1, 1, 1, 1, 1])).toEqual(['10 resultGiven 0 0 0']);
    expect(ways(0, [0, 0, 0, 1, 1])).toEqual(['10 resultGiven 0 4 0']);
  });
});

describe('satisfaction', () => {
  const visit = (waitedS: number, reason: number): Visit => ({ waitedS, reason }) as Visit;
  it('is the formula that its file states', () => {
    expect(satisfactionOf(visit(600, 0))).toBe(100);
    expect(satisfactionOf(visit(25 * 60, 0))).toBe(85);
    expect(satisfactionOf(visit(3 * 3600, 0))).toBe(60);
    expect(satisfactionOf(visit(0, 1))).toBe(70);
    expect(satisfactionOf(visit(0, 5))).toBe(40);
  });
});
