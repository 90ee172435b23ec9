/** Priority classes: the mark drawn at arrival, and which waiting ticket a window calls. */
import { Mark } from '../demand/marks';
import { personOf } from '../demand/person';
import { EventKind } from '../events';
import type { Hall } from '../hall';
import { mayServe } from './eligible';
import type { RuleState } from './state';

/** Draws the class of a new citizen. Call after the build is drawn. */
export function drawClass(hall: Hall, rules: RuleState, row: number): void {
  const { priority } = rules.spec;
  if (!priority) return;
  const { citizens } = hall;
  const number = citizens.number[row] as number;
  let klass = 0;
  if (hall.spec.walking) {
    const build = citizens.build[row] as number;
    for (let i = 1; i < priority.classes.length && klass === 0; i++) {
      if (priority.classes[i]?.builds.includes(build)) klass = i;
    }
  }
  if (klass === 0) {
    let u = hall.marks.rekey(personOf(number), Mark.klass).uniform();
    for (let i = 1; i < priority.classes.length; i++) {
      const share = priority.classes[i]?.share ?? 0;
      if (u < share) {
        klass = i;
        break;
      }
      u -= share;
    }
  }
  rules.klass[row] = klass;
  hall.record(EventKind.classified, number, klass, 0);
}

/** What the call order makes of a waiting ticket: the lowest is called first. 0 without classes. */
export function scoreOf(hall: Hall, rules: RuleState, row: number): number {
  const { priority } = rules.spec;
  const klass = priority?.classes[rules.klass[row] as number];
  if (!priority || !klass) return 0;
  return priority.order(klass.rank, klass.headStartS, rules.orderS[row] as number, hall.nowS, priority.raiseAfterS);
}

/** Row of the ticket that the window calls next among its letters, -1 if none may be called. */
export function pickTicket(hall: Hall, rules: RuleState, window: number, groups: readonly number[]): number {
  const { citizens, tickets } = hall;
  let best = -1;
  let bestUse = Number.POSITIVE_INFINITY;
  let bestScore = Number.POSITIVE_INFINITY;
  let bestS = Number.POSITIVE_INFINITY;
  for (let i = 0; i < groups.length; i++) {
    let row = tickets.head[groups[i] as number] as number;
    for (; row >= 0; row = citizens.nextInQueue[row] as number) {
      if (citizens.held[row] === 1) continue;
      const use = mayServe(hall, rules, window, row);
      if (use === 0 || use > bestUse) continue;
      const orderS = rules.orderS[row] as number;
      const score = scoreOf(hall, rules, row);
      if (use === bestUse && (score > bestScore || (score === bestScore && orderS >= bestS))) continue;
      best = row;
      bestUse = use;
      bestScore = score;
      bestS = orderS;
    }
  }
  return best;
}
