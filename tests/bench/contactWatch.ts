/**
 * Who caused the robots' contacts of a day: by the rule of the mission bench (src/metrics/robot, `faultOf`), from the speeds of both at
 * the touch and a tick before. Hangs on the tick's phases and only reads. Walls count as caused; of two robots each is judged by its
 * own speed, and the touch is caused if either drove into it.
 *
 * An encounter is a run of touches of the same two, each within `ENCOUNTER_S` of the one before: who walks on against a robot
 * that stands touches it again and again.
 */
import { EventKind } from '../../src/kernel/events';
import type { Hall } from '../../src/kernel/hall';
import { ROBOT_ACTIVITIES } from '../../src/kernel/robot/system';
import type { PhaseProbe } from '../../src/kernel/tick';
import { type Fault, faultOf } from '../../src/metrics/robot/meter';

const ENCOUNTER_S = 10;

/** What was touched: a citizen by number, another robot, or a wall, furniture, a step. Speeds towards the other, m/s (NaN for walls). */
export type WatchedContact = {
  readonly atS: number;
  readonly robot: number;
  readonly activity: string;
  readonly with: { readonly citizen: number } | { readonly robot: number } | 'solid';
  readonly robotMps: number;
  readonly otherMps: number;
  /** How far the other's middle moved in the last tick, m. */
  readonly otherMovedM: number;
  readonly fault: Fault;
  /** First touch of an encounter. */
  readonly first: boolean;
};

/** Columns of discs as of one tick. */
type Discs = {
  readonly xM: Float64Array;
  readonly yM: Float64Array;
  readonly vxMps: Float64Array;
  readonly vyMps: Float64Array;
};
const discs = (count: number): Discs => ({
  xM: new Float64Array(count),
  yM: new Float64Array(count),
  vxMps: new Float64Array(count),
  vyMps: new Float64Array(count),
});

export class ContactWatch {
  readonly contacts: WatchedContact[] = [];
  private readonly lastS = new Map<string, number>();
  private logged: number;
  private readonly robots: readonly [Discs, Discs];
  private people: readonly [Discs, Discs] = [discs(0), discs(0)];
  /** Which of the two is of this tick. */
  private now: 0 | 1 = 0;

  constructor(private readonly hall: Hall) {
    this.logged = hall.log.length;
    const count = hall.robots?.count ?? 0;
    this.robots = [discs(count), discs(count)];
  }

  /** To be told of the tick's phases. */
  readonly probe: PhaseProbe = (phase) => {
    if (phase !== 'robots') return;
    this.now = this.now === 0 ? 1 : 0;
    this.look();
    const { log } = this.hall;
    for (; this.logged < log.length; this.logged++) {
      if (log.kind[this.logged] === EventKind.robotContact) this.note(this.logged);
    }
  };

  private look(): void {
    const { robots, crowd, citizens } = this.hall;
    if (!robots || !crowd) return;
    const mine = this.robots[this.now];
    for (let i = 0; i < robots.count; i++) {
      const v = robots.linearMps[i] as number;
      mine.xM[i] = robots.xM[i] as number;
      mine.yM[i] = robots.yM[i] as number;
      mine.vxMps[i] = v * Math.cos(robots.yawRad[i] as number);
      mine.vyMps[i] = v * Math.sin(robots.yawRad[i] as number);
    }
    const { rows } = citizens;
    if (this.people[0].xM.length < rows) this.people = [grown(this.people[0], rows), grown(this.people[1], rows)];
    const theirs = this.people[this.now];
    for (let row = 0; row < rows; row++) {
      theirs.xM[row] = crowd.xM[row] as number;
      theirs.yM[row] = crowd.yM[row] as number;
      theirs.vxMps[row] = crowd.vxMps[row] as number;
      theirs.vyMps[row] = crowd.vyMps[row] as number;
    }
  }

  private note(at: number): void {
    const { hall } = this;
    const robot = hall.log.a[at] as number;
    const other = (hall.log.b[at] as number) - 1;
    const citizen = hall.log.citizen[at] as number;
    // Both robots note their touch.
    if (other >= 0 && other < robot && hall.robots) {
      const twin = this.contacts.at(-1);
      if (twin?.robot === other && twin.atS === hall.nowS) return;
    }
    const activity = ROBOT_ACTIVITIES[hall.robots?.activity[robot] ?? 0] ?? 'starting';
    const base = { atS: hall.nowS, robot, activity };
    const key = `${robot} ${other} ${citizen}`;
    const first = !(hall.nowS - (this.lastS.get(key) ?? Number.NEGATIVE_INFINITY) < ENCOUNTER_S);
    this.lastS.set(key, hall.nowS);
    if (other < 0 && citizen < 0) {
      const fault = 'robot';
      this.contacts.push({
        ...base,
        with: 'solid',
        robotMps: Number.NaN,
        otherMps: Number.NaN,
        otherMovedM: 0,
        fault,
        first,
      });
      return;
    }
    const row = other >= 0 ? other : rowOf(hall, citizen);
    const columns = other >= 0 ? this.robots : this.people;
    const [robotMps, otherMps] = this.towards(robot, columns, row);
    const fault = other >= 0 && otherMps > robotMps ? faultOf(otherMps, robotMps) : faultOf(robotMps, otherMps);
    const before = columns[this.now === 0 ? 1 : 0];
    const here = columns[this.now];
    this.contacts.push({
      ...base,
      with: other >= 0 ? { robot: other } : { citizen },
      robotMps,
      otherMps,
      otherMovedM: Math.hypot(
        (here.xM[row] as number) - (before.xM[row] as number),
        (here.yM[row] as number) - (before.yM[row] as number),
      ),
      fault,
      first,
    });
  }

  /** Largest speed of each towards the other, now and a tick before, m/s. */
  private towards(robot: number, columns: readonly [Discs, Discs], row: number): [number, number] {
    let robotMps = Number.NEGATIVE_INFINITY;
    let otherMps = Number.NEGATIVE_INFINITY;
    for (const k of [0, 1] as const) {
      const r = this.robots[k];
      const o = columns[k];
      const dx = (o.xM[row] as number) - (r.xM[robot] as number);
      const dy = (o.yM[row] as number) - (r.yM[robot] as number);
      const d = Math.hypot(dx, dy) || 1;
      robotMps = Math.max(robotMps, ((r.vxMps[robot] as number) * dx + (r.vyMps[robot] as number) * dy) / d);
      otherMps = Math.max(otherMps, -((o.vxMps[row] as number) * dx + (o.vyMps[row] as number) * dy) / d);
    }
    return [robotMps, otherMps];
  }

  /** Touches, encounters, and touches that a robot caused. */
  counts(): { readonly contacts: number; readonly encounters: number; readonly caused: number } {
    const { contacts } = this;
    return {
      contacts: contacts.length,
      encounters: contacts.filter(({ first }) => first).length,
      caused: contacts.filter(({ fault }) => fault !== 'person').length,
    };
  }
}

function grown(from: Discs, count: number): Discs {
  const to = discs(Math.max(64, 2 * count));
  for (const name of ['xM', 'yM', 'vxMps', 'vyMps'] as const) to[name].set(from[name]);
  return to;
}

function rowOf({ citizens }: Hall, number: number): number {
  for (let row = 0; row < citizens.rows; row++) if (citizens.number[row] === number) return row;
  throw new Error(`citizen ${number} touched a robot and has no row`);
}
