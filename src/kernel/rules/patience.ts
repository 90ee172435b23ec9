/** Balking at the ticket machine, reneging while waiting. What a citizen decides comes from `agents/citizen`. */
import { AgendaKind } from '../base/agenda';
import { drawDurationS } from '../demand/durations';
import { Mark } from '../demand/marks';
import { EventKind, LeaveReason } from '../events';
import type { Hall } from '../hall';
import { depart } from '../service/departure';
import { WindowState } from '../service/tables';
import { dequeue, groupsOf } from '../service/windows';
import type { RuleState } from './state';

export function drawTolerance(hall: Hall, rules: RuleState, row: number): void {
  const { balking } = rules.spec;
  if (!balking) return;
  const stream = hall.marks.rekey(hall.citizens.number[row] as number, Mark.tolerance);
  rules.tolerated[row] = balking.toleratedMin + stream.integer(balking.toleratedMax - balking.toleratedMin + 1);
}

/** In front of the ticket machine: true = turned round, and is on the way out. */
export function balks(hall: Hall, rules: RuleState, row: number, group: number): boolean {
  const { balking } = rules.spec;
  if (!balking) return false;
  const ticketsAhead = hall.tickets.waiting[group] as number;
  const view = {
    ticketsAhead,
    windowsOpen: windowsOpenFor(hall, group),
    toleratedAhead: rules.tolerated[row] as number,
  };
  if (!balking.decide(view)) return false;
  hall.record(EventKind.balked, hall.citizens.number[row] as number, group, ticketsAhead);
  depart(hall, row, LeaveReason.balked);
  return true;
}

/** The ticket is in hand: patience starts to run. Drawn per citizen, so it is the same whatever the staffing. */
export function startPatience(hall: Hall, rules: RuleState, row: number): void {
  const { reneging } = rules.spec;
  if (!reneging) return;
  const number = hall.citizens.number[row] as number;
  const patience = reneging.byClass[rules.klass[row] as number] ?? reneging.patience;
  const stream = hall.marks.rekey(number, Mark.patience);
  setPatienceEnd(hall, rules, row, hall.nowS + drawDurationS(patience, stream));
}

/** Patience is over. Stale if the citizen has left, was called, or has been given another end of patience. */
export function patienceDue(hall: Hall, row: number, number: number): void {
  const { rules, citizens } = hall;
  if (!rules || citizens.number[row] !== number || rules.patienceEndS[row] !== hall.nowS) return;
  if (!isQueued(hall, row) || citizens.held[row] === 1) return;
  decideToStay(hall, rules, row);
}

/** A ticket that was held (its owner was with the robot) is free to be called: patience may have run out meanwhile. */
export function patienceAfterHold(hall: Hall, row: number): boolean {
  const { rules } = hall;
  if (!rules || !((rules.patienceEndS[row] as number) <= hall.nowS) || !isQueued(hall, row)) return false;
  return decideToStay(hall, rules, row);
}

function setPatienceEnd(hall: Hall, rules: RuleState, row: number, atS: number): void {
  rules.patienceEndS[row] = atS;
  if (atS < Number.POSITIVE_INFINITY) {
    hall.agenda.schedule(atS, AgendaKind.patience, row, hall.citizens.number[row] as number);
  }
}

/** True if the citizen leaves. */
function decideToStay(hall: Hall, rules: RuleState, row: number): boolean {
  const { reneging } = rules.spec;
  const { citizens } = hall;
  if (!reneging) return false;
  const group = citizens.group[row] as number;
  const moreS = reneging.decide({
    waitedS: hall.nowS - (citizens.ticketS[row] as number),
    ticketsAhead: queuedBefore(hall, row),
    windowsOpen: windowsOpenFor(hall, group),
  });
  if (moreS > 0) {
    setPatienceEnd(hall, rules, row, hall.nowS + moreS);
    return false;
  }
  rules.patienceEndS[row] = Number.POSITIVE_INFINITY;
  dequeue(hall, row);
  hall.record(EventKind.reneged, citizens.number[row] as number, group, citizens.ticket[row] as number);
  depart(hall, row, LeaveReason.reneged);
  return true;
}

/** True while the citizen's ticket is in the queue of its letter. */
export function isQueued(hall: Hall, row: number): boolean {
  let at = hall.tickets.head[hall.citizens.group[row] as number] ?? -1;
  while (at >= 0 && at !== row) at = hall.citizens.nextInQueue[at] as number;
  return at === row && row >= 0;
}

/** Tickets of the letter that were queued before the citizen's. */
export function queuedBefore(hall: Hall, row: number): number {
  let count = 0;
  let at = hall.tickets.head[hall.citizens.group[row] as number] as number;
  for (; at >= 0 && at !== row; at = hall.citizens.nextInQueue[at] as number) count++;
  return count;
}

function windowsOpenFor(hall: Hall, group: number): number {
  let open = 0;
  const { windows } = hall;
  for (let window = 0; window < windows.state.length; window++) {
    if (windows.state[window] !== WindowState.closed && groupsOf(hall, window).includes(group)) open++;
  }
  return open;
}
