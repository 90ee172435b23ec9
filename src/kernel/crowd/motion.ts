/**
 * One step of everybody who walks: collision-free speed model V2 with keep-right and shoulder-turn (constants.ts).
 *
 * Order independent: positions are copied into cell order first, everything is worked out from the copies, and only then
 * written back. Nothing is allocated. Units: metres, seconds, m/s. Only + - * / and sqrt (exp comes from a table).
 *
 * Leaves out: acceleration, anticipation of crossing paths, groups that walk side by side.
 */
import { exp } from '../base/detmath';
import { sampleWall, wallDistanceM } from '../geometry/wall-field';
import type { HallRouter } from '../routing/router';
import { type CellGrid, cellOf, type ParkedCells } from './cells';
import {
  AHEAD_COS,
  ARRIVE_BLOCKED_M,
  ARRIVE_BLOCKED_S,
  ARRIVE_M,
  CELL_M,
  FOLLOW_GAP_M,
  FOLLOW_TIME_S,
  GAP_REACH_M,
  HEADING_TIME_S,
  KEEP_RIGHT_COS,
  KEEP_RIGHT_M,
  KEEP_RIGHT_SIN,
  LEAST_WALL_M,
  LOOK_EVERY,
  NARROW_MPS,
  NARROW_RATIO,
  OPPOSING_COS,
  PERSON_RANGE_M,
  PERSON_STRENGTH,
  PROGRESS_EVERY,
  PROGRESS_M,
  PUSHING_STRENGTH,
  SLOW_AFTER_S,
  SLOW_MPS,
  STUCK_PASS_S,
  STUCK_PUSH_S,
  STUCK_SQUEEZE_S,
  TIME_GAP_S,
  WALL_FELT_M,
  WALL_RANGE_M,
  WALL_STRENGTH,
  WIDEN_MPS,
  WIDEN_ROOM_M,
  WIDEST_TURNING_M,
} from './constants';
import { FOLLOWING, KEEPS_RIGHT, LEAVING, PASSING, type People, STRAIGHT } from './people';

/** Robots as moving discs; first `count` entries. */
export type Discs = { count: number; xM: Float64Array; yM: Float64Array; radiusM: Float64Array };

const TABLE_FROM = -4;
const TABLE_STEPS = 64;
const TABLE_TO = 12;
/** exp(-x) for x = -4 .. 12 in steps of 1/64; linear between, relative error 3e-5. Constant. */
const EXP_TABLE = Float64Array.from({ length: (TABLE_TO - TABLE_FROM) * TABLE_STEPS + 2 }, (_, i) =>
  exp(-(TABLE_FROM + i / TABLE_STEPS)),
);

function expMinus(x: number): number {
  const u = (x - TABLE_FROM) * TABLE_STEPS;
  if (u <= 0) return EXP_TABLE[0]!;
  const i = u | 0;
  if (i >= EXP_TABLE.length - 1) return 0;
  const low = EXP_TABLE[i]!;
  return low + (EXP_TABLE[i + 1]! - low) * (u - i);
}

const MAX_CLOSE = 512;
/** Values of `closeWho` below 0: not a walker. */
const NOBODY = -1;
const PERSON_AT_REST = -2;
const ROBOT = -3;

export class Motion {
  /** Rows that arrived in the last step, ascending. */
  arrived = new Int32Array(0);
  arrivedCount = 0;

  private readonly router: HallRouter;
  private readonly grid: CellGrid;
  private readonly parked: ParkedCells;
  /** (cells + 1) first sorted index of each cell. */
  private readonly start: Int32Array;
  private readonly fill: Int32Array;
  /** (walkers) cell of each active row, in active order. */
  private cell = new Int32Array(0);
  /** (walkers) in cell order: row, old position, radius (-1: walks through people), wish, whether it waits in a stream. */
  private row = new Int32Array(0);
  private x = new Float64Array(0);
  private y = new Float64Array(0);
  private r = new Float64Array(0);
  private wishX = new Float64Array(0);
  private wishY = new Float64Array(0);
  private wishV = new Float64Array(0);
  /** People and robots within reach of the walker in hand: offset, distance, sum of radii, sorted index (below 0: not a walker). */
  private readonly closeX = new Float64Array(MAX_CLOSE);
  private readonly closeY = new Float64Array(MAX_CLOSE);
  private readonly closeD = new Float64Array(MAX_CLOSE);
  private readonly closeL = new Float64Array(MAX_CLOSE);
  private readonly closeWho = new Int32Array(MAX_CLOSE);
  private readonly pair = new Float64Array(2);
  private readonly wall = new Float64Array(3);

