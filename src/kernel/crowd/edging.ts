/**
 * People and a robot that stands in their way. The field leads straight at it, so who gets nowhere before a robot goes round it, close
 * by, with it on the left if there is room, else on the right: first sideways into the gap, then on through it. Past one that stands
 * people edge: turned sideways, a body 0.24 m deep, slowly, kept off robot and walls by position and not by repulsion, whose
 * two sides would throw them to and fro in so narrow a gap. A gap is for one direction at a time: who comes against it waits
 * beside its mouth, and of two who met inside the one who is less far goes back.
 *
 * Where a body fits on neither side (or on wheels) only the robot or the deadlock rule can end it: that clock runs faster.
 * The rule and its numbers (constants.ts) are assumptions. Leaves out: that people speak to the robot.
 */
import { sampleWall, type WallField, wallDistanceM } from '../geometry/wall-field';
import type { HallRouter } from '../routing/router';
import {
  BLOCKED_CLOCK,
  GAP_DEEP_M,
  LANE_M,
  LEAST_WALL_M,
  PASSING_RATIO,
  ROUND_ROBOT_AFTER_S,
  ROUND_ROBOT_GAP_M,
  ROUND_ROBOT_OFF_M,
  ROUND_ROBOT_PASSAGE_M,
  ROUND_ROBOT_REACH_M,
  STANDING_MPS,
  WIDEST_TURNING_M,
} from './constants';
import type { Discs } from './models/discs';
import { EDGING, FOLLOWING, PASSING, type People, STRAIGHT } from './people';
import type { Walkers } from './walkers';

/** So far off the middle of a passage the wall's gradient is looked up, m: midway it vanishes. */
const BESIDE_MIDDLE_M = 0.15;
/** The two ends of a passage that a robot stands in are looked up so far from it, m. */
const BEYOND_M = 0.6;

const wall = new Float64Array(3);
/** Where a robot stands in a passage: 1, and the unit direction across it; per robot. */
let passage = new Uint8Array(0);
let acrossX = new Float64Array(0);
let acrossY = new Float64Array(0);
/** (robots x sides) how far whoever is farthest in that gap has come, m, > 0 along (acrossY, -acrossX), < 0 against; 0 = nobody is in it. */
let gapUse = new Float64Array(0);

/** Changes wishX, wishY, wishMps, and EDGING and the deadlock clock of those a robot holds up. True if anybody edges. */
export function roundRobots(people: People, w: Walkers, discs: Discs, router: HallRouter, dtS: number): boolean {
  const { row, shadow, count } = w;
  const { flags, stuckS, mode } = people;
  let surveyed = false;
  let anyEdges = false;
  for (let i = 0; i < count; i++) {
    const r = row[i]!;
    if (shadow[i] === 1 || (stuckS[r]! < ROUND_ROBOT_AFTER_S && (flags[r]! & EDGING) === 0)) continue;
    if (!surveyed) survey(people, w, discs, router);
    surveyed = true;
    const edged = (flags[r]! & EDGING) !== 0;
    flags[r] = flags[r]! & ~EDGING;
    if (mode[r] === FOLLOWING) continue;
    for (let k = 0; k < discs.count; k++) if (goesRound(people, w, i, edged, discs, k, router, dtS)) break;
    if ((flags[r]! & EDGING) !== 0) anyEdges = true;
  }
  return anyEdges;
}

