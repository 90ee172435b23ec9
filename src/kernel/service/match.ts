/** Which ticket goes to which window when no rule of the hall says otherwise. */
import type { Hall } from '../hall';
import { positionOf } from '../mover';
import { mayServe } from '../rules/eligible';
import { clerkBusy } from '../rules/sharedClerks';
import { isAvailable, WindowState } from './tables';
import { groupsOf } from './windows';

/** Row of the earliest ticket among the groups that may be called, -1 if none. */
export function firstCallable(hall: Hall, groups: readonly number[]): number {
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

/**
 * The window for a ticket that has become callable: the nearest within 3 m, else the longest free; -1 = none is free.
 * Overflow is not looked at here: older tickets may have the better right to it (rules/eligible wakes those windows).
 */
export function bestWindow(hall: Hall, row: number): number {
  const { windows, citizens, rules } = hall;
  const group = citizens.group[row] as number;
  let best = -1;
  let bestSince = Number.POSITIVE_INFINITY;
  const stands = hall.spec.walking ? positionOf(hall, row) : null;
  let bestNearM = 3;
  for (let window = 0; window < windows.state.length; window++) {
    if (!isAvailable(windows, window) || !groupsOf(hall, window).includes(group)) continue;
    if (rules && (mayServe(hall, rules, window, row) !== 1 || clerkBusy(hall, rules, window))) continue;
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
