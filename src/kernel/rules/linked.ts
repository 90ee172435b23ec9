/**
 * Linked demand (全生命周期): one item brings another, as a birth brings a vaccination and a school place. Whom the hall has told
 * in time does both in one visit; the others come again another day, which is counted and not simulated.
 */
import { drawDurationS } from '../demand/durations';
import { Mark } from '../demand/marks';
import { EventKind } from '../events';
import type { Hall } from '../hall';
import { Errand, errandOf } from './errand';
import { transfer } from './journeys';
import type { PlacePolicy } from './policies/place';
import type { RuleState } from './state';

export type LinkSpec = {
  /** Item that follows; share of citizens who need it; share of these who were told. */
  readonly item: number;
  readonly share: number;
  readonly pushedShare: number;
};
export type LinkedSpec = {
  /** By item index; null = nothing follows. */
  readonly byItem: readonly (LinkSpec | null)[];
  readonly place: PlacePolicy;
  readonly behind: number;
};

/** The case is done: true if the citizen goes on to the item that follows, and is in the queue for it. Once a visit. */
export function goesOnToLinked(hall: Hall, rules: RuleState, row: number): boolean {
  const { linked } = rules.spec;
  const { citizens, marks } = hall;
  const link = linked?.byItem[citizens.item[row] as number];
  if (!linked || !link || rules.linkDone[row] === 1 || errandOf(rules, row) !== Errand.none) return false;
  rules.linkDone[row] = 1;
  const number = citizens.number[row] as number;
  if (marks.rekey(number, Mark.linked).uniform() >= link.share) return false;
  const told = marks.rekey(number, Mark.linkedTold).uniform() < link.pushedShare;
  hall.record(EventKind.linkedNeed, number, link.item, told ? 1 : 0);
  const next = hall.spec.items[link.item];
  if (!told || !next) return false;
  citizens.item[row] = link.item;
  citizens.serviceS[row] = drawDurationS(next.service, marks.rekey(number, Mark.linkedService));
  rules.stage[row] = 0;
  transfer(hall, rules, row, next.group, linked.place, linked.behind);
  return true;
}
