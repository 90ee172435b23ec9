/** Directions from degrees: exact at multiples of 90, so that walls stay straight and every engine agrees. */
import { cos, PI, sin } from '../../kernel/base/detmath';

export type Direction = {
  /** Unit vector. */
  readonly x: number;
  readonly y: number;
  /** Radians in (-pi, pi]. */
  readonly rad: number;
};

export function directionOf(deg: number): Direction {
  let turned = deg % 360;
  if (turned > 180) turned -= 360;
  if (turned <= -180) turned += 360;
  const rad = (turned * PI) / 180;
  if (turned === 0) return { x: 1, y: 0, rad };
  if (turned === 90) return { x: 0, y: 1, rad };
  if (turned === 180) return { x: -1, y: 0, rad };
  if (turned === -90) return { x: 0, y: -1, rad };
  return { x: cos(rad), y: sin(rad), rad };
}

/** A quarter turn counter-clockwise. For a counter's facing direction this is the customers' right. */
export function left(d: { readonly x: number; readonly y: number }): { x: number; y: number } {
  return { x: -d.y || 0, y: d.x };
}

/** Point at `ahead` metres along a direction and `aside` metres to its left. */
export function offset(
  x: number,
  y: number,
  d: { readonly x: number; readonly y: number },
  ahead: number,
  aside = 0,
): { xM: number; yM: number } {
  return { xM: x + ahead * d.x - aside * d.y, yM: y + ahead * d.y + aside * d.x };
}
