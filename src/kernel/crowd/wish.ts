/**
 * Where each walker wants to go before anybody is in the way: out of its seat, straight at a goal in sight or a point to
 * follow, else along the flow field; and, looked up every few steps, whether somebody comes the other way, whether the
 * goal is in sight, and whether the way left became shorter.
 */
import { distanceToSegment } from '../geometry/polygon';
import { type HallRouter, type WayBatch, wayBatch } from '../routing/router';
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
  NO_PROGRESS_S,
  PROGRESS_CLEARS_S,
  PROGRESS_LOOKS,
  PROGRESS_M,
  STREAM_COS,
} = constants;
const { FOLLOWING, LEAVING, LOOKS_NOW, PASSING, PAST_TARGET, STRAIGHT } = rowBits;

/** The looks at the way that are due. */
export class WayFinding {
  private readonly pair = new Float64Array(2);
  private readonly line = new Float64Array(4);
  private batch: WayBatch = wayBatch(0);
  /** (batch) citizen row. */
  private rows = new Int32Array(0);

  grow(walkers: number): void {
    this.batch = wayBatch(walkers);
    this.rows = new Int32Array(walkers);
  }

  /** Goal in sight, else the direction of the flow field (kept until the next look); every few looks whether the way left became shorter. */
  lookAround(people: People, w: Walkers, router: HallRouter, tick: number, lookEvery: number): void {
    this.findWays(people, w, router);
    this.checkProgress(people, w, router, tick, lookEvery);
  }

  private findWays(people: People, w: Walkers, router: HallRouter): void {
    const { row, way, wayCount, x, y } = w;
    const { flags, mode, goalX, goalY, wheelsM } = people;
    const { batch, rows, pair, line } = this;
    let count = 0;
    for (let n = 0; n < wayCount; n++) {
      const i = way[n]!;
      const r = row[i]!;
      const f = flags[r]!;
      if (mode[r] === FOLLOWING) continue;
      const ways = wheelsM[r]! > 0 ? router.wide(wheelsM[r]!) : router;
      line[0] = x[i]!;
      line[1] = y[i]!;
      line[2] = goalX[r]!;
      line[3] = goalY[r]!;
      if ((f & PAST_TARGET) !== 0 || ways.goesStraightAlong(line)) {
        flags[r] = (f & ~LOOKS_NOW) | STRAIGHT;
      } else if (isAtTarget(ways, people.target[r]!, w, i)) {
        // The field ends here and the goal is farther than 4 m or round a corner: the rest is a straight line.
        flags[r] = (f & ~LOOKS_NOW) | STRAIGHT | PAST_TARGET;
      } else {
        flags[r] = f & ~(LOOKS_NOW | STRAIGHT);
        if (wheelsM[r]! > 0) {
          ways.directionInto(people.target[r]!, x[i]!, y[i]!, pair);
          takeWay(people, r, pair[0]!, pair[1]!);
        } else {
          this.ask(people, w, count++, i);
        }
      }
    }
    batch.count = count;
    router.directionsInto(batch);
    for (let k = 0; k < count; k++) takeWay(people, rows[k]!, batch.x[k]!, batch.y[k]!);
  }

  /** The k-th question of the batch: walker i at its place. */
  private ask(people: People, { row, x, y }: Walkers, k: number, i: number): void {
    const { batch } = this;
    const r = row[i]!;
    this.rows[k] = r;
    batch.target[k] = people.target[r]!;
    batch.xM[k] = x[i]!;
    batch.yM[k] = y[i]!;
  }

