/**
 * Walking routes over one layout: wall distance, walk grid, and a flow field per target, built when first asked for.
 * Everything here is a pure function of the layout, so one router may serve any number of halls of that layout.
 *
 * A route follows the field until the goal is in sight within 4 m, then goes straight: places of one row share a field.
 */
import type { Router } from '../crowd/crowd';
import { distanceToSegment, type Polygon } from '../geometry/polygon';
import { buildWallField, clearAlong, sampleWallAt, type WallField } from '../geometry/wall-field';
import type { HallLayout } from '../layout';
import { type ClosedGrid, closeGrid, crossesClosed, leadsTo } from './closedGrid';
import { DistanceCache } from './distance-cache';
import { buildFlowField, type FieldScratch, type FlowField, fieldScratch } from './flow-field';
import * as walkGrid from './walk-grid';
import { buildWalkGrid, LEAST_CLEARANCE_M, type WalkGrid } from './walk-grid';

// An own name for it: numbers that are imported are loaded again and again, own ones become part of the code.
const { CELL_M } = walkGrid;

/** Within this distance, and in sight, a walker goes straight to the goal. */
export const STRAIGHT_M = 4;
/** Farther than this from walkable ground, somebody is not merely on a seat or in a doorway: there is no way. */
const WAY_OUT_M = 1.5;

/** Points whose way is looked up together: nothing is handed over one by one, and none waits for another's memory. */
export type WayBatch = {
  /** Points in use: first entries of the columns. */
  count: number;
  readonly target: Int32Array;
  readonly xM: Float64Array;
  readonly yM: Float64Array;
  /** Answers: unit direction, or in `x` alone a length, m. */
  readonly x: Float64Array;
  readonly y: Float64Array;
};

export function wayBatch(room: number): WayBatch {
  const column = (): Float64Array => new Float64Array(room);
  return { count: 0, target: new Int32Array(room), xM: column(), yM: column(), x: column(), y: column() };
}

export interface HallRouter extends Router {
  readonly layout: HallLayout;
  readonly walls: WallField;
  readonly grid: WalkGrid;
  /** Number of fields built so far. */
  readonly fieldsBuilt: number;
  /** The field of a target; built on first use (about 10 ms for 60 x 40 m). */
  field(target: number): FlowField;
  /** Writes the unit direction [x, y] towards the target, smooth between cells; (0, 0) if unreachable. */
  directionInto(target: number, xM: number, yM: number, out: Float64Array): void;
  /** `directionInto` for each point of the batch. */
  directionsInto(batch: WayBatch): void;
  /** Metres walked along the field to the target itself; Infinity if unreachable. */
  fieldLengthM(target: number, xM: number, yM: number): number;
  /** `fieldLengthM` for each point of the batch. */
  fieldLengthsInto(batch: WayBatch): void;
  /** True if a walker may go straight from here to the goal: within 4 m and nothing in between. */
  goesStraight(fromXM: number, fromYM: number, goalXM: number, goalYM: number): boolean;
  /** The same for [from x, from y, goal x, goal y], m. */
  goesStraightAlong(line: Float64Array): boolean;
  /** Writes the nearest point [x, y] of connected walkable ground, the point itself if it is on it. False if none within 1.5 m. */
  wayOutInto(xM: number, yM: number, out: Float64Array): boolean;
  /** The same for wheels that need this half width, m: they take the wide aisle, a narrow one only where nothing else leads. */
  wide(wheelsM: number): HallRouter;
}

export function createRouter(layout: HallLayout): HallRouter {
  return routerFor(layout, buildWallField(layout), 0);
}

/** The router of the same layout with these areas closed: nobody is led in, who is inside is led out. */
export function closedRouter(base: HallRouter, areas: readonly Polygon[]): HallRouter {
  return routerFor(base.layout, base.walls, 0, areas);
}

