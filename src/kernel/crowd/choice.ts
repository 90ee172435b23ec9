/**
 * Choice among several ways out: everybody who was told of more than one takes the one that gets through soonest, looks again
 * every few seconds, and changes only for a clear gain, which must be the greater the more often it has changed already. Doors
 * may close and open meanwhile. Who has chosen counts for those who choose next, so that not all take the same empty way at once.
 *
 * What a way costs, s: the later of walking there (way left along the flow field / free speed) and of the people ahead having
 * passed (people bound there with less way left / the flow measured at that target while it was crowded); divided by the
 * person's weight for it (familiarity). Comparable: the queue-aware route choice of Kretz (2009, J. Stat. Mech. P03012) and
 * the exit choice of Ehtamo et al. (2010, Adv. Complex Syst. 13, 113), both cited from memory: least estimated time.
 * Members of a group go with the first of the group.
 *
 * Before a closed way of which nobody knows an open one, people stand still (parked) a little off it, and behind those who
 * stand there, until it opens.
 *
 * Made with the first choice or the first closing; a crowd without has no trace of it. Leaves out: what can be seen from where
 * one stands, copying others, herding, panic.
 */
import type { StateHash } from '../base/hash';
import { nearestOnSegment } from '../geometry/polygon';
import type { HallRouter } from '../routing/router';
import { LOOKS_NOW, PAST_TARGET, type People, STRAIGHT, WALKING } from './people';

/**
 * Chosen by hand: how often one looks again, s; by how much another way must be better for the first change, as a share and in s
 * (for the second three, for the third five times as much).
 */
const LOOK_AGAIN_S = 3;
const GAIN_RATIO = 0.3;
const GAIN_S = 4;
/** The queues are counted this often, s. People bound for a target by way left, in bins of this width, m; the last bin is "farther". */
const SURVEY_S = 1;
const BIN_M = 0.5;
const BINS = 256;
/** Crowded: at least so many of those bound for it are slower than this share of their free speed. */
const CROWDED_PEOPLE = 3;
const CROWDED_RATIO = 0.5;
/**
 * Flow of a target: passed while crowded / time crowded, both forgotten with this time constant, s; taken for the flow of a
 * door of 1 m (or of the target's line, if longer) until that has been watched for so many seconds.
 */
const FORGET_S = 60;
const DOOR_FLOW_PER_MS = 1.3;
const PRIOR_S = 10;
/** Off a closed target people stand still this far, m; behind those who stand, at most that far, when slow or without progress for so long, s. */
const CLOSED_STAND_M = 1.5;
const CLOSED_QUEUE_M = 15;
const CLOSED_SLOW_S = 1;
const CLOSED_STUCK_S = 3;

/** How a walker chooses: `quickest` reckons with queues and looks again; `nearest` does so only when a way closes or opens. */
export type ChoiceMind = 'quickest' | 'nearest';
/** What those do who are on their way to a target that closes. */
export type ClosingPolicy = 'reroute' | 'wait';

type ChoiceSet = {
  readonly targets: readonly number[];
  /** Same length; > 0, 1 = knows it well, 0 = only if no other is open. */
  readonly weights: readonly number[];
  readonly mind: ChoiceMind;
};

export type ChoicesState = {
  readonly sets: readonly ChoiceSet[];
  readonly ofRow: Int32Array;
  readonly held: Uint8Array;
  readonly changes: Uint8Array;
  readonly closed: Uint8Array;
  readonly passed: Float64Array;
  readonly crowdedS: Float64Array;
  readonly passedNow: Int32Array;
  readonly bound: Int32Array;
  readonly watched: Uint8Array;
};

/** `closed`: open, closed for everybody, closed but those on the way wait for it. */
const OPEN = 0;
const SHUT = 1;
const SHUT_WAITS = 2;

export class Choices {
  private sets: ChoiceSet[] = [];
  /** (rows) 1 + index of the row's set, 0 = has no choice; 1 = stands before a closed way. */
  private ofRow = new Int32Array(0);
  private held = new Uint8Array(0);
  /** (rows) how often the row has changed its way, at most 255. */
  private changes = new Uint8Array(0);
  /** (targets) */
  private closed: Uint8Array;
  private readonly passed: Float64Array;
  private readonly crowdedS: Float64Array;
  private readonly passedNow: Int32Array;
  /** (targets) 1 = somebody has it as a choice. */
  private readonly watched: Uint8Array;
  /** (targets, BINS) people bound there by way left at the last survey, kept up when somebody changes. */
  private readonly bound: Int32Array;
  private readonly slow: Int32Array;
  private readonly point = new Float64Array(2);
  /** Rows that took another way in the last step, ascending; first `changedCount` entries. */
  changed = new Int32Array(0);
  changedCount = 0;
  /** Rows that stopped before a closed target in the last step, ascending. */
  halted = new Int32Array(0);
  haltedCount = 0;

