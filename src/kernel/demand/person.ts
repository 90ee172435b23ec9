/**
 * Visitors and persons. A visitor's number is the identity in events; somebody who comes again is a new visitor with the
 * number of the first visit plus a multiple of VISIT_SPAN. What belongs to the person or the case is drawn from the first
 * number, so it stays the same. Scripted and operator-added visitors (numbers from 1e9 on) come once.
 */
const VISIT_SPAN = 2 ** 26;
const FIRST_SPECIAL = 1_000_000_000;

/** Visits of one case on one day. */
export const MAX_VISITS = 10;

/** True for scripted and operator-added visitors. */
export function comesOnce(number: number): boolean {
  return number >= FIRST_SPECIAL;
}

/** Number of the person's first visit. */
export function personOf(number: number): number {
  return number >= FIRST_SPECIAL ? number : number % VISIT_SPAN;
}

/** 1 for the first visit, 2 for the second, ... */
export function visitOf(number: number): number {
  return number >= FIRST_SPECIAL ? 1 : 1 + Math.floor(number / VISIT_SPAN);
}

/** Number of a later visit of the person. */
export function visitNumber(number: number, visit: number): number {
  return personOf(number) + (visit - 1) * VISIT_SPAN;
}
