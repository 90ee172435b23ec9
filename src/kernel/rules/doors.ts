/**
 * Doors: which way out is taken, and doors that close for a time. `nearest` is the shortest way; `quickest` reckons with the people
 * ahead (crowd/choice.ts; without bodies there is no queue and it is the shortest way too). A door that closes during the day:
 * who sets off takes an open one; who is on the way to it takes another (`reroute`) or goes there and waits (`wait`); who finds
 * none open waits before a closed one. Newcomers come in by the open entrances, and wait outside when none is.
 *
 * Without bodies people learn that a door is closed when they get there. Leaves out: doors that let through so many a minute.
 */
import { AgendaKind } from '../base/agenda';
import type { ChoiceMind, ClosingPolicy } from '../crowd/choice';
import { Phase } from '../demand/phase';
import { EventKind } from '../events';
import type { Hall } from '../hall';
import { positionOf, walkToOneOf, walkToPlace } from '../mover';
import { companyWalks } from '../people/company';
import { admitWaiting } from '../service/journey';

export type DoorClosing = {
  /** Index into layout.doors. */
  readonly door: number;
  /** Closed from (included) to (not included), seconds since midnight. Closings of one door do not overlap. */
  readonly fromS: number;
  readonly toS: number;
  readonly policy: ClosingPolicy;
};
export type DoorsSpec = { readonly choose: ChoiceMind; readonly closings: readonly DoorClosing[] };

export function scheduleDoors(hall: Hall): void {
  hall.spec.rules.doors?.closings.forEach((closing, i) => {
    hall.agenda.schedule(Math.max(closing.fromS, hall.startS), AgendaKind.door, 2 * i, 0);
    hall.agenda.schedule(closing.toS, AgendaKind.door, 2 * i + 1, 0);
  });
}

/** The closing that keeps a door shut now; null = it is open. */
function closingOf(hall: Hall, door: number): DoorClosing | null {
  const { nowS } = hall;
  const closings = hall.spec.rules.doors?.closings;
  return closings?.find((one) => one.door === door && nowS >= one.fromS && nowS < one.toS) ?? null;
}

/** Place indices of the entrances that are open now. */
export function openEntrances(hall: Hall): readonly number[] {
  const { entrances } = hall.derived;
  if (!hall.spec.rules.doors) return entrances;
  return entrances.filter((place) => !closingOf(hall, hall.spec.layout.places[place]?.owner ?? -1));
}

/** True if who is still outside at closing time must stay there: doors may have kept them out. */
export const mayKeepOut = (hall: Hall): boolean => (hall.spec.rules.doors?.closings.length ?? 0) > 0;

/** `code` = 2 * index into the closings + (1 = it ends). */
export function doorDue(hall: Hall, code: number): void {
  const closing = hall.spec.rules.doors?.closings[code >> 1];
  if (!closing) return;
  const opens = (code & 1) === 1;
  const place = hall.spec.layout.places[hall.spec.layout.doors[closing.door]?.place ?? -1];
  const waits = closing.policy === 'wait' ? 1 : 0;
  hall.record(opens ? EventKind.doorOpened : EventKind.doorClosed, -1, closing.door, waits);
  const waited = opens ? whoWaits(hall) : [];
  if (place) hall.crowd?.setOpen(place.target, opens, closing.policy);
  if (!opens) return;
  setOff(hall, closing, waited);
  if (!hall.crowd) admitWaiting(hall);
}

/** Rows that stand before a closed door. */
function whoWaits(hall: Hall): number[] {
  const rows: number[] = [];
  for (let row = 0; row < hall.citizens.rows; row++) if (waitsAtDoor(hall, row)) rows.push(row);
  return rows;
}

/** True for somebody who stands before a closed door. */
export function waitsAtDoor(hall: Hall, row: number): boolean {
  const { citizens, crowd } = hall;
  if (citizens.phase[row] !== Phase.leaving || citizens.moving[row] === 1 || hall.closures?.holds(row)) return false;
  return crowd ? crowd.waitsAtClosed(row) : true;
}