/** @param wheelsM half width that wheels need, m; 0 = on foot */
function routerFor(layout: HallLayout, walls: WallField, wheelsM: number, areas: readonly Polygon[] = []): HallRouter {
  const open = buildWalkGrid(layout, walls, wheelsM);
  const closed: ClosedGrid | null = areas.length > 0 ? closeGrid(open, areas) : null;
  const grid = closed?.grid ?? open;
  const leastM = wheelsM > 0 ? wheelsM : LEAST_CLEARANCE_M;
  const wider = new Map<number, HallRouter>();
  const fields: (FlowField | null)[] = layout.targets.map(() => null);
  const scratch: FieldScratch = fieldScratch(grid);
  const pair = new Float64Array(2);
  const distances = new DistanceCache();
  let fieldsBuilt = 0;

  const field = (target: number): FlowField => {
    const known = fields[target];
    if (known) return known;
    const point = layout.targets[target];
    if (!point) throw new Error(`router: target ${target} is not one of the layout's ${layout.targets.length}`);
    const built = buildFlowField(grid, walls, point, scratch);
    fields[target] = built;
    fieldsBuilt++;
    return built;
  };

  const directionInto = (target: number, xM: number, yM: number, out: Float64Array): void =>
    lookUpDirection(grid, field(target), xM, yM, out);

  const fieldLengthM = (target: number, xM: number, yM: number): number =>
    closed && !leadsTo(closed, layout.targets[target]!, xM, yM)
      ? Number.POSITIVE_INFINITY
      : lookUpLength(grid, field(target), xM, yM);

  const line = new Float64Array(4);
  const goesStraight = (fromXM: number, fromYM: number, goalXM: number, goalYM: number): boolean => {
    line[0] = fromXM;
    line[1] = fromYM;
    line[2] = goalXM;
    line[3] = goalYM;
    return goesStraightAlong(line);
  };

  const seen = new Float64Array(5);
  const end = new Float64Array(3);
  const goesStraightAlong = (along: Float64Array): boolean => {
    const dx = along[2]! - along[0]!;
    const dy = along[3]! - along[1]!;
    if (dx * dx + dy * dy > STRAIGHT_M * STRAIGHT_M) return false;
    if (closed && crossesClosed(areas, along[0]!, along[1]!, along[2]!, along[3]!)) return false;
    // Someone who stands closer to a wall than walkers walk, or whose goal does, still sees past it.
    let clearM = leastM;
    for (let k = 0; k < 4; k += 2) {
      end[0] = along[k]!;
      end[1] = along[k + 1]!;
      sampleWallAt(walls, end);
      if (end[0]! - 0.01 < clearM) clearM = end[0]! - 0.01;
    }
    for (let k = 0; k < 4; k++) seen[k] = along[k]!;
    seen[4] = clearM;
    return clearAlong(walls, seen);
  };

  return {
    layout,
    walls,
    grid,
    get fieldsBuilt() {
      return fieldsBuilt;
    },
    field,
    directionInto,
    directionsInto: (batch) => lookUpDirections(grid, field, batch, pair),
    fieldLengthM,
    fieldLengthsInto: (batch) => lookUpLengths(grid, field, batch),
    goesStraight,
    goesStraightAlong,
    wayOutInto: (xM, yM, out) => wayOut(grid, xM, yM, out),
    wide(needM) {
      let found = wider.get(needM);
      if (!found) {
        found = routerFor(layout, walls, needM, areas);
        wider.set(needM, found);
      }
      return found;
    },
    distanceM(target, fromXM, fromYM, goalXM, goalYM) {
      const known = distances.find(target, fromXM, fromYM, goalXM, goalYM);
      if (known >= 0) return known;
      const length = walkingDistanceM(target, fromXM, fromYM, goalXM, goalYM);
      distances.store(length);
      return length;
    },
  };

  function walkingDistanceM(target: number, fromXM: number, fromYM: number, goalXM: number, goalYM: number): number {
    if (goesStraight(fromXM, fromYM, goalXM, goalYM)) return between(fromXM, fromYM, goalXM, goalYM);
    if (!wayOut(grid, fromXM, fromYM, pair)) return Number.POSITIVE_INFINITY;
    const startX = pair[0]!;
    const startY = pair[1]!;
    const lead = between(fromXM, fromYM, startX, startY);
    const length = fieldLengthM(target, startX, startY);
    if (length === Number.POSITIVE_INFINITY) return length;
    const { xM, yM, to } = layout.targets[target]!;
    const offset = to ? distanceToSegment(goalXM, goalYM, xM, yM, to.xM, to.yM) : between(xM, yM, goalXM, goalYM);
    if (offset < 0.3) return lead + length;
    return lead + trace(target, startX, startY, goalXM, goalYM, length + offset);
  }

  /** Length of the route a walker takes: along the field until the goal is in sight, then straight. At most `bound`. */
  function trace(
    target: number,
    fromXM: number,
    fromYM: number,
    goalXM: number,
    goalYM: number,
    bound: number,
  ): number {
    let x = fromXM;
    let y = fromYM;
    let walked = 0;
    while (walked < bound) {
      if (goesStraight(x, y, goalXM, goalYM)) return Math.min(bound, walked + between(x, y, goalXM, goalYM));
      directionInto(target, x, y, pair);
      if (pair[0] === 0 && pair[1] === 0) break;
      const step = 0.25;
      x += step * pair[0]!;
      y += step * pair[1]!;
      walked += step;
    }
    return bound;
  }
}

