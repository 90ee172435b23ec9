/**
 * A crowd in a floor plan under observation, for the acceptance cases: people with a start time (the pre-movement time is
 * the suite's, a hall has none), exits that take people away well behind the measuring lines, lines that note who crosses
 * when, areas that count. It drives `createCrowd` and `createRouter` as the hall does, 20 steps a second, and judges from
 * positions alone.
 */
import type { RandomStream } from '../../../src/kernel/base/random';
import { createCrowd } from '../../../src/kernel/crowd';
import type { Crowd } from '../../../src/kernel/crowd/crowd';
import { wallDistanceM } from '../../../src/kernel/geometry';
import { createRouter, type HallRouter } from '../../../src/kernel/routing';
import { TICK_S } from '../../../src/kernel/spec';
import { layoutOf, type Plan, type Rect } from './plan';

/** Half width of an adult, m. */
export const BODY_M = 0.2;
/** A centre nearer to a wall than this is in the wall: a body turned sideways is 0.24 m deep. */
export const IN_WALL_M = 0.1;

export type Person = {
  readonly xM: number;
  readonly yM: number;
  readonly speedMps: number;
  /** Index of the exit walked to; default: the nearest by walking distance. */
  readonly exit?: number;
  readonly radiusM?: number;
  /** Stands still until then, s. */
  readonly startS?: number;
};

/** Crossings of the segment x = `at` (or y = `at`) between `from` and `to`, towards + or - (`way`). */
export type LineSpec = {
  readonly axis: 'x' | 'y';
  readonly at: number;
  readonly from: number;
  readonly to: number;
  readonly way: 1 | -1;
};

export class Line {
  /** (people who started upstream and crossed) row and time of the first crossing, s, in order of time. */
  readonly rows: number[] = [];
  readonly timesS: number[] = [];
  private readonly seen = new Set<number>();

  constructor(readonly spec: LineSpec) {}

  /** @param startXM where the person was put: who starts behind the line never counts */
  watch(row: number, x0: number, y0: number, x1: number, y1: number, startM: Point2, timeS: number): void {
    const { axis, at, from, to, way } = this.spec;
    const a = axis === 'x' ? x0 : y0;
    const b = axis === 'x' ? x1 : y1;
    if ((at - a) * way <= 0 || (at - b) * way > 0) return;
    const start = axis === 'x' ? startM.x : startM.y;
    if ((at - start) * way <= 0 || this.seen.has(row)) return;
    const share = (at - a) / (b - a);
    const across = axis === 'x' ? y0 + share * (y1 - y0) : x0 + share * (x1 - x0);
    if (across < from || across > to) return;
    this.seen.add(row);
    this.rows.push(row);
    this.timesS.push(timeS - (1 - share) * TICK_S);
  }

  /** Time at which a row crossed, or Infinity. */
  timeOf(row: number): number {
    const index = this.rows.indexOf(row);
    return index < 0 ? Number.POSITIVE_INFINITY : (this.timesS[index] as number);
  }

  /**
   * Crossings a second while the flow is sustained: between the crossings at the shares `fromShare` and `toShare` of all.
   * The first few walk free and the last few find no one behind them.
   */
  flowPerS(fromShare = 0.1, toShare = 0.9): number {
    const n = this.timesS.length;
    const first = Math.floor(fromShare * (n - 1));
    const last = Math.ceil(toShare * (n - 1));
    return (last - first) / ((this.timesS[last] as number) - (this.timesS[first] as number));
  }
}

type Point2 = { readonly x: number; readonly y: number };

/** What must hold in every run of every case. */
export type Health = { inWall: number; nearestWallM: number; left: number; put: number };

type PlanMade = { made: ReturnType<typeof layoutOf>; router: HallRouter };
const made = new WeakMap<Plan, PlanMade>();

/** One router a plan: flow fields depend on nothing else. */
function routerOf(plan: Plan): PlanMade {
  const known = made.get(plan);
  if (known) return known;
  const layout = layoutOf(plan);
  const fresh = { made: layout, router: createRouter(layout.layout) };
  made.set(plan, fresh);
  return fresh;
}

