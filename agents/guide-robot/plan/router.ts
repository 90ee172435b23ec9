/**
 * Keeps a path to where the task wants to be: plans for a new goal, and again when what stands in the hall closes the old
 * path. Map frame, metres, seconds. Leaves out prediction of people: moving ones are left to the follower and the guard.
 */
import type { Pose2D } from '../../contract';
import { NEVER_S } from '../params';
import type { ObstacleLayer } from '../perceive/obstacles';
import type { Line } from './path';
import { drivableLine, PATH_STEP_M } from './path';
import type { PlanGrid } from './planGrid';
import { cellOf, cellXM, cellYM, costAt } from './planGrid';
import { GridSearch } from './search';

/** Shortest time between two plans for the same goal, s. */
const REPLAN_EVERY_S = 2;
/** How far ahead on the path remembered obstacles matter, m. */
const LOOK_AHEAD_M = 5;
/** An obstacle there for this long will stay, s. */
const STANDING_S = 1;
/** Room kept to unmapped obstacles beyond that kept to walls, m. */
export const OBSTACLE_MARGIN_M = 0.1;
/** A detour this much longer than the present path is taken only after `PATIENT_S` of waiting, m, s. */
const DETOUR_M = 8;
const PATIENT_S = 15;
/** The start or the goal may be moved by this much when its cell is closed, m. */
const START_SHIFT_M = 0.7;
const GOAL_SHIFT_M = 1;

export type Route = {
  readonly goal: Pose2D;
  readonly line: Line;
  /** The goal itself was not free: the path ends beside it. */
  readonly beside: boolean;
};

/** What the follower reports of the way ahead. */
export type Blockage = { readonly sinceS: number | null; readonly byPerson: boolean };

export type RouterState = {
  readonly goal: Pose2D | null;
  readonly route: Route | null;
  readonly plannedS: number;
  readonly checkedS: number;
  readonly noWayRound: boolean;
  readonly serial: number;
};

export class Router {
  route: Route | null = null;
  /** True after a try to go round found nothing. */
  noWayRound = false;
  /** Grows with every new path, so that the follower knows. */
  serial = 0;
  /** How often the planner ran, for figures only. */
  plans = 0;
  private goal: Pose2D | null = null;
  private plannedS = NEVER_S;
  private checkedS = NEVER_S;
  private readonly search: GridSearch;
  private readonly cost: Float32Array;

  constructor(
    private readonly grid: PlanGrid,
    private readonly radiusM: number,
  ) {
    this.search = new GridSearch(grid.columns, grid.rows);
    this.cost = new Float32Array(grid.columns * grid.rows);
  }

  /** True if the last plan for the wanted goal found no way at all. */
  get unreachable(): boolean {
    return this.goal !== null && this.route === null;
  }

  drop(): void {
    this.goal = null;
    this.route = null;
    this.noWayRound = false;
  }

