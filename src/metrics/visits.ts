/** The event log turned into one record a visitor. Every statistic of visitors derives from these. */
import { EventKind, type EventLog } from '../kernel/events';

/** Times in seconds since midnight; NaN = did not happen. */
export type Visit = {
  readonly citizen: number;
  readonly item: number;
  readonly arrivedS: number;
  /** First ticket; group of the first ticket; last call; first start; last end; last window. */
  ticketS: number;
  group: number;
  calledS: number;
  startedS: number;
  endedS: number;
  window: number;
  leftS: number;
  /** LeaveReason, -1 = still inside. */
  reason: number;
  /** Priority class, 0 = ordinary. */
  klass: number;
  /** Windows that served this visit; seconds waited for them in all (up to giving up, for who gave up), and served in all. */
  services: number;
  waitedS: number;
  servedS: number;
  /** Since when the present wait and the present service last; bookkeeping of `visitsOf`. */
  waitingSinceS: number;
  servedSinceS: number;
};

/** Visits in order of arrival. */
export function visitsOf(log: EventLog): Visit[] {
  const byCitizen = new Map<number, Visit>();
  const visits: Visit[] = [];
  for (let i = 0; i < log.length; i++) {
    const citizen = log.citizen[i] as number;
    if (citizen < 0) continue;
    const timeS = log.timeS[i] as number;
    const a = log.a[i] as number;
    if (log.kind[i] === EventKind.arrived) {
      const visit: Visit = {
        citizen,
        item: a,
        arrivedS: timeS,
        ticketS: Number.NaN,
        group: -1,
        calledS: Number.NaN,
        startedS: Number.NaN,
        endedS: Number.NaN,
        window: -1,
        leftS: Number.NaN,
        reason: -1,
        klass: 0,
        services: 0,
        waitedS: 0,
        servedS: 0,
        waitingSinceS: Number.NaN,
        servedSinceS: Number.NaN,
      };
      byCitizen.set(citizen, visit);
      visits.push(visit);
      continue;
    }
    const visit = byCitizen.get(citizen);
    if (!visit) continue;
    switch (log.kind[i]) {
      case EventKind.ticketTaken:
        if (Number.isNaN(visit.ticketS)) {
          visit.ticketS = timeS;
          visit.group = a;
        }
        visit.waitingSinceS = timeS;
        break;
      case EventKind.called:
        visit.calledS = timeS;
        visit.window = a;
        break;
      case EventKind.serviceStarted:
        if (visit.services++ === 0) visit.startedS = timeS;
        visit.waitedS += timeS - visit.waitingSinceS;
        visit.servedSinceS = timeS;
        break;
      case EventKind.serviceEnded:
        visit.endedS = timeS;
        visit.servedS += timeS - visit.servedSinceS;
        break;
      case EventKind.transferred:
        visit.waitingSinceS = timeS;
        break;
      case EventKind.serviceInterrupted:
        visit.servedS += timeS - visit.servedSinceS;
        break;
      case EventKind.serviceResumed:
        visit.servedSinceS = timeS;
        break;
      case EventKind.classified:
        visit.klass = a;
        break;
      case EventKind.reneged:
        visit.waitedS += timeS - visit.waitingSinceS;
        break;
      case EventKind.left:
        visit.leftS = timeS;
        visit.reason = a;
        break;
    }
  }
  return visits;
}

/** Open and busy seconds and cases of each window. Open = from opening to closing, overtime included; busy = service only. */
export type WindowUse = { readonly openS: Float64Array; readonly busyS: Float64Array; readonly served: Int32Array };

/** @param endS when the record ends, for windows still open or busy then */
export function windowUse(log: EventLog, windows: number, endS: number): WindowUse {
  const openS = new Float64Array(windows);
  const busyS = new Float64Array(windows);
  const served = new Int32Array(windows);
  const openedAt = new Float64Array(windows).fill(Number.NaN);
  const startedAt = new Float64Array(windows).fill(Number.NaN);
  const add = (sum: Float64Array, since: Float64Array, window: number, timeS: number): void => {
    const from = since[window] as number;
    if (!Number.isNaN(from)) sum[window] = (sum[window] as number) + timeS - from;
    since[window] = Number.NaN;
  };
  for (let i = 0; i < log.length; i++) {
    const window = log.a[i] as number;
    const timeS = log.timeS[i] as number;
    switch (log.kind[i]) {
      case EventKind.windowOpened:
        openedAt[window] = timeS;
        break;
      case EventKind.windowClosed:
        add(openS, openedAt, window, timeS);
        break;
      case EventKind.serviceStarted:
      case EventKind.serviceResumed:
        startedAt[window] = timeS;
        break;
      case EventKind.serviceInterrupted:
        add(busyS, startedAt, window, timeS);
        break;
      case EventKind.serviceEnded:
        add(busyS, startedAt, window, timeS);
        served[window] = (served[window] as number) + 1;
        break;
    }
  }
  for (let window = 0; window < windows; window++) {
    add(openS, openedAt, window, endS);
    add(busyS, startedAt, window, endS);
  }
  return { openS, busyS, served };
}
