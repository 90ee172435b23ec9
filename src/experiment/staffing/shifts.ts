/**
 * Shifts that clerks work: every start with every length and, if it is long enough for one, every lunch break. A window
 * that a clerk leaves for lunch may be another's meanwhile; after lunch the clerk takes one that is free. Lunch is not paid; the paid
 * hours are what a plan costs.
 */
import { clockOf } from '../../scenario/schema/units';
import { VaryError } from '../../scenario/vary/path';
import type { CoverProblem } from './cover';
import type { Grid } from './guess';

/** Seconds since midnight. */
export type Shift = {
  readonly fromS: number;
  readonly toS: number;
  /** Null = no break. */
  readonly lunch: { readonly fromS: number; readonly toS: number } | null;
  readonly paidHours: number;
};

/** What --shift-starts, --shift-hours and --lunch say. */
export type ShiftRules = {
  readonly startsS: readonly number[];
  /** From start to end, lunch included, hours. */
  readonly hours: readonly number[];
  /** When lunch begins: on the clock, or so long after the start. Empty = nobody has lunch. */
  readonly lunches: readonly { readonly kind: 'clock' | 'after'; readonly timeS: number }[];
  readonly lunchMin: number;
  /** Shifts of at least so many hours have lunch. */
  readonly lunchFromHours: number;
};

/** Every shift that the rules allow and that lies within the day, in order of start, length and lunch. */
export function shiftsOf(rules: ShiftRules, grid: Grid): Shift[] {
  const shifts: Shift[] = [];
  for (const fromS of rules.startsS) {
    for (const hours of rules.hours) {
      const toS = fromS + hours * 3600;
      if (fromS < grid.fromS || toS > grid.closeS) continue;
      if (rules.lunches.length === 0 || hours < rules.lunchFromHours) {
        shifts.push({ fromS, toS, lunch: null, paidHours: hours });
        continue;
      }
      const begins = rules.lunches.map(({ kind, timeS }) => (kind === 'clock' ? timeS : fromS + timeS));
      for (const lunchS of [...new Set(begins)]) {
        const lunch = { fromS: lunchS, toS: lunchS + rules.lunchMin * 60 };
        if (lunch.fromS <= fromS || lunch.toS >= toS) continue;
        shifts.push({ fromS, toS, lunch, paidHours: hours - rules.lunchMin / 60 });
      }
    }
  }
  if (shifts.length === 0) {
    throw new VaryError(
      `no shift lies within the opening hours ${clockOf(grid.fromS)} to ${clockOf(grid.closeS)} with its lunch inside it`,
    );
  }
  return shifts;
}

/** Periods so short that every shift and lunch begins and ends with one; never shorter than a minute. */
export function fineGrid(shifts: readonly Shift[], grid: Grid): Grid {
  const common = (a: number, b: number): number => (b === 0 ? a : common(b, a % b));
  let stepS = Math.round(grid.stepS);
  for (const shift of shifts) {
    for (const { fromS, toS } of workOf(shift)) {
      stepS = common(common(stepS, Math.round(Math.abs(fromS - grid.fromS))), Math.round(Math.abs(toS - grid.fromS)));
    }
  }
  stepS = Math.max(60, stepS);
  return { ...grid, stepS, count: Math.ceil((grid.closeS - grid.fromS) / stepS - 1e-9) };
}

/** What a plan by interval needs in each period of a finer grid. */
export function onGrid(need: readonly number[], grid: Grid, fine: Grid): number[] {
  return Array.from(
    { length: fine.count },
    (_, k) => need[Math.min(need.length - 1, Math.floor((k * fine.stepS) / grid.stepS + 1e-9))] as number,
  );
}

/** Which shifts to take for a pool that needs so many windows open in each period. */
export function coverProblem(
  shifts: readonly Shift[],
  need: readonly number[],
  windows: number,
  grid: Grid,
): CoverProblem {
  const periods = need.map((_, k) => ({
    fromS: grid.fromS + k * grid.stepS,
    toS: Math.min(grid.closeS, grid.fromS + (k + 1) * grid.stepS),
  }));
  const within = (wanted: (period: { fromS: number; toS: number }) => boolean): number[] =>
    periods.flatMap((period, k) => (wanted(period) ? [k] : []));
  return {
    cost: shifts.map((shift) => shift.paidHours),
    helps: shifts.map(({ fromS, toS, lunch }) =>
      within(
        (period) =>
          fromS <= period.fromS &&
          toS >= period.toS &&
          !(lunch && lunch.fromS < period.toS && lunch.toS > period.fromS),
      ),
    ),
    takes: shifts.map((shift) =>
      within((period) => workOf(shift).some((part) => part.fromS < period.toS && part.toS > period.fromS)),
    ),
    need,
    room: need.map(() => windows),
  };
}

/** Periods that need a window and in which no shift works, as text. */
export function uncovered({ helps, need }: CoverProblem, grid: Grid): string[] {
  const covered = new Set(helps.flat());
  return need.flatMap((count, k) => (count > 0 && !covered.has(k) ? [clockOf(grid.fromS + k * grid.stepS)] : []));
}

type Part = { readonly fromS: number; readonly toS: number };

/** A shift without its lunch. */
export function workOf({ fromS, toS, lunch }: Shift): Part[] {
  return lunch === null
    ? [{ fromS, toS }]
    : [
        { fromS, toS: lunch.fromS },
        { fromS: lunch.toS, toS },
      ];
}

/**
 * Windows for all clerks: their hours of work in order of the start, each at the first window that is free from then on. There are
 * enough windows if the shifts fit into the room of the cover.
 */
export function windowsFor(
  shifts: readonly Shift[],
  counts: readonly number[],
): { readonly work: Part; readonly window: number }[] {
  const parts = shifts.flatMap((shift, j) => Array.from({ length: counts[j] as number }, () => workOf(shift)).flat());
  parts.sort((a, b) => a.fromS - b.fromS || a.toS - b.toS);
  const freeFromS: number[] = [];
  return parts.map((work) => {
    const free = freeFromS.findIndex((timeS) => timeS <= work.fromS);
    const window = free < 0 ? freeFromS.length : free;
    freeFromS[window] = work.toS;
    return { work, window };
  });
}
