/** The course of a day as it can be compared: who waited how long, and how many waited in each hour. */
import type { Visit } from '../../../metrics/visits';
import { meanOf } from '../fit/arrivals';
import { waitsOf as curveWaits, isotonic, meanShown } from '../fit/boardCurves';
import type { BoardQueue } from '../fit/fromBoard';
import { beginOf, groupBy } from '../fit/fromTickets';
import { upTo, WaitingCount } from '../fit/staffing';
import type { TicketRecord } from '../read/tickets';
import type { Sample } from './distance';

export type DayCourse = {
  /** Mean number waiting in the hall in each of the hours asked for. */
  readonly waitingByHour: readonly number[];
  /** Ticket taken to called, seconds. */
  readonly waits: Sample;
};

/** Boards are read every five minutes; a simulated day is looked at in the same way. */
const BOARD_STEP_S = 300;
const COUNT_STEP_S = 60;

/** Whole hours from opening on. */
export function hoursBetween(openS: number, closeS: number): number[] {
  const n = Math.max(1, Math.ceil((closeS - openS) / 3600));
  return Array.from({ length: n }, (_, i) => openS + i * 3600);
}

/** A recorded day of a board: all its queues together. Null if the day is not in the records. */
export function boardCourse(queues: readonly BoardQueue[], day: string, hoursS: readonly number[]): DayCourse | null {
  const curves = queues.flatMap((queue) => queue.curves.get(day) ?? []);
  if (curves.length === 0) return null;
  return {
    waitingByHour: hoursS.map((fromS) =>
      curves.reduce((sum, curve) => sum + meanShown(curve, curve.waiting, fromS, fromS + 3600), 0),
    ),
    waits: { values: curves.flatMap(curveWaits) },
  };
}

/** A recorded day of tickets. Null if the day is not in the records. */
export function ticketCourse(
  records: readonly TicketRecord[],
  day: string,
  hoursS: readonly number[],
): DayCourse | null {
  const own = records.filter((record) => record.day === day && Number.isFinite(calledOf(record)));
  if (own.length === 0) return null;
  const count = new WaitingCount(
    own.map((record) => record.takeS),
    own.map(calledOf),
  );
  return {
    waitingByHour: hoursS.map((fromS) => meanCount(count, fromS)),
    waits: { values: own.map((record) => calledOf(record) - record.takeS) },
  };
}

function calledOf(record: TicketRecord): number {
  return Number.isNaN(record.callS) ? beginOf(record) : record.callS;
}

function meanCount(count: WaitingCount, fromS: number): number {
  const at: number[] = [];
  for (let timeS = fromS + COUNT_STEP_S / 2; timeS < fromS + 3600; timeS += COUNT_STEP_S) at.push(count.at(timeS));
  return meanOf(at);
}

/** A simulated day, seen as the records see it: each ticket, or the board's readings every five minutes. */
export function simulatedCourse(
  visits: readonly Visit[],
  hoursS: readonly number[],
  seenAs: 'tickets' | 'board',
  endS: number,
): DayCourse {
  const called = visits.filter((visit) => Number.isFinite(visit.calledS));
  const held = visits.filter((visit) => Number.isFinite(visit.ticketS));
  const count = new WaitingCount(
    held.map((visit) => visit.ticketS),
    called.map((visit) => visit.calledS),
  );
  const waitingByHour = hoursS.map((fromS) => meanCount(count, fromS));
  if (seenAs === 'tickets')
    return { waitingByHour, waits: { values: called.map((visit) => visit.calledS - visit.ticketS) } };
  const values = [...groupBy(called, (visit) => String(visit.group)).values()].flatMap((own) => {
    const takes = Float64Array.from(own, (visit) => visit.ticketS).sort();
    const calls = Float64Array.from(own, (visit) => visit.calledS).sort();
    const timesS: number[] = [];
    for (let timeS = hoursS[0] ?? 0; timeS <= endS + BOARD_STEP_S; timeS += BOARD_STEP_S) timesS.push(timeS);
    return curveWaits({
      timesS,
      taken: isotonic(timesS.map((timeS) => upTo(takes, timeS))),
      called: timesS.map((timeS) => upTo(calls, timeS)),
    });
  });
  return { waitingByHour, waits: { values } };
}

/** Several days as one prediction: hours averaged, waits put together. */
export function pooled(courses: readonly DayCourse[]): DayCourse {
  const first = courses[0];
  if (!first) return { waitingByHour: [], waits: { values: [] } };
  return {
    waitingByHour: first.waitingByHour.map((_, i) =>
      meanOf(courses.map((course) => course.waitingByHour[i] as number)),
    ),
    waits: { values: courses.flatMap((course) => course.waits.values) },
  };
}
