/** Logarithm of the gamma function and gamma-distributed numbers, from the kernel's own elementary functions only. */
import { exp, log, PI, pow } from './detmath';
import type { RandomStream } from './random';

/** Coefficients of Lanczos' approximation, g = 7, n = 9 (Godfrey 2001). */
const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];

/** log Gamma(x) for x > 0; relative error below 1e-13. */
export function logGamma(x: number): number {
  if (x < 0.5) return log(PI / sinPi(x)) - logGamma(1 - x);
  let series = LANCZOS[0] as number;
  for (let i = 1; i < LANCZOS.length; i++) series += (LANCZOS[i] as number) / (x - 1 + i);
  const t = x + 6.5;
  return 0.5 * log(2 * PI) + (x - 0.5) * log(t) - t + log(series);
}

/** sin(pi x) for 0 < x < 0.5 by its Taylor series; error below 1e-15. */
function sinPi(x: number): number {
  const z = PI * x;
  let term = z;
  let sum = z;
  for (let k = 1; k < 12; k++) {
    term *= (-z * z) / (2 * k * (2 * k + 1));
    sum += term;
  }
  return sum;
}

/**
 * Gamma-distributed number with the given shape (> 0) and scale 1: Marsaglia and Tsang, "A simple method for generating
 * gamma variables", ACM TOMS 26 (2000). Uses two draws and more for every rejection (under 5%).
 */
export function drawGamma(shape: number, stream: RandomStream): number {
  if (shape < 1) return drawGamma(shape + 1, stream) * pow(stream.uniformPositive(), 1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = stream.normal();
    const v = (1 + c * x) * (1 + c * x) * (1 + c * x);
    if (v <= 0) continue;
    const u = stream.uniformPositive();
    if (log(u) < 0.5 * x * x + d * (1 - v + log(v))) return d * v;
  }
}

/** Scale of the Weibull distribution with this mean and shape: mean / Gamma(1 + 1 / shape). */
export function weibullScale(mean: number, shape: number): number {
  return mean / exp(logGamma(1 + 1 / shape));
}
