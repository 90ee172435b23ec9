/** Words and sums for the records. */

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
export const least = (values: readonly number[]): number => Math.min(...values);
export const most = (values: readonly number[]): number => Math.max(...values);

export function sd(values: readonly number[]): number {
  const m = mean(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - m) ** 2, 0) / (values.length - 1));
}

/** `low to high unit`, or one number if they read the same. */
export function range(values: readonly number[], digits: number, unit = ''): string {
  const low = least(values).toFixed(digits);
  const high = most(values).toFixed(digits);
  return `${low === high ? low : `${low} to ${high}`}${unit}`;
}

/** The means of the columns of a table with one row a run. */
export function columnMeans(rows: readonly (readonly number[])[]): number[] {
  return (rows[0] as readonly number[]).map((_, column) => mean(rows.map((row) => row[column] as number)));
}

export const rising = (values: readonly number[]): boolean =>
  values.every((value, i) => Number.isFinite(value) && (i === 0 || value > (values[i - 1] as number)));

export const falling = (values: readonly number[]): boolean => rising(values.map((value) => -value));

export const list = (values: readonly number[], digits: number): string =>
  values.map((value) => (Number.isFinite(value) ? value.toFixed(digits) : 'never')).join(' / ');

/**
 * Two-sided p of the one-sample Kolmogorov-Smirnov test, by the asymptotic series with Stephens' (1970) correction for
 * small samples: good to 0.01 from n = 10 on.
 */
export function ksPValue(sample: readonly number[], cdf: (x: number) => number): number {
  const sorted = [...sample].sort((a, b) => a - b);
  const n = sorted.length;
  let d = 0;
  sorted.forEach((x, i) => {
    const f = cdf(x);
    d = Math.max(d, (i + 1) / n - f, f - i / n);
  });
  const lambda = (Math.sqrt(n) + 0.12 + 0.11 / Math.sqrt(n)) * d;
  let p = 0;
  for (let k = 1; k <= 100; k++) p += 2 * (k % 2 === 1 ? 1 : -1) * Math.exp(-2 * k * k * lambda * lambda);
  return lambda < 0.2 ? 1 : Math.max(0, Math.min(1, p));
}

/** Standard normal distribution function, Abramowitz and Stegun 26.2.17, error below 1e-7. */
export function normalCdf(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const tail =
    (Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI)) *
    t *
    (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return z >= 0 ? 1 - tail : tail;
}
