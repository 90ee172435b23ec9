/** Rows of the benchmark table. Times are only ever printed, never asserted. */
export type BenchRow = {
  readonly what: string;
  readonly value: string;
  /** Lowest and highest of the rounds. */
  readonly range: string;
  /** Equal-behaviour check that goes with the figure. */
  readonly check: string;
};

/** `tiny` only shows that a bench runs; its figures mean nothing. */
export type BenchSize = 'full' | 'tiny';

export type Bench = (size: BenchSize) => BenchRow[] | Promise<BenchRow[]>;

/** One Markdown table with aligned columns. */
export function tableOf(rows: readonly BenchRow[]): string {
  const lines = [
    ['what', 'median', 'range', 'check'],
    ...rows.map(({ what, value, range, check }) => [what, value, range, check]),
  ];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...lines.map((line) => (line[column] as string).length)));
  const shown = lines.map((line) => `| ${line.map((cell, i) => cell.padEnd(widths[i] as number)).join(' | ')} |`);
  const rule = `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`;
  return [shown[0], rule, ...shown.slice(1)].join('\n');
}

/** Median, lowest and highest of the rounds, as text. */
export function spread(
  rounds: readonly number[],
  show: (value: number) => string,
): { readonly median: string; readonly range: string } {
  const sorted = [...rounds].sort((x, y) => x - y);
  const at = (index: number): string => show(sorted[index] as number);
  return { median: at(sorted.length >> 1), range: `${at(0)}-${at(sorted.length - 1)}` };
}

/** The middle value; of an even number of them the upper one, as in `spread`. */
export function middle(values: readonly number[]): number {
  return [...values].sort((x, y) => x - y)[values.length >> 1] as number;
}
