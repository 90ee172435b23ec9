/** How the day went: queue, tickets and windows by quarter of an hour. */
import { EventKind, type EventLog } from '../kernel/events';

/** Length of an interval, seconds. */
export const PROFILE_STEP_S = 900;

/** Interval k covers [fromS + k stepS, fromS + (k + 1) stepS). Means are over time, numbers rounded to 0.001. */
export type QueueProfile = {
  readonly fromS: number;
  readonly stepS: number;
  /** Mean number of tickets waiting to be called, by letter. */
  readonly waiting: Readonly<Record<string, readonly number[]>>;
  /** Most tickets waiting at one moment, all letters together. */
  readonly waitingMax: readonly number[];
  /** Tickets taken, by letter. */
  readonly tickets: Readonly<Record<string, readonly number[]>>;
  /** Mean number of windows open, and of windows with a citizen called or being served. Machines are left out. */
  readonly open: readonly number[];
  readonly occupied: readonly number[];
  /** Tickets waiting when the doors closed. */
  readonly waitingAtClosing: number;
  /** Most windows open at one moment. */
  readonly openMax: number;
};

type Input = {
  readonly openS: number;
  readonly closeS: number;
  readonly endS: number;
  readonly letters: readonly string[];
  /** By window: true = a machine, which is not counted among open windows. */
  readonly machines: readonly boolean[];
};

/** A level that steps up and down, integrated over the intervals. */
class Level {
  value = 0;
  private sinceS: number;
  readonly areaS: Float64Array;

  constructor(
    private readonly fromS: number,
    count: number,
  ) {
    this.sinceS = fromS;
    this.areaS = new Float64Array(count);
  }

  change(timeS: number, by: number): void {
    this.settle(timeS);
    this.value += by;
  }

  settle(timeS: number): void {
    let at = Math.max(this.sinceS, this.fromS);
    if (this.value !== 0) {
      while (at < timeS) {
        const k = Math.min(this.areaS.length - 1, Math.floor((at - this.fromS) / PROFILE_STEP_S));
        const end = k === this.areaS.length - 1 ? timeS : Math.min(timeS, this.fromS + (k + 1) * PROFILE_STEP_S);
        this.areaS[k] = (this.areaS[k] as number) + this.value * (end - at);
        at = end;
      }
    }
    this.sinceS = Math.max(this.sinceS, timeS);
  }

  /** Mean level by interval; the last interval may be cut short by `endS`. */
  means(endS: number): number[] {
    return Array.from(this.areaS, (area, k) => {
      const length = Math.min(PROFILE_STEP_S, endS - this.fromS - k * PROFILE_STEP_S);
      return length > 0 ? round(area / length) : 0;
    });
  }
}

export function queueProfile(log: EventLog, input: Input): QueueProfile {
  const fromS = input.openS;
  const count = Math.max(1, Math.ceil((input.endS - fromS) / PROFILE_STEP_S - 1e-9));
  const at = (timeS: number): number => Math.max(0, Math.min(count - 1, Math.floor((timeS - fromS) / PROFILE_STEP_S)));
  const waiting = input.letters.map(() => new Level(fromS, count));
  const tickets = input.letters.map(() => new Array<number>(count).fill(0));
  const open = new Level(fromS, count);
  const occupied = new Level(fromS, count);
  const groupOf = new Map<number, number>();
  const atWindow = new Set<number>();
  /** The citizen waits for a call in a group's queue, or no longer does. */
  const queue = (timeS: number, citizen: number, group: number): void => {
    groupOf.set(citizen, group);
    settleWaiting(timeS, group, 1);
  };
  const unqueue = (timeS: number, citizen: number): void => {
    const group = groupOf.get(citizen);
    if (group !== undefined) settleWaiting(timeS, group, -1);
    groupOf.delete(citizen);
  };
  const leaveWindow = (timeS: number, citizen: number): void => {
    if (atWindow.delete(citizen)) occupied.change(timeS, -1);
  };
  const waitingMax = new Array<number>(count).fill(0);
  let all = 0;
  let openMax = 0;
  let waitingAtClosing = -1;
  const settleWaiting = (timeS: number, group: number, by: number): void => {
    // Intervals that passed without a change had the same length of queue throughout.
    for (let k = at(lastS); k <= at(timeS); k++) waitingMax[k] = Math.max(waitingMax[k] as number, all);
    lastS = timeS;
    waiting[group]?.change(timeS, by);
    all += by;
    const k = at(timeS);
    waitingMax[k] = Math.max(waitingMax[k] as number, all);
  };
  let lastS = fromS;
  for (let i = 0; i < log.length; i++) {
    const timeS = log.timeS[i] as number;
    const citizen = log.citizen[i] as number;
    if (waitingAtClosing < 0 && timeS > input.closeS) waitingAtClosing = all;
    switch (log.kind[i]) {
      case EventKind.ticketTaken:
      case EventKind.transferred: {
        const group = log.a[i] as number;
        const list = tickets[group];
        if (list) list[at(timeS)] = (list[at(timeS)] as number) + 1;
        leaveWindow(timeS, citizen);
        queue(timeS, citizen, group);
        break;
      }
      case EventKind.requeued:
        queue(timeS, citizen, log.a[i] as number);
        break;
      case EventKind.called:
        unqueue(timeS, citizen);
        if (!atWindow.has(citizen) && !input.machines[log.a[i] as number]) {
          atWindow.add(citizen);
          occupied.change(timeS, 1);
        }
        break;
      case EventKind.passed:
      case EventKind.serviceEnded:
        leaveWindow(timeS, citizen);
        break;
      case EventKind.reneged:
        unqueue(timeS, citizen);
        break;
      case EventKind.left:
        unqueue(timeS, citizen);
        leaveWindow(timeS, citizen);
        break;
      case EventKind.windowOpened:
        if (input.machines[log.a[i] as number]) break;
        open.change(timeS, 1);
        openMax = Math.max(openMax, open.value);
        break;
      case EventKind.windowClosed:
        if (!input.machines[log.a[i] as number]) open.change(timeS, -1);
        break;
    }
  }
  for (const level of [...waiting, open, occupied]) level.settle(input.endS);
  const byLetter = <T>(values: readonly T[]): Record<string, T> =>
    Object.fromEntries(input.letters.map((letter, group) => [letter, values[group] as T]));
  return {
    fromS,
    stepS: PROFILE_STEP_S,
    waiting: byLetter(waiting.map((level) => level.means(input.endS))),
    waitingMax,
    tickets: byLetter(tickets),
    open: open.means(input.endS),
    occupied: occupied.means(input.endS),
    waitingAtClosing: Math.max(0, waitingAtClosing < 0 ? all : waitingAtClosing),
    openMax,
  };
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
