/**
 * One step of everybody who walks: sort into cells, look round and ahead (a few times a second), steer, move.
 * The shipped model is models/foresight; its numbers are in parameters.ts and constants.ts.
 *
 * Order independent: positions are copied into cell order first, everything is worked out from the copies, and only then
 * written back. Nothing is allocated. Units: metres, seconds, m/s.
 *
 * Leaves out: acceleration.
 */
import { cos, sin } from '../base/detmath';
import { sampleWall, wallDistanceM } from '../geometry/wall-field';
import type { HallRouter } from '../routing/router';
import type { CellGrid, ParkedCells } from './cells';
import {
  ARRIVE_BLOCKED_M,
  ARRIVE_BLOCKED_S,
  ARRIVE_M,
  HEADING_TIME_S,
  LEAST_WALL_M,
  LOOK_S,
  NARROW_MPS,
  NARROW_RATIO,
  NO_PROGRESS_S,
  REACH_M,
  SLOW_AFTER_S,
  SLOW_MPS,
  STUCK_PASS_S,
  STUCK_PUSH_S,
  STUCK_SQUEEZE_S,
  TURN_COMPANY_M,
  TURN_MPS,
  WALL_RECOVER_MPS,
  WHEELS_COS,
  WIDEN_MPS,
  WIDEN_ROOM_M,
  WIDEST_TURNING_M,
} from './constants';
import { Groups } from './groups';
import type { Discs } from './models/discs';
import { Foresight } from './models/foresight/look';
import { Steering } from './models/foresight/steer';
import type { CrowdParameters } from './parameters';
import { lookAtPassages } from './passage';
import { FOLLOWING, LEAVING, LOOKS_NOW, PASSING, type People } from './people';
import { Walkers } from './walkers';
import { lookAround, roundRobots, waitsInStream, wishAll } from './wish';

export class Motion {
  /** Rows that arrived in the last step, ascending. */
  arrived = new Int32Array(0);
  arrivedCount = 0;
  /** Rows that the deadlock release set free in the last step; they may overlap others until they are through. */
  released = new Int32Array(0);
  releasedCount = 0;

  private readonly router: HallRouter;
  private readonly foresight: Foresight;
  private readonly parameters: CrowdParameters;
  private readonly walkers: Walkers;
  private readonly steering: Steering;
  private readonly groups = new Groups();
  private readonly pair = new Float64Array(2);
  private readonly sample = new Float64Array(3);

  /** @param periodXM the hall is a ring of this length in x; 0 = it is not */
  constructor(router: HallRouter, grid: CellGrid, parked: ParkedCells, parameters: CrowdParameters, periodXM: number) {
    this.parameters = parameters;
    this.router = router;
    this.walkers = new Walkers(grid, periodXM);
    this.foresight = new Foresight(parked, parameters);
    this.steering = new Steering(router.walls, parked, parameters);
  }

  grow(rows: number): void {
    if (rows <= this.arrived.length) return;
    this.arrived = new Int32Array(rows);
    this.released = new Int32Array(rows);
    this.groups.grow(rows);
    this.walkers.grow(rows);
    this.steering.grow(rows);
  }

  /** @param active rows that walk or follow, ascending, first `count` entries */
  step(people: People, active: Int32Array, count: number, discs: Discs, tick: number, dtS: number): void {
    const { walkers, router } = this;
    this.arrivedCount = 0;
    this.releasedCount = 0;
    walkers.sort(people, active, count);
    const lookEvery = stepsOf(LOOK_S, dtS);
    lookAround(people, walkers, router, tick, lookEvery, this.pair);
    lookAtPassages(people, walkers, router.walls, tick, lookEvery, this.sample);
    wishAll(people, walkers);
    if (discs.count > 0) roundRobots(people, walkers, discs, router.walls);
    if (people.grouped > 0) this.groups.keepTogether(people, walkers);
    this.foresight.look(people, walkers, discs, tick, lookEvery);
    this.steering.steer(people, walkers, discs);
    for (let i = 0; i < walkers.count; i++) if (walkers.shadow[i] === 0) this.advance(people, i, dtS);
    if (walkers.periodXM > 0) this.closeRing(people, active, count, walkers.periodXM);
    sortRows(this.arrived, this.arrivedCount);
    sortRows(this.released, this.releasedCount);
  }

