/**
 * Windows: opening and closing, calling, serving.
 *
 * Rules. A free window calls the ticket that was taken first among its letters (ties: the order of letters in the staffing).
 * A clerk whose interval ends finishes the case at hand, then closes. After the last interval of the day that reaches
 * closing time, the window serves out: it goes on while tickets of its letters wait, and opens again if one still comes.
 */
import { AgendaKind } from '../base/agenda';
import { Phase } from '../demand/phase';
import { EventKind, LeaveReason } from '../events';
import type { Hall } from '../hall';
import { positionOf, releasePlace, walkToPlace } from '../mover';
import { interruptIfWanted, startsBreak } from '../rules/breaks';
import { mayServe, speedAt } from '../rules/eligible';
import { goesOn, jointServiceS, waitForNextStage } from '../rules/journeys';
import { missesCall } from '../rules/noShow';
import { pickTicket } from '../rules/priority';
import { callClerks, ebbs, isTidal, Tide } from '../rules/tide';
import { depart } from './departure';
import { isAvailable, WindowState } from './tables';

const NO_GROUPS: readonly number[] = [];

/** Letters (group indices) a window serves now; empty when it is not staffed and not in overtime. */
export function groupsOf(hall: Hall, window: number): readonly number[] {
  const interval = hall.windows.interval[window] as number;
  if (interval < 0) return NO_GROUPS;
  return hall.spec.staffing[window]?.[interval]?.groups ?? NO_GROUPS;
}

/** Brings the open and busy clocks of a window up to now. Call before its state changes. */
function settleClocks(hall: Hall, window: number): void {
  const { windows } = hall;
  const passed = hall.nowS - (windows.changedS[window] as number);
  windows.changedS[window] = hall.nowS;
  const state = windows.state[window];
  if (state === WindowState.closed) return;
  windows.openS[window] = (windows.openS[window] as number) + passed;
  if (state === WindowState.serving) windows.busyS[window] = (windows.busyS[window] as number) + passed;
}

/** Changes a window's state and keeps its clocks and the count of available windows right. */
function setState(hall: Hall, window: number, state: WindowState, overtime: 0 | 1): void {
  const { windows } = hall;
  settleClocks(hall, window);
  if (isAvailable(windows, window)) windows.available--;
  windows.state[window] = state;
  windows.overtime[window] = overtime;
  if (isAvailable(windows, window)) windows.available++;
}

export function staffingChange(hall: Hall, window: number, code: number): void {
  const { windows } = hall;
  const interval = code >> 1;
  const intervals = hall.spec.staffing[window] ?? [];
  const current = intervals[interval];
  if (!current) throw new Error(`staffingChange: window ${window} has no interval ${interval}`);
  if ((code & 1) === 0) {
    windows.interval[window] = interval;
    if (windows.paused[window] === 1) return;
    if (hall.rules && isTidal(hall.rules, window) && hall.rules.tide[window] !== Tide.open) {
      callClerks(hall, hall.rules);
      return;
    }
    const wasClosed = windows.state[window] === WindowState.closed;
    setState(hall, window, wasClosed ? WindowState.free : (windows.state[window] as WindowState), 0);
    if (wasClosed) {
      windows.freeSinceS[window] = hall.nowS;
      hall.record(EventKind.windowOpened, -1, window, 0);
    }
    if (windows.state[window] === WindowState.free) next(hall, window);
    return;
  }
  if (intervals[interval + 1]?.fromS === current.toS) return;
  const onCall = hall.rules !== null && isTidal(hall.rules, window) && hall.rules.tide[window] !== Tide.open;
  if (current.toS >= hall.spec.closeS && !onCall) setState(hall, window, windows.state[window] as WindowState, 1);
  else windows.interval[window] = -1;
  if (windows.state[window] === WindowState.free) next(hall, window);
}

/** Calls the window's next ticket, if one waits; a window closed in overtime opens for it. */
export function callIfAny(hall: Hall, window: number): boolean {
  const groups = groupsOf(hall, window);
  const row = hall.rules?.reorders ? pickTicket(hall, hall.rules, window, groups) : firstCallable(hall, groups);
  if (row < 0) return false;
  reopen(hall, window);
  call(hall, window, row);
  return true;
}

/** Opens a window that was closed in overtime. */
function reopen(hall: Hall, window: number): void {
  if (hall.windows.state[window] !== WindowState.closed) return;
  setState(hall, window, WindowState.free, 1);
  hall.record(EventKind.windowOpened, -1, window, 0);
}

