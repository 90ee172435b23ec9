/**
 * OCBA: optimal computing budget allocation (Chen, Lin, Yucesan and Chick 2000). Shares a budget of replications among designs
 * so that the chance of picking the best is as large as it can be: much for designs that are near the best or noisy.
 *
 *   N_i / N_j = ((sd_i / gap_i) / (sd_j / gap_j))^2 for i, j not best,   N_b = sd_b sqrt(sum of N_i^2 / sd_i^2)
 *
 * gap_i = distance of the mean of i to that of the best. Takes no statement of probability; for one see KN.
 */
import { mean, standardDeviation } from '../../metrics/statistics';

/** Replications that each design should have when `total` are shared. Sums to total; at least `least` each. */
export function allocate(means: readonly number[], deviations: readonly number[], total: number, least = 0): number[] {
  const k = means.length;
  if (k === 0) return [];
  const best = means.reduce((b, value, i) => (value < (means[b] as number) ? i : b), 0);
  const floor = Math.max(1e-12, 1e-6 * Math.max(...deviations, 1e-12));
  const sd = deviations.map((value) => Math.max(value, floor));
  // A tie with the best would ask for everything: the gap is kept above a hundredth of the spread.
  const gap = means.map((value, i) => Math.max(value - (means[best] as number), (sd[i] as number) / 100));
  const weights = sd.map((value, i) => (i === best ? 0 : (value / (gap[i] as number)) ** 2));
  const rest = weights.reduce((sum, weight, i) => sum + (weight / (sd[i] as number)) ** 2, 0);
  weights[best] = k === 1 ? 1 : (sd[best] as number) * Math.sqrt(rest);
  return share(weights, total, least);
}

/** Whole numbers in proportion to the weights that sum to `total`, none below `least` (largest remainders). */
function share(weights: readonly number[], total: number, least: number): number[] {
  const k = weights.length;
  const free = Math.max(0, total - k * least);
  const sum = weights.reduce((a, b) => a + b, 0);
  const exact = weights.map((weight) => (sum > 0 ? (free * weight) / sum : free / k));
  const counts = exact.map((value) => least + Math.floor(value));
  let missing = total - counts.reduce((a, b) => a + b, 0);
  const order = exact
    .map((value, i) => [value - Math.floor(value), i] as const)
    .sort((a, b) => b[0] - a[0] || a[1] - b[1]);
  for (const [, i] of order) {
    if (missing <= 0) break;
    counts[i] = (counts[i] as number) + 1;
    missing--;
  }
  return counts;
}

export type OcbaPlan = {
  readonly designs: number;
  /** Replications of every design at the start, >= 5. */
  readonly firstStage: number;
  /** Replications handed out in a round; 5 to 10% of the budget. */
  readonly increment: number;
  /** All replications of all designs. */
  readonly budget: number;
  readonly minimize: boolean;
};

/** Spends the budget round by round and names the design with the best mean. `observe` as for KN, one design at a time. */
export async function ocba(
  plan: OcbaPlan,
  observe: (design: number, from: number, count: number) => Promise<readonly number[]>,
): Promise<{ readonly best: number; readonly replications: readonly number[]; readonly means: readonly number[] }> {
  const sign = plan.minimize ? 1 : -1;
  const data: number[][] = Array.from({ length: plan.designs }, () => []);
  const take = async (design: number, count: number): Promise<void> => {
    const list = data[design] as number[];
    for (const value of await observe(design, list.length, count)) list.push(sign * value);
  };
  for (let i = 0; i < plan.designs; i++) await take(i, plan.firstStage);
  let spent = plan.designs * plan.firstStage;
  while (spent < plan.budget) {
    const wanted = allocate(data.map(mean), data.map(standardDeviation), Math.min(plan.budget, spent + plan.increment));
    const lacking = wanted.map((count, i) => Math.max(0, count - (data[i] as number[]).length));
    const give = share(lacking, Math.min(plan.increment, plan.budget - spent), 0);
    for (let i = 0; i < plan.designs; i++) if ((give[i] as number) > 0) await take(i, give[i] as number);
    const now = data.reduce((sum, list) => sum + list.length, 0);
    // Cancelled: nothing came.
    if (now === spent) break;
    spent = now;
  }
  const means = data.map((list) => sign * mean(list));
  const best = means.reduce((b, value, i) => (sign * value < sign * (means[b] as number) ? i : b), 0);
  return { best, replications: data.map((list) => list.length), means };
}

/**
 * Lower bound of the probability that `best` is the best: 1 - sum over the others of P(their mean is better), normal means (Chen's
 * APCS, Bonferroni). An estimate from the same data, not a guarantee.
 */
export function probabilityOfBest(
  best: number,
  means: readonly number[],
  deviations: readonly number[],
  counts: readonly number[],
): number {
  let bound = 1;
  means.forEach((value, i) => {
    if (i === best) return;
    const spread = Math.sqrt(
      (deviations[i] as number) ** 2 / (counts[i] as number) +
        (deviations[best] as number) ** 2 / (counts[best] as number),
    );
    const gap = Math.abs(value - (means[best] as number));
    bound -= spread > 0 ? normalTail(gap / spread) : gap > 0 ? 0 : 0.5;
  });
  return Math.max(0, bound);
}

/** P(Z > z) for z >= 0 (Abramowitz and Stegun 26.2.17, error below 7.5e-8). */
function normalTail(z: number): number {
  const t = 1 / (1 + 0.2316419 * z);
  const poly = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * poly;
}