export class World {
  readonly crowd: Crowd;
  readonly people: Person[] = [];
  /** (people) exit left by, -1 = still inside; when, s. */
  readonly leftBy: number[] = [];
  readonly leftS: number[] = [];
  /** (people) when the centre had moved 0.05 m from where it was put, s. */
  readonly movedS: number[] = [];
  timeS = 0;
  private steps = 0;
  private readonly lines: Line[] = [];
  private readonly router: HallRouter;
  private readonly dx: number;
  private readonly dy: number;
  private readonly firstAim: readonly number[];
  private readonly walking: boolean[] = [];
  private readonly lastX: number[] = [];
  private readonly lastY: number[] = [];

  constructor(
    readonly plan: Plan,
    seed: number,
    readonly health: Health,
  ) {
    const { made: layout, router } = routerOf(plan);
    this.router = router;
    this.dx = layout.dx;
    this.dy = layout.dy;
    this.firstAim = layout.firstAim;
    this.crowd = createCrowd(layout.layout, router, seed);
  }

  /** Position in the plan's own coordinates. */
  xM(row: number): number {
    return (this.crowd.xM[row] as number) - this.dx;
  }
  yM(row: number): number {
    return (this.crowd.yM[row] as number) - this.dy;
  }
  isInside(row: number): boolean {
    return this.leftBy[row] === -1;
  }
  get inside(): number {
    return this.leftBy.reduce((count, exit) => count + (exit === -1 ? 1 : 0), 0);
  }

  /** Puts people there; rows in the order given. */
  add(people: readonly Person[]): number[] {
    return people.map((person) => {
      const row = this.people.length;
      this.people.push(person);
      this.leftBy.push(-1);
      this.leftS.push(Number.POSITIVE_INFINITY);
      this.movedS.push(Number.POSITIVE_INFINITY);
      this.walking.push(false);
      this.lastX.push(person.xM);
      this.lastY.push(person.yM);
      this.crowd.reserve(this.people.length);
      this.crowd.park(row, person.xM + this.dx, person.yM + this.dy, 0, person.radiusM ?? BODY_M);
      this.health.put++;
      return row;
    });
  }

  /** Walking distance to an exit, m. */
  distanceM(row: number, exit: number): number {
    return this.nearestAim(row, exit).lengthM;
  }

  /** Sends a row to an exit (default: the nearest) at its own speed times `factor`. */
  send(row: number, exit?: number, factor = 1): void {
    const person = this.people[row] as Person;
    const aims =
      exit !== undefined
        ? [this.nearestAim(row, exit)]
        : this.plan.exits.map((_, other) => this.nearestAim(row, other));
    const best = aims.reduce((a, b) => (b.lengthM < a.lengthM ? b : a));
    const aim = this.router.layout.targets[best.target] as { xM: number; yM: number };
    this.crowd.walk(row, best.target, aim.xM, aim.yM, person.speedMps * factor);
    this.walking[row] = true;
  }

  line(spec: LineSpec): Line {
    const line = new Line(spec);
    this.lines.push(line);
    return line;
  }

  /** People in an area now. */
  count(area: Rect): number {
    let count = 0;
    for (let row = 0; row < this.people.length; row++) {
      if (this.isInside(row) && within(area, this.xM(row), this.yM(row))) count++;
    }
    return count;
  }

  /** Mean speed of the people in an area now, m/s; NaN if empty. */
  meanSpeed(area: Rect): number {
    let sum = 0;
    let count = 0;
    for (let row = 0; row < this.people.length; row++) {
      if (!this.isInside(row) || !within(area, this.xM(row), this.yM(row))) continue;
      sum += Math.hypot(this.crowd.vxMps[row] as number, this.crowd.vyMps[row] as number);
      count++;
    }
    return sum / count;
  }

  step(): void {
    const { crowd, people } = this;
    for (let row = 0; row < people.length; row++) {
      if (this.walking[row] || this.leftBy[row] !== -1) continue;
      const person = people[row] as Person;
      if (this.timeS >= (person.startS ?? 0) - 1e-9) this.send(row, person.exit);
    }
    crowd.step(TICK_S);
    this.steps++;
    this.timeS = this.steps * TICK_S;
    for (let row = 0; row < people.length; row++) if (this.walking[row]) this.observe(row);
  }

