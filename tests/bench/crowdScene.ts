/**
 * The scene of the crowd comparison: benchHall (60 x 40 m, 62 rectangles, 72 destinations), n people who all walk, for
 * ever: from destination g to (7g + 5) mod 72. Worst case, nobody ever sits. Body radius 0.2 m, free speed 0.9 to 1.5 m/s.
 * Larger scenes are several such halls side by side.
 */
import { Purpose, RandomStream } from '../../src/kernel/base/random';
import { nearestOnSegment, wallDistanceM } from '../../src/kernel/geometry';
import type { FieldTarget, HallLayout } from '../../src/kernel/layout';
import { createRouter, type HallRouter } from '../../src/kernel/routing';
import { benchHalls } from '../worlds/halls';

export const BODY_RADIUS_M = 0.2;
export const STEP_S = 0.05;

/**
 * An overlap: two centres nearer than two bodies are deep. People in a crush turn their shoulders, so two may stand nearer
 * than 2 x 0.2 m; but a body is about 0.24 m from chest to back (0.12 m is also the least half width in our model), and
 * nearer than that they are in one another, whichever way they turn. The same rule for every library.
 */
export const OVERLAP_M = 0.24;

/** Stricter, for the record: nearer than 0.9 of two bodies that have not turned their shoulders. */
export const TIGHT_M = 0.9 * 2 * BODY_RADIUS_M;

export type Person = { readonly xM: number; readonly yM: number; readonly speedMps: number; readonly target: number };

export type Scene = {
  readonly layout: HallLayout;
  readonly router: HallRouter;
  readonly people: readonly Person[];
  /** Where somebody goes who has reached a destination. */
  readonly nextTarget: (target: number) => number;
};

/** A crowd library under test. Rows are indices into the scene's people. */
export type WalkingCrowd = {
  /** One step (STEP_S unless the crowd was made for another); this alone is timed. */
  readonly step: () => void;
  /** Where everybody is, metres. */
  readonly readInto: (xM: Float64Array, yM: Float64Array) => void;
  /** Sends a person to a destination. */
  readonly send: (row: number, target: number) => void;
  /** Rows that arrived in the last step; null = the library does not say, the bench looks at positions. */
  readonly arrived: (() => Iterable<number>) | null;
  readonly close: () => void;
};

/** Microseconds that `work` took. cpuClock.ts for Node, pageClock.ts for a page. */
export type Clock = (work: () => void) => number;

/** Halls side by side; people and destinations in the first hall only, or in all of them. */
export type Halls = {
  readonly across: number;
  readonly up: number;
  readonly use: 'first' | 'all';
  /** Everybody crosses the halls from wall to wall, for ever: few flow fields however large the floor. Default: not. */
  readonly crossing?: boolean;
};

const ONE_HALL: Halls = { across: 1, up: 1, use: 'all' };

/** The same start for every library: on free floor, nobody within 0.5 m of another. */
export function crowdScene(count: number, { across, up, use, crossing = false }: Halls = ONE_HALL): Scene {
  const furnished = benchHalls(across, up);
  const widthM = use === 'all' ? 60 * across : 60;
  const heightM = use === 'all' ? 40 * up : 40;
  const layout = crossing ? { ...furnished, targets: wallLines(widthM, heightM) } : furnished;
  const targets = use === 'all' ? layout.targets.length : 72;
  const router = createRouter(layout);
  // Flow fields are built once and shared by all runs of a layout; building them is not walking.
  for (let target = 0; target < targets; target++) router.field(target);
  const random = new RandomStream(17, Purpose.test, count);
  const people: Person[] = [];
  const taken = new Map<string, Person[]>();
  while (people.length < count) {
    const xM = random.uniformBetween(0.5, widthM - 0.5);
    const yM = random.uniformBetween(0.5, heightM - 0.5);
    if (wallDistanceM(router.walls, xM, yM) < 0.3) continue;
    if (near(taken, xM, yM).some((other) => (other.xM - xM) ** 2 + (other.yM - yM) ** 2 < 0.25)) continue;
    const person = { xM, yM, speedMps: random.uniformBetween(0.9, 1.5), target: people.length % targets };
    people.push(person);
    const key = `${Math.floor(xM)} ${Math.floor(yM)}`;
    taken.set(key, [...(taken.get(key) ?? []), person]);
  }
  return { layout, router, people, nextTarget: (target) => (crossing ? target ^ 1 : (7 * target + 5) % targets) };
}

