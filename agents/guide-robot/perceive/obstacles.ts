/**
 * What stands in the hall and is not in the map: people, prams, moved chairs.
 *
 * A laser point far from every wall of the map is an obstacle. Two memories: `near`, the points of the last scan (for
 * following and for the guest), and a sparse layer of grid cells that remembers for some seconds (for planning), cleared
 * as soon as a beam passes through. Round columns of other robots are given the width of their bodies (colleagues.ts).
 * Map frame, metres, seconds. Leaves out velocities: those come with the detections.
 */
import { atan2, cos, sin, TWO_PI } from '../../contract/numerics/detmath';
import type { DistanceField } from '../map/distanceField';
import type { PlanGrid } from '../plan/planGrid';
import { cellOf } from '../plan/planGrid';
import { type Colleagues, findColleagues, makeColleagues } from './colleagues';
import type { ScanPoints } from './scanPoints';
import type { Track } from './tracks';

/** Points further away than this are not looked at, m. */
const RANGE_M = 4;
/** Off the map's walls by more than this (plus a share of the range, for heading errors) = not in the map, m. */
const UNEXPLAINED_M = 0.18;
const UNEXPLAINED_PER_M = 0.02;
/** A cell not seen again is forgotten after this: what was there only for a moment, what stood there for `STOOD_S`; s. */
const MEMORY_S = 8;
const STOOD_MEMORY_S = 90;
const STOOD_S = 2;
const MAX_CELLS = 4096;
const MAX_NEAR = 512;
/** Round, but a person by the camera's word: within this of the track, m. */
const BODY_M = 0.45;
/** Points that stand for another robot's rim. */
const RIM_POINTS = 12;
/** Beams looked at per scan, at most. */
const MAX_BEAMS = 400;

export type ObstacleState = {
  readonly cell: Int32Array;
  readonly firstS: Float64Array;
  readonly lastS: Float64Array;
  readonly xM: Float64Array;
  readonly yM: Float64Array;
  readonly nearXM: Float64Array;
  readonly nearYM: Float64Array;
  readonly echoes: number;
  readonly turn: number;
};

export class ObstacleLayer {
  /** Remembered cells: first `count` entries valid. Seen first and last, s. */
  count = 0;
  readonly cell = new Int32Array(MAX_CELLS);
  readonly firstS = new Float64Array(MAX_CELLS);
  readonly lastS = new Float64Array(MAX_CELLS);
  /** Last echo in the cell, map frame, m. */
  readonly xM = new Float64Array(MAX_CELLS);
  readonly yM = new Float64Array(MAX_CELLS);
  /** Unmapped points of the last scan, map frame: the first `echoCount` are echoes, up to `nearCount` rims of other robots. */
  echoCount = 0;
  nearCount = 0;
  readonly colleagues: Colleagues = makeColleagues();
  readonly nearXM = new Float64Array(MAX_NEAR);
  readonly nearYM = new Float64Array(MAX_NEAR);
  /** (cells) 1 + index into `cell`; 0 = not remembered. */
  private readonly slot: Int32Array;
  private turn = 0;

  constructor(
    private readonly field: DistanceField,
    private readonly grid: PlanGrid,
  ) {
    this.slot = new Int32Array(grid.columns * grid.rows);
  }

  /** Takes in a new scan seen from the pose. */
  update(
    points: ScanPoints,
    xM: number,
    yM: number,
    yawRad: number,
    nowS: number,
    tracks: readonly Track[] = [],
  ): void {
    const c = cos(yawRad);
    const s = sin(yawRad);
    this.mark(points, xM, yM, c, s, nowS);
    this.markColleagues(xM, yM, tracks, nowS);
    this.clear(points, xM, yM, c, s, nowS);
  }

  private mark(points: ScanPoints, xM: number, yM: number, c: number, s: number, nowS: number): void {
    const field = this.field;
    const { nearXM, nearYM } = this;
    const { surfaceM, columns, rows, originXM, originYM } = field;
    const inverse = 1 / field.resolutionM;
    const stride = Math.max(1, Math.ceil(points.count / MAX_BEAMS));
    let near = 0;
    for (let i = 0; i < points.count; i += stride) {
      const bx = points.xM[i] as number;
      const by = points.yM[i] as number;
      const squared = bx * bx + by * by;
      if (squared > RANGE_M * RANGE_M) continue;
      const px = xM + c * bx - s * by;
      const py = yM + s * bx + c * by;
      const column = Math.floor((px - originXM) * inverse);
      const row = Math.floor((py - originYM) * inverse);
      if (!(column >= 0 && column < columns && row >= 0 && row < rows)) continue;
      const toWall = surfaceM[row * columns + column] as number;
      if (toWall < UNEXPLAINED_M) continue;
      if (toWall < UNEXPLAINED_M + UNEXPLAINED_PER_M * Math.sqrt(squared)) continue;
      if (near < MAX_NEAR) {
        nearXM[near] = px;
        nearYM[near] = py;
        near++;
      }
      this.remember(cellOf(this.grid, px, py), px, py, nowS);
    }
    this.echoCount = near;
    this.nearCount = near;
  }

  /** Other robots are as wide as their bodies, not as their columns. */
  private markColleagues(xM: number, yM: number, tracks: readonly Track[], nowS: number): void {
    const { colleagues } = this;
    findColleagues(this.echoCount, this.nearXM, this.nearYM, xM, yM, this.grid.radiusM, colleagues);
    let kept = 0;
    for (let k = 0; k < colleagues.count; k++) {
      const atX = colleagues.xM[k] as number;
      const atY = colleagues.yM[k] as number;
      if (isSomebody(tracks, atX, atY)) continue;
      colleagues.xM[kept] = atX;
      colleagues.yM[kept] = atY;
      this.markRim(kept++, nowS);
    }
    colleagues.count = kept;
  }

