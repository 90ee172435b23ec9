/**
 * Where could this scan have been taken? Every free place of the map, every heading, without any prior.
 *
 * Correlative scan matching (Olson 2009, coarse stage): poses on a grid of `STEP_M` and `HEADINGS` are scored by how near
 * the scan's end points come to the map's walls (likelihood field, tapering to nothing at `REACH_M`); the best of each
 * neighbourhood is refined (Gauss-Newton) and judged by scanCheck. Used to seed the particles when the robot is lost:
 * sensor resetting (Lenser, Veloso 2000) instead of random particles. About 0.1 s for a hall of 36 x 24 m, so it runs when
 * lost and never while tracking. Metres, radians.
 */
import { cos, sin, TWO_PI, wrapAngle } from '../../contract/numerics/detmath';
import type { DistanceField } from '../map/distanceField';
import type { ScanPoints } from '../perceive/scanPoints';
import { checkScan, fitScore, type ScanFit } from './scanCheck';
import type { ScanMatcher } from './scanMatcher';

const STEP_M = 0.2;
const HEADINGS = 90;
const BEAMS = 40;
const REACH_M = 0.35;
/** Furthest echo used, m: the border that is laid round the map. */
const RANGE_M = 15;
/** After so many beams a pose that explains less than this share is dropped. */
const LOOK_BEAMS = 10;
const LOOK_SHARE = 0.3;
/** One candidate for each such neighbourhood, m and headings; so many are refined, so many are returned. */
const BUCKET_M = 1;
const BUCKET_HEADINGS = 9;
const REFINED = 60;
const RETURNED = 24;
/** Two candidates nearer than this are the same, m and rad. */
const SAME_M = 0.5;
const SAME_RAD = 0.35;

export type Candidate = {
  readonly xM: number;
  readonly yM: number;
  readonly yawRad: number;
  /** -1..1, see fitScore. */
  readonly score: number;
};

/** 0..255 by distance to the nearest wall, with an empty border so that no beam leaves the array. */
type Likelihood = { readonly columns: number; readonly border: number; readonly value: Uint8Array };
const kept = new WeakMap<DistanceField, Likelihood>();

function likelihoodOf(field: DistanceField): Likelihood {
  const known = kept.get(field);
  if (known) return known;
  const border = Math.ceil(RANGE_M / field.resolutionM) + 2;
  const columns = field.columns + 2 * border;
  const value = new Uint8Array(columns * (field.rows + 2 * border));
  for (let row = 0; row < field.rows; row++) {
    for (let column = 0; column < field.columns; column++) {
      const away = Math.abs(field.surfaceM[row * field.columns + column] as number);
      if (away < REACH_M) value[(row + border) * columns + column + border] = Math.round(255 * (1 - away / REACH_M));
    }
  }
  const likelihood = { columns, border, value };
  kept.set(field, likelihood);
  return likelihood;
}

/** Candidates, best first; empty when the scan has too few echoes. */
export function searchEverywhere(
  field: DistanceField,
  points: ScanPoints,
  radiusM: number,
  matcher: ScanMatcher,
): Candidate[] {
  if (points.count < BEAMS / 2) return [];
  const coarse = coarseSearch(field, points, radiusM);
  const fit: ScanFit = { hit: 0, long: 0, beams: 0 };
  const refined: Candidate[] = [];
  for (const { xM, yM, yawRad } of coarse) {
    const pose = matcher.refine(points, xM, yM, yawRad);
    const score = fitScore(checkScan(field, points, pose.xM, pose.yM, pose.yawRad, fit));
    refined.push({ ...pose, score });
  }
  refined.sort((a, b) => b.score - a.score);
  const best: Candidate[] = [];
  for (const one of refined) {
    if (best.length === RETURNED) break;
    if (!best.some((other) => samePlace(one, other))) best.push(one);
  }
  return best;
}

export function samePlace(
  a: { readonly xM: number; readonly yM: number; readonly yawRad: number },
  b: { readonly xM: number; readonly yM: number; readonly yawRad: number },
): boolean {
  const dx = a.xM - b.xM;
  const dy = a.yM - b.yM;
  return dx * dx + dy * dy < SAME_M * SAME_M && Math.abs(wrapAngle(a.yawRad - b.yawRad)) < SAME_RAD;
}

function coarseSearch(field: DistanceField, points: ScanPoints, radiusM: number): Candidate[] {
  const { columns, border, value } = likelihoodOf(field);
  const step = Math.max(1, Math.round(STEP_M / field.resolutionM));
  const inverse = 1 / field.resolutionM;
  // Every k-th echo, but in mixed order, so that the first few already look all round.
  const used: number[] = [];
  const n = Math.min(BEAMS, points.count);
  for (let k = 0; k < n; k++) used.push(Math.floor((((k * 7) % n) * points.count) / n));
  const offset = new Int32Array(n);
  const bucketColumns = Math.ceil((field.columns * field.resolutionM) / BUCKET_M) + 1;
  const bucketHeadings = Math.ceil(HEADINGS / BUCKET_HEADINGS);
  const bucketRows = Math.ceil((field.rows * field.resolutionM) / BUCKET_M) + 1;
  const bestScore = new Float64Array(bucketColumns * bucketRows * bucketHeadings);
  const bestPose = new Int32Array(bestScore.length * 2);
  const least = LOOK_SHARE * 255 * LOOK_BEAMS;
  for (let heading = 0; heading < HEADINGS; heading++) {
    const yaw = (heading * TWO_PI) / HEADINGS;
    const c = cos(yaw);
    const s = sin(yaw);
    used.forEach((i, k) => {
      const x = points.xM[i] as number;
      const y = points.yM[i] as number;
      offset[k] = Math.round((s * x + c * y) * inverse) * columns + Math.round((c * x - s * y) * inverse);
    });
    const bucketHeading = Math.floor(heading / BUCKET_HEADINGS);
    for (let row = step >> 1; row < field.rows; row += step) {
      for (let column = step >> 1; column < field.columns; column += step) {
        if ((field.clearanceM[row * field.columns + column] as number) < 0.8 * radiusM) continue;
        const from = (row + border) * columns + column + border;
        let sum = 0;
        let k = 0;
        for (; k < LOOK_BEAMS && k < n; k++) sum += value[from + (offset[k] as number)] as number;
        if (sum < least) continue;
        for (; k < n; k++) sum += value[from + (offset[k] as number)] as number;
        const bucket =
          (Math.floor((row * field.resolutionM) / BUCKET_M) * bucketColumns +
            Math.floor((column * field.resolutionM) / BUCKET_M)) *
            bucketHeadings +
          bucketHeading;
        if (sum > (bestScore[bucket] as number)) {
          bestScore[bucket] = sum;
          bestPose[2 * bucket] = row * field.columns + column;
          bestPose[2 * bucket + 1] = heading;
        }
      }
    }
  }
  const order: number[] = [];
  for (let i = 0; i < bestScore.length; i++) if ((bestScore[i] as number) > 0) order.push(i);
  order.sort((a, b) => (bestScore[b] as number) - (bestScore[a] as number) || a - b);
  return order.slice(0, REFINED).map((bucket) => {
    const cell = bestPose[2 * bucket] as number;
    const column = cell % field.columns;
    return {
      xM: field.originXM + (column + 0.5) * field.resolutionM,
      yM: field.originYM + ((cell - column) / field.columns + 0.5) * field.resolutionM,
      yawRad: wrapAngle(((bestPose[2 * bucket + 1] as number) * TWO_PI) / HEADINGS),
      score: (bestScore[bucket] as number) / (255 * n),
    };
  });
}
