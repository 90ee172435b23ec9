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

/** First number of companions; the k-th companions of all leaders have a span of their own. */
const COMPANION_BASE = 1_200_000_000;
const COMPANION_END = 1_500_000_000;
/** Companions of scripted and added visitors take the end of the span. */
const SPECIALS = 1_000_000;

/** Number of the k-th companion (0 = the first, at most 3) of a visitor. */
export function companionNumber(leader: number, k: number): number {
  const person = personOf(leader);
  const within = comesOnce(person) ? VISIT_SPAN - SPECIALS + (person % SPECIALS) : person;
  return COMPANION_BASE + k * VISIT_SPAN + within;
}

/** First number of clerks who walk the hall with a robot, by place of help. */
export const STAFF_BASE = 1_900_000_000;

/** True for numbers of such clerks. */
export function isStaff(number: number): boolean {
  return number >= STAFF_BASE;
}

/** True for numbers of companions. */
export function isCompanion(number: number): boolean {
  return number >= COMPANION_BASE && number < COMPANION_END;
}

/** Number of the person whom a companion came with; -1 if that was a scripted or added visitor. */
export function leaderOf(companion: number): number {
  const within = (companion - COMPANION_BASE) % VISIT_SPAN;
  return within >= VISIT_SPAN - SPECIALS ? -1 : within;
}
