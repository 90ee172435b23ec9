/**
 * Keeps a path to where the task wants to be: plans for a new goal, and again when what stands in the hall closes the old
 * path. Map frame, metres, seconds. Leaves out prediction of people: moving ones are left to the follower and the guard.
 * Where only people (or robots) close every way, the path leads up to them: they can be asked, furniture cannot.
 */
import type { NavigationErrorName, Pose2D } from '../../contract';
import { NEVER_S } from '../params';
import type { Bond } from '../perceive/bonds';
import type { ObstacleLayer } from '../perceive/obstacles';
import type { Track } from '../perceive/tracks';
import { PATH_STEP_M } from './path';
import type { GlobalPlanner, Route, TakenPoints } from './planner';

/** Shortest time between two plans for the same goal, s. */
const REPLAN_EVERY_S = 2;
/** How far ahead on the path remembered obstacles matter, m. */
const LOOK_AHEAD_M = 5;
/** An obstacle there for this long will stay, s. */
const STANDING_S = 1;
/** A detour this much longer than the present path is taken only after `PATIENT_S` of waiting, m, s. */
const DETOUR_M = 8;
const PATIENT_S = 15;
/** Echoes this near to a person's middle are that person, m. */
const BODY_M = 0.5;

/** What the follower reports of the way ahead. */
export type Blockage = { readonly sinceS: number | null; readonly byPerson: boolean };

export type RouterState = {
  readonly goal: Pose2D | null;
  readonly route: Route | null;
  readonly plannedS: number;
  readonly checkedS: number;
  readonly noWayRound: boolean;
  readonly serial: number;
  readonly error: NavigationErrorName | null;
};

export class Router {
  route: Route | null = null;
  /** True after a try to go round found nothing. */
  noWayRound = false;
  /** Grows with every new path, so that the follower knows. */
  serial = 0;
  /** How often the planner ran, for figures only. */
  plans = 0;
  /** Why the last plan failed; null = it did not. */
  error: NavigationErrorName | null = null;
  private goal: Pose2D | null = null;
  private bonds: readonly Bond[] = [];
  private people: readonly Track[] = [];
  private plannedS = NEVER_S;
  private checkedS = NEVER_S;

  constructor(readonly planner: GlobalPlanner) {}

  /** True if the last plan for the wanted goal found no way at all. */
  get unreachable(): boolean {
    return this.goal !== null && this.route === null;
  }

  /** Forgets the path but not the goal: the next update plans afresh. */
  planAgain(): void {
    this.route = null;
    this.plannedS = NEVER_S;
  }

  drop(): void {
    this.goal = null;
    this.route = null;
    this.noWayRound = false;
  }

  /** Makes sure that `route` leads to `goal`, if anything does. */
  update(
    goal: Pose2D,
    pose: Pose2D,
    progress: number,
    blockage: Blockage,
    obstacles: ObstacleLayer,
    nowS: number,
    bonds: readonly Bond[] = [],
    tracks: readonly Track[] = [],
  ) {
    this.bonds = bonds;
    this.people = tracks;
    const isNew = !this.goal || !samePose(this.goal, goal);
    if (isNew) {
      this.goal = goal;
      this.route = null;
      this.noWayRound = false;
      this.adopt(this.planUpToPeople(pose, goal, obstacles), nowS);
      return;
    }
    if (nowS - this.plannedS < REPLAN_EVERY_S) return;
    const { route } = this;
    if (!route || this.strayed(route, pose, progress)) {
      this.adopt(this.planUpToPeople(pose, goal, obstacles), nowS);
      return;
    }
    const patience = blockage.byPerson ? 5 : 1.5;
    const waitedS = blockage.sinceS === null ? 0 : nowS - blockage.sinceS;
    if (waitedS >= patience || this.closedAhead(route, progress, obstacles, nowS)) {
      this.goRound(route, pose, progress, waitedS, obstacles, nowS);
    }
  }

  private goRound(
    old: Route,
    pose: Pose2D,
    progress: number,
    waitedS: number,
    obstacles: ObstacleLayer,
    nowS: number,
  ): void {
    const next = this.plan(pose, old.goal, obstacles);
    const oldM = (old.line.xM.length - progress) * PATH_STEP_M;
    const tooLong = next && next.line.xM.length * PATH_STEP_M > oldM + DETOUR_M && waitedS < PATIENT_S;
    if (next && !tooLong) {
      this.adopt(next, nowS);
      return;
    }
    this.plannedS = nowS;
    this.noWayRound = true;
  }

