/**
 * One queue with a changing number of counters, first come first served: the small model with which a mean service time is
 * found that explains how many waited. A counter that closes finishes its case.
 */

/** Piecewise constant: from `timesS[i]` on, `open[i]` counters. Before the first there are none. */
export type Counters = { readonly timesS: readonly number[]; readonly open: readonly number[] };

/**
 * Mean number waiting between two times; with `toS` infinite the mean wait of an arrival instead, seconds.
 * @param arrivalsS ascending
 * @param serviceS service time of the k-th to be served
 */
export function meanWaiting(
  arrivalsS: readonly number[],
  serviceS: (k: number) => number,
  counters: Counters,
  fromS: number,
  toS: number,
): number {
  let area = 0;
  let open = 0;
  let nextArrival = 0;
  let nextChange = 0;
  let served = 0;
  let waiting = 0;
  let nowS = Number.NEGATIVE_INFINITY;
  /** Ends of the services under way, descending: the next one is last. */
  const ends: number[] = [];
  for (;;) {
    const arrivalS = arrivalsS[nextArrival] ?? Number.POSITIVE_INFINITY;
    const changeS = counters.timesS[nextChange] ?? Number.POSITIVE_INFINITY;
    const endS = ends[ends.length - 1] ?? Number.POSITIVE_INFINITY;
    const atS = Math.min(arrivalS, changeS, endS);
    // Whoever still waits when nothing happens any more is never called.
    if (atS === Number.POSITIVE_INFINITY && toS === atS) break;
    const until = Math.min(atS, toS);
    if (until > Math.max(nowS, fromS)) area += waiting * (until - Math.max(nowS, fromS));
    if (atS >= toS) break;
    nowS = atS;
    if (atS === endS) ends.pop();
    else if (atS === changeS) open = counters.open[nextChange++] as number;
    else {
      waiting++;
      nextArrival++;
    }
    while (waiting > 0 && ends.length < open) {
      waiting--;
      insertDescending(ends, nowS + serviceS(served++));
    }
  }
  return toS === Number.POSITIVE_INFINITY ? area / Math.max(1, arrivalsS.length) : area / (toS - fromS);
}

function insertDescending(list: number[], value: number): void {
  let at = list.length;
  while (at > 0 && (list[at - 1] as number) < value) at--;
  list.splice(at, 0, value);
}

/** Uniform numbers from a counter (SplitMix32): the same for the same seed and place. Only for this fit. */
export function uniformAt(seed: number, k: number): number {
  let z = (Math.imul(seed, 0x9e3779b9) + Math.imul(k + 1, 0x85ebca6b)) | 0;
  z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
  z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
  return ((z ^ (z >>> 15)) >>> 0) / 4294967296;
}

/** Log-normal service times with mean 1, by number of the customer. */
export function unitService(cv: number, seed: number): (k: number) => number {
  const sigma = Math.sqrt(Math.log(1 + cv * cv));
  return (k) => {
    const radius = Math.sqrt(-2 * Math.log(1 - uniformAt(seed, 2 * k)));
    const z = radius * Math.cos(2 * Math.PI * uniformAt(seed, 2 * k + 1));
    return Math.exp(sigma * z - (sigma * sigma) / 2);
  };
}

/** What a random day of a queue is made of. Spreads: standard deviation / mean of the random factors. */
export type DayPlan = {
  readonly fromS: number;
  readonly intervalS: number;
  readonly perHour: readonly number[];
  readonly dayCv: number;
  readonly intervalCv: number;
};

/** Log-normal factors scaled so that these very ones have mean 1: a strained queue feels a percent more people. */
export function balancedFactors(cv: number, seed: number, count: number): number[] {
  const draw = unitService(cv, seed);
  const factors = Array.from({ length: count }, (_, k) => draw(k));
  const mean = factors.reduce((sum, factor) => sum + factor, 0) / count;
  return factors.map((factor) => factor / mean);
}

/** Days drawn from a plan: Poisson arrivals with log-normal day and interval factors. Ascending times. */
export function randomDays(plan: DayPlan, count: number, seed: number): number[][] {
  const dayFactors = balancedFactors(plan.dayCv, seed, count);
  const intervalFactors = plan.perHour.map((_, i) => balancedFactors(plan.intervalCv, seed + 100 + i, count));
  return Array.from({ length: count }, (_, d) => {
    const times: number[] = [];
    let draw = 1_000_000 * d;
    plan.perHour.forEach((perHour, i) => {
      const perS = (perHour / 3600) * (dayFactors[d] as number) * (intervalFactors[i]?.[d] as number);
      if (!(perS > 0)) return;
      const endS = plan.fromS + (i + 1) * plan.intervalS;
      let atS = plan.fromS + i * plan.intervalS;
      for (;;) {
        atS -= Math.log(1 - uniformAt(seed + 2, draw++)) / perS;
        if (atS >= endS) break;
        times.push(atS);
      }
    });
    return times;
  });
}

export type QueueDay = {
  readonly arrivalsS: readonly number[];
  readonly counters: Counters;
  readonly fromS: number;
  readonly toS: number;
};

/**
 * The mean service time at which the model's mean number waiting over the days (mean wait, if the days have no end) is the
 * observed one: bisection, both rise with the service time.
 * @returns seconds, within [low, high]; `waiting` is what the model gives there
 */
export function serviceForWaiting(
  days: readonly QueueDay[],
  observed: number,
  cv: number,
  replications = 3,
  low = 20,
  high = 7200,
): { readonly meanS: number; readonly waiting: number } {
  const waitingAt = (meanS: number): number => {
    let total = 0;
    days.forEach((day, d) => {
      for (let r = 0; r < replications; r++) {
        const unit = unitService(cv, 1000 * d + r + 1);
        total += meanWaiting(day.arrivalsS, (k) => meanS * unit(k), day.counters, day.fromS, day.toS);
      }
    });
    return total / (replications * Math.max(1, days.length));
  };
  let from = low;
  let to = high;
  for (let i = 0; i < 14; i++) {
    const middle = Math.sqrt(from * to);
    if (waitingAt(middle) > observed) to = middle;
    else from = middle;
  }
  const meanS = Math.sqrt(from * to);
  return { meanS, waiting: waitingAt(meanS) };
}
