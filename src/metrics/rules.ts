/** Figures of the hall's rules, from the event log. Definitions: docs/service-rules.md. */
import { EventKind, type EventLog, LeaveReason, RESULT_WAYS } from '../kernel/events';
import { type CaseFigures, caseFigures } from './cases';
import { type ChannelFigures, channelFigures, type DemandFigures, demandFigures } from './ruleChannels';
import { type StaffFigures, type StaffNames, staffFigures } from './ruleStaff';
import { SATISFIED_FROM, satisfactionOf } from './satisfaction';
import { mean, quantileSorted } from './statistics';
import type { Visit } from './visits';

export type RuleNames = {
  readonly classIds: readonly string[];
  /** Grace of each entry of appointments, seconds. */
  readonly graceS: readonly number[];
  readonly channelIds: readonly string[];
  readonly staff: StaffNames;
};

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
  /** Ways out changed (queue or closed door), waits before a closed door; calls withdrawn by a window's closing, waits before a closed window. */
  readonly exitsChanged: number;
  readonly waitedAtDoor: number;
  readonly callsWithdrawn: number;
  readonly waitedAtWindow: number;
  readonly waitedForWay: number;
  /** Went from standing to a seat that got free. */
  readonly movedToSeat: number;
  /** Cases done online; appointments kept on time (within the grace), too late, and missed; companions. */
  readonly diverted: number;
  readonly appointmentsKept: number;
  readonly appointmentsLate: number;
  readonly appointmentsMissed: number;
  readonly companions: number;
  /** Missing papers fetched by data sharing; results by way, and trips to fetch one. */
  readonly papersFetched: number;
  readonly results: Readonly<Record<string, number>>;
  readonly resultTrips: number;
  readonly cases: CaseFigures;
  /** Channels by id: who took them; of these not identified, calls for help, and sent on to a window for any reason. */
  readonly channels: Readonly<Record<string, ChannelFigures>>;
  readonly staff: StaffFigures;
  readonly demand: DemandFigures;
  /** Mean score of visits, 0..100, and share of visits that are satisfied. Formula: satisfaction.ts. */
  readonly satisfaction: { readonly mean: number; readonly satisfiedShare: number };
};

export function ruleFigures(log: EventLog, visits: readonly Visit[], names: RuleNames): RuleFigures {
  const left = (reason: LeaveReason): number => visits.filter((visit) => visit.reason === reason).length;
  const holders = visits.filter((visit) => visit.services > 0 || visit.reason === LeaveReason.reneged);
  const late = lateAppointments(log, names.graceS);
  const results = resultsByWay(log);
  const scores = visits.filter((visit) => visit.reason >= 0).map(satisfactionOf);
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
    exitsChanged: count(log, EventKind.exitChanged),
    waitedAtDoor: count(log, EventKind.waitsAtDoor),
    callsWithdrawn: count(log, EventKind.callWithdrawn),
    waitedAtWindow: count(log, EventKind.waitsAtWindow),
    waitedForWay: count(log, EventKind.waitsForWay),
    movedToSeat: count(log, EventKind.movedToSeat),
    diverted: count(log, EventKind.diverted),
    appointmentsKept: count(log, EventKind.appointmentKept) - late,
    appointmentsLate: late,
    appointmentsMissed: count(log, EventKind.appointmentMissed),
    companions: count(log, EventKind.accompanied),
    papersFetched: count(log, EventKind.paperFetched),
    results,
    resultTrips: (results.pickup ?? 0) + (results.pickupMachine ?? 0),
    cases: caseFigures(log, visits),
    channels: channelFigures(log, names.channelIds),
    staff: staffFigures(log, visits, names.staff),
    demand: demandFigures(log, visits),
    satisfaction: {
      mean: mean(scores),
      satisfiedShare:
        scores.length === 0 ? 0 : scores.filter((score) => score >= SATISFIED_FROM).length / scores.length,
    },
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

function lateAppointments(log: EventLog, graceS: readonly number[]): number {
  let n = 0;
  for (let i = 0; i < log.length; i++) {
    if (log.kind[i] !== EventKind.appointmentKept) continue;
    if ((log.b[i] as number) > (graceS[log.a[i] as number] ?? 0)) n++;
  }
  return n;
}

function resultsByWay(log: EventLog): Record<string, number> {
  const names = ['atOnce', ...RESULT_WAYS, 'whileYouWait'];
  const results: Record<string, number> = {};
  for (let i = 0; i < log.length; i++) {
    if (log.kind[i] !== EventKind.resultGiven) continue;
    const way = names[log.a[i] as number] ?? '?';
    results[way] = (results[way] ?? 0) + 1;
  }
  return results;
}
