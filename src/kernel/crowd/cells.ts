/**
 * Square search cells over the hall with a ring of empty ones around, so that the 3 x 3 block of any cell is three
 * contiguous runs of indices and never leaves the arrays. Two uses: walkers are counting-sorted into cells every few
 * steps; parked people hang in lists that change only when somebody parks or leaves.
 */
import { makeBlock } from '../base/block';
import { sampleWall, type WallField } from '../geometry/wall-field';
import type { HallLayout } from '../layout';
import { CELL_M, WALL_BESIDE } from './constants';

export type CellGrid = {
  readonly originXM: number;
  readonly originYM: number;
  /** Including the ring. */
  readonly columns: number;
  readonly rows: number;
  readonly count: number;
};

export function cellGrid(layout: HallLayout): CellGrid {
  const columns = Math.ceil((layout.maxXM - layout.minXM) / CELL_M) + 2;
  const rows = Math.ceil((layout.maxYM - layout.minYM) / CELL_M) + 2;
  return {
    originXM: layout.minXM - CELL_M,
    originYM: layout.minYM - CELL_M,
    columns,
    rows,
    count: columns * rows,
  };
}

const CELLS_PER_M = 1 / CELL_M;

/** Column of cells at x and row of cells at y; points outside the hall count to the nearest inner ones. */
export function columnOf(grid: CellGrid, xM: number): number {
  // Cutting towards 0 is as good as rounding down: all below 1 become 1.
  const column = ((xM - grid.originXM) * CELLS_PER_M) | 0;
  return column < 1 ? 1 : column > grid.columns - 2 ? grid.columns - 2 : column;
}

export function rowOf(grid: CellGrid, yM: number): number {
  const row = ((yM - grid.originYM) * CELLS_PER_M) | 0;
  return row < 1 ? 1 : row > grid.rows - 2 ? grid.rows - 2 : row;
}

/** Cell of a point; points outside the hall count to the nearest inner cell. */
export function cellOf(grid: CellGrid, xM: number, yM: number): number {
  return rowOf(grid, yM) * grid.columns + columnOf(grid, xM);
}

const WALL_COLUMNS = ['wallM', 'offX', 'offY'] as const;

/**
 * Lists of people at rest, one per cell, each in ascending row order: the order never depends on history. And the wall beside each of
 * them, which leaves room to pass on one side only.
 */
export class ParkedCells {
  /** (cells) first row, -1 = empty. */
  readonly head: Int32Array;
  /** (cells) people parked in the 3 x 3 block around the cell: 0 lets walkers skip the search. */
  readonly around: Int32Array;
  /** People parked in all cells. */
  count = 0;
  /** (people) next row in the same cell, -1 = last. */
  next = new Int32Array(0);
  private cell = new Int32Array(0);
  /** (people) distance to the nearest wall, m, and direction off it. */
  private walled = makeBlock(WALL_COLUMNS, 0).columns;
  private readonly sample = new Float64Array(3);
  readonly grid: CellGrid;
  private readonly walls: WallField;

  constructor(grid: CellGrid, walls: WallField) {
    this.grid = grid;
    this.walls = walls;
    this.head = new Int32Array(grid.count).fill(-1);
    this.around = new Int32Array(grid.count);
  }

  grow(rows: number): void {
    const known = this.next.length;
    if (rows <= known) return;
    const next = new Int32Array(rows).fill(-1);
    next.set(this.next);
    this.next = next;
    const cell = new Int32Array(rows).fill(-1);
    cell.set(this.cell);
    this.cell = cell;
    this.walled = makeBlock(WALL_COLUMNS, rows, this.walled).columns;
  }

  clear(): void {
    this.head.fill(-1);
    this.around.fill(0);
    this.next.fill(-1);
    this.cell.fill(-1);
    this.count = 0;
  }

  add(row: number, xM: number, yM: number): void {
    const cell = cellOf(this.grid, xM, yM);
    this.cell[row] = cell;
    sampleWall(this.walls, xM, yM, this.sample);
    this.walled.wallM[row] = this.sample[0]!;
    this.walled.offX[row] = this.sample[1]!;
    this.walled.offY[row] = this.sample[2]!;
    let before = -1;
    let after = this.head[cell]!;
    while (after !== -1 && after < row) {
      before = after;
      after = this.next[after]!;
    }
    this.next[row] = after;
    if (before === -1) this.head[cell] = row;
    else this.next[before] = row;
    this.countAround(cell, 1);
    this.count++;
  }

  /** No-op for a row that is not in. */
  remove(row: number): void {
    const cell = this.cell[row]!;
    if (cell === -1) return;
    let at = this.head[cell]!;
    if (at === row) {
      this.head[cell] = this.next[row]!;
    } else {
      while (this.next[at] !== row) at = this.next[at]!;
      this.next[at] = this.next[row]!;
    }
    this.next[row] = -1;
    this.cell[row] = -1;
    this.countAround(cell, -1);
    this.count--;
  }

  /**
   * On which side to pass somebody at rest, for who goes in the unit direction (ex, ey): 1 left, -1 right, 0 either. Between him and the wall
   * beside him `needM` is wanted, m, beyond the half width of his body, m; where it is not there, one passes on the other side.
   */
  sideToPass(row: number, radiusM: number, ex: number, ey: number, needM: number): number {
    const { wallM, offX, offY } = this.walled;
    if (wallM[row]! - radiusM >= needM) return 0;
    const off = ex * offY[row]! - ey * offX[row]!;
    return +(off > WALL_BESIDE) - +(off < -WALL_BESIDE);
  }

  private countAround(cell: number, change: number): void {
    const { columns } = this.grid;
    for (let down = -columns; down <= columns; down += columns) {
      for (let i = cell + down - 1; i <= cell + down + 1; i++) this.around[i] = this.around[i]! + change;
    }
  }
}
