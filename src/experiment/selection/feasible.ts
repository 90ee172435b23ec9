/**
 * Which designs meet a goal, with confidence. A design is looked at after n0, 2 n0, 4 n0 ... replications; at each look a one-sided
 * Student-t bound decides if the mean is on one side of the limit. The error is shared out over designs and looks (Bonferroni),
 * so all decisions together are right with probability at least 1 - alpha.
 */
import { mean, standardDeviation, studentT } from '../../metrics/statistics';

export type Feasibility = 'meets' | 'misses' | 'undecided';

/** Numbers of replications at which is looked: n0, doubling, and the most. */
export function looks(first: number, most: number): number[] {
  const list: number[] = [];
  for (let n = first; n < most; n *= 2) list.push(n);
  list.push(Math.max(first, most));
  return list;
}

/**
 * One look. `margin` > 0 = the goal is met by so much, in every replication.
 * @param level one-sided error allowed at this look for this design, 0..0.5
 */
export function judge(margins: readonly number[], level: number): Feasibility {
  const n = margins.length;
  if (n < 2) return 'undecided';
  const centre = mean(margins);
  const sd = standardDeviation(margins);
  if (sd === 0) return centre >= 0 ? 'meets' : 'misses';
  // studentT takes the two-sided level: one-sided `level` is two-sided 1 - 2 level.
  const reach = (studentT(1 - 2 * level, n - 1) * sd) / Math.sqrt(n);
  if (centre - reach >= 0) return 'meets';
  return centre + reach < 0 ? 'misses' : 'undecided';
}
