/**
 * Social force between two bodies as Moussaid et al. (2009) and lightsfm write it, with HuNavEval's constants:
 * D = unit(p2 - p1), I = lambda (v1 - v2) + D, B = gamma |I|, th = angle from I to D,
 * F = -k [exp(-d/B - (n' B th)^2) I^ + sign(th) exp(-d/B - (n B th)^2) I^perp], the force on 1, which it pushes away from 2.
 * Bodies at the same point push each other along +x with the full force instead of NaN.
 */
const FACTOR = 2.1;
const LAMBDA = 2;
const GAMMA = 0.35;
const N = 2;
const N_PRIME = 3;

export type Mover = { readonly xM: number; readonly yM: number; readonly vxMps: number; readonly vyMps: number };

/** Force on `one` from `other`, per unit of mass: [x, y], m/s2. */
export function socialForce(one: Mover, other: Mover): readonly [number, number] {
  const dx = other.xM - one.xM;
  const dy = other.yM - one.yM;
  const distance = Math.hypot(dx, dy);
  if (distance < 1e-9) return [FACTOR, 0];
  const ux = dx / distance;
  const uy = dy / distance;
  const ix = LAMBDA * (one.vxMps - other.vxMps) + ux;
  const iy = LAMBDA * (one.vyMps - other.vyMps) + uy;
  const length = Math.hypot(ix, iy);
  if (length < 1e-9) return [-FACTOR * ux, -FACTOR * uy];
  const jx = ix / length;
  const jy = iy / length;
  const theta = Math.atan2(jx * uy - jy * ux, jx * ux + jy * uy);
  const b = GAMMA * length;
  const along = FACTOR * Math.exp(-distance / b - (N_PRIME * b * theta) ** 2);
  const across = FACTOR * Math.sign(theta) * Math.exp(-distance / b - (N * b * theta) ** 2);
  return [-along * jx + across * jy, -along * jy - across * jx];
}
