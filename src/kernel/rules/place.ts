/** Places in the queue as times: what the place policies are told. */
import type { Hall } from '../hall';
import type { PlacePolicy } from './policies/place';
import type { RuleState } from './state';

/** Place that a policy gives to a ticket that is about to join a letter's queue. */
export function placeOf(
  hall: Hall,
  rules: RuleState,
  policy: PlacePolicy,
  row: number,
  group: number,
  behind: number,
): number {
  return policy(hall.nowS, rules.firstTicketS[row] as number, placeOfNth(hall, rules, group, behind));
}

/** Place of the n-th waiting ticket of a letter in order of places; now if fewer wait. n >= 1. */
function placeOfNth(hall: Hall, rules: RuleState, group: number, n: number): number {
  const places: number[] = [];
  let at = hall.tickets.head[group] as number;
  for (; at >= 0; at = hall.citizens.nextInQueue[at] as number) places.push(rules.orderS[at] as number);
  places.sort((a, b) => a - b);
  return places[n - 1] ?? hall.nowS;
}
