/** How many counters of a queue work when, from a board: as shown, and as the calls say where people wait. */
import { meanOf } from './arrivals';
import { type Curves, meanShown } from './boardCurves';
import type { Interval, RateProfile } from './model';
import { type QueueDay, randomDays } from './queueSim';
import { SLOT_S, slotIntervals } from './staffing';

export type BoardHours = { readonly openS: number; readonly closeS: number };

/** Slots of the counters' calendar, seconds. */
export const COUNTER_SLOT_S = 1800;
/** Random days on which the effective service time is tuned. */
const RANDOM_DAYS = 150;
/** Minutes with people waiting that a slot needs, all days together, before its calls count as its capacity. */
const BUSY_MIN = 30;
/** At most this many counters more than shown. */
const MORE_MAX = 2;

/** Random days of the fitted rates with the calendar's counters: what the scenario will be. */
export function typicalDays(profile: RateProfile, calendar: readonly Interval[][], hours: BoardHours): QueueDay[] {
  const timesS = [hours.openS, ...calendar.flatMap((list) => list.flatMap(({ fromS, toS }) => [fromS, toS]))];
  const changes = [...new Set(timesS)].sort((a, b) => a - b);
  const open = changes.map(
    // The last counters serve out: they stay open after closing.
    (timeS) =>
      calendar.filter((list) =>
        list.some(({ fromS, toS }) => fromS <= timeS && (timeS < toS || (toS >= hours.closeS && timeS >= toS))),
      ).length,
  );
  return randomDays(profile, RANDOM_DAYS, 17).map((arrivalsS) => ({
    arrivalsS,
    counters: { timesS: changes, open },
    fromS: 0,
    toS: Number.POSITIVE_INFINITY,
  }));
}

/** Counters as shown; where somebody is called although none is shown open, one. */
export function servedBySomebody(curves: Curves): number[] {
  return curves.open.map((open, i) => {
    const calls = (curves.called[i + 1] ?? curves.called[i] ?? 0) - (curves.called[i] as number);
    return open === 0 && calls > 0 ? 1 : open;
  });
}

/**
 * Calls a second while somebody waited, in one slot over all days; null if there was too little of that. Toward closing
 * it rises in real offices although no counter opens: tickets of people who left are skipped, clerks hurry.
 */
function busyCallRate(curvesByDay: readonly Curves[], fromS: number, toS: number): number | null {
  let busyS = 0;
  let calls = 0;
  for (const { timesS, called, waiting } of curvesByDay) {
    for (let i = 0; i + 1 < timesS.length; i++) {
      const at = timesS[i] as number;
      const next = timesS[i + 1] as number;
      if (at < fromS || at >= toS || !((waiting[i] as number) > 0 && (waiting[i + 1] as number) > 0)) continue;
      busyS += next - at;
      calls += (called[i + 1] as number) - (called[i] as number);
    }
  }
  return busyS < BUSY_MIN * 60 ? null : calls / busyS;
}

/**
 * One list of intervals a counter: in each half hour as many counters as were open on average, at least one; more where
 * the calls while people waited ask for more at this service time.
 */
export function counterCalendar(curvesByDay: readonly Curves[], hours: BoardHours, meanS: number): Interval[][] {
  const slots = Math.max(1, Math.ceil((hours.closeS - hours.openS) / COUNTER_SLOT_S));
  const counts = Array.from({ length: slots }, (_, i) => {
    const from = hours.openS + i * COUNTER_SLOT_S;
    const to = Math.min(hours.closeS, from + COUNTER_SLOT_S);
    const shown = meanOf(curvesByDay.map((curves) => meanShown(curves, curves.open, from, to)));
    const rate = busyCallRate(curvesByDay, from, i === slots - 1 ? to + COUNTER_SLOT_S : to);
    const needed = rate === null ? shown : Math.min(rate * meanS, shown + MORE_MAX);
    return Math.max(1, Math.round(Math.max(shown, needed)));
  });
  const most = counts.reduce((a, b) => Math.max(a, b), 1);
  return Array.from({ length: most }, (_, counter) => {
    const quarters = counts.flatMap((count) => new Array<boolean>(COUNTER_SLOT_S / SLOT_S).fill(count > counter));
    return slotIntervals(quarters, hours.openS, hours.closeS);
  }).filter((intervals) => intervals.length > 0);
}
