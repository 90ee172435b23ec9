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
import { cellOf, type ParkedCells } from '../../cells';
import {
  AHEAD_COS,
  GIVE_WAY_RATIO,
  GIVE_WAY_S,
  KEEP_RIGHT_M,
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
} from '../../constants';
import type { CrowdParameters } from '../../parameters';
import { KEEPS_RIGHT, type People } from '../../people';
import type { Walkers } from '../../walkers';
import type { Discs } from '../discs';
import { expMinus } from './exponential';

/** exp(-5) of the strength is not worth a step aside. */
const FARTHEST_RANGES = 5;
const SAME_WAY_M = 2.6;

export class Foresight {
  private readonly parked: ParkedCells;
  private readonly parameters: CrowdParameters;

  /** Of the one who looks: row, place, wish, direction taken, velocity wished for, half width. */
  private row = 0;
  private x = 0;
  private y = 0;
  private ex = 0;
  private ey = 0;
  private tx = 0;
  private ty = 0;
  private vx = 0;
  private vy = 0;
  private radius = 0;
  /** What was seen: somebody comes the other way; sideways pull, positive to the left; room ahead, m. */
  private opposed = false;
  private aside = 0;
  private roomM = 0;
  /** Share of the own pace while somebody gives way to a robot, else 1. */
  private paceRatio = 1;

  constructor(parked: ParkedCells, parameters: CrowdParameters) {
    this.parked = parked;
    this.parameters = parameters;
  }

  /** Who is due looks ahead; writes KEEPS_RIGHT, asideRatio and capMps. */
  look(people: People, w: Walkers, discs: Discs, tick: number, lookEvery: number): void {
    const { row, shadow, count } = w;
    const { flags, asideRatio, capMps, slowS, stuckS } = people;
    const { asideMost, timeGapS } = this.parameters;
    for (let i = 0; i < count; i++) {
      const r = row[i]!;
      if ((tick + r) % lookEvery !== 0 || shadow[i] === 1) continue;
      this.begin(people, w, i);
      this.lookAtPeople(people, w);
      for (let k = 0; k < discs.count; k++) this.lookAtRobot(discs, k);
      flags[r] = this.opposed ? flags[r]! | KEEPS_RIGHT : flags[r]! & ~KEEPS_RIGHT;
      const aside = this.aside > asideMost ? asideMost : this.aside < -asideMost ? -asideMost : this.aside;
      // Who is held up waits for a gap and goes straight for it.
      const heldUp = slowS[r]! > SLOW_AFTER_S || stuckS[r]! > NO_PROGRESS_S;
      asideRatio[r] = heldUp ? 0 : asideRatio[r]! + LOOK_BLEND * (aside - asideRatio[r]!);
      const cap = this.roomM > 0 ? this.roomM / timeGapS : 0;
      const pace = this.paceRatio * w.wishMps[i]!;
      capMps[r] = this.paceRatio < 1 && pace < cap ? pace : cap;
    }
  }

  private begin(people: People, w: Walkers, i: number): void {
    const r = w.row[i]!;
    const ex = w.wishX[i]!;
    const ey = w.wishY[i]!;
    const speed = w.wishMps[i]!;
    const lean = people.asideRatio[r]!;
    const inverse = 1 / Math.sqrt(1 + lean * lean);
    this.row = r;
    this.x = w.x[i]!;
    this.y = w.y[i]!;
    this.ex = ex;
    this.ey = ey;
    this.tx = (ex - lean * ey) * inverse;
    this.ty = (ey + lean * ex) * inverse;
    this.vx = speed * ex;
    this.vy = speed * ey;
    this.radius = w.radius[i]!;
    this.opposed = false;
    this.aside = 0;
    this.roomM = Number.POSITIVE_INFINITY;
    this.paceRatio = 1;
  }

  /** Everybody in the square of half side 0.72 * 4 m around the point 2 m ahead: it holds the sector of +-45 degrees. */
  private lookAtPeople(people: People, w: Walkers): void {
    const { grid, start, row, x, y, radius, wishX, wishY } = w;
    const { vxMps, vyMps } = people;
    const { parked, x: px, y: py, ex, ey } = this;
    const { foresightS } = this.parameters;
    const half = 0.72 * KEEP_RIGHT_M;
    const middleX = px + 0.5 * KEEP_RIGHT_M * ex;
    const middleY = py + 0.5 * KEEP_RIGHT_M * ey;
    const low = cellOf(grid, middleX - half, middleY - half);
    const high = cellOf(grid, middleX + half, middleY + half);
    const width = (high % grid.columns) - (low % grid.columns);
    for (let c = low; c <= high; c += grid.columns) {
      const end = start[c + width + 1]!;
      for (let j = start[c]!; j < end; j++) {
        const dx = x[j]! - px;
        const dy = y[j]! - py;
        const ahead = ex * dx + ey * dy;
        if (ahead <= 0) continue;
        const squared = dx * dx + dy * dy;
        if (squared >= KEEP_RIGHT_M * KEEP_RIGHT_M) continue;
        const cosine = ex * wishX[j]! + ey * wishY[j]!;
        // Somebody who goes much the same way matters only nearby: it comes nearer slowly.
        if (cosine > 0.5 && squared > SAME_WAY_M * SAME_WAY_M) continue;
        if (cosine <= OPPOSING_COS && ahead * ahead > AHEAD_COS * AHEAD_COS * squared) {
          const beside = ex * dy - ey * dx;
          if (beside < OPPOSING_WIDTH_M && beside > -OPPOSING_WIDTH_M) this.opposed = true;
        }
        const k = row[j]!;
        this.weigh(
          dx,
          dy,
          Math.sqrt(squared),
          radius[j]!,
          vxMps[k]!,
          vyMps[k]!,
          cosine,
          foresightS,
          k,
          Number.NEGATIVE_INFINITY,
        );
      }
      if (parked.count > 0) for (let cell = c; cell <= c + width; cell++) this.lookAtParked(people, cell);
    }
  }

