/**
 * A small world for walking tests: rooms of boxes and polygons, people who walk to targets, lines that count who passes,
 * areas that measure density. It runs the shipped crowd and router, nothing else; no tickets, no services.
 *
 *   const world = makeCrowdWorld({
 *     widthM: 20, heightM: 5, solids: [span(8, 0, 8.2, 2), span(8, 3, 8.2, 5)],
 *     targets: { out: [[18, 0.5], [18, 4.5]] },          // a line: its whole width is used
 *     lines: { door: [[8.1, 2], [8.1, 3]] }, areas: { front: rectangle(5, 1, 7, 4) }, absorb: { out: rectangle(12, 0, 20, 5) },
 *   });
 *   world.scatter({ area: rectangle(0, 0, 8, 5), count: 100, target: 'out', speed: weidmannSpeed });
 *   world.run(120, () => world.inside === 0);
 *   world.line('door').timesS
 *
 * Absorb at least 2 m behind a measuring line, or people vanish where they would have blocked others. Metres, seconds, m/s.
 */
import { Purpose, RandomStream } from '../../src/kernel/base/random';
import { type CrowdOptions, createCrowd } from '../../src/kernel/crowd';
import type { ClosingPolicy } from '../../src/kernel/crowd/choice';
import type { Crowd } from '../../src/kernel/crowd/crowd';
import { nearestOnSegment, type Polygon, pointInPolygon, wallDistanceM } from '../../src/kernel/geometry';
import type { FieldTarget, HallLayout } from '../../src/kernel/layout';
import { createRouter, type HallRouter } from '../../src/kernel/routing';
import { makeHall, type SolidInput } from './halls';

type Point = readonly [number, number];
export type Segment = readonly [Point, Point];

export type CrowdWorldInput = CrowdOptions & {
  readonly widthM: number;
  readonly heightM: number;
  /** Floor plan; default the rectangle (0, 0)-(widthM, heightM). */
  readonly outline?: Polygon;
  readonly solids?: readonly SolidInput[];
  /** Where people may be sent: a point, or a line of which each takes the nearest point. */
  readonly targets: Readonly<Record<string, Point | Segment>>;
  /** Lines that count; "forward" is from right to left of the direction first point -> second point. */
  readonly lines?: Readonly<Record<string, Segment>>;
  readonly areas?: Readonly<Record<string, Polygon>>;
  /** Who is sent to the target of this name leaves the world on entering the area. Others pass. */
  readonly absorb?: Readonly<Record<string, Polygon>>;
  readonly seed?: number;
  /** Default 0.05 s. */
  readonly stepS?: number;
  /** Positions are kept every so many steps; default 0 = never. */
  readonly recordEvery?: number;
};

export type SpawnInput = {
  readonly xM: number;
  readonly yM: number;
  /** One target, or several of which the person chooses. */
  readonly target: string | readonly string[];
  /** One a target of several: how well the person knows it, 0 to 1; default all 1. */
  readonly weights?: readonly number[];
  readonly speedMps?: number;
  readonly radiusM?: number;
  /** Stands still until then, s. */
  readonly startS?: number;
};

export type ScatterInput = {
  readonly area: Polygon;
  readonly count: number;
  readonly target: string;
  readonly speed?: number | ((random: RandomStream) => number);
  readonly radiusM?: number;
  /** Least distance between two centres, m; lowered by itself when the area is too full. Default 0.5. */
  readonly apartM?: number;
  readonly startS?: (random: RandomStream) => number;
};

export type Crossing = { readonly row: number; readonly timeS: number; readonly forward: boolean };

export type LineCount = {
  readonly crossings: readonly Crossing[];
  /** Times of forward crossings, ascending. */
  readonly timesS: readonly number[];
  readonly forward: number;
  readonly backward: number;
};

/** One recorded moment: rows present and where they are. */
export type TrajectoryFrame = {
  readonly timeS: number;
  readonly rows: Int32Array;
  readonly xM: Float64Array;
  readonly yM: Float64Array;
};

/** Free speeds of Weidmann (1993): N(1.34, 0.26), kept within 0.5 and 2.2 m/s. */
export const weidmannSpeed = (random: RandomStream): number => random.normalBetween(1.34, 0.26, 0.5, 2.2);

export function rectangle(x0: number, y0: number, x1: number, y1: number): Polygon {
  return [
    [x0, y0],
    [x1, y0],
    [x1, y1],
    [x0, y1],
  ];
}

/** Room behind the ends of a ring, m: looks ahead and walls go on there. */
const RING_MARGIN_M = 6;

export type RingInput = Omit<CrowdWorldInput, 'widthM' | 'heightM' | 'targets' | 'periodXM'> & {
  readonly lengthM: number;
  readonly widthM: number;
};

