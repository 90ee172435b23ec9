/**
 * Writes the drawn people into instance columns: typed arrays that go to the graphics card as they are, no object per
 * person. Instance i = row i of the newer frame; what a body remembers (gait, pose on its way) moves with the visitor.
 */
import { Phase } from '../../kernel/demand/phase';
import type { Frame } from '../../runtime/frame';
import { approach, clamp, lerp, lerpAngle, matchRows, wrapAngle } from '../interpolate';
import { PHASE_COLOURS, rgbBytes } from '../phaseColours';
import { Columns, writeLook } from './columns';
import { clerkLook, lookOf } from './looks';
import { MAX_CYCLES_PER_S, reachesIn, sitsIn, strideOf, swingAt, WHEELCHAIR } from './pose';

/** Faster than this in hall time is a jump (a new seat, a restored state), not a walk: shown at once, m/s. */
const JUMP_MPS = 6;
/** Small hops are always blended, metres. */
const HOP_M = 1.2;
/** Time constants of sitting down and turning, seconds of screen time. */
const POSE_S = 0.16;
const TURN_S = 0.09;
/** Poses nearer than this to their aim are settled: no more frames are asked for. */
const SETTLED = 0.01;
const RING_COLOURS: readonly (readonly [number, number, number])[] = Object.values(PHASE_COLOURS).map((entry) =>
  rgbBytes(entry.colour),
);

/** What is remembered per drawn row. */
class Memory {
  citizen = new Int32Array(0);
  /** [gait phase rad, swing, sit, reach, heading rad, x m, y m] per row. */
  state = new Float32Array(0);
  static readonly WIDTH = 7;
  grow(capacity: number): void {
    if (capacity <= this.citizen.length) return;
    const citizen = new Int32Array(capacity);
    citizen.set(this.citizen);
    const state = new Float32Array(capacity * Memory.WIDTH);
    state.set(this.state);
    this.citizen = citizen;
    this.state = state;
  }
}

export class FigureWriter {
  /** Instances written by the last `update`. */
  count = 0;
  chairs = 0;
  readonly figures = new Columns();
  /** (chairs x 4) x m, y m, heading rad, rolled angle rad. */
  chairPlace = new Float32Array(0);
  /** Rises when columns were replaced by longer ones. */
  generation = 0;
  /** Rises when looks were rewritten; the colours need no upload otherwise. */
  looksVersion = 0;
  private now = new Memory();
  private before = new Memory();
  private drawn = 0;
  private fromRow = new Int32Array(0);
  private memoryRow = new Int32Array(0);
  private pair: { previous: Frame | null; latest: Frame } | null = null;
  private readonly scratch = new Map<number, number>();

  /**
   * @param dtS screen time since the last update, seconds
   * @returns true while a pose is still on its way (another frame is worth drawing)
   */
  update(previous: Frame | null, latest: Frame, alpha: number, dtS: number): boolean {
    if (this.pair?.latest !== latest || this.pair.previous !== previous) this.adopt(previous, latest);
    return this.write(previous, latest, alpha, dtS);
  }

  /** A new pair of frames: which row is whose. */
  private adopt(previous: Frame | null, latest: Frame): void {
    const people = latest.people;
    this.reserve(people);
    const restart = this.pair !== null && this.pair.latest.epoch !== latest.epoch;
    if (previous) {
      matchRows(previous.citizen, previous.people, latest.citizen, people, this.fromRow, this.scratch);
    } else this.fromRow.fill(-1, 0, people);
    const drawn = restart ? 0 : this.drawn;
    matchRows(this.now.citizen, drawn, latest.citizen, people, this.memoryRow, this.scratch);
    this.carryMemory(latest);
    this.pair = { previous, latest };
    this.drawn = people;
  }

  private carryMemory(latest: Frame): void {
    const old = this.now;
    const next = this.before;
    const width = Memory.WIDTH;
    let looks = false;
    for (let i = 0; i < latest.people; i++) {
      const citizen = latest.citizen[i]!;
      const row = this.memoryRow[i]!;
      const at = i * width;
      if (row !== i || old.citizen[i] !== citizen) {
        const isStaff = latest.phase[i] === Phase.staff;
        writeLook(this.figures, i, isStaff ? clerkLook(citizen % 997) : lookOf(citizen, latest.build[i]!), citizen);
        looks = true;
      }
      next.citizen[i] = citizen;
      if (row >= 0) {
        for (let k = 0; k < width; k++) next.state[at + k] = old.state[row * width + k]!;
      } else {
        const build = latest.build[i]!;
        next.state[at] = citizen * 1.7;
        next.state[at + 1] = 0;
        next.state[at + 2] = sitsIn(latest.phase[i]!, build);
        next.state[at + 3] = reachesIn(latest.phase[i]!, latest.speedMps[i]!);
        next.state[at + 4] = latest.headingRad[i]!;
        next.state[at + 5] = latest.xM[i]!;
        next.state[at + 6] = latest.yM[i]!;
      }
    }
    if (looks) this.looksVersion++;
    this.now = next;
    this.before = old;
  }

