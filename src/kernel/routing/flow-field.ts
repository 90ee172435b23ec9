/**
 * The way to one target from everywhere: fast marching (Sethian 1996, first order) of the eikonal equation
 * |grad T| = slowness on the walk grid. Beside the travel time T it carries the walked length L along the same
 * characteristics (grad L . grad T = |grad T|), so distances are metres walked, not weighted time.
 * Around the target the first metre in sight is set exactly, which removes the point-source error. A target may be a line:
 * then everybody is led to the nearest of its points, so that a wide exit is used in its whole width.
 */
import { nearestOnSegment } from '../geometry/polygon';
import { clearLine, type WallField } from '../geometry/wall-field';
import type { FieldTarget } from '../layout';
import { CELL_M, LEAST_CLEARANCE_M, nearestFreeCell, type WalkGrid } from './walk-grid';

export type FlowField = {
  /** (cells, 2) unit vector x 127 towards the target; (0, 0) where it cannot be reached. */
  readonly direction: Int8Array;
  /** (cells) metres walked to the target; Infinity where it cannot be reached. */
  readonly lengthM: Float32Array;
};

/** Working memory for building fields over one grid; holds nothing between builds. */
export type FieldScratch = {
  readonly time: Float64Array;
  readonly length: Float64Array;
  /** Cells ordered by time: binary heap, and each cell's place in it (-1 = not yet met, -2 = settled). */
  readonly heap: Int32Array;
  readonly slot: Int32Array;
};

const SETTLED = -2;
const EXACT_REACH_CELLS = 5;

export function fieldScratch(grid: WalkGrid): FieldScratch {
  const cells = grid.columns * grid.rows;
  return {
    time: new Float64Array(cells),
    length: new Float64Array(cells),
    heap: new Int32Array(cells),
    slot: new Int32Array(cells),
  };
}

export function buildFlowField(
  grid: WalkGrid,
  walls: WallField,
  target: FieldTarget,
  scratch: FieldScratch,
): FlowField {
  const { time, length, slot } = scratch;
  time.fill(Number.POSITIVE_INFINITY);
  length.fill(Number.POSITIVE_INFINITY);
  slot.fill(-1);
  const sources = sourceCells(grid, target);
  let size = 0;
  for (const source of sources) size = seed(grid, walls, target, source, scratch, size);
  march(grid, scratch, size);
  return { direction: directions(grid, target, sources, time), lengthM: Float32Array.from(length) };
}

/** The free cells nearest to the target, or along its line. */
function sourceCells(grid: WalkGrid, { xM, yM, to }: FieldTarget): number[] {
  const cells = new Set<number>();
  const length = to ? Math.sqrt((to.xM - xM) * (to.xM - xM) + (to.yM - yM) * (to.yM - yM)) : 0;
  const parts = Math.max(1, Math.ceil(length / CELL_M));
  for (let i = 0; i <= (to ? parts : 0); i++) {
    const share = i / parts;
    const cell = nearestFreeCell(grid, xM + share * ((to?.xM ?? xM) - xM), yM + share * ((to?.yM ?? yM) - yM));
    if (cell >= 0) cells.add(cell);
  }
  return [...cells];
}

const nearest = new Float64Array(2);

/** Offset [x, y] from (x, y) to the target, or to the nearest point of its line; in `nearest`. */
function offsetToTarget({ xM, yM, to }: FieldTarget, x: number, y: number): void {
  if (to) nearestOnSegment(x, y, xM, yM, to.xM, to.yM, nearest);
  else {
    nearest[0] = xM;
    nearest[1] = yM;
  }
  nearest[0] = nearest[0]! - x;
  nearest[1] = nearest[1]! - y;
}

/** Puts a source cell and the cells in its sight into the heap of `filled` with exact lengths; returns the heap's size. */
function seed(
  grid: WalkGrid,
  walls: WallField,
  target: FieldTarget,
  source: number,
  { time, length, heap, slot }: FieldScratch,
  filled: number,
): number {
  const { columns, slowness, originXM, originYM } = grid;
  const row0 = Math.floor(source / columns);
  const column0 = source - row0 * columns;
  const sourceX = originXM + column0 * CELL_M;
  const sourceY = originYM + row0 * CELL_M;
  let size = filled;
  for (let row = row0 - EXACT_REACH_CELLS; row <= row0 + EXACT_REACH_CELLS; row++) {
    for (let column = column0 - EXACT_REACH_CELLS; column <= column0 + EXACT_REACH_CELLS; column++) {
      if (row < 0 || column < 0 || row >= grid.rows || column >= columns) continue;
      const cell = row * columns + column;
      if (slowness[cell] === 0 || slot[cell] !== -1) continue;
      const x = originXM + column * CELL_M;
      const y = originYM + row * CELL_M;
      if (cell !== source && !clearLine(walls, x, y, sourceX, sourceY, LEAST_CLEARANCE_M)) continue;
      offsetToTarget(target, x, y);
      length[cell] = Math.sqrt(nearest[0]! * nearest[0]! + nearest[1]! * nearest[1]!);
      time[cell] = 0.5 * length[cell]! * (slowness[cell]! + slowness[source]!);
      heap[size] = cell;
      slot[cell] = size;
      siftUp(heap, slot, time, size);
      size++;
    }
  }
  return size;
}

