/** Erlang's formulas. a = offered load = arrival rate x mean service time; c servers. */

/** Blocking probability of M/M/c/c, by the stable recursion. */
export function erlangB(a: number, c: number): number {
  let b = 1;
  for (let k = 1; k <= c; k++) b = (a * b) / (k + a * b);
  return b;
}

/** Probability of waiting in M/M/c. */
export function erlangC(a: number, c: number): number {
  const b = erlangB(a, c);
  return b / (1 - (a / c) * (1 - b));
}

/** Mean wait in units of the mean service time. */
export function meanWaitInServices(a: number, c: number): number {
  return erlangC(a, c) / (c - a);
}
