/**
 * A walk grid with areas closed. A closed cell is walkable still, so that who is inside gets out the nearest way towards the goal,
 * but so slow that nobody outside is led in as long as any other way is open. `part` says which cells are joined by open ground:
 * between two parts there is no way.
 */
import { type Polygon, pointInPolygon } from '../geometry/polygon';
import type { FieldTarget } from '../layout';
import { CELL_M, cellAt, nearestFreeCell, type WalkGrid } from './walk-grid';

/** A closed metre counts as so many open ones: more than any detour through a hall. */
const CLOSED_SLOWNESS = 1000;

export type ClosedGrid = {
  readonly grid: WalkGrid;
  /** (cells) number of the piece of open ground; -1 = closed or blocked. */
  readonly part: Int32Array;
  readonly areas: readonly Polygon[];
};

export function closeGrid(open: WalkGrid, areas: readonly Polygon[]): ClosedGrid {
  const { columns, rows } = open;
  const slowness = open.slowness.slice();
  const part = new Int32Array(columns * rows).fill(-1);
  const shut = new Uint8Array(columns * rows);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const i = row * columns + column;
      if (slowness[i] === 0 || !isIn(areas, open.originXM + column * CELL_M, open.originYM + row * CELL_M)) continue;
      shut[i] = 1;
      slowness[i] = slowness[i]! * CLOSED_SLOWNESS;
    }
  }
  const queue = new Int32Array(columns * rows);
  const steps = [1, -1, columns, -columns];
  let parts = 0;
  for (let start = 0; start < part.length; start++) {
    if (slowness[start] === 0 || shut[start] === 1 || part[start] !== -1) continue;
    let tail = 0;
    part[start] = parts;
    queue[tail++] = start;
    for (let head = 0; head < tail; head++) {
      for (const step of steps) {
        const next = queue[head]! + step;
        if (slowness[next] === 0 || shut[next] === 1 || part[next] !== -1) continue;
        part[next] = parts;
        queue[tail++] = next;
      }
    }
    parts++;
  }
  return { grid: { ...open, slowness }, part, areas };
}

/** True if the point is in one of the areas. */
export function isIn(areas: readonly Polygon[], xM: number, yM: number): boolean {
  for (const area of areas) if (pointInPolygon(area, xM, yM)) return true;
  return false;
}

/** False if no open ground leads from the point to the target. Who stands in a closed area gets out on any side. */
export function leadsTo({ grid, part }: ClosedGrid, target: FieldTarget, xM: number, yM: number): boolean {
  const cell = cellAt(grid, xM, yM);
  const here = grid.slowness[cell] !== 0 ? cell : grid.exitCell[cell]!;
  if (here < 0 || part[here] === -1) return true;
  const end = nearestFreeCell(grid, target.xM, target.yM);
  if (end >= 0 && part[end] === part[here]) return true;
  if (!target.to) return false;
  const other = nearestFreeCell(grid, target.to.xM, target.to.yM);
  return other >= 0 && part[other] === part[here];
}

/** True if the straight line from open ground crosses a closed area; from inside one, if it ends in one. */
export function crossesClosed(areas: readonly Polygon[], ax: number, ay: number, bx: number, by: number): boolean {
  if (isIn(areas, bx, by)) return true;
  if (isIn(areas, ax, ay)) return false;
  const dx = bx - ax;
  const dy = by - ay;
  const steps = Math.ceil(Math.sqrt(dx * dx + dy * dy) / (0.5 * CELL_M));
  for (let i = 1; i < steps; i++) if (isIn(areas, ax + (dx * i) / steps, ay + (dy * i) / steps)) return true;
  return false;
}