  private lookAtParked(people: People, cell: number): void {
    const { parked } = this;
    const { foresightS } = this.parameters;
    for (let k = parked.head[cell]!; k !== -1; k = parked.next[k]!) {
      const dx = people.xM[k]! - this.x;
      const dy = people.yM[k]! - this.y;
      const squared = dx * dx + dy * dy;
      if (this.ex * dx + this.ey * dy <= 0 || squared >= KEEP_RIGHT_M * KEEP_RIGHT_M) continue;
      this.weigh(dx, dy, Math.sqrt(squared), people.radiusM[k]!, 0, 0, 0, foresightS, k, 0.5 * REACH_M);
    }
  }

  private lookAtRobot(discs: Discs, k: number): void {
    const dx = discs.xM[k]! - this.x;
    const dy = discs.yM[k]! - this.y;
    const squared = dx * dx + dy * dy;
    const far = KEEP_RIGHT_M * ROBOT_FORESIGHT;
    if (this.ex * dx + this.ey * dy <= 0 || squared >= far * far) return;
    const ox = discs.vxMps[k]!;
    const oy = discs.vyMps[k]!;
    const radius = discs.radiusM[k]! + ROBOT_SPACE_M;
    const across = this.ex * oy - this.ey * ox;
    if ((across > ROBOT_CROSSES_MPS || across < -ROBOT_CROSSES_MPS) && this.wouldMeet(dx, dy, ox, oy, radius)) {
      // To the side it comes from, and slowly: behind it.
      this.aside += across > 0 ? -this.parameters.asideMost : this.parameters.asideMost;
      this.paceRatio = GIVE_WAY_RATIO;
      return;
    }
    this.weigh(dx, dy, Math.sqrt(squared), radius, ox, oy, 0, this.parameters.foresightS, -1, 0.5 * REACH_M);
  }

  /** True if both, going on as they do, come as near as touch within GIVE_WAY_S. */
  private wouldMeet(dx: number, dy: number, ox: number, oy: number, otherRadius: number): boolean {
    const ux = ox - this.vx;
    const uy = oy - this.vy;
    const squared = ux * ux + uy * uy;
    const nearestS = squared > 1e-6 ? -(dx * ux + dy * uy) / squared : 0;
    if (nearestS <= 0 || nearestS > GIVE_WAY_S) return false;
    const x = dx + ux * nearestS;
    const y = dy + uy * nearestS;
    const l = this.radius + otherRadius;
    return x * x + y * y < l * l;
  }

  /**
   * One body at (dx, dy) with its velocity: how much it asks to step aside, and how much room it leaves ahead (if more than
   * `leastRoomM`: people at rest draw in their shoulders for who squeezes by, which is seen at every step only).
   */
  private weigh(
    dx: number,
    dy: number,
    distance: number,
    otherRadius: number,
    ox: number,
    oy: number,
    cosine: number,
    foresightS: number,
    otherRow: number,
    leastRoomM: number,
  ): void {
    const { ex, ey, tx, ty } = this;
    const d = distance > SAME_POINT_M ? distance : SAME_POINT_M;
    const l = this.radius + otherRadius;
    const { asideStrength, asideRangeM, zipper } = this.parameters;
    const off = tx * dy - ty * dx;
    if (d - l < this.roomM && d - l > leastRoomM && off <= l && off >= -l) {
      const room = (tx * dx + ty * dy - Math.sqrt(l * l - off * off)) / (1 - (zipper / (l * l)) * off * off);
      if (room < this.roomM) this.roomM = room;
    }
    const approach = ((this.vx - ox) * dx + (this.vy - oy) * dy) / d;
    if (approach <= 0) return;
    const gap = d - l - approach * foresightS;
    const ranges = gap > 0 ? gap / asideRangeM : 0;
    if (ranges > FARTHEST_RANGES) return;
    const strength = asideStrength * (1 + 0.5 * (1 - cosine)) * expMinus(ranges);
    const side = ex * (dy + oy * foresightS) - ey * (dx + ox * foresightS);
    // Dead ahead: the lower row passes on the left of the other, which then passes on its right.
    this.aside += side > 0 || (side === 0 && this.row < otherRow) ? -strength : strength;
  }
}
