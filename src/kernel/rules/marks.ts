/** What the rules add to a citizen at arrival. Each draw has its own place in the citizen's stream (demand/marks). */
import { Mark } from '../demand/marks';
import { EventKind } from '../events';
import type { Hall } from '../hall';
import { keepAppointment } from './appointments';
import { drawCompanion } from './companions';
import { drawTolerance } from './patience';
import { drawClass } from './priority';
import type { RuleState } from './state';

export function drawRuleMarks(hall: Hall, rules: RuleState, row: number, booked: number): void {
  rules.reset(row);
  drawClass(hall, rules, row);
  if (booked >= 0) keepAppointment(hall, rules, row, booked);
  drawTolerance(hall, rules, row);
  drawCompanion(hall, rules, row);
}

/** True if this citizen does the item online and does not come. The number is used up, so nobody else changes. */
export function isDiverted(hall: Hall, number: number, item: number): boolean {
  const share = hall.rules?.spec.online?.share[item] ?? 0;
  if (share <= 0 || hall.marks.rekey(number, Mark.online).uniform() >= share) return false;
  hall.record(EventKind.diverted, number, item, 0);
  return true;
}
