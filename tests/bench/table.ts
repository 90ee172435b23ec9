/** Rows of the benchmark table. Times are only ever printed, never asserted. */
export type BenchRow = {
  readonly what: string;
  readonly value: string;
  /** Lowest and highest of the rounds. */
  readonly range: string;
  /** Equal-behaviour check that goes with the figure. */
  readonly check: string;
};

export function printTable(rows: readonly BenchRow[]): void {
  console.log('| what | median | range | check |\n|---|---|---|---|');
  for (const row of rows) console.log(`| ${row.what} | ${row.value} | ${row.range} | ${row.check} |`);
}
