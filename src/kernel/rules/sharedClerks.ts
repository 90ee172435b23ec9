/**
 * Clerks who look after several windows: of the windows of an entry at most so many are at work as there are clerks. A freed
 * clerk goes to the window of the entry whose ticket comes first in call order. Left out: the few steps from one to the next.
 */
import type { Hall } from '../hall';
import { isAvailable, WindowState } from '../service/tables';
import { callIfAny, nextTicket } from '../service/windows';
import { startsBreak } from './breaks';
import { mayServe } from './eligible';
import { scoreOf } from './priority';
import type { RuleState } from './state';

export type SharedClerkSpec = { readonly windows: readonly number[]; readonly clerks: number };

/** True if every clerk of the window's entry is at work at another window, or away for a break or to help. */
export function clerkBusy(hall: Hall, rules: RuleState, window: number): boolean {
  const entry = rules.spec.sharedClerks?.[rules.clerkEntry[window] as number];
  if (!entry) return false;
  const { windows } = hall;
  let busy = 0;
  for (const other of entry.windows) {
    const state = windows.state[other];
    if (state === WindowState.calling || state === WindowState.serving || windows.paused[other] === 1) busy++;
  }
  return busy >= entry.clerks;
}

/** A clerk has become free at the window: calls at another window of the entry if the better ticket waits there. */
export function callElsewhere(hall: Hall, rules: RuleState, window: number): void {
  const entry = rules.spec.sharedClerks?.[rules.clerkEntry[window] as number];
  if (!entry || clerkBusy(hall, rules, window)) return;
  const { windows } = hall;
  // A break that was due at another window while all clerks were at work.
  for (const other of entry.windows) {
    if (other !== window && windows.state[other] === WindowState.free && startsBreak(hall, rules, other)) return;
  }
  let best = -1;
  let bestUse = Number.POSITIVE_INFINITY;
  let bestScore = Number.POSITIVE_INFINITY;
  let bestS = Number.POSITIVE_INFINITY;
  // The window itself first: among equals the clerk stays where he is.
  for (const other of [window, ...entry.windows.filter((candidate) => candidate !== window)]) {
    if (!isAvailable(hall.windows, other)) continue;
    const row = nextTicket(hall, other);
    if (row < 0) continue;
    const use = mayServe(hall, rules, other, row);
    const score = scoreOf(hall, rules, row);
    const orderS = rules.orderS[row] as number;
    const better = use - bestUse || score - bestScore || orderS - bestS;
    if (!(better < 0)) continue;
    best = other;
    bestUse = use;
    bestScore = score;
    bestS = orderS;
  }
  if (best >= 0 && best !== window) callIfAny(hall, best);
}
