/**
 * Other robots, for the guard: where their middles are and how they drive.
 *
 * The laser meets a robot's column, 0.7 of its body's radius: what must not be touched lies nine centimetres nearer than the
 * echoes. The columns come from perception (perceive/colleagues.ts), which leaves out what the map shows: without a map the ends of
 * walls look like columns. So this is an addition to the echoes, by which the guard is never bolder. Each is joined to the nearest of
 * the scan before, and its speed comes from an alpha-beta filter in the odometry's frame.
 * Base frame unless said otherwise, m, m/s, s. Left out: robots of another build, robots behind others.
 */
import type { Odometry, Pose2D } from '../../contract';
import { cos, sin } from '../../contract/numerics/detmath';
import type { Colleagues } from '../perceive/colleagues';

/** A column this near to where the last one should be is the same, m; forgotten when not seen for so long, s. */
const GATE_M = 0.4;
const FORGET_S = 0.35;
/** Filter: share of the surprise that goes into the place, and into the speed at the second, third, later sights. */
const ALPHA = 0.6;
const BETAS = [0.7, 0.45, 0.3] as const;

/** Columns of the scan of `scanS`, map frame, and the pose they were seen from. */
export type SeenColumns = { readonly columns: Colleagues; readonly pose: Pose2D; readonly scanS: number };

/** Another robot: odometry frame; `seenS` of its last scan, `sights` how often it was seen. */
export type Watched = {
  readonly xM: number;
  readonly yM: number;
  readonly vxMps: number;
  readonly vyMps: number;
  readonly seenS: number;
  readonly sights: number;
};
export type RobotWatchState = { readonly robots: readonly Watched[]; readonly scanS: number };

/** Middle and velocity in the base frame. */
export type SeenRobot = { xM: number; yM: number; vxMps: number; vyMps: number };

const NEVER: RobotWatchState = { robots: [], scanS: -1e9 };

export class RobotWatch {
  /** In the base frame of the last `update`. */
  readonly near: SeenRobot[] = [];
  private state: RobotWatchState = NEVER;

  /**
   * Takes in the columns, if they are new, and brings all to the percept's time.
   * @param seen null = perception looks at nothing just now
   */
  update(seen: SeenColumns | null, odometry: Odometry, nowS: number): void {
    const { xM: atX, yM: atY, yawRad } = odometry;
    this.near.length = 0;
    if (!seen || !Number.isFinite(atX + atY + yawRad)) return;
    const c = cos(yawRad);
    const s = sin(yawRad);
    if (seen.scanS !== this.state.scanS) this.look(seen, atX, atY, yawRad, nowS);
    for (const { xM, yM, vxMps, vyMps, seenS } of this.state.robots) {
      const x = xM + vxMps * (nowS - seenS) - atX;
      const y = yM + vyMps * (nowS - seenS) - atY;
      this.near.push({
        xM: c * x + s * y,
        yM: -s * x + c * y,
        vxMps: c * vxMps + s * vyMps,
        vyMps: -s * vxMps + c * vyMps,
      });
    }
  }

  private look({ columns, pose, scanS }: SeenColumns, atX: number, atY: number, yawRad: number, nowS: number): void {
    const before = this.state.robots.filter(({ seenS }) => nowS - seenS <= FORGET_S);
    const taken = before.map(() => false);
    const robots: Watched[] = [];
    // From the map's frame into the odometry's.
    const c = cos(yawRad - pose.yawRad);
    const s = sin(yawRad - pose.yawRad);
    for (let k = 0; k < columns.count; k++) {
      const dx = (columns.xM[k] as number) - pose.xM;
      const dy = (columns.yM[k] as number) - pose.yM;
      const xM = atX + c * dx - s * dy;
      const yM = atY + s * dx + c * dy;
      const at = nearestOf(before, taken, xM, yM, nowS);
      if (at >= 0) taken[at] = true;
      robots.push(
        at < 0 ? { xM, yM, vxMps: 0, vyMps: 0, seenS: nowS, sights: 1 } : corrected(before[at], xM, yM, nowS),
      );
    }
    before.forEach((robot, i) => {
      if (!taken[i]) robots.push(robot);
    });
    this.state = { robots, scanS };
  }

  save(): RobotWatchState {
    return { robots: this.state.robots.map((robot) => ({ ...robot })), scanS: this.state.scanS };
  }

  /** @param state undefined = saved before robots were watched */
  load(state: RobotWatchState | undefined): void {
    this.state = state ? { robots: state.robots.map((robot) => ({ ...robot })), scanS: state.scanS } : NEVER;
  }
}

function nearestOf(
  robots: readonly Watched[],
  taken: readonly boolean[],
  xM: number,
  yM: number,
  nowS: number,
): number {
  let best = GATE_M * GATE_M;
  let at = -1;
  robots.forEach((robot, i) => {
    if (taken[i]) return;
    const dx = robot.xM + robot.vxMps * (nowS - robot.seenS) - xM;
    const dy = robot.yM + robot.vyMps * (nowS - robot.seenS) - yM;
    const squared = dx * dx + dy * dy;
    if (squared >= best) return;
    best = squared;
    at = i;
  });
  return at;
}

function corrected(robot: Watched | undefined, xM: number, yM: number, nowS: number): Watched {
  if (!robot || !(nowS > robot.seenS)) return { xM, yM, vxMps: 0, vyMps: 0, seenS: nowS, sights: 1 };
  const dt = nowS - robot.seenS;
  const beta = BETAS[Math.min(robot.sights, BETAS.length) - 1] as number;
  const ex = xM - (robot.xM + robot.vxMps * dt);
  const ey = yM - (robot.yM + robot.vyMps * dt);
  return {
    xM: xM - (1 - ALPHA) * ex,
    yM: yM - (1 - ALPHA) * ey,
    vxMps: robot.vxMps + (beta * ex) / dt,
    vyMps: robot.vyMps + (beta * ey) / dt,
    seenS: nowS,
    sights: robot.sights + 1,
  };
}
