/**
 * The shipped model, at every step: collision-free speed model V2 (Tordeux, Chraibi, Seyfried 2016) near to others, with
 * the step aside that the last look ahead asked for (look.ts).
 * Direction = wish + step aside + repulsion of people, robots and walls; speed = room to go on in that direction until the
 * first touch / time gap. Differs from V2: room is measured along the way, not between bodies, the time gap is shorter behind
 * somebody to the side (zipper), and those at rest and walls throw nobody back (`repelFixed`, `direct`): their push is steeper than a
 * step is long, so that whom it turns round trembles before them.
 * Every pair of walkers is looked at once and counts for both. Only + - * / and sqrt; the exponential comes from a table.
 * Sums over others are exact (rounded.ts): in which order they are found, and from which list, decides nothing.
 */
import { type Block, makeBlock } from '../../../base/block';
import { sampleWallAt, type WallField } from '../../../geometry/wall-field';
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
  SLOW_AFTER_S,
  STUCK_PUSH_S,
  TURN_COMPANY_M,
  WALL_FELT_M,
  WALL_KNOWN_M,
  WALL_OFF,
  WALL_RANGE_M,
  WALL_STRENGTH,
  WALL_TOUCH_M,
  WIDEN_ROOM_M,
} = constants;
const { EDGING, KEEPS_RIGHT, LEAVING } = rowBits;
const { ROUNDING } = rounded;

/** A gap is at least the room between both bodies; this much covers the rounding of either, m. */
const GAP_ROUNDING_M = 1e-9;

/** Instead of the second walker of a pair: a body that does not step aside. */
const ROBOT = -1;
const AT_REST = -2;
/** At rest, and to be passed on one side: the wall beside leaves no room on the other. */
const AT_REST_PASS_LEFT = -3;
const AT_REST_PASS_RIGHT = -4;
/** Somebody at rest pushes back whom is so far in it, m. */
const DEEP_M = 0.05;

const PAIR_COLUMNS = ['dx', 'dy', 'distance', 'sum'] as const;
type PairColumn = (typeof PAIR_COLUMNS)[number];

