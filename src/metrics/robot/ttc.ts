/**
 * Time to collision of two discs that keep their velocities: smallest t >= 0 with |P + W t| = R, P = q - p, W = u - v.
 * Units m, m/s, s. 0 when they overlap, Infinity when they never touch. Source: `van den Berg et al., RVO` geometry, as in
 * every crowd simulator; unlike SocNavBench's, both radii count and motion across the line of centres does too.
 */
export function timeToCollisionS(pxM: number, pyM: number, wxMps: number, wyMps: number, radiiM: number): number {
  const a = wxMps * wxMps + wyMps * wyMps;
  const b = 2 * (pxM * wxMps + pyM * wyMps);
  const c = pxM * pxM + pyM * pyM - radiiM * radiiM;
  if (c <= 0) return 0;
  const root = b * b - 4 * a * c;
  if (b >= 0 || root < 0 || a === 0) return Number.POSITIVE_INFINITY;
  return (-b - Math.sqrt(root)) / (2 * a);
}
