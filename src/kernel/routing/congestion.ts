/**
 * Routes that go round crowds and blocks: the quickest instead of the shortest path (Kretz 2009, J. Stat. Mech. P03012; the
 * eikonal with a slowness that follows the crowd as in Hughes 2002, Transp. Res. B 36, 507; both cited from memory).
 *
 * Once a second it is noted, in cells of 1 m, how much slower than they would people are there, who stands there, and where a robot
 * has stood for some seconds. A target's field is built anew over the slowness that follows when that map has changed, at most one
 * field a second, in turn among the targets that people walk to; until then, and while nobody is held up, it is the layout's
 * own. So it costs nothing in a hall without jams and at most one field a second (about 10 ms for 60 x 40 m) in one with.
 * Every cost is bounded: a detour is taken only up to a length, and where there is no other way people go through.
 *
 * Off unless asked for (`crowd: { routes: congestion }`). Leaves out: that people do not know what happens out of their sight,
 * and which way the others walk: a stream against one costs as much as one with it.
 */
import type { StateHash } from '../base/hash';
import type { Discs } from '../crowd/models/discs';
import { ABSENT, LEAVING, PARKED, type People, SEATED, WALKING } from '../crowd/people';
import { buildFlowField, type FieldScratch, type FlowField, fieldScratch } from './flow-field';
import { type HallRouter, lookUpDirection, lookUpDirections } from './router';
import { CELL_M, type WalkGrid } from './walk-grid';

const SURVEY_S = 1;
const COARSE_M = 1;
/** Of the slowness of a cell: people who walk freely that are added to those seen, so that one who stops is no jam; greatest value. Chosen by hand. */
const FREE_PEOPLE = 0.3;
const SLOWEST = 15;
/** Somebody at rest fills little of a cell: counts as so many people who do not move. */
const STANDING_PEOPLE = 0.3;
/** A robot that has stood for so long counts as a block of this slowness as far as its body and a person need, m. */
const ROBOT_STANDS_S = 3;
const ROBOT_STANDS_MPS = 0.1;
const ROBOT_SLOWNESS = 15;
const ROBOT_REACH_M = 0.35;
/** Share by which a survey changes what is known; and the factor by which a cell must differ from what a field was built with to build it anew. */
const BLEND = 0.3;
const CHANGED = 2;

export type CongestionState = {
  readonly people: Float32Array;
  readonly freedom: Float32Array;
  readonly map: Float32Array;
  readonly stoodS: Float64Array;
  readonly turn: number;
  /** (built fields) target, and the map that its field was built with. */
  readonly targets: readonly number[];
  readonly maps: readonly Float32Array[];
};

export class CongestionRoutes {
  /** The router with directions round crowds; everything else is the layout's. */
  readonly router: HallRouter;
  private readonly columns: number;
  private readonly rows: number;
  /** (coarse cells) people, and the sum of their speed / free speed, followed slowly; and the slowness relative to a free cell, >= 1. */
  private readonly people: Float32Array;
  private readonly freedom: Float32Array;
  private readonly map: Float32Array;
  /** Where robots stand, at one survey. */
  private readonly blocked: Float32Array;
  /** (robots) s. */
  private stoodS = new Float64Array(0);
  /** The target whose turn it was last. */
  private turn = 0;
  /** (targets) field and the map it was built with; null = the layout's own. */
  private readonly fields: (FlowField | null)[];
  private readonly built: (Float32Array | null)[];
  private readonly bound: Int32Array;
  private readonly slowness: Float32Array;
  private scratch: FieldScratch | null = null;
  fieldsBuilt = 0;
  private readonly pair = new Float64Array(2);
  private readonly fieldOf = (target: number): FlowField => this.fields[target] ?? this.base.field(target);