/** Corridor that is closed to a ring in x: 0 <= x < lengthM, 0 <= y <= widthM. Targets: `east` and `west`, never reached. */
export function makeRing({ lengthM, widthM, ...rest }: RingInput): CrowdWorld {
  const west = -RING_MARGIN_M;
  const east = lengthM + RING_MARGIN_M;
  return new CrowdWorld({
    ...rest,
    widthM: east,
    heightM: widthM,
    outline: rectangle(west, 0, east, widthM),
    targets: {
      east: [
        [east - 0.5, 0.2],
        [east - 0.5, widthM - 0.2],
      ],
      west: [
        [west + 0.5, 0.2],
        [west + 0.5, widthM - 0.2],
      ],
    },
    periodXM: lengthM,
  });
}

export const makeCrowdWorld = (input: CrowdWorldInput): CrowdWorld => new CrowdWorld(input);

const isSegment = (target: Point | Segment): target is Segment => typeof target[0] !== 'number';

export class CrowdWorld {
  readonly layout: HallLayout;
  readonly router: HallRouter;
  readonly crowd: Crowd;
  readonly random: RandomStream;
  timeS = 0;
  steps = 0;
  /** Rows used so far; a row is never used twice. */
  rows = 0;
  /** People in the world now. */
  inside = 0;
  readonly frames: TrajectoryFrame[] = [];

  private readonly input: CrowdWorldInput;
  private readonly stepS: number;
  private readonly targetNames: readonly string[];
  private readonly targetOf: (string | readonly string[])[] = [];
  private readonly weightsOf: (readonly number[] | undefined)[] = [];
  private readonly speedOf: number[] = [];
  private readonly present: boolean[] = [];
  private readonly goneS: number[] = [];
  private readonly startOf: number[] = [];
  private waiting: number[] = [];
  private readonly crossings: Record<string, Crossing[]> = {};
  private lastX = new Float64Array(0);
  private lastY = new Float64Array(0);

  constructor(input: CrowdWorldInput) {
    this.input = input;
    this.stepS = input.stepS ?? 0.05;
    this.targetNames = Object.keys(input.targets);
    const hall = makeHall({
      widthM: input.widthM,
      heightM: input.heightM,
      ...(input.outline ? { outline: input.outline } : {}),
      ...(input.solids ? { solids: input.solids } : {}),
    });
    const targets = Object.values(input.targets).map((target): FieldTarget => {
      if (!isSegment(target)) return { xM: target[0], yM: target[1] };
      const [[xM, yM], [toX, toY]] = target;
      return { xM, yM, to: { xM: toX, yM: toY } };
    });
    const xs = hall.outline.map(([x]) => x);
    const ys = hall.outline.map(([, y]) => y);
    this.layout = {
      ...hall,
      targets,
      minXM: Math.min(...xs),
      maxXM: Math.max(...xs),
      minYM: Math.min(...ys),
      maxYM: Math.max(...ys),
    };
    this.router = createRouter(this.layout);
    this.crowd = createCrowd(this.layout, this.router, input.seed ?? 1, input);
    this.random = new RandomStream(input.seed ?? 1, Purpose.test, 4711);
    for (const name of Object.keys(input.lines ?? {})) this.crossings[name] = [];
  }

  /** Puts one person there, who sets off now or at `startS`; returns the row. */
  spawn({ xM, yM, target, weights, speedMps = 1.34, radiusM = 0.2, startS = 0 }: SpawnInput): number {
    const row = this.rows++;
    if (this.lastX.length <= row) this.makeRoom(2 * row + 64);
    this.crowd.park(row, xM, yM, 0, radiusM);
    this.lastX[row] = xM;
    this.lastY[row] = yM;
    this.speedOf[row] = speedMps;
    this.weightsOf[row] = weights;
    this.present[row] = true;
    this.goneS[row] = Number.NaN;
    this.startOf[row] = startS;
    this.inside++;
    if (startS > this.timeS) {
      this.targetOf[row] = target;
      this.waiting.push(row);
    } else {
      this.send(row, target);
    }
    return row;
  }

