/** Figures of windows and clerks under the hall's rules, from the event log. Definitions: docs/service-rules.md. */
import { EventKind, type EventLog } from '../kernel/events';
import type { Visit } from './visits';
import { windowUse } from './visits';

export type StaffNames = {
  /** Entries of sharedClerks: window ids joined, window indices, clerks. */
  readonly shared: readonly { readonly id: string; readonly windows: readonly number[]; readonly clerks: number }[];
  /** (windows) and (classes) of the green channel, 1 = in it; empty without one. */
  readonly greenWindows: ArrayLike<number>;
  readonly greenClasses: ArrayLike<number>;
};

export type StaffFigures = {
  /** From the call to the start of the service: walking, no-shows and set-up. Mean, seconds. */
  readonly callToStartMeanS: number;
  /** Shared clerks: service time / (clerks x time that any of their windows was open). */
  readonly clerkUtilization: Readonly<Record<string, number>>;
  /** Services of its classes at windows of the green channel; tickets handed out at the door. */
  readonly greenServed: number;
  readonly greenTickets: number;
};

export function staffFigures(log: EventLog, visits: readonly Visit[], names: StaffNames): StaffFigures {
  const klass = new Map(visits.map((visit) => [visit.citizen, visit.klass]));
  const calledAt = new Map<number, number>();
  let gapS = 0;
  let gaps = 0;
  let greenServed = 0;
  let greenTickets = 0;
  let windows = 0;
  for (let i = 0; i < log.length; i++) {
    const citizen = log.citizen[i] as number;
    const kind = log.kind[i];
    if (kind === EventKind.windowOpened) windows = Math.max(windows, (log.a[i] as number) + 1);
    if (kind === EventKind.called) calledAt.set(citizen, log.timeS[i] as number);
    if (kind === EventKind.greenTicket) greenTickets++;
    if (kind !== EventKind.serviceStarted) continue;
    gapS += (log.timeS[i] as number) - (calledAt.get(citizen) ?? (log.timeS[i] as number));
    gaps++;
    if (names.greenWindows[log.a[i] as number] === 1 && names.greenClasses[klass.get(citizen) ?? 0] === 1)
      greenServed++;
  }
  const endS = log.length > 0 ? (log.timeS[log.length - 1] as number) : 0;
  const use = windowUse(log, windows, endS);
  const clerkUtilization: Record<string, number> = {};
  for (const { id, windows: named, clerks } of names.shared) {
    const openS = Math.max(0, ...named.map((window) => use.openS[window] ?? 0));
    const busyS = named.reduce((sum, window) => sum + (use.busyS[window] ?? 0), 0);
    clerkUtilization[id] = openS > 0 ? busyS / (clerks * openS) : 0;
  }
  return { callToStartMeanS: gaps === 0 ? 0 : gapS / gaps, clerkUtilization, greenServed, greenTickets };
}