  /** @param stop puts a row at rest where it is; @param go sets it off again to where it was going */
  constructor(
    private readonly router: HallRouter,
    private readonly stop: (row: number) => void,
    private readonly go: (row: number) => void,
  ) {
    const targets = router.layout.targets.length;
    this.closed = new Uint8Array(targets);
    this.passed = new Float64Array(targets);
    this.crowdedS = new Float64Array(targets);
    this.passedNow = new Int32Array(targets);
    this.watched = new Uint8Array(targets);
    this.slow = new Int32Array(targets);
    this.bound = new Int32Array(targets * BINS);
  }

  grow(rows: number): void {
    if (rows <= this.ofRow.length) return;
    const ofRow = new Int32Array(rows);
    ofRow.set(this.ofRow);
    this.ofRow = ofRow;
    const held = new Uint8Array(rows);
    held.set(this.held);
    this.held = held;
    const changes = new Uint8Array(rows);
    changes.set(this.changes);
    this.changes = changes;
    this.changed = new Int32Array(rows);
    this.halted = new Int32Array(rows);
  }

  /** Remembers the row's choice; returns the target to go to now. */
  give(
    people: People,
    row: number,
    targets: readonly number[],
    weights: readonly number[] | undefined,
    mind: ChoiceMind,
    speedMps: number,
  ): number {
    const even = weights ?? targets.map(() => 1);
    if (targets.length === 0 || even.length !== targets.length || even.some((weight) => !(weight >= 0))) {
      throw new Error(
        `crowd.walkToOneOf: ${targets.length} targets with weights [${even.join(', ')}]; wanted at least one target and a weight of 0 or more for each`,
      );
    }
    let index = this.sets.findIndex(
      (set) =>
        set.mind === mind &&
        set.targets.length === targets.length &&
        set.targets.every((target, i) => target === targets[i] && set.weights[i] === even[i]),
    );
    if (index < 0) {
      index = this.sets.length;
      this.sets.push({ targets: targets.slice(), weights: even.slice(), mind });
      for (const target of targets) this.watched[target] = 1;
    }
    this.forget(row);
    this.ofRow[row] = 1 + index;
    const target = this.best(people, this.sets[index]!, row, -1, speedMps);
    this.move(people, row, target, 1);
    return target;
  }

  /** The row has arrived or has left the hall: counts as passed. */
  pass(people: People, row: number): void {
    const target = people.target[row]!;
    if (people.mode[row] === WALKING && this.watched[target] === 1)
      this.passedNow[target] = this.passedNow[target]! + 1;
    this.forget(row);
  }

  /** The row has another errand: it no longer chooses. */
  forget(row: number): void {
    this.ofRow[row] = 0;
    this.held[row] = 0;
    this.changes[row] = 0;
  }

  /** True while the row stands before a closed target. */
  waits(row: number): boolean {
    return this.held[row] === 1;
  }

  /** @param policy of those who are on their way to it when it closes */
  setOpen(people: People, target: number, open: boolean, policy: ClosingPolicy): void {
    const now = open ? OPEN : policy === 'wait' ? SHUT_WAITS : SHUT;
    if (this.closed[target] === now) return;
    this.closed[target] = now;
    for (let row = 0; row < this.ofRow.length; row++) if (this.held[row] === 1) this.setOff(people, row);
  }

  /** Before the crowd walks: counts the queues when due, and lets those look whose turn it is. `active` first `count` rows. */
  step(people: People, active: Int32Array, count: number, tick: number, dtS: number): void {
    this.changedCount = 0;
    this.haltedCount = 0;
    const surveyEvery = Math.max(1, Math.round(SURVEY_S / dtS));
    if (tick % surveyEvery === 0) this.survey(people, active, count, surveyEvery * dtS);
    const lookEvery = Math.max(1, Math.round(LOOK_AGAIN_S / dtS));
    for (let k = 0; k < count; k++) {
      const row = active[k]!;
      const index = this.ofRow[row]! - 1;
      if (index < 0 || people.mode[row] !== WALKING) continue;
      const target = people.target[row]!;
      if (this.closed[target] !== OPEN) this.atClosed(people, row, target);
      else if ((tick + row) % lookEvery === 0 && this.sets[index]!.mind === 'quickest') this.reconsider(people, row);
    }
  }

