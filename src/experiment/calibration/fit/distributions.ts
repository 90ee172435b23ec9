/**
 * Positive distributions fitted by maximum likelihood, and how well each fits: Akaike's information criterion
 * (2 x parameters - 2 log-likelihood; smaller is better) and the Kolmogorov-Smirnov distance to the sample.
 */
import { digamma, gammaP, kolmogorovP, logGamma, normalCdf, trigamma } from './special';

export const FAMILIES = ['lognormal', 'gamma', 'weibull', 'exponential'] as const;
export type Family = (typeof FAMILIES)[number];

/** A fitted distribution; unit of `mean` = unit of the values. */
export type Fit = {
  readonly family: Family;
  readonly mean: number;
  /** Standard deviation / mean. */
  readonly cv: number;
  /** log-normal: sigma of the logarithm; gamma and Weibull: shape; exponential: 1. */
  readonly shape: number;
  readonly n: number;
  readonly logLikelihood: number;
  readonly aic: number;
  /** Kolmogorov-Smirnov distance, 0..1, and its p-value if the parameters had been known beforehand. */
  readonly ks: number;
  readonly ksP: number;
};

/**
 * Fits one family to positive values.
 * @param values at least two different values, all > 0
 */
export function fitFamily(family: Family, values: readonly number[]): Fit {
  const moments = momentsOf(values);
  switch (family) {
    case 'lognormal': {
      const sigma = Math.sqrt(moments.logVariance);
      const mean = Math.exp(moments.meanLog + moments.logVariance / 2);
      const cv = Math.sqrt(Math.exp(moments.logVariance) - 1);
      const logLikelihood = -moments.n * (moments.meanLog + Math.log(sigma * Math.sqrt(2 * Math.PI)) + 0.5);
      return finish({ family, mean, cv, shape: sigma }, logLikelihood, 2, values);
    }
    case 'gamma': {
      const k = gammaShape(Math.log(moments.mean) - moments.meanLog);
      const scale = moments.mean / k;
      const logLikelihood =
        moments.n * ((k - 1) * moments.meanLog - moments.mean / scale - k * Math.log(scale) - logGamma(k));
      return finish({ family, mean: moments.mean, cv: 1 / Math.sqrt(k), shape: k }, logLikelihood, 2, values);
    }
    case 'weibull': {
      const k = weibullShape(values, moments.meanLog);
      const largest = values.reduce((most, value) => Math.max(most, value), 0);
      let sum = 0;
      for (const value of values) sum += (value / largest) ** k;
      const scale = largest * (sum / moments.n) ** (1 / k);
      const mean = scale * Math.exp(logGamma(1 + 1 / k));
      const logLikelihood = moments.n * (Math.log(k) - k * Math.log(scale) + (k - 1) * moments.meanLog - 1);
      return finish({ family, mean, cv: weibullCv(k), shape: k }, logLikelihood, 2, values);
    }
    case 'exponential': {
      const logLikelihood = -moments.n * (Math.log(moments.mean) + 1);
      return finish({ family, mean: moments.mean, cv: 1, shape: 1 }, logLikelihood, 1, values);
    }
  }
}

function finish(
  shape: Pick<Fit, 'family' | 'mean' | 'cv' | 'shape'>,
  logLikelihood: number,
  parameters: number,
  values: readonly number[],
): Fit {
  const ks = ksDistance(values, (x) => cdf(shape, x));
  const n = values.length;
  return { ...shape, n, logLikelihood, aic: 2 * parameters - 2 * logLikelihood, ks, ksP: kolmogorovP(ks, n) };
}

/** Distribution function of a fit at x. */
export function cdf(fit: Pick<Fit, 'family' | 'mean' | 'shape'>, x: number): number {
  if (!(x > 0)) return 0;
  switch (fit.family) {
    case 'lognormal':
      return normalCdf((Math.log(x / fit.mean) + (fit.shape * fit.shape) / 2) / fit.shape);
    case 'gamma':
      return gammaP(fit.shape, (x * fit.shape) / fit.mean);
    case 'weibull':
      return 1 - Math.exp(-(((x * Math.exp(logGamma(1 + 1 / fit.shape))) / fit.mean) ** fit.shape));
    case 'exponential':
      return 1 - Math.exp(-x / fit.mean);
  }
}

/** Coefficient of variation of a Weibull distribution. */
export function weibullCv(shape: number): number {
  return Math.sqrt(Math.exp(logGamma(1 + 2 / shape) - 2 * logGamma(1 + 1 / shape)) - 1);
}

/** Largest distance between the sample's steps and a continuous distribution function. */
export function ksDistance(values: readonly number[], f: (x: number) => number): number {
  const sorted = Float64Array.from(values).sort();
  const n = sorted.length;
  let worst = 0;
  let i = 0;
  while (i < n) {
    const x = sorted[i] as number;
    const below = i / n;
    while (i < n && sorted[i] === x) i++;
    const at = f(x);
    worst = Math.max(worst, Math.abs(at - below), Math.abs(i / n - at));
  }
  return worst;
}

function momentsOf(values: readonly number[]): { n: number; mean: number; meanLog: number; logVariance: number } {
  const n = values.length;
  let sum = 0;
  let sumLog = 0;
  for (const value of values) {
    sum += value;
    sumLog += Math.log(value);
  }
  const meanLog = sumLog / n;
  let squares = 0;
  for (const value of values) squares += (Math.log(value) - meanLog) ** 2;
  return { n, mean: sum / n, meanLog, logVariance: squares / n };
}

/** Shape k with log k - digamma(k) = s: Minka's start (2002), then Newton. */
function gammaShape(s: number): number {
  const gap = Math.max(s, 1e-9);
  let k = (3 - gap + Math.sqrt((gap - 3) ** 2 + 24 * gap)) / (12 * gap);
  for (let i = 0; i < 50; i++) {
    const next = k - (Math.log(k) - digamma(k) - gap) / (1 / k - trigamma(k));
    const safe = next > 0 ? next : k / 2;
    if (Math.abs(safe - k) < 1e-12 * k) return safe;
    k = safe;
  }
  return k;
}

/** Shape with sum(x^k log x) / sum(x^k) - 1/k = mean log x: bisection on the rising left side. */
function weibullShape(values: readonly number[], meanLog: number): number {
  const largest = values.reduce((most, value) => Math.max(most, value), 0);
  const logs = values.map((value) => Math.log(value / largest));
  const target = meanLog - Math.log(largest);
  let low = 0.02;
  let high = 500;
  for (let i = 0; i < 100; i++) {
    const k = Math.sqrt(low * high);
    let sum = 0;
    let weighted = 0;
    for (const log of logs) {
      const power = Math.exp(k * log);
      sum += power;
      weighted += power * log;
    }
    if (weighted / sum - 1 / k > target) high = k;
    else low = k;
    if (high / low < 1 + 1e-12) break;
  }
  return Math.sqrt(low * high);
}
