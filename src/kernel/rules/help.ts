/**
 * Help at machines that a person gives: a guide of the hall, or a clerk who closes the window meanwhile. A machine that has
 * failed waits, with its citizen, until a helper is free; calls for help are answered in order.
 */
import { AgendaKind } from '../base/agenda';
import { EventKind } from '../events';
import type { Hall } from '../hall';
import { isAvailable } from '../service/tables';
import { afterPause, pauseWindow, scheduleServiceEnd } from '../service/windows';
import { clerkBusy } from './sharedClerks';
import type { RuleState } from './state';

export type HelperSpec = {
  /** Windows whose clerks may go to help, in this order; and guides of the hall who do nothing else. */
  readonly windows: readonly number[];
  readonly guides: number;
};

/** `RuleState.helpState` of a machine. */
export const Help = { none: 0, waits: 1, given: 2 } as const;

/** The machine at this window has failed: stops its service, and asks for help that takes `helpS`. */
export function askForHelp(hall: Hall, rules: RuleState, window: number, channel: number, helpS: number): void {
  rules.serviceRun[window] = ((rules.serviceRun[window] as number) + 1) | 0;
  rules.remainingS[window] = Math.max(0, (rules.serviceEndS[window] as number) - hall.nowS - helpS);
  rules.helpState[window] = Help.waits;
  rules.helpChannel[window] = channel;
  rules.helpS[window] = helpS;
  rules.helpQueue.push(window);
  sendHelpers(hall, rules);
}

/** Sends whoever is free to the machines that wait. */
function sendHelpers(hall: Hall, rules: RuleState): void {
  for (const machine of rules.helpQueue.slice()) {
    const channel = rules.helpChannel[machine] as number;
    const helpers = rules.spec.channels?.[channel]?.helpBy;
    if (!helpers) continue;
    const clerk = helpers.windows.find((window) => mayHelp(hall, rules, window)) ?? -1;
    if ((rules.guidesOut[channel] as number) < helpers.guides) startHelp(hall, rules, machine, -1);
    else if (clerk >= 0) startHelp(hall, rules, machine, clerk);
  }
}

function mayHelp(hall: Hall, rules: RuleState, window: number): boolean {
  return isAvailable(hall.windows, window) && !clerkBusy(hall, rules, window);
}

/** A window of which the clerk is free: true if the clerk goes to help instead of calling. */
export function goesToHelp(hall: Hall, rules: RuleState, window: number): boolean {
  for (const machine of rules.helpQueue) {
    const helpers = rules.spec.channels?.[rules.helpChannel[machine] as number]?.helpBy;
    if (!helpers?.windows.includes(window) || !mayHelp(hall, rules, window)) continue;
    startHelp(hall, rules, machine, window);
    return true;
  }
  return false;
}

/** @param clerk window whose clerk helps, -1 = a guide */
function startHelp(hall: Hall, rules: RuleState, machine: number, clerk: number): void {
  rules.helpQueue = rules.helpQueue.filter((other) => other !== machine);
  rules.helpState[machine] = Help.given;
  rules.helperAt[machine] = clerk;
  const number = hall.citizens.number[hall.windows.row[machine] as number] as number;
  hall.record(EventKind.helpStarted, number, machine, clerk);
  const channel = rules.helpChannel[machine] as number;
  if (clerk >= 0) pauseWindow(hall, clerk);
  else rules.guidesOut[channel] = (rules.guidesOut[channel] as number) + 1;
  hall.agenda.schedule(hall.nowS + (rules.helpS[machine] as number), AgendaKind.helpDone, machine);
}

/** The help is over: the machine goes on, the helper is free. Never stale: nobody leaves a machine that is being helped. */
export function helpDone(hall: Hall, machine: number): void {
  const { rules } = hall;
  if (!rules) return;
  const clerk = rules.helperAt[machine] as number;
  rules.helpState[machine] = Help.none;
  rules.helperAt[machine] = -1;
  hall.record(EventKind.helpEnded, hall.citizens.number[hall.windows.row[machine] as number] as number, machine, clerk);
  scheduleServiceEnd(hall, machine, rules.remainingS[machine] as number);
  rules.remainingS[machine] = 0;
  if (clerk >= 0) afterPause(hall, clerk);
  else {
    const channel = rules.helpChannel[machine] as number;
    rules.guidesOut[channel] = (rules.guidesOut[channel] as number) - 1;
    sendHelpers(hall, rules);
  }
}