  constructor(router: HallRouter, grid: CellGrid, parked: ParkedCells) {
    this.router = router;
    this.grid = grid;
    this.parked = parked;
    this.start = new Int32Array(grid.count + 1);
    this.fill = new Int32Array(grid.count);
  }

  grow(rows: number): void {
    if (rows <= this.row.length) return;
    this.arrived = new Int32Array(rows);
    this.cell = new Int32Array(rows);
    this.row = new Int32Array(rows);
    this.x = new Float64Array(rows);
    this.y = new Float64Array(rows);
    this.r = new Float64Array(rows);
    this.wishX = new Float64Array(rows);
    this.wishY = new Float64Array(rows);
    this.wishV = new Float64Array(rows);
  }

  /** @param active rows that walk or follow, ascending, first `count` entries */
  step(people: People, active: Int32Array, count: number, discs: Discs, tick: number, dtS: number): void {
    this.arrivedCount = 0;
    this.sortIntoCells(people, active, count);
    for (let i = 0; i < count; i++) this.wish(people, i);
    for (let i = 0; i < count; i++) {
      if ((tick + this.row[i]!) % LOOK_EVERY === 0) this.lookAhead(people, i);
      if ((tick + this.row[i]!) % PROGRESS_EVERY === 0) this.checkProgress(people, i);
      this.move(people, i, discs, dtS);
    }
    this.sortArrived();
  }

  /** Counting sort of the walkers by cell, positions copied along. */
  private sortIntoCells(people: People, active: Int32Array, count: number): void {
    const { grid, start, fill, cell } = this;
    fill.fill(0);
    for (let k = 0; k < count; k++) {
      const row = active[k]!;
      const c = cellOf(grid, people.xM[row]!, people.yM[row]!);
      cell[k] = c;
      fill[c] = fill[c]! + 1;
    }
    let sum = 0;
    for (let c = 0; c < grid.count; c++) {
      start[c] = sum;
      const here = fill[c]!;
      fill[c] = sum;
      sum += here;
    }
    start[grid.count] = sum;
    for (let k = 0; k < count; k++) {
      const row = active[k]!;
      const c = cell[k]!;
      const i = fill[c]!;
      fill[c] = i + 1;
      this.row[i] = row;
      this.x[i] = people.xM[row]!;
      this.y[i] = people.yM[row]!;
      this.r[i] = (people.flags[row]! & PASSING) !== 0 ? -1 : people.radiusM[row]!;
    }
  }

  /** Where sorted walker i wants to go, and how fast. */
  private wish(people: People, i: number): void {
    const row = this.row[i]!;
    const flags = people.flags[row]!;
    const x = this.x[i]!;
    const y = this.y[i]!;
    let toX: number;
    let toY: number;
    let speed = people.speedMps[row]!;
    if ((flags & LEAVING) !== 0) {
      toX = people.exitX[row]! - x;
      toY = people.exitY[row]! - y;
    } else if (people.mode[row] === FOLLOWING || (flags & STRAIGHT) !== 0) {
      toX = people.goalX[row]! - x;
      toY = people.goalY[row]! - y;
      if (people.mode[row] === FOLLOWING) {
        const distance = Math.sqrt(toX * toX + toY * toY);
        const catchUp = (distance - FOLLOW_GAP_M) / FOLLOW_TIME_S;
        if (catchUp < speed) speed = catchUp > 0 ? catchUp : 0;
      }
    } else {
      this.router.directionInto(people.target[row]!, x, y, this.pair);
      toX = this.pair[0]!;
      toY = this.pair[1]!;
    }
    const norm = Math.sqrt(toX * toX + toY * toY);
    const inverse = norm > 1e-9 ? 1 / norm : 0;
    this.wishX[i] = toX * inverse;
    this.wishY[i] = toY * inverse;
    this.wishV[i] = speed;
  }

  /** Every few steps: is the goal in sight, and does anybody come the other way? */
  private lookAhead(people: People, i: number): void {
    const row = this.row[i]!;
    const x = this.x[i]!;
    const y = this.y[i]!;
    let flags = people.flags[row]! & ~(STRAIGHT | KEEPS_RIGHT);
    if (people.mode[row] !== FOLLOWING && this.router.goesStraight(x, y, people.goalX[row]!, people.goalY[row]!)) {
      flags |= STRAIGHT;
    }
    if (this.meetsOpponent(i)) flags |= KEEPS_RIGHT;
    people.flags[row] = flags;
  }

