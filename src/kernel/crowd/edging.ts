/**
 * People and a robot that stands in their way. The field leads straight at it. Who walks along a passage sees 1.2 m ahead that a robot
 * stands there and which gap it leaves, and makes for it at once: the wider gap where one of them is wide, else the right one, or the left
 * one if on the left already. Where no gap is wide, people edge: as upright as the gap allows and the slower the more they
 * are turned, down to a body 0.24 m deep, kept off robot and walls by position and not by repulsion, whose two sides would throw them
 * to and fro in so narrow a gap. They go in one after the other, and a gap is for one direction at a time: who comes against it waits
 * beside its mouth, and of two who met inside the one who is less far goes back. Elsewhere, and before a robot that moves, who
 * gets nowhere for a while goes round it close by.
 *
 * Where a body fits on neither side (or on wheels) people stand at a distance, those behind them too: only the robot or the deadlock rule
 * can end it, and that clock runs faster. The rule and its numbers (constants.ts) are assumptions. Leaves out: that people speak
 * to the robot; that they have seen it stand for a while.
 */
import type { HallRouter } from '../routing/router';
import { acrossPassage, OFF_WALL_M, roomBeside, wayThrough, widerSide } from './beside';
import {
  BESIDE_ROBOT_MPS,
  BLOCKED_CLOCK,
  EDGING_MPS,
  GAP_DEEP_M,
  LANE_M,
  LEAST_WALL_M,
  PASSAGE_COS,
  PASSING_RATIO,
  QUEUE_AHEAD_M,
  QUEUE_CLOCK_S,
  QUEUE_GAP_M,
  ROBOT_SPACE_M,
  ROUND_ROBOT_AFTER_S,
  ROUND_ROBOT_GAP_M,
  ROUND_ROBOT_OFF_M,
  ROUND_ROBOT_REACH_M,
  SEEN_AHEAD_M,
  SEEN_BESIDE_M,
  SLOWS_BEFORE_M,
  STANDING_MPS,
  WAITS_OFF_M,
  WIDEST_TURNING_M,
} from './constants';
import type { Discs } from './models/discs';
import { EDGING, FOLLOWING, PASSING, type People, STRAIGHT, WAITS } from './people';
import type { Walkers } from './walkers';

const wall = new Float64Array(3);
const beside = new Float64Array(3);
/** Where a robot is in a passage: 1, and the unit direction across it; per robot. */
let passage = new Uint8Array(0);
/** 1 = it stands; per robot. */
let stands = new Uint8Array(0);
let acrossX = new Float64Array(0);
let acrossY = new Float64Array(0);
/** (robots x sides) how far whoever is farthest in that gap has come, m, > 0 along (acrossY, -acrossX), < 0 against; 0 = nobody is in it. */
let gapUse = new Float64Array(0);
/** (walkers) 1 = waits. */
let waits = new Uint8Array(0);
/** (walkers) 1 + the robot in whose way one comes along a passage, negative against (acrossY, -acrossX), 0 = none; gap one edges into: -1, 1, 0 = none. */
let heads = new Int32Array(0);
let gapOf = new Int8Array(0);
/** (walkers) how far one has come on the way into the gap, or to the robot, m, sideways ways counted. */
let come = new Float64Array(0);

/** Changes wishX, wishY, wishMps, turnedRatio, and EDGING and the deadlock clock of those a robot holds up. True if anybody edges. */
export function roundRobots(people: People, w: Walkers, discs: Discs, router: HallRouter, dtS: number): boolean {
  const { row, shadow, count } = w;
  const { flags, stuckS, mode } = people;
  const anyInWay = survey(people, w, discs, router);
  if (waits.length < count) {
    waits = new Uint8Array(2 * count);
    heads = new Int32Array(2 * count);
    gapOf = new Int8Array(2 * count);
    come = new Float64Array(2 * count);
  }
  let anyEdges = false;
  for (let i = 0; i < count; i++) {
    waits[i] = 0;
    heads[i] = 0;
    gapOf[i] = 0;
    const r = row[i]!;
    const edged = (flags[r]! & EDGING) !== 0;
    const heldUp = edged || stuckS[r]! >= ROUND_ROBOT_AFTER_S;
    if (shadow[i] === 1 || !(heldUp || anyInWay)) continue;
    flags[r] = flags[r]! & ~EDGING;
    if (mode[r] === FOLLOWING) continue;
    for (let k = 0; k < discs.count; k++) {
      const met = meets(people, w, i, discs, k, QUEUE_AHEAD_M);
      if (!met && !heldUp) continue;
      const near = met && meets(people, w, i, discs, k, SEEN_AHEAD_M);
      if (goesRound(people, w, i, edged, near, discs, k, router, dtS)) break;
      if (!met || heads[i] !== 0) continue;
      const way = w.wishX[i]! * acrossY[k]! - w.wishY[i]! * acrossX[k]! > 0 ? 1 : -1;
      heads[i] = way * (k + 1);
      come[i] = way * ((w.x[i]! - discs.xM[k]!) * acrossY[k]! - (w.y[i]! - discs.yM[k]!) * acrossX[k]!);
    }
    if ((flags[r]! & EDGING) !== 0) anyEdges = true;
  }
  for (let i = 0; i < count; i++) if (heads[i] !== 0 && waits[i] === 0 && comesUpBehind(people, w, i)) waits[i] = 1;
  // Afterwards, so that it does not matter who is looked at first.
  for (let i = 0; i < count; i++) {
    const r = row[i]!;
    if (shadow[i] === 1) continue;
    if (waits[i] === 1) w.wishMps[i] = 0;
    flags[r] = waits[i] === 1 ? flags[r]! | WAITS : flags[r]! & ~WAITS;
  }
  return anyEdges;
}

