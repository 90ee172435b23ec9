/**
 * Where the robot is: odometry, corrected by each scan with a small search (x, y, yaw) for the pose that puts the beams' ends
 * nearest to what is on the map. Good from a known start; it never finds itself again when it is lost.
 */
import type { LaserScan, Odometry, Pose2D } from '../contract';
import { cos, sin, wrapAngle } from '../contract/numerics/detmath';
import type { Floor } from './floor';

const BEAMS = 72;
const FAR_M = 0.3;
const STEPS = [
  [0.08, 0.03],
  [0.04, 0.015],
  [0.02, 0.008],
  [0.01, 0.004],
] as const;

export class Locator {
  pose: Pose2D;
  private last: Pose2D | null = null;

  constructor(
    private readonly floor: Floor,
    start: Pose2D,
  ) {
    this.pose = start;
  }

  predict(odometry: Odometry): void {
    const { last, pose } = this;
    this.last = { xM: odometry.xM, yM: odometry.yM, yawRad: odometry.yawRad };
    if (!last) return;
    const dx = odometry.xM - last.xM;
    const dy = odometry.yM - last.yM;
    const c = cos(pose.yawRad - last.yawRad);
    const s = sin(pose.yawRad - last.yawRad);
    this.pose = {
      xM: pose.xM + c * dx - s * dy,
      yM: pose.yM + s * dx + c * dy,
      yawRad: wrapAngle(pose.yawRad + wrapAngle(odometry.yawRad - last.yawRad)),
    };
  }

  correct(scan: LaserScan): void {
    const { rangesM } = scan;
    const stride = Math.max(1, Math.floor(rangesM.length / BEAMS));
    const xs: number[] = [];
    const ys: number[] = [];
    for (let i = 0; i < rangesM.length; i += stride) {
      const range = rangesM[i] as number;
      if (!(range <= scan.rangeMaxM)) continue;
      const angle = scan.angleMinRad + i * scan.angleStepRad + scan.mount.yawRad;
      xs.push(scan.mount.xM + range * cos(angle));
      ys.push(scan.mount.yM + range * sin(angle));
    }
    if (xs.length < BEAMS / 6) return;
    let best = this.pose;
    let least = this.cost(best, xs, ys);
    for (const [stepM, stepRad] of STEPS) {
      for (let round = 0; round < 3; round++) {
        const centre = best;
        for (const [dx, dy, dw] of [
          [stepM, 0, 0],
          [-stepM, 0, 0],
          [0, stepM, 0],
          [0, -stepM, 0],
          [0, 0, stepRad],
          [0, 0, -stepRad],
        ] as const) {
          const pose = { xM: centre.xM + dx, yM: centre.yM + dy, yawRad: wrapAngle(centre.yawRad + dw) };
          const cost = this.cost(pose, xs, ys);
          if (cost < least) {
            least = cost;
            best = pose;
          }
        }
        if (best === centre) break;
      }
    }
    // Half way: a scan full of people must not pull the robot off at once.
    const { pose } = this;
    this.pose = {
      xM: pose.xM + 0.5 * (best.xM - pose.xM),
      yM: pose.yM + 0.5 * (best.yM - pose.yM),
      yawRad: wrapAngle(pose.yawRad + 0.5 * wrapAngle(best.yawRad - pose.yawRad)),
    };
  }

  private cost(pose: Pose2D, xs: readonly number[], ys: readonly number[]): number {
    const c = cos(pose.yawRad);
    const s = sin(pose.yawRad);
    let sum = 0;
    for (let i = 0; i < xs.length; i++) {
      const x = xs[i] as number;
      const y = ys[i] as number;
      const gap = this.floor.surfaceAt(pose.xM + c * x - s * y, pose.yM + s * x + c * y);
      sum += gap < FAR_M ? gap * gap : FAR_M * FAR_M;
    }
    return sum;
  }

  save() {
    return { pose: this.pose, last: this.last };
  }

  load(state: ReturnType<Locator['save']>): void {
    this.pose = state.pose;
    this.last = state.last;
  }
}
