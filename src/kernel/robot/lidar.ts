/**
 * 2-D laser scanner by angular projection: each wall edge and each circle in range finds the beams it can cut and writes its
 * distance where it is the nearest. Exact (no marching, no grid), no allocation per scan, order-independent.
 * The scan is taken in one instant: the robot's own motion during a turn of the mirror is left out.
 */
import { asin, atan2, cos, PI, sin } from '../base/detmath';
import type { RandomStream } from '../base/random';
import { boxCorners } from '../geometry';
import type { HallLayout } from '../layout';
import type { RobotBodySpec } from '../spec';

/** Legs at lidar height are thinner than the body. */
const LEG_SHARE = 0.8;

/** Wall edges that a laser 0.2 m above the floor sees. Columns are (edges) long; the visible side is to the left of a -> b. */
export type LidarEdges = {
  readonly count: number;
  readonly ax: Float64Array;
  readonly ay: Float64Array;
  readonly bx: Float64Array;
  readonly by: Float64Array;
};

/** Edges of a layout: solids seen from outside, the outline from inside. */
export function lidarEdges(layout: HallLayout): LidarEdges {
  const edges: [number, number, number, number][] = [];
  for (const solid of layout.solids) {
    if (!solid.blocksLaser) continue;
    const corners = boxCorners(solid);
    // Corners run counter-clockwise; reversed, the outside is to the left.
    corners.forEach(([x, y], i) => {
      const [px, py] = corners[(i + 3) % 4] as [number, number];
      edges.push([x, y, px, py]);
    });
  }
  layout.outline.forEach(([x, y], i) => {
    const [nx, ny] = layout.outline[(i + 1) % layout.outline.length] as readonly [number, number];
    edges.push([x, y, nx, ny]);
  });
  return {
    count: edges.length,
    ax: Float64Array.from(edges, (edge) => edge[0]),
    ay: Float64Array.from(edges, (edge) => edge[1]),
    bx: Float64Array.from(edges, (edge) => edge[2]),
    by: Float64Array.from(edges, (edge) => edge[3]),
  };
}

export class Lidar {
  readonly angleMinRad = -PI;
  readonly angleStepRad: number;
  /** (beams) metres, Infinity = no return. Rewritten by each scan. */
  readonly ranges: Float32Array;
  /** (beams) exact distances of the present scan, before noise. */
  private readonly exact: Float64Array;
  private readonly beamX: Float64Array;
  private readonly beamY: Float64Array;

  constructor(
    private readonly edges: LidarEdges,
    private readonly spec: RobotBodySpec['lidar'],
  ) {
    this.angleStepRad = (2 * PI) / spec.beams;
    this.ranges = new Float32Array(spec.beams);
    this.exact = new Float64Array(spec.beams);
    this.beamX = Float64Array.from({ length: spec.beams }, (_, i) => cos(this.angleMinRad + i * this.angleStepRad));
    this.beamY = Float64Array.from({ length: spec.beams }, (_, i) => sin(this.angleMinRad + i * this.angleStepRad));
  }

  /**
   * Takes a scan at a pose.
   * @param circles rows of people to look at, `count` of them, with their columns
   * @param noise stream for range noise and drop-outs; null = exact
   */
  scan(
    xM: number,
    yM: number,
    yawRad: number,
    circles: {
      readonly rows: Int32Array;
      readonly count: number;
      readonly xM: Float64Array;
      readonly yM: Float64Array;
      readonly radiusM: Float64Array;
    },
    noise: RandomStream | null,
  ): Float32Array {
    this.exact.fill(Number.POSITIVE_INFINITY);
    const c = cos(yawRad);
    const s = sin(yawRad);
    const { ax, ay, bx, by, count } = this.edges;
    for (let i = 0; i < count; i++) {
      const dax = (ax[i] as number) - xM;
      const day = (ay[i] as number) - yM;
      const dbx = (bx[i] as number) - xM;
      const dby = (by[i] as number) - yM;
      // Seen from the back: nothing to see.
      if (dax * dby - day * dbx <= 0) continue;
      this.castEdge(c * dax + s * day, c * day - s * dax, c * dbx + s * dby, c * dby - s * dbx);
    }
    for (let i = 0; i < circles.count; i++) {
      const row = circles.rows[i] as number;
      const dx = (circles.xM[row] as number) - xM;
      const dy = (circles.yM[row] as number) - yM;
      this.castCircle(c * dx + s * dy, c * dy - s * dx, LEG_SHARE * (circles.radiusM[row] as number));
    }
    this.finish(noise);
    return this.ranges;
  }

