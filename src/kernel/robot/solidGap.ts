/** Distance from a disc to the nearest wall or furniture: shared by the bodies, so that both mean the same by "touching". */
import { distanceToSegment, nearestOnSegment, type PreparedBox, prepareBox, signedDistanceToBox } from '../geometry';
import type { HallLayout } from '../layout';

/** Returns metres from the disc's rim at (x, y) to the nearest solid that blocks, or to the outline; negative = overlap. */
export type SolidGap = (xM: number, yM: number, radiusM: number) => number;

/** Boxes farther than this from their own rim are not looked at, m. */
const NEAR_M = 2;

export function makeSolidGap(layout: HallLayout): SolidGap {
  const boxes: PreparedBox[] = layout.solids
    .filter((solid) => solid.blocksWalk && solid.kind !== 'drop')
    .map(prepareBox);
  const { outline } = layout;
  return (xM, yM, radiusM) => {
    let gap = Number.POSITIVE_INFINITY;
    for (const box of boxes) {
      const dx = xM - box.xM;
      const dy = yM - box.yM;
      const reach = box.halfXM + box.halfYM + NEAR_M;
      if (dx * dx + dy * dy > reach * reach) continue;
      const distance = signedDistanceToBox(box, xM, yM);
      if (distance < gap) gap = distance;
    }
    for (let k = 0; k < outline.length; k++) {
      const [ax, ay] = outline[k] as readonly [number, number];
      const [bx, by] = outline[(k + 1) % outline.length] as readonly [number, number];
      const distance = distanceToSegment(xM, yM, ax, ay, bx, by);
      if (distance < gap) gap = distance;
    }
    return gap - radiusM;
  };
}

/** Calls `note` with the direction (m, world frame) from (x, y) to each solid and wall within `reachM` of it. */
export type SolidTouches = (xM: number, yM: number, reachM: number, note: (dxM: number, dyM: number) => void) => void;

export function makeSolidTouches(layout: HallLayout): SolidTouches {
  const boxes: PreparedBox[] = layout.solids
    .filter((solid) => solid.blocksWalk && solid.kind !== 'drop')
    .map(prepareBox);
  const { outline } = layout;
  const nearest = new Float64Array(2);
  return (xM, yM, reachM, note) => {
    for (const box of boxes) {
      if (signedDistanceToBox(box, xM, yM) > reachM) continue;
      const dx = xM - box.xM;
      const dy = yM - box.yM;
      const u = clamp(dx * box.cos + dy * box.sin, box.halfXM);
      const v = clamp(dy * box.cos - dx * box.sin, box.halfYM);
      note(box.xM + u * box.cos - v * box.sin - xM, box.yM + u * box.sin + v * box.cos - yM);
    }
    for (let k = 0; k < outline.length; k++) {
      const [ax, ay] = outline[k] as readonly [number, number];
      const [bx, by] = outline[(k + 1) % outline.length] as readonly [number, number];
      if (distanceToSegment(xM, yM, ax, ay, bx, by) > reachM) continue;
      nearestOnSegment(xM, yM, ax, ay, bx, by, nearest);
      note((nearest[0] as number) - xM, (nearest[1] as number) - yM);
    }
  };
}

function clamp(value: number, most: number): number {
  return value > most ? most : value < -most ? -most : value;
}

/** Metres between the rims of two robots' discs; negative = overlap. */
export function robotGap(
  bodies: { readonly xM: Float64Array; readonly yM: Float64Array },
  radius: Float64Array,
  i: number,
  k: number,
): number {
  const dx = (bodies.xM[k] as number) - (bodies.xM[i] as number);
  const dy = (bodies.yM[k] as number) - (bodies.yM[i] as number);
  return Math.sqrt(dx * dx + dy * dy) - (radius[i] as number) - (radius[k] as number);
}

/** Writes for every robot the first other robot within `touchM` of it; -1 = none. */
export function noteRobotTouches(
  bodies: { readonly xM: Float64Array; readonly yM: Float64Array; readonly touchesRobot: Int32Array },
  radius: Float64Array,
  touchM: number,
): void {
  const count = bodies.xM.length;
  bodies.touchesRobot.fill(-1);
  for (let i = 0; i < count; i++) {
    for (let k = 0; k < count; k++) {
      if (k === i || robotGap(bodies, radius, i, k) > touchM) continue;
      bodies.touchesRobot[i] = k;
      break;
    }
  }
}
