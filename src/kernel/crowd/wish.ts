/**
 * Where each walker wants to go before anybody is in the way: out of its seat, straight at a goal in sight or a point to
 * follow, else along the flow field; and, looked up every few steps, whether somebody comes the other way, whether the
 * goal is in sight, and whether the way left became shorter.
 */
import { distanceToSegment } from '../geometry/polygon';
import type { HallRouter } from '../routing/router';
import * as constants from './constants';
import type { People } from './people';
import * as rowBits from './people';
import type { Walkers } from './walkers';

// Own names for them: numbers that are imported are loaded again and again, own ones become part of the code.
const {
  AHEAD_COS,
  AT_TARGET_M,
  FOLLOW_GAP_M,
  FOLLOW_TIME_S,
  PROGRESS_CLEARS_S,
  PROGRESS_LOOKS,
  PROGRESS_M,
  STREAM_COS,
} = constants;
const { FOLLOWING, LEAVING, LOOKS_NOW, PASSING, PAST_TARGET, STRAIGHT } = rowBits;

/** The looks that are due: goal in sight, else the direction of the flow field (kept until the next look). */
export function lookAround(
  people: People,
  w: Walkers,
  router: HallRouter,
  tick: number,
  lookEvery: number,
  pair: Float64Array,
): void {
  const { row, way, wayCount, x, y } = w;
  const { flags, mode, goalX, goalY, wheelsM } = people;
  for (let n = 0; n < wayCount; n++) {
    const i = way[n]!;
    const r = row[i]!;
    const turn = tick + r;
    const f = flags[r]!;
    if (mode[r] === FOLLOWING) continue;
    const ways = wheelsM[r]! > 0 ? router.wide(wheelsM[r]!) : router;
    if ((f & PAST_TARGET) !== 0 || ways.goesStraight(x[i]!, y[i]!, goalX[r]!, goalY[r]!)) {
      flags[r] = (f & ~LOOKS_NOW) | STRAIGHT;
    } else if (isAtTarget(ways, people.target[r]!, x[i]!, y[i]!)) {
      // The field ends here and the goal is farther than 4 m or round a corner: the rest is a straight line.
      flags[r] = (f & ~LOOKS_NOW) | STRAIGHT | PAST_TARGET;
    } else {
      flags[r] = f & ~(LOOKS_NOW | STRAIGHT);
      ways.directionInto(people.target[r]!, x[i]!, y[i]!, pair);
      people.wayX[r] = pair[0]!;
      people.wayY[r] = pair[1]!;
    }
    if (turn % (PROGRESS_LOOKS * lookEvery) === 0) checkProgress(people, r, x[i]!, y[i]!, ways);
  }
}

function isAtTarget(router: HallRouter, target: number, x: number, y: number): boolean {
  const { xM, yM, to } = router.layout.targets[target]!;
  if (to) return distanceToSegment(x, y, xM, yM, to.xM, to.yM) < AT_TARGET_M;
  const dx = xM - x;
  const dy = yM - y;
  return dx * dx + dy * dy < AT_TARGET_M * AT_TARGET_M;
}

/** Fills wishX, wishY, wishMps, passing. */
export function wishAll(people: People, w: Walkers): void {
  const { mode, flags, goalX, goalY, exitX, exitY, wayX, wayY, speedMps } = people;
  const { row, x, y, wishX, wishY, wishMps, passing, count } = w;
  let anyFlags = 0;
  for (let i = 0; i < count; i++) {
    const r = row[i]!;
    const f = flags[r]!;
    anyFlags |= f;
    passing[i] = +((f & PASSING) !== 0);
    let speed = speedMps[r]!;
    const follows = mode[r] === FOLLOWING;
    if ((f & (LEAVING | STRAIGHT)) === 0 && !follows) {
      wishX[i] = wayX[r]!;
      wishY[i] = wayY[r]!;
    } else {
      const dx = ((f & LEAVING) !== 0 ? exitX[r]! : goalX[r]!) - x[i]!;
      const dy = ((f & LEAVING) !== 0 ? exitY[r]! : goalY[r]!) - y[i]!;
      const distance = Math.sqrt(dx * dx + dy * dy);
      if (follows) {
        const catchUp = (distance - FOLLOW_GAP_M) / FOLLOW_TIME_S;
        if (catchUp < speed) speed = catchUp > 0 ? catchUp : 0;
      }
      const inverse = distance > 1e-9 ? 1 / distance : 0;
      wishX[i] = dx * inverse;
      wishY[i] = dy * inverse;
    }
    wishMps[i] = speed;
  }
  w.anyPassing = (anyFlags & PASSING) !== 0;
}

/** A way left that is shorter than ever by PROGRESS_M sets the deadlock clock back. */
function checkProgress(people: People, r: number, x: number, y: number, router: HallRouter): void {
  const dx = people.goalX[r]! - x;
  const dy = people.goalY[r]! - y;
  let left = Math.sqrt(dx * dx + dy * dy);
  // On the field: longer than any straight rest, so that changing to the straight line always counts as progress.
  if ((people.flags[r]! & STRAIGHT) === 0) left += 100 + router.fieldLengthM(people.target[r]!, x, y);
  if (left < people.leastLeftM[r]! - PROGRESS_M) {
    people.leastLeftM[r] = left;
    const stuck = people.stuckS[r]! - PROGRESS_CLEARS_S;
    people.stuckS[r] = stuck > 0 ? stuck : 0;
  }
}

/** True if the next walker in the wished direction has much the same wish: a queue, not a deadlock. */
export function waitsInStream(w: Walkers, i: number): boolean {
  const { grid, start, x, y, wishX, wishY } = w;
  const ex = wishX[i]!;
  const ey = wishY[i]!;
  const cell = w.cell[i]!;
  let nearest = 1;
  let who = -1;
  for (let c = cell - grid.columns; c <= cell + grid.columns; c += grid.columns) {
    const end = start[c + 2]!;
    for (let j = start[c - 1]!; j < end; j++) {
      const dx = x[j]! - x[i]!;
      const dy = y[j]! - y[i]!;
      const squared = dx * dx + dy * dy;
      const ahead = ex * dx + ey * dy;
      if (squared >= nearest || ahead <= 0 || ahead * ahead < AHEAD_COS * AHEAD_COS * squared || j === i) continue;
      nearest = squared;
      who = j;
    }
  }
  return who >= 0 && ex * wishX[who]! + ey * wishY[who]! > STREAM_COS;
}
