/**
 * Looking ahead, five times a second: does somebody come the other way, whom shall I meet within the next second or so,
 * and how fast may I go behind those ahead?
 *
 * Stepping aside is the anticipation of the anticipation velocity model (Xu, Chraibi, Seyfried 2021, TR-C 133): the gap
 * predicted to everybody ahead decides how far to step aside, away from where that person will be. Robots count as wider
 * than they are (ROBOT_SPACE_M). Walkers give way to a robot that crosses, even when they could pass first (Vassallo et al.
 * 2017, Gait & Posture 51: 97-101): whom the robot would meet within GIVE_WAY_S slows down and passes behind it.
 *
 * Everything found is kept in the walker's row until the next look; between looks only the nearest are watched (steer.ts).
 */
import { columnOf, type ParkedCells, rowOf } from '../../cells';
import * as constants from '../../constants';
import type { CrowdParameters } from '../../parameters';
import type { People } from '../../people';
import * as rowBits from '../../people';
import type { Walkers } from '../../walkers';
import type { Discs } from '../discs';
import { expMinus } from './exponential';
import * as rounded from './rounded';

// Own names for them: numbers that are imported are loaded again and again, own ones become part of the code.
const {
  AHEAD_COS,
  GIVE_WAY_RATIO,
  GIVE_WAY_S,
  KEEP_RIGHT_M,
  LEADER_AHEAD_M,
  LEADER_WIDTH_M,
  LOOK_BLEND,
  NO_PROGRESS_S,
  OPPOSING_COS,
  OPPOSING_WIDTH_M,
  REACH_M,
  ROBOT_CROSSES_MPS,
  ROBOT_FORESIGHT,
  ROBOT_SPACE_M,
  SAME_POINT_M,
  SLOW_AFTER_S,
} = constants;
const { EDGING, IN_FILE, KEEPS_RIGHT } = rowBits;
const { ROUNDING } = rounded;

/** exp(-5) of the strength is not worth a step aside. */
const FARTHEST_RANGES = 5;
const SAME_WAY_M = 2.6;
/** Added to the distance of who does not count: farther than anybody sees. */
const FAR_M = 100;
/**
 * One body that is looked at: offset x, y, m; half width, m; velocity x, y, m/s; cosine between both wishes; citizen row
 * (-1: a robot); room that it must leave to count as somebody to slow down behind, m; side to pass it on if it is in the way (1 left,
 * -1 right, 0 either).
 */
const FACTS = 9;
/** More are not looked at: 256 within 25 m2 would stand in one another. */
const MOST_SEEN = 256;

export class Foresight {
  private readonly parked: ParkedCells;
  private readonly parameters: CrowdParameters;
  /** (due) what was seen: 1 = somebody comes the other way, and nobody ahead is there to be followed; sideways pull, positive to the left; room ahead, m. */
  private opposed = new Uint8Array(0);
  private aside = new Float64Array(0);
  private roomM = new Float64Array(0);
  /** (due) share of the own pace while somebody gives way to a robot, else 1. */
  private paceRatio = new Float64Array(0);
  /** Who is near to the one who looks: walkers, and those at rest as -1 - row; then (bodies, FACTS) whom to reckon with. */
  private readonly near = new Int32Array(MOST_SEEN + 1);
  private readonly facts = new Float64Array((MOST_SEEN + 1) * FACTS);

  constructor(parked: ParkedCells, parameters: CrowdParameters) {
    this.parked = parked;
    this.parameters = parameters;
  }

  grow(rows: number): void {
    if (rows <= this.opposed.length) return;
    this.opposed = new Uint8Array(rows);
    this.aside = new Float64Array(rows);
    this.roomM = new Float64Array(rows);
    this.paceRatio = new Float64Array(rows);
  }

  /** Who is due looks ahead; writes KEEPS_RIGHT, asideRatio and capMps. */
  look(people: People, w: Walkers, discs: Discs): void {
    this.lookAtPeople(people, w);
    if (discs.count > 0) this.lookAtRobots(people, w, discs);
    this.conclude(people, w);
  }

