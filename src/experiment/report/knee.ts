/**
 * The knee of a capacity curve: the point of a rising, convex curve that lies farthest below the chord from its first to its last
 * point (Satopaa et al. 2011, "Finding a kneedle in a haystack"). It depends on the range that is shown: state it with the knee.
 */

/** Index of the knee; null for fewer than three points or a curve that does not bend upwards. */
export function kneeOf(x: readonly number[], y: readonly number[]): number | null {
  const n = x.length;
  const [x0, x1] = [x[0] as number, x[n - 1] as number];
  const [y0, y1] = [y[0] as number, y[n - 1] as number];
  if (n < 3 || !(x1 > x0) || !(y1 > y0)) return null;
  let best: number | null = null;
  let depth = 0.05;
  for (let i = 1; i < n - 1; i++) {
    const below = ((x[i] as number) - x0) / (x1 - x0) - ((y[i] as number) - y0) / (y1 - y0);
    if (below > depth) {
      depth = below;
      best = i;
    }
  }
  return best;
}