  /** A way left that is shorter than ever by PROGRESS_M sets the deadlock clock back. */
  private checkProgress(people: People, w: Walkers, router: HallRouter, tick: number, lookEvery: number): void {
    const { row, way, wayCount } = w;
    const { flags, mode, goalX, goalY, leastLeftM, stuckS, wheelsM } = people;
    const { batch, rows } = this;
    let count = 0;
    for (let n = 0; n < wayCount; n++) {
      const i = way[n]!;
      const r = row[i]!;
      if ((tick + r) % (PROGRESS_LOOKS * lookEvery) !== 0 || mode[r] === FOLLOWING) continue;
      this.ask(people, w, count++, i);
    }
    batch.count = count;
    router.fieldLengthsInto(batch);
    for (let k = 0; k < count; k++) {
      const r = rows[k]!;
      const px = batch.xM[k]!;
      const py = batch.yM[k]!;
      const dx = goalX[r]! - px;
      const dy = goalY[r]! - py;
      let left = Math.sqrt(dx * dx + dy * dy);
      // On the field: longer than any straight rest, so that changing to the straight line always counts as progress.
      if ((flags[r]! & STRAIGHT) === 0) {
        const onWheels = wheelsM[r]! > 0;
        left += 100 + (onWheels ? router.wide(wheelsM[r]!).fieldLengthM(batch.target[k]!, px, py) : batch.x[k]!);
      }
      if (left < leastLeftM[r]! - PROGRESS_M) {
        leastLeftM[r] = left;
        const stuck = stuckS[r]! - PROGRESS_CLEARS_S;
        stuckS[r] = stuck > 0 ? stuck : 0;
      }
    }
  }
}

/**
 * Who gets no nearer and is sent back where he came from has walked over a turn between two looks: fast people in an aisle
 * one cell wide would do so for ever. Such a one looks again at the next step, a few centimetres on.
 */
function takeWay({ flags, stuckS, wayX, wayY }: People, r: number, x: number, y: number): void {
  if (stuckS[r]! > NO_PROGRESS_S && x * wayX[r]! + y * wayY[r]! < 0) flags[r] = flags[r]! | LOOKS_NOW;
  wayX[r] = x;
  wayY[r] = y;
}

function isAtTarget(router: HallRouter, target: number, w: Walkers, i: number): boolean {
  const { xM, yM, to } = router.layout.targets[target]!;
  if (to) return distanceToSegment(w.x[i]!, w.y[i]!, xM, yM, to.xM, to.yM) < AT_TARGET_M;
  const dx = xM - w.x[i]!;
  const dy = yM - w.y[i]!;
  return dx * dx + dy * dy < AT_TARGET_M * AT_TARGET_M;
}

/** Fills wishX, wishY, wishMps, passing. */
export function wishAll(people: People, w: Walkers): void {
  const { mode, flags } = people;
  const { row, passing, count } = w;
  const { f, at } = w.block;
  const X = at.x | 0;
  const Y = at.y | 0;
  const WISH_X = at.wishX | 0;
  const WISH_Y = at.wishY | 0;
  const WISH = at.wishMps | 0;
  const { f: p, at: of } = people.block;
  const GOAL_X = of.goalX | 0;
  const GOAL_Y = of.goalY | 0;
  const EXIT_X = of.exitX | 0;
  const EXIT_Y = of.exitY | 0;
  const WAY_X = of.wayX | 0;
  const WAY_Y = of.wayY | 0;
  const SPEED = of.speedMps | 0;
  let anyFlags = 0;
  for (let i = 0; i < count; i++) {
    const r = row[i]!;
    const flag = flags[r]!;
    anyFlags |= flag;
    passing[i] = +((flag & PASSING) !== 0);
    let speed = p[(SPEED + r) | 0]!;
    const follows = mode[r] === FOLLOWING;
    if ((flag & (LEAVING | STRAIGHT)) === 0 && !follows) {
      f[(WISH_X + i) | 0] = p[(WAY_X + r) | 0]!;
      f[(WISH_Y + i) | 0] = p[(WAY_Y + r) | 0]!;
    } else {
      const leaves = (flag & LEAVING) !== 0;
      const dx = p[((leaves ? EXIT_X : GOAL_X) + r) | 0]! - f[(X + i) | 0]!;
      const dy = p[((leaves ? EXIT_Y : GOAL_Y) + r) | 0]! - f[(Y + i) | 0]!;
      const distance = Math.sqrt(dx * dx + dy * dy);
      if (follows) {
        const catchUp = (distance - FOLLOW_GAP_M) / FOLLOW_TIME_S;
        if (catchUp < speed) speed = catchUp > 0 ? catchUp : 0;
      }
      const inverse = distance > 1e-9 ? 1 / distance : 0;
      f[(WISH_X + i) | 0] = dx * inverse;
      f[(WISH_Y + i) | 0] = dy * inverse;
    }
    f[(WISH + i) | 0] = speed;
  }
  w.anyPassing = (anyFlags & PASSING) !== 0;
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
