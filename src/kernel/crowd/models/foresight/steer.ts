/**
 * The shipped model, at every step: collision-free speed model V2 (Tordeux, Chraibi, Seyfried 2016) near to others, with
 * the step aside that the last look ahead asked for (look.ts).
 * Direction = wish + step aside + repulsion of people, robots and walls; speed = room to go on in that direction until the
 * first touch / time gap. Differs from V2: room is measured along the way, not between bodies, and the time gap is shorter
 * behind somebody to the side (zipper).
 * Every pair of walkers is looked at once and counts for both. Only + - * / and sqrt; the exponential comes from a table.
 * Sums over others are exact (rounded.ts): in which order they are found, and from which list, decides nothing.
 */
import { sampleWall, type WallField } from '../../../geometry/wall-field';
import { cellOf, type ParkedCells } from '../../cells';
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
  KEEP_RIGHT_COS,
  KEEP_RIGHT_SIN,
  PASSING_RATIO,
  PUSHING_RATIO,
  REACH_M,
  STUCK_PUSH_S,
  TURN_COMPANY_M,
  WALL_FELT_M,
  WALL_KNOWN_M,
  WALL_RANGE_M,
  WALL_STRENGTH,
  WALL_TOUCH_M,
  WIDEN_ROOM_M,
} = constants;
const { EDGING, KEEPS_RIGHT, LEAVING } = rowBits;
const { ROUNDING } = rounded;

/** A gap is at least the room between both bodies; this much covers the rounding of either, m. */
const GAP_ROUNDING_M = 1e-9;

export class Steering {
  private readonly walls: WallField;
  private readonly parked: ParkedCells;
  private readonly wall = new Float64Array(3);
  /** Pairs within reach: walker, other walker (-1 = a body that does not step aside), offset, distance, sum of radii; m. Walkers first. */
  private pairs = 0;
  private room = 0;
  private first = new Int32Array(0);
  private second = new Int32Array(0);
  private dx = new Float64Array(0);
  private dy = new Float64Array(0);
  private distance = new Float64Array(0);
  private sum = new Float64Array(0);

  private readonly parameters: CrowdParameters;

  constructor(walls: WallField, parked: ParkedCells, parameters: CrowdParameters) {
    this.parameters = parameters;
    this.walls = walls;
    this.parked = parked;
  }

  /** Room for 32 pairs a person; more do not fit into a metre. */
  grow(rows: number): void {
    const room = 32 * rows + 1024;
    if (room <= this.room) return;
    this.room = room;
    // One more: the next pair is written before it is known whether it counts.
    this.first = new Int32Array(room + 1);
    this.second = new Int32Array(room + 1);
    this.dx = new Float64Array(room + 1);
    this.dy = new Float64Array(room + 1);
    this.distance = new Float64Array(room + 1);
    this.sum = new Float64Array(room + 1);
  }

  /** Fills dirX, dirY, gapM, tight, wallM of all walkers. */
  steer(people: People, w: Walkers, discs: Discs): void {
    w.pushX.fill(0, 0, w.count);
    w.pushY.fill(0, 0, w.count);
    w.gapM.fill(Number.POSITIVE_INFINITY, 0, w.count);
    w.tight.fill(0, 0, w.count);
    this.findPairs(w);
    if (w.anyPassing) this.squeeze(w);
    if (this.parked.count > 0 || discs.count > 0) this.findFixed(people, w, discs, REACH_M);
    this.repel(w);
    this.direct(people, w);
    this.findGaps(w);
  }

  /** Of the possible pairs those within reach. */
  private findPairs(w: Walkers): void {
    const { first, second, dx, dy, distance, sum, room } = this;
    const { row, x, y, radius, count, partnersFrom, partner } = w;
    const reach = REACH_M;
    let n = 0;
    let k = 0;
    for (let i = 0; i < count; i++) {
      const to = partnersFrom[i + 1]!;
      const xi = x[i]!;
      const yi = y[i]!;
      const ri = radius[i]!;
      for (; k < to; k++) {
        const j = partner[k]!;
        const ox = x[j]! - xi;
        const oy = y[j]! - yi;
        const squared = ox * ox + oy * oy;
        const l = ri + radius[j]!;
        const far = l + reach;
        first[n] = i;
        second[n] = j;
        sum[n] = l;
        dx[n] = ox;
        dy[n] = oy;
        distance[n] = Math.sqrt(squared);
        if (squared <= 1e-12) {
          // Two in one point (both just came through the door): the lower row goes west.
          dx[n] = row[i]! < row[j]! ? 1e-3 : -1e-3;
          dy[n] = 0;
          distance[n] = 1e-3;
        }
        // Counted, not jumped on: who is near enough cannot be guessed.
        n += +(squared < far * far) & +(n < room);
      }
    }
    this.pairs = n;
  }

