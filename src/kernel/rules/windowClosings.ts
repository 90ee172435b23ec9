/**
 * Windows that close for a time, planned or not: a fault, a fire drill, a clerk called away. What is begun at the counter is finished
 * first. What becomes of somebody who has been called and is on the way is the policy:
 * `serve`: is served, then the window closes (as at a break or at the end of a shift); `reroute`: the call is withdrawn, the
 * ticket keeps its place in the queue and goes to the next free window of its letter; `wait`: goes there, stands at the closed
 * window, and is served first when it opens. Tickets that wait are called by other windows, or when this one opens again.
 */
import { AgendaKind } from '../base/agenda';
import { Phase } from '../demand/phase';
import { EventKind } from '../events';
import type { Hall } from '../hall';
import { WindowState } from '../service/tables';
import { enqueue, offerTicket } from '../service/tickets';
import { goWait } from '../service/waiting';
import { afterPause, pauseWindow, reopenFor, takeBackCall, unpause } from '../service/windows';
import { leaveRobot } from '../wayfinding/askRobot';
import { clerkBusy } from './sharedClerks';
import type { RuleState } from './state';
import { isTidal, Tide } from './tide';

export type WindowClosingPolicy = 'serve' | 'reroute' | 'wait';
export type WindowClosing = {
  readonly window: number;
  readonly fromS: number;
  readonly toS: number;
  readonly policy: WindowClosingPolicy;
};

/** `RuleState.shut`: open as far as this rule goes; closes when what is at hand is done; closed. */
export const Shut = { none: 0, due: 1, on: 2 } as const;

export function scheduleClosings(hall: Hall): void {
  hall.spec.rules.windowClosings?.forEach((closing, i) => {
    hall.agenda.schedule(Math.max(closing.fromS, hall.startS), AgendaKind.windowClosing, closing.window, 2 * i);
    hall.agenda.schedule(closing.toS, AgendaKind.windowClosing, closing.window, 2 * i + 1);
  });
}

/** `code` = 2 * index into spec.windowClosings + (1 = it ends). */
export function closingDue(hall: Hall, window: number, code: number): void {
  const { rules } = hall;
  const closing = rules?.spec.windowClosings?.[code >> 1];
  if (!rules || !closing) return;
  if ((code & 1) === 1) {
    endClosing(hall, rules, window);
    return;
  }
  const { windows, citizens } = hall;
  rules.shut[window] = Shut.due;
  if (windows.paused[window] === 1) return;
  const state = windows.state[window];
  if (state === WindowState.closed || (state === WindowState.free && !clerkBusy(hall, rules, window))) {
    shut(hall, rules, window);
    return;
  }
  const row = windows.row[window] as number;
  const comes = row >= 0 && citizens.phase[row] === Phase.walkToWindow && citizens.moving[row] === 1;
  if (state !== WindowState.calling || !comes || closing.policy === 'serve') return;
  if (closing.policy === 'wait') {
    shut(hall, rules, window);
    return;
  }
  takeBackCall(hall, window);
  shut(hall, rules, window);
  hall.record(EventKind.callWithdrawn, citizens.number[row] as number, window, 0);
  queueAgain(hall, row);
}

function shut(hall: Hall, rules: RuleState, window: number): void {
  rules.shut[window] = Shut.on;
  pauseWindow(hall, window);
}

/** The window is free: true if a closing was due, and it closes now. */
export function startsClosing(hall: Hall, rules: RuleState, window: number): boolean {
  if (rules.shut[window] !== Shut.due) return false;
  shut(hall, rules, window);
  return true;
}

/** The called citizen stands at the window: true if it is closed, and he waits for it. */
export function waitsForOpening(hall: Hall, rules: RuleState, window: number): boolean {
  if (rules.shut[window] !== Shut.on) return false;
  const row = hall.windows.row[window] as number;
  hall.record(EventKind.waitsAtWindow, hall.citizens.number[row] as number, window, 0);
  return true;
}

function endClosing(hall: Hall, rules: RuleState, window: number): void {
  const was = rules.shut[window];
  rules.shut[window] = Shut.none;
  if (was !== Shut.on) return;
  if ((hall.windows.row[window] as number) >= 0) {
    reopenFor(hall, window);
    return;
  }
  if (isTidal(rules, window) && rules.tide[window] !== Tide.open) unpause(hall, window);
  else afterPause(hall, window);
}

/** Back into the queue at the old place (`RuleState.orderS`); in meso from where the walk began. */
function queueAgain(hall: Hall, row: number): void {
  const { citizens } = hall;
  citizens.generation[row] = ((citizens.generation[row] as number) + 1) | 0;
  if (!hall.crowd) {
    citizens.moving[row] = 0;
    citizens.goalXM[row] = citizens.fromXM[row] as number;
    citizens.goalYM[row] = citizens.fromYM[row] as number;
  }
  if (hall.ways) leaveRobot(hall, hall.ways, row);
  enqueue(hall, row, citizens.group[row] as number);
  if (!offerTicket(hall, row)) goWait(hall, row);
}
