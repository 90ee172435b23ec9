/**
 * Waiting with a ticket: a reserved seat, a marked standing place where there is none, else a free spot of the floor
 * (standingRoom.ts), and only where that is full, too, where one is.
 */
import { atan2 } from '../base/detmath';
import { Phase } from '../demand/phase';
import { EventKind } from '../events';
import type { Hall } from '../hall';
import { positionOf, rest, walkToPlace, walkToPoint } from '../mover';
import { companyOf, keepPlaces } from '../people/company';
import { isUsable } from '../rules/closures';
import { hasCompanion, seatCompanion } from '../rules/companions';
import { standInLine } from '../rules/queueLines';
import { STANDING_PITCH_M, type StandingSpot, standingSpots } from './standingRoom';

/** Sends a citizen to wait. Without walking the citizen simply waits. */
export function goWait(hall: Hall, row: number): void {
  const { citizens } = hall;
  if (!hall.spec.walking) {
    citizens.phase[row] = Phase.standing;
    return;
  }
  if (hall.rules && standInLine(hall, hall.rules, row)) return;
  const accompanied = hasCompanion(hall, row);
  const company = companyOf(hall, row);
  let place = chooseSeat(hall, row, Math.max(company, accompanied ? 1 : 0));
  if (place < 0) place = nearestStand(hall, row);
  if (place < 0) {
    const spot = freeFloor(hall, row);
    if (spot) {
      citizens.phase[row] = Phase.walkToWait;
      walkToPoint(hall, row, spot.target, spot.xM, spot.yM);
      return;
    }
    // Full: stays where he is. Counted, because a planner must see it.
    citizens.phase[row] = Phase.standing;
    citizens.moving[row] = 0;
    const here = positionOf(hall, row);
    rest(hall, row, here.xM, here.yM, 0);
    hall.record(EventKind.waiting, citizens.number[row] as number, -1, 0);
    return;
  }
  citizens.place[row] = place;
  hall.placeTaken[place] = 1;
  if (accompanied) {
    const beside = joiningSeats(hall, place, 1)[0] ?? -1;
    const seat = beside >= 0 ? beside : chooseSeat(hall, row, 0);
    seatCompanion(hall, row, seat >= 0 ? seat : nearestStand(hall, row));
  }
  if (hall.people && company > 0) keepPlaces(hall, hall.people, row, placesFor(hall, row, place, company));
  citizens.phase[row] = Phase.walkToWait;
  walkToPlace(hall, row, place);
}

/** Arrived at the waiting place: sits down or stands. */
export function startWaiting(hall: Hall, row: number): void {
  const { citizens } = hall;
  const place = citizens.place[row] as number;
  const spot = hall.spec.layout.places[place];
  if (!spot) {
    const here = positionOf(hall, row);
    const group = citizens.group[row] as number;
    const dx = (hall.derived.groupCentre[2 * group] as number) - here.xM;
    const dy = (hall.derived.groupCentre[2 * group + 1] as number) - here.yM;
    citizens.phase[row] = Phase.standing;
    rest(hall, row, here.xM, here.yM, atan2(dy, dx));
    hall.record(EventKind.waiting, citizens.number[row] as number, -1, 0);
    return;
  }
  const sits = spot.kind === 'seat';
  citizens.phase[row] = sits ? Phase.seated : Phase.standing;
  if (sits) rest(hall, row, spot.restXM, spot.restYM, spot.facingRad);
  hall.record(EventKind.waiting, citizens.number[row] as number, place, sits ? 1 : 0);
}

/** Free seats that join on to this one, seat by seat, the nearest first, at most so many. Place indices. */
export function joiningSeats(hall: Hall, place: number, most: number): number[] {
  const found: number[] = [];
  const { seats } = hall.spec.layout;
  for (let at = -1; at < found.length && found.length < most; at++) {
    for (const other of hall.derived.seatNeighbours[at < 0 ? place : (found[at] as number)] ?? []) {
      const seat = seats[other] as number;
      if (seat !== place && hall.placeTaken[seat] === 0 && !found.includes(seat) && found.length < most)
        found.push(seat);
    }
  }
  return found;
}

/** Where a group of companions waits while its leader has this place: beside, else on other free seats, else standing beside him. */
function placesFor(hall: Hall, row: number, place: number, company: number): number[] {
  if (hall.spec.layout.places[place]?.kind !== 'seat') return [];
  const kept = joiningSeats(hall, place, company);
  while (kept.length < company) {
    for (const seat of kept) hall.placeTaken[seat] = 1;
    const seat = chooseSeat(hall, row, 0);
    for (const taken of kept) hall.placeTaken[taken] = 0;
    if (seat < 0) break;
    kept.push(seat);
  }
  return kept;
}