/** A door has opened: those who waited for it, or for any, go on. In micro the crowd has set them off. */
function setOff(hall: Hall, opened: DoorClosing, waited: readonly number[]): void {
  const { citizens, crowd } = hall;
  for (const row of waited) {
    if (crowd) {
      if (crowd.waitsAtClosed(row)) continue;
      citizens.moving[row] = 1;
      if (hall.people) companyWalks(hall, hall.people, row, crowd.goingTo(row));
      continue;
    }
    const door = doorAtGoal(hall, row);
    if (door === opened.door || closingOf(hall, door)?.policy !== 'wait') walkToExit(hall, row);
  }
}

/** Walks to the way out that the rule `doors` chooses. */
export function walkToExit(hall: Hall, row: number): void {
  const { exits } = hall.derived;
  const { places } = hall.spec.layout;
  const choose = hall.spec.rules.doors?.choose ?? 'nearest';
  if (hall.crowd) {
    walkToOneOf(
      hall,
      row,
      exits.map((place) => places[place]?.target as number),
      choose,
    );
    return;
  }
  const open = exits.filter((place) => !closingOf(hall, places[place]?.owner ?? -1));
  walkToPlace(hall, row, nearestExit(hall, row, open.length > 0 ? open : exits));
}

/** Place index of the exit with the shortest way. */
export function nearestExit(hall: Hall, row: number, exits: readonly number[]): number {
  const { places } = hall.spec.layout;
  const here = positionOf(hall, row);
  let best = exits[0] as number;
  let bestM = Number.POSITIVE_INFINITY;
  for (const place of exits) {
    const spot = places[place];
    if (!spot) continue;
    const length = hall.router?.distanceM(spot.target, here.xM, here.yM, spot.xM, spot.yM) ?? 0;
    if (length < bestM) {
      bestM = length;
      best = place;
    }
  }
  return best;
}

/** At the end of the walk out: true if the door is closed, and the citizen goes to another or waits. */
export function findsClosed(hall: Hall, row: number): boolean {
  const door = doorAtGoal(hall, row);
  const closing = closingOf(hall, door);
  if (!closing) return false;
  if (hall.crowd) {
    // Had been led there by something else than the choice: the crowd stops him before it, or sends him to another.
    walkToExit(hall, row);
    return true;
  }
  const { exits } = hall.derived;
  const open = exits.filter((place) => !closingOf(hall, hall.spec.layout.places[place]?.owner ?? -1));
  if (closing.policy === 'reroute' && open.length > 0) {
    walkToExit(hall, row);
    hall.record(EventKind.exitChanged, hall.citizens.number[row] as number, doorAtGoal(hall, row), 1);
  } else hall.record(EventKind.waitsAtDoor, hall.citizens.number[row] as number, door, 0);
  return true;
}

/** After the crowd has moved: who took another way out, and who stands before a closed one. */
export function noteChoices(hall: Hall): void {
  const { crowd, citizens } = hall;
  if (!crowd) return;
  for (let i = 0; i < crowd.changedCount; i++) {
    const row = crowd.changed[i] as number;
    if (citizens.phase[row] !== Phase.leaving) continue;
    const left = closingOf(hall, doorAtGoal(hall, row));
    const target = hall.spec.layout.targets[crowd.goingTo(row)];
    if (!target) continue;
    citizens.goalXM[row] = target.xM;
    citizens.goalYM[row] = target.yM;
    if (hall.people) hall.people.target[row] = crowd.goingTo(row);
    hall.record(EventKind.exitChanged, citizens.number[row] as number, doorAtGoal(hall, row), left ? 1 : 0);
    if (hall.people) companyWalks(hall, hall.people, row, crowd.goingTo(row));
  }
  for (let i = 0; i < crowd.haltedCount; i++) {
    const row = crowd.halted[i] as number;
    if (citizens.phase[row] !== Phase.leaving) continue;
    citizens.moving[row] = 0;
    hall.record(EventKind.waitsAtDoor, citizens.number[row] as number, doorAtGoal(hall, row), 0);
  }
}

/** Index of the door that a citizen who leaves is bound for; -1 = none. */
function doorAtGoal(hall: Hall, row: number): number {
  const { layout } = hall.spec;
  for (const index of hall.derived.exits) {
    const place = layout.places[index];
    if (place?.xM === hall.citizens.goalXM[row] && place?.yM === hall.citizens.goalYM[row]) return place?.owner ?? -1;
  }
  return -1;
}
