/** What a reader must know before trusting the figures of a design. */
import type { DayEvidence } from '../metrics/evidence';
import { interval, replicationsFor } from './interval';
import { type Kpi, peakUtilization, sum, utilization } from './kpi/kpi';

export type Warning = {
  readonly kind:
    | 'overloaded'
    | 'peak-overload'
    | 'left-unserved'
    | 'queue-at-closing'
    | 'wide-interval'
    | 'run-problem';
  readonly message: string;
};

/** Utilization from which waits are decided by chance and by how long the day lasts. */
const OVERLOADED = 0.95;
const PEAK_OVERLOADED = 0.97;
/** Half-width over mean from which a figure does not carry a decision. */
const WIDE = 0.25;

/** @param wait the figure whose interval is judged */
export function warningsOf(days: readonly DayEvidence[], wait: Kpi): Warning[] {
  if (days.length === 0) return [];
  const over = (of: (day: DayEvidence) => number): number => sum(days.map(of)) / days.length;
  const warnings: Warning[] = [];
  const percent = (share: number): string => `${(100 * share).toFixed(1)}%`;
  const use = over(utilization);
  const peak = over(peakUtilization);
  const windows = over((day) => day.profile.openMax);
  const atClosing = over((day) => day.profile.waitingAtClosing);
  const unserved = over((day) => day.citizens.leftUnserved + day.citizens.inside);
  const arrived = over((day) => day.citizens.arrived);
  if (use >= OVERLOADED) {
    warnings.push({
      kind: 'overloaded',
      message: `overloaded: windows are serving ${percent(use)} of the time they are open; waits grow with the length of the day and say little`,
    });
  } else if (peak >= PEAK_OVERLOADED) {
    warnings.push({
      kind: 'peak-overload',
      message: `overloaded at the peak: in the fullest hour ${percent(peak)} of the open windows' time is taken; the queue of that hour is carried into the next`,
    });
  }
  if (unserved > 0.005 * arrived) {
    warnings.push({
      kind: 'left-unserved',
      message: `${unserved.toFixed(1)} of ${arrived.toFixed(1)} visitors a day leave unserved or are still inside at the end; they are not in the waits`,
    });
  }
  if (atClosing > windows) {
    warnings.push({
      kind: 'queue-at-closing',
      message: `${atClosing.toFixed(1)} tickets wait when the doors close, more than the ${windows.toFixed(0)} windows serve in one round; overtime is part of the figures`,
    });
  }
  const figure = interval(days.map(wait.of));
  if (figure.n >= 2 && figure.halfWidth > WIDE * Math.abs(figure.mean)) {
    const need = replicationsFor(0.1 * Math.abs(figure.mean), figure.sd);
    const advice = need === null ? '' : `; about ${need} replications give 10%`;
    warnings.push({
      kind: 'wide-interval',
      message: `${wait.id} is known to ${percent(figure.halfWidth / Math.abs(figure.mean))} only (${days.length} replications)${advice}; compare designs by their paired difference instead`,
    });
  }
  const problems = new Set(days.flatMap((day) => day.problems));
  for (const problem of [...problems].slice(0, 3)) warnings.push({ kind: 'run-problem', message: problem });
  return warnings;
}
