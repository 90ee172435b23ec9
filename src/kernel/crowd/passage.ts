/**
 * Doors, aisles and other passages, looked at five times a second by those near walls.
 *
 * Nobody is drawn to the middle of a passage in which two fit side by side. The flow field is: it counts the floor along walls
 * as slow, so that routes round corners at a person's distance. In a passage that would turn two files into one and cost a
 * third of its capacity (RiMEA 12d), so there the way is the passage's own direction. Where two do not fit, the middle is right.
 *
 * Who comes to a narrower place in company turns the shoulders before it, not only when held up: in the recordings of a
 * door of 0.70 m (Juelich 2009) heads pass within 0.03 m of its edges. How much at which width is fitted to those. Nobody
 * turns inside a passage on its account: people in single file walk straight, and do not step aside for those they follow, for whom
 * there is no room to pass.
 *
 * The width is measured along the gradient of the wall field from the nearest wall to the next one beyond.
 * Leaves out: passages that only people at rest narrow.
 */
import { sampleWall, type WallField, wallDistanceM } from '../geometry/wall-field';
import * as constants from './constants';
import type { People } from './people';
import * as rowBits from './people';
import type { Walkers } from './walkers';

// Own names for them: numbers that are imported are loaded again and again, own ones become part of the code.
const {
  NARROW_RATIO,
  PASSAGE_AHEAD_M,
  PASSAGE_ALONG_COS,
  PASSAGE_KNOWN_M,
  PASSAGE_WIDE_M,
  SIDE_BY_SIDE_RADII,
  TURN_FROM_M,
  TURN_FULLY_M,
} = constants;
const { FOLLOWING, IN_FILE, LEAVING, STRAIGHT } = rowBits;

/** The looks that are due: `wayX`, `wayY` along a passage; `turnedRatio` before a narrow one. `sample`: scratch for 3 numbers. */
export function lookAtPassages(people: People, w: Walkers, walls: WallField, sample: Float64Array): void {
  const { row, due, dueCount, x, y } = w;
  const { wayX, wayY, flags, mode, wallSlackM, turnedRatio } = people;
  for (let n = 0; n < dueCount; n++) {
    const i = due[n]!;
    const r = row[i]!;
    flags[r] = flags[r]! & ~IN_FILE;
    if (mode[r] === FOLLOWING) continue;
    turnedRatio[r] = 1;
    if (wallSlackM[r]! >= PASSAGE_KNOWN_M || (flags[r]! & (LEAVING | STRAIGHT)) !== 0) continue;
    const here = passageWidthM(walls, x[i]!, y[i]!, sample);
    const aheadX = x[i]! + PASSAGE_AHEAD_M * wayX[r]!;
    const aheadY = y[i]! + PASSAGE_AHEAD_M * wayY[r]!;
    if (here < PASSAGE_WIDE_M) {
      const twoM = SIDE_BY_SIDE_RADII * people.fullRadiusM[r]!;
      const wide = here > twoM;
      if (wide && facesWall(walls, x[i]!, y[i]!, here, sample)) goAlong(people, r, sample[1]!, sample[2]!);
      if (!wide && passageWidthM(walls, aheadX, aheadY, sample) <= twoM) flags[r] = flags[r]! | IN_FILE;
      if (here < TURN_FROM_M) continue;
    }
    turnedRatio[r] = turnedAt(passageWidthM(walls, aheadX, aheadY, sample));
  }
}

/** Takes the part of the way that leads from the nearest wall to the middle away, unless the way leads across. (gx, gy): off the wall. */
function goAlong(people: People, r: number, gx: number, gy: number): void {
  const wx = people.wayX[r]!;
  const wy = people.wayY[r]!;
  if (wx * gx + wy * gy <= 0) return;
  const along = wy * gx - wx * gy;
  const length = Math.sqrt(gx * gx + gy * gy);
  if (along < PASSAGE_ALONG_COS * length && along > -PASSAGE_ALONG_COS * length) return;
  const inverse = (along > 0 ? 1 : -1) / length;
  people.wayX[r] = -gy * inverse;
  people.wayY[r] = gx * inverse;
}

/** Half width relative to the full one with which people enter a passage this wide, m. */
function turnedAt(widthM: number): number {
  if (widthM >= TURN_FROM_M) return 1;
  if (widthM <= TURN_FULLY_M) return NARROW_RATIO;
  return NARROW_RATIO + ((1 - NARROW_RATIO) * (widthM - TURN_FULLY_M)) / (TURN_FROM_M - TURN_FULLY_M);
}

/** Free width across at (x, y), m; PASSAGE_WIDE_M where it is that or more. Leaves wall distance and gradient in `sample`. */
export function passageWidthM(walls: WallField, x: number, y: number, sample: Float64Array): number {
  sampleWall(walls, x, y, sample);
  const near = sample[0]!;
  if (near >= 0.5 * PASSAGE_WIDE_M || near <= 0) return PASSAGE_WIDE_M;
  const gx = sample[1]!;
  const gy = sample[2]!;
  const squared = gx * gx + gy * gy;
  // Midway between two walls the gradient vanishes.
  if (squared < 0.25) return 2 * near;
  const inverse = 1 / Math.sqrt(squared);
  let off = near;
  while (near + off < PASSAGE_WIDE_M) {
    const beyond = wallDistanceM(walls, x + off * inverse * gx, y + off * inverse * gy);
    if (beyond < 0.02) return near + off;
    off += beyond;
  }
  return PASSAGE_WIDE_M;
}

/**
 * True between two walls that face each other: midway the floor is about as wide. `sample` as passageWidthM left it. Before a door,
 * from its post to a side wall of the room, it is not.
 */
function facesWall(walls: WallField, x: number, y: number, widthM: number, sample: Float64Array): boolean {
  const toMiddle = 0.5 * widthM - sample[0]!;
  if (toMiddle <= 0.05) return true;
  return wallDistanceM(walls, x + toMiddle * sample[1]!, y + toMiddle * sample[2]!) > 0.45 * widthM;
}