/** People in the squares of 1 m around. */
function near(taken: ReadonlyMap<string, Person[]>, xM: number, yM: number): Person[] {
  const found: Person[] = [];
  for (let i = -1; i <= 1; i++) {
    for (let j = -1; j <= 1; j++) found.push(...(taken.get(`${Math.floor(xM) + i} ${Math.floor(yM) + j}`) ?? []));
  }
  return found;
}

/** West and east, south and north, half a metre off the wall. */
function wallLines(widthM: number, heightM: number): FieldTarget[] {
  const line = (x0: number, y0: number, x1: number, y1: number): FieldTarget => ({
    xM: x0,
    yM: y0,
    to: { xM: x1, yM: y1 },
  });
  const [left, right, low, high] = [0.5, widthM - 0.5, 0.5, heightM - 0.5];
  return [
    line(left, low, left, high),
    line(right, low, right, high),
    line(left, low, right, low),
    line(left, high, right, high),
  ];
}

/** The point to go to: the destination, or the nearest point of its line. */
export function goalOf(scene: Scene, target: number, fromXM: number, fromYM: number): { xM: number; yM: number } {
  const { xM, yM, to } = scene.layout.targets[target] as FieldTarget;
  if (!to) return { xM, yM };
  const nearest = new Float64Array(2);
  nearestOnSegment(fromXM, fromYM, xM, yM, to.xM, to.yM, nearest);
  return { xM: nearest[0] as number, yM: nearest[1] as number };
}

/** Reached: within 0.25 m, or within 0.6 m if it was slower than 0.15 m/s for 2 s. The rule of our own crowd. */
const REACHED_M = 0.25;
const REACHED_BLOCKED_M = 0.6;
const LOOK_STEPS = 4;
const BLOCKED_LOOKS = 10;

class ArrivalWatch {
  private readonly lastX: Float64Array;
  private readonly lastY: Float64Array;
  private readonly slow: Int32Array;

  constructor(private readonly scene: Scene) {
    const { length } = scene.people;
    this.lastX = new Float64Array(length);
    this.lastY = new Float64Array(length);
    this.slow = new Int32Array(length);
  }

  look(xM: Float64Array, yM: Float64Array, targets: Int32Array): number[] {
    const reached: number[] = [];
    const slowM = 0.15 * LOOK_STEPS * STEP_S;
    for (let row = 0; row < targets.length; row++) {
      const x = xM[row] as number;
      const y = yM[row] as number;
      const moved = Math.hypot(x - (this.lastX[row] as number), y - (this.lastY[row] as number));
      this.lastX[row] = x;
      this.lastY[row] = y;
      const slow = moved < slowM ? (this.slow[row] as number) + 1 : 0;
      this.slow[row] = slow;
      const goal = this.scene.layout.targets[targets[row] as number];
      const within = slow > BLOCKED_LOOKS ? REACHED_BLOCKED_M : REACHED_M;
      if (goal && Math.hypot(goal.xM - x, goal.yM - y) < within) reached.push(row);
    }
    return reached;
  }
}

/** Steps before each timed window, the same for every library. */
const SETTLE_STEPS = 20;

/**
 * Walks a crowd that is thrown away: V8 then has compiled what it compiles, rare ways through the code as well, and none of that falls into
 * the windows, which are a few ms long.
 */
export function rehearse(scene: Scene, crowd: WalkingCrowd, forS: number): void {
  const run = new CrowdRun(scene, crowd);
  const untilMs = performance.now() + 1000 * forS;
  while (performance.now() < untilMs) run.warmUp(10);
  crowd.close();
}

