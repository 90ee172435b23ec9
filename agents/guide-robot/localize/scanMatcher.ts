/**
 * Fine pose while the robot knows roughly where it is: odometry carries the pose from percept to percept, each laser scan
 * pulls it back onto the map.
 *
 * Model: extended Kalman filter over (x, y, yaw) in the map frame. Prediction: odometry increments. Correction: the scan's
 * points should lie on the map's walls, so a point's residual is its signed distance to the nearest wall (likelihood field
 * without the field); a few Gauss-Newton steps with Cauchy weights, so that people and moved chairs count little.
 * Units m, rad. One hypothesis, good within about 0.4 m and 20 degrees: finding it, and noticing that it is wrong, is
 * localizer.ts's business. On the dock the dock's pose is taken over, which is known to millimetres.
 */
import type { Odometry, Pose2D } from '../../contract';
import { cos, sin, wrapAngle } from '../../contract/numerics/detmath';
import type { DistanceField } from '../map/distanceField';
import type { ScanPoints } from '../perceive/scanPoints';

/** Points used of one scan. */
const BEAMS = 60;
const MIN_BEAMS = 12;
const ITERATIONS = 3;
const REFINE_ITERATIONS = 8;
/** Keeps a refining step finite where the walls say nothing about a direction, 1/m^2. */
const REFINE_DAMPING = 20;
/** Residuals beyond this are something else than the map's wall, m. */
const GATE_M = 0.5;
/** Residual at which a point counts half, m. */
const CAUCHY_M = 0.12;
/** Standard deviation of one point's residual, m: large, because neighbouring points share their errors. */
const POINT_SIGMA_M = 0.2;
/** Drift of the odometry: variance per metre (m^2/m, rad^2/m), per radian turned (rad^2/rad), and per scan. */
const VAR_POSITION_PER_M = 0.0025;
const VAR_YAW_PER_M = 0.001;
const VAR_YAW_PER_RAD = 0.002;
const VAR_POSITION_PER_SCAN = 4e-6;
const VAR_YAW_PER_SCAN = 4e-6;
/** A pose jump larger than this between percepts is an odometry reset, not a motion, m. */
const ODOMETRY_JUMP_M = 1.5;

export type ScanMatcherState = {
  readonly pose: readonly number[];
  readonly covariance: readonly number[];
  readonly lastOdometry: readonly number[] | null;
  readonly scans: number;
};

export class ScanMatcher {
  xM: number;
  yM: number;
  yawRad: number;
  /** (3 x 3) row-major covariance, m^2, m rad, rad^2. */
  private readonly p = new Float64Array(9);
  private lastOdometry: { xM: number; yM: number; yawRad: number } | null = null;
  private scans = 0;
  private readonly information = new Float64Array(9);
  private readonly prior = new Float64Array(9);
  private readonly normal = new Float64Array(9);
  /** (3) J'Wr of the last `accumulate`. */
  private readonly gradient = new Float64Array(3);

  constructor(
    private readonly field: DistanceField,
    start: Pose2D,
  ) {
    this.xM = start.xM;
    this.yM = start.yM;
    this.yawRad = wrapAngle(start.yawRad);
    this.setCovariance(0.05, 0.03);
  }

  /** Starts again from a pose known within these standard deviations, m and rad. */
  restart(pose: Pose2D, sigmaM: number, sigmaRad: number): void {
    this.xM = pose.xM;
    this.yM = pose.yM;
    this.yawRad = wrapAngle(pose.yawRad);
    this.setCovariance(sigmaM, sigmaRad);
  }

  get pose(): Pose2D {
    return { xM: this.xM, yM: this.yM, yawRad: this.yawRad };
  }

  /** Standard deviation of the position estimate along its worse axis, m. */
  get sigmaM(): number {
    return Math.sqrt(Math.max(this.p[0] as number, this.p[4] as number));
  }

  /** Moves the estimate by what the wheels report since the last percept. */
  predict(odometry: Odometry): void {
    const { xM, yM, yawRad } = odometry;
    if (!Number.isFinite(xM + yM + yawRad)) return;
    const last = this.lastOdometry;
    this.lastOdometry = { xM, yM, yawRad };
    if (!last) return;
    const dx = xM - last.xM;
    const dy = yM - last.yM;
    const turn = wrapAngle(yawRad - last.yawRad);
    const distance = Math.sqrt(dx * dx + dy * dy);
    if (distance > ODOMETRY_JUMP_M || (distance === 0 && turn === 0)) return;
    const rotate = this.yawRad - last.yawRad;
    const c = cos(rotate);
    const s = sin(rotate);
    const moveX = c * dx - s * dy;
    const moveY = s * dx + c * dy;
    this.xM += moveX;
    this.yM += moveY;
    this.yawRad = wrapAngle(this.yawRad + turn);
    this.growCovariance(moveX, moveY, distance, Math.abs(turn));
  }