  private markRim(k: number, nowS: number): void {
    const { colleagues, grid } = this;
    for (let i = 0; i < RIM_POINTS && this.nearCount < MAX_NEAR; i++) {
      const x = (colleagues.xM[k] as number) + grid.radiusM * (RIM_X[i] as number);
      const y = (colleagues.yM[k] as number) + grid.radiusM * (RIM_Y[i] as number);
      this.nearXM[this.nearCount] = x;
      this.nearYM[this.nearCount] = y;
      this.nearCount++;
      this.remember(cellOf(grid, x, y), x, y, nowS);
    }
  }

  private remember(cell: number, xM: number, yM: number, nowS: number): void {
    if (cell < 0) return;
    const slot = this.slot[cell] as number;
    if (slot > 0) {
      this.lastS[slot - 1] = nowS;
      this.xM[slot - 1] = xM;
      this.yM[slot - 1] = yM;
      return;
    }
    if (this.count === MAX_CELLS) return;
    const i = this.count++;
    this.xM[i] = xM;
    this.yM[i] = yM;
    this.cell[i] = cell;
    this.firstS[i] = nowS;
    this.lastS[i] = nowS;
    this.slot[cell] = i + 1;
  }

  /** Looks at a third of the cells each scan: too old, or seen through. */
  private clear(points: ScanPoints, xM: number, yM: number, c: number, s: number, nowS: number): void {
    this.turn = (this.turn + 1) % 3;
    for (let i = this.count - 1; i >= 0; i--) {
      if (i % 3 !== this.turn) continue;
      const age = nowS - (this.lastS[i] as number);
      if (age <= 0.05) continue;
      const stood = (this.lastS[i] as number) - (this.firstS[i] as number) >= STOOD_S;
      if (age > (stood ? STOOD_MEMORY_S : MEMORY_S)) {
        this.forget(i);
        continue;
      }
      const dx = (this.xM[i] as number) - xM;
      const dy = (this.yM[i] as number) - yM;
      const bx = c * dx + s * dy - points.mountXM;
      const by = -s * dx + c * dy - points.mountYM;
      const distance = Math.sqrt(bx * bx + by * by);
      if (distance < RANGE_M && this.seenThrough(points, bx, by, distance)) this.forget(i);
    }
  }

  private seenThrough(points: ScanPoints, bx: number, by: number, distance: number): boolean {
    const angle = atan2(by, bx) - points.firstRad;
    const positive = angle - TWO_PI * Math.floor(angle / TWO_PI);
    const beam = Math.round(positive / points.stepRad);
    const n = points.beams;
    const full = Math.round(TWO_PI / points.stepRad);
    for (let k = -1; k <= 1; k++) {
      const index = (beam + k + full) % full;
      if (index >= n) return false;
      if ((points.rangesM[index] as number) < distance + 0.15) return false;
    }
    return true;
  }

  /** Nav2's "clear costmaps": forgets everything that is not seen again by the next scan. */
  forgetAll(): void {
    while (this.count > 0) this.forget(this.count - 1);
  }

  /** Forgets what was there only for a moment within a distance of a point: people who have gone by out of sight. */
  forgetPassing(xM: number, yM: number, withinM: number): void {
    for (let i = this.count - 1; i >= 0; i--) {
      const dx = (this.xM[i] as number) - xM;
      const dy = (this.yM[i] as number) - yM;
      const stood = (this.lastS[i] as number) - (this.firstS[i] as number) >= STOOD_S;
      if (!stood && dx * dx + dy * dy < withinM * withinM) this.forget(i);
    }
  }

  private forget(i: number): void {
    const last = --this.count;
    this.slot[this.cell[i] as number] = 0;
    if (i === last) return;
    this.cell[i] = this.cell[last] as number;
    this.firstS[i] = this.firstS[last] as number;
    this.lastS[i] = this.lastS[last] as number;
    this.xM[i] = this.xM[last] as number;
    this.yM[i] = this.yM[last] as number;
    this.slot[this.cell[i] as number] = i + 1;
  }

  save(): ObstacleState {
    return {
      cell: this.cell.slice(0, this.count),
      firstS: this.firstS.slice(0, this.count),
      lastS: this.lastS.slice(0, this.count),
      xM: this.xM.slice(0, this.count),
      yM: this.yM.slice(0, this.count),
      nearXM: this.nearXM.slice(0, this.nearCount),
      nearYM: this.nearYM.slice(0, this.nearCount),
      echoes: this.echoCount,
      turn: this.turn,
    };
  }

  load(state: ObstacleState): void {
    this.slot.fill(0);
    this.count = state.cell.length;
    this.cell.set(state.cell);
    this.firstS.set(state.firstS);
    this.lastS.set(state.lastS);
    this.xM.set(state.xM);
    this.yM.set(state.yM);
    for (let i = 0; i < this.count; i++) this.slot[this.cell[i] as number] = i + 1;
    this.nearCount = state.nearXM.length;
    this.nearXM.set(state.nearXM);
    this.nearYM.set(state.nearYM);
    this.echoCount = state.echoes;
    this.turn = state.turn;
  }
}

function isSomebody(tracks: readonly Track[], xM: number, yM: number): boolean {
  return tracks.some((track) => {
    if (!track.seenByCamera) return false;
    const dx = track.xM - xM;
    const dy = track.yM - yM;
    return dx * dx + dy * dy < BODY_M * BODY_M;
  });
}

const RIM_X = Float64Array.from({ length: RIM_POINTS }, (_, i) => cos((i * TWO_PI) / RIM_POINTS));
const RIM_Y = Float64Array.from({ length: RIM_POINTS }, (_, i) => sin((i * TWO_PI) / RIM_POINTS));
