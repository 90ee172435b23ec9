/**
 * The site's zones on the planning grid: where the robot may not be, and where it must be slow. Map frame, metres, m/s.
 *
 * Keep-out as in Nav2's filter of that name: closed, with the robot's radius (and a little) round it, since the body must stay out, not
 * only its middle. A robot that finds itself inside (pushed, switched on there, or the area closed round it) may leave: see planner.
 * Zones for one robot at a time are the fleet's business.
 */
import { insidePolygon, type Point2D, type SiteZone } from '../../contract';
import type { PlanGrid } from './planGrid';

/** Kept beyond the robot's radius, m: followed at speed, a path's corner is cut by up to 0.04 m. */
const CORNER_M = 0.05;

export type ZoneGrid = {
  /** (rows x columns) the robot's middle may not be here: 2 inside a zone, 1 near one; 0 = it may; null = there is no such zone. */
  readonly keepOut: Uint8Array | null;
  readonly slow: readonly SiteZone[];
};

/** True if a circle of this radius at this point touches the area. Metres. */
export function isWithin(polygon: readonly Point2D[], xM: number, yM: number, radiusM: number): boolean {
  return insidePolygon(polygon, xM, yM) || toEdgeM(polygon, xM, yM) < radiusM;
}

function toEdgeM(polygon: readonly Point2D[], xM: number, yM: number): number {
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0, j = polygon.length - 1; i < polygon.length; j = i++) {
    const a = polygon[i] as Point2D;
    const b = polygon[j] as Point2D;
    const ex = b.xM - a.xM;
    const ey = b.yM - a.yM;
    const length2 = ex * ex + ey * ey;
    const t = length2 > 0 ? Math.min(1, Math.max(0, ((xM - a.xM) * ex + (yM - a.yM) * ey) / length2)) : 0;
    const dx = a.xM + t * ex - xM;
    const dy = a.yM + t * ey - yM;
    least = Math.min(least, Math.sqrt(dx * dx + dy * dy));
  }
  return least;
}

export function zoneGrid(grid: PlanGrid, zones: readonly SiteZone[]): ZoneGrid {
  const slow = zones.filter((zone) => zone.kind === 'slow');
  const closed = zones.filter((zone) => zone.kind === 'keep-out' && zone.polygon.length >= 3);
  if (closed.length === 0) return { keepOut: null, slow };
  const keepOut = new Uint8Array(grid.columns * grid.rows);
  for (let row = 0; row < grid.rows; row++) {
    const yM = grid.originYM + (row + 0.5) * grid.cellM;
    for (let column = 0; column < grid.columns; column++) {
      const xM = grid.originXM + (column + 0.5) * grid.cellM;
      const cell = row * grid.columns + column;
      if (closed.some(({ polygon }) => insidePolygon(polygon, xM, yM))) keepOut[cell] = 2;
      else if (closed.some(({ polygon }) => toEdgeM(polygon, xM, yM) < grid.radiusM + CORNER_M)) keepOut[cell] = 1;
    }
  }
  return { keepOut, slow };
}

/** Highest speed allowed at a point, m/s; Infinity outside every slow zone. */
export function speedLimitAt(zones: ZoneGrid, xM: number, yM: number): number {
  let limit = Number.POSITIVE_INFINITY;
  for (const zone of zones.slow) {
    if (zone.maxMps < limit && insidePolygon(zone.polygon, xM, yM)) limit = zone.maxMps;
  }
  return limit;
}
