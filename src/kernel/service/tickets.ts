/** Taking a ticket: one number series a letter and day. */
import { EventKind } from '../events';
import type { Hall } from '../hall';
import { chooseChannel } from '../rules/channels';
import { afterQueued } from '../rules/eligible';
import { errandGroup } from '../rules/errand';
import { patienceAfterHold, startPatience } from '../rules/patience';
import { offer } from './windows';

/** Group index of the letter that the citizen takes a ticket for: the item's, or that of a channel it chooses. */
export function letterOf(hall: Hall, row: number): number {
  const item = hall.spec.items[hall.citizens.item[row] as number];
  if (!item) throw new Error(`letterOf: item ${hall.citizens.item[row]} is not in the spec`);
  const errand = hall.rules ? errandGroup(hall, hall.rules, row) : -1;
  if (errand >= 0) return errand;
  // A robot that hands out the ticket sends to the windows of the item.
  const choosing = hall.rules !== null && hall.citizens.held[row] === 0;
  const channel = hall.rules && choosing ? chooseChannel(hall, hall.rules, row, item.group) : -1;
  return channel >= 0 ? channel : item.group;
}

/** Issues the citizen's ticket and puts it in the queue of its letter. It is not offered to a window yet. */
export function issueTicket(hall: Hall, row: number): void {
  const { citizens, tickets } = hall;
  const group = letterOf(hall, row);
  const number = (tickets.issued[group] as number) + 1;
  tickets.issued[group] = number;
  citizens.ticket[row] = number;
  citizens.ticketS[row] = hall.nowS;
  enqueue(hall, row, group);
  if (hall.rules) {
    hall.rules.orderS[row] = hall.nowS;
    hall.rules.firstTicketS[row] = hall.nowS;
  }
  hall.record(EventKind.ticketTaken, citizens.number[row] as number, group, number);
  if (hall.rules) startPatience(hall, hall.rules, row);
}

/** Puts a ticket at the end of a letter's queue. It is not offered to a window yet. */
export function enqueue(hall: Hall, row: number, group: number): void {
  const { citizens, tickets } = hall;
  tickets.waiting[group] = (tickets.waiting[group] as number) + 1;
  citizens.group[row] = group;
  citizens.nextInQueue[row] = -1;
  const tail = tickets.tail[group] as number;
  if (tail < 0) tickets.head[group] = row;
  else citizens.nextInQueue[tail] = row;
  tickets.tail[group] = row;
}

/** Offers the ticket to the windows. True if it was called at once, or its owner has lost patience and leaves. */
export function offerTicket(hall: Hall, row: number): boolean {
  hall.citizens.held[row] = 0;
  offer(hall, row);
  if (hall.rules && (hall.citizens.window[row] as number) < 0) afterQueued(hall, row);
  if (patienceAfterHold(hall, row)) return true;
  return (hall.citizens.window[row] as number) >= 0 || hall.citizens.number[row] === -1;
}
