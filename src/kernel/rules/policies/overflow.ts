/** When a window takes a ticket that is not one of its own. Adding a policy: a function, its name in the table, a test. */

/** @param waitedS how long the ticket has waited; @param waiting tickets waiting in its letter, itself included */
export type Overflow = (waitedS: number, waiting: number, afterS: number, above: number) => boolean;

/** As soon as none of the window's own tickets waits. */
export const always: Overflow = () => true;
/** Only tickets that have waited for some time. */
export const afterWait: Overflow = (waitedS, _waiting, afterS) => waitedS >= afterS;
/** Only while the letter's queue is longer than a number. */
export const aboveQueue: Overflow = (_waitedS, waiting, _afterS, above) => waiting > above;

export const OVERFLOWS = { always, 'after-wait': afterWait, 'above-queue': aboveQueue } as const;
export type OverflowName = keyof typeof OVERFLOWS;
