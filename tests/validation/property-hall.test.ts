/**
 * Property registration in Zhaoqing (facts A15, A16): 22 specialized windows busy 39.56% of their time become 14 general
 * ones, 62.2% by arithmetic. The same people come to both: common random numbers.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import { EventKind, type EventLog } from '../../src/kernel/events';
import { visitsOf } from '../../src/metrics/visits';
import { meanWaitInServices } from '../theory/erlang';
import { type Day, daysOf, type Interval, over, printFigures } from './figures';

const BEFORE = 'zhaoqing-property-before';
const AFTER = 'zhaoqing-property-after';
const SEEDS = 20;
const MICRO_SEEDS = 4;

/** 22 x 39.56% = 8.7032 Erlang, whoever serves them. */
const LOAD = 22 * 0.3956;
const SERVICE_MIN = 15;
const CV = 0.465;

const days: Record<'before' | 'after' | 'microBefore' | 'microAfter', Day[]> = {
  before: [],
  after: [],
  microBefore: [],
  microAfter: [],
};

const utilization = (day: Day): number => 100 * day.summary.utilizationMean;
const waitMin = (day: Day): number => day.summary.waitS.mean / 60;

/**
 * Micro by way of meso: few micro days say little by themselves because the numbers of arrivals differ by 6% from day to
 * day, but the difference to the meso day of the same people is known well.
 */
function microByPairs(micro: readonly Day[], meso: readonly Day[], figure: (day: Day) => number): Interval {
  const difference = over(micro, (day) => figure(day) - figure(meso[day.seed - 1] as Day));
  const base = over(meso, figure);
  const halfWidth = Math.sqrt(difference.halfWidth ** 2 + base.halfWidth ** 2);
  return { mean: base.mean + difference.mean, halfWidth, n: micro.length };
}

beforeAll(async () => {
  days.before = await daysOf(BEFORE, 'meso', SEEDS);
  days.after = await daysOf(AFTER, 'meso', SEEDS);
  days.microBefore = await daysOf(BEFORE, 'micro', MICRO_SEEDS);
  days.microAfter = await daysOf(AFTER, 'micro', MICRO_SEEDS);
}, 600_000);

describe('22 specialized windows become 14 general ones', () => {
  it('windows are busy 39.56% of their time before and 62.2% after', () => {
    const before = over(days.before, utilization);
    const after = over(days.after, utilization);
    const microBefore = microByPairs(days.microBefore, days.before, utilization);
    const microAfter = microByPairs(days.microAfter, days.after, utilization);
    printFigures('mean utilization of the windows: service time / time open', [
      { what: 'before, 22 windows, meso', target: '39.56 +- 1.5 %', measured: before, unit: ' %' },
      { what: 'before, micro (meso + paired difference)', target: '39.56 +- 1.5 %', measured: microBefore, unit: ' %' },
      { what: 'after, 14 windows, meso', target: '62.2 +- 2 %', measured: after, unit: ' %' },
      { what: 'after, micro (meso + paired difference)', target: '62.2 +- 2 %', measured: microAfter, unit: ' %' },
      {
        what: 'visitors a day',
        target: (8 * 34.8128).toFixed(1),
        measured: over(days.before, (day) => day.summary.citizens.arrived),
        digits: 1,
      },
    ]);
    expect(before.n).toBe(SEEDS);
    for (const figure of [before, microBefore]) expect(Math.abs(figure.mean - 39.56)).toBeLessThan(1.5);
    for (const figure of [after, microAfter]) expect(Math.abs(figure.mean - 62.17)).toBeLessThan(2);
  });

  it('the wait is shorter after, for every seed, and as the theory says', () => {
    const before = over(days.before, waitMin);
    const after = over(days.after, waitMin);
    const theory = (windows: number, load: number): number =>
      (meanWaitInServices(load, windows) * SERVICE_MIN * (1 + CV * CV)) / 2;
    printFigures('mean wait from ticket to service, with the walk to the window', [
      { what: 'before: 22 separate queues', target: `M/G/1 ${theory(1, LOAD / 22).toFixed(2)} min`, measured: before },
      {
        what: 'after: one pooled queue',
        target: `M/G/14 ~${theory(14, LOAD).toFixed(2)} min + walk`,
        measured: after,
      },
      { what: 'before, micro', target: 'as meso, within 0.5 min', measured: over(days.microBefore, waitMin) },
      { what: 'after, micro', target: 'as meso, within 0.5 min', measured: over(days.microAfter, waitMin) },
    ]);
    days.before.forEach((day, i) => {
      expect(waitMin(days.after[i] as Day)).toBeLessThan(waitMin(day));
    });
    // Pollaczek-Khinchine for one window; the walk to the window holds it for some seconds more.
    expect(Math.abs(before.mean - theory(1, LOAD / 22))).toBeLessThan(before.halfWidth + 0.5);
    expect(after.mean).toBeLessThan(1);
    for (const [micro, meso] of [
      [days.microBefore, days.before],
      [days.microAfter, days.after],
    ] as const) {
      const difference = over(micro, (day) => waitMin(day) - waitMin(meso[day.seed - 1] as Day));
      expect(Math.abs(difference.mean)).toBeLessThan(0.5);
    }
  });
});

/** What is a citizen's own: when and for what they come, of which build they are, and the service they need. */
function citizens(log: EventLog): { arrivedS: number[]; item: number[]; build: number[]; serviceS: number[] } {
  const visits = visitsOf(log);
  const build: number[] = [];
  for (let i = 0; i < log.length; i++) if (log.kind[i] === EventKind.arrived) build.push(log.b[i] as number);
  return {
    arrivedS: visits.map((visit) => visit.arrivedS),
    item: visits.map((visit) => visit.item),
    build,
    // Two clock readings differ in their last bits, depending on the time of day.
    serviceS: visits.map((visit) => Math.round((visit.endedS - visit.startedS) * 1e6) / 1e6),
  };
}

describe('common random numbers', () => {
  it('the same people with the same needs come before and after', () => {
    days.before.forEach((day, i) => {
      const first = citizens(day.hall.log);
      expect(first.arrivedS.length).toBeGreaterThan(200);
      expect(citizens((days.after[i] as Day).hall.log)).toEqual(first);
    });
  });

  it('and the same in micro, whatever they meet on the way', () => {
    for (const [list, meso] of [
      [days.microBefore, days.before],
      [days.microAfter, days.after],
    ] as const) {
      for (const day of list) {
        const twin = citizens((meso[day.seed - 1] as Day).hall.log);
        expect(citizens(day.hall.log)).toEqual(twin);
      }
    }
  });

  it('other seeds bring other people', () => {
    const [first, second] = days.before as [Day, Day];
    expect(citizens(first.hall.log)).not.toEqual(citizens(second.hall.log));
  });
});
