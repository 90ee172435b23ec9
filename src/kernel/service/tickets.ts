/** Taking a ticket: one number series a letter and day. */
import { EventKind } from '../events';
import type { Hall } from '../hall';
import { offer } from './windows';

/** Issues the citizen's ticket and puts it in the queue of its letter. It is not offered to a window yet. */
export function issueTicket(hall: Hall, row: number): void {
  const { citizens, tickets } = hall;
  const item = hall.spec.items[citizens.item[row] as number];
  if (!item) throw new Error(`issueTicket: item ${citizens.item[row]} is not in the spec`);
  const { group } = item;
  const number = (tickets.issued[group] as number) + 1;
  tickets.issued[group] = number;
  tickets.waiting[group] = (tickets.waiting[group] as number) + 1;
  citizens.group[row] = group;
  citizens.ticket[row] = number;
  citizens.ticketS[row] = hall.nowS;
  citizens.nextInQueue[row] = -1;
  const tail = tickets.tail[group] as number;
  if (tail < 0) tickets.head[group] = row;
  else citizens.nextInQueue[tail] = row;
  tickets.tail[group] = row;
  hall.record(EventKind.ticketTaken, citizens.number[row] as number, group, number);
}

/** Offers the ticket to the windows. True if it was called at once. */
export function offerTicket(hall: Hall, row: number): boolean {
  hall.citizens.held[row] = 0;
  offer(hall, row);
  return (hall.citizens.window[row] as number) >= 0 || hall.citizens.number[row] === -1;
}
