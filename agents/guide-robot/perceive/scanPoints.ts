/**
 * The last laser scan as points in the robot's frame. Pure geometry: no map, no estimate, so the guard may trust it.
 * Drops what is no echo: NaN, Infinity, zero, below or above the sensor's range. Metres, base frame.
 */
import type { LaserScan } from '../../contract';
import { cos, sin } from '../../contract/numerics/detmath';
import { NEVER_S } from '../params';

/** A beam older than this is taken as this old, s. */
const SKEW_MAX_S = 0.4;

export type ScanPointsState = {
  readonly stampS: number;
  readonly beams: number;
  readonly xM: Float64Array;
  readonly yM: Float64Array;
};

export class ScanPoints {
  /** Echoes of the last scan: first `count` entries of xM, yM valid, in beam order. */
  count = 0;
  xM = new Float64Array(0);
  yM = new Float64Array(0);
  /** Beams of the last scan, with or without echo; 0 = no scan yet. */
  beams = 0;
  /** Beams whose value is no number or negative: a broken sensor, not an empty room. */
  broken = 0;
  /** (beams) m as measured, Infinity where there was no echo; with the scan's geometry, for looking along one beam. */
  rangesM = new Float32Array(0);
  mountXM = 0;
  mountYM = 0;
  /** Direction of beam 0 in the base frame, and the step between beams, rad. */
  firstRad = 0;
  stepRad = Number.NaN;
  /** Stamp of the last scan, s; NEVER_S before the first. */
  stampS = NEVER_S;

  /** Direction of each beam in the base frame; rebuilt when the sensor's layout changes. */
  private cosines = new Float64Array(0);
  private sines = new Float64Array(0);
  private minRad = Number.NaN;
  private mountYawRad = Number.NaN;

  /**
   * Takes a scan; returns false if it is unusable (no beams, broken geometry). Beams of a turning mirror, or of a scan that
   * is older than the percept, are moved to where they lie from the robot's pose at `nowS`, by its present speeds.
   */
  take(scan: LaserScan, nowS = scan.stampS, linearMps = 0, angularRps = 0): boolean {
    const n = scan.rangesM.length;
    const { xM: mountX, yM: mountY } = scan.mount;
    if (n === 0 || !Number.isFinite(scan.angleMinRad + scan.angleStepRad + mountX + mountY + scan.mount.yawRad)) {
      return false;
    }
    this.orient(scan, n);
    const { cosines, sines, xM, yM, rangesM } = this;
    this.mountXM = mountX;
    this.mountYM = mountY;
    const low = Math.max(0.001, scan.rangeMinM);
    const high = scan.rangeMaxM;
    let count = 0;
    let broken = 0;
    const late = scan.beamStepS > 0 || scan.stampS < nowS - 1e-6;
    const moving = late && Number.isFinite(linearMps + angularRps) && (linearMps !== 0 || angularRps !== 0);
    for (let i = 0; i < n; i++) {
      const range = scan.rangesM[i] as number;
      if (range >= low && range < high) {
        let x = mountX + range * (cosines[i] as number);
        let y = mountY + range * (sines[i] as number);
        if (moving) {
          const sinceS = Math.max(-SKEW_MAX_S, Math.min(0, scan.stampS + i * scan.beamStepS - nowS));
          const turn = angularRps * sinceS;
          const c = 1 - 0.5 * turn * turn;
          const s = turn * (1 - (turn * turn) / 6);
          const turnedX = c * x - s * y;
          y = s * x + c * y + 0.5 * turn * linearMps * sinceS;
          x = turnedX + linearMps * sinceS;
        }
        xM[count] = x;
        yM[count] = y;
        count++;
        rangesM[i] = range;
      } else {
        rangesM[i] = Number.POSITIVE_INFINITY;
        if (!(range >= 0)) broken++;
      }
    }
    this.count = count;
    this.broken = broken;
    this.beams = n;
    this.stampS = scan.stampS;
    return true;
  }

  private orient(scan: LaserScan, n: number): void {
    const same =
      this.cosines.length === n &&
      this.minRad === scan.angleMinRad &&
      this.stepRad === scan.angleStepRad &&
      this.mountYawRad === scan.mount.yawRad;
    if (same) return;
    this.minRad = scan.angleMinRad;
    this.stepRad = scan.angleStepRad;
    this.mountYawRad = scan.mount.yawRad;
    this.firstRad = scan.mount.yawRad + scan.angleMinRad;
    this.rangesM = new Float32Array(n);
    this.cosines = new Float64Array(n);
    this.sines = new Float64Array(n);
    this.xM = new Float64Array(n);
    this.yM = new Float64Array(n);
    for (let i = 0; i < n; i++) {
      const angle = this.firstRad + i * scan.angleStepRad;
      this.cosines[i] = cos(angle);
      this.sines[i] = sin(angle);
    }
  }

  save(): ScanPointsState & { readonly broken: number } {
    return {
      stampS: this.stampS,
      beams: this.beams,
      broken: this.broken,
      xM: this.xM.slice(0, this.count),
      yM: this.yM.slice(0, this.count),
    };
  }

  load(state: ScanPointsState & { readonly broken: number }): void {
    this.stampS = state.stampS;
    this.beams = state.beams;
    this.broken = state.broken;
    this.count = state.xM.length;
    this.cosines = new Float64Array(0);
    this.xM = state.xM.slice();
    this.yM = state.yM.slice();
  }
}
