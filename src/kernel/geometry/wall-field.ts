/**
 * Distance to the nearest thing that stops feet: solids with `blocksWalk`, and the outline. Exact Euclidean at the
 * nodes (analytic, from the boxes and edges, not from cells), positive on free floor, negative inside a solid or outside
 * the outline, cut at +-reachM; bilinear between nodes. Built once per layout, then read only.
 */
import type { HallLayout } from '../layout';
import { halfExtents, prepareBox, signedDistanceToBox } from './box';
import { crossingsAt, distanceToSegment } from './polygon';

export type WallField = {
  /** Node (0, 0). */
  readonly originXM: number;
  readonly originYM: number;
  /** Node spacing. */
  readonly stepM: number;
  readonly columns: number;
  readonly rows: number;
  readonly reachM: number;
  /** (rows x columns) row-major, metres. */
  readonly distanceM: Float32Array;
};

export function buildWallField(layout: HallLayout, stepM = 0.1, reachM = 2): WallField {
  const margin = 0.5;
  const originXM = layout.minXM - margin;
  const originYM = layout.minYM - margin;
  const columns = Math.ceil((layout.maxXM - layout.minXM + 2 * margin) / stepM) + 1;
  const rows = Math.ceil((layout.maxYM - layout.minYM + 2 * margin) / stepM) + 1;
  const distanceM = new Float32Array(columns * rows).fill(reachM);

  /** Lowers the nodes of a rectangle (grown by reachM) to `measure`. */
  const lower = (x0: number, y0: number, x1: number, y1: number, measure: (x: number, y: number) => number): void => {
    const column0 = Math.max(0, Math.floor((x0 - reachM - originXM) / stepM));
    const column1 = Math.min(columns - 1, Math.ceil((x1 + reachM - originXM) / stepM));
    const row0 = Math.max(0, Math.floor((y0 - reachM - originYM) / stepM));
    const row1 = Math.min(rows - 1, Math.ceil((y1 + reachM - originYM) / stepM));
    for (let row = row0; row <= row1; row++) {
      const y = originYM + row * stepM;
      for (let column = column0; column <= column1; column++) {
        const d = measure(originXM + column * stepM, y);
        const i = row * columns + column;
        if (d < distanceM[i]!) distanceM[i] = d;
      }
    }
  };

  const { outline } = layout;
  for (let i = 0, j = outline.length - 1; i < outline.length; j = i++) {
    const [ax, ay] = outline[j]!;
    const [bx, by] = outline[i]!;
    lower(Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by), (x, y) =>
      distanceToSegment(x, y, ax, ay, bx, by),
    );
  }
  negateOutside(distanceM, outline, originXM, originYM, stepM, columns, rows);
  for (const solid of layout.solids) {
    if (!solid.blocksWalk) continue;
    const box = prepareBox(solid);
    const half = halfExtents(box);
    lower(box.xM - half.xM, box.yM - half.yM, box.xM + half.xM, box.yM + half.yM, (x, y) =>
      Math.max(-reachM, signedDistanceToBox(box, x, y)),
    );
  }
  return { originXM, originYM, stepM, columns, rows, reachM, distanceM };
}

function negateOutside(
  distanceM: Float32Array,
  outline: HallLayout['outline'],
  originXM: number,
  originYM: number,
  stepM: number,
  columns: number,
  rows: number,
): void {
  for (let row = 0; row < rows; row++) {
    const xs = crossingsAt(outline, originYM + row * stepM);
    let crossing = 0;
    for (let column = 0; column < columns; column++) {
      const x = originXM + column * stepM;
      while (crossing < xs.length && xs[crossing]! <= x) crossing++;
      const i = row * columns + column;
      if ((crossing & 1) === 0) distanceM[i] = -distanceM[i]!;
    }
  }
}

/** Distance at a point, metres; outside the field it counts as deep outside. */
export function wallDistanceM(field: WallField, xM: number, yM: number): number {
  const u = (xM - field.originXM) / field.stepM;
  const v = (yM - field.originYM) / field.stepM;
  if (!(u >= 0 && v >= 0 && u < field.columns - 1 && v < field.rows - 1)) return -field.reachM;
  const column = u | 0;
  const row = v | 0;
  const fu = u - column;
  const fv = v - row;
  const i = row * field.columns + column;
  const d = field.distanceM;
  const low = d[i]! + (d[i + 1]! - d[i]!) * fu;
  const high = d[i + field.columns]! + (d[i + field.columns + 1]! - d[i + field.columns]!) * fu;
  return low + (high - low) * fv;
}

/** Writes [distance m, gradient x, gradient y] (pointing away from the wall, length about 1) to `out`. */
export function sampleWall(field: WallField, xM: number, yM: number, out: Float64Array): void {
  out[0] = xM;
  out[1] = yM;
  sampleWallAt(field, out);
}

/** The same in place: [x m, y m, -] becomes [distance m, gradient x, gradient y]. For hot loops: numbers handed over in a call may be put on the heap. */
export function sampleWallAt(field: WallField, at: Float64Array): void {
  const u = (at[0]! - field.originXM) / field.stepM;
  const v = (at[1]! - field.originYM) / field.stepM;
  if (!(u >= 0 && v >= 0 && u < field.columns - 1 && v < field.rows - 1)) {
    at[0] = -field.reachM;
    at[1] = 0;
    at[2] = 0;
    return;
  }
  const column = u | 0;
  const row = v | 0;
  const fu = u - column;
  const fv = v - row;
  const i = row * field.columns + column;
  const d = field.distanceM;
  const a = d[i]!;
  const b = d[i + 1]!;
  const c = d[i + field.columns]!;
  const e = d[i + field.columns + 1]!;
  const low = a + (b - a) * fu;
  const high = c + (e - c) * fu;
  const inverse = 1 / field.stepM;
  at[0] = low + (high - low) * fv;
  at[1] = ((b - a) * (1 - fv) + (e - c) * fv) * inverse;
  at[2] = (high - low) * inverse;
}

const straight = new Float64Array(5);
const on = new Float64Array(3);

/** True if a disc of `clearanceM` fits all along the straight line (sphere tracing; error below one node spacing). */
export function clearLine(
  field: WallField,
  fromXM: number,
  fromYM: number,
  toXM: number,
  toYM: number,
  clearanceM: number,
): boolean {
  straight[0] = fromXM;
  straight[1] = fromYM;
  straight[2] = toXM;
  straight[3] = toYM;
  straight[4] = clearanceM;
  return clearAlong(field, straight);
}

/** The same for [from x, from y, to x, to y, clearance], m; changes nothing in it. */
export function clearAlong(field: WallField, line: Float64Array): boolean {
  const fromXM = line[0]!;
  const fromYM = line[1]!;
  const clearanceM = line[4]!;
  const dx = line[2]! - fromXM;
  const dy = line[3]! - fromYM;
  const length = Math.sqrt(dx * dx + dy * dy);
  const leastStep = field.stepM / 2;
  let s = 0;
  while (s < length) {
    on[0] = fromXM + (dx * s) / length;
    on[1] = fromYM + (dy * s) / length;
    sampleWallAt(field, on);
    const d = on[0]! - clearanceM;
    if (d < 0) return false;
    s += d > leastStep ? d : leastStep;
  }
  on[0] = line[2]!;
  on[1] = line[3]!;
  sampleWallAt(field, on);
  return on[0]! >= clearanceM;
}

/** True if nothing that stops feet stands on the straight line between two points. */
export function lineOfSight(field: WallField, fromXM: number, fromYM: number, toXM: number, toYM: number): boolean {
  return clearLine(field, fromXM, fromYM, toXM, toYM, 0);
}
