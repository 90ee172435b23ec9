/**
 * The measuring grid: square cells over the hall's bounds. `floor` are cells whose centre lies inside the outline, furniture
 * included (people sit on it); `walkable` those that feet can cross. Cell (column, row), row-major, row 0 in the south.
 */
import { gridOver, rasterize } from '../../kernel/geometry/raster';
import type { HallLayout } from '../../kernel/layout';

export type SpaceGrid = {
  readonly originXM: number;
  readonly originYM: number;
  readonly cellM: number;
  readonly columns: number;
  readonly rows: number;
  /** (rows x columns) 1 = inside the outline; 1 = also free of what stops feet. */
  readonly floor: Uint8Array;
  readonly walkable: Uint8Array;
};

/** Usual cell: fine enough for a queue, coarse enough for a lone walker to leave a mark. */
export const CELL_M = 0.5;

/** @param cellM edge of a cell, m, > 0 */
export function spaceGrid(layout: HallLayout, cellM = CELL_M): SpaceGrid {
  const grid = gridOver(layout, cellM);
  const floor = rasterize(layout, grid, () => false);
  const walkable = rasterize(layout, grid, (solid) => solid.blocksWalk);
  for (let i = 0; i < floor.length; i++) {
    floor[i] = 1 - (floor[i] as number);
    walkable[i] = 1 - (walkable[i] as number);
  }
  return { ...grid, floor, walkable };
}

/** Cell of a point; the nearest one if it lies outside. */
export function cellAt(grid: SpaceGrid, xM: number, yM: number): number {
  const column = Math.min(grid.columns - 1, Math.max(0, Math.floor((xM - grid.originXM) / grid.cellM)));
  const row = Math.min(grid.rows - 1, Math.max(0, Math.floor((yM - grid.originYM) / grid.cellM)));
  return row * grid.columns + column;
}