  /** Edge a -> b in the laser frame, running counter-clockwise as seen from the sensor. */
  private castEdge(ax: number, ay: number, bx: number, by: number): void {
    const ex = bx - ax;
    const ey = by - ay;
    const reach = this.spec.rangeMaxM;
    // Distance of the nearest point of the edge.
    const along = -(ax * ex + ay * ey) / (ex * ex + ey * ey);
    const t = along < 0 ? 0 : along > 1 ? 1 : along;
    const nearX = ax + t * ex;
    const nearY = ay + t * ey;
    if (nearX * nearX + nearY * nearY > reach * reach) return;
    // Normal n with n . p = d on the line.
    const d = ax * ey - ay * ex;
    const from = atan2(ay, ax);
    let to = atan2(by, bx);
    if (to < from) to += 2 * PI;
    const step = this.angleStepRad;
    const first = Math.ceil((from - this.angleMinRad) / step);
    const last = Math.floor((to - this.angleMinRad) / step);
    const { beams } = this.spec;
    for (let k = first; k <= last; k++) {
      const beam = k >= beams ? k - beams : k;
      const denominator = (this.beamX[beam] as number) * ey - (this.beamY[beam] as number) * ex;
      if (denominator <= 0) continue;
      const range = d / denominator;
      if (range < (this.exact[beam] as number)) this.exact[beam] = range;
    }
  }

  private castCircle(cx: number, cy: number, radius: number): void {
    const square = cx * cx + cy * cy;
    const distance = Math.sqrt(square);
    if (distance - radius > this.spec.rangeMaxM) return;
    if (distance <= radius) {
      this.exact.fill(0);
      return;
    }
    const half = asin(radius / distance);
    const middle = atan2(cy, cx);
    const step = this.angleStepRad;
    const first = Math.ceil((middle - half - this.angleMinRad) / step);
    const last = Math.floor((middle + half - this.angleMinRad) / step);
    const { beams } = this.spec;
    for (let k = first; k <= last; k++) {
      const beam = k < 0 ? k + beams : k >= beams ? k - beams : k;
      const ux = this.beamX[beam] as number;
      const uy = this.beamY[beam] as number;
      const forward = cx * ux + cy * uy;
      const across = cx * uy - cy * ux;
      const inside = radius * radius - across * across;
      if (inside < 0) continue;
      const range = forward - Math.sqrt(inside);
      if (range >= 0 && range < (this.exact[beam] as number)) this.exact[beam] = range;
    }
  }

  /** Range limits, noise and drop-outs. Two normals from each draw; drop-outs by the gap to the next one. */
  private finish(noise: RandomStream | null): void {
    const { beams, rangeMinM, rangeMaxM, sigmaM, dropoutShare } = this.spec;
    let nextDropout = noise && dropoutShare > 0 ? dropoutGap(noise, dropoutShare) : beams;
    let spare = 0;
    let hasSpare = false;
    for (let i = 0; i < beams; i++) {
      let range = this.exact[i] as number;
      if (i === nextDropout && noise) {
        range = Number.POSITIVE_INFINITY;
        nextDropout += 1 + dropoutGap(noise, dropoutShare);
      }
      if (range < rangeMinM || range > rangeMaxM) range = Number.POSITIVE_INFINITY;
      else if (noise && sigmaM > 0) {
        if (hasSpare) range += sigmaM * spare;
        else {
          noise.normalPair((first, second) => {
            range += sigmaM * first;
            spare = second;
          });
        }
        hasSpare = !hasSpare;
      }
      this.ranges[i] = range;
    }
  }
}

/** Beams until the next drop-out: geometric, from one uniform draw. */
function dropoutGap(noise: RandomStream, share: number): number {
  // Mean 1/share - 1; exponential rounded down is geometric with the share 1 - exp(-rate), rate ~ share for small shares.
  return Math.floor(noise.exponential(1 / share));
}
