/** The extras of a hall, stepped once a tick before the crowd moves. Spec in spec.ts. */
import type { StateHash } from '../base/hash';
import { Phase } from '../demand/phase';
import type { Hall } from '../hall';
import type { ExtraSpec, ExtrasSpec } from './spec';

/** Numbers of extras as citizens; above those of scripted and added visitors. */
const EXTRA_BASE = 1_800_000_000;

/** What an extra is at. */
const At = { away: 0, before: 1, walking: 2, waiting: 3, stopped: 4, done: 5 } as const;
/** A follower is at its break's place within this, m. */
const THERE_M = 0.4;

export type ExtrasState = {
  readonly at: Uint8Array;
  readonly leg: Int32Array;
  readonly row: Int32Array;
  readonly hasStopped: Uint8Array;
  readonly untilS: Float64Array;
  readonly startedS: Float64Array;
  readonly endedS: Float64Array;
  readonly ledFromM: Float64Array;
  readonly breaksDone: Int32Array;
  readonly breakUntilS: Float64Array;
};

export class Extras {
  /** (people) */
  private readonly at: Uint8Array;
  private readonly leg: Int32Array;
  private readonly row: Int32Array;
  private readonly hasStopped: Uint8Array;
  private readonly untilS: Float64Array;
  /** (people) seconds after opening at which the first leg began and the last one ended; NaN = not yet. */
  readonly startedS: Float64Array;
  readonly endedS: Float64Array;
  /** (followers) robot's odometer when the lead began, NaN before; breaks done; end of the present one, NaN = none. */
  private readonly ledFromM: Float64Array;
  private readonly breaksDone: Int32Array;
  private readonly breakUntilS: Float64Array;

  constructor(readonly spec: ExtrasSpec) {
    const n = spec.people.length;
    const m = spec.followers.length;
    this.at = new Uint8Array(n);
    this.leg = new Int32Array(n);
    this.row = new Int32Array(n).fill(-1);
    this.hasStopped = new Uint8Array(n);
    this.untilS = new Float64Array(n);
    this.startedS = new Float64Array(n).fill(Number.NaN);
    this.endedS = new Float64Array(n).fill(Number.NaN);
    this.ledFromM = new Float64Array(m).fill(Number.NaN);
    this.breaksDone = new Int32Array(m);
    this.breakUntilS = new Float64Array(m).fill(Number.NaN);
  }

  /** True while an extra may still do something by itself: the hall must not jump over time. */
  get pending(): boolean {
    for (let i = 0; i < this.at.length; i++) if (this.at[i] !== At.done) return true;
    return false;
  }

  /** Citizen row of an extra; -1 = not in the hall. */
  rowOf(i: number): number {
    return this.row[i] as number;
  }

  step(hall: Hall): void {
    const nowS = hall.nowS - hall.startS;
    for (let i = 0; i < this.at.length; i++) this.stepOne(hall, i, this.spec.people[i] as ExtraSpec, nowS);
  }

  private stepOne(hall: Hall, i: number, extra: ExtraSpec, nowS: number): void {
    switch (this.at[i]) {
      case At.away:
        if (nowS >= extra.appearS) this.appear(hall, i, extra);
        break;
      case At.before: {
        const near = extra.startWithinM > 0 && this.robotGapM(hall, i, extra) < extra.startWithinM;
        if (nowS < extra.startS && !near) break;
        this.startedS[i] = nowS;
        this.go(hall, i, extra, 0);
        break;
      }
      case At.walking:
        if (hall.citizens.moving[this.row[i] as number] === 0) {
          this.untilS[i] = nowS + (extra.legs[this.leg[i] as number]?.waitS ?? 0);
          this.at[i] = At.waiting;
        } else if (extra.stops && this.hasStopped[i] === 0 && this.robotGapM(hall, i, extra) < extra.stops.withinM) {
          this.hasStopped[i] = 1;
          this.untilS[i] = nowS + extra.stops.forS;
          this.at[i] = At.stopped;
          this.stand(hall, this.row[i] as number, extra);
        }
        break;
      case At.waiting:
        if (nowS >= (this.untilS[i] as number)) this.go(hall, i, extra, (this.leg[i] as number) + 1);
        break;
      case At.stopped:
        if (nowS >= (this.untilS[i] as number)) this.go(hall, i, extra, this.leg[i] as number);
        break;
    }
  }

