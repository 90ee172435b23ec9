/** Staff whom robots fetched, from the event log: how often and why, how it ended, how long the guests waited for help. */
import { EventKind, type EventLog, FetchEnd, HELP_REASONS } from '../kernel/events';

export type FetchFigures = {
  /** Guests for whom a robot set out. */
  readonly fetched: number;
  readonly byReason: Readonly<Record<string, number>>;
  /** How it ended; the rest was still under way. */
  readonly helped: number;
  readonly led: number;
  readonly nobody: number;
  readonly left: number;
  readonly brokenOff: number;
  /** From "please wait here" until a clerk stood with the guest, s; 0 where none came. */
  readonly untilHelpMeanS: number;
  readonly untilHelpMaxS: number;
};

export function fetchFigures(log: EventLog): FetchFigures {
  const ends = new Map<number, number>();
  const byReason: Record<string, number> = {};
  let fetched = 0;
  let came = 0;
  let sumS = 0;
  let maxS = 0;
  for (let i = 0; i < log.length; i++) {
    const b = log.b[i] as number;
    switch (log.kind[i]) {
      case EventKind.fetchStarted: {
        fetched++;
        const why = HELP_REASONS[b] ?? 'asks-for-person';
        byReason[why] = (byReason[why] ?? 0) + 1;
        break;
      }
      case EventKind.fetchCame:
        came++;
        sumS += b / 10;
        if (b / 10 > maxS) maxS = b / 10;
        break;
      case EventKind.fetchEnded:
        ends.set(b, (ends.get(b) ?? 0) + 1);
        break;
    }
  }
  const ended = (how: number): number => ends.get(how) ?? 0;
  return {
    fetched,
    byReason,
    helped: ended(FetchEnd.helped),
    led: ended(FetchEnd.led),
    nobody: ended(FetchEnd.nobody),
    left: ended(FetchEnd.left),
    brokenOff: ended(FetchEnd.brokenOff),
    untilHelpMeanS: came > 0 ? sumS / came : 0,
    untilHelpMaxS: maxS,
  };
}