/** A free window calls its next ticket, or closes if it is no longer staffed. */
function next(hall: Hall, window: number): void {
  const { windows, rules } = hall;
  if (rules && (startsBreak(hall, rules, window) || ebbs(hall, rules, window))) return;
  if (callIfAny(hall, window)) return;
  if (windows.interval[window] === -1 || windows.overtime[window] === 1) closeWindow(hall, window);
}

export function closeWindow(hall: Hall, window: number): void {
  setState(hall, window, WindowState.closed, hall.windows.overtime[window] as 0 | 1);
  hall.record(EventKind.windowClosed, -1, window, 0);
}

/** Opens a closed window of which the clerk is there, and lets it call. */
export function openWindow(hall: Hall, window: number): void {
  setState(hall, window, WindowState.free, hall.windows.overtime[window] as 0 | 1);
  hall.windows.freeSinceS[window] = hall.nowS;
  hall.record(EventKind.windowOpened, -1, window, 0);
  next(hall, window);
}

/** Closes a window for a break. */
export function pauseWindow(hall: Hall, window: number): void {
  const { windows } = hall;
  settleClocks(hall, window);
  if (isAvailable(windows, window)) windows.available--;
  windows.state[window] = WindowState.closed;
  windows.paused[window] = 1;
  hall.record(EventKind.windowClosed, -1, window, 0);
}

/** The break is over and nobody is at the window. */
export function afterPause(hall: Hall, window: number): void {
  const { windows } = hall;
  windows.paused[window] = 0;
  if (isAvailable(windows, window)) windows.available++;
  if (windows.overtime[window] === 1) callIfAny(hall, window);
  else if ((windows.interval[window] as number) >= 0) openWindow(hall, window);
}

/** The break is over: the case at the window goes on. */
export function resumeService(hall: Hall, window: number, remainingS: number): void {
  const { windows, citizens } = hall;
  windows.paused[window] = 0;
  if (isAvailable(windows, window)) windows.available++;
  setState(hall, window, WindowState.serving, windows.overtime[window] as 0 | 1);
  hall.record(EventKind.windowOpened, -1, window, 0);
  hall.record(EventKind.serviceResumed, citizens.number[windows.row[window] as number] as number, window, 0);
  scheduleServiceEnd(hall, window, remainingS);
}

function scheduleServiceEnd(hall: Hall, window: number, inS: number): void {
  const { rules } = hall;
  if (rules) rules.serviceEndS[window] = hall.nowS + inS;
  hall.agenda.schedule(
    hall.nowS + inS,
    AgendaKind.serviceEnd,
    window,
    rules ? (rules.serviceRun[window] as number) : 0,
  );
}

/** Row of the earliest ticket among the groups that may be called, -1 if none. */
function firstCallable(hall: Hall, groups: readonly number[]): number {
  const { citizens, tickets } = hall;
  let best = -1;
  let bestS = Number.POSITIVE_INFINITY;
  for (let i = 0; i < groups.length; i++) {
    let row = tickets.head[groups[i] as number] as number;
    while (row >= 0 && citizens.held[row] === 1) row = citizens.nextInQueue[row] as number;
    if (row >= 0 && (citizens.ticketS[row] as number) < bestS) {
      best = row;
      bestS = citizens.ticketS[row] as number;
    }
  }
  return best;
}

/** Gives a ticket that has become callable to a free window, if there is one: the nearest within 3 m, else the longest free. */
export function offer(hall: Hall, row: number): void {
  const { windows } = hall;
  if (windows.available === 0) return;
  const best = bestWindow(hall, row);
  if (best < 0) return;
  reopen(hall, best);
  call(hall, best, row);
}

/** Overflow is not looked at here: older tickets may have the better right to it (rules/eligible wakes those windows). */
function bestWindow(hall: Hall, row: number): number {
  const { windows, citizens, rules } = hall;
  const group = citizens.group[row] as number;
  let best = -1;
  let bestSince = Number.POSITIVE_INFINITY;
  const stands = hall.spec.walking ? positionOf(hall, row) : null;
  let bestNearM = 3;
  for (let window = 0; window < windows.state.length; window++) {
    if (!isAvailable(windows, window) || !groupsOf(hall, window).includes(group)) continue;
    if (rules && mayServe(hall, rules, window, row) !== 1) continue;
    const plan = hall.spec.layout.windows[window];
    if (stands && plan) {
      const dx = plan.xM - stands.xM;
      const dy = plan.yM - stands.yM;
      const distance = Math.sqrt(dx * dx + dy * dy);
      if (distance < bestNearM) {
        bestNearM = distance;
        best = window;
        bestSince = Number.NEGATIVE_INFINITY;
        continue;
      }
    }
    const since = windows.state[window] === WindowState.closed ? hall.nowS : (windows.freeSinceS[window] as number);
    if (since < bestSince) {
      bestSince = since;
      best = window;
    }
  }
  return best;
}