  private conclude(people: People, w: Walkers): void {
    const { row, wishMps, due, dueCount } = w;
    const { flags } = people;
    const { asideMost, timeGapS } = this.parameters;
    const { opposed, aside, roomM, paceRatio } = this;
    const { f, at } = people.block;
    const ASIDE = at.asideRatio | 0;
    const CAP = at.capMps | 0;
    const SLOW = at.slowS | 0;
    const STUCK = at.stuckS | 0;
    for (let n = 0; n < dueCount; n++) {
      const i = due[n]!;
      const r = row[i]!;
      // Who edges past a robot keeps to the gap.
      const edges = (flags[r]! & EDGING) !== 0;
      flags[r] = opposed[n] === 1 && !edges ? flags[r]! | KEEPS_RIGHT : flags[r]! & ~KEEPS_RIGHT;
      const asked = aside[n]!;
      const pull = asked > asideMost ? asideMost : asked < -asideMost ? -asideMost : asked;
      // Who is held up waits for a gap and goes straight for it.
      const heldUp = f[(SLOW + r) | 0]! > SLOW_AFTER_S || f[(STUCK + r) | 0]! > NO_PROGRESS_S;
      const before = f[(ASIDE + r) | 0]!;
      f[(ASIDE + r) | 0] = heldUp || edges ? 0 : before + LOOK_BLEND * (pull - before);
      const room = roomM[n]!;
      const cap = room > 0 ? room / timeGapS : 0;
      const ratio = paceRatio[n]!;
      const pace = ratio * wishMps[i]!;
      f[(CAP + r) | 0] = ratio < 1 && pace < cap ? pace : cap;
    }
  }