  /** Who squeezes through people, and whom it squeezes by, are half as wide to each other. */
  private squeeze({ passing }: Walkers): void {
    const { first, second, sum, pairs } = this;
    for (let p = 0; p < pairs; p++) {
      if ((passing[first[p]!]! | passing[second[p]!]!) !== 0) sum[p] = sum[p]! * PASSING_RATIO;
    }
  }

  /** Pairs with those who do not step aside: people at rest and robots. */
  private findFixed(people: People, w: Walkers, discs: Discs, reach: number): void {
    const parked = this.parked;
    const { grid, row, x, y, radius, passing, count } = w;
    const { columns } = grid;
    for (let i = 0; i < count; i++) {
      const c = cellOf(grid, x[i]!, y[i]!);
      if (parked.around[c] !== 0) {
        // A person at rest makes way as much as the walker turns its own shoulders.
        const makesWay = radius[i]! / people.fullRadiusM[row[i]!]!;
        const ratio = passing[i] === 1 ? PASSING_RATIO : 1;
        for (let line = c - columns; line <= c + columns; line += columns) {
          for (let k = line - 1; k <= line + 1; k++) {
            for (let other = parked.head[k]!; other !== -1; other = parked.next[other]!) {
              const l = ratio * (radius[i]! + makesWay * people.radiusM[other]!);
              this.addFixed(w, i, people.xM[other]! - x[i]!, people.yM[other]! - y[i]!, l, reach);
            }
          }
        }
      }
      if ((people.flags[row[i]!]! & EDGING) !== 0) continue;
      for (let k = 0; k < discs.count; k++) {
        const ratio = passing[i] === 1 ? PASSING_RATIO : 1;
        const l = ratio * (radius[i]! + discs.radiusM[k]!);
        this.addFixed(w, i, discs.xM[k]! - x[i]!, discs.yM[k]! - y[i]!, l, reach);
      }
    }
  }

  /** One dead ahead counts as slightly to the left, so that walkers pass it on their right. */
  private addFixed(w: Walkers, i: number, offsetX: number, offsetY: number, l: number, reach: number): void {
    const far = l + reach;
    let ox = offsetX;
    let oy = offsetY;
    if (ox * ox + oy * oy >= far * far || this.pairs >= this.room) return;
    const ex = w.wishX[i]!;
    const ey = w.wishY[i]!;
    const side = ex * oy - ey * ox;
    if (side < 0.05 && side > -0.05 && ex * ox + ey * oy > 0) {
      ox -= (0.05 - side) * ey;
      oy += (0.05 - side) * ex;
    }
    const d = Math.sqrt(ox * ox + oy * oy);
    const n = this.pairs++;
    this.first[n] = i;
    this.second[n] = -1;
    this.dx[n] = d > 1e-6 ? ox : 1e-3;
    this.dy[n] = oy;
    this.distance[n] = d > 1e-6 ? d : 1e-3;
    this.sum[n] = l;
  }

  /** Push of all others together, before its strength: pushX, pushY. */
  private repel(w: Walkers): void {
    const { first, second, dx, dy, distance, sum, pairs } = this;
    const { pushX, pushY } = w;
    const perRange = 1 / this.parameters.personRangeM;
    for (let p = 0; p < pairs; p++) {
      const i = first[p]!;
      const j = second[p]!;
      const d = distance[p]!;
      const unit = expMinus((d - sum[p]!) * perRange) / d;
      const px = unit * dx[p]! + ROUNDING - ROUNDING;
      const py = unit * dy[p]! + ROUNDING - ROUNDING;
      pushX[i] = pushX[i]! - px;
      pushY[i] = pushY[i]! - py;
      if (j < 0) continue;
      pushX[j] = pushX[j]! + px;
      pushY[j] = pushY[j]! + py;
    }
  }

