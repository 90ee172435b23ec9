/** Windows and clerks in ticket records: calendar, letters, speed. */
import type { TicketRecord } from '../read/tickets';
import { meanOf } from './arrivals';
import { chooseFit, FIT_MIN } from './choose';
import { beginOf, groupBy, isServed } from './fromTickets';
import type { ClerkModel, HallModel, Interval, Speed, WindowModel } from './model';
import { hoursOf, slotCover, slotIntervals, typicalSlots, WaitingCount, workedIntervals } from './staffing';

/** A letter is one of a window's if it makes at least this share of its services. */
const LETTER_SHARE = 0.02;

export function windowModels(
  records: readonly TicketRecord[],
  days: readonly string[],
  hours: { readonly openS: number; readonly closeS: number },
  letterOf: (record: TicketRecord) => string,
  serviceS: (record: TicketRecord) => number,
): { readonly windows: WindowModel[]; readonly windowHours: HallModel['windowHours'] } {
  const used = records.filter(isServed);
  const speeds = speedsBy(used, (record) => record.window, serviceS);
  const waiting = waitingByDay(records, letterOf);
  const named = [...groupBy(used, (record) => record.window)].sort(([a], [b]) => compareNames(a, b));
  let recorded = 0;
  const parts = named.map(([source, services]) => {
    const byDay = groupBy(services, (record) => record.day);
    const letters = lettersOf(services, letterOf);
    const covers: number[][] = [];
    for (const [day, list] of byDay) {
      const counts = letters.map((letter) => waiting.get(`${day} ${letter}`));
      const worked = workedIntervals(
        list.map((record): Interval => ({ fromS: beginOf(record), toS: record.endS })),
        (timeS) => counts.reduce((sum, count) => sum + (count?.at(timeS) ?? 0), 0),
        hours.openS,
        hours.closeS,
      );
      const cover = slotCover(worked, hours.openS, hours.closeS);
      recorded += hoursOf(worked.map(({ fromS, toS }) => clip(fromS, toS, hours)));
      covers.push(cover);
    }
    const slots = covers[0]?.length ?? 0;
    const cover = Array.from(
      { length: slots },
      (_, i) => covers.reduce((sum, row) => sum + (row[i] as number), 0) / days.length,
    );
    return { source, services, letters, cover, days: byDay.size };
  });
  const on = typicalSlots(parts.map((part) => part.cover));
  const counts = new Map<string, number>();
  const windows = parts.map((part, i): WindowModel => {
    const letter = part.letters[0] as string;
    const number = (counts.get(letter) ?? 0) + 1;
    counts.set(letter, number);
    return {
      id: `${letter}${String(number).padStart(2, '0')}`,
      source: part.source,
      letters: part.letters,
      intervals: slotIntervals(on[i] as boolean[], hours.openS, hours.closeS),
      days: part.days,
      served: part.services.length,
      speed: speeds.get(part.source) ?? null,
      service: part.services.length < FIT_MIN ? null : chooseFit(part.services.map(serviceS)),
    };
  });
  return {
    windows: everyLetterServed(windows, used.map(letterOf), hours),
    windowHours: {
      recorded: recorded / days.length,
      written: windows.reduce((sum, window) => sum + hoursOf(window.intervals), 0),
    },
  };
}

function clip(fromS: number, toS: number, hours: { readonly openS: number; readonly closeS: number }): Interval {
  return { fromS: Math.max(fromS, hours.openS), toS: Math.max(hours.openS, Math.min(toS, hours.closeS)) };
}

/** Busiest letter first. */
function lettersOf(services: readonly TicketRecord[], letterOf: (record: TicketRecord) => string): string[] {
  const counts = [...groupBy(services, letterOf)].sort(([, a], [, b]) => b.length - a.length);
  const kept = counts.filter(([, list]) => list.length >= LETTER_SHARE * services.length);
  return kept.map(([letter]) => letter);
}

/** A letter whose windows all fell out of the calendar gets the window that served it most, all day. */
function everyLetterServed(
  windows: readonly WindowModel[],
  letters: readonly string[],
  hours: { readonly openS: number; readonly closeS: number },
): WindowModel[] {
  const list = [...windows];
  for (const letter of new Set(letters)) {
    if (list.some((window) => window.letters.includes(letter) && window.intervals.length > 0)) continue;
    const own = list.findIndex((window) => window.letters.includes(letter));
    const at = own >= 0 ? own : list.findIndex((window) => window.intervals.length > 0);
    const window = list[Math.max(0, at)];
    if (!window) continue;
    list[Math.max(0, at)] = {
      ...window,
      letters: window.letters.includes(letter) ? window.letters : [...window.letters, letter],
      intervals: window.intervals.length > 0 ? window.intervals : [{ fromS: hours.openS, toS: hours.closeS }],
    };
  }
  return list;
}

function waitingByDay(
  records: readonly TicketRecord[],
  letterOf: (record: TicketRecord) => string,
): ReadonlyMap<string, WaitingCount> {
  const counts = new Map<string, WaitingCount>();
  for (const [key, list] of groupBy(records.filter(isServed), (record) => `${record.day} ${letterOf(record)}`)) {
    const ends = list.map((record) => (Number.isNaN(record.callS) ? beginOf(record) : record.callS));
    counts.set(
      key,
      new WaitingCount(
        list.map((record) => record.takeS),
        ends,
      ),
    );
  }
  return counts;
}

/** Speed of each window or clerk with enough services: mean of log(service / mean of its item), with a normal interval. */
export function speedsBy(
  used: readonly TicketRecord[],
  key: (record: TicketRecord) => string,
  serviceS: (record: TicketRecord) => number,
): ReadonlyMap<string, Speed> {
  const usual = new Map<string, number>();
  for (const [item, list] of groupBy(used, (record) => record.item)) {
    usual.set(item, meanOf(list.map((record) => Math.log(serviceS(record)))));
  }
  const speeds = new Map<string, Speed>();
  for (const [name, list] of groupBy(used, key)) {
    if (name === '' || list.length < FIT_MIN) continue;
    const logs = list.map((record) => Math.log(serviceS(record)) - (usual.get(record.item) as number));
    const mean = meanOf(logs);
    const sd = Math.sqrt(logs.reduce((sum, log) => sum + (log - mean) ** 2, 0) / (logs.length - 1));
    const half = (1.96 * sd) / Math.sqrt(logs.length);
    speeds.set(name, {
      factor: Math.exp(mean),
      low: Math.exp(mean - half),
      high: Math.exp(mean + half),
      n: logs.length,
    });
  }
  return speeds;
}

export function clerkModels(
  used: readonly TicketRecord[],
  speeds: ReadonlyMap<string, Speed>,
  serviceS: (record: TicketRecord) => number,
): ClerkModel[] {
  const byClerk = groupBy(used, (record) => record.clerk);
  return [...speeds]
    .map(([source, speed]) => {
      const list = byClerk.get(source) ?? [];
      return { source, served: list.length, speed, service: chooseFit(list.map(serviceS)) };
    })
    .sort((a, b) => compareNames(a.source, b.source));
}

/** Numbers inside names count as numbers: 2 before 10. */
function compareNames(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}
