/**
 * A crowd world under observation, for the acceptance cases: people with start times (the pre-movement time is the suite's,
 * a hall has none) and exits, first crossings of those who start upstream of a line, heads in an area, and what must hold
 * in every run: nobody in a wall. Judges from positions alone.
 */
import type { RandomStream } from '../../../src/kernel/base/random';
import { CROWD_PRESETS, type CrowdPreset, type RouteChoice } from '../../../src/kernel/crowd/parameters';
import { nearestOnSegment, wallDistanceM } from '../../../src/kernel/geometry';
import type { FieldTarget } from '../../../src/kernel/layout';
import { CrowdWorld } from '../../worlds/crowdWorld';
import { exitName, type Plan, type Rect, worldInput } from './plan';

/** Half width of an adult, m. */
export const BODY_M = 0.2;
/** A centre nearer to a wall than this is in the wall: a body turned sideways is 0.24 m deep. */
export const IN_WALL_M = 0.1;
const STEP_S = 0.05;

export type Person = {
  readonly xM: number;
  readonly yM: number;
  readonly speedMps: number;
  /** Index of the exit walked to; default: the nearest by walking distance. */
  readonly exit?: number;
  /** Exits of which the person chooses, instead of `exit`; and how well each is known (crowd.walkToOneOf), default all 1. */
  readonly exits?: readonly number[];
  readonly weights?: readonly number[];
  readonly radiusM?: number;
  /** Stands still until then, s. */
  readonly startS?: number;
};

/** What must hold in every run of every case, summed over its worlds. */
export type Health = { inWall: number; nearestWallM: number; left: number; put: number };

/** First crossings of a line by those who started upstream of it, in order of time. */
export class Crossings {
  constructor(
    readonly rows: readonly number[],
    readonly timesS: readonly number[],
  ) {}

  /** Time at which a row crossed, s; Infinity if it did not. */
  timeOf(row: number): number {
    const index = this.rows.indexOf(row);
    return index < 0 ? Number.POSITIVE_INFINITY : (this.timesS[index] as number);
  }

