/**
 * Who works when, from what was recorded. A window is staffed while it serves; between two services it counts as staffed
 * (idle) unless somebody it could have called was waiting all the time: then it was a break.
 */
import type { Interval } from './model';

/** Slots of the calendar, seconds. */
export const SLOT_S = 900;
/** Shorter pauses are part of the work, whoever waits. */
const PAUSE_MIN_S = 1500;
/** Shorter intervals and holes are not written. */
const SHORTEST_S = 1800;

/** How many were waiting at a time, from the sorted times at which tickets were taken and called (or gone). */
export class WaitingCount {
  private readonly takes: Float64Array;
  private readonly ends: Float64Array;

  constructor(takes: readonly number[], ends: readonly number[]) {
    this.takes = Float64Array.from(takes).sort();
    this.ends = Float64Array.from(ends).sort();
  }

  at(timeS: number): number {
    return upTo(this.takes, timeS) - upTo(this.ends, timeS);
  }
}

/** Number of values <= x in ascending order. */
export function upTo(ascending: Float64Array, x: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] as number) <= x) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * When one window worked on one day.
 * @param services begin and end of its services, any order, at least one
 * @param waiting how many were waiting for one of its letters
 */
export function workedIntervals(
  services: readonly Interval[],
  waiting: (timeS: number) => number,
  openS: number,
  closeS: number,
): Interval[] {
  const sorted = [...services].sort((a, b) => a.fromS - b.fromS);
  const first = sorted[0] as Interval;
  let fromS = first.fromS;
  while (fromS > openS && waiting(fromS - 300) <= 0) fromS = Math.max(openS, fromS - 300);
  const worked: { fromS: number; toS: number }[] = [{ fromS, toS: first.toS }];
  for (const service of sorted.slice(1)) {
    const current = worked[worked.length - 1] as { fromS: number; toS: number };
    const gapS = service.fromS - current.toS;
    const asked = [0.25, 0.5, 0.75].every((part) => waiting(current.toS + part * gapS) > 0);
    if (gapS >= PAUSE_MIN_S && asked) worked.push({ ...service });
    else current.toS = Math.max(current.toS, service.toS);
  }
  const last = worked[worked.length - 1] as { fromS: number; toS: number };
  while (last.toS < closeS && waiting(last.toS + 300) <= 0) last.toS = Math.min(closeS, last.toS + 300);
  return worked;
}

/** Share of each slot that is covered, from `openS` to `closeS`. */
export function slotCover(intervals: readonly Interval[], openS: number, closeS: number): number[] {
  const n = Math.max(1, Math.ceil((closeS - openS) / SLOT_S));
  return Array.from({ length: n }, (_, i) => {
    const from = openS + i * SLOT_S;
    const to = Math.min(closeS, from + SLOT_S);
    let covered = 0;
    for (const interval of intervals)
      covered += Math.max(0, Math.min(to, interval.toS) - Math.max(from, interval.fromS));
    return Math.min(1, covered / Math.max(1, to - from));
  });
}

/**
 * The typical day: in each slot the windows that are mostly staffed, and as many more of the next likely ones as it takes
 * to reach the mean number of windows.
 * @param cover (windows) x (slots) mean share over the days
 */
export function typicalSlots(cover: readonly (readonly number[])[]): boolean[][] {
  const slots = cover[0]?.length ?? 0;
  const on = cover.map((row) => row.map((share) => share >= 0.5));
  for (let slot = 0; slot < slots; slot++) {
    let total = 0;
    for (const row of cover) total += row[slot] as number;
    let missing = Math.round(total) - on.filter((row) => row[slot]).length;
    const next = cover
      .map((row, window) => ({ window, share: row[slot] as number }))
      .filter(({ window, share }) => !on[window]?.[slot] && share >= 0.25)
      .sort((a, b) => b.share - a.share || a.window - b.window);
    for (const { window } of next) {
      if (missing <= 0) break;
      (on[window] as boolean[])[slot] = true;
      missing--;
    }
  }
  return on;
}

/** Slots -> intervals, without holes and pieces shorter than half an hour. */
export function slotIntervals(on: readonly boolean[], openS: number, closeS: number): Interval[] {
  const found: { fromS: number; toS: number }[] = [];
  on.forEach((staffed, i) => {
    if (!staffed) return;
    const fromS = openS + i * SLOT_S;
    const toS = Math.min(closeS, fromS + SLOT_S);
    const last = found[found.length - 1];
    if (last && fromS - last.toS < SHORTEST_S) last.toS = toS;
    else found.push({ fromS, toS });
  });
  return found.filter((interval) => interval.toS - interval.fromS >= SHORTEST_S);
}

export function hoursOf(intervals: readonly Interval[]): number {
  return intervals.reduce((total, interval) => total + (interval.toS - interval.fromS) / 3600, 0);
}
