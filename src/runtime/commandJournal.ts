/**
 * The operator's commands of a run with the tick at which each was given, so that a day that is wound back and played on
 * receives them again at the same ticks and comes out the same.
 */
import type { HallCommand } from '../kernel/commands';
import type { Hall } from '../kernel/hall';

type Entry = { readonly tick: number; readonly command: HallCommand };

export class CommandJournal {
  /** Ascending ticks. */
  private readonly entries: Entry[] = [];
  /** Index of the first entry that the hall has not received since it was loaded or wound. */
  private next = 0;

  /** Notes a command given now and hands it to the hall. Commands later in the journal stay where they are. */
  add(hall: Hall, command: HallCommand): void {
    this.apply(hall);
    this.entries.splice(this.next, 0, { tick: hall.tick, command });
    this.apply(hall);
  }

  /** Hands over what is due before the hall's next tick. */
  apply(hall: Hall): void {
    for (; this.next < this.entries.length; this.next++) {
      const entry = this.entries[this.next] as Entry;
      if (entry.tick > hall.tick) return;
      hall.commands.push(entry.command);
    }
  }

  /** Hall time until which nothing is due, seconds since midnight; Infinity if nothing ever is. */
  nextS(hall: Hall): number {
    const entry = this.entries[this.next];
    return entry ? hall.timeOfTickS(entry.tick) : Number.POSITIVE_INFINITY;
  }

  /** The hall was put back to a saved state, which holds the commands given before its tick and none of that tick. */
  rewound(hall: Hall): void {
    this.next = this.entries.findIndex((entry) => entry.tick >= hall.tick);
    if (this.next < 0) this.next = this.entries.length;
  }
}
