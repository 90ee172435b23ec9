/** Tidal windows (潮汐窗口): staffed on call, opened while queues are long. */
import { AgendaKind } from '../base/agenda';
import type { Hall } from '../hall';
import { WindowState } from '../service/tables';
import { closeWindow, groupsOf, openWindow } from '../service/windows';
import type { RuleState } from './state';

/** `RuleState.tide`. */
export const Tide = { onCall: 0, coming: 1, open: 2 } as const;

export function isTidal(rules: RuleState, window: number): boolean {
  return rules.spec.tidal?.windows.includes(window) ?? false;
}

/** A ticket has joined a queue, or a tidal clerk's time has begun: the next tidal window may be needed. */
export function callClerks(hall: Hall, rules: RuleState): void {
  const { tidal } = rules.spec;
  if (!tidal) return;
  for (const window of tidal.windows) {
    if (rules.tide[window] !== Tide.onCall || !onDuty(hall, window)) continue;
    if (othersComing(hall, rules, window) || wanted(hall, rules, window) !== 1) continue;
    rules.tide[window] = Tide.coming;
    hall.agenda.schedule(hall.nowS + tidal.delayS, AgendaKind.tide, window, 0);
  }
}

/** b = 0: the clerk is there. b = 1: the shortest opening is over. */
export function tideDue(hall: Hall, window: number, b: number): void {
  const { rules } = hall;
  const tidal = rules?.spec.tidal;
  if (!rules || !tidal) return;
  if (b === 0) {
    if (rules.tide[window] !== Tide.coming) return;
    const duty = onDuty(hall, window);
    rules.tide[window] = duty ? Tide.open : Tide.onCall;
    if (!duty) return;
    rules.tideOpenedS[window] = hall.nowS;
    hall.agenda.schedule(hall.nowS + tidal.minOpenS, AgendaKind.tide, window, 1);
    openWindow(hall, window);
    callClerks(hall, rules);
    return;
  }
  if (hall.windows.state[window] === WindowState.free) ebbs(hall, rules, window);
}

/** A free tidal window: true if it closes because it is no longer needed. */
export function ebbs(hall: Hall, rules: RuleState, window: number): boolean {
  const { tidal } = rules.spec;
  if (!tidal || rules.tide[window] !== Tide.open || hall.windows.overtime[window] === 1) return false;
  if (hall.nowS < (rules.tideOpenedS[window] as number) + tidal.minOpenS || wanted(hall, rules, window) !== -1)
    return false;
  rules.tide[window] = Tide.onCall;
  closeWindow(hall, window);
  return true;
}

function onDuty(hall: Hall, window: number): boolean {
  return (hall.windows.interval[window] as number) >= 0 && hall.windows.overtime[window] === 0;
}

function othersComing(hall: Hall, rules: RuleState, window: number): boolean {
  const groups = groupsOf(hall, window);
  return (rules.spec.tidal?.windows ?? []).some(
    (other) => rules.tide[other] === Tide.coming && groupsOf(hall, other).some((group) => groups.includes(group)),
  );
}

function wanted(hall: Hall, rules: RuleState, window: number): -1 | 0 | 1 {
  const { tidal } = rules.spec;
  if (!tidal) return 0;
  const groups = groupsOf(hall, window);
  let waiting = 0;
  for (const group of groups) waiting += hall.tickets.waiting[group] as number;
  let open = 0;
  for (let other = 0; other < hall.windows.state.length; other++) {
    if (other === window || hall.windows.state[other] === WindowState.closed) continue;
    if (groupsOf(hall, other).some((group) => groups.includes(group))) open++;
  }
  return tidal.policy(waiting, open, tidal.openAbove, tidal.closeBelow);
}