  /** Time of the last of `count` people, s; Infinity if not all of them crossed. */
  lastOf(count: number): number {
    return this.timesS.length === count ? (this.timesS[count - 1] as number) : Number.POSITIVE_INFINITY;
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

export class World {
  readonly people: Person[] = [];
  /** (people) exit each was sent to last. */
  readonly sentTo: number[] = [];
  /** (people) when the centre had moved 0.05 m from where it was put, s. */
  readonly movedS: number[] = [];
  private readonly world: CrowdWorld;

  constructor(
    readonly plan: Plan,
    seed: number,
    private readonly health: Health,
    preset: CrowdPreset,
    routes: RouteChoice = 'shortest',
  ) {
    this.world = new CrowdWorld({ ...worldInput(plan), seed, parameters: CROWD_PRESETS[preset], routes });
  }

  get timeS(): number {
    return this.world.timeS;
  }
  get inside(): number {
    return this.world.inside;
  }
  xM(row: number): number {
    return this.world.xM(row);
  }
  yM(row: number): number {
    return this.world.yM(row);
  }
  isInside(row: number): boolean {
    return this.world.isInside(row);
  }

  /** Puts people there; their rows, in the order given. */
  add(people: readonly Person[]): number[] {
    return people.map((person) => {
      const { xM, yM, speedMps, radiusM = BODY_M, startS = 0, exits, weights } = person;
      const exit = exits?.[0] ?? person.exit ?? this.nearestExit(xM, yM);
      const target = exits ? exits.map(exitName) : exitName(exit);
      this.people.push(person);
      this.sentTo.push(exit);
      this.movedS.push(Number.POSITIVE_INFINITY);
      this.health.put++;
      return this.world.spawn({ xM, yM, target, speedMps, radiusM, startS, ...(weights ? { weights } : {}) });
    });
  }

  /** These rows keep together from now on. */
  walkTogether(rows: readonly number[]): void {
    this.world.crowd.walkTogether(rows);
  }

  /** Sends a row to another exit. */
  send(row: number, exit: number): void {
    this.sentTo[row] = exit;
    this.world.send(row, exitName(exit));
  }

  /** Closes an exit to those who choose. */
  close(exit: number): void {
    this.world.setOpen(exitName(exit), false);
  }

  /** Lets a row go on as it goes, at another free speed. */
  changeSpeed(row: number, speedMps: number): void {
    const exit = this.sentTo[row] as number;
    const { xM, yM, to } = this.world.layout.targets[exit] as FieldTarget;
    const goal = to ? nearestBetween(this.xM(row), this.yM(row), xM, yM, to.xM, to.yM) : ([xM, yM] as const);
    this.world.crowd.walk(row, exit, goal[0], goal[1], speedMps);
  }

  line(name: string): Crossings {
    const spec = this.plan.lines?.[name];
    if (!spec) throw new Error(`the plan has no line ${name}`);
    const rows: number[] = [];
    const timesS: number[] = [];
    const seen = new Set<number>();
    for (const { row, timeS, forward } of this.world.line(name).crossings) {
      const start = this.people[row] as Person;
      const upstream = (spec.at - (spec.axis === 'x' ? start.xM : start.yM)) * spec.way > 0;
      if (!forward || !upstream || seen.has(row)) continue;
      seen.add(row);
      rows.push(row);
      timesS.push(timeS);
    }
    return new Crossings(rows, timesS);
  }

  /** Rows of the people in an area now. */
  rowsIn([x0, y0, x1, y1]: Rect): number[] {
    const rows: number[] = [];
    for (let row = 0; row < this.people.length; row++) {
      const x = this.world.xM(row);
      const y = this.world.yM(row);
      if (x >= x0 && x < x1 && y >= y0 && y < y1 && this.isInside(row)) rows.push(row);
    }
    return rows;
  }

  count(area: Rect): number {
    return this.rowsIn(area).length;
  }

  /** Mean speed of the people in an area now, m/s; NaN if empty. */
  meanSpeed(area: Rect): number {
    const rows = this.rowsIn(area);
    return rows.reduce((sum, row) => sum + this.world.speedMps(row), 0) / rows.length;
  }

  step(): void {
    const { world, health } = this;
    const before = world.inside;
    world.step();
    health.left += before - world.inside;
    for (let row = 0; row < this.people.length; row++) {
      if (!world.isInside(row)) continue;
      const x = world.xM(row);
      const y = world.yM(row);
      const wallM = wallDistanceM(world.router.walls, x, y);
      if (wallM < health.nearestWallM) health.nearestWallM = wallM;
      if (wallM < IN_WALL_M) health.inWall++;
      if (this.movedS[row] !== Number.POSITIVE_INFINITY) continue;
      const { xM, yM } = this.people[row] as Person;
      if ((x - xM) ** 2 + (y - yM) ** 2 > 0.05 * 0.05) this.movedS[row] = world.timeS;
    }
  }

  /** Steps until everybody has left or `limitS`; time in which everybody waits for the start is skipped. Last one out, s. */
  run(limitS: number, watch: () => void = () => {}): number {
    while (this.world.inside > 0 && this.world.timeS < limitS - 1e-9) {
      if (this.world.crowd.walkers === 0) this.skipToNextStart(limitS);
      this.step();
      watch();
    }
    return this.world.inside > 0 ? Number.POSITIVE_INFINITY : this.world.timeS;
  }

  private skipToNextStart(limitS: number): void {
    let nextS = limitS;
    this.people.forEach(({ startS = 0 }, row) => {
      if (this.isInside(row) && startS >= this.timeS) nextS = Math.min(nextS, startS);
    });
    const steps = Math.ceil(nextS / STEP_S - 1e-9);
    if (steps <= this.world.steps) return;
    this.world.steps = steps;
    this.world.timeS = steps * STEP_S;
  }

  private nearestExit(xM: number, yM: number): number {
    const { layout, router } = this.world;
    const lengths = layout.targets.map((target, exit) => router.distanceM(exit, xM, yM, ...goalOf(target, xM, yM)));
    return lengths.indexOf(Math.min(...lengths));
  }
}

function goalOf({ xM, yM, to }: FieldTarget, fromXM: number, fromYM: number): readonly [number, number] {
  return to ? nearestBetween(fromXM, fromYM, xM, yM, to.xM, to.yM) : [xM, yM];
}

function nearestBetween(
  x: number,
  y: number,
  ax: number,
  ay: number,
  bx: number,
  by: number,
): readonly [number, number] {
  const goal = new Float64Array(2);
  nearestOnSegment(x, y, ax, ay, bx, by, goal);
  return [goal[0] as number, goal[1] as number];
}

/**
 * `count` places in a rectangle, in cells as square as they come, moved at random within the cell as far as bodies allow.
 * Works from a few people to the densest packing, and nobody starts in anybody.
 */
export function places(
  area: Rect,
  count: number,
  random: RandomStream,
  radiusM = BODY_M,
): { xM: number; yM: number }[] {
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
