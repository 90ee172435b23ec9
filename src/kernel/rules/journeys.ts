/** Items of several stages: from one letter to the next with the place that the rule gives, or all at one window (joint). */
import { drawDurationS } from '../demand/durations';
import { Mark } from '../demand/marks';
import { EventKind } from '../events';
import type { Hall } from '../hall';
import { enqueue, offerTicket } from '../service/tickets';
import { goWait } from '../service/waiting';
import { followRedirect } from './channels';
import { Errand, errandOf } from './errand';
import { startPatience } from './patience';
import { placeOf } from './place';
import type { PlacePolicy } from './policies/place';
import type { JourneySpec, JourneysSpec, StageSpec } from './spec';
import type { RuleState } from './state';

/** Draws one stage may take. */
const DRAWS_PER_STAGE = 64;

function journeyOf(hall: Hall, rules: RuleState, row: number): JourneySpec | null {
  return rules.spec.journeys?.byItem[hall.citizens.item[row] as number] ?? null;
}

/** Fetching a result is no case. */
function isPickup(rules: RuleState, row: number): boolean {
  const errand = errandOf(rules, row);
  return errand === Errand.pickUp || errand === Errand.pickUpMachine;
}

/** True if this citizen needs the stage. */
function needs(hall: Hall, row: number, stage: StageSpec, index: number): boolean {
  if (stage.share >= 1) return true;
  const number = hall.citizens.number[row] as number;
  return hall.marks.rekey(number, Mark.stageNeeded + index).uniform() < stage.share;
}

function stageServiceS(hall: Hall, row: number, stage: StageSpec, index: number): number {
  const number = hall.citizens.number[row] as number;
  return drawDurationS(stage.service, hall.marks.rekey(number, Mark.stage + DRAWS_PER_STAGE * index));
}

/** Service time of an item whose stages are done together at one window; null = not joint. */
export function jointServiceS(hall: Hall, rules: RuleState, row: number): number | null {
  const journey = journeyOf(hall, rules, row);
  if (!journey || journey.jointFactor === null || isPickup(rules, row)) return null;
  let sumS = hall.citizens.serviceS[row] as number;
  journey.stages.forEach((stage, i) => {
    if (needs(hall, row, stage, i)) sumS += stageServiceS(hall, row, stage, i);
  });
  return sumS * journey.jointFactor;
}

/** Service at a window is over: true if the citizen goes on to another stage, and is now in the queue for it. */
export function goesOn(hall: Hall, rules: RuleState, row: number): boolean {
  const journey = journeyOf(hall, rules, row);
  if (!journey || journey.jointFactor !== null || isPickup(rules, row)) return false;
  const { stages } = journey;
  let index = rules.stage[row] as number;
  while (index < stages.length && !needs(hall, row, stages[index] as StageSpec, index)) index++;
  const stage = stages[index];
  if (!stage) return false;
  rules.stage[row] = index + 1;
  hall.citizens.serviceS[row] = stageServiceS(hall, row, stage, index);
  const { place, behind } = rules.spec.journeys as JourneysSpec;
  transfer(hall, rules, row, stage.group, place, behind);
  return true;
}

/** Puts a citizen who has just been at a window into the queue of another letter, with a new number there; not offered yet. */
export function transfer(
  hall: Hall,
  rules: RuleState,
  row: number,
  group: number,
  place: PlacePolicy,
  behind: number,
): void {
  const { citizens, tickets } = hall;
  const placeS = placeOf(hall, rules, place, row, group, behind);
  const number = (tickets.issued[group] as number) + 1;
  tickets.issued[group] = number;
  citizens.ticket[row] = number;
  citizens.ticketS[row] = hall.nowS;
  enqueue(hall, row, group);
  rules.orderS[row] = placeS;
  hall.record(EventKind.transferred, citizens.number[row] as number, group, number);
  startPatience(hall, rules, row);
}

/** The window that the citizen comes from has looked at its queue: offers the new ticket to the others, or goes for one. */
export function waitForNextStage(hall: Hall, row: number): void {
  if (hall.rules && followRedirect(hall, hall.rules, row)) return;
  const called = (hall.citizens.window[row] as number) >= 0;
  if (!called && !offerTicket(hall, row)) goWait(hall, row);
}
