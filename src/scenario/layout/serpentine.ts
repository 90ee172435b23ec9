/**
 * Serpentine lines (S 形排队): lanes across the way to the server, each walked in the other direction than the one before. Only the
 * course is modelled; the tapes between the lanes are not solid.
 */
import type { SceneSerpentine } from '../schema/scene';
import { type Direction, left } from './directions';

/** Corner points of the course, from the server's side outwards. */
export function serpentineCorners(
  from: { readonly xM: number; readonly yM: number },
  f: Direction,
  { lanes, laneM, lanePitchM, leadM, side }: SceneSerpentine,
): [number, number][] {
  const l = left(f);
  const s = side === 'left' ? l : { x: -l.x || 0, y: -l.y || 0 };
  const corners: [number, number][] = [];
  for (let lane = 0; lane < lanes; lane++) {
    const ahead = leadM + lane * lanePitchM;
    const near: [number, number] = [from.xM + ahead * f.x, from.yM + ahead * f.y];
    const far: [number, number] = [near[0] + laneM * s.x, near[1] + laneM * s.y];
    if (lane % 2 === 0) corners.push(near, far);
    else corners.push(far, near);
  }
  return corners;
}

/** Length of the course, metres. */
export function serpentineLengthM({ lanes, laneM, lanePitchM, leadM }: SceneSerpentine): number {
  return leadM + lanes * laneM + (lanes - 1) * lanePitchM;
}
