import { describe, expect, it } from 'vitest';
import { keepPlace } from '../../../../src/kernel/rules/policies/place';
import { summaryOf } from '../../../../src/runtime/run';
import { runSmall, type SmallDay, story } from '../../../worlds/smallDay';

/** Item 0 (birth, letter A) brings item 1 (school, letter B). */
const day: SmallDay = {
  windows: 2,
  groups: 2,
  groupOfItem: [0, 1],
  groupsOfWindow: (window) => [window],
  at: [0],
  serviceS: [100, 40],
};
const linked = (share: number, pushedShare: number) => ({
  linked: { place: keepPlace, behind: 1, byItem: [{ item: 1, share, pushedShare }, null] },
});

describe('linked demand', () => {
  it('who was told in time does both in one visit', () => {
    const hall = runSmall({ ...day, rules: linked(1, 1) });
    expect(story(hall, 'serviceEnded', 'linkedNeed', 'transferred', 'left')).toEqual([
      '100 serviceEnded 0 0 0',
      '100 linkedNeed 0 1 1',
      '100 transferred 0 1 1',
      '140 serviceEnded 0 1 0',
      '140 left 0 0 0',
    ]);
  });

  it('who was not comes another day: a trip more', () => {
    const hall = runSmall({ ...day, rules: linked(1, 0) });
    expect(story(hall, 'linkedNeed', 'left')).toEqual(['100 linkedNeed 0 1 0', '100 left 0 0 0']);
    expect(summaryOf(hall, 0).rules?.demand.linked).toEqual({ sameVisit: 0, anotherDay: 1 });
  });

  it('pushing turns trips into longer visits, for the same people', () => {
    const at = Array.from({ length: 2000 }, (_, i) => i * 200);
    const figures = [0, 0.5, 1].map((pushed) => {
      const hall = runSmall({ ...day, closeS: 1e6, at, rules: linked(0.4, pushed) });
      return summaryOf(hall, 0).rules?.demand.linked ?? { sameVisit: 0, anotherDay: 0 };
    });
    console.log('linked needs by pushed share 0, .5, 1:', JSON.stringify(figures));
    const needs = figures.map(({ sameVisit, anotherDay }) => sameVisit + anotherDay);
    expect(new Set(needs).size).toBe(1);
    expect(Math.abs((needs[0] as number) / 2000 - 0.4)).toBeLessThan(0.04);
    expect(figures[0]?.sameVisit).toBe(0);
    expect(figures[2]?.anotherDay).toBe(0);
    expect(Math.abs((figures[1]?.sameVisit ?? 0) / (needs[1] as number) - 0.5)).toBeLessThan(0.06);
  });
});
