/** Which floor a disc of a given radius can reach from a point: flood fill over the wall field's nodes (0.1 m). */
import type { WallField } from '../../kernel/geometry';

/** Nodes lie 0.1 m apart, so a clear spot may be told 0.05 m too narrow or too wide. */
const ROUNDING_M = 0.02;

/** (nodes) 1 = the disc's centre can get here. */
export function floodFrom(walls: WallField, xM: number, yM: number, radiusM: number): Uint8Array {
  const { columns, rows, distanceM } = walls;
  const mask = new Uint8Array(columns * rows);
  const least = radiusM - ROUNDING_M;
  const queue = new Int32Array(columns * rows);
  let tail = 0;
  const enter = (node: number): void => {
    if (mask[node] === 0 && distanceM[node]! >= least) {
      mask[node] = 1;
      queue[tail++] = node;
    }
  };
  forNodesNear(walls, xM, yM, 0.5, (node) => {
    if (tail === 0) enter(node);
  });
  for (let head = 0; head < tail; head++) {
    const node = queue[head]!;
    const column = node % columns;
    if (column > 0) enter(node - 1);
    if (column < columns - 1) enter(node + 1);
    if (node >= columns) enter(node - columns);
    if (node + columns < columns * rows) enter(node + columns);
  }
  return mask;
}

/** True if the flood reached a node within `withinM` of a point. */
export function reaches(walls: WallField, mask: Uint8Array, xM: number, yM: number, withinM: number): boolean {
  let found = false;
  forNodesNear(walls, xM, yM, withinM, (node) => {
    found ||= mask[node] === 1;
  });
  return found;
}

/** Nodes within a radius, nearest ring first is not needed: row by row. */
function forNodesNear(walls: WallField, xM: number, yM: number, withinM: number, visit: (node: number) => void): void {
  const { originXM, originYM, stepM, columns, rows } = walls;
  const row0 = Math.max(0, Math.ceil((yM - withinM - originYM) / stepM));
  const row1 = Math.min(rows - 1, Math.floor((yM + withinM - originYM) / stepM));
  const column0 = Math.max(0, Math.ceil((xM - withinM - originXM) / stepM));
  const column1 = Math.min(columns - 1, Math.floor((xM + withinM - originXM) / stepM));
  for (let row = row0; row <= row1; row++) {
    for (let column = column0; column <= column1; column++) {
      const dx = originXM + column * stepM - xM;
      const dy = originYM + row * stepM - yM;
      if (dx * dx + dy * dy <= withinM * withinM) visit(row * columns + column);
    }
  }
}