  /**
   * Everybody in the half disc of 4 m ahead. The busiest part of the crowd. Nobody can guess who is near enough and who is not, and a
   * wrong guess of the processor costs as much as the look itself: so conditions are counted as 0 and 1 instead of branched on.
   */
  private lookAtPeople(people: People, w: Walkers): void {
    const { grid, start, row } = w;
    const { f, at } = w.block;
    const X = at.x | 0;
    const Y = at.y | 0;
    const VX = at.vx | 0;
    const VY = at.vy | 0;
    const RADIUS = at.radius | 0;
    const WISH_X = at.wishX | 0;
    const WISH_Y = at.wishY | 0;
    const WISH = at.wishMps | 0;
    const { asideRatio, flags } = people;
    const { due, dueCount } = w;
    const { opposed, aside, roomM, paceRatio, near } = this;
    const { asideRangeM, asideStrength, foresightS, zipper } = this.parameters;
    const { columns } = grid;
    const anyParked = this.parked.count > 0;
    // In the cells of the last sorting: everybody may have moved since.
    const movedM = w.movedM[0]!;
    const farM = KEEP_RIGHT_M + movedM;
    const far2 = KEEP_RIGHT_M * KEEP_RIGHT_M;
    const sameWay2 = SAME_WAY_M * SAME_WAY_M;
    const ahead2 = AHEAD_COS * AHEAD_COS;
    const asideFarM = FARTHEST_RANGES * asideRangeM + 1e-6;
    for (let n = 0; n < dueCount; n++) {
      const i = due[n]!;
      const r = row[i]!;
      const px = f[(X + i) | 0]!;
      const py = f[(Y + i) | 0]!;
      const ex = f[(WISH_X + i) | 0]!;
      const ey = f[(WISH_Y + i) | 0]!;
      // The box around the half disc: as far as it reaches to the sides it faces, as its diameter to the others.
      const acrossX = KEEP_RIGHT_M * (ey < 0 ? -ey : ey) + movedM;
      const acrossY = KEEP_RIGHT_M * (ex < 0 ? -ex : ex) + movedM;
      const left = columnOf(grid, px - (ex > 0 ? acrossX : farM));
      const right = columnOf(grid, px + (ex < 0 ? acrossX : farM));
      const low = rowOf(grid, py - (ey > 0 ? acrossY : farM)) * columns;
      const high = rowOf(grid, py + (ey < 0 ? acrossY : farM)) * columns;
      // Who is ahead and near enough.
      let some = 0;
      for (let c = low; c <= high; c += columns) {
        const end = start[c + right + 1]!;
        for (let j = start[c + left]!; j < end; j++) {
          const dx = f[(X + j) | 0]! - px;
          const dy = f[(Y + j) | 0]! - py;
          near[some] = j;
          some += +(ex * dx + ey * dy > 0) & +(dx * dx + dy * dy < far2) & +(some < MOST_SEEN);
        }
      }
      const lean = asideRatio[r]!;
      const inverse = 1 / Math.sqrt(1 + lean * lean);
      const tx = (ex - lean * ey) * inverse;
      const ty = (ey + lean * ex) * inverse;
      const vx = f[(WISH + i) | 0]! * ex;
      const vy = f[(WISH + i) | 0]! * ey;
      const own = f[(RADIUS + i) | 0]!;
      // Of those whom to reckon with: who is in the way, or comes so near that a step aside is worth it.
      let facingM = KEEP_RIGHT_M;
      let leaderM = 2 * KEEP_RIGHT_M;
      let seen = 0;
      for (let m = 0; m < some; m++) {
        const j = near[m]!;
        const dx = f[(X + j) | 0]! - px;
        const dy = f[(Y + j) | 0]! - py;
        const cosine = ex * f[(WISH_X + j) | 0]! + ey * f[(WISH_Y + j) | 0]!;
        const squared = dx * dx + dy * dy;
        const ahead = ex * dx + ey * dy;
        const beside = ex * dy - ey * dx;
        const faces =
          +(cosine <= OPPOSING_COS) &
          +(ahead * ahead > ahead2 * squared) &
          +(beside < OPPOSING_WIDTH_M) &
          +(beside > -OPPOSING_WIDTH_M);
        const leads =
          +(cosine > 0.5) & +(squared <= sameWay2) & +(beside < LEADER_WIDTH_M) & +(beside > -LEADER_WIDTH_M);
        const facing = ahead + FAR_M * (1 - faces);
        const leader = ahead + FAR_M * (1 - leads);
        if (facing < facingM) facingM = facing;
        if (leader < leaderM) leaderM = leader;
        const l = own + f[(RADIUS + j) | 0]!;
        const off = tx * dy - ty * dx;
        const closing = (vx - f[(VX + j) | 0]!) * dx + (vy - f[(VY + j) | 0]!) * dy;
        // The gap predicted, without its root: wider than asideFarM if lead is wider than l + asideFarM, both times the distance.
        const lead = squared - closing * foresightS;
        const most = (l + asideFarM) * (l + asideFarM) * squared;
        const keepsClear = (+(off > l) | +(off < -l)) & (+(closing <= 0) | (+(lead > 0) & +(lead * lead > most)));
        near[seen] = j;
        // Somebody who goes much the same way matters only nearby: it comes nearer slowly.
        seen += (+(cosine <= 0.5) | +(squared <= sameWay2)) & (1 - keepsClear);
      }
      opposed[n] = +(facingM < KEEP_RIGHT_M) & +(facingM < leaderM - LEADER_AHEAD_M);
      // How much each asks to step aside, how much room it leaves ahead: as in `weigh`.
      let pull = 0;
      let least = Number.POSITIVE_INFINITY;
      // In single file nobody tries to pass who goes the same way.
      const passableCos = (flags[r]! & IN_FILE) !== 0 ? 0.5 : 2;
      for (let m = 0; m < seen; m++) {
        const j = near[m]!;
        const dx = f[(X + j) | 0]! - px;
        const dy = f[(Y + j) | 0]! - py;
        const ox = f[(VX + j) | 0]!;
        const oy = f[(VY + j) | 0]!;
        const distance = Math.sqrt(dx * dx + dy * dy);
        const d = distance > SAME_POINT_M ? distance : SAME_POINT_M;
        const l = own + f[(RADIUS + j) | 0]!;
        const off = tx * dy - ty * dx;
        const along = tx * dx + ty * dy;
        if ((+(d - l < least + 1e-9) & +(along >= 0) & +(off <= l) & +(off >= -l)) !== 0) {
          const room = roomAlong(along, off, l, zipper);
          if (room < least) least = room;
        }
        const approach = ((vx - ox) * dx + (vy - oy) * dy) / d;
        const gap = d - l - approach * foresightS;
        const ranges = gap > 0 ? gap / asideRangeM : 0;
        const cosine = ex * f[(WISH_X + j) | 0]! + ey * f[(WISH_Y + j) | 0]!;
        const asks = +(approach > 0) & +(ranges <= FARTHEST_RANGES) & +(cosine <= passableCos);
        const strength = asideStrength * (1 + 0.5 * (1 - cosine)) * expMinus(ranges) + ROUNDING - ROUNDING;
        const side = ex * (dy + oy * foresightS) - ey * (dx + ox * foresightS);
        // Dead ahead: the lower row passes on the left of the other, which then passes on its right.
        const toRight = +(side > 0) | (+(side === 0) & +(r < row[j]!));
        pull += asks * strength * (1 - 2 * toRight);
      }
      aside[n] = pull;
      roomM[n] = least;
      paceRatio[n] = 1;
      if (anyParked) this.lookAtParked(people, w, n, low, high, left, right);
    }
  }