function chooseSeat(hall: Hall, row: number, companions: number): number {
  const { layout } = hall.spec;
  const { seats, places } = layout;
  const here = positionOf(hall, row);
  const group = hall.citizens.group[row] as number;
  const centreX = hall.derived.groupCentre[2 * group] as number;
  const centreY = hall.derived.groupCentre[2 * group + 1] as number;
  const free: number[] = [];
  for (let i = 0; i < seats.length; i++) {
    const place = places[seats[i] as number];
    if (
      place &&
      hall.placeTaken[seats[i] as number] === 0 &&
      isUsable(hall, place.target, here.xM, here.yM, place.xM, place.yM)
    )
      free.push(i);
  }
  if (free.length === 0) return -1;
  const toSeatM = new Float64Array(free.length);
  const toWindowsM = new Float64Array(free.length);
  const neighbours = new Uint8Array(free.length);
  const freeBeside = new Uint8Array(free.length);
  free.forEach((seatIndex, i) => {
    const place = places[seats[seatIndex] as number];
    if (!place) return;
    toSeatM[i] = hall.router?.distanceM(place.target, here.xM, here.yM, place.xM, place.yM) ?? 0;
    const dx = place.xM - centreX;
    const dy = place.yM - centreY;
    toWindowsM[i] = Math.sqrt(dx * dx + dy * dy);
    let taken = 0;
    const beside = hall.derived.seatNeighbours[seats[seatIndex] as number] ?? [];
    for (const other of beside) {
      taken += hall.placeTaken[seats[other] as number] as number;
    }
    neighbours[i] = taken;
    if (companions > 0) freeBeside[i] = joiningSeats(hall, seats[seatIndex] as number, companions).length;
  });
  const decide = hall.rules?.spec.seating?.decide ?? hall.spec.policies.chooseSeat;
  const chosen = decide({ count: free.length, toSeatM, toWindowsM, neighbours, freeBeside, companions });
  return chosen < 0 ? -1 : (seats[free[chosen] as number] as number);
}

function nearestStand(hall: Hall, row: number): number {
  const { stands, places } = hall.spec.layout;
  const here = positionOf(hall, row);
  let best = -1;
  let bestSquare = Number.POSITIVE_INFINITY;
  for (const index of stands) {
    if (hall.placeTaken[index] === 1) continue;
    const place = places[index];
    if (!place || !isUsable(hall, place.target, here.xM, here.yM, place.xM, place.yM)) continue;
    const dx = place.xM - here.xM;
    const dy = place.yM - here.yM;
    const square = dx * dx + dy * dy;
    if (square < bestSquare) {
      bestSquare = square;
      best = index;
    }
  }
  return best;
}

/** What it costs, in metres of walking, to stand next to somebody on the free floor. */
const NEXT_TO_M = 1;

/**
 * The free floor's spot that costs least: the walk there, the windows, and how many stand next to it. Who holds which spot is read
 * from where people stand or go, so nothing is kept that could be forgotten. Null = none is free.
 */
function freeFloor(hall: Hall, row: number): StandingSpot | null {
  const { router, citizens } = hall;
  if (!router) return null;
  const here = positionOf(hall, row);
  const group = citizens.group[row] as number;
  const centreX = hall.derived.groupCentre[2 * group] as number;
  const centreY = hall.derived.groupCentre[2 * group + 1] as number;
  const held: number[] = [];
  for (let other = 0; other < citizens.rows; other++) {
    const phase = citizens.phase[other];
    if (other === row || (phase !== Phase.walkToWait && phase !== Phase.standing) || citizens.place[other] !== -1)
      continue;
    held.push(citizens.goalXM[other] as number, citizens.goalYM[other] as number);
  }
  let best: StandingSpot | null = null;
  let bestM = Number.POSITIVE_INFINITY;
  for (const spot of floorSpots(hall)) {
    let cost = 0.6 * betweenM(spot, here.xM, here.yM) + betweenM(spot, centreX, centreY);
    for (let i = 0; i < held.length && cost < bestM; i += 2) {
      const gap = betweenM(spot, held[i] as number, held[i + 1] as number);
      if (gap < 0.9 * STANDING_PITCH_M) cost = Number.POSITIVE_INFINITY;
      else if (gap < 1.5 * STANDING_PITCH_M) cost += NEXT_TO_M;
    }
    if (cost >= bestM || !isUsable(hall, spot.target, here.xM, here.yM, spot.xM, spot.yM)) continue;
    best = spot;
    bestM = cost;
  }
  return best;
}

/** Worked out with everything open, so that it does not depend on when it was first asked for. */
function floorSpots(hall: Hall): readonly StandingSpot[] {
  const router = hall.closures?.routes.base ?? hall.router;
  hall.floorSpots ??= router ? standingSpots(hall.spec.layout, router) : [];
  return hall.floorSpots;
}

/** The nearest spot of the floor that is not closed, whoever stands there. Null = none. */
export function nearestOpenFloor(hall: Hall, row: number): StandingSpot | null {
  const here = positionOf(hall, row);
  let best: StandingSpot | null = null;
  for (const spot of floorSpots(hall)) {
    if (best && betweenM(spot, here.xM, here.yM) >= betweenM(best, here.xM, here.yM)) continue;
    if (isUsable(hall, spot.target, here.xM, here.yM, spot.xM, spot.yM)) best = spot;
  }
  return best;
}

function betweenM(spot: StandingSpot, xM: number, yM: number): number {
  const dx = spot.xM - xM;
  const dy = spot.yM - yM;
  return Math.sqrt(dx * dx + dy * dy);
}
