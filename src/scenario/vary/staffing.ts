/** Staffing rows read and written as a whole, for searching a staffing plan. */
import { isMap, isNode, isScalar, parseDocument } from 'yaml';
import type { Scenario } from '../schema/scenario';
import { clockOf } from '../schema/units';
import type { ScenarioSource } from '../source';
import { staffedIntervals } from '../staffing';
import { type ChangeResult, checked, plainTree } from './apply';

/** Windows that serve the same letters: interchangeable for the plan. */
export type Pool = {
  /** In the order of preference of the file. */
  readonly letters: readonly string[];
  /** In file order: the first are opened first. */
  readonly windows: readonly string[];
};

/** One window open for one stretch. Seconds since midnight. */
export type Stretch = { readonly window: string; readonly fromS: number; readonly toS: number };
export type PoolPlan = { readonly pool: Pool; readonly stretches: readonly Stretch[] };

/**
 * The pools of a scenario: windows by the letters they serve. A window that changes its letters during the day counts to the
 * pool of its longest letters.
 */
export function poolsOf(scenario: Scenario): Pool[] {
  const secondsByWindow = new Map<string, Map<string, number>>();
  for (const { window, letters, fromS, toS } of staffedIntervals(scenario)) {
    const key = letters.join('');
    const mine = secondsByWindow.get(window) ?? new Map<string, number>();
    mine.set(key, (mine.get(key) ?? 0) + toS - fromS);
    secondsByWindow.set(window, mine);
  }
  const pools = new Map<string, { letters: string[]; windows: string[] }>();
  for (const [window, byKey] of secondsByWindow) {
    const [key] = [...byKey].sort((a, b) => b[1] - a[1])[0] as [string, number];
    const pool = pools.get(key) ?? { letters: [...key], windows: [] };
    pool.windows.push(window);
    pools.set(key, pool);
  }
  return [...pools.values()];
}

/** The same scenario with these stretches as its whole staffing; comments of the file are kept if `keepText`. */
export function withStaffing(source: ScenarioSource, plans: readonly PoolPlan[], keepText = false): ChangeResult {
  const rows = plans.flatMap(rowsOf);
  if (keepText) {
    const spliced = spliceStaffing(source.scenarioText, rows);
    if (spliced !== null) {
      const result = checked({ ...source, scenarioText: spliced });
      if (result.ok) return result;
    }
  }
  const read = plainTree(source.scenarioFile, source.scenarioText);
  if (!read.ok) return read;
  return checked({ ...source, scenarioText: JSON.stringify({ ...read.tree, staffing: rows }) });
}

/** The text with its staffing list replaced and everything else as it was; null if the list cannot be found. */
function spliceStaffing(
  text: string,
  rows: readonly { windows: string[]; letters: string[]; from: string; to: string }[],
): string | null {
  const { contents } = parseDocument(text);
  if (!isMap(contents) || contents.flow) return null;
  const pair = contents.items.find((item) => isScalar(item.key) && item.key.value === 'staffing');
  const from = isScalar(pair?.key) ? pair.key.range?.[0] : undefined;
  const to = isNode(pair?.value) ? pair.value.range?.[1] : undefined;
  if (from === undefined || to === undefined) return null;
  const lines = rows.map(
    (row) =>
      `  - { windows: [${row.windows.join(', ')}], letters: [${row.letters.join(', ')}], from: '${row.from}', to: '${row.to}' }`,
  );
  const blank = /\n*$/.exec(text.slice(from, to))?.[0] ?? '';
  return `${text.slice(0, from)}staffing:\n${lines.join('\n')}${blank === '' ? '\n' : blank}${text.slice(to).replace(/^\n/, blank === '' ? '' : '\n')}`;
}

/** Stretches -> rows of the file: windows with the same hours share a row. */
function rowsOf({ pool, stretches }: PoolPlan): { windows: string[]; letters: string[]; from: string; to: string }[] {
  const rows = new Map<string, string[]>();
  for (const { window, fromS, toS } of stretches) {
    const key = `${clockOf(fromS)} ${clockOf(toS)}`;
    const windows = rows.get(key);
    if (windows) windows.push(window);
    else rows.set(key, [window]);
  }
  return [...rows].map(([key, windows]) => {
    const [from = '', to = ''] = key.split(' ');
    return { windows: asRanges(windows), letters: [...pool.letters], from, to };
  });
}

/** A01 A02 A03 A07 -> A01-A03, A07. */
export function asRanges(windows: readonly string[]): string[] {
  const ranges: { letter: string; first: string; last: string; number: number }[] = [];
  for (const window of windows) {
    const letter = window[0] as string;
    const number = Number(window.slice(1));
    const open = ranges[ranges.length - 1];
    if (open && open.letter === letter && open.number + 1 === number) {
      open.last = window;
      open.number = number;
    } else ranges.push({ letter, first: window, last: window, number });
  }
  return ranges.map(({ first, last }) => (first === last ? first : `${first}-${last}`));
}
