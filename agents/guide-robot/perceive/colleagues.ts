/**
 * Other robots of the same build, as a laser meets them: a round column, narrower than the body that carries it. Metres, map frame.
 *
 * A laser at 0.2 m sees the column only; the body reaches `radiusM` from its middle all the same (robot facts: KettyBot class,
 * column 0.7 of the footprint at that height, an assumption of the twin's sensors too). A run of neighbouring echoes is a column
 * when a circle of the column's radius lies within `FIT_M` of them on average. The circle's middle is found by Gauss-Newton from a
 * point one radius behind the echoes. Legs, chair legs and wheelchairs are of other sizes. Left out: robots of other builds.
 */
const COLUMN_SHARE = 0.7;
/** Mean distance of the echoes from the circle, and how far it may be off in any of them, m. */
const FIT_M = 0.02;
const WORST_M = 0.06;
/** So many echoes at least, and so wide together, in radii. */
const ECHOES = 6;
const CHORD_RADII = 1.5;
/** Echoes nearer than this belong together, m. */
const GAP_M = 0.15;
const ITERATIONS = 4;
export const MOST_COLLEAGUES = 8;

/** First `count` entries valid: middles of the columns, map frame, m. */
export type Colleagues = { count: number; readonly xM: Float64Array; readonly yM: Float64Array };

export function makeColleagues(): Colleagues {
  return { count: 0, xM: new Float64Array(MOST_COLLEAGUES), yM: new Float64Array(MOST_COLLEAGUES) };
}

/**
 * Finds the columns among echoes in the order of the sweep, the one that begins at its end and ends at its beginning too.
 * @param echoes first `count` of `xM`, `yM`, map frame
 * @param bodyRadiusM radius of the robots' circle
 */
export function findColleagues(
  count: number,
  xM: Float64Array,
  yM: Float64Array,
  laserXM: number,
  laserYM: number,
  bodyRadiusM: number,
  out: Colleagues,
): void {
  out.count = 0;
  const isGap = (i: number, k: number): boolean => {
    const dx = (xM[i] as number) - (xM[k] as number);
    const dy = (yM[i] as number) - (yM[k] as number);
    return !(dx * dx + dy * dy < GAP_M * GAP_M);
  };
  let first = 0;
  if (count > 1 && !isGap(0, count - 1)) {
    while (first + 1 < count && !isGap(first + 1, first)) first++;
    // All one run, or the next one after that which goes over the end.
    first = first + 1 < count ? first + 1 : 0;
  }
  let from = first;
  for (let i = first + 1; i <= first + count && out.count < MOST_COLLEAGUES; i++) {
    if (i < first + count && !isGap(i % count, (i - 1) % count)) continue;
    fitColumn(xM, yM, count, from, i, laserXM, laserYM, COLUMN_SHARE * bodyRadiusM, out);
    from = i;
  }
}

/** @param from first of the run, @param to behind its last; beyond `count` they go on at the beginning */
function fitColumn(
  xM: Float64Array,
  yM: Float64Array,
  count: number,
  from: number,
  to: number,
  laserXM: number,
  laserYM: number,
  radiusM: number,
  out: Colleagues,
): void {
  const n = to - from;
  if (n < ECHOES) return;
  const last = (to - 1) % count;
  const wx = (xM[last] as number) - (xM[from] as number);
  const wy = (yM[last] as number) - (yM[from] as number);
  const chord2 = wx * wx + wy * wy;
  const least = CHORD_RADII * radiusM;
  const most = 2.2 * radiusM;
  if (chord2 < least * least || chord2 > most * most) return;
  let x = 0;
  let y = 0;
  for (let i = from; i < to; i++) {
    x += xM[i % count] as number;
    y += yM[i % count] as number;
  }
  x /= n;
  y /= n;
  const away = Math.sqrt((x - laserXM) * (x - laserXM) + (y - laserYM) * (y - laserYM));
  if (away < radiusM) return;
  x += ((x - laserXM) / away) * 0.8 * radiusM;
  y += ((y - laserYM) / away) * 0.8 * radiusM;
  for (let k = 0; k < ITERATIONS; k++) {
    let a = 0;
    let b = 0;
    let c = 0;
    let gx = 0;
    let gy = 0;
    for (let i = from; i < to; i++) {
      const dx = x - (xM[i % count] as number);
      const dy = y - (yM[i % count] as number);
      const d = Math.sqrt(dx * dx + dy * dy);
      if (d < 1e-6) return;
      const ux = dx / d;
      const uy = dy / d;
      const e = d - radiusM;
      a += ux * ux;
      b += ux * uy;
      c += uy * uy;
      gx += ux * e;
      gy += uy * e;
    }
    const det = a * c - b * b;
    if (!(det > 1e-6 * n * n)) return;
    x -= (c * gx - b * gy) / det;
    y -= (a * gy - b * gx) / det;
  }
  let sum = 0;
  for (let i = from; i < to; i++) {
    const dx = x - (xM[i % count] as number);
    const dy = y - (yM[i % count] as number);
    const e = Math.abs(Math.sqrt(dx * dx + dy * dy) - radiusM);
    if (e > WORST_M) return;
    sum += e;
  }
  // The middle lies behind the echoes, never between them and the laser.
  const behind = Math.sqrt((x - laserXM) * (x - laserXM) + (y - laserYM) * (y - laserYM));
  if (sum > FIT_M * n || behind < away) return;
  out.xM[out.count] = x;
  out.yM[out.count] = y;
  out.count++;
}