  /** P <- F P F' + Q, with F = I + d(position)/d(yaw). */
  private growCovariance(moveX: number, moveY: number, distance: number, turn: number): void {
    const p = this.p;
    const p02 = p[2] as number;
    const p12 = p[5] as number;
    const p22 = p[8] as number;
    const a = -moveY;
    const b = moveX;
    p[0] = (p[0] as number) + 2 * a * p02 + a * a * p22 + VAR_POSITION_PER_M * distance;
    p[1] = (p[1] as number) + b * p02 + a * p12 + a * b * p22;
    p[3] = p[1] as number;
    p[4] = (p[4] as number) + 2 * b * p12 + b * b * p22 + VAR_POSITION_PER_M * distance;
    p[2] = p02 + a * p22;
    p[6] = p[2] as number;
    p[5] = p12 + b * p22;
    p[7] = p[5] as number;
    p[8] = p22 + VAR_YAW_PER_M * distance + VAR_YAW_PER_RAD * turn;
  }

  /** Pulls the estimate onto the map. */
  correct(points: ScanPoints): void {
    const count = points.count;
    if (count < MIN_BEAMS) return;
    this.scans++;
    const p = this.p;
    p[0] = (p[0] as number) + VAR_POSITION_PER_SCAN;
    p[4] = (p[4] as number) + VAR_POSITION_PER_SCAN;
    p[8] = (p[8] as number) + VAR_YAW_PER_SCAN;
    if (!invert3(p, this.prior)) {
      this.setCovariance(0.05, 0.03);
      return;
    }
    const x0 = this.xM;
    const y0 = this.yM;
    const yaw0 = this.yawRad;
    let x = x0;
    let y = y0;
    let yaw = yaw0;
    const stride = Math.max(1, Math.floor(count / BEAMS));
    const phase = this.scans % stride;
    let used = 0;
    for (let iteration = 0; iteration < ITERATIONS; iteration++) {
      used = this.accumulate(points, phase, stride, x, y, yaw);
      if (used < MIN_BEAMS) break;
      const prior = this.prior;
      const h = this.information;
      const normal = this.normal;
      const gradient = this.gradient;
      for (let i = 0; i < 9; i++) h[i] = (h[i] as number) + (prior[i] as number);
      const ex = x - x0;
      const ey = y - y0;
      const ew = wrapAngle(yaw - yaw0);
      const gx =
        -(gradient[0] as number) - ((prior[0] as number) * ex + (prior[1] as number) * ey + (prior[2] as number) * ew);
      const gy =
        -(gradient[1] as number) - ((prior[3] as number) * ex + (prior[4] as number) * ey + (prior[5] as number) * ew);
      const gw =
        -(gradient[2] as number) - ((prior[6] as number) * ex + (prior[7] as number) * ey + (prior[8] as number) * ew);
      if (!invert3(h, normal)) break;
      const n = normal;
      const dx = (n[0] as number) * gx + (n[1] as number) * gy + (n[2] as number) * gw;
      const dy = (n[3] as number) * gx + (n[4] as number) * gy + (n[5] as number) * gw;
      const dw = (n[6] as number) * gx + (n[7] as number) * gy + (n[8] as number) * gw;
      x += dx;
      y += dy;
      yaw += dw;
      if (dx * dx + dy * dy < 1e-8 && dw * dw < 1e-8) break;
    }
    if (used < MIN_BEAMS || !Number.isFinite(x + y + yaw)) return;
    this.xM = x;
    this.yM = y;
    this.yawRad = wrapAngle(yaw);
    p.set(this.normal);
  }

  /** Pulls any pose onto the map by this scan alone; the filter's own state stays as it is. */
  refine(points: ScanPoints, xM: number, yM: number, yawRad: number): Pose2D {
    let x = xM;
    let y = yM;
    let yaw = yawRad;
    const stride = Math.max(1, Math.floor(points.count / BEAMS));
    for (let iteration = 0; iteration < REFINE_ITERATIONS; iteration++) {
      if (this.accumulate(points, 0, stride, x, y, yaw) < MIN_BEAMS) break;
      const { information: h, gradient: g, normal: n } = this;
      h[0] = (h[0] as number) + REFINE_DAMPING;
      h[4] = (h[4] as number) + REFINE_DAMPING;
      h[8] = (h[8] as number) + REFINE_DAMPING;
      if (!invert3(h, n)) break;
      const g0 = g[0] as number;
      const g1 = g[1] as number;
      const g2 = g[2] as number;
      x -= (n[0] as number) * g0 + (n[1] as number) * g1 + (n[2] as number) * g2;
      y -= (n[3] as number) * g0 + (n[4] as number) * g1 + (n[5] as number) * g2;
      yaw -= (n[6] as number) * g0 + (n[7] as number) * g1 + (n[8] as number) * g2;
    }
    return { xM: x, yM: y, yawRad: wrapAngle(yaw) };
  }

