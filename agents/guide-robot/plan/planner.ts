/**
 * The global planner: from a pose to a goal on the map, with what stands in the hall and the site's zones.
 *
 * Costmap (walls and obstacles inflated by Nav2's formula, keep-out zones closed) -> cheapest chain of cells (A*, optimal) ->
 * straightened, evenly spaced and relaxed line. Map frame, metres. Fails with Nav2's words. A goal whose cell is closed is
 * moved to the nearest open cell within `GOAL_SHIFT_M`, and the route says so. What is closed for now (`keepOut`) is no goal even for
 * a robot that stands in it, unless it `mayEnter`. Leaves out time and moving people.
 */
import type { CostGridView, NavigationErrorName, OccupancyMap, Point2D, Pose2D, SiteZone } from '../../contract';
import { distanceField, smoothValueAt } from '../map/distanceField';
import { costAt, INFLATION_M, INSCRIBED, LETHAL, nav2CostOf } from '../map/inflation';
import type { Bond } from '../perceive/bonds';
import { nearestPlace, reachable } from './openPlace';
import type { Line } from './path';
import { drivableLine } from './path';
import type { PlanGrid } from './planGrid';
import { cellOf, cellXM, cellYM, planGrid } from './planGrid';
import { GridSearch } from './search';
import { type ZoneGrid, zoneGrid } from './zones';

/** Taken off the room wanted to an unmapped echo, m: the cell's middle stands for a path that may pass beside it. */
const OBSTACLE_SLACK_M = 0.03;
/** Crossing a bond between people, and how near its line, costs this much a metre, m. */
const BOND_COST = 8;
const BOND_REACH_M = 0.35;
/** The start or the goal may be moved by this much when its cell is closed, m. */
const START_SHIFT_M = 0.7;
const GOAL_SHIFT_M = 1;
/** Leaving a keep-out zone that the robot stands in, or one that it may enter, costs this much a metre. */
const KEEP_OUT_COST = 40;

export type Route = {
  readonly goal: Pose2D;
  readonly line: Line;
  /** The goal itself was not free: the path ends beside it. */
  readonly beside: boolean;
};

/** What the map does not show: points in the first `count` entries, map frame, m. */
export type TakenPoints = { readonly count: number; readonly xM: Float64Array; readonly yM: Float64Array };

export type PlanResult =
  | { readonly ok: true; readonly route: Route; readonly expanded: number }
  | { readonly ok: false; readonly error: NavigationErrorName };

export class GlobalPlanner {
  zones: ZoneGrid;
  /** What is closed for now may be driven into where no open way leads to the goal. Set for one step at a time. */
  mayEnter = false;
  /** (cells) as `ZoneGrid.keepOut`: what is closed for now alone, and the site's own zones alone. */
  private shut: Uint8Array | null = null;
  private readonly own: Uint8Array | null;
  private readonly search: GridSearch;
  private readonly cost: Float32Array;

  constructor(
    readonly grid: PlanGrid,
    private readonly siteZones: readonly SiteZone[],
  ) {
    this.zones = zoneGrid(grid, siteZones);
    this.own = this.zones.keepOut;
    this.search = new GridSearch(grid.columns, grid.rows);
    this.cost = new Float32Array(grid.columns * grid.rows);
  }

  /** Closes these areas beside the site's own zones, instead of those closed before. Map frame, m. */
  keepOut(areas: readonly (readonly Point2D[])[]): void {
    const closed = areas.map((polygon): SiteZone => ({ kind: 'keep-out', polygon, maxMps: 0 }));
    this.zones = zoneGrid(this.grid, [...this.siteZones, ...closed]);
    this.shut = zoneGrid(this.grid, closed).keepOut;
  }

  /**
   * The open place nearest to `wanted`, which is in a part that is closed for now, among those that a drive from `from` can reach;
   * with the heading of `wanted`. Null if there is none. People and things are not looked at.
   */
  openPlace(from: Pose2D, wanted: Pose2D): Pose2D | null {
    const { grid, cost, zones } = this;
    this.fill(cellOf(grid, from.xM, from.yM), null, false);
    const reached = reachable(cost, grid.columns, this.openNear(from.xM, from.yM, START_SHIFT_M));
    const isPlace = (cell: number): boolean => reached[cell] === 1 && (zones.keepOut?.[cell] ?? 0) === 0;
    const cell = nearestPlace(grid.cost, grid.columns, cellOf(grid, wanted.xM, wanted.yM), isPlace);
    return cell < 0 ? null : { xM: cellXM(grid, cell), yM: cellYM(grid, cell), yawRad: wanted.yawRad };
  }

