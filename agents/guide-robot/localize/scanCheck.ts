/**
 * Does a scan fit the map at a pose? The judge of localization, independent of how the pose was found.
 *
 * Each looked-at beam is compared with the range that the map predicts (sphere tracing through the distance field):
 * `hit` within `TOLERANCE_M`, `short` (somebody stands there: says nothing about the pose), `long` (the beam went through a
 * wall of the map: at the true pose that happens only at glass and moved furniture). A beam that passes one thin wall and ends on
 * the next wall behind it is explained: it went through glass, and counts as a hit. Metres. Beams without echo are not counted,
 * since drop-outs and glass give none.
 */
import { cos, sin } from '../../contract/numerics/detmath';
import { type DistanceField, valueAt } from '../map/distanceField';
import type { ScanPoints } from '../perceive/scanPoints';

const BEAMS = 40;
const TOLERANCE_M = 0.2;
const TOLERANCE_PER_M = 0.03;
const MARCHES_MAX = 60;
/** Glass is no thicker than this along a beam, m: 0.1 m met at 20 degrees. */
const GLASS_MOST_M = 0.3;

/** Shares of the beams looked at; together with the short ones they make 1. */
export type ScanFit = { hit: number; long: number; beams: number };

export function checkScan(
  field: DistanceField,
  points: ScanPoints,
  xM: number,
  yM: number,
  yawRad: number,
  out: ScanFit,
): ScanFit {
  const c = cos(yawRad);
  const s = sin(yawRad);
  const fromX = xM + c * points.mountXM - s * points.mountYM;
  const fromY = yM + s * points.mountXM + c * points.mountYM;
  const stride = Math.max(1, Math.floor(points.count / BEAMS));
  let hit = 0;
  let long = 0;
  let beams = 0;
  for (let i = stride >> 1; i < points.count; i += stride) {
    const bx = points.xM[i] as number;
    const by = points.yM[i] as number;
    const dx = xM + c * bx - s * by - fromX;
    const dy = yM + s * bx + c * by - fromY;
    const range = Math.sqrt(dx * dx + dy * dy);
    if (!(range > 0.05)) continue;
    const tolerance = TOLERANCE_M + TOLERANCE_PER_M * range;
    const expected = expectedRange(field, fromX, fromY, dx / range, dy / range, range + tolerance);
    beams++;
    if (expected < range - tolerance) {
      if (seenThrough(field, fromX, fromY, dx / range, dy / range, expected, range, tolerance)) hit++;
      else long++;
    } else if (expected <= range + tolerance) hit++;
  }
  out.hit = beams > 0 ? hit / beams : 0;
  out.long = beams > 0 ? long / beams : 0;
  out.beams = beams;
  return out;
}

/** Does the beam leave the wall at `wallM` again soon, and end on the next one? */
function seenThrough(
  field: DistanceField,
  x: number,
  y: number,
  ux: number,
  uy: number,
  wallM: number,
  rangeM: number,
  toleranceM: number,
): boolean {
  const step = 0.5 * field.resolutionM;
  let t = wallM + step;
  while (t <= wallM + GLASS_MOST_M && valueAt(field, field.surfaceM, x + ux * t, y + uy * t, -1) <= 0) t += step;
  if (t > wallM + GLASS_MOST_M || t >= rangeM - toleranceM) return false;
  const behind = expectedRange(field, x + ux * t, y + uy * t, ux, uy, rangeM + toleranceM - t);
  return Math.abs(t + behind - rangeM) <= toleranceM;
}

/** Metres from a point along a direction to the first wall of the map, Infinity beyond `limitM`. */
function expectedRange(field: DistanceField, x: number, y: number, ux: number, uy: number, limitM: number): number {
  const { originXM, originYM, columns, rows, surfaceM } = field;
  const inverse = 1 / field.resolutionM;
  const least = 0.5 * field.resolutionM;
  let t = 0;
  for (let k = 0; k < MARCHES_MAX; k++) {
    const column = Math.floor((x + ux * t - originXM) * inverse);
    const row = Math.floor((y + uy * t - originYM) * inverse);
    // Beyond the map's edge nothing is known: as good as a wall, since a hall's map ends at its walls.
    if (!(column >= 0 && column < columns && row >= 0 && row < rows)) return t;
    const d = surfaceM[row * columns + column] as number;
    if (d <= 0) return t;
    t += d > least ? d : least;
    if (t > limitM) return Number.POSITIVE_INFINITY;
  }
  return t;
}

/** -1..1: how well the pose explains the scan. People in front of the walls cost little, beams through walls much. */
export function fitScore(fit: ScanFit): number {
  return fit.hit - fit.long;
}
