/**
 * How citizens get from place to place. The only part that differs between the resolutions:
 * micro hands the walk to the crowd model; meso schedules the arrival at path length / free speed.
 */
import { AgendaKind } from './base/agenda';
import type { ChoiceMind } from './crowd/choice';
import { Phase } from './demand/phase';
import type { Hall } from './hall';
import { companyWalks, ownRadiusM, releaseKept } from './people/company';
import { goesThereAfterwards, noteWalk, restsOnWayS } from './people/pause';
import { hasNoWay } from './rules/closures';
import { releaseCompanion } from './rules/companions';
import { stepOut } from './rules/queueLines';
import { seatFreed } from './service/moveToSeat';
import { BUILDS } from './spec';

/** Room that somebody who steps up to a place leaves to a robot's rim, m (assumption). */
const ROBOT_CLEAR_M = 0.02;

/** Where a citizen stands now, metres. In meso a walker is on the straight line between the ends of the walk. */
export function positionOf(hall: Hall, row: number): { xM: number; yM: number } {
  const { crowd, citizens } = hall;
  if (crowd) return { xM: crowd.xM[row] as number, yM: crowd.yM[row] as number };
  const start = citizens.walkStartS[row] as number;
  const end = citizens.walkEndS[row] as number;
  const share = citizens.moving[row] && end > start ? Math.min(1, (hall.nowS - start) / (end - start)) : 1;
  const fromX = citizens.fromXM[row] as number;
  const fromY = citizens.fromYM[row] as number;
  return {
    xM: fromX + share * ((citizens.goalXM[row] as number) - fromX),
    yM: fromY + share * ((citizens.goalYM[row] as number) - fromY),
  };
}

/** Body radius of a citizen, metres: wheelchairs take 0.35 m, broad people 15% more than the scenario's value. */
export function bodyRadiusM(hall: Hall, row: number): number {
  const ownM = ownRadiusM(hall, row);
  if (ownM > 0) return ownM;
  const build = BUILDS[hall.citizens.build[row] as number];
  if (build === 'wheelchair') return 0.35;
  return hall.spec.visitors.bodyRadiusM * (build === 'broad' ? 1.15 : 1);
}

/** Starts the walk to a place's approach point. The caller has set the phase; arrival comes back through `onArrived`. */
export function walkToPlace(hall: Hall, row: number, place: number): void {
  const spot = hall.spec.layout.places[place];
  if (!spot)
    throw new Error(`walkToPlace: place ${place} is not in the layout (0..${hall.spec.layout.places.length - 1})`);
  walkToPoint(hall, row, spot.target, spot.xM, spot.yM);
}

/** Notes where, when and whereto a walk begins; what was under way before counts no more. Returns where he stands. */
export function noteDeparture(hall: Hall, row: number, xM: number, yM: number): { xM: number; yM: number } {
  const { citizens } = hall;
  const from = positionOf(hall, row);
  hall.closures?.letGo(row);
  citizens.generation[row] = ((citizens.generation[row] as number) + 1) | 0;
  citizens.moving[row] = 1;
  citizens.fromXM[row] = from.xM;
  citizens.fromYM[row] = from.yM;
  citizens.goalXM[row] = xM;
  citizens.goalYM[row] = yM;
  citizens.walkStartS[row] = hall.nowS;
  return from;
}

export function walkToPoint(hall: Hall, row: number, target: number, xM: number, yM: number): void {
  const { citizens, crowd, router } = hall;
  if (hall.people && goesThereAfterwards(hall, hall.people, row, target, xM, yM)) return;
  const from = noteDeparture(hall, row, xM, yM);
  const speed = citizens.speedMps[row] as number;
  if (crowd) {
    crowd.walk(row, target, xM, yM, speed);
    if (hall.people) {
      noteWalk(hall, hall.people, row, target);
      companyWalks(hall, hall.people, row, target);
    }
    return;
  }
  const length = router ? router.distanceM(target, from.xM, from.yM, xM, yM) : 0;
  if (length === Number.POSITIVE_INFINITY) {
    if (hasNoWay(hall, row, target, xM, yM)) return;
    throw new Error(
      `no way from (${from.xM.toFixed(1)}, ${from.yM.toFixed(1)}) to (${xM.toFixed(1)}, ${yM.toFixed(1)})`,
    );
  }
  const restS = hall.people ? restsOnWayS(hall, hall.people, row, length) : 0;
  citizens.walkEndS[row] = hall.nowS + length / speed + restS;
  hall.agenda.schedule(citizens.walkEndS[row] as number, AgendaKind.walkDone, row, citizens.generation[row] as number);
}

