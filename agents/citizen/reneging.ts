/** Reneging: what someone does whose patience has run out while waiting with a ticket. Patience is drawn at arrival. */
import type { RenegeView } from '../contract';

/** Leaves at once. With exponential patience this is the Erlang-A model. */
export function leaveAtLimit(_view: RenegeView): number {
  return 0;
}

/** Stays until called if the number is among the next ones to be called, one for each open window; else leaves. */
export function stayWhenNear(view: RenegeView): number {
  return view.ticketsAhead < view.windowsOpen ? Number.POSITIVE_INFINITY : 0;
}
