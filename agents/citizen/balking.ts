/** Balking: who turns round at the ticket machine because too many are waiting. Limits are drawn at arrival. */
import type { BalkView } from '../contract';

/** Turns round when more tickets wait in the letter than the citizen tolerates. */
export function overTolerance(view: BalkView): boolean {
  return view.ticketsAhead > view.toleratedAhead;
}

/** The same, but counts the tickets ahead for each window that serves the letter: a citizen who sees the hall working. */
export function overTolerancePerWindow(view: BalkView): boolean {
  return view.ticketsAhead > view.toleratedAhead * Math.max(1, view.windowsOpen);
}