/** One library's run. Windows of several libraries can take turns, so that a busy machine is busy for all of them. */
export class CrowdRun {
  /** Microseconds a person and step, one entry a window. */
  readonly microseconds: number[] = [];
  /** Overlapping and tight pairs, summed over one look a second; nearest two centres at any look. */
  overlaps = 0;
  tight = 0;
  closestM = Number.POSITIVE_INFINITY;
  arrivals = 0;
  /** Centres inside a solid or outside the hall, summed over the looks. */
  inWalls = 0;
  looks = 0;
  private steps = 0;
  private readonly xM: Float64Array;
  private readonly yM: Float64Array;
  private readonly targets: Int32Array;
  private readonly watch: ArrivalWatch;

  constructor(
    private readonly scene: Scene,
    private readonly crowd: WalkingCrowd,
  ) {
    const count = scene.people.length;
    this.xM = new Float64Array(count);
    this.yM = new Float64Array(count);
    this.targets = Int32Array.from(scene.people, (person) => person.target);
    this.watch = new ArrivalWatch(scene);
    scene.people.forEach((person, row) => {
      crowd.send(row, person.target);
    });
  }

  /** Steps that are neither timed nor looked at. */
  warmUp(steps: number): void {
    this.walk(steps);
    this.arrivals = 0;
  }

  private walk(steps: number): void {
    for (let step = 0; step < steps; step++) {
      this.crowd.step();
      this.serve();
    }
  }

  /**
   * A timed window: its steps by the clock, one by one. Arrivals and overlaps are looked at outside the clock. A few steps go before it:
   * caches are then filled with what this crowd needs, and the garbage of whoever had the turn before is swept, which is as it is in a
   * hall of its own.
   */
  window(steps: number, clock: Clock): void {
    const arrivedBefore = this.arrivals;
    this.walk(SETTLE_STEPS);
    this.arrivals = arrivedBefore;
    let spentUs = 0;
    for (let step = 1; step <= steps; step++) {
      spentUs += clock(this.crowd.step);
      this.serve();
      if (step % 20 === 0 || step === steps) this.look();
    }
    this.microseconds.push(spentUs / (steps * this.targets.length));
  }

  private serve(): void {
    this.steps++;
    const { crowd, targets } = this;
    let reached: Iterable<number> = [];
    if (crowd.arrived) reached = crowd.arrived();
    else if (this.steps % LOOK_STEPS === 0) {
      crowd.readInto(this.xM, this.yM);
      reached = this.watch.look(this.xM, this.yM, targets);
    }
    for (const row of reached) {
      this.arrivals++;
      targets[row] = this.scene.nextTarget(targets[row] as number);
      crowd.send(row, targets[row] as number);
    }
  }

  private look(): void {
    this.crowd.readInto(this.xM, this.yM);
    const found = nearPairs(this.xM, this.yM, OVERLAP_M);
    this.overlaps += found.pairs;
    this.tight += nearPairs(this.xM, this.yM, TIGHT_M).pairs;
    this.closestM = Math.min(this.closestM, found.closestM);
    for (let row = 0; row < this.targets.length; row++) {
      if (wallDistanceM(this.scene.router.walls, this.xM[row] as number, this.yM[row] as number) < 0) this.inWalls++;
    }
    this.looks++;
  }
}

/** Pairs of centres nearer than `withinM`, and the nearest pair of all. Plain loop over all pairs: it is the judge. */
export function nearPairs(
  xM: Float64Array,
  yM: Float64Array,
  withinM: number,
): { readonly pairs: number; readonly closestM: number } {
  let pairs = 0;
  let closest = Number.POSITIVE_INFINITY;
  for (let i = 0; i < xM.length; i++) {
    for (let j = i + 1; j < xM.length; j++) {
      const squared = ((xM[i] as number) - (xM[j] as number)) ** 2 + ((yM[i] as number) - (yM[j] as number)) ** 2;
      if (squared < closest) closest = squared;
      if (squared < withinM * withinM) pairs++;
    }
  }
  return { pairs, closestM: Math.sqrt(closest) };
}
