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
import { releasePlace, walkToPlace } from '../mover';
import { interruptIfWanted, startsBreak } from '../rules/breaks';
import { channelServiceS, findInArchive, leavesForWindow, startChannelService } from '../rules/channels';
import { mayServe, speedAt } from '../rules/eligible';
import { goesToHelp } from '../rules/help';
import { goesOn, jointServiceS, waitForNextStage } from '../rules/journeys';
import { goesOnToLinked } from '../rules/linked';
import { missesCall } from '../rules/noShow';
import { fetchPaperS } from '../rules/papers';
import { pickTicket } from '../rules/priority';
import { handOutResult, waitForResult } from '../rules/results';
import { startSetUp, waitsForSetUp } from '../rules/setUp';
import { callElsewhere, clerkBusy } from '../rules/sharedClerks';
import { callClerks, ebbs, isTidal, Tide } from '../rules/tide';
import { startsClosing, waitsForOpening } from '../rules/windowClosings';
import { seeksWay } from '../wayfinding/search';
import { depart } from './departure';
import { bestWindow, firstCallable } from './match';
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

/** Row of the ticket that the window would call now, -1 if none waits. */
export function nextTicket(hall: Hall, window: number): number {
  const groups = groupsOf(hall, window);
  return hall.rules?.reorders ? pickTicket(hall, hall.rules, window, groups) : firstCallable(hall, groups);
}

/** Calls the window's next ticket, if one waits; a window closed in overtime opens for it. */
export function callIfAny(hall: Hall, window: number): boolean {
  if (hall.rules && clerkBusy(hall, hall.rules, window)) return false;
  const row = nextTicket(hall, window);
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
  if (
    rules &&
    (startsClosing(hall, rules, window) ||
      startsBreak(hall, rules, window) ||
      goesToHelp(hall, rules, window) ||
      ebbs(hall, rules, window))
  )
    return;
  if (rules) callElsewhere(hall, rules, window);
  if (callIfAny(hall, window)) return;
  if (windows.interval[window] === -1 || windows.overtime[window] === 1) closeWindow(hall, window);
}

export function closeWindow(hall: Hall, window: number): void {
  setState(hall, window, WindowState.closed, hall.windows.overtime[window] as 0 | 1);
  hall.record(EventKind.windowClosed, -1, window, 0);
}

/** Opens a closed window of which the clerk is there, and lets it call. */
export function openWindow(hall: Hall, window: number): void {
  if (hall.windows.paused[window] === 1) return;
  setState(hall, window, WindowState.free, hall.windows.overtime[window] as 0 | 1);
  hall.windows.freeSinceS[window] = hall.nowS;
  hall.record(EventKind.windowOpened, -1, window, 0);
  next(hall, window);
}

/** Closes a window for a break, or while its clerk helps elsewhere. */
export function pauseWindow(hall: Hall, window: number): void {
  const { windows } = hall;
  settleClocks(hall, window);
  if (isAvailable(windows, window)) windows.available--;
  const wasClosed = windows.state[window] === WindowState.closed;
  windows.state[window] = WindowState.closed;
  windows.paused[window] = 1;
  if (!wasClosed) hall.record(EventKind.windowClosed, -1, window, 0);
}

/** The clerk is there again; the window is still closed. */
export function unpause(hall: Hall, window: number): void {
  const { windows } = hall;
  windows.paused[window] = 0;
  if (isAvailable(windows, window)) windows.available++;
}

/** The break is over and nobody is at the window. */
export function afterPause(hall: Hall, window: number): void {
  const { windows } = hall;
  if (hall.rules && startsClosing(hall, hall.rules, window)) return;
  unpause(hall, window);
  if (windows.overtime[window] === 1) {
    if (hall.rules) callElsewhere(hall, hall.rules, window);
    callIfAny(hall, window);
  } else if ((windows.interval[window] as number) >= 0) openWindow(hall, window);
}

/** The break is over: the case at the window goes on. */
export function resumeService(hall: Hall, window: number, remainingS: number): void {
  const { windows, citizens } = hall;
  unpause(hall, window);
  setState(hall, window, WindowState.serving, windows.overtime[window] as 0 | 1);
  hall.record(EventKind.windowOpened, -1, window, 0);
  hall.record(EventKind.serviceResumed, citizens.number[windows.row[window] as number] as number, window, 0);
  scheduleServiceEnd(hall, window, remainingS);
}