  constructor(private readonly base: HallRouter) {
    const { grid, layout } = base;
    this.columns = Math.ceil((layout.maxXM - layout.minXM) / COARSE_M) + 1;
    this.rows = Math.ceil((layout.maxYM - layout.minYM) / COARSE_M) + 1;
    const cells = this.columns * this.rows;
    this.map = new Float32Array(cells).fill(1);
    this.people = new Float32Array(cells);
    this.freedom = new Float32Array(cells);
    this.blocked = new Float32Array(cells);
    this.fields = layout.targets.map(() => null);
    this.built = layout.targets.map(() => null);
    this.bound = new Int32Array(layout.targets.length);
    this.slowness = new Float32Array(grid.slowness.length);
    this.router = {
      ...base,
      directionInto: (target, xM, yM, out) => {
        const field = this.fields[target];
        if (field) lookUpDirection(grid, field, xM, yM, out);
        else base.directionInto(target, xM, yM, out);
      },
      directionsInto: (batch) => lookUpDirections(grid, this.fieldOf, batch, this.pair),
    };
  }

  /** Before a step of everybody who walks; `active` their rows, first `count` entries. */
  step(people: People, active: Int32Array, count: number, robots: Discs, tick: number, dtS: number): void {
    const every = Math.max(1, Math.round(SURVEY_S / dtS));
    if (tick % every !== 0) return;
    this.survey(people, active, count, robots, every * dtS);
    this.rebuildOne();
  }

  private survey(people: People, active: Int32Array, count: number, robots: Discs, passedS: number): void {
    const { people: seen, freedom, blocked, map, bound } = this;
    for (let cell = 0; cell < map.length; cell++) {
      seen[cell] = (1 - BLEND) * seen[cell]!;
      freedom[cell] = (1 - BLEND) * freedom[cell]!;
    }
    blocked.fill(0);
    bound.fill(0);
    for (let k = 0; k < count; k++) {
      const row = active[k]!;
      if (people.mode[row] === WALKING) bound[people.target[row]!] = bound[people.target[row]!]! + 1;
      if ((people.flags[row]! & LEAVING) !== 0) continue;
      const vx = people.vxMps[row]!;
      const vy = people.vyMps[row]!;
      // Who has only just set off is not held up.
      const sets = vx === 0 && vy === 0 && people.slowS[row] === 0;
      const ratio = sets ? 1 : Math.sqrt(vx * vx + vy * vy) / people.speedMps[row]!;
      const cell = this.cellOf(people.xM[row]!, people.yM[row]!);
      seen[cell] = seen[cell]! + BLEND;
      freedom[cell] = freedom[cell]! + BLEND * (ratio < 1 ? ratio : 1);
    }
    for (let row = 0; row < people.rows; row++) {
      if (people.mode[row] === ABSENT || people.mode[row] !== PARKED || (people.flags[row]! & SEATED) !== 0) continue;
      const cell = this.cellOf(people.xM[row]!, people.yM[row]!);
      seen[cell] = seen[cell]! + STANDING_PEOPLE * BLEND;
    }
    this.noteRobots(robots, passedS);
    for (let cell = 0; cell < map.length; cell++) {
      let now = (seen[cell]! + FREE_PEOPLE) / (freedom[cell]! + FREE_PEOPLE);
      if (now > SLOWEST) now = SLOWEST;
      map[cell] = blocked[cell]! > now ? blocked[cell]! : now;
    }
  }

  private noteRobots(robots: Discs, passedS: number): void {
    if (this.stoodS.length !== robots.count) this.stoodS = new Float64Array(robots.count);
    for (let i = 0; i < robots.count; i++) {
      const vx = robots.vxMps[i]!;
      const vy = robots.vyMps[i]!;
      const stands = vx * vx + vy * vy < ROBOT_STANDS_MPS * ROBOT_STANDS_MPS;
      this.stoodS[i] = stands ? this.stoodS[i]! + passedS : 0;
      if (this.stoodS[i]! < ROBOT_STANDS_S) continue;
      const reach = robots.radiusM[i]! + ROBOT_REACH_M;
      for (let dy = -1; dy <= 1; dy++) {
        for (let dx = -1; dx <= 1; dx++) {
          this.blocked[this.cellOf(robots.xM[i]! + dx * reach, robots.yM[i]! + dy * reach)] = ROBOT_SLOWNESS;
        }
      }
    }
  }

