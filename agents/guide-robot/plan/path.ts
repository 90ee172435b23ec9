/**
 * From a chain of cells to a drivable line: straightened where a straight line is no dearer, even spacing, corners rounded.
 * Metres, map frame. Leaves out the robot's dynamics; the follower slows down for curves.
 */
import type { PlanGrid } from './planGrid';
import { cellXM, cellYM } from './planGrid';

/** Distance between the points of a finished path, m. */
export const PATH_STEP_M = 0.1;
const SMOOTHING_ROUNDS = 12;

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

/** Rounds corners: each inner point moves towards the middle of its neighbours unless that is dearer. */
function smooth(grid: PlanGrid, cost: Float32Array, line: Line): void {
  const { xM, yM } = line;
  const costOf = (x: number, y: number): number => {
    const column = Math.floor((x - grid.originXM) / grid.cellM);
    const row = Math.floor((y - grid.originYM) / grid.cellM);
    if (!(column >= 0 && column < grid.columns && row >= 0 && row < grid.rows)) return Number.POSITIVE_INFINITY;
    return cost[row * grid.columns + column] as number;
  };
  for (let round = 0; round < SMOOTHING_ROUNDS; round++) {
    for (let i = 1; i + 1 < xM.length; i++) {
      const x = xM[i] as number;
      const y = yM[i] as number;
      const nx = 0.5 * x + 0.25 * ((xM[i - 1] as number) + (xM[i + 1] as number));
      const ny = 0.5 * y + 0.25 * ((yM[i - 1] as number) + (yM[i + 1] as number));
      const before = costOf(x, y);
      const after = costOf(nx, ny);
      if (after <= before * 1.15 || (after < Number.POSITIVE_INFINITY && before === Number.POSITIVE_INFINITY)) {
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
  smooth(grid, cost, line);
  return line;
}
