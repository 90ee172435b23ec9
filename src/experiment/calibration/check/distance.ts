/** How far a predicted distribution or course is from the observed one. */

/** Weighted sample: `weights` of the same length, or absent for equal ones. */
export type Sample = { readonly values: readonly number[]; readonly weights?: readonly number[] };

type Step = { readonly x: number; readonly p: number };

function steps(sample: Sample): Step[] {
  const total = sample.weights ? sample.weights.reduce((sum, weight) => sum + weight, 0) : sample.values.length;
  return sample.values.map((x, i) => ({ x, p: (sample.weights?.[i] ?? 1) / total })).sort((a, b) => a.x - b.x);
}

/**
 * Two-sample distances: `ks` = largest vertical gap of the distribution functions (0..1), `wasserstein` = area between them
 * (first Wasserstein distance, unit of the values). NaN if one sample is empty.
 */
export function sampleDistance(a: Sample, b: Sample): { readonly ks: number; readonly wasserstein: number } {
  if (a.values.length === 0 || b.values.length === 0) return { ks: Number.NaN, wasserstein: Number.NaN };
  const left = steps(a);
  const right = steps(b);
  let i = 0;
  let j = 0;
  let f = 0;
  let g = 0;
  let ks = 0;
  let area = 0;
  let before = Math.min((left[0] as Step).x, (right[0] as Step).x);
  while (i < left.length || j < right.length) {
    const x = Math.min(left[i]?.x ?? Number.POSITIVE_INFINITY, right[j]?.x ?? Number.POSITIVE_INFINITY);
    area += Math.abs(f - g) * (x - before);
    while (i < left.length && (left[i] as Step).x === x) f += (left[i++] as Step).p;
    while (j < right.length && (right[j] as Step).x === x) g += (right[j++] as Step).p;
    ks = Math.max(ks, Math.abs(f - g));
    before = x;
  }
  return { ks: Math.min(1, ks), wasserstein: area };
}

/** Root of the mean squared difference; NaN for empty lists. */
export function rmse(a: readonly number[], b: readonly number[]): number {
  if (a.length !== b.length) throw new Error(`rmse: ${a.length} values against ${b.length}`);
  const squares = a.reduce((sum, value, i) => sum + (value - (b[i] as number)) ** 2, 0);
  return a.length === 0 ? Number.NaN : Math.sqrt(squares / a.length);
}

export function sampleMean(sample: Sample): number {
  let sum = 0;
  let weight = 0;
  sample.values.forEach((value, i) => {
    sum += value * (sample.weights?.[i] ?? 1);
    weight += sample.weights?.[i] ?? 1;
  });
  return weight > 0 ? sum / weight : Number.NaN;
}