  plan(from: Pose2D, goal: Pose2D, taken: TakenPoints | null, bonds: readonly Bond[] = []): PlanResult {
    const wanted = cellOf(this.grid, goal.xM, goal.yM);
    if (cellOf(this.grid, from.xM, from.yM) < 0) return { ok: false, error: 'START_OUTSIDE_MAP' };
    if (wanted < 0) return { ok: false, error: 'GOAL_OUTSIDE_MAP' };
    const mayEnter = this.mayEnter && this.shut !== null;
    const isIn = mayEnter && this.shut?.[wanted] !== 0;
    const result = this.planAs(from, goal, taken, bonds, isIn);
    return result.ok || !mayEnter || isIn ? result : this.planAs(from, goal, taken, bonds, true);
  }

  /** @param enters also through and to what is closed for now */
  private planAs(
    from: Pose2D,
    goal: Pose2D,
    taken: TakenPoints | null,
    bonds: readonly Bond[],
    enters: boolean,
  ): PlanResult {
    const { grid, cost } = this;
    const wanted = cellOf(grid, goal.xM, goal.yM);
    this.fill(cellOf(grid, from.xM, from.yM), taken, enters);
    for (const bond of bonds) this.addBond(bond);
    const start = this.openNear(from.xM, from.yM, START_SHIFT_M);
    if (start < 0) return { ok: false, error: 'START_OCCUPIED' };
    const end = this.openNear(goal.xM, goal.yM, GOAL_SHIFT_M, enters ? null : this.shut);
    if (end < 0) return { ok: false, error: 'GOAL_OCCUPIED' };
    const cells = this.search.find(cost, start, [end]);
    if (!cells) return { ok: false, error: 'NO_VALID_PATH' };
    const beside = end !== wanted;
    const line = drivableLine(grid, cost, cells, from, beside ? null : goal);
    return { ok: true, route: { goal, line, beside }, expanded: this.search.expanded };
  }

  /** Index of the place that is nearest by path (walls and zones only) from the pose; -1 if none can be reached. */
  nearest(from: Pose2D, places: readonly Pose2D[]): number {
    this.fill(cellOf(this.grid, from.xM, from.yM), null, false);
    const start = this.openNear(from.xM, from.yM, START_SHIFT_M);
    const cells = places.map((place) => this.openNear(place.xM, place.yM, GOAL_SHIFT_M, this.shut));
    const goals = cells.filter((cell) => cell >= 0);
    if (start < 0 || goals.length === 0) return -1;
    const path = this.search.find(this.cost, start, goals);
    return path ? cells.indexOf(path[path.length - 1] as number) : -1;
  }

  /** The costmap that a plan from here would see, in Nav2's values; for the overlay. */
  costView(from: Pose2D, taken: TakenPoints | null): CostGridView {
    const { grid } = this;
    this.fill(cellOf(grid, from.xM, from.yM), taken, false);
    const cost = new Uint8Array(grid.columns * grid.rows);
    for (let i = 0; i < cost.length; i++) {
      const value = this.cost[i] as number;
      if (value === Number.POSITIVE_INFINITY) cost[i] = (grid.clearanceM[i] as number) <= 0 ? LETHAL : INSCRIBED;
      else cost[i] = Math.min(252, Math.round(nav2CostOf(value)));
    }
    const { originXM, originYM, cellM, columns, rows } = grid;
    return { originXM, originYM, resolutionM: cellM, columns, rows, cost };
  }

  /** Free room at a point by the map alone, m; negative inside a wall or outside the map. */
  roomAt(xM: number, yM: number): number {
    return smoothValueAt(this.grid.field, this.grid.field.clearanceM, xM, yM, -1);
  }

  private fill(startCell: number, taken: TakenPoints | null, enters: boolean): void {
    const { cost, grid, zones } = this;
    cost.set(grid.cost);
    if (zones.keepOut) {
      // Whose rim is in one may leave it; only whose middle is inside may go through the inside.
      const open = zones.keepOut[startCell] as number;
      for (let i = 0; i < cost.length; i++) {
        const depth = zones.keepOut[i] as number;
        if (depth === 0) continue;
        const isOpen = depth <= open || (enters && (this.own === null || this.own[i] === 0));
        const price = isOpen ? KEEP_OUT_COST : Number.POSITIVE_INFINITY;
        if (price > (cost[i] as number)) cost[i] = price;
      }
    }
    if (taken) this.addTaken(taken);
  }

