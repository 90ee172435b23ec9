/** Doors: a slim portal that carries the sign, and open glass leaves. */
import type { DoorPlan, HallLayout } from '../../kernel/layout';
import { PALETTE } from '../palette';
import { type Model, moved, type Spot } from './model';

/** Clear height of the portal, metres. */
export const PORTAL_M = 2.25;

/** Spot in the doorway looking into the hall. */
export function doorSpot(layout: HallLayout, door: DoorPlan): Spot {
  const middleX = (layout.minXM + layout.maxXM) / 2;
  const middleY = (layout.minYM + layout.maxYM) / 2;
  const c = Math.cos(door.facingRad);
  const s = Math.sin(door.facingRad);
  const inward = c * (middleX - door.xM) + s * (middleY - door.yM) >= 0;
  return { xM: door.xM, yM: door.yM, yawRad: inward ? door.facingRad : door.facingRad + Math.PI };
}

export function addDoors(model: Model, glass: Model, layout: HallLayout): void {
  for (const door of layout.doors) {
    const spot = doorSpot(layout, door);
    const half = door.widthM / 2;
    for (const side of [-1, 1]) {
      model.box(moved(spot, 0, side * (half + 0.04)), 0.06, 0.04, 0, PORTAL_M, PALETTE.dark);
      const leaf = moved(spot, 0.02, side * half * 0.76);
      glass.box(leaf, 0.012, half * 0.24, 0.05, PORTAL_M - 0.1, '#ffffff', { shade: 0 });
      model.box(leaf, 0.02, half * 0.24, 0, 0.05, PALETTE.metal);
      model.box(moved(leaf, 0, -side * half * 0.24), 0.02, 0.015, 0, PORTAL_M - 0.05, PALETTE.metal);
    }
    model.box(spot, 0.07, half + 0.08, PORTAL_M - 0.04, PORTAL_M + 0.04, PALETTE.dark, { shade: 0 });
  }
}
