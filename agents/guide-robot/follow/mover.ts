/**
 * From what the tasks want to wheel speeds: picks path following, turning, docking or reversing, and limits acceleration.
 * Map frame, m/s, rad/s. The guard has the last word on what comes out here.
 */
import type { BrainParams, CostGridView, NavigationErrorName, Percept, Point2D, Pose2D } from '../../contract';
import { wrapAngle } from '../../contract/numerics/detmath';
import type { Bumper } from '../guard/bumper';
import type { GuardVerdict } from '../guard/guard';
import { inflatedCost } from '../map/inflation';
import type { Bond } from '../perceive/bonds';
import type { ObstacleLayer } from '../perceive/obstacles';
import type { ScanPoints } from '../perceive/scanPoints';
import type { Track } from '../perceive/tracks';
import type { PlanGrid } from '../plan/planGrid';
import type { GlobalPlanner } from '../plan/planner';
import type { RouterState } from '../plan/router';
import { Router, samePose } from '../plan/router';
import { Explorer, type ExploreState } from '../recover/explore';
import { Recovery, type RecoveryState } from '../recover/recovery';
import { Doorway, type DoorwayState } from './doorway';
import type { FollowerState } from './follower';
import { Follower } from './follower';
import type { Intent, Wanted } from './intent';
import { LocalField } from './localField';
import { arcPoints } from './localPlanner';
import { driveOntoDock, reverseTo } from './manoeuvres';
import { turnOnTheSpot } from './turn';

/** A heading this near is good enough when facing someone, rad. */
const FACE_RAD = 0.12;
/** Percepts may be a second apart after a rest: the ramp never assumes more than this, s. */
const RAMP_MAX_S = 0.15;
/** The ramp starts no further than this from the measured speed, m/s. */
const SPEED_SLACK_MPS = 0.25;
const LOCAL_VIEW_M = 4;
/** Passers-by within this of a door are gone when its turn comes, m. */
const AT_DOOR_M = 2;
/** Faster than this with nothing in the way it gets on. */
const GETS_ON_MPS = 0.15;
/** How fast the acceleration may change while driving, m/s^3: what a passenger would call smooth. The guard is not bound by it. */
const JERK_MPS3 = 2.2;

/** What perception knows of the surroundings. */
export type Seen = {
  readonly obstacles: ObstacleLayer;
  readonly tracks: readonly Track[];
  readonly bonds: readonly Bond[];
};

export type MoverState = {
  readonly router: RouterState;
  readonly follower: FollowerState;
  readonly speeds: readonly [number, number];
  readonly reversed: Pose2D | null;
  readonly heldSinceS: number | null;
  readonly drivingTo: Pose2D | null;
  readonly explorer: ExploreState;
  readonly recovery: RecoveryState;
  /** Missing in states of before there were manners at doors. */
  readonly doorway?: DoorwayState;
  readonly accelMps2: number;
};

export class Mover {
  readonly router: Router;
  private readonly grid: PlanGrid;
  readonly field: LocalField;
  readonly follower: Follower;
  private readonly explorer: Explorer;
  readonly recovery: Recovery;
  private readonly doorway: Doorway;
  /** Last speeds sent, after the guard. */
  private linearMps = 0;
  private angularRps = 0;
  private accelMps2 = 0;
  /** Target of the reversing that is done. */
  private reversed: Pose2D | null = null;
  /** Since when the guard has held a robot that wanted to drive, s. */
  private heldSinceS: number | null = null;
  private drivingTo: Pose2D | null = null;

  constructor(
    private readonly params: BrainParams,
    planner: GlobalPlanner,
  ) {
    this.grid = planner.grid;
    this.field = new LocalField(planner.grid.field);
    this.router = new Router(planner);
    this.follower = new Follower(params);
    this.explorer = new Explorer(params, planner.grid.field);
    this.recovery = new Recovery(params);
    this.doorway = new Doorway(params.radiusM, (xM, yM) => planner.roomAt(xM, yM));
  }

  /** Parts of the floor that are closed for now, map frame; the path at hand is planned anew. */
  keepOut(areas: readonly (readonly Point2D[])[]): void {
    this.router.planner.keepOut(areas);
    this.router.planAgain();
  }

  /** For this step: whether the path may enter what is closed for now, where no open way leads to the goal. */
  mayEnter(may: boolean): void {
    this.router.planner.mayEnter = may;
  }

  /** The open place nearest to one that is closed for now; null if none can be driven to. */
  openPlace(pose: Pose2D, wanted: Pose2D): Pose2D | null {
    return this.router.planner.openPlace(pose, wanted);
  }

