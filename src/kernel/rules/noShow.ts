/** Called and not there: recall, pass (过号), come back and queue again. All draws are the citizen's own. */
import { AgendaKind } from '../base/agenda';
import { drawDurationS } from '../demand/durations';
import { Mark } from '../demand/marks';
import { EventKind, LeaveReason } from '../events';
import type { Hall } from '../hall';
import { depart } from '../service/departure';
import { enqueue, offerTicket } from '../service/tickets';
import { goWait } from '../service/waiting';
import { comeToWindow, freeWindow } from '../service/windows';
import { placeOf } from './place';
import type { RuleState } from './state';

/** Draws a citizen may need for one call: the call, its recalls, the return. */
const DRAWS_PER_CALL = 16;

function uniform(hall: Hall, rules: RuleState, row: number, k: number): number {
  const calls = Math.min(15, rules.passes[row] as number);
  return hall.marks.rekey(hall.citizens.number[row] as number, Mark.noShow + DRAWS_PER_CALL * calls + k).uniform();
}

/** The number is on the display. True if nobody comes: the recall is set. */
export function missesCall(hall: Hall, rules: RuleState, window: number, row: number): boolean {
  const { noShow } = rules.spec;
  if (!noShow || uniform(hall, rules, row, 0) >= noShow.share) return false;
  hall.agenda.schedule(hall.nowS + noShow.recallAfterS, AgendaKind.recall, window, 1);
  return true;
}

/** Time for the n-th recall, or to pass the number. The window waits for this one citizen, so the event is never stale. */
export function recallDue(hall: Hall, window: number, n: number): void {
  const { rules, citizens, windows } = hall;
  const noShow = rules?.spec.noShow;
  if (!rules || !noShow) return;
  const row = windows.row[window] as number;
  const number = citizens.number[row] as number;
  if (n <= noShow.recalls) {
    hall.record(EventKind.recalled, number, window, n);
    if (uniform(hall, rules, row, n) < noShow.hearsShare) comeToWindow(hall, window, row);
    else hall.agenda.schedule(hall.nowS + noShow.recallAfterS, AgendaKind.recall, window, n + 1);
    return;
  }
  hall.record(EventKind.passed, number, window, citizens.ticket[row] as number);
  citizens.window[row] = -1;
  const returns = uniform(hall, rules, row, 14) < noShow.returnShare;
  rules.passes[row] = (rules.passes[row] as number) + 1;
  if (returns) {
    const stream = hall.marks.rekey(number, Mark.noShowReturn + DRAWS_PER_CALL * (rules.passes[row] as number));
    hall.agenda.schedule(hall.nowS + drawDurationS(noShow.returnAfter, stream), AgendaKind.requeue, row, number);
  } else depart(hall, row, LeaveReason.passed);
  freeWindow(hall, window);
}

/** A passed citizen shows the ticket and queues again. */
export function requeueDue(hall: Hall, row: number, number: number): void {
  const { rules, citizens } = hall;
  const noShow = rules?.spec.noShow;
  if (!rules || !noShow || citizens.number[row] !== number) return;
  const group = citizens.group[row] as number;
  const placeS = placeOf(hall, rules, noShow.place, row, group, noShow.behind);
  enqueue(hall, row, group);
  rules.orderS[row] = placeS;
  hall.record(EventKind.requeued, number, group, citizens.ticket[row] as number);
  if (!offerTicket(hall, row) && (citizens.place[row] as number) < 0 && citizens.moving[row] === 0) goWait(hall, row);
}