  private addTaken(taken: TakenPoints): void {
    const { grid, cost } = this;
    const { radiusM, columns, rows, cellM } = grid;
    const table = costTable(radiusM);
    const reachM = INFLATION_M;
    const reach = Math.ceil(reachM / cellM);
    for (let i = 0; i < taken.count; i++) {
      const x = ((taken.xM[i] as number) - grid.originXM) / cellM - 0.5;
      const y = ((taken.yM[i] as number) - grid.originYM) / cellM - 0.5;
      const column = Math.round(x);
      const row = Math.round(y);
      const toColumn = Math.min(columns - 1, column + reach);
      const toRow = Math.min(rows - 1, row + reach);
      for (let r = Math.max(0, row - reach); r <= toRow; r++) {
        for (let q = Math.max(0, column - reach); q <= toColumn; q++) {
          const awayM = Math.sqrt((q - x) * (q - x) + (r - y) * (r - y)) * cellM;
          if (awayM >= reachM) continue;
          const dearer = table[Math.floor(awayM * TABLE_PER_M)] as number;
          const k = r * columns + q;
          if (dearer > (cost[k] as number)) cost[k] = dearer;
        }
      }
    }
  }

  private addBond({ ax, ay, bx, by }: Bond): void {
    const { grid, cost } = this;
    const length = Math.sqrt((bx - ax) * (bx - ax) + (by - ay) * (by - ay));
    const steps = Math.max(1, Math.ceil(length / grid.cellM));
    const reach = Math.ceil(BOND_REACH_M / grid.cellM);
    for (let k = 0; k <= steps; k++) {
      const column = Math.floor((ax + ((bx - ax) * k) / steps - grid.originXM) / grid.cellM);
      const row = Math.floor((ay + ((by - ay) * k) / steps - grid.originYM) / grid.cellM);
      for (let r = Math.max(0, row - reach); r <= Math.min(grid.rows - 1, row + reach); r++) {
        for (let q = Math.max(0, column - reach); q <= Math.min(grid.columns - 1, column + reach); q++) {
          const i = r * grid.columns + q;
          if ((cost[i] as number) < BOND_COST) cost[i] = BOND_COST;
        }
      }
    }
  }

  /** The open cell nearest to a point, at most `shiftM` away, none of those `shut`; -1 if none. */
  private openNear(xM: number, yM: number, shiftM: number, shut: Uint8Array | null = null): number {
    const { grid, cost } = this;
    const cell = cellOf(grid, xM, yM);
    if (cell < 0) return -1;
    if (cost[cell] !== Number.POSITIVE_INFINITY && (shut === null || shut[cell] === 0)) return cell;
    const reach = Math.ceil(shiftM / grid.cellM);
    const column = cell % grid.columns;
    const row = (cell - column) / grid.columns;
    let best = -1;
    let bestSquared = shiftM * shiftM;
    for (let r = Math.max(0, row - reach); r <= Math.min(grid.rows - 1, row + reach); r++) {
      for (let q = Math.max(0, column - reach); q <= Math.min(grid.columns - 1, column + reach); q++) {
        const k = r * grid.columns + q;
        if (cost[k] === Number.POSITIVE_INFINITY || (shut !== null && shut[k] !== 0)) continue;
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

const TABLE_PER_M = 100;
/** Cost by distance to an unmapped echo, each centimetre. A pure function's memory, not state: one robot size, one table. */
let keptTable: { readonly radiusM: number; readonly table: Float32Array } | null = null;

function costTable(radiusM: number): Float32Array {
  if (keptTable?.radiusM === radiusM) return keptTable.table;
  const table = Float32Array.from({ length: INFLATION_M * TABLE_PER_M + 1 }, (_, i) =>
    costAt((i + 0.5) / TABLE_PER_M + OBSTACLE_SLACK_M, radiusM),
  );
  keptTable = { radiusM, table };
  return table;
}

/** The planner of a bare map, for tools: a robot of `radiusM`, no obstacles but the map's. */
export function plannerOf(map: OccupancyMap, radiusM: number, zones: readonly SiteZone[] = []): GlobalPlanner {
  return new GlobalPlanner(planGrid(distanceField(map), radiusM), zones);
}