  /** The path for the intent: planned now if it is new, replanned if it is closed. */
  plan(intent: Intent, pose: Pose2D, { obstacles, tracks, bonds }: Seen, nowS: number): void {
    if (intent.kind !== 'drive') {
      // A finished drive is forgotten; one that only pauses keeps its path.
      if (this.follower.arrived) this.router.drop();
      this.follower.pause();
      this.recovery.reset();
      this.doorway.reset();
      this.drivingTo = null;
      return;
    }
    if (!this.drivingTo || !samePose(this.drivingTo, intent.to)) {
      this.recovery.reset();
      this.doorway.reset();
    }
    this.drivingTo = intent.to;
    const { router, follower, doorway } = this;
    follower.locate(router.route, router.serial, pose, nowS);
    if (doorway.update(router.route?.line ?? null, follower.progress, pose, tracks, nowS)) {
      obstacles.forgetPassing(doorway.gate.xM, doorway.gate.yM, AT_DOOR_M);
    }
    const update = (to: Pose2D): void =>
      router.update(to, pose, follower.progress, follower.blockage, obstacles, nowS, bonds, tracks);
    update(doorway.target ?? intent.to);
    if (doorway.target) {
      this.recovery.reset();
      if (!router.route) {
        doorway.giveUp(nowS);
        update(intent.to);
      }
    }
    follower.locate(router.route, router.serial, pose, nowS);
  }

  /** Wanted speeds, limited in acceleration. */
  follow(
    intent: Intent,
    pose: Pose2D,
    percept: Percept,
    scan: ScanPoints,
    bumper: Bumper,
    seen: Seen,
    dtS: number,
    out: Wanted,
  ): void {
    out.linearMps = 0;
    out.angularRps = 0;
    out.curvature = null;
    if (intent.kind !== 'reverse') this.reversed = null;
    if (intent.kind !== 'explore') this.explorer.reset();
    switch (intent.kind) {
      case 'stand':
        break;
      case 'face': {
        const turn = wrapAngle(intent.yawRad - pose.yawRad);
        if (Math.abs(turn) > FACE_RAD) turnOnTheSpot(turn, this.params, out);
        break;
      }
      case 'dock':
        if (percept.dockMarker) driveOntoDock(percept.dockMarker, intent.deeperM, out);
        break;
      case 'reverse':
        if (reverseTo(intent.to, pose, this.params, out)) this.reversed = intent.to;
        break;
      case 'explore':
        this.explorer.step(scan, percept.odometry, pose, percept.stampS, out);
        break;
      case 'drive': {
        const { route } = this.router;
        if (this.recover(pose, bumper, seen.obstacles, percept.stampS, out) || !route) break;
        const { field, grid, router, follower, linearMps, angularRps } = this;
        const { tracks, bonds } = seen;
        field.build(seen.obstacles, tracks, pose.xM, pose.yM);
        const around = { grid, field, tracks, bonds, zones: router.planner.zones };
        const nowS = percept.stampS;
        follower.follow(route, intent.maxMps, pose, linearMps, angularRps, around, nowS, out);
      }
    }
    this.ramp(percept.odometry.linearMps, dtS, intent.kind === 'drive' && this.recovery.act === 'none', out);
  }

  private recover(pose: Pose2D, bumper: Bumper, obstacles: ObstacleLayer, nowS: number, out: Wanted): boolean {
    const { recovery, follower, router } = this;
    const clear = (): void => {
      obstacles.forgetAll();
      router.planAgain();
    };
    if (recovery.leave(pose, bumper, nowS, out)) return true;
    // Getting on again is no time for a recovery, however little way there has been so far.
    const free = Math.abs(this.linearMps) > GETS_ON_MPS && follower.blockage.sinceS === null && recovery.act === 'none';
    if (free) return false;
    return recovery.step(pose, follower.atGoal, follower.blockage.byPerson, router.error, nowS, clear, out);
  }

  private ramp(measuredMps: number, dtS: number, smooth: boolean, out: Wanted): void {
    const { params } = this;
    const dt = Math.min(RAMP_MAX_S, dtS);
    let from = this.linearMps;
    if (Number.isFinite(measuredMps)) {
      from = Math.min(measuredMps + SPEED_SLACK_MPS, Math.max(measuredMps - SPEED_SLACK_MPS, from));
    }
    const target = out.linearMps;
    const speedsUp = target * from >= 0 && Math.abs(target) > Math.abs(from);
    const most = speedsUp ? params.linearAccelMps2 : params.linearDecelMps2;
    if (smooth) out.linearMps = this.smoothSpeed(from, target, most, dt);
    else {
      this.accelMps2 = 0;
      out.linearMps = from + Math.min(most * dt, Math.max(-most * dt, target - from));
    }
    const turn = out.curvature === null ? out.angularRps : out.linearMps * out.curvature;
    const mostTurn = params.angularAccelRps2 * dt;
    out.angularRps = this.angularRps + Math.min(mostTurn, Math.max(-mostTurn, turn - this.angularRps));
  }

  /** The next speed on the way to the target: acceleration at most `most`, and that changes by `JERK_MPS3` at most. */
  private smoothSpeed(from: number, target: number, most: number, dt: number): number {
    if (!(dt > 0)) return from;
    const gap = target - from;
    const size = Math.min(most, Math.sqrt(2 * JERK_MPS3 * Math.abs(gap)), Math.abs(gap) / dt);
    const wanted = gap < 0 ? -size : size;
    const step = JERK_MPS3 * dt;
    this.accelMps2 += Math.min(step, Math.max(-step, wanted - this.accelMps2));
    return from + this.accelMps2 * dt;
  }