  private observe(row: number): void {
    const x = this.xM(row);
    const y = this.yM(row);
    const person = this.people[row] as Person;
    const { health } = this;
    const wallM = wallDistanceM(this.router.walls, x + this.dx, y + this.dy);
    if (wallM < health.nearestWallM) health.nearestWallM = wallM;
    if (wallM < IN_WALL_M) health.inWall++;
    const start = { x: person.xM, y: person.yM };
    if (this.movedS[row] === Number.POSITIVE_INFINITY && Math.hypot(x - start.x, y - start.y) > 0.05) {
      this.movedS[row] = this.timeS;
    }
    for (const line of this.lines) {
      line.watch(row, this.lastX[row] as number, this.lastY[row] as number, x, y, start, this.timeS);
    }
    this.lastX[row] = x;
    this.lastY[row] = y;
    for (let exit = 0; exit < this.plan.exits.length; exit++) {
      if (!within((this.plan.exits[exit] as { area: Rect }).area, x, y)) continue;
      this.leftBy[row] = exit;
      this.leftS[row] = this.timeS;
      this.walking[row] = false;
      this.crowd.remove(row);
      health.left++;
      return;
    }
  }

  /** Steps until everybody has left or `limitS`; skips time in which everybody waits for the start. Seconds it took. */
  run(limitS: number, watch: () => void = () => {}): number {
    let inside = this.inside;
    let steps = 0;
    while (inside > 0 && this.timeS < limitS) {
      if (this.crowd.walkers === 0) this.skipToNextStart(limitS);
      this.step();
      watch();
      steps++;
      if (steps % 10 === 0 || this.crowd.walkers === 0) inside = this.inside;
    }
    return inside > 0 ? Number.POSITIVE_INFINITY : Math.max(...this.leftS);
  }

  private skipToNextStart(limitS: number): void {
    let nextS = limitS;
    for (let row = 0; row < this.people.length; row++) {
      if (this.walking[row] || this.leftBy[row] !== -1) continue;
      nextS = Math.min(nextS, (this.people[row] as Person).startS ?? 0);
    }
    const steps = Math.floor(nextS / TICK_S + 1e-9);
    if (steps <= this.steps) return;
    this.steps = steps;
    this.timeS = steps * TICK_S;
  }

  private nearestAim(row: number, exit: number): { target: number; lengthM: number } {
    const x = this.crowd.xM[row] as number;
    const y = this.crowd.yM[row] as number;
    const { layout } = this.router;
    const first = this.firstAim[exit] as number;
    const count = (this.plan.exits[exit] as { aims: readonly unknown[] }).aims.length;
    let best = { target: first, lengthM: Number.POSITIVE_INFINITY };
    for (let target = first; target < first + count; target++) {
      const aim = layout.targets[target] as { xM: number; yM: number };
      const lengthM = this.router.distanceM(target, x, y, aim.xM, aim.yM);
      if (lengthM < best.lengthM) best = { target, lengthM };
    }
    return best;
  }
}

function within([x0, y0, x1, y1]: Rect, x: number, y: number): boolean {
  return x >= x0 && x < x1 && y >= y0 && y < y1;
}

/**
 * `count` places in a rectangle, in cells as square as they come, moved at random within the cell as far as bodies allow.
 * Works from a few people to the densest packing, and nobody starts in anybody.
 */
export function places(area: Rect, count: number, random: RandomStream, radiusM = BODY_M): { xM: number; yM: number }[] {
  const width = area[2] - area[0];
  const depth = area[3] - area[1];
  let columns = Math.max(1, Math.round(Math.sqrt((count * width) / depth)));
  while (columns * Math.ceil(count / columns) < count) columns++;
  const rows = Math.ceil(count / columns);
  const cells = Array.from({ length: columns * rows }, (_, cell) => cell);
  for (let i = cells.length - 1; i > 0; i--) {
    const j = random.integer(i + 1);
    [cells[i], cells[j]] = [cells[j] as number, cells[i] as number];
  }
  const cellX = width / columns;
  const cellY = depth / rows;
  const playX = Math.max(0, cellX - 2 * radiusM - 0.02);
  const playY = Math.max(0, cellY - 2 * radiusM - 0.02);
  return cells.slice(0, count).map((cell) => ({
    xM: area[0] + ((cell % columns) + 0.5) * cellX + (random.uniform() - 0.5) * playX,
    yM: area[1] + (Math.floor(cell / columns) + 0.5) * cellY + (random.uniform() - 0.5) * playY,
  }));
}