  /** Spreads people over an area at random, clear of walls and of each other. Returns their rows. Throws if they do not fit. */
  scatter({ area, count, target, speed = 1.34, radiusM = 0.2, apartM = 0.5, startS }: ScatterInput): number[] {
    const xs = area.map(([x]) => x);
    const ys = area.map(([, y]) => y);
    const { random } = this;
    const rows: number[] = [];
    let apart = apartM;
    let tries = 0;
    while (rows.length < count) {
      if (++tries > 400) {
        apart *= 0.97;
        tries = 0;
        if (apart < radiusM) throw new Error(`scatter: ${count} people do not fit, ${rows.length} did`);
      }
      const xM = random.uniformBetween(Math.min(...xs), Math.max(...xs));
      const yM = random.uniformBetween(Math.min(...ys), Math.max(...ys));
      if (!pointInPolygon(area, xM, yM) || wallDistanceM(this.router.walls, xM, yM) < radiusM) continue;
      if (this.nearestTo(xM, yM) < apart) continue;
      const speedMps = typeof speed === 'number' ? speed : speed(random);
      rows.push(this.spawn({ xM, yM, target, speedMps, radiusM, ...(startS ? { startS: startS(random) } : {}) }));
    }
    return rows;
  }

  /** Sends somebody to another target, at once. */
  send(row: number, target: string | readonly string[]): void {
    this.targetOf[row] = target;
    if (typeof target !== 'string') {
      const targets = target.map((name) => this.targetIndex(name));
      this.crowd.walkToOneOf(row, targets, this.speedOf[row] as number, this.weightsOf[row]);
      return;
    }
    const index = this.targetIndex(target);
    const { xM, yM, to } = this.layout.targets[index] as FieldTarget;
    const goal = Float64Array.of(xM, yM);
    if (to) nearestOnSegment(this.xM(row), this.yM(row), xM, yM, to.xM, to.yM, goal);
    this.crowd.walk(row, index, goal[0] as number, goal[1] as number, this.speedOf[row] as number);
  }

  /** Opens or closes a target for those who choose. */
  setOpen(target: string, open: boolean, policy?: ClosingPolicy): void {
    this.crowd.setOpen(this.targetIndex(target), open, policy);
  }

  private targetIndex(target: string): number {
    const index = this.targetNames.indexOf(target);
    if (index < 0) throw new Error(`no target ${target}; targets: ${this.targetNames.join(', ')}`);
    return index;
  }

  /** The target that the row is on its way to. */
  targetNow(row: number): string {
    const target = this.targetOf[row] as string | readonly string[];
    return typeof target === 'string' ? target : (this.targetNames[this.crowd.goingTo(row)] as string);
  }

  remove(row: number): void {
    if (!this.present[row]) return;
    this.crowd.remove(row);
    this.present[row] = false;
    this.goneS[row] = this.timeS;
    this.inside--;
  }

  step(): void {
    if (this.waiting.length > 0) {
      const due = this.waiting.filter((row) => (this.startOf[row] as number) <= this.timeS);
      this.waiting = this.waiting.filter((row) => (this.startOf[row] as number) > this.timeS);
      for (const row of due) if (this.present[row]) this.send(row, this.targetOf[row] as string | readonly string[]);
    }
    const { crowd } = this;
    for (let row = 0; row < this.rows; row++) {
      this.lastX[row] = crowd.xM[row] as number;
      this.lastY[row] = crowd.yM[row] as number;
    }
    crowd.step(this.stepS);
    this.steps++;
    this.timeS = this.steps * this.stepS;
    this.countCrossings();
    for (const [name, area] of Object.entries(this.input.absorb ?? {})) {
      for (let row = 0; row < this.rows; row++) {
        if (this.present[row] && this.targetNow(row) === name && pointInPolygon(area, this.xM(row), this.yM(row)))
          this.remove(row);
      }
    }
    const every = this.input.recordEvery ?? 0;
    if (every > 0 && this.steps % every === 0) this.record();
  }

  /** Steps until `done` or the time is over; seconds since the start of the world. */
  run(untilS: number, done: () => boolean = () => false, watch: () => void = () => {}): number {
    while (this.timeS < untilS - 1e-9 && !done()) {
      this.step();
      watch();
    }
    return this.timeS;
  }

  xM(row: number): number {
    return this.crowd.xM[row] as number;
  }

  yM(row: number): number {
    return this.crowd.yM[row] as number;
  }

  speedMps(row: number): number {
    return Math.hypot(this.crowd.vxMps[row] as number, this.crowd.vyMps[row] as number);
  }

  isInside(row: number): boolean {
    return this.present[row] === true;
  }

  /** When the row left the world; NaN while it is inside. */
  goneAtS(row: number): number {
    return this.goneS[row] as number;
  }

  line(name: string): LineCount {
    const crossings = this.crossings[name];
    if (!crossings) throw new Error(`no line ${name}`);
    const forward = crossings.filter((crossing) => crossing.forward);
    return {
      crossings,
      timesS: forward.map((crossing) => crossing.timeS),
      forward: forward.length,
      backward: crossings.length - forward.length,
    };
  }

  /** Rows inside an area now. */
  rowsIn(area: string): number[] {
    const polygon = this.area(area);
    const rows: number[] = [];
    for (let row = 0; row < this.rows; row++) {
      if (this.present[row] && pointInPolygon(polygon, this.xM(row), this.yM(row))) rows.push(row);
    }
    return rows;
  }

