/** Position and heading. Metres and radians, counter-clockwise from +x (REP-103). The frame is the field's to say. */
export type Pose2D = { readonly xM: number; readonly yM: number; readonly yawRad: number };

/** A point in metres. */
export type Point2D = { readonly xM: number; readonly yM: number };

/** Is the point inside the polygon (even-odd rule)? A point on the outline may count either way. */
export function insidePolygon(polygon: readonly Point2D[], xM: number, yM: number): boolean {
  let inside = false;
  for (let i = 0, j = polygon.length - 1; i < polygon.length; j = i++) {
    const a = polygon[i] as Point2D;
    const b = polygon[j] as Point2D;
    if (a.yM > yM !== b.yM > yM && xM < ((b.xM - a.xM) * (yM - a.yM)) / (b.yM - a.yM) + a.xM) inside = !inside;
  }
  return inside;
}
