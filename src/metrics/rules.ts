/** Figures of the hall's rules, from the event log. Definitions: docs/service-rules.md. */
import { EventKind, type EventLog, LeaveReason } from '../kernel/events';
import { mean, quantileSorted } from './statistics';
import type { Visit } from './visits';

export type RuleNames = { readonly classIds: readonly string[] };

export type RuleFigures = {
  /** Waits of those served, by priority class; "ordinary" is everybody else. Seconds. */
  readonly waitByClass: Readonly<
    Record<string, { readonly mean: number; readonly p90: number; readonly served: number }>
  >;
  /** Turned round at the ticket machine; gave up waiting; found the hall full; were outside when the doors closed. */
  readonly balked: number;
  readonly reneged: number;
  readonly full: number;
  readonly notLetIn: number;
  /** Share of all ticket holders who gave up; mean wait of all ticket holders, until service or giving up, seconds. */
  readonly abandonShare: number;
  readonly waitAllMeanS: number;
  /** Cases that a window took as overflow. */
  readonly overflowServed: number;
  /** Calls again; numbers passed; passed numbers that queued again; citizens who left after being passed. */
  readonly recalled: number;
  readonly passed: number;
  readonly requeued: number;
  readonly leftPassed: number;
  /** Citizens sent on to another letter; windows seen by a served visitor, mean. */
  readonly transferred: number;
  readonly windowsPerVisit: number;
  /** Breaks taken, and cases that a break interrupted. */
  readonly breaks: number;
  readonly interrupted: number;
};

export function ruleFigures(log: EventLog, visits: readonly Visit[], names: RuleNames): RuleFigures {
  const left = (reason: LeaveReason): number => visits.filter((visit) => visit.reason === reason).length;
  const holders = visits.filter((visit) => visit.services > 0 || visit.reason === LeaveReason.reneged);
  const done = visits.filter((visit) => visit.reason === LeaveReason.served);
  const waitByClass: Record<string, { mean: number; p90: number; served: number }> = {};
  names.classIds.forEach((id, klass) => {
    const waits = Float64Array.from(
      visits.filter((visit) => visit.klass === klass && !Number.isNaN(visit.endedS)),
      (visit) => visit.waitedS,
    ).sort();
    waitByClass[id] = { mean: mean(waits), p90: quantileSorted(waits, 0.9), served: waits.length };
  });
  return {
    waitByClass,
    balked: left(LeaveReason.balked),
    reneged: left(LeaveReason.reneged),
    full: left(LeaveReason.full),
    notLetIn: left(LeaveReason.closed),
    overflowServed: count(log, EventKind.serviceStarted, 1),
    recalled: count(log, EventKind.recalled),
    passed: count(log, EventKind.passed),
    requeued: count(log, EventKind.requeued),
    leftPassed: left(LeaveReason.passed),
    transferred: count(log, EventKind.transferred),
    windowsPerVisit: mean(Float64Array.from(done, (visit) => visit.services)),
    breaks: count(log, EventKind.breakStarted),
    interrupted: count(log, EventKind.serviceInterrupted),
    abandonShare: holders.length === 0 ? 0 : left(LeaveReason.reneged) / holders.length,
    waitAllMeanS: mean(Float64Array.from(holders, (visit) => visit.waitedS)),
  };
}

/** Events of a kind, with this b if one is given. */
function count(log: EventLog, kind: EventKind, b?: number): number {
  let n = 0;
  for (let i = 0; i < log.length; i++) if (log.kind[i] === kind && (b === undefined || log.b[i] === b)) n++;
  return n;
}
