import { describe, expect, it } from 'vitest';
import type { RulesSpec } from '../../../../src/kernel/rules/spec';
import { visitsOf } from '../../../../src/metrics/visits';
import { summaryOf } from '../../../../src/runtime/run';
import { channelDay, machine } from '../../../worlds/channelDay';
import { runSmall, type SmallDay, story } from '../../../worlds/smallDay';

/** The hall is open from 1000 to 2000 s, the machine (letter B) from 0 to 4000 s, with a visitor about every 50 s. */
const day = (channel: Parameters<typeof machine>[0] = {}, rules: Partial<RulesSpec> = {}): SmallDay => ({
  ...channelDay,
  openS: 1000,
  closeS: 2000,
  at: [1500],
  items: [1],
  also: (spec) => ({
    ...spec,
    endS: 9000,
    staffing: [[{ fromS: 1000, toS: 2000, groups: [0] }], [{ fromS: 0, toS: 4000, groups: [1] }]],
  }),
  rules: {
    channels: [machine({ serviceFactor: 0.2, ...channel })],
    zone24: {
      channels: [0],
      fromS: 0,
      toS: 4000,
      arrivals: {
        kind: 'rate',
        exactCounts: true,
        intervals: [{ fromS: 0, toS: 4000, perHour: 72 }],
        items: [{ item: 0, weight: 1 }],
      },
    },
    ...rules,
  },
});

describe('24-hour zone', () => {
  it('its visitors are served before opening and after closing; the hall keeps its hours', () => {
    const hall = runSmall(day());
    const visits = visitsOf(hall.log);
    const { zone24 } = summaryOf(hall, 0).rules?.demand ?? {};
    const closed = visits.filter(({ arrivedS }) => arrivedS < 1000 || arrivedS > 2000).length;
    expect(zone24).toEqual({ visitors: 80, whileClosed: closed, outOfHours: 0 });
    expect(closed).toBeGreaterThan(40);
    expect(hall.counts.served).toBe(81);
    expect(hall.problems).toEqual([]);
    expect(hall.nowS).toBeGreaterThanOrEqual(4000);
    const opened = story(hall, 'windowOpened');
    expect(opened.slice(0, 2)).toEqual(['0 windowOpened -1 1 0', '1000 windowOpened -1 0 0']);
  });

  it('who cannot be helped at night has to come again; by day a window takes over', () => {
    const hall = runSmall(
      day({ identity: [{ way: 'idCard', time: { kind: 'constant', meanS: 5 }, successShare: 0 }] }),
    );
    const { zone24 } = summaryOf(hall, 0).rules?.demand ?? {};
    expect(zone24?.outOfHours).toBeGreaterThan(30);
    expect(hall.counts.served + (zone24?.outOfHours ?? 0)).toBe(81);
    expect(story(hall, 'transferred').every((line) => Number(line.split(' ')[0]) <= 2000)).toBe(true);
  });

  it('the citizens of the hall are the same people, with or without the zone', () => {
    const without = runSmall({ ...day(), rules: { channels: [machine({ items: [] })] } });
    const mine = (hall: ReturnType<typeof runSmall>): string[] =>
      story(hall, 'arrived').filter((line) => line.split(' ')[3] === '1');
    expect(mine(runSmall(day())).map((line) => line.split(' ')[0])).toEqual(
      mine(without).map((line) => line.split(' ')[0]),
    );
  });
});
