/**
 * Working copy of everybody who moves, in cell order, made anew every step: old positions to read from while the new
 * ones are worked out. Index i below is a place in this order, `row[i]` the citizen. Nothing here outlives a step.
 */
import { type CellGrid, cellOf } from './cells';
import { PASSING, type People } from './people';

export class Walkers {
  readonly grid: CellGrid;
  count = 0;
  /** (cells + 1) first index of each cell. */
  readonly start: Int32Array;
  private readonly fill: Int32Array;
  private cellByActive = new Int32Array(0);
  /** (walkers) citizen row, cell. */
  row = new Int32Array(0);
  cell = new Int32Array(0);
  /** (walkers) old position, m; half width of the body, m; 1 while squeezing through people. */
  x = new Float64Array(0);
  y = new Float64Array(0);
  radius = new Float64Array(0);
  passing = new Uint8Array(0);
  /** (walkers) unit direction and speed wished for: wish.ts. */
  wishX = new Float64Array(0);
  wishY = new Float64Array(0);
  wishMps = new Float64Array(0);
  /** (walkers) direction taken (a sum first, then unit), gap ahead and least gap all round, m; distance to the wall, m: steer.ts. */
  dirX = new Float64Array(0);
  dirY = new Float64Array(0);
  gapM = new Float64Array(0);
  leastM = new Float64Array(0);
  wallM = new Float64Array(0);
  /** (walkers) direction away from the wall; only valid near one. */
  wallX = new Float64Array(0);
  wallY = new Float64Array(0);

  constructor(grid: CellGrid) {
    this.grid = grid;
    this.start = new Int32Array(grid.count + 1);
    this.fill = new Int32Array(grid.count);
  }

  grow(rows: number): void {
    if (rows <= this.row.length) return;
    this.cellByActive = new Int32Array(rows);
    this.row = new Int32Array(rows);
    this.cell = new Int32Array(rows);
    this.passing = new Uint8Array(rows);
    this.x = new Float64Array(rows);
    this.y = new Float64Array(rows);
    this.radius = new Float64Array(rows);
    this.wishX = new Float64Array(rows);
    this.wishY = new Float64Array(rows);
    this.wishMps = new Float64Array(rows);
    this.dirX = new Float64Array(rows);
    this.dirY = new Float64Array(rows);
    this.gapM = new Float64Array(rows);
    this.leastM = new Float64Array(rows);
    this.wallM = new Float64Array(rows);
    this.wallX = new Float64Array(rows);
    this.wallY = new Float64Array(rows);
  }

  /** Counting sort by cell; within a cell ascending rows, so the order does not depend on history. */
  sort(people: People, active: Int32Array, count: number): void {
    const { grid, start, fill } = this;
    const cells = this.cellByActive;
    this.count = count;
    fill.fill(0);
    for (let k = 0; k < count; k++) {
      const row = active[k]!;
      const c = cellOf(grid, people.xM[row]!, people.yM[row]!);
      cells[k] = c;
      fill[c] = fill[c]! + 1;
    }
    let sum = 0;
    for (let c = 0; c < grid.count; c++) {
      start[c] = sum;
      const here = fill[c]!;
      fill[c] = sum;
      sum += here;
    }
    start[grid.count] = sum;
    for (let k = 0; k < count; k++) {
      const row = active[k]!;
      const c = cells[k]!;
      const i = fill[c]!;
      fill[c] = i + 1;
      this.row[i] = row;
      this.cell[i] = c;
      this.x[i] = people.xM[row]!;
      this.y[i] = people.yM[row]!;
      this.radius[i] = people.radiusM[row]!;
      this.passing[i] = (people.flags[row]! & PASSING) !== 0 ? 1 : 0;
    }
  }
}
