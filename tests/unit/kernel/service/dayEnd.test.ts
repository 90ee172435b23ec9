/** A day that does not end says why. */
import { describe, expect, it } from 'vitest';
import { byTicket } from '../../../../src/kernel/rules/policies/callOrder';
import { keepFree } from '../../../../src/kernel/rules/policies/green';
import { atEnd } from '../../../../src/kernel/rules/policies/place';
import { runSmall } from '../../../worlds/smallDay';

const noShow = (recallAfterS: number, backAfterS: number) => ({
  noShow: {
    share: 1,
    recallAfterS,
    recalls: 0,
    hearsShare: 0,
    returnShare: 1,
    returnAfter: { kind: 'constant', meanS: backAfterS } as const,
    place: atEnd,
    behind: 1,
  },
});

describe('guard rails', () => {
  it('a letter that no window serves any more is named, with how many wait for it', () => {
    const hall = runSmall({
      windows: 2,
      groups: 2,
      groupOfItem: [0, 1],
      at: [0, 10, 2000],
      items: [0, 1, 1],
      serviceS: [100, 100],
      closeS: 5000,
      also: (spec) => ({
        ...spec,
        endS: 9000,
        staffing: [[{ fromS: 0, toS: 5000, groups: [0] }], [{ fromS: 0, toS: 1000, groups: [1] }]],
      }),
    });
    expect(hall.finished).toBe(true);
    expect(hall.problems).toEqual([
      '1 citizens were still inside at the end of the day: 1 with a ticket B that no window serves any more',
    ]);
  });

  it('numbers that are passed for ever: the day ends at its end, and says that they are', () => {
    const also = (spec: Parameters<NonNullable<Parameters<typeof runSmall>[0]['also']>>[0]) => ({
      ...spec,
      endS: 9000,
    });
    const hall = runSmall({ at: [0], serviceS: [100], closeS: 5000, also, rules: noShow(1, 1) });
    expect(hall.finished).toBe(true);
    expect(hall.problems[0]).toMatch(/^1 citizens were still inside .*numbers were passed \d{4} times$/);
  });

  it('rules that call each other without time passing are stopped, and said to be', () => {
    const hall = runSmall({ at: [0], serviceS: [100], closeS: 5000, rules: noShow(0, 0) });
    expect(hall.finished).toBe(true);
    expect(hall.problems[0]).toMatch(/events at one instant, 0.0 s after midnight/);
  });

  it('a green channel that keeps the only window free: nobody ordinary is called, and the end says so', () => {
    const klass = { id: '', nameZh: '', nameEn: '', rank: 0, headStartS: 0, share: 0, builds: [] };
    const hall = runSmall({
      at: [0],
      serviceS: [100],
      closeS: 5000,
      also: (spec) => ({ ...spec, endS: 9000 }),
      rules: {
        priority: { order: byTicket, raiseAfterS: Number.POSITIVE_INFINITY, classes: [klass, klass] },
        greenChannel: { windows: Uint8Array.of(1), classes: Uint8Array.of(0, 1), others: keepFree, skipsLine: false },
      },
    });
    expect(hall.problems[0]).toMatch(/1 with a ticket A not called yet/);
  });
});