function call(hall: Hall, window: number, row: number): void {
  const { windows, citizens } = hall;
  setState(hall, window, WindowState.calling, windows.overtime[window] as 0 | 1);
  windows.row[window] = row;
  citizens.window[row] = window;
  dequeue(hall, row);
  hall.record(EventKind.called, citizens.number[row] as number, window, 0);
  if (hall.rules && missesCall(hall, hall.rules, window, row)) return;
  comeToWindow(hall, window, row);
}

/** The called citizen goes to the window. */
export function comeToWindow(hall: Hall, window: number, row: number): void {
  const { citizens } = hall;
  if (!hall.spec.walking) {
    startService(hall, row);
    return;
  }
  releasePlace(hall, row);
  citizens.phase[row] = Phase.walkToWindow;
  const plan = hall.spec.layout.windows[window];
  if (!plan) throw new Error(`comeToWindow: window ${window} is not in the layout`);
  walkToPlace(hall, row, plan.place);
}

/** The called citizen stands at the window. */
export function startService(hall: Hall, row: number): void {
  const { windows, citizens } = hall;
  const window = citizens.window[row] as number;
  setState(hall, window, WindowState.serving, windows.overtime[window] as 0 | 1);
  citizens.phase[row] = Phase.beingServed;
  const overflow = hall.rules && mayServe(hall, hall.rules, window, row) !== 1 ? 1 : 0;
  hall.record(EventKind.serviceStarted, citizens.number[row] as number, window, overflow);
  scheduleServiceEnd(hall, window, serviceTimeS(hall, window, row));
  if (hall.rules) interruptIfWanted(hall, hall.rules, window);
}

/** How long this window takes for this citizen, seconds. */
function serviceTimeS(hall: Hall, window: number, row: number): number {
  const { citizens, rules } = hall;
  const item = hall.spec.items[citizens.item[row] as number];
  const needS =
    citizens.missingPaper[row] === 1 && item
      ? item.missingPaperCheckS
      : ((rules ? jointServiceS(hall, rules, row) : null) ?? (citizens.serviceS[row] as number));
  return needS / speedAt(hall, window, row);
}

export function endService(hall: Hall, window: number): void {
  const { windows, citizens } = hall;
  const row = windows.row[window] as number;
  const missing = citizens.missingPaper[row] as number;
  hall.record(EventKind.serviceEnded, citizens.number[row] as number, window, missing);
  letGo(hall, window);
  windows.served[window] = (windows.served[window] as number) + 1;
  citizens.window[row] = -1;
  const reason = missing === 1 ? LeaveReason.missingPaper : LeaveReason.served;
  if (!hall.rules) {
    depart(hall, row, reason);
    next(hall, window);
    return;
  }
  // The window looks at its queue before anybody who may come in, or on to another letter, because of this departure.
  const on = missing === 0 && goesOn(hall, hall.rules, row);
  next(hall, window);
  if (on) waitForNextStage(hall, row);
  else depart(hall, row, reason);
}

/** The window has nobody any more. */
function letGo(hall: Hall, window: number): void {
  const { windows } = hall;
  setState(hall, window, WindowState.free, windows.overtime[window] as 0 | 1);
  windows.freeSinceS[window] = hall.nowS;
  windows.row[window] = -1;
}

/** The called citizen did not come: the window calls the next. */
export function freeWindow(hall: Hall, window: number): void {
  letGo(hall, window);
  next(hall, window);
}

/** Takes a ticket out of the queue of its letter. */
export function dequeue(hall: Hall, row: number): void {
  const { tickets, citizens } = hall;
  const group = citizens.group[row] as number;
  let previous = -1;
  let at = tickets.head[group] as number;
  while (at !== row) {
    if (at < 0) throw new Error(`dequeue: row ${row} is not in the queue of group ${group}`);
    previous = at;
    at = citizens.nextInQueue[at] as number;
  }
  const after = citizens.nextInQueue[row] as number;
  if (previous < 0) tickets.head[group] = after;
  else citizens.nextInQueue[previous] = after;
  if (after < 0) tickets.tail[group] = previous;
  citizens.nextInQueue[row] = -1;
  tickets.waiting[group] = (tickets.waiting[group] as number) - 1;
}
