/**
 * Whether the dock of the site can be used at all: both poses on the map, the staging place free, and in front of the dock so
 * that the robot drives in straight ahead. A dock written down wrongly is refused (Nav2: DOCK_NOT_VALID) before anything drives.
 */
import type { OccupancyMap, Point2D, SiteKnowledge } from '../../contract';
import { cos, sin } from '../../contract/numerics/detmath';

/** Staging place: this far before the docked pose, and this far beside its axis at most; m. */
const BEFORE_LEAST_M = 0.2;
const BEFORE_MOST_M = 3;
const BESIDE_MOST_M = 0.3;

/** Value of the map's cell at a point, 0 = free; null = off the map. */
function cellAt(map: OccupancyMap, { xM, yM }: Point2D): number | null {
  const column = Math.floor((xM - map.originXM) / map.resolutionM);
  const row = Math.floor((yM - map.originYM) / map.resolutionM);
  if (column < 0 || row < 0 || column >= map.columns || row >= map.rows) return null;
  return map.cells[row * map.columns + column] as number;
}

/** True if there is a dock that can be driven onto. */
export function hasUsableDock({ dock, map }: SiteKnowledge): boolean {
  if (!dock) return false;
  const { pose, staging } = dock;
  if (cellAt(map, pose) === null || cellAt(map, staging) !== 0) return false;
  const dx = pose.xM - staging.xM;
  const dy = pose.yM - staging.yM;
  const before = dx * cos(pose.yawRad) + dy * sin(pose.yawRad);
  const beside = Math.abs(dy * cos(pose.yawRad) - dx * sin(pose.yawRad));
  return before >= BEFORE_LEAST_M && before <= BEFORE_MOST_M && beside <= BESIDE_MOST_M;
}