/** Which robots stand in passages, and who is in the gaps beside them. */
function survey(people: People, w: Walkers, discs: Discs, router: HallRouter): void {
  const { walls } = router;
  const { row, x, y, wishX, wishY, shadow, count } = w;
  if (passage.length < discs.count) {
    passage = new Uint8Array(discs.count);
    acrossX = new Float64Array(discs.count);
    acrossY = new Float64Array(discs.count);
    gapUse = new Float64Array(2 * discs.count);
  }
  for (let k = 0; k < discs.count; k++) {
    const cx = discs.xM[k]!;
    const cy = discs.yM[k]!;
    gapUse[2 * k] = 0;
    gapUse[2 * k + 1] = 0;
    passage[k] = acrossPassage(walls, cx, cy) ? 1 : 0;
    acrossX[k] = wall[1]!;
    acrossY[k] = wall[2]!;
    if (passage[k] === 0) continue;
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
}

/** True if the k-th robot is in the way of walker i and is gone round, or waited for. */
function goesRound(
  people: People,
  w: Walkers,
  i: number,
  edged: boolean,
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
  const turns = fullRadiusM[r]! <= WIDEST_TURNING_M;
  const halfM = turns ? LEAST_WALL_M : fullRadiusM[r]!;
  const near = discs.radiusM[k]! + halfM + ROUND_ROBOT_GAP_M;
  // Who has begun does not turn back on the way into the gap.
  const far = near + (edged ? 2 : 1) * ROUND_ROBOT_REACH_M;
  if (dx * dx + dy * dy > far * far) return false;
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
  const stands = isWithin(discs.vxMps[k]!, discs.vyMps[k]!, STANDING_MPS);
  if (along > (edged && stands ? discs.radiusM[k]! : 0)) return false;
  const passes = stands && inPassage && (flags[r]! & PASSING) !== 0;
  let side = roomBeside(walls, cx, cy, ay, -ax, near, halfM);
  const fits = side !== 0;
  if (stands && inPassage && !fits) {
    stuckS[r] = stuckS[r]! + (BLOCKED_CLOCK - 1) * dtS;
    // Nothing to be gained by pushing: stands and waits.
    if (!passes && along > -(near + w.radius[i]!)) {
      wishMps[i] = 0;
      return true;
    }
  }
  if (side === 0 && passes) side = widerSide(walls, cx, cy, ay, -ax, discs.radiusM[k]! + LEAST_WALL_M);
  if (side === 0) return false;
  // How far to the right of where one should pass, m.
  const lack = side - (dx * ay - dy * ax);
  const off = lack < 0 ? -lack : lack;
  if (stands && (fits || passes)) {
    flags[r] = flags[r]! | EDGING;
    // To the right of somebody with way = 1 is the side away from `across`.
    const gap = 2 * k + (side * way < 0 ? 1 : 0);
    const mouth = -discs.radiusM[k]! - GAP_DEEP_M;
    if (inPassage && gapUse[gap]! * way < 0 && (!passes || along < mouth)) {
      // To wait for others is no deadlock.
      stuckS[r] = stuckS[r]! - (fits ? dtS : BLOCKED_CLOCK * dtS);
      const before = along < mouth ? 0 : -1;
      const clear = off < LANE_M && along < mouth + 0.1 ? (side > 0 ? -1 : 1) : 0;
      const norm = before !== 0 || clear !== 0 ? 1 / Math.sqrt(before * before + clear * clear) : 0;
      wishX[i] = norm * (before * ax + clear * ay);
      wishY[i] = norm * (before * ay - clear * ax);
      if (norm === 0) wishMps[i] = 0;
      return true;
    }
  }
  const forward = off < ROUND_ROBOT_OFF_M ? 1 - off / ROUND_ROBOT_OFF_M : 0;
  const sideways = lack / ROUND_ROBOT_OFF_M;
  const wx = forward * ax + sideways * ay;
  const wy = forward * ay - sideways * ax;
  const inverse = 1 / Math.sqrt(wx * wx + wy * wy);
  wishX[i] = wx * inverse;
  wishY[i] = wy * inverse;
  return true;
}

/**
 * 1 or -1: which way along (px, py) through a passage: to where the way left is shorter, else as wished (wx, wy). Not by the field at
 * one's place: beside a robot it leads back to the middle of the passage.
 */
function wayThrough(
  people: People,
  r: number,
  router: HallRouter,
  cx: number,
  cy: number,
  px: number,
  py: number,
  wx: number,
  wy: number,
): number {
  if ((people.flags[r]! & STRAIGHT) === 0) {
    const target = people.target[r]!;
    const before = router.fieldLengthM(target, cx - BEYOND_M * px, cy - BEYOND_M * py);
    const beyond = router.fieldLengthM(target, cx + BEYOND_M * px, cy + BEYOND_M * py);
    if (beyond < before) return 1;
    if (before < beyond) return -1;
  }
  return wx * px + wy * py > 0 ? 1 : -1;
}

/** True where a robot stands in a passage; then wall[1], wall[2] is the unit direction across it. */
function acrossPassage(walls: WallField, cx: number, cy: number): boolean {
  sampleWall(walls, cx, cy, wall);
  if (wall[0]! >= ROUND_ROBOT_PASSAGE_M) return false;
  let gx = wall[1]!;
  let gy = wall[2]!;
  for (let axis = 0; axis < 2 && gx * gx + gy * gy < 0.25; axis++) {
    sampleWall(walls, cx + (axis === 0 ? BESIDE_MIDDLE_M : 0), cy + (axis === 1 ? BESIDE_MIDDLE_M : 0), wall);
    gx = wall[1]!;
    gy = wall[2]!;
  }
  const squared = gx * gx + gy * gy;
  if (squared < 0.25) return false;
  const inverse = 1 / Math.sqrt(squared);
  wall[1] = gx * inverse;
  wall[2] = gy * inverse;
  return true;
}

/** Where to pass a robot, m to its right (rx, ry), negative to its left: the middle of the gap, the right one first; 0 = no room. */
function roomBeside(
  walls: WallField,
  cx: number,
  cy: number,
  rx: number,
  ry: number,
  near: number,
  halfM: number,
): number {
  for (let side = 1; side >= -1; side -= 2) {
    const clear = wallDistanceM(walls, cx + side * near * rx, cy + side * near * ry) - halfM;
    if (clear <= 0) continue;
    return side * (near + (clear < ROUND_ROBOT_OFF_M ? 0.5 * clear : 0.5 * ROUND_ROBOT_OFF_M));
  }
  return 0;
}

/** The same for who passes by the deadlock rule: on the wider side, as far from the wall as everybody keeps. */
function widerSide(walls: WallField, cx: number, cy: number, rx: number, ry: number, near: number): number {
  const right = wallDistanceM(walls, cx + near * rx, cy + near * ry);
  const left = wallDistanceM(walls, cx - near * rx, cy - near * ry);
  const room = right >= left ? right : left;
  const offset = near - (LEAST_WALL_M - room);
  return right >= left ? offset : -offset;
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
