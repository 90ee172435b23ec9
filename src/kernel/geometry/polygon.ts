/** Simple polygons (outline, zones): containment and distance to the boundary. Metres; either winding. */

export type Polygon = readonly (readonly [number, number])[];

/** Even-odd rule; a point exactly on an edge may fall on either side. */
export function pointInPolygon(polygon: Polygon, xM: number, yM: number): boolean {
  let inside = false;
  for (let i = 0, j = polygon.length - 1; i < polygon.length; j = i++) {
    const [xi, yi] = polygon[i]!;
    const [xj, yj] = polygon[j]!;
    if (yi > yM !== yj > yM && xM < ((xj - xi) * (yM - yi)) / (yj - yi) + xi) inside = !inside;
  }
  return inside;
}

/** Metres from a point to the segment a-b. */
export function distanceToSegment(xM: number, yM: number, ax: number, ay: number, bx: number, by: number): number {
  const ux = bx - ax;
  const uy = by - ay;
  const lengthSquared = ux * ux + uy * uy;
  let t = lengthSquared > 0 ? ((xM - ax) * ux + (yM - ay) * uy) / lengthSquared : 0;
  t = t < 0 ? 0 : t > 1 ? 1 : t;
  const dx = xM - ax - t * ux;
  const dy = yM - ay - t * uy;
  return Math.sqrt(dx * dx + dy * dy);
}

/** Writes the point [x, y] of the segment a-b that is nearest to (x, y). */
export function nearestOnSegment(
  xM: number,
  yM: number,
  ax: number,
  ay: number,
  bx: number,
  by: number,
  out: Float64Array,
): void {
  const ux = bx - ax;
  const uy = by - ay;
  const lengthSquared = ux * ux + uy * uy;
  let t = lengthSquared > 0 ? ((xM - ax) * ux + (yM - ay) * uy) / lengthSquared : 0;
  t = t < 0 ? 0 : t > 1 ? 1 : t;
  out[0] = ax + t * ux;
  out[1] = ay + t * uy;
}

/** x where the polygon's edges cross the horizontal line y, ascending; the inside lies between 1st-2nd, 3rd-4th, ... */
export function crossingsAt(polygon: Polygon, yM: number): number[] {
  const xs: number[] = [];
  for (let i = 0, j = polygon.length - 1; i < polygon.length; j = i++) {
    const [xi, yi] = polygon[i]!;
    const [xj, yj] = polygon[j]!;
    if (yi > yM !== yj > yM) xs.push(((xj - xi) * (yM - yi)) / (yj - yi) + xi);
  }
  return xs.sort((a, b) => a - b);
}
