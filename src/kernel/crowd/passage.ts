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
import { sampleWallAt, type WallField } from '../geometry/wall-field';
import * as constants from './constants';
import type { People } from './people';
import * as rowBits from './people';
import type { Walkers } from './walkers';

// Own names for them: numbers that are imported are loaded again and again, own ones become part of the code.
const {
  NARROW_RATIO,
  PASSAGE_AHEAD_M,
  PASSAGE_ALONG_COS,
  PASSAGE_WIDE_M,
  SIDE_BY_SIDE_RADII,
  TURN_FROM_M,
  TURN_FULLY_M,
} = constants;
/** Bits of `asks`: how far to turn the shoulders; whether the file goes on. */
const TURNS = 1;
const FILE = 2;
const { FOLLOWING, IN_FILE, LEAVING, STRAIGHT } = rowBits;

/** Looks of many at once: columns instead of numbers handed over one by one, which would be put on the heap. */
export class Passages {
  /** (looks) citizen row, place; what `measure` found there: width, distance to the wall and direction off it. */
  private rows = new Int32Array(0);
  private x = new Float64Array(0);
  private y = new Float64Array(0);
  private widthM = new Float64Array(0);
  private wallM = new Float64Array(0);
  private offX = new Float64Array(0);
  private offY = new Float64Array(0);
  /** (looks) what the width ahead decides: bits TURNS, FILE. */
  private asks = new Uint8Array(0);
  private readonly found = new Float64Array(4);

  grow(walkers: number): void {
    this.rows = new Int32Array(walkers);
    this.x = new Float64Array(walkers);
    this.y = new Float64Array(walkers);
    this.widthM = new Float64Array(walkers);
    this.wallM = new Float64Array(walkers);
    this.offX = new Float64Array(walkers);
    this.offY = new Float64Array(walkers);
    this.asks = new Uint8Array(walkers);
  }

  /** The looks that are due: `wayX`, `wayY` along a passage; `turnedRatio` before a narrow one; IN_FILE. */
  look(people: People, w: Walkers, walls: WallField): void {
    const { fullRadiusM, wayX, wayY, flags, turnedRatio, wallSlackM } = people;
    const { rows, x, y, widthM, wallM, asks } = this;
    const count = this.listNearWalls(people, w);
    this.measure(walls, count);
    let ahead = 0;
    for (let k = 0; k < count; k++) {
      const r = rows[k]!;
      const here = widthM[k]!;
      // What is known now spares steps and looks to come.
      wallSlackM[r] = wallM[k]!;
      const aheadX = x[k]! + PASSAGE_AHEAD_M * wayX[r]!;
      const aheadY = y[k]! + PASSAGE_AHEAD_M * wayY[r]!;
      let asked = here < TURN_FROM_M ? 0 : TURNS;
      if (here < PASSAGE_WIDE_M) {
        if (here <= SIDE_BY_SIDE_RADII * fullRadiusM[r]!) asked |= FILE;
        else if (this.facesWall(walls, k)) this.goAlong(people, k);
      }
      if (asked === 0) continue;
      rows[ahead] = r;
      x[ahead] = aheadX;
      y[ahead] = aheadY;
      asks[ahead] = asked;
      ahead++;
    }
    this.measure(walls, ahead);
    for (let k = 0; k < ahead; k++) {
      const r = rows[k]!;
      if ((asks[k]! & TURNS) !== 0) turnedRatio[r] = turnedAt(widthM[k]!);
      const inFile = (asks[k]! & FILE) !== 0 && widthM[k]! <= SIDE_BY_SIDE_RADII * fullRadiusM[r]!;
      if (inFile) flags[r] = flags[r]! | IN_FILE;
    }
  }

  /** Fills rows, x, y; returns how many. */
  private listNearWalls(people: People, w: Walkers): number {
    const { due, dueCount, row } = w;
    const { flags, mode, wallSlackM, turnedRatio } = people;
    const { rows, x, y } = this;
    let count = 0;
    for (let n = 0; n < dueCount; n++) {
      const i = due[n]!;
      const r = row[i]!;
      const f = flags[r]! & ~IN_FILE;
      flags[r] = f;
      if (mode[r] === FOLLOWING) continue;
      turnedRatio[r] = 1;
      rows[count] = r;
      x[count] = w.x[i]!;
      y[count] = w.y[i]!;
      count += +(wallSlackM[r]! < 0.5 * PASSAGE_WIDE_M) & +((f & (LEAVING | STRAIGHT)) === 0);
    }
    return count;
  }

  /** Widths at the first `count` places. */
  private measure(walls: WallField, count: number): void {
    const { x, y, widthM, wallM, offX, offY, found } = this;
    for (let k = 0; k < count; k++) {
      found[0] = x[k]!;
      found[1] = y[k]!;
      passageAt(walls, found);
      wallM[k] = found[0]!;
      offX[k] = found[1]!;
      offY[k] = found[2]!;
      widthM[k] = found[3]!;
    }
  }

  /**
   * True between two walls that face each other: midway the floor is about as wide. Before a door, from its post to a side wall of
   * the room, it is not.
   */
  private facesWall(walls: WallField, k: number): boolean {
    const toMiddle = 0.5 * this.widthM[k]! - this.wallM[k]!;
    if (toMiddle <= 0.05) return true;
    beyond[0] = this.x[k]! + toMiddle * this.offX[k]!;
    beyond[1] = this.y[k]! + toMiddle * this.offY[k]!;
    sampleWallAt(walls, beyond);
    return beyond[0]! > 0.45 * this.widthM[k]!;
  }

  /** Takes the part of the way that leads from the nearest wall to the middle away, unless the way leads across. */
  private goAlong(people: People, k: number): void {
    const r = this.rows[k]!;
    const gx = this.offX[k]!;
    const gy = this.offY[k]!;
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
}

/** Half width relative to the full one with which people enter a passage this wide, m. */
function turnedAt(widthM: number): number {
  if (widthM >= TURN_FROM_M) return 1;
  if (widthM <= TURN_FULLY_M) return NARROW_RATIO;
  return NARROW_RATIO + ((1 - NARROW_RATIO) * (widthM - TURN_FULLY_M)) / (TURN_FROM_M - TURN_FULLY_M);
}

const beyond = new Float64Array(3);

/**
 * In place: [x, y, -, -] becomes [distance to the wall, direction off it x, y, free width across], m; the width is PASSAGE_WIDE_M
 * where it is that or more.
 */
export function passageAt(walls: WallField, at: Float64Array): void {
  const x = at[0]!;
  const y = at[1]!;
  sampleWallAt(walls, at);
  at[3] = PASSAGE_WIDE_M;
  const near = at[0]!;
  if (near >= 0.5 * PASSAGE_WIDE_M || near <= 0) return;
  const gx = at[1]!;
  const gy = at[2]!;
  const squared = gx * gx + gy * gy;
  // Midway between two walls the gradient vanishes.
  if (squared < 0.25) {
    at[3] = 2 * near;
    return;
  }
  const inverse = 1 / Math.sqrt(squared);
  let off = near;
  while (near + off < PASSAGE_WIDE_M) {
    beyond[0] = x + off * inverse * gx;
    beyond[1] = y + off * inverse * gy;
    sampleWallAt(walls, beyond);
    if (beyond[0]! < 0.02) {
      at[3] = near + off;
      return;
    }
    off += beyond[0]!;
  }
}