export class Steering {
  private readonly walls: WallField;
  private readonly parked: ParkedCells;
  private readonly wall = new Float64Array(3);
  /**
   * Pairs within reach: in `ends` walker and other walker (or ROBOT, AT_REST ...), one after the other; offset, distance, sum of radii, m. Those of two
   * walkers first.
   */
  private pairs = 0;
  /** The first so many are of two walkers. */
  private mutual = 0;
  private room = 0;
  private ends = new Int32Array(0);
  private numbers: Block<PairColumn> = makeBlock(PAIR_COLUMNS, 0);

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
    this.ends = new Int32Array(2 * (room + 1));
    this.numbers = makeBlock(PAIR_COLUMNS, room + 1);
  }

  /** Fills dirX, dirY, gapM, tight, wallM of all walkers. */
  steer(people: People, w: Walkers, discs: Discs): void {
    w.pushX.fill(0, 0, w.count);
    w.pushY.fill(0, 0, w.count);
    w.gapM.fill(Number.POSITIVE_INFINITY, 0, w.count);
    w.tight.fill(0, 0, w.count);
    this.findPairs(w);
    if (w.anyPassing) this.squeeze(w);
    if (this.parked.count > 0 || discs.count > 0) this.findFixed(people, w, discs);
    this.repel(w);
    if (this.pairs > this.mutual) this.repelFixed(people, w);
    this.direct(people, w);
    this.findGaps(w);
  }

  /** Of the possible pairs those within reach. */
  private findPairs(w: Walkers): void {
    const { ends, room } = this;
    const { row, count, partnersFrom, partner } = w;
    const { f, at } = w.block;
    const X = at.x | 0;
    const Y = at.y | 0;
    const RADIUS = at.radius | 0;
    const { f: p, at: of } = this.numbers;
    const DX = of.dx | 0;
    const DY = of.dy | 0;
    const DISTANCE = of.distance | 0;
    const SUM = of.sum | 0;
    const reach = REACH_M;
    let n = 0;
    let k = 0;
    for (let i = 0; i < count; i++) {
      const to = partnersFrom[i + 1]!;
      const xi = f[(X + i) | 0]!;
      const yi = f[(Y + i) | 0]!;
      const ri = f[(RADIUS + i) | 0]!;
      for (; k < to; k++) {
        const j = partner[k]!;
        const ox = f[(X + j) | 0]! - xi;
        const oy = f[(Y + j) | 0]! - yi;
        const squared = ox * ox + oy * oy;
        const l = ri + f[(RADIUS + j) | 0]!;
        const far = l + reach;
        ends[n << 1] = i;
        ends[(n << 1) | 1] = j;
        p[(SUM + n) | 0] = l;
        p[(DX + n) | 0] = ox;
        p[(DY + n) | 0] = oy;
        p[(DISTANCE + n) | 0] = Math.sqrt(squared);
        if (squared <= 1e-12) {
          // Two in one point (both just came through the door): the lower row goes west.
          p[(DX + n) | 0] = row[i]! < row[j]! ? 1e-3 : -1e-3;
          p[(DY + n) | 0] = 0;
          p[(DISTANCE + n) | 0] = 1e-3;
        }
        // Counted, not jumped on: who is near enough cannot be guessed.
        n += +(squared < far * far) & +(n < room);
      }
    }
    this.pairs = n;
    this.mutual = n;
  }

  /** Who squeezes through people, and whom it squeezes by, are half as wide to each other. */
  private squeeze({ passing }: Walkers): void {
    const { ends, pairs } = this;
    const { sum } = this.numbers.columns;
    for (let p = 0; p < pairs; p++) {
      if ((passing[ends[p << 1]!]! | passing[ends[(p << 1) | 1]!]!) !== 0) sum[p] = sum[p]! * PASSING_RATIO;
    }
  }

  /** Pairs with those who do not step aside: people at rest and robots. */
  private findFixed(people: People, w: Walkers, discs: Discs): void {
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
              this.addFixed(people, w, i, other, people.xM[other]! - x[i]!, people.yM[other]! - y[i]!, l);
            }
          }
        }
      }
      if ((people.flags[row[i]!]! & EDGING) !== 0) continue;
      for (let k = 0; k < discs.count; k++) {
        const ratio = passing[i] === 1 ? PASSING_RATIO : 1;
        const l = ratio * (radius[i]! + discs.radiusM[k]!);
        this.addFixed(people, w, i, ROBOT, discs.xM[k]! - x[i]!, discs.yM[k]! - y[i]!, l);
      }
    }
  }

  /**
   * One dead ahead counts as slightly to the left, so that walkers pass it on their right; to the right if it is to be passed on the left.
   * @param other the row of somebody at rest, or ROBOT
   */
  private addFixed(
    people: People,
    w: Walkers,
    i: number,
    other: number,
    offsetX: number,
    offsetY: number,
    l: number,
  ): void {
    const far = l + REACH_M;
    let ox = offsetX;
    let oy = offsetY;
    if (ox * ox + oy * oy >= far * far || this.pairs >= this.room) return;
    const ex = w.wishX[i]!;
    const ey = w.wishY[i]!;
    const what = other === ROBOT ? ROBOT : this.atRest(people, other, ex, ey, 2 * w.radius[i]!);
    const side = ex * oy - ey * ox;
    if (side < 0.05 && side > -0.05 && ex * ox + ey * oy > 0) {
      const shift = (what === AT_REST_PASS_LEFT ? -0.05 : 0.05) - side;
      ox -= shift * ey;
      oy += shift * ex;
    }
    const d = Math.sqrt(ox * ox + oy * oy);
    const n = this.pairs++;
    this.ends[n << 1] = i;
    this.ends[(n << 1) | 1] = what;
    const { dx, dy, distance, sum } = this.numbers.columns;
    dx[n] = d > 1e-6 ? ox : 1e-3;
    dy[n] = oy;
    distance[n] = d > 1e-6 ? d : 1e-3;
    sum[n] = l;
  }

  private atRest(people: People, row: number, ex: number, ey: number, needM: number): number {
    const side = this.parked.sideToPass(row, people.radiusM[row]!, ex, ey, needM);
    return side === 0 ? AT_REST : side > 0 ? AT_REST_PASS_LEFT : AT_REST_PASS_RIGHT;
  }

  /** Push of other walkers together, before its strength: pushX, pushY. */
  private repel(w: Walkers): void {
    const { ends, mutual } = this;
    const { f, at } = w.block;
    const PUSH_X = at.pushX | 0;
    const PUSH_Y = at.pushY | 0;
    const { f: p, at: of } = this.numbers;
    const DX = of.dx | 0;
    const DY = of.dy | 0;
    const DISTANCE = of.distance | 0;
    const SUM = of.sum | 0;
    const perRange = 1 / this.parameters.personRangeM;
    for (let k = 0; k < mutual; k++) {
      const i = ends[k << 1]!;
      const j = ends[(k << 1) | 1]!;
      const d = p[(DISTANCE + k) | 0]!;
      const unit = expMinus((d - p[(SUM + k) | 0]!) * perRange) / d;
      const px = unit * p[(DX + k) | 0]! + ROUNDING - ROUNDING;
      const py = unit * p[(DY + k) | 0]! + ROUNDING - ROUNDING;
      f[(PUSH_X + i) | 0] = f[(PUSH_X + i) | 0]! - px;
      f[(PUSH_Y + i) | 0] = f[(PUSH_Y + i) | 0]! - py;
      f[(PUSH_X + j) | 0] = f[(PUSH_X + j) | 0]! + px;
      f[(PUSH_Y + j) | 0] = f[(PUSH_Y + j) | 0]! + py;
    }
  }

  /**
   * The push of robots, and of people at rest: theirs only sideways of the wish, towards the side with room, and back only where
   * bodies are far in one another. Who comes up to them is slowed down by the gap, and goes past as soon as there is room; who has stood
   * before them for a while steps back, or a group that stands about would be a trap.
   */
  private repelFixed(people: People, { row, wishX, wishY, pushX, pushY }: Walkers): void {
    const { ends, mutual, pairs } = this;
    const { dx, dy, distance, sum } = this.numbers.columns;
    const perRange = 1 / this.parameters.personRangeM;
    for (let k = mutual; k < pairs; k++) {
      const i = ends[k << 1]!;
      const room = distance[k]! - sum[k]!;
      const unit = expMinus(room * perRange) / distance[k]!;
      let px = unit * dx[k]!;
      let py = unit * dy[k]!;
      const ex = wishX[i]!;
      const ey = wishY[i]!;
      const what = ends[(k << 1) | 1]!;
      const heldUp = people.slowS[row[i]!]! > SLOW_AFTER_S;
      if (what <= AT_REST && !heldUp && px * ex + py * ey > 0 && room > -DEEP_M) {
        let left = ex * py - ey * px;
        const beside = ex * dy[k]! - ey * dx[k]!;
        const wrongSide = (what === AT_REST_PASS_LEFT && left > 0) || (what === AT_REST_PASS_RIGHT && left < 0);
        if (wrongSide && beside < sum[k]! && beside > -sum[k]!) left = -left;
        px = -ey * left;
        py = ex * left;
      }
      pushX[i] = pushX[i]! - (px + ROUNDING - ROUNDING);
      pushY[i] = pushY[i]! - (py + ROUNDING - ROUNDING);
    }
  }

  /**
   * Unit directions: the wish, turned to the right if somebody comes the other way, the step aside, and the push of walls and others.
   * At a wall the part into it is taken away, so that gaps are measured along the way really walked.
   */
  private direct(people: People, w: Walkers): void {
    const { walls, wall } = this;
    const { row, count } = w;
    const { flags } = people;
    const { f, at } = w.block;
    const X = at.x | 0;
    const Y = at.y | 0;
    const RADIUS = at.radius | 0;
    const WISH_X = at.wishX | 0;
    const WISH_Y = at.wishY | 0;
    const DIR_X = at.dirX | 0;
    const DIR_Y = at.dirY | 0;
    const PUSH_X = at.pushX | 0;
    const PUSH_Y = at.pushY | 0;
    const WALL = at.wallM | 0;
    const { f: p, at: of } = people.block;
    const ASIDE = of.asideRatio | 0;
    const STUCK = of.stuckS | 0;
    const SLACK = of.wallSlackM | 0;
    const HEADING_X = of.headingX | 0;
    const HEADING_Y = of.headingY | 0;
    const { personStrength } = this.parameters;
    const pushing = PUSHING_RATIO * personStrength;
    for (let i = 0; i < count; i++) {
      const r = row[i]!;
      const flag = flags[r]!;
      const wx = f[(WISH_X + i) | 0]!;
      const wy = f[(WISH_Y + i) | 0]!;
      const own = f[(RADIUS + i) | 0]!;
      let ex = wx;
      let ey = wy;
      if ((flag & KEEPS_RIGHT) !== 0) {
        ex = KEEP_RIGHT_COS * wx + KEEP_RIGHT_SIN * wy;
        ey = KEEP_RIGHT_COS * wy - KEEP_RIGHT_SIN * wx;
      }
      // Sideways of the wish, to the left: what the last look ahead said.
      const aside = p[(ASIDE + r) | 0]!;
      ex -= aside * wy;
      ey += aside * wx;
      const strength = p[(STUCK + r) | 0]! > STUCK_PUSH_S ? pushing : personStrength;
      const px = strength * f[(PUSH_X + i) | 0]!;
      const py = strength * f[(PUSH_Y + i) | 0]!;
      let d = p[(SLACK + r) | 0]!;
      if (d < own + WALL_KNOWN_M) {
        wall[0] = f[(X + i) | 0]!;
        wall[1] = f[(Y + i) | 0]!;
        sampleWallAt(walls, wall);
        d = wall[0]!;
        p[(SLACK + r) | 0] = d;
        if (d < own + WALL_FELT_M && (flag & LEAVING) === 0) {
          const gx = wall[1]!;
          const gy = wall[2]!;
          let push = (flag & EDGING) === 0 ? WALL_STRENGTH * expMinus((d - own) * (1 / WALL_RANGE_M)) : 0;
          // With nobody near, no more than takes the way into the wall away; among others its whole strength belongs to what is calibrated.
          if (px === 0 && py === 0) {
            const most = (WALL_OFF - ex * gx - ey * gy) / (gx * gx + gy * gy + 1e-9);
            if (push > most) push = most > 0 ? most : 0;
          }
          ex = ex + push * gx + px;
          ey = ey + push * gy + py;
          const into = ex * gx + ey * gy;
          if (into < 0 && d < own + WALL_TOUCH_M) {
            ex -= into * gx;
            ey -= into * gy;
          }
        } else {
          ex += px;
          ey += py;
        }
      } else {
        ex += px;
        ey += py;
      }
      f[(WALL + i) | 0] = d;
      const norm = Math.sqrt(ex * ex + ey * ey);
      const inverse = 1 / norm;
      const known = norm > 1e-9;
      f[(DIR_X + i) | 0] = known ? ex * inverse : p[(HEADING_X + r) | 0]!;
      f[(DIR_Y + i) | 0] = known ? ey * inverse : p[(HEADING_Y + r) | 0]!;
    }
  }

  /**
   * Room to go on until the first touch, in the direction taken, of those in the strip as wide as both bodies; counted
   * longer where the other is to the side (zipper).
   */
  private findGaps(w: Walkers): void {
    const { ends, pairs } = this;
    const { tight } = w;
    const { f, at } = w.block;
    const DIR_X = at.dirX | 0;
    const DIR_Y = at.dirY | 0;
    const GAP = at.gapM | 0;
    const { f: p, at: of } = this.numbers;
    const DX = of.dx | 0;
    const DY = of.dy | 0;
    const DISTANCE = of.distance | 0;
    const SUM = of.sum | 0;
    const { zipper } = this.parameters;
    for (let k = 0; k < pairs; k++) {
      const i = ends[k << 1]!;
      const j = ends[(k << 1) | 1]!;
      const l = p[(SUM + k) | 0]!;
      const room = p[(DISTANCE + k) | 0]! - l;
      const ox = p[(DX + k) | 0]!;
      const oy = p[(DY + k) | 0]!;
      // CLOSE, OVERLAPS, COMPANY.
      const bits = +(room <= WIDEN_ROOM_M) | (+(room < 0) << 1) | (+(room < TURN_COMPANY_M) << 2);
      tight[i] = tight[i]! | bits;
      const ex = f[(DIR_X + i) | 0]!;
      const ey = f[(DIR_Y + i) | 0]!;
      const ahead = ex * ox + ey * oy;
      const side = ex * oy - ey * ox;
      const least = f[(GAP + i) | 0]!;
      // One test of all that must hold: each alone could not be guessed.
      if ((+(room < least + GAP_ROUNDING_M) & +(ahead >= 0) & +(side <= l) & +(side >= -l)) !== 0) {
        const gap = (ahead - Math.sqrt(l * l - side * side)) / (1 - (zipper / (l * l)) * side * side);
        if (gap < least) f[(GAP + i) | 0] = gap;
      }
      if (j < 0) continue;
      tight[j] = tight[j]! | bits;
      const otherX = f[(DIR_X + j) | 0]!;
      const otherY = f[(DIR_Y + j) | 0]!;
      const behind = -(otherX * ox + otherY * oy);
      const beside = otherX * oy - otherY * ox;
      const leastBehind = f[(GAP + j) | 0]!;
      if ((+(room < leastBehind + GAP_ROUNDING_M) & +(behind >= 0) & +(beside <= l) & +(beside >= -l)) !== 0) {
        const gap = (behind - Math.sqrt(l * l - beside * beside)) / (1 - (zipper / (l * l)) * beside * beside);
        if (gap < leastBehind) f[(GAP + j) | 0] = gap;
      }
    }
  }
}
