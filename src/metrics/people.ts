/** What people do on the way, from the event log: rests of the elderly and what they cost, looks at robots, making way. */
import { EventKind, type EventLog } from '../kernel/events';

export type PeopleFigures = {
  /** Rests on the way; of these on a seat; their mean length, s. */
  readonly rests: number;
  readonly restsSeated: number;
  readonly restS: number;
  /** Calls on whose way somebody rested, and others; mean seconds from the call to the service for both. */
  readonly restedOnCall: number;
  readonly calls: number;
  readonly callToServiceRestedS: number;
  readonly callToServiceS: number;
  /** People who stopped to look at a robot, and who stepped into its way. */
  readonly looks: number;
  readonly blocks: number;
  /** Times that somebody stepped aside for a wheelchair or stroller. */
  readonly madeWay: number;
};

export function peopleFigures(log: EventLog): PeopleFigures {
  const calledAt = new Map<number, number>();
  const rested = new Set<number>();
  let rests = 0;
  let restsSeated = 0;
  let restS = 0;
  let slowCalls = 0;
  let slowS = 0;
  let calls = 0;
  let callS = 0;
  let looks = 0;
  let blocks = 0;
  let madeWay = 0;
  for (let i = 0; i < log.length; i++) {
    const citizen = log.citizen[i] as number;
    switch (log.kind[i]) {
      case EventKind.called:
        calledAt.set(citizen, log.timeS[i] as number);
        rested.delete(citizen);
        break;
      case EventKind.rested:
        rests++;
        if (log.a[i] === 1) restsSeated++;
        restS += (log.b[i] as number) / 10;
        rested.add(citizen);
        break;
      case EventKind.serviceStarted: {
        const since = calledAt.get(citizen);
        if (since === undefined) break;
        calledAt.delete(citizen);
        const seconds = (log.timeS[i] as number) - since;
        if (rested.has(citizen)) {
          slowCalls++;
          slowS += seconds;
        } else {
          calls++;
          callS += seconds;
        }
        break;
      }
      case EventKind.robotWatched:
        if (log.b[i] === 1) blocks++;
        else looks++;
        break;
      case EventKind.madeWay:
        madeWay++;
        break;
      default:
        break;
    }
  }
  const per = (sum: number, n: number): number => (n > 0 ? sum / n : 0);
  return {
    rests,
    restsSeated,
    restS: per(restS, rests),
    restedOnCall: slowCalls,
    calls,
    callToServiceRestedS: per(slowS, slowCalls),
    callToServiceS: per(callS, calls),
    looks,
    blocks,
    madeWay,
  };
}
