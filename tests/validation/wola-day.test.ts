/**
 * A real day, Wola district office, 13 January 2020. The twin gets the recorded tickets of every hour; the waits that come
 * out are set beside what the queue board says. The board tells how many waited, not how long: by Little's law the mean
 * wait is person-hours waiting / tickets.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { visitsOf } from '../../src/metrics/visits';
import { specOf } from '../worlds/shipped';
import { type Day, daysOf, over, printFigures } from './figures';

const ID = 'wola-2020-01-13';
const SEEDS = 20;
const HOURS = [8, 9, 10, 11, 12, 13, 14, 15, 16, 17];
const RECORD = resolve(import.meta.dirname, '../../../shared/data/warsaw_queues');

/** The board's group ids and the letters they have in the scenario. */
const LETTER_OF: Readonly<Record<string, string>> = {
  182: 'A',
  183: 'B',
  184: 'C',
  186: 'E',
  187: 'F',
  189: 'H',
  190: 'I',
  192: 'K',
  193: 'L',
  195: 'P',
  200: 'Q',
  196: 'R',
  197: 'S',
  202: 'Z',
};

let days: Day[] = [];
beforeAll(async () => {
  days = await daysOf(ID, 'meso', SEEDS);
}, 300_000);

const hourOf = (timeS: number): number => Math.floor(timeS / 3600);

/** Events by hour: `timeS` picks the moment of a visit that counts. */
function byHour(day: Day, timeS: (visit: ReturnType<typeof visitsOf>[number]) => number): number[] {
  const counts = HOURS.map(() => 0);
  for (const visit of visitsOf(day.hall.log)) {
    const hour = hourOf(timeS(visit)) - 8;
    if (hour >= 0 && hour < HOURS.length) counts[hour] = (counts[hour] as number) + 1;
  }
  return counts;
}

/** The scenario's people of each hour. */
async function inputByHour(): Promise<number[]> {
  const counts = HOURS.map(() => 0);
  for (const arrivals of (await specOf(ID)).arrivals) {
    if (arrivals.kind !== 'rate') throw new Error('wola: expected arrivals by rate');
    for (const { fromS, toS, perHour } of arrivals.intervals) {
      expect(toS - fromS).toBe(3600);
      const hour = hourOf(fromS) - 8;
      counts[hour] = (counts[hour] as number) + perHour;
    }
  }
  return counts;
}

const meanByHour = (figure: (day: Day) => number[]): number[] =>
  HOURS.map((_, hour) => over(days, (day) => figure(day)[hour] as number).mean);

/** Persons waiting for their call, mean over each hour. */
function waitingByHour(day: Day): number[] {
  const area = HOURS.map(() => 0);
  for (const { ticketS, calledS } of visitsOf(day.hall.log)) {
    if (Number.isNaN(ticketS)) continue;
    HOURS.forEach((hour, i) => {
      const from = Math.max(ticketS, hour * 3600);
      const to = Math.min(Number.isNaN(calledS) ? day.hall.nowS : calledS, (hour + 1) * 3600);
      area[i] = (area[i] as number) + Math.max(0, to - from) / 3600;
    });
  }
  return area;
}

