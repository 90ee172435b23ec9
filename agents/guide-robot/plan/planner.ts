/**
 * The global planner: from a pose to a goal on the map, with what stands in the hall and the site's zones.
 *
 * Costmap (walls and obstacles inflated by Nav2's formula, keep-out zones closed) -> cheapest chain of cells (A*, optimal) ->
 * straightened, evenly spaced and relaxed line. Map frame, metres. Fails with Nav2's words. A goal whose cell is closed is
 * moved to the nearest open cell within `GOAL_SHIFT_M`, and the route says so. Leaves out time and moving people.
 */
import type { NavigationErrorName, OccupancyMap, Pose2D, SiteZone } from '../../contract';
import { distanceField, smoothValueAt } from '../map/distanceField';
import { costAt, INFLATION_M } from '../map/inflation';
import type { Line } from './path';
import { drivableLine } from './path';
import type { PlanGrid } from './planGrid';
import { cellOf, cellXM, cellYM, planGrid } from './planGrid';
import { GridSearch } from './search';
import { type ZoneGrid, zoneGrid } from './zones';

/** Half a cell: an obstacle's cell stands for a point anywhere in it. Room kept to its middle beyond that to walls, m. */
export const OBSTACLE_MARGIN_M = 0.1;
/** The start or the goal may be moved by this much when its cell is closed, m. */
const START_SHIFT_M = 0.7;
const GOAL_SHIFT_M = 1;
/** Leaving a keep-out zone that the robot stands in costs this much a metre. */
const KEEP_OUT_COST = 40;

export type Route = {
  readonly goal: Pose2D;
  readonly line: Line;
  /** The goal itself was not free: the path ends beside it. */
  readonly beside: boolean;
};

/** Cells that are taken by something which the map does not show: first `count` entries, cells of the planning grid. */
export type TakenCells = { readonly count: number; readonly cell: Int32Array };

export type PlanResult =
  | { readonly ok: true; readonly route: Route; readonly expanded: number }
  | { readonly ok: false; readonly error: NavigationErrorName };

export class GlobalPlanner {
  readonly zones: ZoneGrid;
  private readonly search: GridSearch;
  private readonly cost: Float32Array;

  constructor(
    readonly grid: PlanGrid,
    zones: readonly SiteZone[],
  ) {
    this.zones = zoneGrid(grid, zones);
    this.search = new GridSearch(grid.columns, grid.rows);
    this.cost = new Float32Array(grid.columns * grid.rows);
  }

  plan(from: Pose2D, goal: Pose2D, taken: TakenCells | null): PlanResult {
    const { grid, cost } = this;
    const startCell = cellOf(grid, from.xM, from.yM);
    const wanted = cellOf(grid, goal.xM, goal.yM);
    if (startCell < 0) return { ok: false, error: 'START_OUTSIDE_MAP' };
    if (wanted < 0) return { ok: false, error: 'GOAL_OUTSIDE_MAP' };
    this.fill(startCell, taken);
    const start = this.openNear(from.xM, from.yM, START_SHIFT_M);
    if (start < 0) return { ok: false, error: 'START_OCCUPIED' };
    const end = this.openNear(goal.xM, goal.yM, GOAL_SHIFT_M);
    if (end < 0) return { ok: false, error: 'GOAL_OCCUPIED' };
    const cells = this.search.find(cost, start, [end]);
    if (!cells) return { ok: false, error: 'NO_VALID_PATH' };
    const beside = end !== wanted;
    const line = drivableLine(grid, cost, cells, from, beside ? null : goal);
    return { ok: true, route: { goal, line, beside }, expanded: this.search.expanded };
  }

  /** Index of the place that is nearest by path (walls and zones only) from the pose; -1 if none can be reached. */
  nearest(from: Pose2D, places: readonly Pose2D[]): number {
    this.fill(cellOf(this.grid, from.xM, from.yM), null);
    const start = this.openNear(from.xM, from.yM, START_SHIFT_M);
    const cells = places.map((place) => this.openNear(place.xM, place.yM, GOAL_SHIFT_M));
    const goals = cells.filter((cell) => cell >= 0);
    if (start < 0 || goals.length === 0) return -1;
    const path = this.search.find(this.cost, start, goals);
    return path ? cells.indexOf(path[path.length - 1] as number) : -1;
  }

  /** Free room at a point by the map alone, m; negative inside a wall or outside the map. */
  roomAt(xM: number, yM: number): number {
    return smoothValueAt(this.grid.field, this.grid.field.clearanceM, xM, yM, -1);
  }

  private fill(startCell: number, taken: TakenCells | null): void {
    const { cost, grid, zones } = this;
    cost.set(grid.cost);
    if (zones.keepOut) {
      const price = zones.keepOut[startCell] === 1 ? KEEP_OUT_COST : Number.POSITIVE_INFINITY;
      for (let i = 0; i < cost.length; i++) {
        if (zones.keepOut[i] === 1 && price > (cost[i] as number)) cost[i] = price;
      }
    }
    if (taken) this.addTaken(taken);
  }

  private addTaken(taken: TakenCells): void {
    const { grid, cost } = this;
    const { radiusM, columns, rows, cellM } = grid;
    const reach = Math.ceil((INFLATION_M + OBSTACLE_MARGIN_M) / cellM);
    const stamp = obstacleStamp(reach, cellM, radiusM);
    const width = 2 * reach + 1;
    for (let i = 0; i < taken.count; i++) {
      const cell = taken.cell[i] as number;
      const column = cell % columns;
      const row = (cell - column) / columns;
      const toColumn = Math.min(columns - 1, column + reach);
      const toRow = Math.min(rows - 1, row + reach);
      for (let r = Math.max(0, row - reach); r <= toRow; r++) {
        const stampRow = (r - row + reach) * width + reach - column;
        for (let q = Math.max(0, column - reach); q <= toColumn; q++) {
          const dearer = stamp[stampRow + q] as number;
          const k = r * columns + q;
          if (dearer > (cost[k] as number)) cost[k] = dearer;
        }
      }
    }
  }

  /** The open cell nearest to a point, at most `shiftM` away; -1 if none. */
  private openNear(xM: number, yM: number, shiftM: number): number {
    const { grid, cost } = this;
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
}

/** ((2 reach + 1) squared) cost round one taken cell. A pure function's memory, not state: one robot size, one stamp. */
let keptStamp: { readonly key: string; readonly stamp: Float32Array } | null = null;

function obstacleStamp(reach: number, cellM: number, radiusM: number): Float32Array {
  const key = `${reach} ${cellM} ${radiusM}`;
  if (keptStamp?.key === key) return keptStamp.stamp;
  const width = 2 * reach + 1;
  const stamp = new Float32Array(width * width);
  for (let r = -reach; r <= reach; r++) {
    for (let q = -reach; q <= reach; q++) {
      const distanceM = Math.sqrt(q * q + r * r) * cellM - OBSTACLE_MARGIN_M;
      stamp[(r + reach) * width + q + reach] = costAt(distanceM, radiusM);
    }
  }
  keptStamp = { key, stamp };
  return stamp;
}

/** The planner of a bare map, for tools: a robot of `radiusM`, no obstacles but the map's. */
export function plannerOf(map: OccupancyMap, radiusM: number, zones: readonly SiteZone[] = []): GlobalPlanner {
  return new GlobalPlanner(planGrid(distanceField(map), radiusM), zones);
}
