import { describe, expect, it } from 'vitest';
import { ArrivalProcess } from '../../../../src/kernel/demand/arrivals';
import { appointmentBook } from '../../../../src/kernel/rules/appointments';
import { byClass } from '../../../../src/kernel/rules/policies/callOrder';
import type { AppointmentSpec, VariationSpec } from '../../../../src/kernel/rules/spec';
import { variedArrivals } from '../../../../src/kernel/rules/variation';
import type { ArrivalSpec } from '../../../../src/kernel/spec';
import { mean, standardDeviation } from '../../../../src/metrics/statistics';
import { weekdayOf } from '../../../../src/scenario/rules/demand';
import { runSmall, story } from '../../../worlds/smallDay';

const HOUR = 3600;
const RATES = [75, 101, 132, 151, 154, 143, 145, 100];
const arrival: ArrivalSpec = {
  kind: 'rate',
  intervals: RATES.map((perHour, i) => ({ fromS: i * HOUR, toS: (i + 1) * HOUR, perHour })),
  items: [{ item: 0, weight: 1 }],
};

/** Counts by hour of many days. */
function days(variation: VariationSpec, seeds: number): number[][] {
  return Array.from({ length: seeds }, (_, seed) => {
    const counts = RATES.map(() => 0);
    const [varied] = variedArrivals([arrival], variation, seed);
    const process = new ArrivalProcess(varied as ArrivalSpec, seed, 0);
    for (process.advance(); process.nextS < Number.POSITIVE_INFINITY; process.advance()) {
      const hour = Math.floor(process.nextS / HOUR);
      counts[hour] = (counts[hour] as number) + 1;
    }
    return counts;
  });
}

describe('random day and hour factors', () => {
  const measured = { factor: 1, dayCv: 0.1, hourCv: null, hourVarianceToMean: 3.3 };
  it('variance / mean of the hourly counts is what was asked for; the mean is not moved', () => {
    const all = days(measured, 4000);
    RATES.forEach((rate, hour) => {
      const counts = all.map((day) => day[hour] as number);
      const ratio = standardDeviation(counts) ** 2 / mean(counts);
      // Standard error of a variance of 4000 days: about 2.3% (normal), a little more here.
      expect(Math.abs(ratio - 3.3)).toBeLessThan(0.12 * 3.3);
      expect(Math.abs(mean(counts) - rate)).toBeLessThan((4 * Math.sqrt(3.3 * rate)) / Math.sqrt(4000));
    });
    const totals = all.map((day) => day.reduce((sum, count) => sum + count, 0));
    console.log(
      `hourly variance / mean ~ 3.3; day totals vary by ${((100 * standardDeviation(totals)) / mean(totals)).toFixed(1)}%`,
    );
  });

  it('without factors the counts are Poisson', () => {
    const counts = days({ ...measured, dayCv: 0, hourVarianceToMean: 1 }, 3000).map((day) => day[3] as number);
    expect(standardDeviation(counts) ** 2 / mean(counts)).toBeGreaterThan(0.9);
    expect(standardDeviation(counts) ** 2 / mean(counts)).toBeLessThan(1.1);
  });

  it('a weekday factor multiplies; the calendar is right', () => {
    const plain = mean(days({ ...measured, dayCv: 0, hourVarianceToMean: 1 }, 400).flat());
    const monday = mean(days({ ...measured, dayCv: 0, hourVarianceToMean: 1, factor: 1.45 }, 400).flat());
    expect(monday / plain).toBeCloseTo(1.45, 1);
    expect(weekdayOf('2020-01-13')).toBe('mon');
    expect(weekdayOf('2024-02-29')).toBe('thu');
    expect(weekdayOf('2000-12-31')).toBe('sun');
  });
});

describe('appointments', () => {
  const slots = (over: Partial<AppointmentSpec> = {}): AppointmentSpec => ({
    slotsS: Array.from({ length: 2000 }, (_, i) => 1000 + 60 * i),
    items: [{ item: 0, weight: 1 }],
    noShowShare: 0.2,
    earlyMeanS: 480,
    earlySdS: 300,
    graceS: 0,
    klass: 1,
    ...over,
  });

  it('come early or late as asked, or not at all, and the same whatever else the day brings', () => {
    const book = appointmentBook([slots()], 4);
    expect(book.missed.length / 2000).toBeGreaterThan(0.16);
    expect(book.missed.length / 2000).toBeLessThan(0.24);
    const early = book.slotS.map((slotS, i) => slotS - (book.arrivals.timesS[i] as number));
    expect(mean(early)).toBeGreaterThan(450);
    expect(mean(early)).toBeLessThan(510);
    expect(standardDeviation(early)).toBeGreaterThan(270);
    expect(standardDeviation(early)).toBeLessThan(330);
    expect([...book.arrivals.timesS]).toEqual([...book.arrivals.timesS].sort((a, b) => a - b));
  });

  it('who is on time has the class of appointments, who is later than the grace has not', () => {
    const priority = {
      order: byClass,
      raiseAfterS: Number.POSITIVE_INFINITY,
      classes: [
        { id: 'ordinary', nameZh: '', nameEn: '', rank: 1, headStartS: 0, share: 0, builds: [] },
        { id: 'appointment', nameZh: '', nameEn: '', rank: 0, headStartS: 0, share: 0, builds: [] },
      ],
    };
    const fixed = { noShowShare: 0, earlySdS: 0, items: [{ item: 0, weight: 1 }], klass: 1 };
    const appointments = [
      { ...fixed, slotsS: [60], earlyMeanS: 10, graceS: 5 },
      { ...fixed, slotsS: [40], earlyMeanS: -11, graceS: 5 },
      { ...fixed, slotsS: [70], earlyMeanS: 0, graceS: 0, noShowShare: 1 },
    ];
    const hall = runSmall({ at: [0, 1, 2], serviceS: [100], rules: { priority, appointments } });
    expect(story(hall, 'appointmentKept', 'appointmentMissed')).toEqual([
      '50 appointmentKept 3 0 -10',
      '51 appointmentKept 4 1 11',
      '70 appointmentMissed -1 0 2',
    ]);
    // The one on time is called first, the late one by its ticket.
    expect(story(hall, 'called').map((line) => Number(line.split(' ')[2]))).toEqual([0, 3, 1, 2, 4]);
  });
});

describe('online and companions', () => {
  it('cases done online do not come; everybody else is the same', () => {
    const at = Array.from({ length: 200 }, (_, i) => 10 * i);
    const base = { at, serviceS: [5], also: undefined } as const;
    const all = runSmall({ at: base.at, serviceS: base.serviceS });
    const some = runSmall({ at: base.at, serviceS: base.serviceS, rules: { online: { share: [0.4] } } });
    const gone = new Set(story(some, 'diverted').map((line) => line.split(' ')[2]));
    expect(gone.size).toBeGreaterThan(60);
    expect(gone.size).toBeLessThan(100);
    expect(story(some, 'arrived')).toEqual(story(all, 'arrived').filter((line) => !gone.has(line.split(' ')[2] ?? '')));
  });

  it('companions count towards the limit of persons', () => {
    const room = { capacity: 4, whenFull: 'turn-away' } as const;
    const hall = runSmall({ at: [0, 1, 2], serviceS: [100], rules: { room, companions: { share: 1 } } });
    expect(story(hall, 'left')[0]).toBe('2 left 2 6 0');
  });
});
