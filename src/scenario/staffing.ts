/** Staffing entries -> intervals per window. Used by the checks and by `resolve`, so both read them alike. */

import { windowId } from './layout/solids';
import type { Scenario } from './schema/scenario';
import { secondsOf } from './schema/units';

/** Window-intervals that one scenario may have; a day of 400 windows with 50 changes each. */
export const STAFFING_MAX = 20_000;

/** How many window-intervals the staffing names, without writing them out. */
export function staffingSize(scenario: Scenario): number {
  let size = 0;
  for (const entry of scenario.staffing) {
    for (const range of entry.windows) {
      const [first, last] = range.split('-');
      size += last === undefined ? 1 : Math.max(1, Number(last.slice(1)) - Number(first?.slice(1)) + 1);
    }
  }
  return size;
}

/** `B01` -> [B01]; `B01-B10` -> ten ids; empty if the range is not a range. */
export function windowsInRange(range: string): string[] {
  const match = /^([A-Z])(\d{1,3})(?:-([A-Z])(\d{1,3}))?$/.exec(range);
  if (!match) return [];
  const [, letter = '', first = '', endLetter, last] = match;
  if (last === undefined) return [windowId(letter, Number(first))];
  if (endLetter !== letter || Number(last) < Number(first)) return [];
  return Array.from({ length: Number(last) - Number(first) + 1 }, (_, k) => windowId(letter, Number(first) + k));
}

export type StaffedInterval = {
  readonly window: string;
  readonly fromS: number;
  readonly toS: number;
  readonly letters: readonly string[];
  /** Service times are divided by it. */
  readonly speed: number;
  /** Index into scenario.staffing. */
  readonly entry: number;
};

/** Every window's interval of every entry, in file order. */
export function staffedIntervals(scenario: Scenario): StaffedInterval[] {
  const all = scenario.groups.map((group) => group.letter);
  return scenario.staffing.flatMap((entry, i) => {
    const fromS = secondsOf(entry.from ?? scenario.hours.open);
    const toS = secondsOf(entry.to ?? scenario.hours.close);
    const letters = entry.letters === 'all' ? all : entry.letters;
    return entry.windows
      .flatMap(windowsInRange)
      .map((window) => ({ window, fromS, toS, letters, speed: entry.speed, entry: i }));
  });
}
