/**
 * Rule `seating.moveToFreed`: a seat gets free, and somebody who stands goes and sits down. Of those who stand as near as `withinM`
 * on foot and still have at least `aheadMin` people of their letter before them (the board shows that), the nearest goes; with companions
 * only if there are free seats beside for all of them. Distances and numbers are assumptions.
 *
 * Left out: two who set off for the same seat; people who give up their seat to somebody elderly.
 */
import { Phase } from '../demand/phase';
import { EventKind } from '../events';
import type { Hall } from '../hall';
import { positionOf, releasePlace, walkToPlace } from '../mover';
import { companyOf, keepPlaces } from '../people/company';
import { Pause } from '../people/pause';
import { isUsable } from '../rules/closures';
import { hasCompanion, seatCompanion } from '../rules/companions';
import { isQueued, queuedBefore } from '../rules/patience';
import { joiningSeats } from './waiting';

/** A place has been let go of: whoever stands and would rather sit goes there. */
export function seatFreed(hall: Hall, place: number): void {
  const rule = hall.rules?.spec.seating?.moveToFreed;
  const spot = hall.spec.layout.places[place];
  if (!rule || !hall.router || spot?.kind !== 'seat' || hall.placeTaken[place] === 1) return;
  const { citizens } = hall;
  let best = -1;
  let bestM = rule.withinM;
  for (let row = 0; row < citizens.rows; row++) {
    if (!standsWaiting(hall, row) || queuedBefore(hall, row) < rule.aheadMin) continue;
    const here = positionOf(hall, row);
    const dx = here.xM - spot.xM;
    const dy = here.yM - spot.yM;
    if (dx * dx + dy * dy > bestM * bestM) continue;
    if (!isUsable(hall, spot.target, here.xM, here.yM, spot.xM, spot.yM)) continue;
    const wayM = hall.router.distanceM(spot.target, here.xM, here.yM, spot.xM, spot.yM);
    if (wayM > bestM || (wayM === bestM && best >= 0)) continue;
    const company = Math.max(companyOf(hall, row), hasCompanion(hall, row) ? 1 : 0);
    if (company > 0 && joiningSeats(hall, place, company).length < company) continue;
    best = row;
    bestM = wayM;
  }
  if (best >= 0) sitDownAt(hall, best, place);
}

/** Stands with a ticket at a standing place or on the free floor, and not in a line. */
function standsWaiting(hall: Hall, row: number): boolean {
  const { citizens, people } = hall;
  if (citizens.phase[row] !== Phase.standing || citizens.moving[row] === 1 || !isQueued(hall, row)) return false;
  if (people && people.pause[row] !== Pause.none) return false;
  const place = hall.spec.layout.places[citizens.place[row] as number];
  return !place || place.kind === 'stand';
}

function sitDownAt(hall: Hall, row: number, place: number): void {
  const { citizens } = hall;
  const company = companyOf(hall, row);
  releasePlace(hall, row);
  citizens.place[row] = place;
  hall.placeTaken[place] = 1;
  if (hasCompanion(hall, row)) seatCompanion(hall, row, joiningSeats(hall, place, 1)[0] ?? -1);
  if (hall.people && company > 0) keepPlaces(hall, hall.people, row, joiningSeats(hall, place, company));
  citizens.phase[row] = Phase.walkToWait;
  hall.record(EventKind.movedToSeat, citizens.number[row] as number, place, 0);
  walkToPlace(hall, row, place);
}