/** True if the way of walker i leads along a passage into the k-th robot, which stands there so near, m, and not just to it. */
function meets(people: People, w: Walkers, i: number, discs: Discs, k: number, withinM: number): boolean {
  if (passage[k] === 0 || stands[k] === 0) return false;
  const dx = discs.xM[k]! - w.x[i]!;
  const dy = discs.yM[k]! - w.y[i]!;
  const full = people.fullRadiusM[w.row[i]!]!;
  const far = discs.radiusM[k]! + full + withinM;
  const ex = w.wishX[i]!;
  const ey = w.wishY[i]!;
  if (dx * dx + dy * dy > far * far || ex * dx + ey * dy <= 0) return false;
  const along = ex * acrossY[k]! - ey * acrossX[k]!;
  if (along < PASSAGE_COS && along > -PASSAGE_COS) return false;
  const off = ex * dy - ey * dx;
  return isWithin(off, 0, discs.radiusM[k]! + full + SEEN_BESIDE_M) && !goesTo(people, w.row[i]!, discs, k);
}

/** True if somebody just ahead of walker i on the way to the same robot waits, or goes into the same gap. */
function comesUpBehind(people: People, w: Walkers, i: number): boolean {
  const { grid, start, row, x, y, radius } = w;
  const { flags } = people;
  if ((flags[row[i]!]! & PASSING) !== 0) return false;
  const to = heads[i]!;
  const cell = w.cell[i]!;
  for (let c = cell - grid.columns; c <= cell + grid.columns; c += grid.columns) {
    const end = start[c + 2]!;
    for (let j = start[c - 1]!; j < end; j++) {
      if (heads[j] !== to) continue;
      const dx = x[j]! - x[i]!;
      const dy = y[j]! - y[i]!;
      if (come[j]! <= come[i]! || !isWithin(dx, dy, radius[i]! + radius[j]! + QUEUE_GAP_M)) continue;
      if ((flags[row[j]!]! & WAITS) !== 0 || (gapOf[i] !== 0 && gapOf[i] === gapOf[j])) return true;
    }
  }
  return false;
}

/** True if somebody goes straight to a place within reach of the k-th robot. */
function goesTo({ flags, goalX, goalY }: People, r: number, discs: Discs, k: number): boolean {
  if ((flags[r]! & STRAIGHT) === 0) return false;
  return isWithin(goalX[r]! - discs.xM[k]!, goalY[r]! - discs.yM[k]!, discs.radiusM[k]! + SEEN_AHEAD_M);
}

