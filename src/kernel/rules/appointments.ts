/** Appointments: slots with times, people who come early, late or not at all. Drawn from (seed, entry, slot) alone. */
import { AgendaKind } from '../base/agenda';
import { Purpose, RandomStream } from '../base/random';
import { pickWeighted } from '../demand/marks';
import { EventKind } from '../events';
import type { Hall } from '../hall';
import type { ArrivalSpec } from '../spec';
import type { AppointmentSpec } from './spec';
import type { RuleState } from './state';

/** Streams of appointments among those of arrival times: after every ordinary process. */
const STREAM_BASE = 100_000;
const DRAWS_PER_PLACE = 256;

/** The appointments of this seed's day. Columns are in order of arrival; missed ones have a slot only. */
export type AppointmentBook = {
  readonly arrivals: Extract<ArrivalSpec, { kind: 'table' }>;
  /** (arrivals) slot time and index of the entry. */
  readonly slotS: readonly number[];
  readonly entry: readonly number[];
  readonly missed: readonly { readonly slotS: number; readonly item: number; readonly entry: number }[];
};

export function appointmentBook(entries: readonly AppointmentSpec[], seed: number): AppointmentBook {
  const coming: { atS: number; slotS: number; item: number; entry: number }[] = [];
  const missed: { slotS: number; item: number; entry: number }[] = [];
  entries.forEach((spec, entry) => {
    const stream = new RandomStream(seed, Purpose.arrivalTimes, STREAM_BASE + entry);
    let sum = 0;
    const cumulative = Float64Array.from(spec.items, ({ weight }) => {
      sum += weight;
      return sum;
    });
    spec.slotsS.forEach((slotS, i) => {
      stream.counter = DRAWS_PER_PLACE * i;
      const comes = stream.uniform() >= spec.noShowShare;
      const item = spec.items[pickWeighted(cumulative, stream.uniform())]?.item ?? 0;
      if (!comes) missed.push({ slotS, item, entry });
      else
        coming.push({ atS: Math.max(0, slotS + stream.normal(-spec.earlyMeanS, spec.earlySdS)), slotS, item, entry });
    });
  });
  coming.sort((a, b) => a.atS - b.atS || a.slotS - b.slotS || a.entry - b.entry);
  return {
    arrivals: { kind: 'table', timesS: coming.map(({ atS }) => atS), items: coming.map(({ item }) => item) },
    slotS: coming.map(({ slotS }) => slotS),
    entry: coming.map(({ entry }) => entry),
    missed,
  };
}

export function scheduleMissed(hall: Hall): void {
  hall.book?.missed.forEach(({ slotS }, i) => {
    if (slotS >= hall.startS) hall.agenda.schedule(slotS, AgendaKind.missedSlot, i);
  });
}

/** The slot of somebody who does not come. */
export function missedSlotDue(hall: Hall, index: number): void {
  const missed = hall.book?.missed[index];
  if (missed) hall.record(EventKind.appointmentMissed, -1, missed.item, missed.entry);
}

/** A citizen with an appointment is at the door: on time, the appointment's class; later than the grace, like anybody. */
export function keepAppointment(hall: Hall, rules: RuleState, row: number, index: number): void {
  const { book } = hall;
  const entry = book?.entry[index];
  const spec = entry === undefined ? undefined : rules.spec.appointments?.[entry];
  if (!book || entry === undefined || !spec) return;
  const lateS = hall.nowS - (book.slotS[index] as number);
  const number = hall.citizens.number[row] as number;
  hall.record(EventKind.appointmentKept, number, entry, Math.round(lateS));
  if (lateS > spec.graceS || spec.klass === null) return;
  rules.klass[row] = spec.klass;
  hall.record(EventKind.classified, number, spec.klass, 0);
}