describe(ID, () => {
  it('brings exactly the people of every hour, whatever the seed', async () => {
    const input = await inputByHour();
    expect(input.reduce((sum, count) => sum + count, 0)).toBe(1340);
    for (const day of days) {
      expect(byHour(day, (visit) => visit.arrivedS)).toEqual(input);
      expect(day.summary.citizens.arrived).toBe(1340);
    }
    const tickets = meanByHour((day) => byHour(day, (visit) => visit.ticketS));
    console.log(
      `\n${ID}, by hour from 8 to 17\n  people, input   ${input.join(' ')}\n  tickets, twin   ${tickets.map((count) => count.toFixed(1)).join(' ')} (mean of ${SEEDS} days; a minute later, at the machine)`,
    );
    input.forEach((count, hour) => {
      expect(Math.abs((tickets[hour] as number) - count)).toBeLessThan(6);
    });
  });

  it('seeds differ in the times within the hour', () => {
    const times = days.map((day) => visitsOf(day.hall.log).map((visit) => visit.arrivedS));
    expect(times[0]).not.toEqual(times[1]);
  });

  it('in a micro day as well', async () => {
    const [micro] = await daysOf(ID, 'micro', 1);
    expect(byHour(micro as Day, (visit) => visit.arrivedS)).toEqual(await inputByHour());
  }, 300_000);

  it('agrees with the raw record of the queue board', async (test) => {
    const file = join(RECORD, 'queue_5min.csv.gz');
    if (!existsSync(file)) {
      console.log(`skipped: the record of the queue board is not here (${file})`);
      test.skip('no raw record');
    }
    const { called, waiting, hoursWaited } = readRecord();
    const input = await inputByHour();
    expect(called.reduce((sum, count) => sum + count, 0) + 5).toBe(1340);

    // People of an hour = called in it + waiting at its end - waiting at its beginning.
    const fromRecord = HOURS.map((hour, i) => (called[i] as number) + waiting(hour + 1) - waiting(hour));
    const twinCalled = meanByHour((day) => byHour(day, (visit) => visit.calledS));
    const twinWaiting = meanByHour(waitingByHour);
    const boardWaiting = HOURS.map((hour) => waiting(hour + 0.5));
    const show = (list: readonly number[]): string => list.map((count) => count.toFixed(0).padStart(4)).join('');
    console.log(
      [
        `\n${ID}, by hour from 8 to 17; the twin's lines are means of ${SEEDS} days`,
        `  people      record ${show(fromRecord)}   (called + change of waiting; 5 more called after 18)`,
        `              input  ${show(input)}`,
        `  called      record ${show(called)}`,
        `              twin   ${show(twinCalled)}`,
        `  waiting     record ${show(boardWaiting)}   (at half past)`,
        `              twin   ${show(twinWaiting)}   (mean of the hour)`,
      ].join('\n'),
    );
    input.forEach((count, i) => {
      expect(Math.abs(count - (fromRecord[i] as number))).toBeLessThan(10);
    });

    const little = (60 * Object.values(hoursWaited).reduce((sum, hours) => sum + hours, 0)) / 1340;
    const wait = over(days, (day) => day.summary.waitS.mean / 60);
    const letters = Object.entries(hoursWaited).map(([letter, hours]) => {
      const twin = over(days, (day) => {
        const group = day.summary.waitS.byGroup[letter] as { mean: number; served: number };
        return (group.mean * group.served) / 3600;
      });
      return { letter, hours, twin };
    });
    printFigures(`${ID}: waiting by the record (Little's law) and in the twin`, [
      { what: 'mean wait of the office', target: `${little.toFixed(1)} min`, measured: wait, digits: 1, unit: ' min' },
      ...letters.map(({ letter, hours, twin }) => ({
        what: `person-hours waited, letter ${letter}`,
        target: hours.toFixed(1),
        measured: twin,
        digits: 1,
      })),
    ]);
    // The service means were fitted to the letters' person-hours; the mean over them all must then agree to a few per cent.
    expect(Math.abs(wait.mean / little - 1)).toBeLessThan(0.12);
    for (const { hours, twin } of letters) {
      expect(Math.abs(twin.mean - hours)).toBeLessThan(twin.halfWidth + 0.15 * hours + 2);
    }
    // The course of the day was not fitted: calls by hour follow it.
    const missed = HOURS.reduce((sum, _, i) => sum + Math.abs((twinCalled[i] as number) - (called[i] as number)), 0);
    console.log(`  calls in another hour than recorded: ${((50 * missed) / 1340).toFixed(1)}% of the day's`);
    expect(missed / 1340).toBeLessThan(0.3);
  });
});

type BoardRecord = {
  /** Called tickets by hour, whole office. */
  readonly called: number[];
  /** Persons waiting at a time of day in hours, letters of the scenario. */
  readonly waiting: (hour: number) => number;
  /** Person-hours waited by letter. */
  readonly hoursWaited: Record<string, number>;
};

function readRecord(): BoardRecord {
  const cells = (text: string): string[][] => text.split('\n').map((line) => line.split(','));
  const hourly = cells(readFileSync(join(RECORD, 'office_hourly.csv'), 'utf8'));
  const called = HOURS.map((hour) => {
    const row = hourly.find(([office, date, h]) => office === 'UD_Wola' && date === '2020-01-13' && Number(h) === hour);
    return Number(row?.[3]);
  });
  const clock = (text: string): number => Number(text.slice(0, 2)) + Number(text.slice(3)) / 60;
  const board = new Map<string, { at: number; waiting: number }[]>();
  for (const row of cells(gunzipSync(readFileSync(join(RECORD, 'queue_5min.csv.gz'))).toString())) {
    const [office, group, , date, time, , waiting] = row;
    const letter = LETTER_OF[group ?? ''];
    if (office !== 'UD_Wola' || date !== '2020-01-13' || !letter || time === undefined) continue;
    const series = board.get(letter) ?? [];
    series.push({ at: clock(time), waiting: Number(waiting) });
    board.set(letter, series);
  }
  expect([...board.keys()].sort().join('')).toBe('ABCEFHIKLPQRSZ');
  const hoursWaited: Record<string, number> = {};
  for (const [letter, series] of board) {
    hoursWaited[letter] = series.reduce(
      (sum, { at, waiting }, i) => sum + waiting * ((series[i + 1]?.at ?? at) - at),
      0,
    );
  }
  const at = (series: { at: number; waiting: number }[], hour: number): number =>
    series.reduce((best, sample) => (Math.abs(sample.at - hour) < Math.abs(best.at - hour) ? sample : best)).waiting;
  const waiting = (hour: number): number => [...board.values()].reduce((sum, series) => sum + at(series, hour), 0);
  return { called, waiting, hoursWaited };
}