  /** On the way to a closed target: takes another, or stands still when near it or behind those who stand. */
  private atClosed(people: People, row: number, target: number): void {
    const set = this.sets[this.ofRow[row]! - 1]!;
    if (this.closed[target] === SHUT && set.targets.some((other) => this.closed[other] === OPEN)) {
      this.reconsider(people, row);
      return;
    }
    const leftM = this.leftM(people, row, target);
    const heldUp = people.slowS[row]! > CLOSED_SLOW_S || people.stuckS[row]! > CLOSED_STUCK_S;
    const queued = heldUp && leftM < CLOSED_QUEUE_M;
    if (leftM > CLOSED_STAND_M && !queued) return;
    this.stop(row);
    this.held[row] = 1;
    this.halted[this.haltedCount++] = row;
  }

  /** Something has opened or closed: who stands before a closed way goes on, to the same or another. */
  private setOff(people: People, row: number): void {
    const set = this.sets[this.ofRow[row]! - 1]!;
    const here = this.closed[people.target[row]!];
    const other = here === SHUT && set.targets.some((one) => this.closed[one] === OPEN);
    if (here !== OPEN && !other) return;
    this.held[row] = 0;
    this.go(row);
  }

  private reconsider(people: People, row: number): void {
    const set = this.sets[this.ofRow[row]! - 1]!;
    const now = people.target[row]!;
    const target = this.leaders(people, row, set) ?? this.best(people, set, row, now, people.speedMps[row]!);
    if (target === now) return;
    if (this.changes[row]! < 255) this.changes[row] = this.changes[row]! + 1;
    this.move(people, row, now, -1);
    people.target[row] = target;
    this.move(people, row, target, 1);
    this.goalOf(people, row, target);
    people.leastLeftM[row] = Number.POSITIVE_INFINITY;
    people.flags[row] = (people.flags[row]! & ~(STRAIGHT | PAST_TARGET)) | LOOKS_NOW;
    this.changed[this.changedCount++] = row;
  }

  /** In a group: what its first row has chosen, if that is one of the row's ways. */
  private leaders(people: People, row: number, set: ChoiceSet): number | null {
    const first = people.group[row]! - 1;
    if (first < 0 || first === row || people.mode[first] !== WALKING || this.ofRow[first] === 0) return null;
    const target = people.target[first]!;
    return set.targets.includes(target) ? target : null;
  }

  /** Writes the row's goal at a target: its point, or the nearest of its line. */
  goalOf(people: People, row: number, target: number): void {
    const { xM, yM, to } = this.router.layout.targets[target]!;
    const point = this.point;
    point[0] = xM;
    point[1] = yM;
    if (to) nearestOnSegment(people.xM[row]!, people.yM[row]!, xM, yM, to.xM, to.yM, point);
    people.goalX[row] = point[0]!;
    people.goalY[row] = point[1]!;
  }

  /** The way of least cost; `now` (-1 = none) is kept unless another is clearly better. Closed ones only if all are. */
  private best(people: People, set: ChoiceSet, row: number, now: number, speedMps: number): number {
    const anyOpen = set.targets.some((target) => this.closed[target] === OPEN);
    let best = -1;
    let least = Number.POSITIVE_INFINITY;
    let ownS = Number.POSITIVE_INFINITY;
    for (let i = 0; i < set.targets.length; i++) {
      const target = set.targets[i]!;
      if (anyOpen && this.closed[target] !== OPEN) continue;
      const costS = this.costS(people, row, target, speedMps, set.mind) / Math.max(set.weights[i]!, 1e-6);
      if (target === now) ownS = costS;
      if (costS < least || best < 0) {
        least = costS;
        best = target;
      }
    }
    const times = 1 + 2 * this.changes[row]!;
    return least * (1 + times * GAIN_RATIO) + times * GAIN_S < ownS || ownS === Number.POSITIVE_INFINITY ? best : now;
  }

  private costS(people: People, row: number, target: number, speedMps: number, mind: ChoiceMind): number {
    const leftM = this.leftM(people, row, target);
    const walkS = leftM / speedMps;
    if (mind === 'nearest' || leftM === Number.POSITIVE_INFINITY) return walkS;
    const until = target * BINS + binOf(leftM);
    let ahead = 0;
    for (let i = target * BINS; i < until; i++) ahead += this.bound[i]!;
    const passS = ahead / this.flowPerS(target);
    return passS > walkS ? passS : walkS;
  }

