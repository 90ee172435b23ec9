/**
 * Places where a robot may stand aside: a coarse grid over the site's map, each cell with its clearance to what the map
 * marks as occupied or unknown. Built once; metres.
 */
import type { OccupancyMap, Point2D, Pose2D } from '../contract';
import { apartM } from './geometry';

const CELL_M = 0.5;
/** Centre of a standing robot to the nearest wall or piece of furniture, at least. */
const CLEAR_M = 0.5;
/** Looked for within this distance, m. */
const REACH_M = 9;

export type PullOuts = { readonly points: readonly Point2D[] };

export function pullOutsOf(map: OccupancyMap): PullOuts {
  const points: Point2D[] = [];
  const reach = Math.ceil(CLEAR_M / map.resolutionM);
  const step = Math.max(1, Math.round(CELL_M / map.resolutionM));
  for (let row = reach; row < map.rows - reach; row += step) {
    for (let column = reach; column < map.columns - reach; column += step) {
      if (isClear(map, column, row, reach)) {
        points.push({
          xM: map.originXM + (column + 0.5) * map.resolutionM,
          yM: map.originYM + (row + 0.5) * map.resolutionM,
        });
      }
    }
  }
  return { points };
}

function isClear(map: OccupancyMap, column: number, row: number, reach: number): boolean {
  for (let y = row - reach; y <= row + reach; y++) {
    for (let x = column - reach; x <= column + reach; x++) {
      const dx = x - column;
      const dy = y - row;
      if (dx * dx + dy * dy <= reach * reach && map.cells[y * map.columns + x] !== 0) return false;
    }
  }
  return true;
}

/**
 * The nearest place to stand at that is at least `apart` from every point given; null if there is none within reach.
 * Equal distances: the earlier in row order.
 */
export function nearestPullOut(
  pullOuts: PullOuts,
  from: Pose2D,
  keepOff: readonly Point2D[],
  apart: number,
): Pose2D | null {
  let best: Point2D | null = null;
  let least = REACH_M;
  for (const point of pullOuts.points) {
    const d = apartM(point, from);
    if (d >= least || keepOff.some((other) => apartM(other, point) < apart)) continue;
    least = d;
    best = point;
  }
  return best === null ? null : { xM: best.xM, yM: best.yM, yawRad: from.yawRad };
}
