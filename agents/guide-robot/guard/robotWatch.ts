/**
 * Other robots, for the guard: where their middles are and how they drive, from the laser alone.
 *
 * The laser meets a robot's column, 0.7 of its body's radius (perceive/colleagues.ts): what must not be touched lies nine
 * centimetres nearer than the echoes. Columns are found scan by scan, joined to the nearest of the scan before, and their speed
 * comes from an alpha-beta filter in the odometry's frame. Round things that the camera calls people are people.
 * Base frame unless said otherwise, m, m/s, s. Left out: robots of another build, robots behind others.
 */
import type { Odometry, PersonDetection } from '../../contract';
import { cos, sin } from '../../contract/numerics/detmath';
import { findColleagues, makeColleagues } from '../perceive/colleagues';
import type { ScanPoints } from '../perceive/scanPoints';

/** Echoes further away are not looked at, m. */
const RANGE_M = 2.5;
/** A column this near to where the last one should be is the same, m; forgotten when not seen for so long, s. */
const GATE_M = 0.4;
const FORGET_S = 0.35;
/** A person's middle this near is that person, m. */
const BODY_M = 0.45;
/** Filter: share of the surprise that goes into the place, and into the speed at the second, third, later sights. */
const ALPHA = 0.6;
const BETAS = [0.7, 0.45, 0.3] as const;

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
  private readonly found = makeColleagues();
  private xM = new Float64Array(0);
  private yM = new Float64Array(0);

  constructor(private readonly radiusM: number) {}

  /** Takes in the scan, if it is new, and brings all to the percept's time. */
  update(scan: ScanPoints, odometry: Odometry, people: readonly PersonDetection[], nowS: number): void {
    const { xM: atX, yM: atY, yawRad } = odometry;
    this.near.length = 0;
    if (!Number.isFinite(atX + atY + yawRad)) return;
    const c = cos(yawRad);
    const s = sin(yawRad);
    if (scan.stampS !== this.state.scanS) this.look(scan, people, atX, atY, c, s, nowS);
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

  private look(
    scan: ScanPoints,
    people: readonly PersonDetection[],
    atX: number,
    atY: number,
    c: number,
    s: number,
    nowS: number,
  ): void {
    const { found } = this;
    this.findColumns(scan);
    const before = this.state.robots.filter(({ seenS }) => nowS - seenS <= FORGET_S);
    const taken = before.map(() => false);
    const robots: Watched[] = [];
    for (let k = 0; k < found.count; k++) {
      const bx = found.xM[k] as number;
      const by = found.yM[k] as number;
      if (people.some(({ xM, yM }) => (xM - bx) * (xM - bx) + (yM - by) * (yM - by) < BODY_M * BODY_M)) continue;
      const xM = atX + c * bx - s * by;
      const yM = atY + s * bx + c * by;
      const at = nearestOf(before, taken, xM, yM, nowS);
      if (at >= 0) taken[at] = true;
      robots.push(
        at < 0 ? { xM, yM, vxMps: 0, vyMps: 0, seenS: nowS, sights: 1 } : corrected(before[at], xM, yM, nowS),
      );
    }
    before.forEach((robot, i) => {
      if (!taken[i]) robots.push(robot);
    });
    this.state = { robots, scanS: scan.stampS };
  }

  private findColumns(scan: ScanPoints): void {
    if (this.xM.length < scan.count) {
      this.xM = new Float64Array(scan.beams);
      this.yM = new Float64Array(scan.beams);
    }
    let count = 0;
    for (let i = 0; i < scan.count; i++) {
      const x = scan.xM[i] as number;
      const y = scan.yM[i] as number;
      if (x * x + y * y > RANGE_M * RANGE_M) continue;
      this.xM[count] = x;
      this.yM[count] = y;
      count++;
    }
    findColleagues(count, this.xM, this.yM, scan.mountXM, scan.mountYM, this.radiusM, this.found);
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
