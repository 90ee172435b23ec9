/**
 * A citizen's day cut into steps that follow each other without gap or overlap, so that the steps of a visit add up to its
 * time in the hall exactly. The cut is made on the event log alone: each event of a citizen ends one step and begins the next.
 */
import { EventKind, type EventLog } from '../kernel/events';

/** Order of a day. Meanings in docs/metrics.md. */
export const STEPS = [
  'enter',
  'robotLine',
  'robot',
  'led',
  'deskLine',
  'desk',
  'walkToKiosk',
  'kioskLine',
  'kiosk',
  'toSeat',
  'waitForCall',
  'walkToWindow',
  'service',
  'leave',
] as const;
export type Step = (typeof STEPS)[number];

/** What serves at a line, by the code in the log. */
export const SERVER_KINDS = ['kiosk', 'desk', 'robot'] as const;
export type ServerKindName = (typeof SERVER_KINDS)[number];

const LINE_STEP: readonly Step[] = ['kioskLine', 'deskLine', 'robotLine'];
const AT_STEP: readonly Step[] = ['kiosk', 'desk', 'robot'];

/** One step of one citizen. Seconds since midnight. `server` = index at its line, -1 where none is concerned. */
export type StepSpan = {
  readonly citizen: number;
  readonly step: Step;
  readonly fromS: number;
  readonly toS: number;
  readonly server: number;
};

type Walker = { step: Step; sinceS: number; server: number; ticket: boolean };

/** Calls `visit` for every step as it ends, in log order. Steps still going on at the end of the log are not reported. */
export function forEachStep(log: EventLog, visit: (span: StepSpan) => void): void {
  const inside = new Map<number, Walker>();
  // Where nobody walks (theory), nobody takes a seat: the wait begins with the ticket.
  const afterTicket: Step = seatsAreTaken(log) ? 'toSeat' : 'waitForCall';
  for (let i = 0; i < log.length; i++) {
    const citizen = log.citizen[i] as number;
    if (citizen < 0) continue;
    const timeS = log.timeS[i] as number;
    if (log.kind[i] === EventKind.arrived) {
      inside.set(citizen, { step: 'enter', sinceS: timeS, server: -1, ticket: false });
      continue;
    }
    const walker = inside.get(citizen);
    if (!walker) continue;
    const begins = nextStep(log.kind[i] as number, log.a[i] as number, walker);
    if (begins === null) continue;
    const next = begins === 'toSeat' ? afterTicket : begins;
    visit({ citizen, step: walker.step, fromS: walker.sinceS, toS: timeS, server: walker.server });
    if (next === 'gone') {
      inside.delete(citizen);
      continue;
    }
    walker.step = next;
    walker.sinceS = timeS;
    if (log.kind[i] === EventKind.joinedLine) walker.server = log.b[i] as number;
    if (log.kind[i] === EventKind.called) walker.server = log.a[i] as number;
  }
}

function seatsAreTaken(log: EventLog): boolean {
  for (let i = 0; i < log.length; i++) if (log.kind[i] === EventKind.waiting) return true;
  return false;
}

/** Step that begins with an event; null = the event changes nothing. Notes a ticket. */
function nextStep(kind: number, a: number, walker: Walker): Step | 'gone' | null {
  switch (kind) {
    case EventKind.joinedLine:
      return LINE_STEP[a] ?? null;
    case EventKind.lineServed:
      return AT_STEP[a] ?? null;
    case EventKind.lineDone:
      // A robot that leads lets go of its line first or later: the lead goes on.
      if (walker.step === 'led') return null;
      return walker.ticket ? 'toSeat' : 'walkToKiosk';
    case EventKind.ticketTaken:
      walker.ticket = true;
      return walker.step === 'robot' || walker.step === 'led' ? null : 'toSeat';
    case EventKind.leadStarted:
      return 'led';
    case EventKind.leadArrived:
    case EventKind.leadLost:
      return walker.ticket ? 'toSeat' : 'walkToKiosk';
    case EventKind.waiting:
    case EventKind.inQueueLine:
      return 'waitForCall';
    case EventKind.called:
      return 'walkToWindow';
    case EventKind.serviceStarted:
      return 'service';
    case EventKind.serviceEnded:
    case EventKind.balked:
    case EventKind.reneged:
      return 'leave';
    case EventKind.transferred:
      return 'toSeat';
    case EventKind.passed:
    case EventKind.requeued:
      // Nobody came to the window: the citizen still sits, or has come back to wait.
      return 'waitForCall';
    case EventKind.left:
      return 'gone';
    default:
      return null;
  }
}