/** Micro: starts a walk to whichever of these targets the crowd chooses (`Crowd.walkToOneOf`). */
export function walkToOneOf(hall: Hall, row: number, targets: readonly number[], mind: ChoiceMind): void {
  const { citizens, crowd } = hall;
  if (!crowd) throw new Error('walkToOneOf: nobody has a body in this hall');
  hall.closures?.letGo(row);
  citizens.generation[row] = ((citizens.generation[row] as number) + 1) | 0;
  citizens.moving[row] = 1;
  citizens.fromXM[row] = crowd.xM[row] as number;
  citizens.fromYM[row] = crowd.yM[row] as number;
  citizens.walkStartS[row] = hall.nowS;
  const target = crowd.walkToOneOf(row, targets, citizens.speedMps[row] as number, undefined, mind);
  citizens.goalXM[row] = hall.spec.layout.targets[target]?.xM as number;
  citizens.goalYM[row] = hall.spec.layout.targets[target]?.yM as number;
  if (!hall.people) return;
  noteWalk(hall, hall.people, row, target);
  companyWalks(hall, hall.people, row, target);
}

/** Puts a citizen down at rest, for example on a seat. */
export function rest(hall: Hall, row: number, xM: number, yM: number, facingRad: number): void {
  const { citizens, crowd } = hall;
  citizens.moving[row] = 0;
  citizens.fromXM[row] = xM;
  citizens.fromYM[row] = yM;
  citizens.goalXM[row] = xM;
  citizens.goalYM[row] = yM;
  if (crowd) {
    crowd.reserve(citizens.capacity);
    crowd.park(row, xM, yM, facingRad, bodyRadiusM(hall, row));
  }
}

/**
 * Puts a citizen who has come near down at (xM, yM), or as far towards it as robots leave room: a walk ends up to 0.6 m before a place
 * that somebody stands at, and nobody steps into a robot.
 */
export function stepUp(hall: Hall, row: number, xM: number, yM: number, facingRad: number): void {
  const { xM: fromX, yM: fromY } = positionOf(hall, row);
  const share = shareBeforeRobots(hall, row, fromX, fromY, xM - fromX, yM - fromY);
  if (share === 1) rest(hall, row, xM, yM, facingRad);
  else rest(hall, row, fromX + share * (xM - fromX), fromY + share * (yM - fromY), facingRad);
}

/** Share of the step (dx, dy) after which the body would come nearer to a robot than `ROBOT_CLEAR_M`; 1 = never. */
function shareBeforeRobots(hall: Hall, row: number, fromX: number, fromY: number, dx: number, dy: number): number {
  const { robots, crowd } = hall;
  const length2 = dx * dx + dy * dy;
  if (!robots || !crowd || length2 === 0) return 1;
  const bodyM = bodyRadiusM(hall, row);
  let share = 1;
  for (let k = 0; k < robots.count; k++) {
    const x = fromX - (robots.xM[k] as number);
    const y = fromY - (robots.yM[k] as number);
    const keepM = bodyM + (robots.radiusM[k] as number) + ROBOT_CLEAR_M;
    const nearing = x * dx + y * dy;
    if (nearing >= 0) continue;
    const room = x * x + y * y - keepM * keepM;
    if (room <= 0) return 0;
    const root = nearing * nearing - length2 * room;
    if (root > 0) share = Math.min(share, (-nearing - Math.sqrt(root)) / length2);
  }
  return share;
}

/** Lets go of a reserved seat or standing place; a seated citizen gets up to the spot in front of the seat. */
export function releasePlace(hall: Hall, row: number): void {
  if (hall.rules) stepOut(hall, hall.rules, row);
  const place = hall.citizens.place[row] as number;
  if (place < 0) return;
  hall.citizens.place[row] = -1;
  hall.placeTaken[place] = 0;
  if (hall.rules) releaseCompanion(hall, row);
  if (hall.people) releaseKept(hall, hall.people, row);
  const spot = hall.spec.layout.places[place];
  if (spot?.kind === 'seat' && hall.citizens.phase[row] === Phase.seated)
    rest(hall, row, spot.xM, spot.yM, spot.facingRad);
  seatFreed(hall, place);
}
