/**
 * Drives along a path. Speeds m/s and rad/s, map frame.
 *
 * Regulated pure pursuit gives the wish (Coulter 1992 for the carrot; regulation as in Macenski et al. 2023: slower in
 * curves, near walls, near people, in slow zones and before the goal); the local planner (localPlanner.ts) chooses the arc
 * that is driven, among people and things. Turns on the spot when the path leads sideways or back. When every arc is worse
 * than standing it is blocked: that time, and by whom, is what router, recovery and manners go by. Acceleration is limited in mover.ts; the guard may brake harder.
 */
import type { BrainParams, Pose2D } from '../../contract';
import { atan2, cos, sin, wrapAngle } from '../../contract/numerics/detmath';
import { NEVER_S } from '../params';
import type { Bond } from '../perceive/bonds';
import type { Track } from '../perceive/tracks';
import { PATH_STEP_M } from '../plan/path';
import type { PlanGrid } from '../plan/planGrid';
import { cellOf } from '../plan/planGrid';
import type { Route } from '../plan/planner';
import type { Blockage } from '../plan/router';
import { speedLimitAt, type ZoneGrid } from '../plan/zones';
import type { Wanted } from './intent';
import type { LocalField } from './localField';
import { type Choice, LocalPlanner } from './localPlanner';
import { turnOnTheSpot } from './turn';

const LOOKAHEAD_MIN_M = 0.28;
const LOOKAHEAD_MAX_M = 0.8;
const LOOKAHEAD_S = 0.9;
/** Turn on the spot above the first angle until below the second, rad. */
const TURN_FROM_RAD = 0.9;
const TURN_UNTIL_RAD = 0.2;
const LATERAL_ACCEL_MPS2 = 0.5;
/** The goal is reached within these, m and rad. */
const GOAL_M = 0.06;
const GOAL_RAD = 0.04;
const PERSON_RADIUS_M = 0.25;
/** Blocked with somebody this near ahead on the path: by a person, m. */
const BY_PERSON_M = 1.4;
/** Somebody who comes nearer within this may have to be dodged, m. */
const DODGE_M = 2.2;
/** No real progress for this long = stuck, s. */
const STUCK_S = 25;
const PROGRESS_M = 0.25;

export type FollowerState = {
  readonly serial: number;
  readonly progress: number;
  readonly turning: boolean;
  readonly atPoint: boolean;
  readonly blockedSinceS: number | null;
  readonly freeSinceS: number;
  readonly byPerson: boolean;
  readonly anchor: readonly [number, number, number];
  readonly arrived: boolean;
};

export type Surroundings = {
  readonly grid: PlanGrid;
  readonly field: LocalField;
  readonly tracks: readonly Track[];
  readonly bonds: readonly Bond[];
  readonly zones: ZoneGrid;
};

export class Follower {
  /** Index on the path of the point nearest to the robot. */
  progress = 0;
  arrived = false;
  private serial = -1;
  private turning = false;
  /** Position reached, only the heading is left. */
  private atPoint = false;
  private blockedSinceS: number | null = null;
  private freeSinceS = NEVER_S;
  private byPerson = false;
  /** Where and when the last real progress was made: x, y, s. */
  private anchor: [number, number, number] = [NEVER_S, NEVER_S, NEVER_S];

  readonly planner: LocalPlanner;
  private readonly choice: Choice = { linearMps: 0, angularRps: 0, personAhead: false };

  constructor(private readonly params: BrainParams) {
    this.planner = new LocalPlanner(params);
  }

  get blockage(): Blockage {
    return { sinceS: this.blockedSinceS, byPerson: this.byPerson };
  }

  /** At the end of its path, or turning there. */
  get atGoal(): boolean {
    return this.atPoint || this.arrived;
  }

  stuck(nowS: number): boolean {
    return this.anchor[2] !== NEVER_S && nowS - this.anchor[2] > STUCK_S;
  }

  /** Not driving just now, but the path stays: waiting is neither being blocked nor being stuck. */
  pause(): void {
    this.arrived = false;
    this.blockedSinceS = null;
    this.freeSinceS = NEVER_S;
    this.anchor = [NEVER_S, NEVER_S, NEVER_S];
  }

  /** Path left to drive, m. */
  remainingM(route: Route): number {
    return Math.max(0, route.line.xM.length - 1 - this.progress) * PATH_STEP_M;
  }