function between(ax: number, ay: number, bx: number, by: number): number {
  return Math.sqrt((bx - ax) * (bx - ax) + (by - ay) * (by - ay));
}

function wayOut(grid: WalkGrid, xM: number, yM: number, out: Float64Array): boolean {
  const column = Math.round((xM - grid.originXM) / CELL_M);
  const row = Math.round((yM - grid.originYM) / CELL_M);
  const inGrid = column >= 0 && row >= 0 && column < grid.columns && row < grid.rows;
  const cell = inGrid ? row * grid.columns + column : nearestInside(grid, column, row);
  const exit = grid.exitCell[cell]!;
  if (exit < 0) return false;
  if (exit === cell && inGrid) {
    out[0] = xM;
    out[1] = yM;
    return true;
  }
  const exitRow = Math.floor(exit / grid.columns);
  const exitX = grid.originXM + (exit - exitRow * grid.columns) * CELL_M;
  const exitY = grid.originYM + exitRow * CELL_M;
  if (between(xM, yM, exitX, exitY) > WAY_OUT_M) return false;
  out[0] = exitX;
  out[1] = exitY;
  return true;
}

function nearestInside(grid: WalkGrid, column: number, row: number): number {
  const c = column < 0 ? 0 : column >= grid.columns ? grid.columns - 1 : column;
  const r = row < 0 ? 0 : row >= grid.rows ? grid.rows - 1 : row;
  return r * grid.columns + c;
}

/** The mean of unit vectors is shorter than this where they point apart: on a watershed, where two ways are equally long. */
const APART = 0.5;
/** Length of a direction as the field stores it. */
const STORED_UNIT = 127;

/**
 * Bilinear mean of the four cells around the point; blocked and unreachable cells carry (0, 0) and so no weight. On a watershed
 * the mean would point nowhere useful, so the nearest cell alone decides, the first of equally near ones.
 */
export function lookUpDirection(grid: WalkGrid, field: FlowField, xM: number, yM: number, out: Float64Array): void {
  const { columns, rows } = grid;
  const u = (xM - grid.originXM) / CELL_M;
  const v = (yM - grid.originYM) / CELL_M;
  let x = 0;
  let y = 0;
  if (u >= 0 && v >= 0 && u < columns - 1 && v < rows - 1) {
    const column = u | 0;
    const row = v | 0;
    const fu = u - column;
    const fv = v - row;
    const i = 2 * (row * columns + column);
    const j = i + 2 * columns;
    const d = field.direction;
    const w00 = (1 - fu) * (1 - fv);
    const w10 = fu * (1 - fv);
    const w01 = (1 - fu) * fv;
    const w11 = fu * fv;
    x = w00 * d[i]! + w10 * d[i + 2]! + w01 * d[j]! + w11 * d[j + 2]!;
    y = w00 * d[i + 1]! + w10 * d[i + 3]! + w01 * d[j + 1]! + w11 * d[j + 3]!;
    // Long enough whatever weighs: the weights together are 1 at most.
    if (x * x + y * y < (APART * STORED_UNIT + 1) * (APART * STORED_UNIT + 1)) {
      let weight = 0;
      let most = 0;
      let nearest = i;
      for (let k = 0; k < 4; k++) {
        const cell = k === 0 ? i : k === 1 ? i + 2 : k === 2 ? j : j + 2;
        if (d[cell] === 0 && d[cell + 1] === 0) continue;
        const w = k === 0 ? w00 : k === 1 ? w10 : k === 2 ? w01 : w11;
        weight += w;
        if (w > most) {
          most = w;
          nearest = cell;
        }
      }
      const least = APART * STORED_UNIT * weight;
      if (weight > 0 && x * x + y * y < least * least) {
        x = d[nearest]!;
        y = d[nearest + 1]!;
      }
    }
  }
  let squared = x * x + y * y;
  if (squared < 100) {
    // All four blocked: take the nearest cell that leads on.
    const exit = wayOut(grid, xM, yM, out) ? Math.round((out[1]! - grid.originYM) / CELL_M) * columns : -1;
    if (exit >= 0) {
      const cell = exit + Math.round((out[0]! - grid.originXM) / CELL_M);
      x = field.direction[2 * cell]!;
      y = field.direction[2 * cell + 1]!;
      if (out[0] !== xM || out[1] !== yM) {
        x = out[0]! - xM;
        y = out[1]! - yM;
      }
      squared = x * x + y * y;
    }
  }
  const inverse = squared > 0 ? 1 / Math.sqrt(squared) : 0;
  out[0] = x * inverse;
  out[1] = y * inverse;
}

