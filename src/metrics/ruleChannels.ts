/** Figures of channels, 24-hour zone, back office, pick-up visits and linked items, from the event log. */
import { EventKind, type EventLog, LeaveReason, ROBOT_FUNCTIONS } from '../kernel/events';
import type { Visit } from './visits';

export type ChannelFigures = {
  readonly chosen: number;
  readonly identityFailed: number;
  readonly helpCalled: number;
  readonly sentOn: number;
  /** Help given by clerks, who closed their windows meanwhile, and by guides; wait for the helper, mean, seconds. */
  readonly helpedByClerks: number;
  readonly helpedByGuides: number;
  readonly helpWaitMeanS: number;
  /** Uses and failures of the service robot's functions; only those used. */
  readonly functions: Readonly<Record<string, { readonly used: number; readonly failed: number }>>;
};

export type DemandFigures = {
  /** Visitors of the 24-hour zone; of these while the hall was closed; and sent on then, so that they must come again. */
  readonly zone24: { readonly visitors: number; readonly whileClosed: number; readonly outOfHours: number };
  /** Visits that fetched a result, at the counter and at the machine. */
  readonly pickupVisits: { readonly counter: number; readonly machine: number };
  /** Cases of the back office; from the window to the result, and work, mean, seconds. */
  readonly backOffice: { readonly cases: number; readonly readyMeanS: number; readonly workMeanS: number };
  /** Citizens who need the item that follows: in the same visit, and another day (one trip more each). */
  /** Changes to a shorter line; tickets that waited standing in a marked line. */
  readonly lines: { readonly changes: number; readonly stood: number };
  readonly linked: { readonly sameVisit: number; readonly anotherDay: number };
};

type Counts = {
  chosen: number;
  identityFailed: number;
  helpCalled: number;
  sentOn: number;
  helpedByClerks: number;
  helpedByGuides: number;
  helpWaitS: number;
  functions: Record<string, { used: number; failed: number }>;
};

export function channelFigures(log: EventLog, ids: readonly string[]): Record<string, ChannelFigures> {
  const figures = ids.map(
    (): Counts => ({
      chosen: 0,
      identityFailed: 0,
      helpCalled: 0,
      sentOn: 0,
      helpedByClerks: 0,
      helpedByGuides: 0,
      helpWaitS: 0,
      functions: {},
    }),
  );
  const channelOf = new Map<number, number>();
  const calledAt = new Map<number, number>();
  for (let i = 0; i < log.length; i++) {
    const citizen = log.citizen[i] as number;
    const timeS = log.timeS[i] as number;
    if (log.kind[i] === EventKind.channelChosen) channelOf.set(citizen, log.a[i] as number);
    const own = figures[channelOf.get(citizen) ?? -1];
    if (!own) continue;
    switch (log.kind[i]) {
      case EventKind.channelChosen:
        own.chosen++;
        break;
      case EventKind.identityFailed:
        own.identityFailed++;
        break;
      case EventKind.helpCalled:
        own.helpCalled++;
        calledAt.set(citizen, timeS);
        break;
      case EventKind.helpStarted:
        own.helpWaitS += timeS - (calledAt.get(citizen) ?? timeS);
        if ((log.b[i] as number) < 0) own.helpedByGuides++;
        else own.helpedByClerks++;
        break;
      case EventKind.sentOn:
        own.sentOn++;
        break;
      case EventKind.robotFunction: {
        const name = ROBOT_FUNCTIONS[log.a[i] as number] ?? '?';
        const use = own.functions[name] ?? { used: 0, failed: 0 };
        use.used++;
        use.failed += log.b[i] as number;
        own.functions[name] = use;
        break;
      }
    }
  }
  return Object.fromEntries(
    ids.map((id, i) => {
      const { helpWaitS, ...rest } = figures[i] as Counts;
      const helped = rest.helpedByClerks + rest.helpedByGuides;
      return [id, { ...rest, helpWaitMeanS: helped === 0 ? 0 : helpWaitS / helped }];
    }),
  );
}

export function demandFigures(log: EventLog, visits: readonly Visit[]): DemandFigures {
  const zone24 = { visitors: 0, whileClosed: 0, outOfHours: 0 };
  const pickupVisits = { counter: 0, machine: 0 };
  const lines = { changes: 0, stood: 0 };
  const linked = { sameVisit: 0, anotherDay: 0 };
  let cases = 0;
  let readyS = 0;
  let workS = 0;
  for (let i = 0; i < log.length; i++) {
    const a = log.a[i] as number;
    switch (log.kind[i]) {
      case EventKind.zoneVisitor:
        zone24.visitors++;
        zone24.whileClosed += a;
        break;
      case EventKind.pickupVisit:
        if (a === 1) pickupVisits.machine++;
        else pickupVisits.counter++;
        break;
      case EventKind.jockeyed:
        lines.changes++;
        break;
      case EventKind.inQueueLine:
        lines.stood++;
        break;
      case EventKind.linkedNeed:
        if (log.b[i] === 1) linked.sameVisit++;
        else linked.anotherDay++;
        break;
      case EventKind.backOffice:
        cases++;
        readyS += a;
        workS += log.b[i] as number;
        break;
    }
  }
  zone24.outOfHours = visits.filter((visit) => visit.reason === LeaveReason.outOfHours).length;
  const mean = (sum: number): number => (cases === 0 ? 0 : sum / cases);
  return {
    zone24,
    pickupVisits,
    lines,
    linked,
    backOffice: { cases, readyMeanS: mean(readyS), workMeanS: mean(workS) },
  };
}
