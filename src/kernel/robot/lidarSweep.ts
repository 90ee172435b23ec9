/**
 * A laser scan taken beam by beam while the robot drives and people walk. Every beam has its own time, and so its own origin and
 * direction; edges and discs find the beams that may meet them by angle, widened by what moved, and each such beam is cut
 * exactly. The last beam is taken at the stamp of the pose; earlier ones before it. During a scan speeds are constant.
 */
import { asin, atan2, cos, PI, sin } from '../base/detmath';
import type { Discs } from './discs';
import type { LidarEdges } from './lidarEdges';
import type { LidarSpec } from './sensorSpec';

const TURN = 2 * PI;

/** Speed of the robot during the scan, base frame. */
export type SweepMotion = { readonly linearMps: number; readonly angularRps: number };

export type SweepParts = {
  readonly spec: LidarSpec;
  readonly angleMinRad: number;
  readonly angleStepRad: number;
  readonly beamStepS: number;
  readonly edges: LidarEdges;
  /** (beams) nearest distance so far; written. */
  readonly exact: Float64Array;
  readonly glassCos: number;
};

/** Per-beam origins and directions in the laser frame of the last beam, and their times (s, <= 0). */
type Beams = {
  readonly timeS: Float64Array;
  readonly ox: Float64Array;
  readonly oy: Float64Array;
  readonly dx: Float64Array;
  readonly dy: Float64Array;
  /** Farthest origin from the last one, m, and largest turn, rad. */
  readonly shiftM: number;
  readonly turnRad: number;
};

function moveBeams(parts: SweepParts, motion: SweepMotion): Beams {
  const { beams } = parts.spec;
  const column = (): Float64Array => new Float64Array(beams);
  const timeS = column();
  const ox = column();
  const oy = column();
  const dx = column();
  const dy = column();
  for (let i = 0; i < beams; i++) {
    const t = -(beams - 1 - i) * parts.beamStepS;
    const turn = motion.angularRps * t;
    const way = motion.linearMps * t;
    const angle = parts.angleMinRad + i * parts.angleStepRad + turn;
    timeS[i] = t;
    ox[i] = way * cos(turn / 2);
    oy[i] = way * sin(turn / 2);
    dx[i] = cos(angle);
    dy[i] = sin(angle);
  }
  const span = (beams - 1) * parts.beamStepS;
  return {
    timeS,
    ox,
    oy,
    dx,
    dy,
    shiftM: Math.abs(motion.linearMps) * span,
    turnRad: Math.abs(motion.angularRps) * span,
  };
}

export function castSweep(
  parts: SweepParts,
  xM: number,
  yM: number,
  yawRad: number,
  discs: Discs,
  motion: SweepMotion,
): void {
  const beams = moveBeams(parts, motion);
  const c = cos(yawRad);
  const s = sin(yawRad);
  const { ax, ay, bx, by, glass, count } = parts.edges;
  for (let i = 0; i < count; i++) {
    const dax = (ax[i] as number) - xM;
    const day = (ay[i] as number) - yM;
    const dbx = (bx[i] as number) - xM;
    const dby = (by[i] as number) - yM;
    const least = glass[i] === 1 ? parts.glassCos : 0;
    castEdge(parts, beams, c * dax + s * day, c * day - s * dax, c * dbx + s * dby, c * dby - s * dbx, least);
  }
  for (let i = 0; i < discs.count; i++) {
    const dx = (discs.xM[i] as number) - xM;
    const dy = (discs.yM[i] as number) - yM;
    const vx = discs.vxMps[i] as number;
    const vy = discs.vyMps[i] as number;
    castDisc(
      parts,
      beams,
      c * dx + s * dy,
      c * dy - s * dx,
      c * vx + s * vy,
      c * vy - s * vx,
      discs.radiusM[i] as number,
    );
  }
}

/**
 * Index ranges of the beams whose direction lies within [from, to] rad of the laser frame, at most three; `to` - `from` may exceed
 * a turn. Written to `spans` as pairs first, last; returns how many numbers.
 */
function spansOf(parts: SweepParts, from: number, to: number): number {
  const { beams } = parts.spec;
  const step = parts.angleStepRad;
  const turn = TURN / step;
  if ((to - from) / step >= turn - 1) {
    spans[0] = 0;
    spans[1] = beams - 1;
    return 2;
  }
  const first = (from - parts.angleMinRad) / step;
  const last = (to - parts.angleMinRad) / step;
  let count = 0;
  for (let shift = -turn; shift <= turn; shift += turn) {
    const low = Math.max(0, Math.ceil(first + shift));
    const high = Math.min(beams - 1, Math.floor(last + shift));
    if (low > high) continue;
    spans[count++] = low;
    spans[count++] = high;
  }
  return count;
}
/** Scratch of `spansOf`. */
const spans = new Int32Array(6);

