/**
 * What can be read from where. A sign is read within the circle that touches its face: up to the full range straight ahead, less at an
 * angle, nothing from the side (visibility catchment area: distance <= range x cos(angle); Xie, Filippidis, Gwynne, Galea, Blackshields,
 * Lawrence 2007), if nothing taller than a standing person's eyes is in between. Left out: people in the way, light, colours.
 */
import { type PreparedBox, prepareBox } from '../geometry/box';
import type { HallLayout } from '../layout';

/** Solids below this are looked over, m. */
const EYE_M = 1.5;

export type Sign = { readonly xM: number; readonly yM: number; readonly normalX: number; readonly normalY: number };

export class Sight {
  private readonly tall: readonly PreparedBox[];

  constructor(layout: HallLayout) {
    this.tall = layout.solids.filter((solid) => solid.heightM > EYE_M).map(prepareBox);
  }

  /** True if a sign can be read by somebody who looks at it from (x, y). */
  reads(sign: Sign, rangeM: number, xM: number, yM: number): boolean {
    const dx = xM - sign.xM;
    const dy = yM - sign.yM;
    const ahead = dx * sign.normalX + dy * sign.normalY;
    if (ahead <= 0 || dx * dx + dy * dy > rangeM * ahead) return false;
    // From a hand's breadth before the face, so that the wall it hangs on does not hide it.
    return this.clear(sign.xM + 0.1 * sign.normalX, sign.yM + 0.1 * sign.normalY, xM, yM);
  }

  /** True if no tall solid lies between two points. */
  clear(ax: number, ay: number, bx: number, by: number): boolean {
    for (const box of this.tall) if (cuts(box, ax, ay, bx, by)) return false;
    return true;
  }
}

/** True if the segment passes through the box (slab test in the box's own frame). */
function cuts(box: PreparedBox, ax: number, ay: number, bx: number, by: number): boolean {
  const u0 = (ax - box.xM) * box.cos + (ay - box.yM) * box.sin;
  const v0 = (ay - box.yM) * box.cos - (ax - box.xM) * box.sin;
  const du = (bx - ax) * box.cos + (by - ay) * box.sin;
  const dv = (by - ay) * box.cos - (bx - ax) * box.sin;
  let from = 0;
  let to = 1;
  for (const [start, delta, half] of [
    [u0, du, box.halfXM],
    [v0, dv, box.halfYM],
  ] as const) {
    if (delta > -1e-12 && delta < 1e-12) {
      if (start < -half || start > half) return false;
      continue;
    }
    const t0 = (-half - start) / delta;
    const t1 = (half - start) / delta;
    from = Math.max(from, Math.min(t0, t1));
    to = Math.min(to, Math.max(t0, t1));
    if (from > to) return false;
  }
  return true;
}
