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
  TURN_MPS,
  WALL_RECOVER_MPS,
  WHEELS_COS,
  WIDEN_MPS,
  WIDEST_TURNING_M,
} from './constants';
import { Groups } from './groups';
import type { Discs } from './models/discs';
import { Foresight } from './models/foresight/look';
import { Steering } from './models/foresight/steer';
import type { CrowdParameters } from './parameters';
import { lookAtPassages } from './passage';
import { FOLLOWING, LEAVING, LOOKS_NOW, PASSING, type People } from './people';
import { CLOSE, COMPANY, OVERLAPS, Walkers } from './walkers';
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
  /** New place of the walker under way, m. */
  private readonly at = new Float64Array(2);

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
    this.walkers.grow(rows);
    this.foresight.grow(rows);
    this.groups.grow(rows, this.walkers.row.length);
    this.steering.grow(rows);
  }

  /** @param active rows that walk or follow, ascending, first `count` entries */
  step(people: People, active: Int32Array, count: number, discs: Discs, tick: number, dtS: number): void {
    const { walkers, router } = this;
    this.arrivedCount = 0;
    this.releasedCount = 0;
    walkers.sort(people, active, count);
    const lookEvery = stepsOf(LOOK_S, dtS);
    walkers.findDue(people, tick, lookEvery);
    lookAround(people, walkers, router, tick, lookEvery, this.pair);
    lookAtPassages(people, walkers, router.walls, this.sample);
    wishAll(people, walkers);
    if (discs.count > 0) roundRobots(people, walkers, discs, router.walls);
    if (people.grouped > 0) this.groups.keepTogether(people, walkers);
    this.foresight.look(people, walkers, discs);
    this.steering.steer(people, walkers, discs);
    this.move(people, dtS);
    turnHeads(people, walkers, dtS);
    this.keepClocks(people, dtS);
    if (walkers.periodXM > 0) this.closeRing(people, active, count, walkers.periodXM);
    sortRows(this.arrived, this.arrivedCount);
    sortRows(this.released, this.releasedCount);
  }

  /** New position and velocity of everybody; writes speedMps of the walkers. At most 0.2 m a step. */
  private move(people: People, dtS: number): void {
    const w = this.walkers;
    const { row, shadow, x, y, radius, wishMps, dirX, dirY, gapM, wallM, speedMps, count } = w;
    const { xM, yM, vxMps, vyMps, flags, capMps, turnRps, wallSlackM } = people;
    const { timeGapS } = this.parameters;
    const perS = 1 / dtS;
    const at = this.at;
    for (let i = 0; i < count; i++) {
      if (shadow[i] !== 0) continue;
      const r = row[i]!;
      const f = flags[r]!;
      const gap = gapM[i]!;
      const free = wishMps[i]!;
      let speed = gap > 0 ? gap / timeGapS : 0;
      if (speed > free) speed = free;
      // Farther than the reach of a step only the looks ahead see somebody.
      if (gap > REACH_M && (f & PASSING) === 0 && speed > capMps[r]!) speed = capMps[r]!;
      if (turnRps[r]! > 0) speed = turnWheels(people, w, i, r, speed, dtS);
      speedMps[i] = speed;
      let step = speed * dtS;
      if (step > 0.2) step = 0.2;
      let nx = x[i]! + step * dirX[i]!;
      let ny = y[i]! + step * dirY[i]!;
      if (wallM[i]! - step < radius[i]! + 0.05 && (f & LEAVING) === 0) {
        at[0] = nx;
        at[1] = ny;
        this.keepOffWalls(i, dtS);
        nx = at[0]!;
        ny = at[1]!;
      }
      xM[r] = nx;
      yM[r] = ny;
      vxMps[r] = (nx - x[i]!) * perS;
      vyMps[r] = (ny - y[i]!) * perS;
      // The field may fall faster than 1 m per m where it bends; half as much again covers that.
      wallSlackM[r] = wallM[i]! - 1.5 * step;
    }
  }

  /** Never into a wall: mends the new place in `at`. Who stands too near a wall is moved off it gently. */
  private keepOffWalls(i: number, dtS: number): void {
    const { at, sample } = this;
    const { walls } = this.router;
    const { x, y, radius, wallM } = this.walkers;
    const before = wallM[i]!;
    const recovered = before + WALL_RECOVER_MPS * dtS;
    const need = recovered < radius[i]! ? recovered : radius[i]!;
    let nx = at[0]!;
    let ny = at[1]!;
    for (let attempt = 0; attempt < 2; attempt++) {
      sampleWall(walls, nx, ny, sample);
      const lack = need - sample[0]!;
      if (lack <= 0) break;
      nx += lack * sample[1]!;
      ny += lack * sample[2]!;
    }
    const now = wallDistanceM(walls, nx, ny);
    const stays = now < LEAST_WALL_M && now < before;
    at[0] = stays ? x[i]! : nx;
    at[1] = stays ? y[i]! : ny;
  }

  /** Body width, clocks, release and arrival of everybody who walks. */
  private keepClocks(people: People, dtS: number): void {
    const w = this.walkers;
    const { row, shadow, tight, speedMps, count } = w;
    const { mode, flags, slowS, stuckS, xM, yM, goalX, goalY } = people;
    for (let i = 0; i < count; i++) {
      if (shadow[i] !== 0) continue;
      const r = row[i]!;
      const slowFor = speedMps[i]! < SLOW_MPS ? slowS[r]! + dtS : 0;
      slowS[r] = slowFor;
      if (mode[r] === FOLLOWING) continue;
      const stuck = stuckS[r]!;
      const heldUp = (slowFor > SLOW_AFTER_S || stuck > NO_PROGRESS_S) && !waitsInStream(w, i);
      changeWidth(people, r, heldUp, tight[i]!, dtS);
      if (stuck <= STUCK_PUSH_S || heldUp) stuckS[r] = stuck + dtS;
      let f = flags[r]!;
      if (stuck > STUCK_PASS_S) {
        if ((f & PASSING) === 0) this.released[this.releasedCount++] = r;
        f |= PASSING;
      } else if ((tight[i]! & OVERLAPS) === 0) f &= ~PASSING;
      if ((f & LEAVING) !== 0) {
        const reach = speedMps[i]! * dtS + 0.02;
        if (isWithin(people.exitX[r]! - xM[r]!, people.exitY[r]! - yM[r]!, reach)) f = (f & ~LEAVING) | LOOKS_NOW;
      } else {
        const reach = slowFor > ARRIVE_BLOCKED_S ? ARRIVE_BLOCKED_M : ARRIVE_M;
        if (isWithin(goalX[r]! - xM[r]!, goalY[r]! - yM[r]!, reach)) this.arrived[this.arrivedCount++] = r;
      }
      flags[r] = f;
    }
  }

  /** Who left at one end of the ring comes in at the other. */
  private closeRing(people: People, active: Int32Array, count: number, periodXM: number): void {
    for (let k = 0; k < count; k++) {
      const row = active[k]!;
      const x = people.xM[row]!;
      if (x >= 0 && x < periodXM) continue;
      people.xM[row] = x < 0 ? x + periodXM : x - periodXM;
      // Way along the field and straight distance, which the progress clock adds, both grow by one length.
      people.leastLeftM[row] = people.leastLeftM[row]! + 2 * periodXM;
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
function turnHeads(people: People, w: Walkers, dtS: number): void {
  const { row, shadow, dirX, dirY, speedMps, count } = w;
  const { headingX, headingY } = people;
  const blend = dtS < HEADING_TIME_S ? dtS / HEADING_TIME_S : 1;
  for (let i = 0; i < count; i++) {
    if (shadow[i] !== 0 || speedMps[i]! <= 0.05) continue;
    const r = row[i]!;
    const ex = dirX[i]!;
    const ey = dirY[i]!;
    const hx = headingX[r]! + (ex - headingX[r]!) * blend;
    const hy = headingY[r]! + (ey - headingY[r]!) * blend;
    const squared = hx * hx + hy * hy;
    const inverse = squared > 1e-6 ? 1 / Math.sqrt(squared) : 0;
    headingX[r] = inverse > 0 ? hx * inverse : ex;
    headingY[r] = inverse > 0 ? hy * inverse : ey;
  }
}

/** Shoulder turn: narrower while held up or before a narrow place, wider again when there is room. */
function changeWidth(people: People, row: number, heldUp: boolean, tight: number, dtS: number): void {
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
    if ((tight & COMPANY) !== 0) people.radiusM[row] = narrower > wanted ? narrower : wanted;
  } else if (radius < wanted && (tight & CLOSE) === 0) {
    const wider = radius + WIDEN_MPS * dtS;
    people.radiusM[row] = wider < wanted ? wider : wanted;
  }
}