  private meetsOpponent(i: number): boolean {
    const x = this.x[i]!;
    const y = this.y[i]!;
    const ex = this.wishX[i]!;
    const ey = this.wishY[i]!;
    const { grid, start } = this;
    // The sector ahead lies in a square of half side 0.72 * 4 m around the point 2 m ahead.
    const half = 0.72 * KEEP_RIGHT_M;
    const low = cellOf(grid, x + 0.5 * KEEP_RIGHT_M * ex - half, y + 0.5 * KEEP_RIGHT_M * ey - half);
    const high = cellOf(grid, x + 0.5 * KEEP_RIGHT_M * ex + half, y + 0.5 * KEEP_RIGHT_M * ey + half);
    const width = (high % grid.columns) - (low % grid.columns);
    for (let c = low; c <= high; c += grid.columns) {
      const end = start[c + width + 1]!;
      for (let j = start[c]!; j < end; j++) {
        if (ex * this.wishX[j]! + ey * this.wishY[j]! > OPPOSING_COS) continue;
        const dx = this.x[j]! - x;
        const dy = this.y[j]! - y;
        const squared = dx * dx + dy * dy;
        if (squared > KEEP_RIGHT_M * KEEP_RIGHT_M) continue;
        const ahead = ex * dx + ey * dy;
        if (ahead > 0 && ahead * ahead > AHEAD_COS * AHEAD_COS * squared) return true;
      }
    }
    return false;
  }

  /** Every second or so: has the way left become shorter? */
  private checkProgress(people: People, i: number): void {
    const row = this.row[i]!;
    if (people.mode[row] === FOLLOWING) return;
    const dx = people.goalX[row]! - this.x[i]!;
    const dy = people.goalY[row]! - this.y[i]!;
    let left = Math.sqrt(dx * dx + dy * dy);
    if ((people.flags[row]! & STRAIGHT) === 0) {
      // Longer than any straight rest, so that changing to the straight line always counts as progress.
      left += 100 + this.router.fieldLengthM(people.target[row]!, this.x[i]!, this.y[i]!);
    }
    if (left < people.leastLeftM[row]! - PROGRESS_M) {
      people.leastLeftM[row] = left;
      people.stuckS[row] = 0;
    }
  }

  /** The model proper, for sorted walker i: direction, gap, speed, position. */
  private move(people: People, i: number, discs: Discs, dtS: number): void {
    const row = this.row[i]!;
    const x = this.x[i]!;
    const y = this.y[i]!;
    const flags = people.flags[row]!;
    const passing = (flags & PASSING) !== 0;
    const radius = people.radiusM[row]!;
    let ex = this.wishX[i]!;
    let ey = this.wishY[i]!;
    if ((flags & KEEPS_RIGHT) !== 0) {
      const turned = KEEP_RIGHT_COS * ex + KEEP_RIGHT_SIN * ey;
      ey = KEEP_RIGHT_COS * ey - KEEP_RIGHT_SIN * ex;
      ex = turned;
    }

    // Direction: wish + repulsion of people, robots and walls.
    const close = this.gather(people, i, discs, ex, ey);
    const { closeX, closeY, closeD, closeL, closeWho } = this;
    const strength = people.stuckS[row]! > STUCK_PUSH_S ? PUSHING_STRENGTH : PERSON_STRENGTH;
    for (let k = 0; k < close; k++) {
      if (passing && closeWho[k] !== ROBOT) continue;
      const d = closeD[k]!;
      const push = (strength * expMinus((d - closeL[k]!) / PERSON_RANGE_M)) / d;
      ex -= push * closeX[k]!;
      ey -= push * closeY[k]!;
    }
    const wall = this.wall;
    sampleWall(this.router.walls, x, y, wall);
    const wallM = wall[0]!;
    const leaving = (flags & LEAVING) !== 0;
    if (!leaving && wallM < radius + WALL_FELT_M) {
      const push = WALL_STRENGTH * expMinus((wallM - radius) / WALL_RANGE_M);
      ex += push * wall[1]!;
      ey += push * wall[2]!;
    }
    const norm = Math.sqrt(ex * ex + ey * ey);
    if (norm > 1e-9) {
      ex /= norm;
      ey /= norm;
    } else {
      ex = people.headingX[row]!;
      ey = people.headingY[row]!;
    }

    // Speed: the gap to the nearest body in the way.
    let gap = Number.POSITIVE_INFINITY;
    let least = Number.POSITIVE_INFINITY;
    for (let k = 0; k < close; k++) {
      const room = closeD[k]! - closeL[k]!;
      if (room < least) least = room;
      if (room >= gap || (passing && closeWho[k] !== ROBOT)) continue;
      const dx = closeX[k]!;
      const dy = closeY[k]!;
      if (ex * dx + ey * dy < 0) continue;
      const side = ex * dy - ey * dx;
      if (side > closeL[k]! || -side > closeL[k]!) continue;
      gap = room;
    }
    const free = this.wishV[i]!;
    let speed = gap > 0 ? gap / TIME_GAP_S : 0;
    if (speed > free) speed = free;

    // Position: never into a wall, and at most 0.2 m a step.
    let step = speed * dtS;
    if (step > 0.2) step = 0.2;
    let nx = x + step * ex;
    let ny = y + step * ey;
    if (!leaving) {
      const need = wallM < radius ? (wallM + 0.4 * dtS < radius ? wallM + 0.4 * dtS : radius) : radius;
      for (let attempt = 0; attempt < 2; attempt++) {
        sampleWall(this.router.walls, nx, ny, wall);
        const lack = need - wall[0]!;
        if (lack <= 0) break;
        nx += lack * wall[1]!;
        ny += lack * wall[2]!;
      }
      const now = wallDistanceM(this.router.walls, nx, ny);
      if (now < LEAST_WALL_M && now < wallM) {
        nx = x;
        ny = y;
      }
    }
    people.xM[row] = nx;
    people.yM[row] = ny;
    people.vxMps[row] = (nx - x) / dtS;
    people.vyMps[row] = (ny - y) / dtS;

    const waits = people.stuckS[row]! > STUCK_PUSH_S && this.waitsInStream(i, close);
    this.afterMove(people, row, ex, ey, speed, waits, least, dtS);
  }