  /** Fills `information` (J'WJ) and `gradient` (J'Wr) over every `stride`-th point; returns how many counted. */
  private accumulate(points: ScanPoints, phase: number, stride: number, x: number, y: number, yaw: number): number {
    const field = this.field;
    const h = this.information;
    const gradient = this.gradient;
    const { surfaceM, columns, rows } = field;
    const inverse = 1 / field.resolutionM;
    const c = cos(yaw);
    const s = sin(yaw);
    let h00 = 0;
    let h01 = 0;
    let h02 = 0;
    let h11 = 0;
    let h12 = 0;
    let h22 = 0;
    let g0 = 0;
    let g1 = 0;
    let g2 = 0;
    let used = 0;
    for (let i = phase; i < points.count; i += stride) {
      const bx = points.xM[i] as number;
      const by = points.yM[i] as number;
      const rx = c * bx - s * by;
      const ry = s * bx + c * by;
      const u = (x + rx - field.originXM) * inverse - 0.5;
      const v = (y + ry - field.originYM) * inverse - 0.5;
      const column = Math.floor(u);
      const row = Math.floor(v);
      if (!(column >= 0 && column + 1 < columns && row >= 0 && row + 1 < rows)) continue;
      const k = row * columns + column;
      const v00 = surfaceM[k] as number;
      const v10 = surfaceM[k + 1] as number;
      const v01 = surfaceM[k + columns] as number;
      const v11 = surfaceM[k + columns + 1] as number;
      const fx = u - column;
      const fy = v - row;
      const low = v00 + (v10 - v00) * fx;
      const high = v01 + (v11 - v01) * fx;
      const d = low + (high - low) * fy;
      if (d > GATE_M || d < -GATE_M) continue;
      used++;
      const jx = ((v10 - v00) * (1 - fy) + (v11 - v01) * fy) * inverse;
      const jy = (high - low) * inverse;
      const jw = -jx * ry + jy * rx;
      const ratio = d / CAUCHY_M;
      const w = 1 / ((1 + ratio * ratio) * POINT_SIGMA_M * POINT_SIGMA_M);
      h00 += w * jx * jx;
      h01 += w * jx * jy;
      h02 += w * jx * jw;
      h11 += w * jy * jy;
      h12 += w * jy * jw;
      h22 += w * jw * jw;
      g0 += w * jx * d;
      g1 += w * jy * d;
      g2 += w * jw * d;
    }
    h[0] = h00;
    h[1] = h01;
    h[2] = h02;
    h[3] = h01;
    h[4] = h11;
    h[5] = h12;
    h[6] = h02;
    h[7] = h12;
    h[8] = h22;
    gradient[0] = g0;
    gradient[1] = g1;
    gradient[2] = g2;
    return used;
  }

  private setCovariance(sigmaM: number, sigmaRad: number): void {
    this.p.fill(0);
    this.p[0] = sigmaM * sigmaM;
    this.p[4] = sigmaM * sigmaM;
    this.p[8] = sigmaRad * sigmaRad;
  }

  save(): ScanMatcherState {
    const last = this.lastOdometry;
    return {
      pose: [this.xM, this.yM, this.yawRad],
      covariance: Array.from(this.p),
      lastOdometry: last ? [last.xM, last.yM, last.yawRad] : null,
      scans: this.scans,
    };
  }

  load(state: ScanMatcherState): void {
    [this.xM, this.yM, this.yawRad] = state.pose as [number, number, number];
    this.p.set(state.covariance);
    const last = state.lastOdometry as [number, number, number] | null;
    this.lastOdometry = last ? { xM: last[0], yM: last[1], yawRad: last[2] } : null;
    this.scans = state.scans;
  }
}

/** Inverse of a symmetric 3 x 3 matrix; false if singular. */
function invert3(m: Float64Array, out: Float64Array): boolean {
  const a = m[0] as number;
  const b = m[1] as number;
  const c = m[2] as number;
  const d = m[4] as number;
  const e = m[5] as number;
  const f = m[8] as number;
  const c00 = d * f - e * e;
  const c01 = c * e - b * f;
  const c02 = b * e - c * d;
  const determinant = a * c00 + b * c01 + c * c02;
  if (!(determinant > 1e-18 || determinant < -1e-18)) return false;
  const k = 1 / determinant;
  out[0] = c00 * k;
  out[1] = c01 * k;
  out[2] = c02 * k;
  out[3] = c01 * k;
  out[4] = (a * f - c * c) * k;
  out[5] = (b * c - a * e) * k;
  out[6] = c02 * k;
  out[7] = (b * c - a * e) * k;
  out[8] = (a * d - b * b) * k;
  return true;
}
