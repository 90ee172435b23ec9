/** Wall edges that a laser 0.2 m above the floor meets. Columns are (edges) long; the visible side is to the left of a -> b. */
import { boxCorners } from '../geometry';
import type { HallLayout } from '../layout';

export type LidarEdges = {
  readonly count: number;
  readonly ax: Float64Array;
  readonly ay: Float64Array;
  readonly bx: Float64Array;
  readonly by: Float64Array;
  /** 1 = glass. */
  readonly glass: Uint8Array;
};

/** Edges of a layout: solids seen from outside, the outline from inside. */
export function lidarEdges(layout: HallLayout): LidarEdges {
  const edges: [number, number, number, number][] = [];
  const glass: number[] = [];
  for (const solid of layout.solids) {
    if (!solid.blocksLaser) continue;
    const corners = boxCorners(solid);
    // Corners run counter-clockwise; reversed, the outside is to the left.
    corners.forEach(([x, y], i) => {
      const [px, py] = corners[(i + 3) % 4] as [number, number];
      edges.push([x, y, px, py]);
      glass.push(solid.glass ? 1 : 0);
    });
  }
  layout.outline.forEach(([x, y], i) => {
    const [nx, ny] = layout.outline[(i + 1) % layout.outline.length] as readonly [number, number];
    edges.push([x, y, nx, ny]);
    glass.push(0);
  });
  return {
    count: edges.length,
    ax: Float64Array.from(edges, (edge) => edge[0]),
    ay: Float64Array.from(edges, (edge) => edge[1]),
    bx: Float64Array.from(edges, (edge) => edge[2]),
    by: Float64Array.from(edges, (edge) => edge[3]),
    glass: Uint8Array.from(glass),
  };
}