  private appear(hall: Hall, i: number, extra: ExtraSpec): void {
    const { citizens, crowd } = hall;
    const row = citizens.add(EXTRA_BASE + i);
    this.row[i] = row;
    citizens.phase[row] = Phase.standing;
    citizens.item[row] = 0;
    citizens.build[row] = extra.build;
    citizens.leaveReason[row] = 0;
    crowd?.reserve(citizens.capacity);
    crowd?.park(row, extra.xM, extra.yM, extra.facingRad, extra.radiusM);
    this.at[i] = extra.legs.length === 0 ? At.done : At.before;
  }

  private go(hall: Hall, i: number, extra: ExtraSpec, leg: number): void {
    const row = this.row[i] as number;
    let next = leg;
    if (next >= extra.legs.length) {
      if (Number.isNaN(this.endedS[i] as number)) this.endedS[i] = hall.nowS - hall.startS;
      if (extra.atEnd !== 'repeat') {
        this.at[i] = At.done;
        if (extra.atEnd === 'leave') {
          hall.crowd?.remove(row);
          hall.citizens.remove(row);
          this.row[i] = -1;
        }
        return;
      }
      next = 0;
    }
    this.leg[i] = next;
    this.at[i] = At.walking;
    const to = extra.legs[next];
    if (!to) return;
    hall.citizens.moving[row] = 1;
    hall.crowd?.walk(row, to.target, to.xM, to.yM, to.speedMps);
  }

  private stand(hall: Hall, row: number, extra: ExtraSpec): void {
    const { crowd } = hall;
    if (!crowd) return;
    const x = crowd.xM[row] as number;
    const y = crowd.yM[row] as number;
    crowd.park(row, x, y, 0, extra.radiusM);
  }

  /** Rim to rim, to the nearest robot, m. */
  private robotGapM(hall: Hall, i: number, extra: ExtraSpec): number {
    const { robots, crowd } = hall;
    const row = this.row[i] as number;
    let least = Number.POSITIVE_INFINITY;
    for (let k = 0; robots && crowd && k < robots.count; k++) {
      const dx = (robots.xM[k] as number) - (crowd.xM[row] as number);
      const dy = (robots.yM[k] as number) - (crowd.yM[row] as number);
      const gap = Math.sqrt(dx * dx + dy * dy) - (robots.radiusM[k] as number) - extra.radiusM;
      if (gap < least) least = gap;
    }
    return least;
  }

  /** Moves a follower by its script; false = it follows the robot as usual. */
  leadsItself(hall: Hall, robot: number, row: number): boolean {
    const { robots, crowd, citizens } = hall;
    const visitor = citizens.scripted[row] as number;
    const j = this.spec.followers.findIndex((script) => script.visitor === visitor);
    const script = this.spec.followers[j];
    if (!script || !robots || !crowd) return false;
    const drivenM = robots.distanceM[robot] as number;
    if (Number.isNaN(this.ledFromM[j] as number)) this.ledFromM[j] = drivenM;
    const next = script.breaks[this.breaksDone[j] as number];
    if (!next || drivenM - (this.ledFromM[j] as number) < next.afterM) return false;
    const nowS = hall.nowS - hall.startS;
    const x = crowd.xM[row] as number;
    const y = crowd.yM[row] as number;
    const toX = next.to ? next.to.xM : x;
    const toY = next.to ? next.to.yM : y;
    const there = (toX - x) * (toX - x) + (toY - y) * (toY - y) < THERE_M * THERE_M;
    if (there && Number.isNaN(this.breakUntilS[j] as number)) this.breakUntilS[j] = nowS + next.forS;
    if (nowS >= (this.breakUntilS[j] as number)) {
      this.breaksDone[j] = (this.breaksDone[j] as number) + 1;
      this.breakUntilS[j] = Number.NaN;
      return false;
    }
    crowd.follow(row, there ? x : toX, there ? y : toY, citizens.speedMps[row] as number);
    return true;
  }

  private columns() {
    const { at, leg, row, hasStopped, untilS, startedS, endedS, ledFromM, breaksDone, breakUntilS } = this;
    return { at, leg, row, hasStopped, untilS, startedS, endedS, ledFromM, breaksDone, breakUntilS };
  }

  save(): ExtrasState {
    const saved: Record<string, unknown> = {};
    for (const [name, column] of Object.entries(this.columns())) saved[name] = column.slice();
    return saved as ExtrasState;
  }

  load(state: ExtrasState): void {
    for (const [name, column] of Object.entries(this.columns())) column.set(state[name as keyof ExtrasState]);
  }

  hashInto(hash: StateHash): void {
    for (const column of Object.values(this.columns())) hash.value(column);
  }
}