  /** Builds the field of the next target in turn whose map has changed. */
  private rebuildOne(): void {
    const targets = this.fields.length;
    for (let k = 1; k <= targets; k++) {
      const target = (this.turn + k) % targets;
      if (this.bound[target] === 0 || !this.hasChanged(target)) continue;
      this.turn = target;
      this.rebuild(target, this.map.slice());
      return;
    }
  }

  private hasChanged(target: number): boolean {
    const built = this.built[target];
    for (let cell = 0; cell < this.map.length; cell++) {
      const before = built ? built[cell]! : 1;
      const change = this.map[cell]! / before;
      if (change > CHANGED || change * CHANGED < 1) return true;
    }
    return false;
  }

  private rebuild(target: number, map: Float32Array): void {
    const { grid, walls, layout } = this.base;
    this.scratch ??= fieldScratch(grid);
    this.fillSlowness(grid, map);
    const point = layout.targets[target]!;
    this.fields[target] = buildFlowField({ ...grid, slowness: this.slowness }, walls, point, this.scratch);
    this.built[target] = map;
    this.fieldsBuilt++;
  }

  /** The layout's slowness times the map's, bilinear between the middles of its cells so that no edge of a cell draws people. */
  private fillSlowness(grid: WalkGrid, map: Float32Array): void {
    const { slowness, columns, rows } = this;
    const { minXM, minYM } = this.base.layout;
    for (let row = 0; row < grid.rows; row++) {
      const v = (grid.originYM + row * CELL_M - minYM) / COARSE_M - 0.5;
      const r = v < 0 ? 0 : v > rows - 2 ? rows - 2 : v | 0;
      const fv = v < r ? 0 : v > r + 1 ? 1 : v - r;
      for (let column = 0; column < grid.columns; column++) {
        const i = row * grid.columns + column;
        if (grid.slowness[i] === 0) {
          slowness[i] = 0;
          continue;
        }
        const u = (grid.originXM + column * CELL_M - minXM) / COARSE_M - 0.5;
        const c = u < 0 ? 0 : u > columns - 2 ? columns - 2 : u | 0;
        const fu = u < c ? 0 : u > c + 1 ? 1 : u - c;
        const at = r * columns + c;
        const low = map[at]! + fu * (map[at + 1]! - map[at]!);
        const high = map[at + columns]! + fu * (map[at + columns + 1]! - map[at + columns]!);
        slowness[i] = grid.slowness[i]! * (low + fv * (high - low));
      }
    }
  }

  private cellOf(xM: number, yM: number): number {
    const { minXM, minYM } = this.base.layout;
    let column = ((xM - minXM) / COARSE_M) | 0;
    let row = ((yM - minYM) / COARSE_M) | 0;
    column = column < 0 ? 0 : column >= this.columns ? this.columns - 1 : column;
    row = row < 0 ? 0 : row >= this.rows ? this.rows - 1 : row;
    return row * this.columns + column;
  }

  /** The ground itself has changed: every field is built anew when its turn comes. */
  forget(): void {
    this.fields.fill(null);
    this.built.fill(null);
  }

  save(): CongestionState {
    const targets = this.built.flatMap((map, target) => (map ? [target] : []));
    return {
      people: this.people.slice(),
      freedom: this.freedom.slice(),
      map: this.map.slice(),
      stoodS: this.stoodS.slice(),
      turn: this.turn,
      targets,
      maps: targets.map((target) => (this.built[target] as Float32Array).slice()),
    };
  }

  /** Fields are built again from the maps that they were built with. */
  load(state: CongestionState): void {
    this.people.set(state.people);
    this.freedom.set(state.freedom);
    this.map.set(state.map);
    this.stoodS = state.stoodS.slice();
    this.turn = state.turn;
    this.fields.fill(null);
    this.built.fill(null);
    state.targets.forEach((target, i) => {
      this.rebuild(target, (state.maps[i] as Float32Array).slice());
    });
  }

  hashInto(hash: StateHash): void {
    hash.floats(this.people).floats(this.freedom).floats(this.map).floats(this.stoodS).int(this.turn);
    this.built.forEach((map, target) => {
      if (map) hash.int(target).floats(map);
    });
  }
}