  private adopt(route: Route | null, nowS: number): void {
    this.route = route;
    this.plannedS = nowS;
    this.noWayRound = route === null;
    this.serial++;
  }

  private strayed(route: Route, pose: Pose2D, progress: number): boolean {
    const dx = (route.line.xM[progress] as number) - pose.xM;
    const dy = (route.line.yM[progress] as number) - pose.yM;
    return dx * dx + dy * dy > 0.6 * 0.6;
  }

  /** Does something that stays put lie on the next metres of the path? Looked at twice a second at most. */
  private closedAhead(route: Route, progress: number, obstacles: ObstacleLayer, nowS: number): boolean {
    if (nowS - this.checkedS < 0.5) return false;
    this.checkedS = nowS;
    const { grid } = this.planner;
    const { xM, yM } = route.line;
    const end = Math.min(xM.length, progress + Math.round(LOOK_AHEAD_M / PATH_STEP_M));
    const reach = grid.radiusM + 0.05;
    for (let i = 0; i < obstacles.count; i++) {
      const firstS = obstacles.firstS[i] as number;
      const lastS = obstacles.lastS[i] as number;
      if (lastS - firstS < STANDING_S) continue;
      const x = obstacles.xM[i] as number;
      const y = obstacles.yM[i] as number;
      for (let k = progress; k < end; k += 2) {
        const dx = x - (xM[k] as number);
        const dy = y - (yM[k] as number);
        if (dx * dx + dy * dy < reach * reach) return true;
      }
    }
    return false;
  }

  /** Plans with everything that is known now; null if no way is found. */
  private plan(pose: Pose2D, goal: Pose2D, obstacles: ObstacleLayer): Route | null {
    this.plans++;
    const found = this.planner.plan(pose, goal, obstacles, this.bonds);
    this.error = found.ok ? null : found.error;
    return found.ok ? found.route : null;
  }

  /** As `plan`; if nothing but people and robots is in the way, the way through them. `error` still says that it is closed. */
  private planUpToPeople(pose: Pose2D, goal: Pose2D, obstacles: ObstacleLayer): Route | null {
    const route = this.plan(pose, goal, obstacles);
    if (route) return route;
    const things = withoutPeople(obstacles, this.people);
    if (things.count === obstacles.count) return null;
    const found = this.planner.plan(pose, goal, things, this.bonds);
    return found.ok ? found.route : null;
  }

  /** Index of the place that is nearest by path from the pose; -1 if none can be reached. */
  nearest(pose: Pose2D, places: readonly Pose2D[]): number {
    return this.planner.nearest(pose, places);
  }

  save(): RouterState {
    const { goal, route, plannedS, checkedS, noWayRound, serial, error } = this;
    const kept = route && {
      ...route,
      line: { xM: route.line.xM.slice(), yM: route.line.yM.slice() },
    };
    return { goal, route: kept, plannedS, checkedS, noWayRound, serial, error };
  }

  load(state: RouterState): void {
    this.goal = state.goal;
    this.route = state.route && {
      ...state.route,
      line: { xM: state.route.line.xM.slice(), yM: state.route.line.yM.slice() },
    };
    this.plannedS = state.plannedS;
    this.checkedS = state.checkedS;
    this.noWayRound = state.noWayRound;
    this.serial = state.serial;
    this.error = state.error;
  }
}

/** What stands in the hall and is neither a person nor a robot. */
function withoutPeople(taken: TakenPoints, tracks: readonly Track[]): TakenPoints {
  const xM = new Float64Array(taken.count);
  const yM = new Float64Array(taken.count);
  let count = 0;
  for (let i = 0; i < taken.count; i++) {
    const x = taken.xM[i] as number;
    const y = taken.yM[i] as number;
    const isSomebody = tracks.some((track) => {
      if (!track.isPerson && !track.isRobot) return false;
      const dx = track.xM - x;
      const dy = track.yM - y;
      return dx * dx + dy * dy < BODY_M * BODY_M;
    });
    if (isSomebody) continue;
    xM[count] = x;
    yM[count] = y;
    count++;
  }
  return { count, xM, yM };
}

export function samePose(a: Pose2D, b: Pose2D): boolean {
  return a.xM === b.xM && a.yM === b.yM && a.yawRad === b.yawRad;
}
