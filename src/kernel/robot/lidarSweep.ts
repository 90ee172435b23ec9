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

/** Calls `meet` for the beams whose direction lies within [from, to] rad of the laser frame; `to` - `from` may exceed a turn. */
function eachBeam(parts: SweepParts, from: number, to: number, meet: (beam: number) => void): void {
  const { beams } = parts.spec;
  const step = parts.angleStepRad;
  const turn = TURN / step;
  if ((to - from) / step >= turn - 1) {
    for (let k = 0; k < beams; k++) meet(k);
    return;
  }
  const first = (from - parts.angleMinRad) / step;
  const last = (to - parts.angleMinRad) / step;
  for (const shift of [-turn, 0, turn]) {
    const end = Math.min(beams - 1, Math.floor(last + shift));
    for (let k = Math.max(0, Math.ceil(first + shift)); k <= end; k++) meet(k);
  }
}

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
  const least = leastCos * length;
  const meet = (beam: number): void => {
    const dx = beams.dx[beam] as number;
    const dy = beams.dy[beam] as number;
    const denominator = dx * ey - dy * ex;
    if (denominator <= least) return;
    const px = ax - (beams.ox[beam] as number);
    const py = ay - (beams.oy[beam] as number);
    const range = (px * ey - py * ex) / denominator;
    if (range < 0 || range >= (parts.exact[beam] as number)) return;
    // Where on the edge: 0 at a, 1 at b; a beam exactly through an end counts.
    const share = (px * dy - py * dx) / denominator;
    if (share >= 0 && share <= 1) parts.exact[beam] = range;
  };
  const from = atan2(ay, ax);
  let to = atan2(by, bx);
  const margin = beams.turnRad + parallax(beams.shiftM, near);
  if (side <= beams.shiftM || margin > PI) {
    eachBeam(parts, 0, TURN, meet);
    return;
  }
  if (to < from) to += TURN;
  eachBeam(parts, from - margin, to + margin, meet);
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
  const meet = (beam: number): void => {
    const t = beams.timeS[beam] as number;
    const px = cx + vx * t - (beams.ox[beam] as number);
    const py = cy + vy * t - (beams.oy[beam] as number);
    const ux = beams.dx[beam] as number;
    const uy = beams.dy[beam] as number;
    const across = px * uy - py * ux;
    const inside = radius * radius - across * across;
    if (inside < 0) return;
    const forward = px * ux + py * uy;
    const half = Math.sqrt(inside);
    if (forward + half < 0) return;
    const range = forward - half > 0 ? forward - half : 0;
    if (range < (parts.exact[beam] as number)) parts.exact[beam] = range;
  };
  const middle = atan2(cy, cx);
  const half = beams.turnRad + (radius + moved < distance ? asin((radius + moved) / distance) : PI);
  eachBeam(parts, middle - half, middle + half, meet);
}

/** Largest change of direction to a point at `distanceM` when the eye moves by `shiftM`. */
function parallax(shiftM: number, distanceM: number): number {
  return shiftM < distanceM ? asin(shiftM / distanceM) : TURN;
}