  /** Notes what the guard left of the wanted speeds. */
  settle(final: Wanted, wantedMps: number, verdict: GuardVerdict, nowS: number): void {
    if (final.linearMps !== wantedMps) this.accelMps2 = 0;
    this.linearMps = final.linearMps;
    this.angularRps = final.angularRps;
    const held = wantedMps > 0.03 && final.linearMps < 0.02 && (verdict === 'obstacle' || verdict === 'contact');
    if (!held || !this.drivingTo) this.heldSinceS = null;
    else if (this.heldSinceS === null) this.heldSinceS = nowS;
    else if (nowS - this.heldSinceS > 0.5) this.follower.heldByGuard(nowS);
  }

  /** Standing at the goal with the goal's heading. */
  arrivedAt(goal: Pose2D): boolean {
    const { route } = this.router;
    return this.follower.arrived && route !== null && samePose(route.goal, goal);
  }

  /** Near a goal that somebody stands on, and not getting nearer: as good as there. */
  crowdedOut(goal: Pose2D, nowS: number): boolean {
    const { route } = this.router;
    if (!route || !samePose(route.goal, goal)) return false;
    const waitedS = this.blockedForS(nowS);
    const leftM = this.follower.remainingM(route);
    return (leftM < 0.6 && waitedS > 2) || (leftM < 1.5 && waitedS > 6);
  }

  reversedTo(goal: Pose2D): boolean {
    return this.reversed !== null && samePose(this.reversed, goal);
  }

  unreachable(goal: Pose2D): boolean {
    return this.router.unreachable && this.drivingTo !== null && samePose(this.drivingTo, goal);
  }

  /** Tried everything for this goal, in vain; the reason in Nav2's words. */
  gaveUp(goal: Pose2D): NavigationErrorName | null {
    return this.drivingTo !== null && samePose(this.drivingTo, goal) ? this.recovery.gaveUp : null;
  }

  blockedForS(nowS: number): number {
    const { sinceS } = this.follower.blockage;
    return sinceS === null ? 0 : nowS - sinceS;
  }

  /** Beside a door, or on the way there, until people have come out. */
  get waitsAtDoor(): boolean {
    return this.doorway.target !== null;
  }

  get blockedByPerson(): boolean {
    return this.follower.blockage.byPerson;
  }

  stuck(nowS: number): boolean {
    return this.follower.stuck(nowS);
  }

  get standsStill(): boolean {
    return this.linearMps === 0 && this.angularRps === 0;
  }

  /** Arcs that the local planner weighed at the last step, the cheapest first; (n x 2) m each. */
  trajectories(pose: Pose2D): Float32Array[] {
    const { weighed } = this.follower.planner;
    const arcs: { v: number; w: number; cost: number }[] = [];
    for (let i = 0; i + 2 < weighed.length; i += 3) {
      arcs.push({ v: weighed[i] as number, w: weighed[i + 1] as number, cost: weighed[i + 2] as number });
    }
    arcs.sort((a, b) => a.cost - b.cost);
    return arcs.map(({ v, w }) => arcPoints(pose, v, w));
  }

  /** Nav2's costs in a square of `LOCAL_VIEW_M` round the robot, things and walls; for the overlay. */
  localCosts(pose: Pose2D, seen: Seen): CostGridView {
    const { field, params } = this;
    field.build(seen.obstacles, seen.tracks, pose.xM, pose.yM);
    const resolutionM = 0.1;
    const columns = Math.round(LOCAL_VIEW_M / resolutionM);
    const originXM = pose.xM - 0.5 * LOCAL_VIEW_M;
    const originYM = pose.yM - 0.5 * LOCAL_VIEW_M;
    const cost = new Uint8Array(columns * columns);
    for (let i = 0; i < cost.length; i++) {
      const xM = originXM + ((i % columns) + 0.5) * resolutionM;
      const yM = originYM + (Math.floor(i / columns) + 0.5) * resolutionM;
      cost[i] = Math.round(inflatedCost(field.roomAt(xM, yM), params.radiusM));
    }
    return { originXM, originYM, resolutionM, columns, rows: columns, cost };
  }

  save(): MoverState {
    return {
      router: this.router.save(),
      follower: this.follower.save(),
      speeds: [this.linearMps, this.angularRps],
      reversed: this.reversed,
      heldSinceS: this.heldSinceS,
      drivingTo: this.drivingTo,
      explorer: this.explorer.save(),
      recovery: this.recovery.save(),
      doorway: this.doorway.save(),
      accelMps2: this.accelMps2,
    };
  }

  load(state: MoverState): void {
    this.router.load(state.router);
    this.follower.load(state.follower);
    [this.linearMps, this.angularRps] = state.speeds;
    this.reversed = state.reversed;
    this.heldSinceS = state.heldSinceS;
    this.drivingTo = state.drivingTo;
    this.explorer.load(state.explorer);
    this.recovery.load(state.recovery);
    this.doorway.load(state.doorway);
    this.accelMps2 = state.accelMps2;
  }
}
