/**
 * Clerks' breaks. A break that is due during a case waits for its end or interrupts it, as its policy says; it then has its
 * full length. During a break the window is closed; an interrupted citizen stays at it, and the case goes on where it stopped.
 */
import { AgendaKind } from '../base/agenda';
import { EventKind } from '../events';
import type { Hall } from '../hall';
import { WindowState } from '../service/tables';
import { afterPause, pauseWindow, resumeService } from '../service/windows';
import { clerkBusy } from './sharedClerks';
import type { BreakSpec } from './spec';
import type { RuleState } from './state';

/** `RuleState.breakState`. */
export const Break = { none: 0, due: 1, on: 2 } as const;

export function scheduleBreaks(hall: Hall): void {
  hall.spec.rules.breaks?.forEach((entry, i) => {
    if (entry.atS >= hall.startS) hall.agenda.schedule(entry.atS, AgendaKind.pause, entry.window, 2 * i);
  });
}

/** `code` = 2 * index into spec.rules.breaks + (1 = it ends). */
export function breakDue(hall: Hall, window: number, code: number): void {
  const { rules } = hall;
  const entry = rules?.spec.breaks?.[code >> 1];
  if (!rules || !entry) return;
  if ((code & 1) === 1) {
    endBreak(hall, rules, window);
    return;
  }
  const state = hall.windows.state[window];
  // Nobody to have a break, or still at an earlier one.
  if (state === WindowState.closed || hall.windows.overtime[window] === 1 || rules.breakState[window] !== Break.none)
    return;
  rules.breakState[window] = Break.due;
  rules.breakIndex[window] = code >> 1;
  if (state === WindowState.free && !clerkBusy(hall, rules, window)) startBreak(hall, rules, window, 0);
  else if (state === WindowState.serving) interruptIfWanted(hall, rules, window);
}

/** Whether a due break interrupts the case at the window, and if so, it does. Also asked when a service begins. */
export function interruptIfWanted(hall: Hall, rules: RuleState, window: number): void {
  if (rules.breakState[window] !== Break.due || rules.helpState[window] !== 0) return;
  const entry = breakOf(rules, window);
  const remainingS = (rules.serviceEndS[window] as number) - hall.nowS;
  if (!entry?.policy(remainingS, entry.finishWithinS)) return;
  rules.remainingS[window] = remainingS;
  rules.serviceRun[window] = ((rules.serviceRun[window] as number) + 1) | 0;
  const citizen = hall.citizens.number[hall.windows.row[window] as number] as number;
  hall.record(EventKind.serviceInterrupted, citizen, window, 0);
  startBreak(hall, rules, window, 1);
}

/** The window is free: true if its clerk goes on a break that is due. */
export function startsBreak(hall: Hall, rules: RuleState, window: number): boolean {
  if (rules.breakState[window] !== Break.due) return false;
  if ((hall.windows.interval[window] as number) < 0 || hall.windows.overtime[window] === 1) {
    // The shift ended with the case.
    rules.breakState[window] = Break.none;
    return false;
  }
  startBreak(hall, rules, window, 0);
  return true;
}

function breakOf(rules: RuleState, window: number): BreakSpec | undefined {
  return rules.spec.breaks?.[rules.breakIndex[window] as number];
}

function startBreak(hall: Hall, rules: RuleState, window: number, interrupted: 0 | 1): void {
  const entry = breakOf(rules, window);
  if (!entry) throw new Error(`startBreak: window ${window} has no break ${rules.breakIndex[window]}`);
  rules.breakState[window] = Break.on;
  hall.record(EventKind.breakStarted, -1, window, interrupted);
  pauseWindow(hall, window);
  hall.agenda.schedule(
    hall.nowS + entry.lengthS,
    AgendaKind.pause,
    window,
    2 * (rules.breakIndex[window] as number) + 1,
  );
}

function endBreak(hall: Hall, rules: RuleState, window: number): void {
  rules.breakState[window] = Break.none;
  hall.record(EventKind.breakEnded, -1, window, 0);
  const row = hall.windows.row[window] as number;
  if (row < 0) {
    afterPause(hall, window);
    return;
  }
  const remainingS = rules.remainingS[window] as number;
  rules.remainingS[window] = 0;
  resumeService(hall, window, remainingS);
}