  /** True if the next body in the wished direction is a walker with much the same wish: a queue, not a deadlock. */
  private waitsInStream(i: number, close: number): boolean {
    const ex = this.wishX[i]!;
    const ey = this.wishY[i]!;
    let nearest = Number.POSITIVE_INFINITY;
    let who = NOBODY;
    for (let k = 0; k < close; k++) {
      const d = this.closeD[k]!;
      if (d >= nearest || ex * this.closeX[k]! + ey * this.closeY[k]! < AHEAD_COS * d) continue;
      nearest = d;
      who = this.closeWho[k]!;
    }
    return who >= 0 && ex * this.wishX[who]! + ey * this.wishY[who]! > 0.3;
  }

  /** Collects everybody within reach of sorted walker i; returns how many. */
  private gather(people: People, i: number, discs: Discs, ex: number, ey: number): number {
    const { grid, start, closeX, closeY, closeD, closeL, closeWho } = this;
    const x = this.x[i]!;
    const y = this.y[i]!;
    const row = this.row[i]!;
    const radius = people.radiusM[row]!;
    const cell = cellOf(grid, x, y);
    let n = 0;
    for (let c = cell - grid.columns; c <= cell + grid.columns; c += grid.columns) {
      const end = start[c + 2]!;
      for (let j = start[c - 1]!; j < end; j++) {
        const dx = this.x[j]! - x;
        const dy = this.y[j]! - y;
        const squared = dx * dx + dy * dy;
        const rj = this.r[j]!;
        const reach = radius + rj + GAP_REACH_M;
        if (squared >= reach * reach || j === i || rj < 0 || n === MAX_CLOSE) continue;
        closeX[n] = dx;
        closeY[n] = dy;
        closeD[n] = Math.sqrt(squared);
        closeL[n] = radius + rj;
        closeWho[n] = j;
        if (squared < 1e-12) {
          // Two people in one point (both just came through the door): part along a direction that differs for each.
          const sign = row < this.row[j]! ? 1e-3 : -1e-3;
          closeX[n] = sign;
          closeY[n] = 0;
          closeD[n] = 1e-3;
        }
        n++;
      }
    }
    const { parked } = this;
    if (parked.around[cell] !== 0) {
      // A standing person makes way as much as the walker turns its own shoulders.
      const makesWay = radius / people.fullRadiusM[row]!;
      for (let c = cell - grid.columns; c <= cell + grid.columns; c += grid.columns) {
        for (let k = c - 1; k <= c + 1; k++) {
          for (let other = parked.head[k]!; other !== -1; other = parked.next[other]!) {
            const body = people.radiusM[other]! * makesWay;
            n = this.gatherFixed(
              n,
              people.xM[other]! - x,
              people.yM[other]! - y,
              radius + body,
              ex,
              ey,
              PERSON_AT_REST,
            );
          }
        }
      }
    }
    for (let k = 0; k < discs.count; k++) {
      n = this.gatherFixed(n, discs.xM[k]! - x, discs.yM[k]! - y, radius + discs.radiusM[k]!, ex, ey, ROBOT);
    }
    return n;
  }

