/** What a clerk does whose break is due during a case. Adding a policy: a function, its name in the table, a test. */

/** @param remainingS what is left of the case. True = leaves now and goes on with the case after the break. */
export type BreakPolicy = (remainingS: number, finishWithinS: number) => boolean;

export const finishCurrent: BreakPolicy = () => false;
export const interruptResume: BreakPolicy = () => true;
/** Finishes what will be done soon, interrupts what will not. The clerk knows how long it will take. */
export const finishIfShort: BreakPolicy = (remainingS, finishWithinS) => remainingS > finishWithinS;

export const BREAK_POLICIES = {
  'finish-current': finishCurrent,
  'interrupt-resume': interruptResume,
  'finish-if-short': finishIfShort,
} as const;
export type BreakPolicyName = keyof typeof BREAK_POLICIES;
