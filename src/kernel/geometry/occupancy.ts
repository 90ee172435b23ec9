/**
 * The map a robot is given of the building: what a laser would see or a wheel could not cross, and everything outside
 * the outline, is occupied. Docks are low and flat and so not in it, nor are people and what was put there after the map was made.
 * Nothing is unknown.
 */
import type { OccupancyMap } from '../../../agents/contract/site';
import type { HallLayout } from '../layout';
import { gridOver, rasterize } from './raster';

export const OCCUPIED = 100;

/** @param resolutionM cell size; 0.05 m is what robot vendors ship */
export function occupancyMap(layout: HallLayout, resolutionM = 0.05): OccupancyMap {
  const grid = gridOver(layout, resolutionM, 0.5);
  const cells = rasterize(
    layout,
    grid,
    (solid) => solid.kind !== 'dock' && solid.mapped !== false && (solid.blocksLaser || solid.blocksWalk),
  );
  for (let i = 0; i < cells.length; i++) cells[i] = cells[i] === 1 ? OCCUPIED : 0;
  const { originXM, originYM, columns, rows } = grid;
  return { originXM, originYM, resolutionM, columns, rows, cells };
}
