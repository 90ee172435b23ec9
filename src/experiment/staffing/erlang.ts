/** Erlang's formulas and the offered load that changes over the day. a = offered load, Erlang; c windows. */

/** Blocking probability of M/M/c/c, by the stable recursion B_k = a B_{k-1} / (k + a B_{k-1}). */
export function erlangB(a: number, c: number): number {
  let b = 1;
  for (let k = 1; k <= c; k++) b = (a * b) / (k + a * b);
  return b;
}

/** Probability of waiting in M/M/c: B / (1 - rho (1 - B)); 1 if a >= c. */
export function erlangC(a: number, c: number): number {
  if (a >= c) return 1;
  const b = erlangB(a, c);
  return b / (1 - (a / c) * (1 - b));
}

export type Waiting = {
  /** P(wait > limit), 0..1. */
  readonly late: number;
  readonly meanS: number;
};

/**
 * Waiting in M/G/c at offered load a: Erlang C with the delay stretched by (1 + cv^2) / 2 (Allen and Cunneen). Stationary: for a
 * quarter of an hour or longer with little change. Infinite mean when a >= c.
 * @param holdS mean time that a case holds a window, seconds
 */
export function waiting(a: number, c: number, holdS: number, cv: number, limitS: number): Waiting {
  if (a <= 0) return { late: 0, meanS: 0 };
  if (a >= c) return { late: 1, meanS: Number.POSITIVE_INFINITY };
  const stretch = (1 + cv * cv) / 2;
  const delayed = erlangC(a, c);
  const meanDelayS = (holdS * stretch) / (c - a);
  return { late: delayed * Math.exp(-limitS / meanDelayS), meanS: delayed * meanDelayS };
}

/**
 * Modified offered load (Jagerman 1975): mean number of busy windows if there were always one free, dm/dt = rate - m / hold.
 * It lags behind the arrivals by about the holding time.
 * @param perHour arrivals an hour by interval; intervals of `stepS`. Result: mean of m over each interval.
 */
export function offeredLoad(perHour: readonly number[], stepS: number, holdS: number): number[] {
  let m = 0;
  return perHour.map((rate) => {
    const target = (rate / 3600) * holdS;
    const decay = Math.exp(-stepS / holdS);
    const mean = target + ((m - target) * (1 - decay) * holdS) / stepS;
    m = target + (m - target) * decay;
    return mean;
  });
}
