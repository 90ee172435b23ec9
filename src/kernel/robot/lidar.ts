/**
 * 2-D laser scanner by angular projection: each wall edge and each disc in range finds the beams it can cut and writes its
 * distance where it is the nearest. Exact (no marching, no grid), no allocation per scan, order-independent.
 *
 * A scan is taken in one instant or, when the robot or people move and the spec says so, beam by beam (`lidarSweep.ts`). Glass
 * gives a return only when hit nearly straight on. Reflectivity, multiple echoes and sunlight are left out.
 */
import { asin, atan2, cos, PI, sin } from '../base/detmath';
import type { RandomStream } from '../base/random';
import type { Discs } from './discs';
import type { LidarEdges } from './lidarEdges';
import { castSweep, type SweepMotion } from './lidarSweep';
import type { LidarSpec } from './sensorSpec';

const TURN = 2 * PI;

export class Lidar {
  readonly angleMinRad: number;
  readonly angleStepRad: number;
  /** Seconds from one beam to the next when beams are taken one after the other. */
  readonly beamStepS: number;
  /** (beams) metres, Infinity = no return. Rewritten by each scan. */
  readonly ranges: Float32Array;
  /** (beams) exact distances of the present scan, before noise. */
  private readonly exact: Float64Array;
  private readonly beamX: Float64Array;
  private readonly beamY: Float64Array;
  private readonly allRound: boolean;
  /** Glass is seen where |cos of the angle of incidence| is at least this. */
  private readonly glassCos: number;

  constructor(
    private readonly edges: LidarEdges,
    private readonly spec: LidarSpec,
  ) {
    this.allRound = spec.fieldOfViewRad >= TURN - 1e-9;
    this.angleMinRad = this.allRound ? -PI : -spec.fieldOfViewRad / 2;
    this.angleStepRad = this.allRound ? TURN / spec.beams : spec.fieldOfViewRad / Math.max(1, spec.beams - 1);
    // One turn of the mirror a scan: the beams outside the field of view take their time too.
    this.beamStepS = this.angleStepRad / (TURN * spec.rateHz);
    this.ranges = new Float32Array(spec.beams);
    this.exact = new Float64Array(spec.beams);
    this.beamX = Float64Array.from({ length: spec.beams }, (_, i) => cos(this.angleMinRad + i * this.angleStepRad));
    this.beamY = Float64Array.from({ length: spec.beams }, (_, i) => sin(this.angleMinRad + i * this.angleStepRad));
    this.glassCos = cos(spec.glassWithinRad);
  }

  /**
   * Takes a scan that ends at this pose.
   * @param motion speed of the robot, for a scan beam by beam; null = all beams at once
   * @param noise stream for range noise and drop-outs; null = exact
   */
  scan(
    xM: number,
    yM: number,
    yawRad: number,
    discs: Discs,
    motion: SweepMotion | null,
    noise: RandomStream | null,
  ): Float32Array {
    this.exact.fill(Number.POSITIVE_INFINITY);
    if (motion !== null) {
      const { spec, angleMinRad, angleStepRad, beamStepS, edges, exact, glassCos } = this;
      castSweep({ spec, angleMinRad, angleStepRad, beamStepS, edges, exact, glassCos }, xM, yM, yawRad, discs, motion);
    } else this.castAtOnce(xM, yM, yawRad, discs);
    this.finish(noise);
    return this.ranges;
  }

  private castAtOnce(xM: number, yM: number, yawRad: number, discs: Discs): void {
    const c = cos(yawRad);
    const s = sin(yawRad);
    const { ax, ay, bx, by, glass, count } = this.edges;
    for (let i = 0; i < count; i++) {
      const dax = (ax[i] as number) - xM;
      const day = (ay[i] as number) - yM;
      const dbx = (bx[i] as number) - xM;
      const dby = (by[i] as number) - yM;
      // Seen from the back: nothing to see.
      if (dax * dby - day * dbx <= 0) continue;
      const leastCos = glass[i] === 1 ? this.glassCos : 0;
      this.castEdge(c * dax + s * day, c * day - s * dax, c * dbx + s * dby, c * dby - s * dbx, leastCos);
    }
    for (let i = 0; i < discs.count; i++) {
      const dx = (discs.xM[i] as number) - xM;
      const dy = (discs.yM[i] as number) - yM;
      this.castCircle(c * dx + s * dy, c * dy - s * dx, discs.radiusM[i] as number);
    }
  }

  /** Edge a -> b in the laser frame, running counter-clockwise as seen from the sensor. */
  private castEdge(ax: number, ay: number, bx: number, by: number, leastCos: number): void {
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
    const least = leastCos > 0 ? leastCos * Math.sqrt(ex * ex + ey * ey) : 0;
    const from = atan2(ay, ax);
    let to = atan2(by, bx);
    if (to < from) to += TURN;
    const step = this.angleStepRad;
    const first = Math.ceil((from - this.angleMinRad) / step);
    const last = Math.floor((to - this.angleMinRad) / step);
    const { beams } = this.spec;
    if (this.allRound) {
      for (let k = first; k <= last; k++) this.meetEdge(k >= beams ? k - beams : k, d, ex, ey, least);
      return;
    }
    const turn = TURN / step;
    for (let k = Math.max(0, first); k <= Math.min(beams - 1, last); k++) this.meetEdge(k, d, ex, ey, least);
    for (let k = Math.max(0, Math.ceil(first - turn)); k <= Math.min(beams - 1, Math.floor(last - turn)); k++) {
      this.meetEdge(k, d, ex, ey, least);
    }
  }

  private meetEdge(beam: number, d: number, ex: number, ey: number, least: number): void {
    const denominator = (this.beamX[beam] as number) * ey - (this.beamY[beam] as number) * ex;
    if (denominator <= least) return;
    const range = d / denominator;
    if (range < (this.exact[beam] as number)) this.exact[beam] = range;
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
    const from = (middle - half - this.angleMinRad) / step;
    const to = (middle + half - this.angleMinRad) / step;
    const { beams } = this.spec;
    if (this.allRound) {
      for (let k = Math.ceil(from); k <= Math.floor(to); k++) {
        this.meetCircle(k < 0 ? k + beams : k >= beams ? k - beams : k, cx, cy, radius);
      }
      return;
    }
    const turn = TURN / step;
    for (const shift of [-turn, 0, turn]) {
      const last = Math.min(beams - 1, Math.floor(to + shift));
      for (let k = Math.max(0, Math.ceil(from + shift)); k <= last; k++) this.meetCircle(k, cx, cy, radius);
    }
  }

  private meetCircle(beam: number, cx: number, cy: number, radius: number): void {
    const ux = this.beamX[beam] as number;
    const uy = this.beamY[beam] as number;
    const forward = cx * ux + cy * uy;
    const across = cx * uy - cy * ux;
    const inside = radius * radius - across * across;
    if (inside < 0) return;
    const range = forward - Math.sqrt(inside);
    if (range >= 0 && range < (this.exact[beam] as number)) this.exact[beam] = range;
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
