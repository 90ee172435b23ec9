/**
 * Satisfaction of a visit, 0..100. An assumption, not a measurement: no source gives a formula, only a result (99.64% in
 * Shiwan). Starts at 100; each minute of waiting beyond 10 takes 1 point, at most 40; a visit that ends without the
 * case done takes 30 if a paper was missing, 60 if the citizen was not served at all. Satisfied = 60 points or more.
 */
import { LeaveReason } from '../kernel/events';
import type { Visit } from './visits';

export function satisfactionOf(visit: Visit): number {
  const beyondMin = Math.max(0, visit.waitedS / 60 - 10);
  const outcome = visit.reason === LeaveReason.served ? 0 : visit.reason === LeaveReason.missingPaper ? 30 : 60;
  return Math.max(0, 100 - Math.min(40, beyondMin) - outcome);
}

export const SATISFIED_FROM = 60;
