/** State of the electronic queues, the windows and the physical lines. Who changes what: tickets.ts, windows.ts, lines.ts. */
import type { LinePlan } from '../layout';
import type { HallSpec } from '../spec';

export const WindowState = { closed: 0, free: 1, calling: 2, serving: 3 } as const;
export type WindowState = (typeof WindowState)[keyof typeof WindowState];

/** One electronic queue per ticket letter: a linked list of citizen rows in ticket order. Columns are (groups) long. */
export class TicketQueues {
  readonly head: Int32Array;
  readonly tail: Int32Array;
  /** Tickets issued today, and tickets waiting. */
  readonly issued: Int32Array;
  readonly waiting: Int32Array;

  constructor(groups: number) {
    this.head = new Int32Array(groups).fill(-1);
    this.tail = new Int32Array(groups).fill(-1);
    this.issued = new Int32Array(groups);
    this.waiting = new Int32Array(groups);
  }
}

/** Service windows. Columns are (windows) long. */
export class WindowTable {
  readonly state: Uint8Array;
  /** Citizen called or served, -1 = none. */
  readonly row: Int32Array;
  /** Current staffing interval, -1 = unstaffed; stays at the last one in overtime. */
  readonly interval: Int32Array;
  /** 1 = the day's staffing is over, but the window serves out who is still in. */
  readonly overtime: Uint8Array;
  readonly freeSinceS: Float64Array;
  /** Seconds open and seconds busy (service only), up to `changedS`. */
  readonly openS: Float64Array;
  readonly busyS: Float64Array;
  readonly changedS: Float64Array;
  readonly served: Int32Array;
  /** (windows) 1 = closed for a break, so not to be opened. Derived from the rules' state. */
  readonly paused: Uint8Array;
  /** Windows that could take a ticket now: free, or closed in overtime. Derived; spares the search when there is none. */
  available = 0;

  constructor(windows: number) {
    this.state = new Uint8Array(windows);
    this.row = new Int32Array(windows).fill(-1);
    this.interval = new Int32Array(windows).fill(-1);
    this.overtime = new Uint8Array(windows);
    this.freeSinceS = new Float64Array(windows);
    this.openS = new Float64Array(windows);
    this.busyS = new Float64Array(windows);
    this.changedS = new Float64Array(windows);
    this.served = new Int32Array(windows);
    this.paused = new Uint8Array(windows);
  }
}

export const ServerKind = { kiosk: 0, desk: 1, robot: 2 } as const;

/** Counts `available` anew: after a restore. */
export function countAvailable(windows: WindowTable): void {
  windows.available = 0;
  for (let i = 0; i < windows.state.length; i++) if (isAvailable(windows, i)) windows.available++;
}

export function isAvailable(windows: WindowTable, window: number): boolean {
  if (windows.paused[window] === 1) return false;
  const state = windows.state[window];
  return state === WindowState.free || (state === WindowState.closed && windows.overtime[window] === 1);
}

/** A server with a physical line. */
export type LineServer = {
  readonly kind: 0 | 1 | 2;
  /** Index among the servers of its kind. */
  readonly index: number;
  readonly plan: LinePlan;
  /** Rows on the way to the line's end; rows in line, front first. */
  approaching: number[];
  queue: number[];
  /** Row going to or at the server, -1 = none. */
  current: number;
};

export function makeLineServers(spec: HallSpec): LineServer[] {
  const make = (kind: 0 | 1 | 2, index: number, plan: LinePlan): LineServer => ({
    kind,
    index,
    plan,
    approaching: [],
    queue: [],
    current: -1,
  });
  const { layout } = spec;
  return [
    ...layout.kiosks.map((plan, i) => make(ServerKind.kiosk, i, plan)),
    ...layout.desks.map((plan, i) => make(ServerKind.desk, i, plan)),
    ...spec.robots.map((robot, i) => {
      const post = layout.posts[robot.post];
      if (!post)
        throw new Error(
          `robots[${i}].post: ${robot.post} is not an index of layout.posts (0..${layout.posts.length - 1})`,
        );
      return make(ServerKind.robot, i, post);
    }),
  ];
}