  /** Those at rest in these rows (from their first cell) and columns of cells. */
  private lookAtParked(
    people: People,
    w: Walkers,
    n: number,
    low: number,
    high: number,
    left: number,
    right: number,
  ): void {
    const { head, next, grid } = this.parked;
    const { xM, yM, radiusM } = people;
    const { facts } = this;
    const { asideRangeM, foresightS } = this.parameters;
    const i = w.due[n]!;
    const px = w.x[i]!;
    const py = w.y[i]!;
    const ex = w.wishX[i]!;
    const ey = w.wishY[i]!;
    const lean = people.asideRatio[w.row[i]!]!;
    const inverse = 1 / Math.sqrt(1 + lean * lean);
    const tx = (ex - lean * ey) * inverse;
    const ty = (ey + lean * ex) * inverse;
    const pace = w.wishMps[i]!;
    const own = w.radius[i]!;
    const far2 = KEEP_RIGHT_M * KEEP_RIGHT_M;
    const asideFarM = FARTHEST_RANGES * asideRangeM + 1e-6;
    let seen = 0;
    for (let c = low; c <= high; c += grid.columns) {
      for (let cell = c + left; cell <= c + right; cell++) {
        for (let k = head[cell]!; k !== -1; k = next[k]!) {
          const dx = xM[k]! - px;
          const dy = yM[k]! - py;
          const ahead = ex * dx + ey * dy;
          const squared = dx * dx + dy * dy;
          if (ahead <= 0 || squared >= far2 || seen === MOST_SEEN) continue;
          const l = own + radiusM[k]!;
          const off = tx * dy - ty * dx;
          const closing = pace * ex * dx + pace * ey * dy;
          const lead = squared - closing * foresightS;
          const most = (l + asideFarM) * (l + asideFarM) * squared;
          if ((off > l || off < -l) && (closing <= 0 || (lead > 0 && lead * lead > most))) continue;
          const at = FACTS * seen++;
          facts[at] = dx;
          facts[at + 1] = dy;
          facts[at + 2] = radiusM[k]!;
          facts[at + 3] = 0;
          facts[at + 4] = 0;
          facts[at + 5] = 0;
          facts[at + 6] = k;
          // People at rest draw in their shoulders for who squeezes by, which is seen at every step only.
          facts[at + 7] = 0.5 * REACH_M;
          facts[at + 8] = this.parked.sideToPass(k, radiusM[k]!, ex, ey, 2 * own);
        }
      }
    }
    if (seen > 0) this.weigh(people, w, n, seen);
  }

