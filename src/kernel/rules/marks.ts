/** What the rules add to a citizen at arrival. Each draw has its own place in the citizen's stream (demand/marks). */
import type { Hall } from '../hall';
import { drawTolerance } from './patience';
import { drawClass } from './priority';
import type { RuleState } from './state';

export function drawRuleMarks(hall: Hall, rules: RuleState, row: number): void {
  rules.reset(row);
  drawClass(hall, rules, row);
  drawTolerance(hall, rules, row);
}
