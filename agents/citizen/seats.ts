/**
 * Choice of a seat among the free ones. Each policy is a cost in metres; the cheapest seat is taken. No published model of seat
 * choice in service halls was at hand: the weights are assumptions. That people keep a seat between themselves and strangers
 * while they can is well attested; 2 m a neighbour does it.
 */
import type { SeatView } from '../contract';

/** What it costs, in metres of walking, to sit beside a stranger; and for each companion that finds no place beside. */
const STRANGER_M = 2;
const FAR_FROM_STRANGERS_M = 20;
const WITHOUT_COMPANION_M = 6;

function cheapest(view: SeatView, costM: (seat: number) => number): number {
  let best = -1;
  let bestM = Number.POSITIVE_INFINITY;
  for (let i = 0; i < view.count; i++) {
    const apart = Math.max(0, view.companions - (view.freeBeside[i] as number));
    const cost = costM(i) + WITHOUT_COMPANION_M * apart;
    if (cost < bestM) {
      bestM = cost;
      best = i;
    }
  }
  return best;
}

/** The walk there, and the windows with the number display in front of them in view; not beside a stranger if avoidable. */
export function nearWindows(view: SeatView): number {
  return cheapest(
    view,
    (i) =>
      0.6 * (view.toSeatM[i] as number) + (view.toWindowsM[i] as number) + STRANGER_M * (view.neighbours[i] as number),
  );
}

/** The shortest walk, whoever sits there. */
export function nearest(view: SeatView): number {
  return cheapest(view, (i) => view.toSeatM[i] as number);
}

/** Nobody beside, whatever the walk. */
export function apart(view: SeatView): number {
  return cheapest(view, (i) => (view.toSeatM[i] as number) + FAR_FROM_STRANGERS_M * (view.neighbours[i] as number));
}

/** Stands. */
export function stands(): number {
  return -1;
}
