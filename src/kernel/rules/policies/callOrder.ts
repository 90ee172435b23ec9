/**
 * Who is called first. A policy turns a waiting ticket into a number: the lowest is called first, and among equal numbers
 * the earlier ticket. Adding one: a function here, its name in the table, a test in tests/unit/kernel/rules.
 */

/**
 * @param rank priority of the class, 0 = first
 * @param headStartS credit of the class, seconds
 * @param ticketS when the ticket took its place in the queue
 * @param raiseAfterS a ticket rises by one rank each time it has waited this long; Infinity = never
 */
export type CallOrder = (
  rank: number,
  headStartS: number,
  ticketS: number,
  nowS: number,
  raiseAfterS: number,
) => number;

/** First come first served, whatever the class. */
export const byTicket: CallOrder = () => 0;

/** Strict classes (Cobham 1954), with ageing: nobody waits behind a higher class for ever. */
export const byClass: CallOrder = (rank, _headStartS, ticketS, nowS, raiseAfterS) =>
  Math.max(0, rank - Math.floor((nowS - ticketS) / raiseAfterS));

/** As if the ticket had been taken earlier by the credit of its class (accumulating priority with equal rates). */
export const byHeadStart: CallOrder = (_rank, headStartS, ticketS) => ticketS - headStartS;

export const CALL_ORDERS = { 'by-class': byClass, 'by-ticket': byTicket, 'head-start': byHeadStart } as const;
export type CallOrderName = keyof typeof CALL_ORDERS;
