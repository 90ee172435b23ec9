/** Holes in the floor: steps down and ramps' edges, which wheels must not cross and cliff sensors see. */
import { cos, PI, sin } from '../base/detmath';
import { type PreparedBox, prepareBox, signedDistanceToBox } from '../geometry';
import type { HallLayout } from '../layout';

export interface FloorEdges {
  /** True if there is no floor at the point. */
  isDrop(xM: number, yM: number): boolean;
  /** What three cliff sensors at the front see, `reachM` ahead of the rim: straight on and 40 degrees to both sides. */
  isAhead(xM: number, yM: number, yawRad: number, reachM: number): boolean;
}

const SIDE_RAD = (40 * PI) / 180;

export function makeFloorEdges(layout: HallLayout): FloorEdges {
  const drops: PreparedBox[] = layout.solids.filter((solid) => solid.kind === 'drop').map(prepareBox);
  const isDrop = (xM: number, yM: number): boolean => drops.some((drop) => signedDistanceToBox(drop, xM, yM) < 0);
  return {
    isDrop,
    isAhead: (xM, yM, yawRad, reachM) =>
      drops.length > 0 &&
      [0, SIDE_RAD, -SIDE_RAD].some((side) =>
        isDrop(xM + reachM * cos(yawRad + side), yM + reachM * sin(yawRad + side)),
      ),
  };
}
