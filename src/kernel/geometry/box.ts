/** Oriented boxes on the floor plan: corners, containment, signed distance. Metres, radians. */
import { cos, sin } from '../base/detmath';
import type { Solid } from '../layout';

/** What the box functions need of a solid. */
export type Box = Pick<Solid, 'xM' | 'yM' | 'halfXM' | 'halfYM' | 'yawRad'>;

/** A box with its rotation worked out once. */
export type PreparedBox = {
  readonly xM: number;
  readonly yM: number;
  readonly halfXM: number;
  readonly halfYM: number;
  readonly cos: number;
  readonly sin: number;
};

export function prepareBox(box: Box): PreparedBox {
  const { xM, yM, halfXM, halfYM, yawRad } = box;
  return { xM, yM, halfXM, halfYM, cos: cos(yawRad), sin: sin(yawRad) };
}

/** The four corners, counter-clockwise, starting at the box's own (+x, +y). */
export function boxCorners(box: Box): [number, number][] {
  const b = prepareBox(box);
  const signs: readonly (readonly [number, number])[] = [
    [1, 1],
    [-1, 1],
    [-1, -1],
    [1, -1],
  ];
  return signs.map(([sx, sy]) => {
    const u = sx * b.halfXM;
    const v = sy * b.halfYM;
    return [b.xM + u * b.cos - v * b.sin, b.yM + u * b.sin + v * b.cos];
  });
}

/** Metres from (x, y) to the box's surface; negative inside. */
export function signedDistanceToBox(b: PreparedBox, xM: number, yM: number): number {
  const dx = xM - b.xM;
  const dy = yM - b.yM;
  const u = dx * b.cos + dy * b.sin;
  const v = dy * b.cos - dx * b.sin;
  const outU = (u < 0 ? -u : u) - b.halfXM;
  const outV = (v < 0 ? -v : v) - b.halfYM;
  if (outU > 0 && outV > 0) return Math.sqrt(outU * outU + outV * outV);
  return outU > outV ? outU : outV;
}

export function pointInBox(box: Box, xM: number, yM: number): boolean {
  return signedDistanceToBox(prepareBox(box), xM, yM) <= 0;
}

/** Half extents of the axis-aligned box around an oriented one. */
export function halfExtents(b: PreparedBox): { readonly xM: number; readonly yM: number } {
  const c = Math.abs(b.cos);
  const s = Math.abs(b.sin);
  return { xM: c * b.halfXM + s * b.halfYM, yM: s * b.halfXM + c * b.halfYM };
}