  /** Persons per m2 in an area now: heads / area. */
  density(area: string): number {
    return this.rowsIn(area).length / areaM2(this.area(area));
  }

  /** Mean speed of those in an area now, m/s; NaN if nobody is there. */
  meanSpeed(area: string): number {
    const rows = this.rowsIn(area);
    return rows.reduce((sum, row) => sum + this.speedMps(row), 0) / rows.length;
  }

  /** Pairs of centres nearer than this now. */
  overlaps(withinM: number): number {
    let pairs = 0;
    for (let a = 0; a < this.rows; a++) {
      if (!this.present[a]) continue;
      for (let b = a + 1; b < this.rows; b++) {
        if (!this.present[b]) continue;
        if ((this.xM(a) - this.xM(b)) ** 2 + (this.yM(a) - this.yM(b)) ** 2 < withinM * withinM) pairs++;
      }
    }
    return pairs;
  }

  /** People whose centre is in a wall or outside the floor now. */
  inWalls(): number {
    let n = 0;
    for (let row = 0; row < this.rows; row++) {
      if (this.present[row] && wallDistanceM(this.router.walls, this.xM(row), this.yM(row)) <= 0) n++;
    }
    return n;
  }

  private area(name: string): Polygon {
    const polygon = this.input.areas?.[name];
    if (!polygon) throw new Error(`no area ${name}`);
    return polygon;
  }

  private nearestTo(xM: number, yM: number): number {
    const period = this.input.periodXM ?? 0;
    let least = Number.POSITIVE_INFINITY;
    for (let row = 0; row < this.rows; row++) {
      if (!this.present[row]) continue;
      let dx = Math.abs(this.xM(row) - xM);
      if (period > 0 && dx > period / 2) dx = period - dx;
      const squared = dx * dx + (this.yM(row) - yM) ** 2;
      if (squared < least) least = squared;
    }
    return Math.sqrt(least);
  }

  private makeRoom(rows: number): void {
    this.crowd.reserve(rows);
    const lastX = new Float64Array(rows);
    const lastY = new Float64Array(rows);
    lastX.set(this.lastX);
    lastY.set(this.lastY);
    this.lastX = lastX;
    this.lastY = lastY;
  }

  private countCrossings(): void {
    const { crowd } = this;
    const period = this.input.periodXM ?? 0;
    for (const [name, [[ax, ay], [bx, by]]] of Object.entries(this.input.lines ?? {})) {
      const ux = bx - ax;
      const uy = by - ay;
      for (let row = 0; row < this.rows; row++) {
        if (!this.present[row]) continue;
        const px = this.lastX[row] as number;
        const py = this.lastY[row] as number;
        const qx = crowd.xM[row] as number;
        const qy = crowd.yM[row] as number;
        // A wrap of the ring is no crossing; put lines away from its ends.
        if (period > 0 && Math.abs(qx - px) > period / 2) continue;
        const before = ux * (py - ay) - uy * (px - ax);
        const after = ux * (qy - ay) - uy * (qx - ax);
        if (before > 0 === after > 0) continue;
        const share = before / (before - after);
        const along = (ux * (px + share * (qx - px) - ax) + uy * (py + share * (qy - py) - ay)) / (ux * ux + uy * uy);
        if (along < 0 || along > 1) continue;
        const timeS = this.timeS - (1 - share) * this.stepS;
        this.crossings[name]?.push({ row, timeS, forward: after > 0 });
      }
    }
  }

  private record(): void {
    const rows: number[] = [];
    for (let row = 0; row < this.rows; row++) if (this.present[row]) rows.push(row);
    this.frames.push({
      timeS: this.timeS,
      rows: Int32Array.from(rows),
      xM: Float64Array.from(rows, (row) => this.xM(row)),
      yM: Float64Array.from(rows, (row) => this.yM(row)),
    });
  }
}

/** Shoelace formula, m2. */
export function areaM2(polygon: Polygon): number {
  let twice = 0;
  polygon.forEach(([x, y], i) => {
    const [nextX, nextY] = polygon[(i + 1) % polygon.length] as Point;
    twice += x * nextY - nextX * y;
  });
  return Math.abs(twice) / 2;
}

/** Steady flow through a line in persons/s: between the first and last crossing, `skip` crossings dropped at either end. */
export function steadyFlow(timesS: readonly number[], skip = 0): number {
  const kept = timesS.slice(skip, timesS.length - skip);
  if (kept.length < 2) return Number.NaN;
  return (kept.length - 1) / ((kept[kept.length - 1] as number) - (kept[0] as number));
}