/** The same for many: where the mean is long enough at once, else with care. `pair`: scratch. */
export function lookUpDirections(
  grid: WalkGrid,
  fieldOf: (target: number) => FlowField,
  batch: WayBatch,
  pair: Float64Array,
): void {
  const { columns, rows, originXM, originYM } = grid;
  const { count, target, xM, yM, x: outX, y: outY } = batch;
  const longEnough = (APART * STORED_UNIT + 1) * (APART * STORED_UNIT + 1);
  for (let k = 0; k < count; k++) {
    const field = fieldOf(target[k]!);
    const u = (xM[k]! - originXM) / CELL_M;
    const v = (yM[k]! - originYM) / CELL_M;
    let x = 0;
    let y = 0;
    if (u >= 0 && v >= 0 && u < columns - 1 && v < rows - 1) {
      const column = u | 0;
      const row = v | 0;
      const fu = u - column;
      const fv = v - row;
      const i = 2 * (row * columns + column);
      const j = i + 2 * columns;
      const d = field.direction;
      const w00 = (1 - fu) * (1 - fv);
      const w10 = fu * (1 - fv);
      const w01 = (1 - fu) * fv;
      const w11 = fu * fv;
      x = w00 * d[i]! + w10 * d[i + 2]! + w01 * d[j]! + w11 * d[j + 2]!;
      y = w00 * d[i + 1]! + w10 * d[i + 3]! + w01 * d[j + 1]! + w11 * d[j + 3]!;
    }
    const squared = x * x + y * y;
    if (squared >= longEnough) {
      const inverse = 1 / Math.sqrt(squared);
      outX[k] = x * inverse;
      outY[k] = y * inverse;
    } else {
      lookUpDirection(grid, field, xM[k]!, yM[k]!, pair);
      outX[k] = pair[0]!;
      outY[k] = pair[1]!;
    }
  }
}

function lookUpLengths(grid: WalkGrid, fieldOf: (target: number) => FlowField, batch: WayBatch): void {
  const { count, target, xM, yM, x } = batch;
  for (let k = 0; k < count; k++) x[k] = lookUpLength(grid, fieldOf(target[k]!), xM[k]!, yM[k]!);
}

/** Bilinear mean of the reachable ones among the four cells around the point. */
function lookUpLength(grid: WalkGrid, field: FlowField, xM: number, yM: number): number {
  const { columns, rows } = grid;
  const u = (xM - grid.originXM) / CELL_M;
  const v = (yM - grid.originYM) / CELL_M;
  if (!(u >= 0 && v >= 0 && u < columns - 1 && v < rows - 1)) return Number.POSITIVE_INFINITY;
  const column = u | 0;
  const row = v | 0;
  const fu = u - column;
  const fv = v - row;
  const { lengthM } = field;
  const cell = row * columns + column;
  const a = lengthM[cell]!;
  const b = lengthM[cell + 1]!;
  const c = lengthM[cell + columns]!;
  const d = lengthM[cell + columns + 1]!;
  let weight = 0;
  let sum = 0;
  if (a < Number.POSITIVE_INFINITY) {
    const w = (1 - fu) * (1 - fv);
    weight += w;
    sum += w * a;
  }
  if (b < Number.POSITIVE_INFINITY) {
    const w = fu * (1 - fv);
    weight += w;
    sum += w * b;
  }
  if (c < Number.POSITIVE_INFINITY) {
    const w = (1 - fu) * fv;
    weight += w;
    sum += w * c;
  }
  if (d < Number.POSITIVE_INFINITY) {
    const w = fu * fv;
    weight += w;
    sum += w * d;
  }
  return weight > 1e-9 ? sum / weight : Number.POSITIVE_INFINITY;
}
