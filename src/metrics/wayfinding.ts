/** Finding the way, from the event log: how long it takes from the call to the window, who went wrong, who asked. */
import { EventKind, type EventLog } from '../kernel/events';

export type WayFigures = {
  /** Calls that were answered by standing at the window; of these by people who did not know the way. */
  readonly calls: number;
  readonly sought: number;
  /** Seconds beyond the straight walk, mean over all calls and over those who sought. */
  readonly extraS: number;
  readonly extraSoughtS: number;
  /** Seconds from the call to standing at the window, mean over all calls. */
  readonly toWindowS: number;
  /** Wrong turns by call; share of calls with one or more; questions by call, of these to clerks and to robots. */
  readonly wrongTurns: number;
  readonly wrongShare: number;
  readonly asked: number;
  readonly askedClerk: number;
  readonly askedRobot: number;
};

export function wayFigures(log: EventLog): WayFigures {
  const calledAt = new Map<number, number>();
  const turns = new Map<number, number>();
  const seeking = new Set<number>();
  let calls = 0;
  let sought = 0;
  let extra = 0;
  let extraSought = 0;
  let toWindow = 0;
  let wrong = 0;
  let wrongCalls = 0;
  let asked = 0;
  let askedClerk = 0;
  let askedRobot = 0;
  for (let i = 0; i < log.length; i++) {
    const citizen = log.citizen[i] as number;
    switch (log.kind[i]) {
      case EventKind.called:
        calledAt.set(citizen, log.timeS[i] as number);
        turns.delete(citizen);
        seeking.delete(citizen);
        break;
      case EventKind.waySought:
        seeking.add(citizen);
        break;
      case EventKind.wrongTurn:
        turns.set(citizen, (turns.get(citizen) ?? 0) + 1);
        break;
      case EventKind.wayAsked:
        asked++;
        if (log.a[i] === 1) askedClerk++;
        if (log.a[i] === 2) askedRobot++;
        break;
      case EventKind.wayDone: {
        const seconds = (log.b[i] as number) / 10;
        calls++;
        extra += seconds;
        toWindow += (log.timeS[i] as number) - (calledAt.get(citizen) ?? (log.timeS[i] as number));
        wrong += turns.get(citizen) ?? 0;
        if (turns.has(citizen)) wrongCalls++;
        if (!seeking.has(citizen)) break;
        sought++;
        extraSought += seconds;
        break;
      }
      default:
        break;
    }
  }
  const per = (sum: number, n: number): number => (n > 0 ? sum / n : 0);
  return {
    calls,
    sought,
    extraS: per(extra, calls),
    extraSoughtS: per(extraSought, sought),
    toWindowS: per(toWindow, calls),
    wrongTurns: per(wrong, calls),
    wrongShare: per(wrongCalls, calls),
    asked: per(asked, calls),
    askedClerk: per(askedClerk, calls),
    askedRobot: per(askedRobot, calls),
  };
}