/** Which robots are in passages, which stand, and who is in the gaps beside them. True if any stands in one. */
function survey(people: People, w: Walkers, discs: Discs, router: HallRouter): boolean {
  const { walls } = router;
  const { row, x, y, wishX, wishY, shadow, count } = w;
  if (passage.length < discs.count) {
    passage = new Uint8Array(discs.count);
    stands = new Uint8Array(discs.count);
    acrossX = new Float64Array(discs.count);
    acrossY = new Float64Array(discs.count);
    gapUse = new Float64Array(2 * discs.count);
  }
  let any = false;
  for (let k = 0; k < discs.count; k++) {
    const cx = discs.xM[k]!;
    const cy = discs.yM[k]!;
    stands[k] = isWithin(discs.vxMps[k]!, discs.vyMps[k]!, STANDING_MPS) ? 1 : 0;
    gapUse[2 * k] = 0;
    gapUse[2 * k + 1] = 0;
    passage[k] = acrossPassage(walls, cx, cy, wall) ? 1 : 0;
    acrossX[k] = wall[1]!;
    acrossY[k] = wall[2]!;
    if (passage[k] === 0) continue;
    if (stands[k] === 1) any = true;
    const deep = discs.radiusM[k]! + GAP_DEEP_M;
    for (let i = 0; i < count; i++) {
      if (shadow[i] === 1 || (people.flags[row[i]!]! & EDGING) === 0) continue;
      const dx = x[i]! - cx;
      const dy = y[i]! - cy;
      const along = dx * acrossY[k]! - dy * acrossX[k]!;
      const off = dx * acrossX[k]! + dy * acrossY[k]!;
      if (along > deep || along < -deep || off * off > (discs.radiusM[k]! + LANE_M) * (discs.radiusM[k]! + LANE_M))
        continue;
      if (off * off < 0.25 * discs.radiusM[k]! * discs.radiusM[k]!) continue;
      const way = wayThrough(people, row[i]!, router, cx, cy, acrossY[k]!, -acrossX[k]!, wishX[i]!, wishY[i]!);
      const come = way * along + deep + 1e-6;
      const gap = 2 * k + (off > 0 ? 1 : 0);
      const most = gapUse[gap]! < 0 ? -gapUse[gap]! : gapUse[gap]!;
      if (come > most) gapUse[gap] = way * come;
    }
  }
  return any;
}

