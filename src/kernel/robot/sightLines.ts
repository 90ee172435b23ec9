/** What hides a person from the camera: walls, pillars and furniture higher than the camera; not glass. */
import { boxCorners } from '../geometry';
import type { HallLayout } from '../layout';

/** The camera sits below the screen; a person's head shows above anything lower than this, m (assumption). */
const EYE_HEIGHT_M = 1.4;

export interface SightLines {
  /** True if something stands on the straight line between two points. */
  blocked(fromXM: number, fromYM: number, toXM: number, toYM: number): boolean;
}

export function makeSightLines(layout: HallLayout): SightLines {
  const sides: number[] = [];
  for (const solid of layout.solids) {
    if (solid.glass || solid.heightM < EYE_HEIGHT_M) continue;
    const corners = boxCorners(solid);
    corners.forEach(([x, y], i) => {
      const [nx, ny] = corners[(i + 1) % 4] as [number, number];
      sides.push(x, y, nx, ny);
    });
  }
  const lines = Float64Array.from(sides);
  return {
    blocked(fromXM, fromYM, toXM, toYM) {
      const dx = toXM - fromXM;
      const dy = toYM - fromYM;
      for (let k = 0; k < lines.length; k += 4) {
        const ax = (lines[k] as number) - fromXM;
        const ay = (lines[k + 1] as number) - fromYM;
        const bx = (lines[k + 2] as number) - fromXM;
        const by = (lines[k + 3] as number) - fromYM;
        const sideA = dx * ay - dy * ax;
        const sideB = dx * by - dy * bx;
        if (sideA * sideB > 0) continue;
        const ex = bx - ax;
        const ey = by - ay;
        const near = ex * ay - ey * ax;
        const far = ex * (ay - dy) - ey * (ax - dx);
        if (near * far <= 0) return true;
      }
      return false;
    },
  };
}
