/** Who is let pass in a line. Adding a policy: a function, its name in the table, a test. */

/**
 * @param letsPass by place in line, front first: true = is one of those who are let pass, so does not give way
 * @returns the place in line that a newcomer gets who is let pass
 */
export type YieldPolicy = (letsPass: readonly boolean[]) => number;

/** Nobody is: at the end. */
export const toTheEnd: YieldPolicy = (letsPass) => letsPass.length;
/** Everybody else lets them pass: behind the last of their own. */
export const toTheFront: YieldPolicy = (letsPass) => letsPass.lastIndexOf(true) + 1;
/** One person lets them pass: one place before the end, but not before one of their own. */
export const pastOne: YieldPolicy = (letsPass) =>
  letsPass.length > 0 && !letsPass[letsPass.length - 1] ? letsPass.length - 1 : letsPass.length;

export const YIELDS = { 'to-the-end': toTheEnd, 'to-the-front': toTheFront, 'past-one': pastOne } as const;
export type YieldName = keyof typeof YIELDS;