/** True if the k-th robot is in the way of walker i and is gone round, or waited for. */
function goesRound(
  people: People,
  w: Walkers,
  i: number,
  edged: boolean,
  near: boolean,
  discs: Discs,
  k: number,
  router: HallRouter,
  dtS: number,
): boolean {
  const { walls } = router;
  const { wishX, wishY, wishMps } = w;
  const { flags, stuckS, fullRadiusM } = people;
  const r = w.row[i]!;
  const cx = discs.xM[k]!;
  const cy = discs.yM[k]!;
  const dx = w.x[i]! - cx;
  const dy = w.y[i]! - cy;
  const full = fullRadiusM[r]!;
  const halfM = full <= WIDEST_TURNING_M ? LEAST_WALL_M : full;
  const touch = discs.radiusM[k]! + halfM + ROUND_ROBOT_GAP_M;
  // Who has begun does not turn back on the way into the gap.
  const far = touch + (edged ? 2 : 1) * ROUND_ROBOT_REACH_M;
  const isNear = near || isWithin(dx, dy, far);
  if (!isNear && (flags[r]! & WAITS) === 0) return false;
  // Between walls along the passage, else as one wants to go.
  let ax = wishX[i]!;
  let ay = wishY[i]!;
  const inPassage = passage[k] === 1;
  let way = 1;
  if (inPassage) {
    way = wayThrough(people, r, router, cx, cy, acrossY[k]!, -acrossX[k]!, ax, ay);
    ax = way * acrossY[k]!;
    ay = -way * acrossX[k]!;
  }
  const along = dx * ax + dy * ay;
  // Who only wants to get to the robot.
  if ((flags[r]! & STRAIGHT) !== 0 && (people.goalX[r]! - cx) * ax + (people.goalY[r]! - cy) * ay <= 0) return false;
  const still = stands[k] === 1;
  if (along > (edged && still ? discs.radiusM[k]! : 0)) return false;
  const passes = still && inPassage && (flags[r]! & PASSING) !== 0;
  const right = dx * ay - dy * ax;
  const easyM = 2 * (full - halfM) + ROBOT_SPACE_M;
  roomBeside(walls, cx, cy, ay, -ax, touch, halfM, easyM, right, beside);
  let side = beside[0]!;
  const spareM = beside[1]!;
  const fits = side !== 0;
  if (!isNear) {
    // Waits behind others for whom there is no room: soon after them, not as long again.
    if (still && inPassage && !fits && stuckS[r]! < QUEUE_CLOCK_S) stuckS[r] = stuckS[r]! + BLOCKED_CLOCK * dtS;
    return false;
  }
  if (still && inPassage && !fits) {
    stuckS[r] = stuckS[r]! + (BLOCKED_CLOCK - 1) * dtS;
    // Nothing to be gained by pushing: stands and waits.
    if (!passes && along > -(discs.radiusM[k]! + w.radius[i]! + WAITS_OFF_M)) {
      heads[i] = way * (k + 1);
      come[i] = along;
      waits[i] = 1;
      return true;
    }
  }
  if (passes && spareM < 2 * OFF_WALL_M) side = widerSide(walls, cx, cy, ay, -ax, discs.radiusM[k]! + LEAST_WALL_M);
  if (side === 0) return false;
  // How far to the right of where one should pass, m.
  const lack = side - right;
  const off = lack < 0 ? -lack : lack;
  const mouth = -discs.radiusM[k]! - GAP_DEEP_M;
  // The only easy gap is for both directions: one after the other, if two do not fit side by side.
  const narrowM = beside[2] === 1 ? easyM : easyM + 2 * full;
  const edges = still && (passes || (fits && (spareM < narrowM || stuckS[r]! >= ROUND_ROBOT_AFTER_S || edged)));
  if (edges) {
    flags[r] = flags[r]! | EDGING;
    if (inPassage) {
      heads[i] = way * (k + 1);
      come[i] = along - off;
      gapOf[i] = side > 0 ? 1 : -1;
    }
    // To the right of somebody with way = 1 is the side away from `across`.
    const gap = 2 * k + (side * way < 0 ? 1 : 0);
    if (inPassage && gapUse[gap]! * way < 0 && (!passes || along < mouth)) {
      // To wait for others is no deadlock.
      stuckS[r] = stuckS[r]! - (fits ? dtS : BLOCKED_CLOCK * dtS);
      const before = along < mouth ? 0 : -1;
      const clear = off < LANE_M && along < mouth + 0.1 ? (side > 0 ? -1 : 1) : 0;
      const norm = before !== 0 || clear !== 0 ? 1 / Math.sqrt(before * before + clear * clear) : 0;
      wishX[i] = norm * (before * ax + clear * ay);
      wishY[i] = norm * (before * ay - clear * ax);
      if (wishMps[i]! > EDGING_MPS) wishMps[i] = EDGING_MPS;
      // Who still makes way is not held up by others.
      if (norm === 0) waits[i] = 1;
      else heads[i] = 0;
      return true;
    }
    if (along > mouth - SLOWS_BEFORE_M) {
      // As upright as the gap allows, and the slower the more one is turned.
      const room = 0.5 * spareM + halfM - ROUND_ROBOT_GAP_M;
      const half = fits && room > halfM ? (room < full ? room : full) : halfM;
      people.turnedRatio[r] = half / full;
      const upright = full > halfM ? (half - halfM) / (full - halfM) : 0;
      const pace = EDGING_MPS + (BESIDE_ROBOT_MPS - EDGING_MPS) * upright;
      if (spareM < easyM && wishMps[i]! > pace) wishMps[i] = pace;
    }
  }
  let forward = off < ROUND_ROBOT_OFF_M ? 1 - off / ROUND_ROBOT_OFF_M : 0;
  let sideways = lack / ROUND_ROBOT_OFF_M;
  // While there is way left to the mouth, straight to it.
  if (still && inPassage && along < mouth) {
    forward = mouth - along + ROUND_ROBOT_OFF_M;
    sideways = lack;
  }
  const wx = forward * ax + sideways * ay;
  const wy = forward * ay - sideways * ax;
  const inverse = 1 / Math.sqrt(wx * wx + wy * wy);
  wishX[i] = wx * inverse;
  wishY[i] = wy * inverse;
  return true;
}

/** Moves the new place of those who edge straight out of any robot it is in; who passes by the deadlock rule may overlap by half. */
export function keepOffRobots(people: People, w: Walkers, discs: Discs): void {
  const { row, shadow, radius, nextX, nextY, count } = w;
  for (let i = 0; i < count; i++) {
    const f = people.flags[row[i]!]!;
    if (shadow[i] === 1 || (f & EDGING) === 0) continue;
    for (let k = 0; k < discs.count; k++) {
      const dx = nextX[i]! - discs.xM[k]!;
      const dy = nextY[i]! - discs.yM[k]!;
      const need = ((f & PASSING) !== 0 ? PASSING_RATIO : 1) * (discs.radiusM[k]! + radius[i]!);
      const squared = dx * dx + dy * dy;
      if (squared >= need * need || squared < 1e-6) continue;
      const out = need / Math.sqrt(squared);
      nextX[i] = discs.xM[k]! + out * dx;
      nextY[i] = discs.yM[k]! + out * dy;
    }
  }
}

function isWithin(dx: number, dy: number, reach: number): boolean {
  return dx * dx + dy * dy <= reach * reach;
}
