/**
 * The grid that routes live on: 0.2 m cells, how fast each may be walked, and where to step out from a blocked spot.
 *
 * A cell is walkable if its centre is 0.12 m clear of walls (a person turned sideways), so a passage of 0.5 m is always
 * open. Cells with less than 0.2 m are slow enough to be used only where nothing else leads. Out to 0.45 m from a wall
 * the speed still rises, so that routes round corners at a person's distance; a wider slope would draw everybody into
 * the middle of a corridor.
 * The speed map shapes routes only; nobody walks slower because of it.
 */
import { type WallField, wallDistanceM } from '../geometry/wall-field';
import type { HallLayout } from '../layout';

export const CELL_M = 0.2;
/** Least clearance of a walkable cell centre, and of a walker's own centre, metres. */
export const LEAST_CLEARANCE_M = 0.12;

export type WalkGrid = {
  /** Centre of cell (0, 0). */
  readonly originXM: number;
  readonly originYM: number;
  readonly columns: number;
  readonly rows: number;
  /** (rows x columns) 1 / relative speed; 0 = blocked. */
  readonly slowness: Float32Array;
  /** (rows x columns) index of the nearest cell that some target can be reached from; itself if free; -1 if none. */
  readonly exitCell: Int32Array;
};

/** Wheels use cells that are narrower than they are only where nothing else leads: like a way so many times as long. */
const TOO_NARROW = 0.03;

/** Relative walking speed for route choice, (0, 1]. `wheelsM` = half width that wheels need, 0 = on foot. */
function relativeSpeed(clearanceM: number, wheelsM: number): number {
  if (wheelsM > 0) {
    if (clearanceM >= wheelsM + 0.25) return 1;
    return clearanceM >= wheelsM ? 0.5 + 2 * (clearanceM - wheelsM) : TOO_NARROW;
  }
  if (clearanceM >= 0.45) return 1;
  if (clearanceM >= 0.2) return 0.5 + 2 * (clearanceM - 0.2);
  return 0.05 + 5.625 * (clearanceM - LEAST_CLEARANCE_M);
}

export function buildWalkGrid(layout: HallLayout, walls: WallField, wheelsM = 0): WalkGrid {
  // One ring of blocked cells around the bounds, so that no neighbour index leaves the grid.
  const originXM = layout.minXM - CELL_M / 2;
  const originYM = layout.minYM - CELL_M / 2;
  const columns = Math.ceil((layout.maxXM - layout.minXM) / CELL_M - 1e-9) + 2;
  const rows = Math.ceil((layout.maxYM - layout.minYM) / CELL_M - 1e-9) + 2;
  const slowness = new Float32Array(columns * rows);
  for (let row = 1; row < rows - 1; row++) {
    for (let column = 1; column < columns - 1; column++) {
      const d = wallDistanceM(walls, originXM + column * CELL_M, originYM + row * CELL_M);
      if (d >= LEAST_CLEARANCE_M) slowness[row * columns + column] = 1 / relativeSpeed(d, wheelsM);
    }
  }
  const grid = { originXM, originYM, columns, rows, slowness, exitCell: new Int32Array(columns * rows).fill(-1) };
  fillExits(grid, layout);
  return grid;
}

/** Index of the cell a point lies in, clamped into the grid. */
export function cellAt(grid: WalkGrid, xM: number, yM: number): number {
  let column = Math.round((xM - grid.originXM) / CELL_M);
  let row = Math.round((yM - grid.originYM) / CELL_M);
  column = column < 0 ? 0 : column >= grid.columns ? grid.columns - 1 : column;
  row = row < 0 ? 0 : row >= grid.rows ? grid.rows - 1 : row;
  return row * grid.columns + column;
}

/** The free cell nearest to a point, within 1.5 m; -1 if there is none. */
export function nearestFreeCell(grid: WalkGrid, xM: number, yM: number): number {
  const centre = cellAt(grid, xM, yM);
  if (grid.slowness[centre] !== 0) return centre;
  const reach = 8;
  const row0 = Math.floor(centre / grid.columns);
  const column0 = centre - row0 * grid.columns;
  let best = -1;
  let bestSquared = Number.POSITIVE_INFINITY;
  for (let row = Math.max(0, row0 - reach); row <= Math.min(grid.rows - 1, row0 + reach); row++) {
    for (let column = Math.max(0, column0 - reach); column <= Math.min(grid.columns - 1, column0 + reach); column++) {
      const i = row * grid.columns + column;
      if (grid.slowness[i] === 0) continue;
      const dx = grid.originXM + column * CELL_M - xM;
      const dy = grid.originYM + row * CELL_M - yM;
      const squared = dx * dx + dy * dy;
      if (squared < bestSquared) {
        bestSquared = squared;
        best = i;
      }
    }
  }
  return best;
}

/** Marks what the targets can reach, then spreads "nearest such cell" into everything else (breadth first). */
function fillExits(grid: WalkGrid, layout: HallLayout): void {
  const { columns, rows, slowness, exitCell } = grid;
  const queue = new Int32Array(columns * rows);
  let tail = 0;
  const start = (cell: number): void => {
    if (cell >= 0 && exitCell[cell] === -1) {
      exitCell[cell] = cell;
      queue[tail++] = cell;
    }
  };
  for (const target of layout.targets) start(nearestFreeCell(grid, target.xM, target.yM));
  const steps = [1, -1, columns, -columns];
  for (let head = 0; head < tail; head++) {
    const cell = queue[head]!;
    for (const step of steps) if (slowness[cell + step] !== 0) start(cell + step);
  }
  for (let head = 0; head < tail; head++) {
    const cell = queue[head]!;
    for (const step of steps) {
      const next = cell + step;
      if (next < 0 || next >= exitCell.length || exitCell[next] !== -1) continue;
      exitCell[next] = exitCell[cell]!;
      queue[tail++] = next;
    }
  }
}
