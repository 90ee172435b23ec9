/** Cases: what a citizen came for, in one visit or several. Definitions: docs/service-rules.md. */
import { EventKind, type EventLog, LeaveReason, personOf, visitOf } from '../kernel/events';
import type { Visit } from './visits';

export type CaseFigures = {
  /** Cases that reached a window today, and of them those done today, and at the first visit (一次办成). */
  readonly cases: number;
  readonly done: number;
  readonly doneAtFirstVisit: number;
  readonly firstVisitShare: number;
  /** Visits today, and one more for each case that has to come another day, a case. */
  readonly visitsPerCase: number;
  /** Cases sent away for a paper that did not come back today: put off to another day. */
  readonly anotherDay: number;
};

export function caseFigures(log: EventLog, visits: readonly Visit[]): CaseFigures {
  const cases = new Map<number, { visits: number; doneAt: number }>();
  const pickups = new Set<number>();
  for (let i = 0; i < log.length; i++) {
    if (log.kind[i] === EventKind.pickupVisit) pickups.add(log.citizen[i] as number);
  }
  for (const visit of visits) {
    // Who only fetches a result has no case.
    if (pickups.has(visit.citizen)) continue;
    const person = personOf(visit.citizen);
    const known = cases.get(person);
    if (!known && visit.services === 0) continue;
    const entry = known ?? { visits: 0, doneAt: 0 };
    entry.visits++;
    if (visit.reason === LeaveReason.served) entry.doneAt = visitOf(visit.citizen);
    cases.set(person, entry);
  }
  // With the rule `papers` a `willReturn` says so; without it nobody comes back on the same day.
  let anotherDay = 0;
  for (const visit of visits) if (visit.reason === LeaveReason.missingPaper) anotherDay++;
  for (let i = 0; i < log.length; i++) if (log.kind[i] === EventKind.cameBack) anotherDay--;
  let total = 0;
  let done = 0;
  let first = 0;
  for (const entry of cases.values()) {
    total += entry.visits;
    if (entry.doneAt > 0) done++;
    if (entry.doneAt === 1) first++;
  }
  const count = cases.size;
  return {
    cases: count,
    done,
    doneAtFirstVisit: first,
    firstVisitShare: count === 0 ? 0 : first / count,
    visitsPerCase: count === 0 ? 0 : (total + anotherDay) / count,
    anotherDay,
  };
}
