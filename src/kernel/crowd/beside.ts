/**
 * The gaps beside a robot in a passage: which way the passage leads, how wide it is on either side of the robot, where to pass.
 * Metres. Leaves out: people and furniture in the gap.
 */
import { sampleWall, type WallField, wallDistanceM } from '../geometry/wall-field';
import type { HallRouter } from '../routing/router';
import { LEAST_WALL_M, ON_THE_LEFT_M, ROUND_ROBOT_PASSAGE_M } from './constants';
import { type People, STRAIGHT } from './people';

/** So far off the middle of a passage the wall's gradient is looked up, m: midway it vanishes. */
const BESIDE_MIDDLE_M = 0.15;
/** The two ends of a passage that a robot stands in are looked up so far from it, m. */
const BEYOND_M = 0.6;
/** Who squeezes by keeps so much farther off the wall than is needed, m: the field is exact to a centimetre or two, and at its limit nobody goes on. */
export const OFF_WALL_M = 0.05;

/**
 * 1 or -1: which way along (px, py) through a passage: to where the way left is shorter, else as wished (wx, wy). Not by the field at
 * one's place: beside a robot it leads back to the middle of the passage.
 */
export function wayThrough(
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

/** True where a robot stands in a passage; then across[1], across[2] is the unit direction across it. */
export function acrossPassage(walls: WallField, cx: number, cy: number, across: Float64Array): boolean {
  sampleWall(walls, cx, cy, across);
  if (across[0]! >= ROUND_ROBOT_PASSAGE_M) return false;
  let gx = across[1]!;
  let gy = across[2]!;
  for (let axis = 0; axis < 2 && gx * gx + gy * gy < 0.25; axis++) {
    sampleWall(walls, cx + (axis === 0 ? BESIDE_MIDDLE_M : 0), cy + (axis === 1 ? BESIDE_MIDDLE_M : 0), across);
    gx = across[1]!;
    gy = across[2]!;
  }
  const squared = gx * gx + gy * gy;
  if (squared < 0.25) return false;
  const inverse = 1 / Math.sqrt(squared);
  across[1] = gx * inverse;
  across[2] = gy * inverse;
  return true;
}

/**
 * Where to pass a robot: beside[0] m to its right (rx, ry), negative to its left, 0 = no room; beside[1] how much wider the gap is than
 * needed, m; beside[2] = 1 if both gaps are wider by easyM, in which one walks as always. Where it is easy if only one side is, else on the
 * right, unless one is on the left already (`right`, m, is where one is now); in the middle of a narrow gap.
 */
export function roomBeside(
  walls: WallField,
  cx: number,
  cy: number,
  rx: number,
  ry: number,
  near: number,
  halfM: number,
  easyM: number,
  right: number,
  beside: Float64Array,
): void {
  const rightM = wallDistanceM(walls, cx + near * rx, cy + near * ry) - halfM;
  const leftM = wallDistanceM(walls, cx - near * rx, cy - near * ry) - halfM;
  const prefersLeft = rightM >= easyM === leftM >= easyM ? right < -ON_THE_LEFT_M : leftM >= easyM;
  const left = leftM > 0 && (prefersLeft || rightM <= 0);
  const spare = left ? leftM : rightM;
  const offset = near + (spare < easyM ? 0.5 * spare : 0.5 * easyM);
  beside[0] = spare <= 0 ? 0 : left ? -offset : offset;
  beside[1] = spare;
  beside[2] = rightM >= easyM && leftM >= easyM ? 1 : 0;
}

/** The same for who passes by the deadlock rule: on the wider side, a little farther from the wall than everybody must keep. */
export function widerSide(walls: WallField, cx: number, cy: number, rx: number, ry: number, near: number): number {
  const right = wallDistanceM(walls, cx + near * rx, cy + near * ry);
  const left = wallDistanceM(walls, cx - near * rx, cy - near * ry);
  const room = right >= left ? right : left;
  const offset = near - (LEAST_WALL_M + OFF_WALL_M - room);
  return right >= left ? offset : -offset;
}