  /** Makes sure that `route` leads to `goal`, if anything does. */
  update(goal: Pose2D, pose: Pose2D, progress: number, blockage: Blockage, obstacles: ObstacleLayer, nowS: number) {
    const isNew = !this.goal || !samePose(this.goal, goal);
    if (isNew) {
      this.goal = goal;
      this.route = null;
      this.noWayRound = false;
      this.adopt(this.plan(pose, goal, obstacles), nowS);
      return;
    }
    if (nowS - this.plannedS < REPLAN_EVERY_S) return;
    const { route } = this;
    if (!route || this.strayed(route, pose, progress)) {
      this.adopt(this.plan(pose, goal, obstacles), nowS);
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
    const grid = this.grid;
    const { xM, yM } = route.line;
    const end = Math.min(xM.length, progress + Math.round(LOOK_AHEAD_M / PATH_STEP_M));
    const reach = this.radiusM + 0.05;
    for (let i = 0; i < obstacles.count; i++) {
      const firstS = obstacles.firstS[i] as number;
      const lastS = obstacles.lastS[i] as number;
      if (lastS - firstS < STANDING_S) continue;
      const cell = obstacles.cell[i] as number;
      const x = cellXM(grid, cell);
      const y = cellYM(grid, cell);
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
    const grid = this.grid;
    const cost = this.cost;
    cost.set(grid.cost);
    this.addObstacles(obstacles);
    const start = this.openNear(pose.xM, pose.yM, START_SHIFT_M);
    const wanted = cellOf(grid, goal.xM, goal.yM);
    const end = this.openNear(goal.xM, goal.yM, GOAL_SHIFT_M);
    if (start < 0 || end < 0) return null;
    const cells = this.search.find(cost, start, [end]);
    if (!cells) return null;
    const beside = end !== wanted;
    const line = drivableLine(grid, cost, cells, pose, beside ? null : goal);
    return { goal, line, beside };
  }

  /** Index of the place that is nearest by path (walls only) from the pose; -1 if none can be reached. */
  nearest(pose: Pose2D, places: readonly Pose2D[]): number {
    const grid = this.grid;
    const cost = this.cost;
    cost.set(grid.cost);
    const start = this.openNear(pose.xM, pose.yM, START_SHIFT_M);
    const cells = places.map((place) => this.openNear(place.xM, place.yM, GOAL_SHIFT_M));
    const goals = cells.filter((cell) => cell >= 0);
    if (start < 0 || goals.length === 0) return -1;
    const path = this.search.find(cost, start, goals);
    return path ? cells.indexOf(path[path.length - 1] as number) : -1;
  }

  private addObstacles(obstacles: ObstacleLayer): void {
    const grid = this.grid;
    const cost = this.cost;
    const radiusM = this.radiusM;
    const reachCells = Math.ceil((radiusM + OBSTACLE_MARGIN_M + 0.25) / grid.cellM);
    for (let i = 0; i < obstacles.count; i++) {
      const cell = obstacles.cell[i] as number;
      const column = cell % grid.columns;
      const row = (cell - column) / grid.columns;
      const fromColumn = Math.max(0, column - reachCells);
      const toColumn = Math.min(grid.columns - 1, column + reachCells);
      const toRow = Math.min(grid.rows - 1, row + reachCells);
      for (let r = Math.max(0, row - reachCells); r <= toRow; r++) {
        for (let q = fromColumn; q <= toColumn; q++) {
          const distanceM = Math.sqrt((q - column) * (q - column) + (r - row) * (r - row)) * grid.cellM;
          const k = r * grid.columns + q;
          const dearer = costAt(distanceM - OBSTACLE_MARGIN_M, radiusM);
          if (dearer > (cost[k] as number)) cost[k] = dearer;
        }
      }
    }
  }

  /** The open cell nearest to a point, at most `shiftM` away; -1 if none. */
  private openNear(xM: number, yM: number, shiftM: number): number {
    const grid = this.grid;
    const cost = this.cost;
    const cell = cellOf(grid, xM, yM);
    if (cell < 0) return -1;
    if (cost[cell] !== Number.POSITIVE_INFINITY) return cell;
    const reach = Math.ceil(shiftM / grid.cellM);
    const column = cell % grid.columns;
    const row = (cell - column) / grid.columns;
    let best = -1;
    let bestSquared = shiftM * shiftM;
    for (let r = Math.max(0, row - reach); r <= Math.min(grid.rows - 1, row + reach); r++) {
      for (let q = Math.max(0, column - reach); q <= Math.min(grid.columns - 1, column + reach); q++) {
        const k = r * grid.columns + q;
        if (cost[k] === Number.POSITIVE_INFINITY) continue;
        const dx = cellXM(grid, k) - xM;
        const dy = cellYM(grid, k) - yM;
        const squared = dx * dx + dy * dy;
        if (squared < bestSquared) {
          bestSquared = squared;
          best = k;
        }
      }
    }
    return best;
  }

  save(): RouterState {
    const { goal, route, plannedS, checkedS, noWayRound, serial } = this;
    const kept = route && {
      ...route,
      line: { xM: route.line.xM.slice(), yM: route.line.yM.slice() },
    };
    return { goal, route: kept, plannedS, checkedS, noWayRound, serial };
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
  }
}

export function samePose(a: Pose2D, b: Pose2D): boolean {
  return a.xM === b.xM && a.yM === b.yM && a.yawRad === b.yawRad;
}
