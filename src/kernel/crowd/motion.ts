/**
 * One step of everybody who walks: find who may be near (every few steps), look round and ahead (a few times a second), steer, move.
 * The shipped model is models/foresight; its numbers are in parameters.ts and constants.ts.
 *
 * Order independent: positions are copied into cell order first, everything is worked out from the copies, and only then
 * written back. Nothing is allocated. Units: metres, seconds, m/s.
 *
 * Leaves out: acceleration.
 */
import { sampleWall, wallDistanceM } from '../geometry/wall-field';
import type { HallRouter } from '../routing/router';
import type { ActiveRows } from './active';
import { narrow, relaxWidth, turnWheels } from './body';
import type { CellGrid, ParkedCells } from './cells';
import * as constants from './constants';
import { keepOffRobots, roundRobots } from './edging';
import { Groups } from './groups';
import type { Discs } from './models/discs';
import { Foresight } from './models/foresight/look';
import { Steering } from './models/foresight/steer';
import type { CrowdParameters } from './parameters';
import { Passages } from './passage';
import type { People } from './people';
import * as rowBits from './people';
import * as walkerBits from './walkers';
import { Walkers } from './walkers';
import { WayFinding, waitsInStream, wishAll } from './wish';

// Own names for them: numbers that are imported are loaded again and again, own ones become part of the code.
const {
  ARRIVE_BLOCKED_M,
  ARRIVE_BLOCKED_S,
  ARRIVE_M,
  HEADING_TIME_S,
  LEAST_WALL_M,
  LOOK_S,
  NO_PROGRESS_S,
  REACH_M,
  SLOW_AFTER_S,
  SLOW_MPS,
  STUCK_PASS_S,
  STUCK_PUSH_S,
  WALL_RECOVER_MPS,
} = constants;
const { EDGING, FOLLOWING, LEAVING, LOOKS_NOW, PASSING } = rowBits;
const { OVERLAPS } = walkerBits;

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
  private readonly wayFinding = new WayFinding();
  private readonly passages = new Passages();
  private readonly sample = new Float64Array(3);
  /** New place of the walker under way, m. */
  private readonly at = new Float64Array(2);
  /** (1) farthest anybody went in this step, m. */
  private readonly farthest = new Float64Array(1);
  /** (walkers) who comes near a wall; who is held up, perhaps. */
  private byWall = new Int32Array(0);
  private held = new Int32Array(0);
  private heldCount = 0;

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
    this.wayFinding.grow(this.walkers.row.length);
    this.passages.grow(this.walkers.row.length);
    this.byWall = new Int32Array(this.walkers.row.length);
    this.held = new Int32Array(this.walkers.row.length);
  }

  step(people: People, active: ActiveRows, discs: Discs, tick: number, dtS: number): void {
    const { walkers, router } = this;
    this.arrivedCount = 0;
    this.releasedCount = 0;
    walkers.refresh(people, active);
    const lookEvery = stepsOf(LOOK_S, dtS);
    walkers.findDue(people, tick, lookEvery);
    this.wayFinding.lookAround(people, walkers, router, tick, lookEvery);
    this.passages.look(people, walkers, router.walls);
    wishAll(people, walkers);
    const edging = discs.count > 0 && roundRobots(people, walkers, discs, router, dtS);
    if (people.grouped > 0) this.groups.keepTogether(people, walkers);
    this.foresight.look(people, walkers, discs);
    this.steering.steer(people, walkers, discs);
    this.move(people, edging ? discs : null, dtS);
    this.turnHeads(people, dtS);
    this.settle(people, dtS);
    this.keepHeldUp(people, dtS);
    walkers.turnPage(this.farthest[0]!, dtS);
    if (walkers.periodXM > 0) this.closeRing(people, active.rows, active.count, walkers.periodXM);
    sortRows(this.arrived, this.arrivedCount);
    sortRows(this.released, this.releasedCount);
  }

  /** Speed and new place of everybody: speedMps, nextX, nextY. At most 0.2 m a step. `robots`: null if nobody edges past one. */
  private move(people: People, robots: Discs | null, dtS: number): void {
    const w = this.walkers;
    const { row, nextX, nextY, count } = w;
    const { flags, turnRps, anyTurns } = people;
    const { byWall, at } = this;
    const { f, at: of } = w.block;
    const X = of.x | 0;
    const Y = of.y | 0;
    const RADIUS = of.radius | 0;
    const NEXT_X = of.nextX | 0;
    const NEXT_Y = of.nextY | 0;
    const WISH = of.wishMps | 0;
    const DIR_X = of.dirX | 0;
    const DIR_Y = of.dirY | 0;
    const GAP = of.gapM | 0;
    const WALL = of.wallM | 0;
    const SPEED = of.speedMps | 0;
    const p = people.block.f;
    const CAP = people.block.at.capMps | 0;
    const { timeGapS } = this.parameters;
    const reach = REACH_M;
    let walled = 0;
    for (let i = 0; i < count; i++) {
      const r = row[i]!;
      const flag = flags[r]!;
      const gap = f[(GAP + i) | 0]!;
      const free = f[(WISH + i) | 0]!;
      let speed = gap > 0 ? gap / timeGapS : 0;
      if (speed > free) speed = free;
      // Farther than the reach of a step only the looks ahead see somebody.
      if (gap > reach && (flag & PASSING) === 0 && speed > p[(CAP + r) | 0]!) speed = p[(CAP + r) | 0]!;
      if (anyTurns && turnRps[r]! > 0) speed = turnWheels(people, w, i, r, speed, dtS);
      f[(SPEED + i) | 0] = speed;
      let step = speed * dtS;
      if (step > 0.2) step = 0.2;
      f[(NEXT_X + i) | 0] = f[(X + i) | 0]! + step * f[(DIR_X + i) | 0]!;
      f[(NEXT_Y + i) | 0] = f[(Y + i) | 0]! + step * f[(DIR_Y + i) | 0]!;
      byWall[walled] = i;
      walled += +(f[(WALL + i) | 0]! - step < f[(RADIUS + i) | 0]! + 0.05) & +((flag & LEAVING) === 0);
    }
    if (robots) keepOffRobots(people, w, robots);
    for (let k = 0; k < walled; k++) {
      const i = byWall[k]!;
      at[0] = nextX[i]!;
      at[1] = nextY[i]!;
      this.keepOffWalls(i, dtS);
      nextX[i] = at[0]!;
      nextY[i] = at[1]!;
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

  /** Heading follows the direction of motion with a lag; it is for drawing and for whom one faces, not for walking. */
  private turnHeads({ block: { f: p, at: of } }: People, dtS: number): void {
    const { row, shadow, count } = this.walkers;
    const { f, at } = this.walkers.block;
    const DIR_X = at.dirX | 0;
    const DIR_Y = at.dirY | 0;
    const SPEED = at.speedMps | 0;
    const HEADING_X = of.headingX | 0;
    const HEADING_Y = of.headingY | 0;
    const blend = dtS < HEADING_TIME_S ? dtS / HEADING_TIME_S : 1;
    for (let i = 0; i < count; i++) {
      if (shadow[i] !== 0 || f[(SPEED + i) | 0]! <= 0.05) continue;
      const r = row[i]!;
      const ex = f[(DIR_X + i) | 0]!;
      const ey = f[(DIR_Y + i) | 0]!;
      const hx = p[(HEADING_X + r) | 0]! + (ex - p[(HEADING_X + r) | 0]!) * blend;
      const hy = p[(HEADING_Y + r) | 0]! + (ey - p[(HEADING_Y + r) | 0]!) * blend;
      const squared = hx * hx + hy * hy;
      const inverse = squared > 1e-6 ? 1 / Math.sqrt(squared) : 0;
      p[(HEADING_X + r) | 0] = inverse > 0 ? hx * inverse : ex;
      p[(HEADING_Y + r) | 0] = inverse > 0 ? hy * inverse : ey;
    }
  }

  /** Writes places and velocities back; clocks, body width and arrival of those who are not held up. */
  private settle(people: People, dtS: number): void {
    const w = this.walkers;
    const { row, shadow, tight, count } = w;
    const { mode, flags } = people;
    const { held, arrived } = this;
    const { f } = w.block;
    const X = w.block.at.x | 0;
    const Y = w.block.at.y | 0;
    const VX = w.block.at.vx | 0;
    const VY = w.block.at.vy | 0;
    const NEXT_X = w.block.at.nextX | 0;
    const NEXT_Y = w.block.at.nextY | 0;
    const WALL = w.block.at.wallM | 0;
    const SPEED = w.block.at.speedMps | 0;
    const { f: p, at } = people.block;
    const XM = at.xM | 0;
    const YM = at.yM | 0;
    const VX_OF = at.vxMps | 0;
    const VY_OF = at.vyMps | 0;
    const SLOW = at.slowS | 0;
    const STUCK = at.stuckS | 0;
    const GOAL_X = at.goalX | 0;
    const GOAL_Y = at.goalY | 0;
    const SLACK = at.wallSlackM | 0;
    const RADIUS = at.radiusM | 0;
    const FULL = at.fullRadiusM | 0;
    const TURNED = at.turnedRatio | 0;
    const perS = 1 / dtS;
    const reach2 = ARRIVE_M * ARRIVE_M;
    let farthest2 = 0;
    let heldCount = 0;
    let arrivals = 0;
    for (let i = 0; i < count; i++) {
      if (shadow[i] !== 0) continue;
      const r = row[i]!;
      const nx = f[(NEXT_X + i) | 0]!;
      const ny = f[(NEXT_Y + i) | 0]!;
      const goneX = nx - f[(X + i) | 0]!;
      const goneY = ny - f[(Y + i) | 0]!;
      const gone2 = goneX * goneX + goneY * goneY;
      if (gone2 > farthest2) farthest2 = gone2;
      const ux = goneX * perS;
      const uy = goneY * perS;
      p[(XM + r) | 0] = nx;
      p[(YM + r) | 0] = ny;
      p[(VX_OF + r) | 0] = ux;
      p[(VY_OF + r) | 0] = uy;
      f[(VX + i) | 0] = ux;
      f[(VY + i) | 0] = uy;
      const speed = f[(SPEED + i) | 0]!;
      const step = speed * dtS;
      let flag = flags[r]!;
      // The field may fall faster than 1 m per m where it bends; half as much again covers that.
      // Who edges past a robot may have been moved farther than the step.
      p[(SLACK + r) | 0] = (flag & EDGING) !== 0 ? 0 : f[(WALL + i) | 0]! - 1.5 * (step > 0.2 ? 0.2 : step);
      const slowFor = speed < SLOW_MPS ? p[(SLOW + r) | 0]! + dtS : 0;
      p[(SLOW + r) | 0] = slowFor;
      const stuck = p[(STUCK + r) | 0]!;
      if (mode[r] === FOLLOWING) continue;
      if (slowFor > SLOW_AFTER_S || stuck > NO_PROGRESS_S) {
        held[heldCount++] = i;
        continue;
      }
      if ((flag & EDGING) !== 0) narrow(people, w, i, r, dtS);
      else if (p[(RADIUS + r) | 0]! !== p[(FULL + r) | 0]! || p[(TURNED + r) | 0] !== 1)
        relaxWidth(people, w, i, r, dtS);
      p[(STUCK + r) | 0] = stuck + dtS;
      if ((flag & (PASSING | LEAVING)) !== 0) {
        if ((tight[i]! & OVERLAPS) === 0 && (flag & EDGING) === 0) flag &= ~PASSING;
        flags[r] = (flag & LEAVING) !== 0 ? leave(people, r, flag, step) : flag;
        if ((flag & LEAVING) !== 0) continue;
      }
      const gx = p[(GOAL_X + r) | 0]! - nx;
      const gy = p[(GOAL_Y + r) | 0]! - ny;
      if (gx * gx + gy * gy <= reach2) arrived[arrivals++] = r;
    }
    this.arrivedCount = arrivals;
    this.heldCount = heldCount;
    this.farthest[0] = Math.sqrt(farthest2);
  }

  /** The same for those who have been slow or without progress for a while: clocks, body width, release and arrival. */
  private keepHeldUp(people: People, dtS: number): void {
    const w = this.walkers;
    const { row, tight, speedMps } = w;
    const { flags, slowS, stuckS, xM, yM, goalX, goalY } = people;
    for (let k = 0; k < this.heldCount; k++) {
      const i = this.held[k]!;
      const r = row[i]!;
      const slowFor = slowS[r]!;
      const stuck = stuckS[r]!;
      const heldUp = !waitsInStream(w, i);
      const edging = (flags[r]! & EDGING) !== 0;
      if (heldUp || edging) narrow(people, w, i, r, dtS);
      else relaxWidth(people, w, i, r, dtS);
      if (stuck <= STUCK_PUSH_S || heldUp) stuckS[r] = stuck + dtS;
      let f = flags[r]!;
      if (stuck > STUCK_PASS_S) {
        if ((f & PASSING) === 0) this.released[this.releasedCount++] = r;
        f |= PASSING;
      } else if ((tight[i]! & OVERLAPS) === 0 && !edging) f &= ~PASSING;
      if ((f & LEAVING) !== 0) f = leave(people, r, f, speedMps[i]! * dtS);
      else {
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

/** Flags of somebody on its way out of a solid after this step, m. */
function leave(people: People, r: number, flags: number, stepM: number): number {
  const out = isWithin(people.exitX[r]! - people.xM[r]!, people.exitY[r]! - people.yM[r]!, stepM + 0.02);
  return out ? (flags & ~LEAVING) | LOOKS_NOW : flags;
}
