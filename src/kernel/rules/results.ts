/**
 * Results: handed out at once, waited for while the back office makes them (立等可取), or made later and sent or fetched. The
 * back office has its own clerks, some of them for those who wait; it does not keep the hall's hours.
 */
import { AgendaKind } from '../base/agenda';
import { drawDurationS } from '../demand/durations';
import { Mark, pickWeighted } from '../demand/marks';
import { comesOnce, MAX_VISITS, visitNumber, visitOf } from '../demand/person';
import { EventKind, LeaveReason, RESULT_WAYS } from '../events';
import type { Hall } from '../hall';
import { depart } from '../service/departure';
import { offerTicket } from '../service/tickets';
import { goWait } from '../service/waiting';
import type { DurationSpec } from '../spec';
import { Errand, errandOf } from './errand';
import { transfer } from './journeys';
import { first } from './policies/place';
import type { RuleState } from './state';

export type ResultSpec = {
  /** By item index: share of cases whose result is handed out at once; and of these, share that waits for it. */
  readonly atOnceShare: readonly number[];
  readonly waitShare: readonly number[];
  /** (RESULT_WAYS) cumulative weights of the others. */
  readonly cumulative: Float64Array;
  /** Null: results take no work. */
  readonly backOffice: BackOfficeSpec | null;
  /** Null: nobody is simulated who fetches a result. */
  readonly pickup: PickupSpec | null;
};

/** Two queues, each first come first served: cases whose citizens wait have clerks of their own. */
export type BackOfficeSpec = { readonly clerks: number; readonly waitClerks: number; readonly time: DurationSpec };

export type PickupSpec = {
  /** Letter of the counter, and of the machine (-1 = none: the counter). */
  readonly group: number;
  readonly machineGroup: number;
  readonly service: DurationSpec;
  /** From the result being ready to the visit. */
  readonly after: DurationSpec;
};

/** `RESULT_WAYS` starts at 1 in the event; this way waits in the hall. */
const WAY_WAIT = 1 + RESULT_WAYS.length;

/** A case is done. True if the citizen waits in the hall for the result. */
export function handOutResult(hall: Hall, rules: RuleState, row: number): boolean {
  const { results } = rules.spec;
  if (!results || errandOf(rules, row) === Errand.pickUp || errandOf(rules, row) === Errand.pickUpMachine) return false;
  const { citizens, marks } = hall;
  const number = citizens.number[row] as number;
  const item = citizens.item[row] as number;
  const atOnce = marks.rekey(number, Mark.resultAtOnce).uniform() < (results.atOnceShare[item] as number);
  const waits = atOnce && marks.rekey(number, Mark.resultWait).uniform() < (results.waitShare[item] as number);
  const later = 1 + pickWeighted(results.cumulative, marks.rekey(number, Mark.resultWay).uniform());
  const way = waits ? WAY_WAIT : atOnce ? 0 : later;
  hall.record(EventKind.resultGiven, number, way, item);
  if (way === 0) return false;
  const readyS = backOfficeReadyS(hall, rules, number, waits);
  if (waits) hall.agenda.schedule(readyS, AgendaKind.resultReady, row, number);
  else planPickup(hall, rules, row, RESULT_WAYS[way - 1] as (typeof RESULT_WAYS)[number], readyS);
  return waits;
}

/** The back office takes the case: when it will be ready. In a queue first come first served that is known at once. */
function backOfficeReadyS(hall: Hall, rules: RuleState, number: number, waits: boolean): number {
  const { backOffice } = rules.spec.results ?? {};
  if (!backOffice) return hall.nowS;
  const free = rules.backFreeS;
  // The clerks for those who wait are the last ones.
  const from = waits ? backOffice.clerks : 0;
  const to = waits ? free.length : backOffice.clerks;
  let clerk = from;
  for (let i = from + 1; i < to; i++) if ((free[i] as number) < (free[clerk] as number)) clerk = i;
  const workS = drawDurationS(backOffice.time, hall.marks.rekey(number, Mark.backOffice));
  const readyS = Math.max(hall.nowS, free[clerk] as number) + workS;
  free[clerk] = readyS;
  hall.record(EventKind.backOffice, number, Math.round(readyS - hall.nowS), Math.round(workS));
  return readyS;
}

/** Sends the citizen who waits for the result to a seat. */
export function waitForResult(hall: Hall, row: number): void {
  goWait(hall, row);
}

/** The result is ready: on to the counter that hands it out, or, without one, out of the door with it. */
export function resultReady(hall: Hall, row: number, number: number): void {
  const { rules, citizens } = hall;
  if (!rules || citizens.number[row] !== number) return;
  const { pickup } = rules.spec.results ?? {};
  if (!pickup) {
    depart(hall, row, LeaveReason.served);
    return;
  }
  rules.errand[row] = Errand.pickUp;
  citizens.serviceS[row] = drawDurationS(pickup.service, hall.marks.rekey(number, Mark.pickup));
  transfer(hall, rules, row, pickup.group, first, 1);
  if (!offerTicket(hall, row) && (citizens.place[row] as number) < 0 && citizens.moving[row] === 0) goWait(hall, row);
}

function planPickup(hall: Hall, rules: RuleState, row: number, way: string, readyS: number): void {
  const { pickup } = rules.spec.results ?? {};
  if (!pickup || (way !== 'pickup' && way !== 'pickupMachine')) return;
  const { citizens, marks, spec } = hall;
  const number = citizens.number[row] as number;
  if (comesOnce(number)) return;
  const visit = visitOf(number) + 1;
  const atS = Math.max(spec.openS, readyS + drawDurationS(pickup.after, marks.rekey(number, Mark.pickupAfter)));
  if (visit > MAX_VISITS || atS > spec.lastTicketS) return;
  const machine = way === 'pickupMachine' && pickup.machineGroup >= 0;
  const code = (machine ? Errand.pickUpMachine : Errand.pickUp) * spec.items.length + (citizens.item[row] as number);
  hall.agenda.schedule(atS, AgendaKind.comeBack, visitNumber(number, visit), code);
  rules.expected++;
}

/** Somebody comes to fetch a result. Call after the marks of the rules. */
export function beginPickup(hall: Hall, rules: RuleState, row: number, errand: Errand): void {
  const { pickup } = rules.spec.results ?? {};
  if (!pickup) return;
  const { citizens } = hall;
  const number = citizens.number[row] as number;
  rules.errand[row] = errand;
  citizens.missingPaper[row] = 0;
  citizens.asks[row] = 0;
  citizens.serviceS[row] = drawDurationS(pickup.service, hall.marks.rekey(number, Mark.pickup));
  hall.record(EventKind.pickupVisit, number, errand === Errand.pickUpMachine ? 1 : 0, 0);
}