  /** Before planning: takes over a new path and finds the robot's place on it. */
  locate(route: Route | null, serial: number, pose: Pose2D, nowS: number): void {
    if (serial !== this.serial) {
      this.serial = serial;
      this.progress = 0;
      this.turning = false;
      this.atPoint = false;
      this.arrived = false;
      this.blockedSinceS = null;
    }
    const movedX = pose.xM - this.anchor[0];
    const movedY = pose.yM - this.anchor[1];
    if (movedX * movedX + movedY * movedY > PROGRESS_M * PROGRESS_M) this.anchor = [pose.xM, pose.yM, nowS];
    if (!route) return;
    const { xM, yM } = route.line;
    const end = Math.min(xM.length - 1, this.progress + 12);
    let best = Number.POSITIVE_INFINITY;
    let at = this.progress;
    for (let i = this.progress; i <= end; i++) {
      const dx = (xM[i] as number) - pose.xM;
      const dy = (yM[i] as number) - pose.yM;
      const squared = dx * dx + dy * dy;
      if (squared < best) {
        best = squared;
        at = i;
      }
    }
    this.progress = at;
  }

  /** Wanted speeds, not yet limited in acceleration. */
  follow(
    route: Route,
    maxMps: number,
    pose: Pose2D,
    speedMps: number,
    turningRps: number,
    around: Surroundings,
    nowS: number,
    out: Wanted,
  ): void {
    const { xM, yM } = route.line;
    const last = xM.length - 1;
    const endX = xM[last] as number;
    const endY = yM[last] as number;
    const toEnd = Math.sqrt((endX - pose.xM) ** 2 + (endY - pose.yM) ** 2);
    if (this.finish(route, pose, toEnd, out)) return;

    const wallLimit = this.besideWalls(route, around.grid);
    const lookahead = Math.min(LOOKAHEAD_MAX_M, Math.max(LOOKAHEAD_MIN_M, LOOKAHEAD_S * Math.min(speedMps, wallLimit)));
    const carrot = Math.min(last, this.progress + Math.round(lookahead / PATH_STEP_M));
    const dx = (xM[carrot] as number) - pose.xM;
    const dy = (yM[carrot] as number) - pose.yM;
    const away = Math.max(0.02, Math.sqrt(dx * dx + dy * dy));
    const alpha = wrapAngle(atan2(dy, dx) - pose.yawRad);
    const turnFrom = away < 0.25 ? 0.5 : TURN_FROM_RAD;
    // Getting out of somebody's way comes before facing the path again.
    const dodging = speedMps > 0.1 && this.somebodyComes(around.tracks, pose);
    if (!dodging && Math.abs(alpha) > (this.turning ? TURN_UNTIL_RAD : turnFrom)) {
      this.turning = true;
      this.turnBy(alpha, out);
      this.setFree(nowS);
      return;
    }
    this.turning = false;
    const curvature = (2 * sin(alpha)) / away;
    let cap = Math.min(maxMps, this.params.maxLinearMps, wallLimit, this.besidePeople(around.tracks, pose));
    cap = Math.min(cap, speedLimitAt(around.zones, pose.xM, pose.yM));
    const braking = 0.6 * this.params.linearDecelMps2;
    const leftM = Math.max(toEnd, (last - this.progress - 1) * PATH_STEP_M);
    cap = Math.min(cap, Math.max(0.05, Math.sqrt(2 * braking * leftM)));
    let v = cap;
    const bend = Math.abs(curvature);
    if (bend > 0.01) v = Math.min(v, Math.sqrt(LATERAL_ACCEL_MPS2 / bend), (0.9 * this.params.maxAngularRps) / bend);
    const choice = this.planner.choose(
      {
        line: route.line,
        progress: this.progress,
        pose,
        linearMps: speedMps,
        angularRps: turningRps,
        nominalMps: v,
        nominalRps: v * curvature,
        capMps: cap,
        waitedS: this.blockedSinceS === null ? 0 : nowS - this.blockedSinceS,
      },
      around.field,
      around.tracks,
      around.bonds,
      this.choice,
    );
    if (choice.linearMps < 0.03) {
      this.byPerson = choice.personAhead || this.personNear(pose, around.tracks);
      this.setBlocked(nowS);
      // A circle turns without sweeping anything: facing the way on opens other arcs.
      if (Math.abs(alpha) > TURN_UNTIL_RAD) this.turnBy(alpha, out);
      return;
    }
    this.setFree(nowS);
    out.linearMps = choice.linearMps;
    out.curvature = choice.linearMps > 0.03 ? choice.angularRps / choice.linearMps : null;
  }