  /** Adds a body that does not step aside. One dead ahead counts as slightly to the left, so that walkers pass it. */
  private gatherFixed(
    n: number,
    offsetX: number,
    offsetY: number,
    sum: number,
    ex: number,
    ey: number,
    who: number,
  ): number {
    let dx = offsetX;
    let dy = offsetY;
    const reach = sum + GAP_REACH_M;
    if (dx * dx + dy * dy >= reach * reach || n === MAX_CLOSE) return n;
    const side = ex * dy - ey * dx;
    if (side < 0.05 && side > -0.05 && ex * dx + ey * dy > 0) {
      dx -= (0.05 - side) * ey;
      dy += (0.05 - side) * ex;
    }
    const d = Math.sqrt(dx * dx + dy * dy);
    this.closeX[n] = d > 1e-6 ? dx : 1e-3;
    this.closeY[n] = dy;
    this.closeD[n] = d > 1e-6 ? d : 1e-3;
    this.closeL[n] = sum;
    this.closeWho[n] = who;
    return n + 1;
  }

  /** Heading, body width, clocks, arrival. */
  private afterMove(
    people: People,
    row: number,
    ex: number,
    ey: number,
    speed: number,
    waits: boolean,
    least: number,
    dtS: number,
  ): void {
    if (speed > 0.05) {
      const blend = dtS < HEADING_TIME_S ? dtS / HEADING_TIME_S : 1;
      const hx = people.headingX[row]! + (ex - people.headingX[row]!) * blend;
      const hy = people.headingY[row]! + (ey - people.headingY[row]!) * blend;
      const norm = Math.sqrt(hx * hx + hy * hy);
      people.headingX[row] = norm > 1e-3 ? hx / norm : ex;
      people.headingY[row] = norm > 1e-3 ? hy / norm : ey;
    }

    const full = people.fullRadiusM[row]!;
    const stuck = people.stuckS[row]!;
    const slow = speed < SLOW_MPS ? people.slowS[row]! + dtS : 0;
    people.slowS[row] = slow;
    if (people.mode[row] === FOLLOWING) return;

    const narrowest = full <= WIDEST_TURNING_M ? NARROW_RATIO * full : stuck > STUCK_SQUEEZE_S ? LEAST_WALL_M : full;
    const radius = people.radiusM[row]!;
    if ((slow > SLOW_AFTER_S || stuck > STUCK_SQUEEZE_S) && radius > narrowest) {
      people.radiusM[row] = radius - NARROW_MPS * dtS > narrowest ? radius - NARROW_MPS * dtS : narrowest;
    } else if (slow <= SLOW_AFTER_S && radius < full && least > WIDEN_ROOM_M) {
      people.radiusM[row] = radius + WIDEN_MPS * dtS < full ? radius + WIDEN_MPS * dtS : full;
    }

    if (!waits) people.stuckS[row] = stuck + dtS;
    let flags = people.flags[row]!;
    if (stuck > STUCK_PASS_S) flags |= PASSING;
    else if (least >= 0) flags &= ~PASSING;

    if ((flags & LEAVING) !== 0) {
      const dx = people.exitX[row]! - people.xM[row]!;
      const dy = people.exitY[row]! - people.yM[row]!;
      const step = speed * dtS + 0.02;
      if (dx * dx + dy * dy <= step * step) flags &= ~LEAVING;
      people.flags[row] = flags;
      return;
    }
    people.flags[row] = flags;

    const dx = people.goalX[row]! - people.xM[row]!;
    const dy = people.goalY[row]! - people.yM[row]!;
    const reach = slow > ARRIVE_BLOCKED_S ? ARRIVE_BLOCKED_M : ARRIVE_M;
    if (dx * dx + dy * dy <= reach * reach) this.arrived[this.arrivedCount++] = row;
  }

  /** Ascending rows; insertion sort, the list is short. */
  private sortArrived(): void {
    const { arrived } = this;
    for (let i = 1; i < this.arrivedCount; i++) {
      const row = arrived[i]!;
      let j = i - 1;
      for (; j >= 0 && arrived[j]! > row; j--) arrived[j + 1] = arrived[j]!;
      arrived[j + 1] = row;
    }
  }
}

/** Cells must reach as far as the widest pair that is looked at: bodies of 0.2 m and a gap of 1 m. */
if (CELL_M < GAP_REACH_M + 0.4) throw new Error('crowd: search cells are too small');
