/** Which distribution a sample of durations is written as, and why. */
import { quantileSorted } from '../../../metrics/statistics';
import { FAMILIES, type Fit, fitFamily } from './distributions';

/** Durations in seconds. */
export type ServiceFit = {
  readonly n: number;
  readonly meanS: number;
  /** Standard deviation / mean of the sample. */
  readonly cv: number;
  /** All families that could be fitted, best AIC first; empty if there were too few values. */
  readonly fits: readonly Fit[];
  readonly chosen:
    | { readonly kind: 'family'; readonly fit: Fit }
    /** Quantiles at (i + 0.5) / length: no family comes near the sample. */
    | { readonly kind: 'empirical'; readonly valuesS: readonly number[] }
    /** Too few values: log-normal with this mean, and the spread taken from elsewhere. */
    | { readonly kind: 'assumed'; readonly meanS: number; readonly cv: number };
  /** The reason, in words, for the comment beside the number. */
  readonly why: string;
};

/** Fewer values than this are not fitted. */
export const FIT_MIN = 20;
/** Empirical quantiles are used from this many values on, if the best family is further off than this. */
const EMPIRICAL_MIN = 200;
const EMPIRICAL_KS = 0.05;
/** sqrt(n) D beyond which a given distribution is refused at 1% (Kolmogorov). */
const KS_1_PERCENT = 1.63;
const QUANTILES = 100;
/** Spread of face-to-face services where there is no better: CV of 6,637 clinic services (facts.md). */
export const DEFAULT_CV = 0.465;

/**
 * Smallest AIC wins; if even that family is off by more than 0.05 anywhere (and sampling cannot explain it), the sample's
 * own quantiles are used.
 * @param values seconds, > 0
 * @param fallback mean and spread where there are too few values
 */
export function chooseFit(
  values: readonly number[],
  fallback: { readonly meanS: number; readonly cv: number } = { meanS: 600, cv: DEFAULT_CV },
): ServiceFit {
  const n = values.length;
  const meanS = n === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / n;
  const variance = n < 2 ? 0 : values.reduce((sum, value) => sum + (value - meanS) ** 2, 0) / (n - 1);
  const cv = meanS > 0 ? Math.sqrt(variance) / meanS : 0;
  if (n < FIT_MIN || cv < 1e-6) {
    // Few values move the mean from the fallback toward the sample: as if the fallback were five values.
    const mixed = (n * meanS + 5 * fallback.meanS) / (n + 5);
    const why =
      n < FIT_MIN
        ? `only ${n} values, fitted from ${FIT_MIN} on: mean drawn toward ${minutes(fallback.meanS)} min, spread assumed`
        : 'all values alike';
    const chosen = { kind: 'assumed', meanS: n < FIT_MIN ? mixed : meanS, cv: n < FIT_MIN ? fallback.cv : 0 } as const;
    return { n, meanS, cv, fits: [], chosen, why };
  }
  const fits = FAMILIES.map((family) => fitFamily(family, values)).sort((a, b) => a.aic - b.aic);
  const best = fits[0] as Fit;
  const second = fits[1] as Fit;
  const off = best.ks > EMPIRICAL_KS && best.ks * Math.sqrt(n) > KS_1_PERCENT;
  if (n >= EMPIRICAL_MIN && off) {
    const why = `no family fits: best ${best.family} with KS ${best.ks.toFixed(3)} > ${EMPIRICAL_KS}, so ${QUANTILES} quantiles of the sample`;
    return { n, meanS, cv, fits, chosen: { kind: 'empirical', valuesS: quantiles(values, meanS) }, why };
  }
  const margin = second.aic - best.aic;
  const why = `smallest AIC, by ${margin.toFixed(1)} before ${second.family}; KS ${best.ks.toFixed(3)}${off ? ', a poor fit' : ''}`;
  return { n, meanS, cv, fits, chosen: { kind: 'family', fit: best }, why };
}

/** Evenly spaced quantiles, stretched so that their mean is the sample's. */
function quantiles(values: readonly number[], meanS: number): number[] {
  const sorted = Float64Array.from(values).sort();
  const list = Array.from({ length: QUANTILES }, (_, i) => quantileSorted(sorted, (i + 0.5) / QUANTILES));
  const mean = list.reduce((sum, value) => sum + value, 0) / QUANTILES;
  return list.map((value) => (value * meanS) / mean);
}

/** Mean of what was chosen, seconds. */
export function chosenMeanS(service: ServiceFit): number {
  const { chosen } = service;
  if (chosen.kind === 'family') return chosen.fit.mean;
  return chosen.kind === 'assumed' ? chosen.meanS : service.meanS;
}

export function minutes(seconds: number): string {
  return (seconds / 60).toFixed(2);
}
