/**
 * From a chain of cells to a drivable line: straightened where a straight line is no dearer, even spacing, corners rounded.
 * Metres, map frame. Leaves out the robot's dynamics; the follower slows down for curves.
 */
import { smoothValueAt } from '../map/distanceField';
import type { PlanGrid } from './planGrid';
import { cellOf, cellXM, cellYM } from './planGrid';

/** Distance between the points of a finished path, m. */
export const PATH_STEP_M = 0.1;
const RELAXING_ROUNDS = 15;
/** Room beyond the robot's radius that the band seeks, and its longest single push, m. */
const ROOMY_M = 0.15;
const PUSH_MAX_M = 0.06;

/** (n) coordinates, m. */
export type Line = { readonly xM: Float64Array; readonly yM: Float64Array };

/** Cost of driving straight from one point to another; Infinity if something closed lies on the way. Metres x cost. */
function straightCost(grid: PlanGrid, cost: Float32Array, ax: number, ay: number, bx: number, by: number): number {
  const dx = bx - ax;
  const dy = by - ay;
  const length = Math.sqrt(dx * dx + dy * dy);
  const steps = Math.max(1, Math.ceil(length / (grid.cellM * 0.5)));
  let sum = 0;
  for (let k = 0; k <= steps; k++) {
    const t = k / steps;
    const column = Math.floor((ax + dx * t - grid.originXM) / grid.cellM);
    const row = Math.floor((ay + dy * t - grid.originYM) / grid.cellM);
    if (!(column >= 0 && column < grid.columns && row >= 0 && row < grid.rows)) return Number.POSITIVE_INFINITY;
    const here = cost[row * grid.columns + column] as number;
    if (here === Number.POSITIVE_INFINITY) return here;
    sum += here;
  }
  return (sum / (steps + 1)) * length;
}

/** Cost of a polyline given by cells, accumulated: out[i] = cost from the first to cell i, metres x cost. */
function accumulatedCost(cost: Float32Array, x: Float64Array, y: Float64Array, cells: Int32Array) {
  const sum = new Float64Array(cells.length);
  for (let i = 1; i < cells.length; i++) {
    const dx = (x[i] as number) - (x[i - 1] as number);
    const dy = (y[i] as number) - (y[i - 1] as number);
    const mean = 0.5 * ((cost[cells[i] as number] as number) + (cost[cells[i - 1] as number] as number));
    sum[i] = (sum[i - 1] as number) + mean * Math.sqrt(dx * dx + dy * dy);
  }
  return sum;
}

/** Corners to keep: from each, the furthest cell that a straight line reaches at no more cost. Galloping, then bisection. */
function corners(grid: PlanGrid, cost: Float32Array, x: Float64Array, y: Float64Array, cells: Int32Array): number[] {
  const sum = accumulatedCost(cost, x, y, cells);
  const last = cells.length - 1;
  const kept = [0];
  const reaches = (i: number, j: number): boolean => {
    const along = (sum[j] as number) - (sum[i] as number);
    const direct = straightCost(grid, cost, x[i] as number, y[i] as number, x[j] as number, y[j] as number);
    return direct <= along * 1.02 + 0.01;
  };
  let i = 0;
  while (i < last) {
    let good = i + 1;
    let step = 2;
    let bad = last + 1;
    while (i + step <= last) {
      if (reaches(i, i + step)) good = i + step;
      else {
        bad = i + step;
        break;
      }
      step *= 2;
    }
    if (bad > last && good < last && reaches(i, last)) good = last;
    while (bad - good > 1 && good < last) {
      const middle = (good + bad) >> 1;
      if (middle <= last && reaches(i, middle)) good = middle;
      else bad = middle;
    }
    i = good;
    kept.push(i);
  }
  return kept;
}