  /**
   * Unit directions: the wish, turned to the right if somebody comes the other way, the step aside, and the push of walls and others.
   * At a wall the part into it is taken away, so that gaps are measured along the way really walked.
   */
  private direct(people: People, w: Walkers): void {
    const { walls, wall } = this;
    const { row, x, y, radius, wishX, wishY, dirX, dirY, pushX, pushY, wallM, count } = w;
    const { flags, asideRatio, stuckS, wallSlackM, headingX, headingY } = people;
    const { personStrength } = this.parameters;
    const pushing = PUSHING_RATIO * personStrength;
    for (let i = 0; i < count; i++) {
      const r = row[i]!;
      const f = flags[r]!;
      const wx = wishX[i]!;
      const wy = wishY[i]!;
      const own = radius[i]!;
      let ex = wx;
      let ey = wy;
      if ((f & KEEPS_RIGHT) !== 0) {
        ex = KEEP_RIGHT_COS * wx + KEEP_RIGHT_SIN * wy;
        ey = KEEP_RIGHT_COS * wy - KEEP_RIGHT_SIN * wx;
      }
      // Sideways of the wish, to the left: what the last look ahead said.
      const aside = asideRatio[r]!;
      ex -= aside * wy;
      ey += aside * wx;
      const strength = stuckS[r]! > STUCK_PUSH_S ? pushing : personStrength;
      let d = wallSlackM[r]!;
      if (d < own + WALL_KNOWN_M) {
        sampleWall(walls, x[i]!, y[i]!, wall);
        d = wall[0]!;
        wallSlackM[r] = d;
        if (d < own + WALL_FELT_M && (f & LEAVING) === 0) {
          const gx = wall[1]!;
          const gy = wall[2]!;
          const push = (f & EDGING) === 0 ? WALL_STRENGTH * expMinus((d - own) * (1 / WALL_RANGE_M)) : 0;
          ex = ex + push * gx + strength * pushX[i]!;
          ey = ey + push * gy + strength * pushY[i]!;
          const into = ex * gx + ey * gy;
          if (into < 0 && d < own + WALL_TOUCH_M) {
            ex -= into * gx;
            ey -= into * gy;
          }
        } else {
          ex += strength * pushX[i]!;
          ey += strength * pushY[i]!;
        }
      } else {
        ex += strength * pushX[i]!;
        ey += strength * pushY[i]!;
      }
      wallM[i] = d;
      const norm = Math.sqrt(ex * ex + ey * ey);
      if (norm > 1e-9) {
        const inverse = 1 / norm;
        dirX[i] = ex * inverse;
        dirY[i] = ey * inverse;
      } else {
        dirX[i] = headingX[r]!;
        dirY[i] = headingY[r]!;
      }
    }
  }

  /**
   * Room to go on until the first touch, in the direction taken, of those in the strip as wide as both bodies; counted
   * longer where the other is to the side (zipper).
   */
  private findGaps(w: Walkers): void {
    const { first, second, dx, dy, distance, sum, pairs } = this;
    const { dirX, dirY, gapM, tight } = w;
    const { zipper } = this.parameters;
    for (let p = 0; p < pairs; p++) {
      const i = first[p]!;
      const j = second[p]!;
      const l = sum[p]!;
      const room = distance[p]! - l;
      const ox = dx[p]!;
      const oy = dy[p]!;
      // CLOSE, OVERLAPS, COMPANY.
      const bits = +(room <= WIDEN_ROOM_M) | (+(room < 0) << 1) | (+(room < TURN_COMPANY_M) << 2);
      tight[i] = tight[i]! | bits;
      const ahead = dirX[i]! * ox + dirY[i]! * oy;
      const side = dirX[i]! * oy - dirY[i]! * ox;
      // One test of all that must hold: each alone could not be guessed.
      if ((+(room < gapM[i]! + GAP_ROUNDING_M) & +(ahead >= 0) & +(side <= l) & +(side >= -l)) !== 0) {
        const gap = (ahead - Math.sqrt(l * l - side * side)) / (1 - (zipper / (l * l)) * side * side);
        if (gap < gapM[i]!) gapM[i] = gap;
      }
      if (j < 0) continue;
      tight[j] = tight[j]! | bits;
      const behind = -(dirX[j]! * ox + dirY[j]! * oy);
      const beside = dirX[j]! * oy - dirY[j]! * ox;
      if ((+(room < gapM[j]! + GAP_ROUNDING_M) & +(behind >= 0) & +(beside <= l) & +(beside >= -l)) !== 0) {
        const gap = (behind - Math.sqrt(l * l - beside * beside)) / (1 - (zipper / (l * l)) * beside * beside);
        if (gap < gapM[j]!) gapM[j] = gap;
      }
    }
  }
}