  /** At the end of the path: turns to the goal's heading. True while or after that. */
  private finish(route: Route, pose: Pose2D, toEnd: number, out: Wanted): boolean {
    if (toEnd > (this.atPoint ? 0.2 : GOAL_M)) {
      this.atPoint = false;
      this.arrived = false;
      return false;
    }
    this.atPoint = true;
    this.blockedSinceS = null;
    const turn = wrapAngle(route.goal.yawRad - pose.yawRad);
    if (Math.abs(turn) > (this.arrived ? 0.15 : GOAL_RAD)) {
      this.arrived = false;
      this.turnBy(turn, out);
    } else {
      this.arrived = true;
    }
    return true;
  }

  /** Turning on the spot, slowing down in time. */
  turnBy(angleRad: number, out: Wanted): void {
    turnOnTheSpot(angleRad, this.params, out);
  }

  private besideWalls(route: Route, grid: PlanGrid): number {
    const { xM, yM } = route.line;
    let least = 2;
    for (let ahead = 0; ahead <= 6; ahead += 3) {
      const i = Math.min(xM.length - 1, this.progress + ahead);
      const cell = cellOf(grid, xM[i] as number, yM[i] as number);
      if (cell >= 0) least = Math.min(least, grid.clearanceM[cell] as number);
    }
    return 0.3 + 1.5 * Math.max(0, least - this.params.radiusM);
  }

  /** Slower the nearer a person is, ahead or beside. */
  private besidePeople(tracks: readonly Track[], pose: Pose2D): number {
    const c = cos(pose.yawRad);
    const s = sin(pose.yawRad);
    let limit = Number.POSITIVE_INFINITY;
    for (const track of tracks) {
      if (!track.isPerson) continue;
      const dx = track.xM - pose.xM;
      const dy = track.yM - pose.yM;
      if (c * dx + s * dy < -0.2) continue;
      const gap = Math.sqrt(dx * dx + dy * dy) - this.params.radiusM - PERSON_RADIUS_M;
      limit = Math.min(limit, 0.25 + 0.5 * Math.max(0, gap));
    }
    return limit;
  }

  /** Somebody walks nearby, and comes nearer. */
  private somebodyComes(tracks: readonly Track[], pose: Pose2D): boolean {
    return tracks.some((track) => {
      if (!track.isPerson || track.isGuest || track.standsSinceS !== NEVER_S) return false;
      const dx = track.xM - pose.xM;
      const dy = track.yM - pose.yM;
      return dx * dx + dy * dy < DODGE_M * DODGE_M && dx * track.vxMps + dy * track.vyMps < 0;
    });
  }

  private personNear(pose: Pose2D, tracks: readonly Track[]): boolean {
    const c = cos(pose.yawRad);
    const s = sin(pose.yawRad);
    return tracks.some((track) => {
      const dx = track.xM - pose.xM;
      const dy = track.yM - pose.yM;
      return track.isPerson && c * dx + s * dy > 0 && dx * dx + dy * dy < BY_PERSON_M * BY_PERSON_M;
    });
  }

  /** The guard held the robot although the path looked free: that counts as blocked too. */
  heldByGuard(nowS: number): void {
    this.setBlocked(nowS);
  }

  private setBlocked(nowS: number): void {
    this.freeSinceS = NEVER_S;
    if (this.blockedSinceS === null) this.blockedSinceS = nowS;
  }

  /** Free for half a second on end = no longer blocked. */
  private setFree(nowS: number): void {
    if (this.freeSinceS === NEVER_S) this.freeSinceS = nowS;
    if (nowS - this.freeSinceS >= 0.5) this.blockedSinceS = null;
  }

  save(): FollowerState {
    return {
      serial: this.serial,
      progress: this.progress,
      turning: this.turning,
      atPoint: this.atPoint,
      blockedSinceS: this.blockedSinceS,
      freeSinceS: this.freeSinceS,
      byPerson: this.byPerson,
      anchor: [...this.anchor],
      arrived: this.arrived,
    };
  }

  load(state: FollowerState): void {
    this.serial = state.serial;
    this.progress = state.progress;
    this.turning = state.turning;
    this.atPoint = state.atPoint;
    this.blockedSinceS = state.blockedSinceS;
    this.freeSinceS = state.freeSinceS;
    this.byPerson = state.byPerson;
    this.anchor = [...state.anchor];
    this.arrived = state.arrived;
  }
}