  /** People a second that get through while it is crowded. */
  private flowPerS(target: number): number {
    const { xM, yM, to } = this.router.layout.targets[target]!;
    const widthM = to ? Math.sqrt((to.xM - xM) * (to.xM - xM) + (to.yM - yM) * (to.yM - yM)) : 1;
    const prior = DOOR_FLOW_PER_MS * (widthM > 1 ? widthM : 1) * PRIOR_S;
    return (this.passed[target]! + prior) / (this.crowdedS[target]! + PRIOR_S);
  }

  private leftM(people: People, row: number, target: number): number {
    const x = people.xM[row]!;
    const y = people.yM[row]!;
    const leftM = this.router.fieldLengthM(target, x, y);
    if (leftM < Number.POSITIVE_INFINITY) return leftM;
    // On a seat: from where one steps out of it.
    if (!this.router.wayOutInto(x, y, this.point)) return leftM;
    return this.router.fieldLengthM(target, this.point[0]!, this.point[1]!);
  }

  private move(people: People, row: number, target: number, by: 1 | -1): void {
    const at = target * BINS + binOf(this.leftM(people, row, target));
    // The count is up to a second old: somebody may have walked into another bin since.
    const n = this.bound[at]! + by;
    this.bound[at] = n > 0 ? n : 0;
  }

  private survey(people: People, active: Int32Array, count: number, passedS: number): void {
    const { bound, slow, watched } = this;
    bound.fill(0);
    slow.fill(0);
    for (let k = 0; k < count; k++) {
      const row = active[k]!;
      const target = people.target[row]!;
      if (people.mode[row] !== WALKING || watched[target] === 0) continue;
      const at = target * BINS + binOf(this.leftM(people, row, target));
      bound[at] = bound[at]! + 1;
      const vx = people.vxMps[row]!;
      const vy = people.vyMps[row]!;
      const limit = CROWDED_RATIO * people.speedMps[row]!;
      if (vx * vx + vy * vy < limit * limit) slow[target] = slow[target]! + 1;
    }
    const keep = 1 - passedS / FORGET_S;
    for (let target = 0; target < watched.length; target++) {
      if (watched[target] === 0) continue;
      const isCrowded = slow[target]! >= CROWDED_PEOPLE && this.closed[target] === OPEN;
      this.passed[target] = keep * this.passed[target]! + (isCrowded ? this.passedNow[target]! : 0);
      this.crowdedS[target] = keep * this.crowdedS[target]! + (isCrowded ? passedS : 0);
      this.passedNow[target] = 0;
    }
  }

  save(): ChoicesState {
    return {
      sets: this.sets.slice(),
      ofRow: this.ofRow.slice(),
      held: this.held.slice(),
      changes: this.changes.slice(),
      closed: this.closed.slice(),
      passed: this.passed.slice(),
      crowdedS: this.crowdedS.slice(),
      passedNow: this.passedNow.slice(),
      bound: this.bound.slice(),
      watched: this.watched.slice(),
    };
  }

  load(state: ChoicesState): void {
    this.sets = state.sets.slice();
    this.ofRow = state.ofRow.slice();
    this.held = state.held.slice();
    this.changes = state.changes.slice();
    this.changed = new Int32Array(state.ofRow.length);
    this.halted = new Int32Array(state.ofRow.length);
    this.closed.set(state.closed);
    this.passed.set(state.passed);
    this.crowdedS.set(state.crowdedS);
    this.passedNow.set(state.passedNow);
    this.bound.set(state.bound);
    this.watched.set(state.watched);
  }

  hashInto(hash: StateHash): void {
    for (const set of this.sets)
      hash.ints(Int32Array.from(set.targets)).floats(Float64Array.from(set.weights)).text(set.mind);
    for (let row = 0; row < this.ofRow.length; row++) {
      if (this.ofRow[row] !== 0) hash.int(row).int(this.ofRow[row]!).int(this.held[row]!).int(this.changes[row]!);
    }
    hash.ints(Int32Array.from(this.closed)).floats(this.passed).floats(this.crowdedS).ints(this.passedNow);
  }
}

function binOf(leftM: number): number {
  const bin = leftM / BIN_M;
  return bin < BINS - 1 ? bin | 0 : BINS - 1;
}
