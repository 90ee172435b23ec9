/**
 * Moving without knowing where: a lost robot drives a little, slowly, where the laser shows room, until its localizer has
 * seen enough to tell one place from another. The last pose that was trusted may still be nearly right, and the map there shows
 * what no laser does (glass): ways that it closes are left alone on the first legs. The guard has the last word as always.
 *
 * Stand and look, turn to the roomiest direction, drive at most `LEG_M`, look again. Directions behind it count less, so that
 * it does not go to and fro. m, rad, s.
 */
import type { BrainParams, Odometry, Pose2D } from '../../contract';
import { cos, PI, sin, TWO_PI, wrapAngle } from '../../contract/numerics/detmath';
import type { Wanted } from '../follow/intent';
import { turnOnTheSpot } from '../follow/turn';
import { type DistanceField, smoothValueAt } from '../map/distanceField';
import type { ScanPoints } from '../perceive/scanPoints';

const LOOK_S = 1.5;
const LEG_M = 1.5;
const EXPLORE_MPS = 0.3;
/** Room wanted before it sets out, kept in front, and beside the robot's circle, m. */
const SET_OUT_M = 0.6;
const KEEP_M = 0.35;
const SIDE_M = 0.08;
const DIRECTIONS = 24;
const RANGE_M = 3;
const BEHIND_COSTS_M = 1.2;
const MAP_STEP_M = 0.1;
/** After so many looks round the old pose is taken for wrong, and the map is no longer asked. */
const LOOKS_BY_MAP = 3;
/** A leg that takes longer is given up, s. */
const LEG_S = 12;

export type ExploreState = {
  readonly phase: 'look' | 'turn' | 'drive';
  readonly sinceS: number;
  readonly headingRad: number;
  readonly fromXM: number;
  readonly fromYM: number;
  /** Looks round since it got lost. */
  readonly looks: number;
};
const FRESH: ExploreState = { phase: 'look', sinceS: -1, headingRad: 0, fromXM: 0, fromYM: 0, looks: 0 };

export class Explorer {
  private state = FRESH;

  constructor(
    private readonly params: BrainParams,
    private readonly field: DistanceField,
  ) {}

  reset(): void {
    this.state = FRESH;
  }

  /**
   * Wanted speeds of this step.
   * @param oldPose the last trusted pose, carried on by the odometry
   */
  step(scan: ScanPoints, odometry: Odometry, oldPose: Pose2D, nowS: number, out: Wanted): void {
    const { state } = this;
    if (!Number.isFinite(odometry.xM + odometry.yM + odometry.yawRad)) return;
    if (state.sinceS < 0) this.state = { ...state, sinceS: nowS };
    else if (state.phase === 'look') this.look(scan, odometry, oldPose, nowS);
    else if (state.phase === 'turn') this.turn(odometry, nowS, out);
    else this.drive(scan, odometry, oldPose, nowS, out);
  }

  private look(scan: ScanPoints, odometry: Odometry, oldPose: Pose2D, nowS: number): void {
    if (nowS - this.state.sinceS < LOOK_S || scan.count === 0) return;
    let best = SET_OUT_M;
    let direction = Number.NaN;
    for (let k = 0; k < DIRECTIONS; k++) {
      const angle = wrapAngle((k * TWO_PI) / DIRECTIONS);
      const room = this.roomTowards(scan, angle, oldPose);
      const worth = room - (BEHIND_COSTS_M * Math.abs(angle)) / PI;
      if (room > SET_OUT_M && worth > best - BEHIND_COSTS_M && (Number.isNaN(direction) || worth > best)) {
        best = worth;
        direction = angle;
      }
    }
    if (Number.isNaN(direction)) {
      this.state = { ...this.state, sinceS: nowS, looks: this.state.looks + 1 };
      return;
    }
    this.state = { ...this.state, phase: 'turn', sinceS: nowS, headingRad: wrapAngle(odometry.yawRad + direction) };
  }

  private turn(odometry: Odometry, nowS: number, out: Wanted): void {
    const left = wrapAngle(this.state.headingRad - odometry.yawRad);
    if (Math.abs(left) < 0.1 || nowS - this.state.sinceS > LEG_S) {
      const { xM, yM } = odometry;
      this.state = { ...this.state, phase: 'drive', sinceS: nowS, fromXM: xM, fromYM: yM };
      return;
    }
    turnOnTheSpot(left, this.params, out);
  }

  private drive(scan: ScanPoints, odometry: Odometry, oldPose: Pose2D, nowS: number, out: Wanted): void {
    const dx = odometry.xM - this.state.fromXM;
    const dy = odometry.yM - this.state.fromYM;
    const room = this.roomTowards(scan, 0, oldPose) - KEEP_M;
    if (dx * dx + dy * dy > LEG_M * LEG_M || room <= 0 || nowS - this.state.sinceS > LEG_S) {
      this.state = { ...FRESH, sinceS: nowS, looks: this.state.looks + 1 };
      return;
    }
    out.linearMps = Math.min(EXPLORE_MPS, this.params.maxLinearMps, 0.05 + room);
    out.angularRps = 0.8 * wrapAngle(this.state.headingRad - odometry.yawRad);
  }

  /** Metres free in a direction (robot frame), by the laser and, while it may be right, by the map at the old pose. */
  private roomTowards(scan: ScanPoints, angleRad: number, oldPose: Pose2D): number {
    const reachM = this.params.radiusM + SIDE_M;
    const room = roomAlong(scan, angleRad, reachM);
    if (this.state.looks >= LOOKS_BY_MAP) return room;
    return Math.min(room, roomOnMap(this.field, oldPose, wrapAngle(oldPose.yawRad + angleRad), reachM, room));
  }

  save(): ExploreState {
    return this.state;
  }

  load(state: ExploreState): void {
    this.state = state;
  }
}

/** Metres a circle of `reachM` can go on the map; `mostM` at most, and where it cannot even stand the map is wrong and says nothing. */
function roomOnMap(field: DistanceField, from: Pose2D, yawRad: number, reachM: number, mostM: number): number {
  const c = cos(yawRad);
  const s = sin(yawRad);
  const roomAt = (m: number): number => smoothValueAt(field, field.clearanceM, from.xM + m * c, from.yM + m * s, -1);
  const here = roomAt(0);
  if (here < reachM - 2 * SIDE_M) return mostM;
  const least = Math.min(reachM, here);
  let m = MAP_STEP_M;
  while (m < mostM && roomAt(m) >= least) m += MAP_STEP_M;
  return Math.min(mostM, m - MAP_STEP_M);
}

/** Metres a circle of `reachM` can go in a direction (robot frame) before it touches an echo; `RANGE_M` at most. */
function roomAlong(scan: ScanPoints, angleRad: number, reachM: number): number {
  const c = cos(angleRad);
  const s = sin(angleRad);
  let room = RANGE_M;
  for (let i = 0; i < scan.count; i++) {
    const x = scan.xM[i] as number;
    const y = scan.yM[i] as number;
    const along = c * x + s * y;
    const beside = c * y - s * x;
    if (along <= 0 || beside > reachM || beside < -reachM) continue;
    const touch = along - Math.sqrt(reachM * reachM - beside * beside);
    if (touch < room) room = touch;
  }
  return Math.max(0, room);
}
