/**
 * KN: fully sequential selection of the best of k designs (Kim and Nelson 2001, "A fully sequential procedure for
 * indifference-zone selection in simulation"). With probability at least 1 - alpha the design that is left has a mean within
 * `delta` of the best, if the figures of a design are normal and independent from replication to replication. Designs may be
 * correlated within a replication (common random numbers): the variances are those of paired differences.
 *
 *   eta = ((2 alpha / (k - 1))^(-2 / (n0 - 1)) - 1) / 2,   h2 = 2 eta (n0 - 1)
 *   design i stays after r replications while  mean_i <= mean_l + W_il  for every l still in,
 *   W_il = max(0, delta / (2 r) * (h2 S2_il / delta^2 - r)),  S2_il = variance of the first n0 differences i - l.
 */

export type KnPlan = {
  readonly designs: number;
  /** Replications of every design before the first look, >= 2. */
  readonly firstStage: number;
  /** Smallest difference worth finding, in the figure's unit, > 0. */
  readonly delta: number;
  /** Probability of a wrong selection, 0..1. */
  readonly alpha: number;
  /** Most replications of one design. */
  readonly mostReplications: number;
  readonly minimize: boolean;
};

export type KnResult = {
  /** Designs not eliminated, ascending; one if the procedure decided. */
  readonly left: readonly number[];
  readonly decided: boolean;
  /** The best of `left` by its mean so far. */
  readonly best: number;
  /** By design: replications looked at, and the mean over them. */
  readonly replications: readonly number[];
  readonly means: readonly number[];
};

/**
 * `observe(designs, from, count)` gives the figures of replications from .. from + count - 1 of the designs, one list each; fewer
 * if it was cancelled. Replications are asked for in batches of `batch`, but looked at one by one, so the answer does not depend on it.
 */
export async function selectBest(
  plan: KnPlan,
  observe: (designs: readonly number[], from: number, count: number) => Promise<readonly (readonly number[])[]>,
  batch = 10,
): Promise<KnResult> {
  const { designs: k, firstStage, delta } = plan;
  if (k < 1 || firstStage < 2 || !(delta > 0) || !(plan.alpha > 0 && plan.alpha < 1)) {
    throw new Error(
      `selectBest: k ${k} >= 1, first stage ${firstStage} >= 2, delta ${delta} > 0, alpha ${plan.alpha} in 0..1`,
    );
  }
  const sign = plan.minimize ? 1 : -1;
  const data: number[][] = Array.from({ length: k }, () => []);
  let left = Array.from({ length: k }, (_, i) => i);
  const replications = new Array<number>(k).fill(0);
  const take = async (from: number, count: number): Promise<boolean> => {
    const lists = await observe(left, from, count);
    left.forEach((design, i) => {
      for (const value of lists[i] ?? []) (data[design] as number[]).push(sign * value);
    });
    return left.every((design) => (data[design] as number[]).length >= from + count);
  };
  const sums = new Float64Array(k);
  let r = 0;
  const finish = (): KnResult => {
    const means = data.map((list, i) => {
      const n = replications[i] as number;
      return n === 0 ? Number.NaN : (sign * list.slice(0, n).reduce((total, value) => total + value, 0)) / n;
    });
    const score = (i: number): number => sign * (means[i] as number);
    const best = left.reduce((a, b) => (score(b) < score(a) ? b : a), left[0] as number);
    return { left, decided: left.length === 1, best, replications, means };
  };
  const complete = await take(0, firstStage);
  if (!complete) {
    const n = Math.min(...data.map((list) => list.length));
    replications.fill(n);
    return finish();
  }
  const h2 = k < 2 ? 0 : 2 * eta(k, firstStage, plan.alpha) * (firstStage - 1);
  const s2 = pairedVariances(data, firstStage);
  for (let n = 0; n < firstStage; n++)
    for (const i of left) sums[i] = (sums[i] as number) + ((data[i] as number[])[n] as number);
  r = firstStage;
  for (;;) {
    for (const i of left) replications[i] = r;
    left = left.filter((i) =>
      left.every((l) => {
        if (l === i) return true;
        const spread = ((s2[i] as Float64Array)[l] as number) * h2;
        const w = Math.max(0, (delta / (2 * r)) * (spread / (delta * delta) - r));
        const mine = (sums[i] as number) / r;
        const other = (sums[l] as number) / r;
        // Two designs that are the same day by day: the first stays.
        if (w === 0 && mine === other) return i < l;
        return mine <= other + w;
      }),
    );
    if (left.length <= 1 || r >= plan.mostReplications) return finish();
    const have = Math.min(...left.map((i) => (data[i] as number[]).length));
    if (have <= r && !(await take(r, Math.min(batch, plan.mostReplications - r)))) {
      if (Math.min(...left.map((i) => (data[i] as number[]).length)) <= r) return finish();
    }
    for (const i of left) sums[i] = (sums[i] as number) + ((data[i] as number[])[r] as number);
    r++;
  }
}

/** The constant of the continuation region. */
export function eta(designs: number, firstStage: number, alpha: number): number {
  return (((2 * alpha) / (designs - 1)) ** (-2 / (firstStage - 1)) - 1) / 2;
}

/** Sample variance of the differences of the first n replications of every pair. */
function pairedVariances(data: readonly (readonly number[])[], n: number): Float64Array[] {
  const k = data.length;
  const s2 = data.map(() => new Float64Array(k));
  for (let i = 0; i < k; i++) {
    for (let l = i + 1; l < k; l++) {
      const a = data[i] as readonly number[];
      const b = data[l] as readonly number[];
      let mean = 0;
      for (let r = 0; r < n; r++) mean += ((a[r] as number) - (b[r] as number)) / n;
      let sum = 0;
      for (let r = 0; r < n; r++) sum += ((a[r] as number) - (b[r] as number) - mean) ** 2;
      (s2[i] as Float64Array)[l] = sum / (n - 1);
      (s2[l] as Float64Array)[i] = sum / (n - 1);
    }
  }
  return s2;
}
