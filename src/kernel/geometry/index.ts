/** Floor-plan geometry: boxes, polygons, cells, wall distance. Pure functions of the layout. */
export { type Box, boxCorners, type PreparedBox, pointInBox, prepareBox, signedDistanceToBox } from './box';
export { occupancyMap } from './occupancy';
export { distanceToSegment, nearestOnSegment, type Polygon, pointInPolygon } from './polygon';
export { type Grid, gridOver, rasterize } from './raster';
export { buildWallField, clearLine, lineOfSight, sampleWall, type WallField, wallDistanceM } from './wall-field';
