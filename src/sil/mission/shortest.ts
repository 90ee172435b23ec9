/**
 * Shortest way of a disc through a hall: the optimum on a grid of 0.1 m with eight neighbours over the floor where the disc fits
 * (no cutting of corners), then pulled taut by lines of sight. L* of SPL; its bends are what irregularity is measured against.
 * The truth of the hall is used, not the robot's map: what is not on the map lengthens L* for everybody alike.
 */
import { type WallField, wallDistanceM } from '../../kernel/geometry';

const STEP_M = 0.1;

export type ShortestWay = { readonly lengthM: number; readonly xM: readonly number[]; readonly yM: readonly number[] };

/** Null when the disc does not get there. */
export function shortestWay(
  walls: WallField,
  bounds: { readonly minXM: number; readonly minYM: number; readonly maxXM: number; readonly maxYM: number },
  radiusM: number,
  from: { readonly xM: number; readonly yM: number },
  to: { readonly xM: number; readonly yM: number },
): ShortestWay | null {
  const columns = Math.ceil((bounds.maxXM - bounds.minXM) / STEP_M) + 1;
  const rows = Math.ceil((bounds.maxYM - bounds.minYM) / STEP_M) + 1;
  const x = (cell: number): number => bounds.minXM + (cell % columns) * STEP_M;
  const y = (cell: number): number => bounds.minYM + Math.floor(cell / columns) * STEP_M;
  const cellAt = (px: number, py: number): number =>
    Math.round((py - bounds.minYM) / STEP_M) * columns + Math.round((px - bounds.minXM) / STEP_M);
  const free = (cell: number): boolean => wallDistanceM(walls, x(cell), y(cell)) >= radiusM - 0.02;
  const start = cellAt(from.xM, from.yM);
  const goal = cellAt(to.xM, to.yM);
  const cost = new Float64Array(columns * rows).fill(Number.POSITIVE_INFINITY);
  const parent = new Int32Array(columns * rows).fill(-1);
  const known = new Int8Array(columns * rows).fill(-1);
  const fits = (cell: number): boolean => {
    if (known[cell] === -1) known[cell] = cell === start || cell === goal || free(cell) ? 1 : 0;
    return known[cell] === 1;
  };
  const heap = new Heap();
  const toGo = (cell: number): number => {
    const dx = Math.abs((cell % columns) - (goal % columns));
    const dy = Math.abs(Math.floor(cell / columns) - Math.floor(goal / columns));
    return STEP_M * (Math.max(dx, dy) + (Math.SQRT2 - 1) * Math.min(dx, dy));
  };
  cost[start] = 0;
  heap.push(start, toGo(start));
  for (let cell = heap.pop(); cell >= 0 && cell !== goal; cell = heap.pop()) {
    const column = cell % columns;
    const row = Math.floor(cell / columns);
    for (let dy = -1; dy <= 1; dy++) {
      for (let dx = -1; dx <= 1; dx++) {
        const next = cell + dy * columns + dx;
        if ((dx === 0 && dy === 0) || column + dx < 0 || column + dx >= columns || row + dy < 0 || row + dy >= rows)
          continue;
        if (!fits(next)) continue;
        if (dx !== 0 && dy !== 0 && !(fits(cell + dx) && fits(cell + dy * columns))) continue;
        const sum = (cost[cell] as number) + STEP_M * (dx !== 0 && dy !== 0 ? Math.SQRT2 : 1);
        if (sum >= (cost[next] as number) - 1e-12) continue;
        cost[next] = sum;
        parent[next] = cell;
        heap.push(next, sum + toGo(next));
      }
    }
  }
  if (cost[goal] === Number.POSITIVE_INFINITY) return null;
  const cells: number[] = [];
  for (let cell = goal; cell >= 0; cell = parent[cell] as number) cells.unshift(cell);
  const points = cells.map((cell) => [x(cell), y(cell)] as const);
  points[0] = [from.xM, from.yM];
  points[points.length - 1] = [to.xM, to.yM];
  return pulledTaut(points, walls, radiusM);
}

function pulledTaut(points: readonly (readonly [number, number])[], walls: WallField, radiusM: number): ShortestWay {
  const kept = [points[0] as readonly [number, number]];
  let at = 0;
  while (at < points.length - 1) {
    let next = points.length - 1;
    while (next > at + 1 && !inSight(points[at]!, points[next]!, walls, radiusM)) next--;
    kept.push(points[next]!);
    at = next;
  }
  let lengthM = 0;
  for (let k = 1; k < kept.length; k++)
    lengthM += Math.hypot(kept[k]![0] - kept[k - 1]![0], kept[k]![1] - kept[k - 1]![1]);
  return { lengthM, xM: kept.map(([px]) => px), yM: kept.map(([, py]) => py) };
}

function inSight(
  a: readonly [number, number],
  b: readonly [number, number],
  walls: WallField,
  radiusM: number,
): boolean {
  const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
  const steps = Math.max(1, Math.ceil(length / (STEP_M / 2)));
  for (let k = 1; k < steps; k++) {
    const share = k / steps;
    const gap = wallDistanceM(walls, a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1]));
    if (gap < radiusM - 0.02) return false;
  }
  return true;
}

/** Binary heap of cells by cost; a cell may be in it twice. */
class Heap {
  private readonly cells: number[] = [];
  private readonly costs: number[] = [];

  push(cell: number, cost: number): void {
    let i = this.cells.length;
    this.cells.push(cell);
    this.costs.push(cost);
    while (i > 0) {
      const up = (i - 1) >> 1;
      if ((this.costs[up] as number) <= cost) break;
      this.swap(i, up);
      i = up;
    }
  }

  /** -1 = empty. */
  pop(): number {
    const first = this.cells[0];
    if (first === undefined) return -1;
    const lastCell = this.cells.pop() as number;
    const lastCost = this.costs.pop() as number;
    if (this.cells.length === 0) return first;
    this.cells[0] = lastCell;
    this.costs[0] = lastCost;
    let i = 0;
    for (;;) {
      let least = i;
      for (const child of [2 * i + 1, 2 * i + 2]) {
        if (child < this.cells.length && (this.costs[child] as number) < (this.costs[least] as number)) least = child;
      }
      if (least === i) return first;
      this.swap(i, least);
      i = least;
    }
  }

  private swap(a: number, b: number): void {
    [this.cells[a], this.cells[b]] = [this.cells[b] as number, this.cells[a] as number];
    [this.costs[a], this.costs[b]] = [this.costs[b] as number, this.costs[a] as number];
  }
}
