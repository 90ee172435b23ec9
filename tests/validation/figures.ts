/** Days of shipped scenarios over many seeds, and figures printed beside their targets. */
import type { Hall } from '../../src/kernel/hall';
import type { HallSpec, Resolution } from '../../src/kernel/spec';
import { confidenceInterval } from '../../src/metrics/statistics';
import type { RunSummary } from '../../src/metrics/summary';
import { runHall, summaryOf } from '../../src/runtime/run';
import { hallOf, specOf } from '../worlds/shipped';

export type Day = { readonly seed: number; readonly hall: Hall; readonly summary: RunSummary };

/** One whole day of a scenario for each seed 1..n. `change` may alter the spec, for example its staffing. */
export async function daysOf(
  id: string,
  resolution: Resolution,
  seeds: number,
  change: (spec: HallSpec) => HallSpec = (spec) => spec,
): Promise<Day[]> {
  const days: Day[] = [];
  for (let seed = 1; seed <= seeds; seed++) {
    const hall = hallOf(change(await specOf(id, { seed, resolution })));
    runHall(hall);
    days.push({ seed, hall, summary: summaryOf(hall, 0) });
  }
  return days;
}

export type Interval = { readonly mean: number; readonly halfWidth: number; readonly n: number };

/** Mean over the days with its 95% interval. */
export function over(days: readonly Day[], figure: (day: Day) => number): Interval {
  return confidenceInterval(days.map(figure));
}

export type FigureRow = {
  readonly what: string;
  readonly target: string;
  readonly measured: Interval | number;
  readonly digits?: number;
  readonly unit?: string;
};

/** Prints what was measured beside what was asked for. */
export function printFigures(title: string, rows: readonly FigureRow[]): void {
  const lines = [`\n${title} (mean over days, 95% confidence interval)`];
  for (const { what, target, measured, digits = 2, unit = '' } of rows) {
    const shown =
      typeof measured === 'number'
        ? `${measured.toFixed(digits)}${unit}`
        : `${measured.mean.toFixed(digits)} +- ${measured.halfWidth.toFixed(digits)}${unit} (${measured.n} days)`;
    lines.push(`  ${what.padEnd(58)} target ${target.padEnd(24)} measured ${shown}`);
  }
  console.log(lines.join('\n'));
}
