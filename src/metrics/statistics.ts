/** Elementary statistics over numbers. */

/** Arithmetic mean; 0 for none. */
export function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] as number;
  return values.length === 0 ? 0 : sum / values.length;
}

/** Sample standard deviation (n - 1); 0 for fewer than two. */
export function standardDeviation(values: ArrayLike<number>): number {
  if (values.length < 2) return 0;
  const m = mean(values);
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += ((values[i] as number) - m) ** 2;
  return Math.sqrt(sum / (values.length - 1));
}

/** Quantile p in [0, 1] of ascending values, linear between order statistics (Hyndman and Fan's type 7); 0 for none. */
export function quantileSorted(ascending: ArrayLike<number>, p: number): number {
  const n = ascending.length;
  if (n === 0) return 0;
  const at = (n - 1) * p;
  const low = Math.floor(at);
  const high = Math.min(n - 1, low + 1);
  const lowValue = ascending[low] as number;
  return lowValue + (at - low) * ((ascending[high] as number) - lowValue);
}

/**
 * Student's t quantile for a two-sided confidence level, by bisection on its distribution function (regularized
 * incomplete beta by continued fraction, Numerical Recipes 6.4). Accurate to 1e-8 for degrees >= 1.
 */
export function studentT(confidence: number, degrees: number): number {
  const target = 1 - (1 - confidence) / 2;
  let low = 0;
  let high = 1000;
  for (let i = 0; i < 200; i++) {
    const t = (low + high) / 2;
    const x = degrees / (degrees + t * t);
    const cdf = 1 - 0.5 * incompleteBeta(degrees / 2, 0.5, x);
    if (cdf < target) low = t;
    else high = t;
  }
  return (low + high) / 2;
}

/** Mean with the half-width of its confidence interval (Student's t). */
export function confidenceInterval(
  values: ArrayLike<number>,
  confidence = 0.95,
): { readonly mean: number; readonly halfWidth: number; readonly n: number } {
  const n = values.length;
  if (n < 2) return { mean: mean(values), halfWidth: Number.POSITIVE_INFINITY, n };
  const halfWidth = (studentT(confidence, n - 1) * standardDeviation(values)) / Math.sqrt(n);
  return { mean: mean(values), halfWidth, n };
}

function logGamma(x: number): number {
  const coefficients = [
    76.18009172947146, -86.50532032941678, 24.01409824083091, -1.231739572450155, 0.1208650973866179e-2,
    -0.5395239384953e-5,
  ];
  const t = x + 5.5 - (x + 0.5) * Math.log(x + 5.5);
  let series = 1.000000000190015;
  coefficients.forEach((c, i) => {
    series += c / (x + 1 + i);
  });
  return -t + Math.log((2.5066282746310007 * series) / x);
}

function incompleteBeta(a: number, b: number, x: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log(1 - x));
  return x < (a + 1) / (a + b + 2) ? (front * betaFraction(a, b, x)) / a : 1 - (front * betaFraction(b, a, 1 - x)) / b;
}

function betaFraction(a: number, b: number, x: number): number {
  const tiny = 1e-300;
  let c = 1;
  let d = 1 / (1 - ((a + b) * x) / (a + 1) || tiny);
  let result = d;
  for (let m = 1; m < 300; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / (1 + even * d || tiny);
    c = 1 + even / c || tiny;
    result *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / (1 + odd * d || tiny);
    c = 1 + odd / c || tiny;
    const step = d * c;
    result *= step;
    if (Math.abs(step - 1) < 1e-15) break;
  }
  return result;
}