function siftUp(heap: Int32Array, slot: Int32Array, time: Float64Array, from: number): void {
  const cell = heap[from]!;
  const t = time[cell]!;
  let i = from;
  while (i > 0) {
    const parent = (i - 1) >> 1;
    const other = heap[parent]!;
    if (time[other]! <= t) break;
    heap[i] = other;
    slot[other] = i;
    i = parent;
  }
  heap[i] = cell;
  slot[cell] = i;
}

/** Removes the root; the heap holds `size` cells before. */
function popRoot(heap: Int32Array, slot: Int32Array, time: Float64Array, size: number): void {
  const last = size - 1;
  const cell = heap[last]!;
  const t = time[cell]!;
  let i = 0;
  for (;;) {
    let child = 2 * i + 1;
    if (child >= last) break;
    if (child + 1 < last && time[heap[child + 1]!]! < time[heap[child]!]!) child++;
    const other = heap[child]!;
    if (time[other]! >= t) break;
    heap[i] = other;
    slot[other] = i;
    i = child;
  }
  heap[i] = cell;
  slot[cell] = i;
}

function march(grid: WalkGrid, { time, length, heap, slot }: FieldScratch, seeded: number): void {
  const { columns, slowness } = grid;
  let size = seeded;
  while (size > 0) {
    const cell = heap[0]!;
    popRoot(heap, slot, time, size--);
    slot[cell] = SETTLED;
    for (let k = 0; k < 4; k++) {
      const next = k === 0 ? cell + 1 : k === 1 ? cell - 1 : k === 2 ? cell + columns : cell - columns;
      const slow = slowness[next]!;
      if (slow === 0 || slot[next] === SETTLED) continue;
      // Upwind neighbours: the earlier of each opposite pair.
      const a = time[next - 1]! <= time[next + 1]! ? next - 1 : next + 1;
      const b = time[next - columns]! <= time[next + columns]! ? next - columns : next + columns;
      const ta = time[a]!;
      const tb = time[b]!;
      const step = slow * CELL_M;
      const gap = ta - tb;
      let t: number;
      let walked: number;
      if (gap < step && gap > -step) {
        t = 0.5 * (ta + tb + Math.sqrt(2 * step * step - gap * gap));
        const px = t - ta;
        const py = t - tb;
        walked = (CELL_M * Math.sqrt(px * px + py * py) + px * length[a]! + py * length[b]!) / (px + py);
      } else if (gap < 0) {
        t = ta + step;
        walked = length[a]! + CELL_M;
      } else {
        t = tb + step;
        walked = length[b]! + CELL_M;
      }
      if (t < time[next]!) {
        time[next] = t;
        length[next] = walked;
        if (slot[next] === -1) {
          heap[size] = next;
          slot[next] = size;
          size++;
        }
        siftUp(heap, slot, time, slot[next]!);
      }
    }
  }
}

/** Downhill directions of T by upwind differences; next to the target straight at it. */
function directions(grid: WalkGrid, target: FieldTarget, sources: readonly number[], time: Float64Array): Int8Array {
  const { columns, rows, originXM, originYM } = grid;
  const out = new Int8Array(2 * columns * rows);
  const isSource = new Set(sources);
  for (let row = 1; row < rows - 1; row++) {
    for (let column = 1; column < columns - 1; column++) {
      const cell = row * columns + column;
      const t = time[cell]!;
      if (t === Number.POSITIVE_INFINITY) continue;
      const west = time[cell - 1]!;
      const east = time[cell + 1]!;
      const south = time[cell - columns]!;
      const north = time[cell + columns]!;
      let x = west < east ? (west < t ? west - t : 0) : east < t ? t - east : 0;
      let y = south < north ? (south < t ? south - t : 0) : north < t ? t - north : 0;
      if (isSource.has(cell) || (x === 0 && y === 0)) {
        offsetToTarget(target, originXM + column * CELL_M, originYM + row * CELL_M);
        x = nearest[0]!;
        y = nearest[1]!;
      }
      const norm = Math.sqrt(x * x + y * y);
      if (norm < 1e-9) continue;
      out[2 * cell] = Math.round((127 * x) / norm);
      out[2 * cell + 1] = Math.round((127 * y) / norm);
    }
  }
  return out;
}