  /** New position, velocity, heading, body width, clocks and arrival of walker i. */
  private advance(people: People, i: number, dtS: number): void {
    const w = this.walkers;
    const row = w.row[i]!;
    const gap = w.gapM[i]!;
    const free = w.wishMps[i]!;
    let speed = gap > 0 ? gap / this.parameters.timeGapS : 0;
    if (speed > free) speed = free;
    // Farther than the reach of a step only the looks ahead see somebody.
    const sees = gap > REACH_M && (people.flags[row]! & PASSING) === 0;
    if (sees && speed > people.capMps[row]!) speed = people.capMps[row]!;
    if (people.turnRps[row]! > 0) speed = turnWheels(people, w, i, row, speed, dtS);
    this.place(people, i, row, speed, dtS);
    turnHead(people, row, w.dirX[i]!, w.dirY[i]!, speed, dtS);
    people.slowS[row] = speed < SLOW_MPS ? people.slowS[row]! + dtS : 0;
    if (people.mode[row] === FOLLOWING) return;

    const stuck = people.stuckS[row]!;
    const slow = people.slowS[row]! > SLOW_AFTER_S || stuck > NO_PROGRESS_S;
    const heldUp = slow && !waitsInStream(w, i);
    changeWidth(people, row, heldUp, w.leastM[i]!, dtS);
    if (stuck <= STUCK_PUSH_S || heldUp) people.stuckS[row] = stuck + dtS;
    let flags = people.flags[row]!;
    if (stuck > STUCK_PASS_S) {
      if ((flags & PASSING) === 0) this.released[this.releasedCount++] = row;
      flags |= PASSING;
    } else if (w.leastM[i]! >= 0) flags &= ~PASSING;
    if ((flags & LEAVING) !== 0) {
      if (isWithin(people.exitX[row]! - people.xM[row]!, people.exitY[row]! - people.yM[row]!, speed * dtS + 0.02)) {
        flags = (flags & ~LEAVING) | LOOKS_NOW;
      }
    } else {
      const reach = people.slowS[row]! > ARRIVE_BLOCKED_S ? ARRIVE_BLOCKED_M : ARRIVE_M;
      if (isWithin(people.goalX[row]! - people.xM[row]!, people.goalY[row]! - people.yM[row]!, reach)) {
        this.arrived[this.arrivedCount++] = row;
      }
    }
    people.flags[row] = flags;
  }

  /** Never into a wall, and at most 0.2 m a step. Who stands too near a wall is moved off it gently. */
  private place(people: People, i: number, row: number, speed: number, dtS: number): void {
    const w = this.walkers;
    const { walls } = this.router;
    const sample = this.sample;
    const x = w.x[i]!;
    const y = w.y[i]!;
    const radius = w.radius[i]!;
    const wallM = w.wallM[i]!;
    let step = speed * dtS;
    if (step > 0.2) step = 0.2;
    let nx = x + step * w.dirX[i]!;
    let ny = y + step * w.dirY[i]!;
    if (wallM - step < radius + 0.05 && (people.flags[row]! & LEAVING) === 0) {
      const recovered = wallM + WALL_RECOVER_MPS * dtS;
      const need = recovered < radius ? recovered : radius;
      for (let attempt = 0; attempt < 2; attempt++) {
        sampleWall(walls, nx, ny, sample);
        const lack = need - sample[0]!;
        if (lack <= 0) break;
        nx += lack * sample[1]!;
        ny += lack * sample[2]!;
      }
      const now = wallDistanceM(walls, nx, ny);
      if (now < LEAST_WALL_M && now < wallM) {
        nx = x;
        ny = y;
      }
    }
    people.xM[row] = nx;
    people.yM[row] = ny;
    const perS = 1 / dtS;
    people.vxMps[row] = (nx - x) * perS;
    people.vyMps[row] = (ny - y) * perS;
    // The field may fall faster than 1 m per m where it bends; half as much again covers that.
    people.wallSlackM[row] = wallM - 1.5 * step;
  }

