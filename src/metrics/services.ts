/** The event log turned into one record a service: for citizens who see several windows. */
import { EventKind, type EventLog } from '../kernel/events';

/** Times in seconds since midnight. */
export type Step = {
  readonly citizen: number;
  /** Letter whose queue it was; window; 0 for the first service of the visit, 1 for the second, ... */
  readonly group: number;
  readonly window: number;
  readonly stage: number;
  readonly queuedS: number;
  /** Last call before the start; start; end, NaN = still going on at the end of the log. */
  readonly calledS: number;
  readonly startedS: number;
  endedS: number;
  /** Wait for this window, seconds. */
  readonly waitedS: number;
};

/** Services begun, in order of their start. */
export function stepsOf(log: EventLog): Step[] {
  const queued = new Map<number, { group: number; queuedS: number; stage: number }>();
  const calledS = new Map<number, number>();
  const open = new Map<number, Step>();
  const steps: Step[] = [];
  for (let i = 0; i < log.length; i++) {
    const citizen = log.citizen[i] as number;
    const timeS = log.timeS[i] as number;
    const a = log.a[i] as number;
    switch (log.kind[i]) {
      case EventKind.ticketTaken:
        queued.set(citizen, { group: a, queuedS: timeS, stage: 0 });
        break;
      case EventKind.transferred:
        queued.set(citizen, { group: a, queuedS: timeS, stage: (queued.get(citizen)?.stage ?? 0) + 1 });
        break;
      case EventKind.called:
        calledS.set(citizen, timeS);
        break;
      case EventKind.serviceStarted: {
        const from = queued.get(citizen);
        if (!from) break;
        const step: Step = {
          citizen,
          ...from,
          window: a,
          calledS: calledS.get(citizen) ?? timeS,
          startedS: timeS,
          endedS: Number.NaN,
          waitedS: timeS - from.queuedS,
        };
        steps.push(step);
        open.set(citizen, step);
        break;
      }
      case EventKind.serviceEnded: {
        const step = open.get(citizen);
        if (step) step.endedS = timeS;
        open.delete(citizen);
        break;
      }
      case EventKind.left:
        queued.delete(citizen);
        calledS.delete(citizen);
        break;
    }
  }
  return steps;
}