  private write(previous: Frame | null, latest: Frame, alpha: number, dtS: number): boolean {
    const { place, motion, ring } = this.figures;
    const state = this.now.state;
    const ease = approach(dtS, POSE_S);
    const turn = approach(dtS, TURN_S);
    const hallDtS = previous ? Math.max(0, latest.timeS - previous.timeS) : 0;
    const jumpM = HOP_M + JUMP_MPS * hallDtS;
    const maxGaitRad = MAX_CYCLES_PER_S * 2 * Math.PI * dtS;
    let unsettled = false;
    let chairs = 0;
    for (let i = 0; i < latest.people; i++) {
      const from = this.fromRow[i]!;
      let x = latest.xM[i]!;
      let y = latest.yM[i]!;
      let aim = latest.headingRad[i]!;
      let speed = latest.speedMps[i]!;
      if (previous && from >= 0 && alpha < 1) {
        const fromX = previous.xM[from]!;
        const fromY = previous.yM[from]!;
        if (Math.abs(x - fromX) + Math.abs(y - fromY) < jumpM) {
          x = lerp(fromX, x, alpha);
          y = lerp(fromY, y, alpha);
          aim = lerpAngle(previous.headingRad[from]!, aim, alpha);
          speed = lerp(previous.speedMps[from]!, speed, alpha);
        }
      }
      const m = i * Memory.WIDTH;
      const build = latest.build[i]!;
      const phase = latest.phase[i]!;
      const movedM = Math.hypot(x - state[m + 5]!, y - state[m + 6]!);
      const gaitRad = Math.min((movedM / strideOf(build)) * 2 * Math.PI, build === WHEELCHAIR ? 9 : maxGaitRad);
      const swingGap = swingAt(speed, build) - state[m + 1]!;
      const sitGap = sitsIn(phase, build) - state[m + 2]!;
      const reachGap = reachesIn(phase, speed) - state[m + 3]!;
      const headingGap = wrapAngle(aim - state[m + 4]!);
      const gait = (state[m]! + gaitRad) % (2 * Math.PI);
      const swing = state[m + 1]! + swingGap * ease;
      const sit = state[m + 2]! + sitGap * ease;
      const reach = state[m + 3]! + reachGap * ease;
      const heading = state[m + 4]! + headingGap * turn;
      const gap = Math.max(Math.abs(swingGap), Math.abs(sitGap), Math.abs(reachGap), Math.abs(headingGap));
      if (gap > SETTLED) unsettled = true;
      state[m] = gait;
      state[m + 1] = swing;
      state[m + 2] = sit;
      state[m + 3] = reach;
      state[m + 4] = heading;
      state[m + 5] = x;
      state[m + 6] = y;
      const at = i * 4;
      place[at] = x;
      place[at + 1] = y;
      place[at + 2] = heading;
      place[at + 3] = gait;
      motion[at] = swing;
      motion[at + 1] = clamp(sit, 0, 1);
      motion[at + 2] = reach;
      const colour = RING_COLOURS[phase] ?? RING_COLOURS[0]!;
      ring[at] = colour[0];
      ring[at + 1] = colour[1];
      ring[at + 2] = colour[2];
      if (build === WHEELCHAIR) chairs = this.writeChair(chairs, x, y, heading, gait);
    }
    this.count = latest.people;
    this.chairs = chairs;
    return unsettled;
  }

  private writeChair(chairs: number, x: number, y: number, heading: number, gait: number): number {
    const at = chairs * 4;
    this.chairPlace[at] = x;
    this.chairPlace[at + 1] = y;
    this.chairPlace[at + 2] = heading;
    this.chairPlace[at + 3] = gait;
    return chairs + 1;
  }

  private reserve(people: number): void {
    if (people <= this.figures.capacity) return;
    const capacity = Math.max(64, 1 << Math.ceil(Math.log2(people)));
    this.figures.grow(capacity);
    this.now.grow(capacity);
    this.before.grow(capacity);
    this.chairPlace = new Float32Array(capacity * 4);
    this.fromRow = new Int32Array(capacity);
    this.memoryRow = new Int32Array(capacity);
    this.generation++;
    this.looksVersion++;
  }

  /** Drawn position of a visitor, hall metres; null if not in the picture. */
  placeOf(citizen: number): { xM: number; yM: number; headingRad: number; speed: number } | null {
    for (let i = 0; i < this.count; i++) {
      if (this.now.citizen[i] !== citizen) continue;
      const { place, motion } = this.figures;
      return { xM: place[i * 4]!, yM: place[i * 4 + 1]!, headingRad: place[i * 4 + 2]!, speed: motion[i * 4]! };
    }
    return null;
  }

  citizenAt(instance: number): number {
    return this.now.citizen[instance]!;
  }
}