  /** The first `seen` bodies of `facts`: how much each asks the n-th who looks to step aside, how much room it leaves ahead. */
  private weigh(people: People, w: Walkers, n: number, seen: number): void {
    const { asideStrength, asideRangeM, zipper, foresightS } = this.parameters;
    const { aside, roomM, facts } = this;
    const i = w.due[n]!;
    const r = w.row[i]!;
    const ex = w.wishX[i]!;
    const ey = w.wishY[i]!;
    const own = w.radius[i]!;
    const lean = people.asideRatio[r]!;
    const inverse = 1 / Math.sqrt(1 + lean * lean);
    const tx = (ex - lean * ey) * inverse;
    const ty = (ey + lean * ex) * inverse;
    const vx = w.wishMps[i]! * ex;
    const vy = w.wishMps[i]! * ey;
    let pull = aside[n]!;
    let least = roomM[n]!;
    for (let at = 0; at < FACTS * seen; at += FACTS) {
      const dx = facts[at]!;
      const dy = facts[at + 1]!;
      const ox = facts[at + 3]!;
      const oy = facts[at + 4]!;
      const distance = Math.sqrt(dx * dx + dy * dy);
      const d = distance > SAME_POINT_M ? distance : SAME_POINT_M;
      const l = own + facts[at + 2]!;
      const off = tx * dy - ty * dx;
      const along = tx * dx + ty * dy;
      if (d - l < least + 1e-9 && d - l > facts[at + 7]! && along >= 0 && off <= l && off >= -l) {
        const room = roomAlong(along, off, l, zipper);
        if (room < least) least = room;
      }
      const approach = ((vx - ox) * dx + (vy - oy) * dy) / d;
      if (approach <= 0) continue;
      const gap = d - l - approach * foresightS;
      const ranges = gap > 0 ? gap / asideRangeM : 0;
      if (ranges > FARTHEST_RANGES) continue;
      const strength = asideStrength * (1 + 0.5 * (1 - facts[at + 5]!)) * expMinus(ranges) + ROUNDING - ROUNDING;
      const side = ex * (dy + oy * foresightS) - ey * (dx + ox * foresightS);
      // Dead ahead: the lower row passes on the left of the other, which then passes on its right.
      const toRight = +(side > 0) | (+(side === 0) & +(r < facts[at + 6]!));
      const beside = ex * dy - ey * dx;
      const settled = beside < l && beside > -l ? facts[at + 8]! : 0;
      pull += strength * (settled === 0 ? 1 - 2 * toRight : settled);
    }
    aside[n] = pull;
    roomM[n] = least;
  }

  private lookAtRobots(people: People, w: Walkers, discs: Discs): void {
    const { row, x, y, wishX, wishY, wishMps, radius } = w;
    const { due, dueCount } = w;
    const { aside, paceRatio, facts } = this;
    const { asideMost } = this.parameters;
    const far = KEEP_RIGHT_M * ROBOT_FORESIGHT;
    for (let n = 0; n < dueCount; n++) {
      const i = due[n]!;
      // Its way past the robot is settled (edging.ts).
      if ((people.flags[row[i]!]! & EDGING) !== 0) continue;
      const ex = wishX[i]!;
      const ey = wishY[i]!;
      for (let k = 0; k < discs.count; k++) {
        const dx = discs.xM[k]! - x[i]!;
        const dy = discs.yM[k]! - y[i]!;
        if (ex * dx + ey * dy <= 0 || dx * dx + dy * dy >= far * far) continue;
        const ox = discs.vxMps[k]!;
        const oy = discs.vyMps[k]!;
        const body = discs.radiusM[k]! + ROBOT_SPACE_M;
        const across = ex * oy - ey * ox;
        const crosses = across > ROBOT_CROSSES_MPS || across < -ROBOT_CROSSES_MPS;
        if (crosses && wouldMeet(dx, dy, ox - wishMps[i]! * ex, oy - wishMps[i]! * ey, radius[i]! + body)) {
          // To the side it comes from, and slowly: behind it.
          aside[n] = aside[n]! + (across > 0 ? -asideMost : asideMost);
          paceRatio[n] = GIVE_WAY_RATIO;
          continue;
        }
        facts[0] = dx;
        facts[1] = dy;
        facts[2] = body;
        facts[3] = ox;
        facts[4] = oy;
        facts[5] = 0;
        facts[6] = -1;
        facts[7] = 0.5 * REACH_M;
        facts[8] = 0;
        this.weigh(people, w, n, 1);
      }
    }
  }
}

/** Room to go on until the first touch, m; counted longer where the other is to the side (zipper). */
function roomAlong(along: number, off: number, l: number, zipper: number): number {
  return (along - Math.sqrt(l * l - off * off)) / (1 - (zipper / (l * l)) * off * off);
}

/** True if both, going on as they do, come as near as touch within GIVE_WAY_S: offset, m, velocity between them, m/s. */
function wouldMeet(dx: number, dy: number, ux: number, uy: number, touchM: number): boolean {
  const squared = ux * ux + uy * uy;
  const nearestS = squared > 1e-6 ? -(dx * ux + dy * uy) / squared : 0;
  if (nearestS <= 0 || nearestS > GIVE_WAY_S) return false;
  const x = dx + ux * nearestS;
  const y = dy + uy * nearestS;
  return x * x + y * y < touchM * touchM;
}
