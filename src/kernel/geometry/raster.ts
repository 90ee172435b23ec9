/**
 * Solids and outline -> cells. A cell is occupied if a solid covers its centre, or if a solid thinner than a cell
 * passes through it, or if its centre lies outside the outline.
 */
import type { HallLayout, Solid } from '../layout';
import { halfExtents, prepareBox, signedDistanceToBox } from './box';
import { crossingsAt } from './polygon';

/** Cell (column, row) covers [originXM + column * cellM, + cellM) x [originYM + row * cellM, + cellM). */
export type Grid = {
  readonly originXM: number;
  readonly originYM: number;
  readonly cellM: number;
  readonly columns: number;
  readonly rows: number;
};

/** Smallest grid that covers the layout's bounds grown by `marginM`. */
export function gridOver(layout: HallLayout, cellM: number, marginM = 0): Grid {
  const widthM = layout.maxXM - layout.minXM + 2 * marginM;
  const heightM = layout.maxYM - layout.minYM + 2 * marginM;
  return {
    originXM: layout.minXM - marginM,
    originYM: layout.minYM - marginM,
    cellM,
    columns: Math.max(1, Math.ceil(widthM / cellM - 1e-9)),
    rows: Math.max(1, Math.ceil(heightM / cellM - 1e-9)),
  };
}

/** (rows x columns) row-major, 1 = occupied. */
export function rasterize(layout: HallLayout, grid: Grid, takes: (solid: Solid) => boolean): Uint8Array {
  const { originXM, originYM, cellM, columns, rows } = grid;
  const cells = new Uint8Array(columns * rows).fill(1);
  for (let row = 0; row < rows; row++) {
    const xs = crossingsAt(layout.outline, originYM + (row + 0.5) * cellM);
    for (let k = 0; k + 1 < xs.length; k += 2) {
      const first = Math.max(0, Math.ceil((xs[k]! - originXM) / cellM - 0.5));
      const last = Math.min(columns - 1, Math.floor((xs[k + 1]! - originXM) / cellM - 0.5));
      if (last >= first) cells.fill(0, row * columns + first, row * columns + last + 1);
    }
  }
  for (const solid of layout.solids) {
    if (!takes(solid)) continue;
    const box = prepareBox(solid);
    const half = halfExtents(box);
    const reach = Math.min(box.halfXM, box.halfYM) < cellM / 2 ? cellM / 2 : 0;
    const column0 = Math.max(0, Math.floor((box.xM - half.xM - reach - originXM) / cellM));
    const column1 = Math.min(columns - 1, Math.floor((box.xM + half.xM + reach - originXM) / cellM));
    const row0 = Math.max(0, Math.floor((box.yM - half.yM - reach - originYM) / cellM));
    const row1 = Math.min(rows - 1, Math.floor((box.yM + half.yM + reach - originYM) / cellM));
    for (let row = row0; row <= row1; row++) {
      const y = originYM + (row + 0.5) * cellM;
      for (let column = column0; column <= column1; column++) {
        if (signedDistanceToBox(box, originXM + (column + 0.5) * cellM, y) <= reach) cells[row * columns + column] = 1;
      }
    }
  }
  return cells;
}