/** The service at the window ends after so many seconds; an end set before is void. */
export function scheduleServiceEnd(hall: Hall, window: number, inS: number): void {
  const { rules } = hall;
  if (rules) rules.serviceEndS[window] = hall.nowS + inS;
  hall.agenda.schedule(
    hall.nowS + inS,
    AgendaKind.serviceEnd,
    window,
    rules ? (rules.serviceRun[window] as number) : 0,
  );
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
  if (hall.ways && seeksWay(hall, hall.ways, row, window)) return;
  walkToPlace(hall, row, plan.place);
}

/** The called citizen stands at the window. */
export function startService(hall: Hall, row: number): void {
  const { windows, citizens } = hall;
  const window = citizens.window[row] as number;
  if (hall.rules && waitsForOpening(hall, hall.rules, window)) return;
  if (hall.rules && waitsForSetUp(hall, hall.rules, window)) return;
  setState(hall, window, WindowState.serving, windows.overtime[window] as 0 | 1);
  citizens.phase[row] = Phase.beingServed;
  const overflow = hall.rules && mayServe(hall, hall.rules, window, row) !== 1 ? 1 : 0;
  hall.record(EventKind.serviceStarted, citizens.number[row] as number, window, overflow);
  if (hall.rules) findInArchive(hall, hall.rules, window, row);
  scheduleServiceEnd(hall, window, serviceTimeS(hall, window, row));
  if (!hall.rules) return;
  startChannelService(hall, hall.rules, window, row);
  interruptIfWanted(hall, hall.rules, window);
}

/** How long this window takes for this citizen, seconds. */
function serviceTimeS(hall: Hall, window: number, row: number): number {
  const { citizens, rules } = hall;
  const item = hall.spec.items[citizens.item[row] as number];
  if (citizens.missingPaper[row] === 1 && item) return item.missingPaperCheckS / speedAt(hall, window, row);
  const ownS = citizens.serviceS[row] as number;
  const needS = rules ? (channelServiceS(hall, rules, row, ownS) ?? jointServiceS(hall, rules, row) ?? ownS) : ownS;
  return needS / speedAt(hall, window, row);
}

export function endService(hall: Hall, window: number): void {
  const { windows, citizens } = hall;
  const row = windows.row[window] as number;
  if (hall.rules && citizens.missingPaper[row] === 1) {
    const fetchS = fetchPaperS(hall, hall.rules, row, window);
    if (fetchS !== null) {
      scheduleServiceEnd(hall, window, fetchS + serviceTimeS(hall, window, row));
      startChannelService(hall, hall.rules, window, row, fetchS);
      return;
    }
  }
  const missing = citizens.missingPaper[row] as number;
  hall.record(EventKind.serviceEnded, citizens.number[row] as number, window, missing);
  letGo(hall, window);
  if (hall.rules) startSetUp(hall, hall.rules, window, row);
  windows.served[window] = (windows.served[window] as number) + 1;
  citizens.window[row] = -1;
  const reason = missing === 1 ? LeaveReason.missingPaper : LeaveReason.served;
  if (!hall.rules) {
    depart(hall, row, reason);
    next(hall, window);
    return;
  }
  // The window looks at its queue before anybody who may come in, or on to another letter, because of this departure.
  const { rules } = hall;
  const on =
    missing === 0 &&
    (leavesForWindow(hall, rules, window, row) || goesOn(hall, rules, row) || goesOnToLinked(hall, rules, row));
  const waits = missing === 0 && !on && handOutResult(hall, rules, row);
  next(hall, window);
  if (on) waitForNextStage(hall, row);
  else if (waits) waitForResult(hall, row);
  else depart(hall, row, reason);
}

/** The window has nobody any more. */
function letGo(hall: Hall, window: number): void {
  const { windows } = hall;
  setState(hall, window, WindowState.free, windows.overtime[window] as 0 | 1);
  windows.freeSinceS[window] = hall.nowS;
  windows.row[window] = -1;
}

/** The window no longer has the citizen that it called, who is on the way; calls nobody else. */
export function takeBackCall(hall: Hall, window: number): void {
  hall.citizens.window[hall.windows.row[window] as number] = -1;
  letGo(hall, window);
}

/** A closed window opens for the citizen that it has called before it closed, who stands there or is on the way. */
export function reopenFor(hall: Hall, window: number): void {
  const { windows, citizens } = hall;
  unpause(hall, window);
  setState(hall, window, WindowState.calling, windows.overtime[window] as 0 | 1);
  hall.record(EventKind.windowOpened, -1, window, 0);
  const row = windows.row[window] as number;
  if (citizens.phase[row] === Phase.walkToWindow && citizens.moving[row] === 0) startService(hall, row);
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