function castEdge(
  parts: SweepParts,
  beams: Beams,
  ax: number,
  ay: number,
  bx: number,
  by: number,
  leastCos: number,
): void {
  const ex = bx - ax;
  const ey = by - ay;
  const length = Math.sqrt(ex * ex + ey * ey);
  const along = -(ax * ex + ay * ey) / (length * length);
  const t = along < 0 ? 0 : along > 1 ? 1 : along;
  const nearX = ax + t * ex;
  const nearY = ay + t * ey;
  const near = Math.sqrt(nearX * nearX + nearY * nearY);
  if (near - beams.shiftM > parts.spec.rangeMaxM) return;
  // Seen from the back, and farther behind than the robot drove during the scan.
  const side = (ax * by - ay * bx) / length;
  if (side < -beams.shiftM) return;
  const margin = beams.turnRad + parallax(beams.shiftM, near);
  let from = 0;
  let to = TURN;
  // From so near, or from behind, any beam may meet it.
  if (side > beams.shiftM && margin <= PI) {
    from = atan2(ay, ax);
    to = atan2(by, bx);
    if (to < from) to += TURN;
    from -= margin;
    to += margin;
  }
  const count = spansOf(parts, from, to);
  for (let k = 0; k < count; k += 2) {
    meetEdge(parts, beams, spans[k] as number, spans[k + 1] as number, ax, ay, ex, ey, leastCos * length);
  }
}

function meetEdge(
  parts: SweepParts,
  beams: Beams,
  first: number,
  last: number,
  ax: number,
  ay: number,
  ex: number,
  ey: number,
  least: number,
): void {
  const { exact } = parts;
  for (let beam = first; beam <= last; beam++) {
    const dx = beams.dx[beam] as number;
    const dy = beams.dy[beam] as number;
    const denominator = dx * ey - dy * ex;
    if (denominator <= least) continue;
    const px = ax - (beams.ox[beam] as number);
    const py = ay - (beams.oy[beam] as number);
    const range = (px * ey - py * ex) / denominator;
    if (range < 0 || range >= (exact[beam] as number)) continue;
    // Where on the edge: 0 at a, 1 at b; a beam exactly through an end counts.
    const share = (px * dy - py * dx) / denominator;
    if (share >= 0 && share <= 1) exact[beam] = range;
  }
}

function castDisc(
  parts: SweepParts,
  beams: Beams,
  cx: number,
  cy: number,
  vx: number,
  vy: number,
  radius: number,
): void {
  const span = -(beams.timeS[0] as number);
  const moved = beams.shiftM + span * Math.sqrt(vx * vx + vy * vy);
  const distance = Math.sqrt(cx * cx + cy * cy);
  if (distance - radius - moved > parts.spec.rangeMaxM) return;
  const middle = atan2(cy, cx);
  const half = beams.turnRad + (radius + moved < distance ? asin((radius + moved) / distance) : PI);
  const count = spansOf(parts, middle - half, middle + half);
  for (let k = 0; k < count; k += 2) {
    meetDisc(parts, beams, spans[k] as number, spans[k + 1] as number, cx, cy, vx, vy, radius);
  }
}

function meetDisc(
  parts: SweepParts,
  beams: Beams,
  first: number,
  last: number,
  cx: number,
  cy: number,
  vx: number,
  vy: number,
  radius: number,
): void {
  const { exact } = parts;
  for (let beam = first; beam <= last; beam++) {
    const t = beams.timeS[beam] as number;
    const px = cx + vx * t - (beams.ox[beam] as number);
    const py = cy + vy * t - (beams.oy[beam] as number);
    const ux = beams.dx[beam] as number;
    const uy = beams.dy[beam] as number;
    const across = px * uy - py * ux;
    const inside = radius * radius - across * across;
    if (inside < 0) continue;
    const forward = px * ux + py * uy;
    const half = Math.sqrt(inside);
    if (forward + half < 0) continue;
    const range = forward - half > 0 ? forward - half : 0;
    if (range < (exact[beam] as number)) exact[beam] = range;
  }
}

/** Largest change of direction to a point at `distanceM` when the eye moves by `shiftM`. */
function parallax(shiftM: number, distanceM: number): number {
  return shiftM < distanceM ? asin(shiftM / distanceM) : TURN;
}