function resample(x: readonly number[], y: readonly number[]): Line {
  let length = 0;
  for (let i = 1; i < x.length; i++) {
    length += Math.sqrt(
      ((x[i] as number) - (x[i - 1] as number)) ** 2 + ((y[i] as number) - (y[i - 1] as number)) ** 2,
    );
  }
  const n = Math.max(1, Math.round(length / PATH_STEP_M));
  const xM = new Float64Array(n + 1);
  const yM = new Float64Array(n + 1);
  let segment = 1;
  let done = 0;
  for (let k = 0; k <= n; k++) {
    const at = (length * k) / n;
    for (;;) {
      const ax = x[segment - 1] as number;
      const ay = y[segment - 1] as number;
      const dx = (x[segment] as number) - ax;
      const dy = (y[segment] as number) - ay;
      const piece = Math.sqrt(dx * dx + dy * dy);
      if (at <= done + piece || segment === x.length - 1) {
        const t = piece > 0 ? Math.min(1, (at - done) / piece) : 0;
        xM[k] = ax + dx * t;
        yM[k] = ay + dy * t;
        break;
      }
      done += piece;
      segment++;
    }
  }
  return { xM, yM };
}

/**
 * Elastic band (Quinlan, Khatib 1993): each inner point is drawn towards the middle of its neighbours and, where it is
 * tight, pushed away from the walls; a move into a dearer cell is not made.
 */
function relax(grid: PlanGrid, cost: Float32Array, line: Line): void {
  const { xM, yM } = line;
  const { field } = grid;
  const roomyM = grid.radiusM + ROOMY_M;
  const probe = field.resolutionM;
  const costOf = (x: number, y: number): number => {
    const cell = cellOf(grid, x, y);
    return cell < 0 ? Number.POSITIVE_INFINITY : (cost[cell] as number);
  };
  /** (n) 1 = walls are near: looked at in every round; the others only while they lie in a bend. */
  const tight = new Uint8Array(xM.length);
  for (let round = 0; round < RELAXING_ROUNDS; round++) {
    for (let i = 1; i + 1 < xM.length; i++) {
      const x = xM[i] as number;
      const y = yM[i] as number;
      let nx = 0.5 * x + 0.25 * ((xM[i - 1] as number) + (xM[i + 1] as number));
      let ny = 0.5 * y + 0.25 * ((yM[i - 1] as number) + (yM[i + 1] as number));
      const straight = (nx - x) * (nx - x) + (ny - y) * (ny - y) < 1e-8;
      if (straight && round > 0 && tight[i] === 0) continue;
      const { clearanceM } = field;
      const room = smoothValueAt(field, clearanceM, nx, ny, 0);
      if (room < roomyM) {
        tight[i] = 1;
        const push = (0.5 * Math.min(PUSH_MAX_M, roomyM - room)) / probe;
        const east = smoothValueAt(field, clearanceM, nx + probe, ny, 0);
        const west = smoothValueAt(field, clearanceM, nx - probe, ny, 0);
        const north = smoothValueAt(field, clearanceM, nx, ny + probe, 0);
        const south = smoothValueAt(field, clearanceM, nx, ny - probe, 0);
        nx += push * (east - west);
        ny += push * (north - south);
      }
      if (costOf(nx, ny) <= costOf(x, y) * 1.15) {
        xM[i] = nx;
        yM[i] = ny;
      }
    }
  }
}

/**
 * @param cells chain of neighbouring cells, start and goal included
 * @param start, end exact points that replace the first and last cell's; null = the cell's own point
 */
export function drivableLine(
  grid: PlanGrid,
  cost: Float32Array,
  cells: Int32Array,
  start: { readonly xM: number; readonly yM: number },
  end: { readonly xM: number; readonly yM: number } | null,
): Line {
  const n = cells.length;
  const x = new Float64Array(n);
  const y = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    x[i] = cellXM(grid, cells[i] as number);
    y[i] = cellYM(grid, cells[i] as number);
  }
  if (end) {
    x[n - 1] = end.xM;
    y[n - 1] = end.yM;
  }
  const kept = corners(grid, cost, x, y, cells);
  const keptX = [start.xM, ...kept.slice(n > 1 ? 1 : 0).map((i) => x[i] as number)];
  const keptY = [start.yM, ...kept.slice(n > 1 ? 1 : 0).map((i) => y[i] as number)];
  const line = resample(keptX, keptY);
  relax(grid, cost, line);
  return line;
}