  /** Who left at one end of the ring comes in at the other. */
  private closeRing(people: People, active: Int32Array, count: number, periodXM: number): void {
    for (let k = 0; k < count; k++) {
      const row = active[k]!;
      const x = people.xM[row]!;
      if (x >= 0 && x < periodXM) continue;
      people.xM[row] = x < 0 ? x + periodXM : x - periodXM;
      people.leastLeftM[row] = people.leastLeftM[row]! + periodXM;
      people.wallSlackM[row] = 0;
    }
  }
}

/** Ascending rows; insertion sort, the list is short. */
function sortRows(rows: Int32Array, count: number): void {
  for (let i = 1; i < count; i++) {
    const row = rows[i]!;
    let j = i - 1;
    for (; j >= 0 && rows[j]! > row; j--) rows[j + 1] = rows[j]!;
    rows[j + 1] = row;
  }
}

/** Steps of a period, at least one. */
function stepsOf(periodS: number, dtS: number): number {
  const steps = Math.round(periodS / dtS);
  return steps > 1 ? steps : 1;
}

function isWithin(dx: number, dy: number, reach: number): boolean {
  return dx * dx + dy * dy <= reach * reach;
}

/**
 * Wheels: the heading turns towards the direction wished for as fast as the body can, and one rolls the way one faces, slower the
 * farther that is off, not at all beyond 45 degrees. Changes dirX and dirY, returns the speed.
 */
function turnWheels(people: People, w: Walkers, i: number, row: number, speed: number, dtS: number): number {
  const hx = people.headingX[row]!;
  const hy = people.headingY[row]!;
  const ex = w.dirX[i]!;
  const ey = w.dirY[i]!;
  const most = people.turnRps[row]! * dtS;
  const along = hx * ex + hy * ey;
  const c = cos(most);
  if (along >= c || (hx === 0 && hy === 0)) {
    people.headingX[row] = ex;
    people.headingY[row] = ey;
    return speed;
  }
  const s = hx * ey - hy * ex >= 0 ? sin(most) : -sin(most);
  const nx = c * hx - s * hy;
  const ny = s * hx + c * hy;
  people.headingX[row] = nx;
  people.headingY[row] = ny;
  w.dirX[i] = nx;
  w.dirY[i] = ny;
  const facing = nx * ex + ny * ey;
  return facing > WHEELS_COS ? (speed * (facing - WHEELS_COS)) / (1 - WHEELS_COS) : 0;
}

/** Heading follows the direction of motion with a lag; it is for drawing and for whom one faces, not for walking. */
function turnHead(people: People, row: number, ex: number, ey: number, speed: number, dtS: number): void {
  if (speed <= 0.05) return;
  const blend = dtS < HEADING_TIME_S ? dtS / HEADING_TIME_S : 1;
  const hx = people.headingX[row]! + (ex - people.headingX[row]!) * blend;
  const hy = people.headingY[row]! + (ey - people.headingY[row]!) * blend;
  const squared = hx * hx + hy * hy;
  const inverse = squared > 1e-6 ? 1 / Math.sqrt(squared) : 0;
  people.headingX[row] = inverse > 0 ? hx * inverse : ex;
  people.headingY[row] = inverse > 0 ? hy * inverse : ey;
}

/** Shoulder turn: narrower while held up or before a narrow place, wider again when there is room. */
function changeWidth(people: People, row: number, heldUp: boolean, leastGapM: number, dtS: number): void {
  const full = people.fullRadiusM[row]!;
  const radius = people.radiusM[row]!;
  const squeezes = people.stuckS[row]! > STUCK_SQUEEZE_S;
  if (heldUp) {
    const narrowest = full <= WIDEST_TURNING_M ? NARROW_RATIO * full : squeezes ? LEAST_WALL_M : full;
    const narrower = radius - NARROW_MPS * dtS;
    if (radius > narrowest) people.radiusM[row] = narrower > narrowest ? narrower : narrowest;
    return;
  }
  const wanted = full <= WIDEST_TURNING_M ? people.turnedRatio[row]! * full : full;
  if (radius > wanted && wanted < full) {
    const narrower = radius - TURN_MPS * dtS;
    if (leastGapM < TURN_COMPANY_M) people.radiusM[row] = narrower > wanted ? narrower : wanted;
  } else if (radius < wanted && leastGapM > WIDEN_ROOM_M) {
    const wider = radius + WIDEN_MPS * dtS;
    people.radiusM[row] = wider < wanted ? wider : wanted;
  }
}
