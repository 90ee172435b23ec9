/**
 * Working copy of everybody who moves, in cell order: old positions to read from while the new ones are worked out. Index i below
 * is a place in this order, `row[i]` the citizen.
 *
 * Order, cells and the list of possible pairs (Verlet 1967) are kept until others walk or somebody may have moved half of what the
 * list allows for; the places and speeds in it are always those of now. Nothing here is state: sums over neighbours are exact
 * (models/foresight/rounded.ts), so a copy made anew gives the same walk to the bit.
 *
 * In a hall closed to a ring (test corridors) those near one end are entered a second time beyond the other: shadows,
 * `shadow[i] = 1`, that others see and that are never written back.
 */
import { type Block, makeBlock, swapColumns } from '../base/block';
import type { ActiveRows } from './active';
import { type CellGrid, cellOf } from './cells';
import * as constants from './constants';
import type { People } from './people';
import * as rowBits from './people';

// Own names for them: numbers that are imported are loaded again and again, own ones become part of the code.
const { CELL_M, REACH_M, WIDEN_MPS } = constants;
const { LOOKS_NOW } = rowBits;

/**
 * The list of possible pairs holds those nearer than both bodies, REACH_M and this, m; less where bodies are too wide for it.
 * Two may come nearer by that much before the list is made anew: two or three steps of 0.05 s, ten of 0.01 s.
 */
const SKIN_M = 0.31;
/** Possible pairs a person: three in the densest crowd fit into this. */
const MOST_PAIRS = 48;

/** A turn that no step has: shadows look at nothing. */
const NEVER = -1;

/** How far beyond the ends of a ring shadows are needed, m: nobody looks farther ahead (KEEP_RIGHT_M and a little). */
const SHADOW_M = 4.5;

/** Bits of `tight`: somebody is as near as WIDEN_ROOM_M; bodies overlap; somebody is nearer than TURN_COMPANY_M. */
export const CLOSE = 1;
export const OVERLAPS = 2;
export const COMPANY = 4;

/** (walkers) numbers of everybody who moves. */
const COLUMNS = [
  /** Old position, m; half width of the body, m; velocity, m/s. */
  'x',
  'y',
  'radius',
  'vx',
  'vy',
  /** New position, m, before it is taken: `turnPage`. */
  'nextX',
  'nextY',
  /** Unit direction and speed wished for, m/s: wish.ts. */
  'wishX',
  'wishY',
  'wishMps',
  /** Unit direction taken; push of others, exact sums; gap ahead, m; distance to the wall, m: steer.ts. */
  'dirX',
  'dirY',
  'pushX',
  'pushY',
  'gapM',
  'wallM',
  /** Speed taken, m/s: motion.ts. */
  'speedMps',
] as const;
type ColumnName = (typeof COLUMNS)[number];

export class Walkers implements Record<ColumnName, Float64Array> {
  readonly grid: CellGrid;
  /** Length of the ring, x from 0 to periodXM; 0 = the hall is not closed to a ring. */
  readonly periodXM: number;
  /** Those who move and their shadows. */
  count = 0;
  /** (cells + 1) first index of each cell. */
  readonly start: Int32Array;
  private readonly fill: Int32Array;
  /** (1) how far anybody may have moved since cells and list were made, m; how much nearer two may have come. In columns: no box on the heap. */
  readonly movedM = new Float64Array(1);
  private readonly used = new Float64Array(1);
  /** (1) how much the list allows for, m. */
  private readonly skin = new Float64Array(1);
  /** (people) place of a row that moves. */
  private place = new Int32Array(0);
  /** Possible pairs: those of walker i with later ones are `partner[partnersFrom[i]]` to `partner[partnersFrom[i + 1] - 1]`. */
  partnersFrom = new Int32Array(1);
  partner = new Int32Array(0);
  private cellByActive = new Int32Array(0);
  /** (walkers) citizen row, cell. */
  row = new Int32Array(0);
  cell = new Int32Array(0);
  shadow = new Uint8Array(0);
  /** (walkers) at which of the `lookEvery` steps of a round it looks; kept until order or `lookEvery` changes. */
  private turn = new Int32Array(0);
  private turnsOf = 0;
  /** Whose turn it is to look, first `dueCount` entries; and whose to look for the way, the same and who sets off: `wayCount`. */
  due = new Int32Array(0);
  dueCount = 0;
  way = new Int32Array(0);
  wayCount = 0;
  /** (walkers) 1 while squeezing through people; bits CLOSE, OVERLAPS, COMPANY: steer.ts. */
  passing = new Uint8Array(0);
  tight = new Uint8Array(0);
  /** Somebody squeezes through people. */
  anyPassing = false;
  /** All columns of numbers in one array, for the loops of a step (base/block.ts). */
  block: Block<ColumnName> = makeBlock(COLUMNS, 0);
  x = this.block.columns.x;
  y = this.block.columns.y;
  radius = this.block.columns.radius;
  vx = this.block.columns.vx;
  vy = this.block.columns.vy;
  nextX = this.block.columns.nextX;
  nextY = this.block.columns.nextY;
  wishX = this.block.columns.wishX;
  wishY = this.block.columns.wishY;
  wishMps = this.block.columns.wishMps;
  dirX = this.block.columns.dirX;
  dirY = this.block.columns.dirY;
  pushX = this.block.columns.pushX;
  pushY = this.block.columns.pushY;
  gapM = this.block.columns.gapM;
  wallM = this.block.columns.wallM;
  speedMps = this.block.columns.speedMps;

  constructor(grid: CellGrid, periodXM: number) {
    this.grid = grid;
    this.periodXM = periodXM;
    this.start = new Int32Array(grid.count + 1);
    this.fill = new Int32Array(grid.count);
  }

  grow(people: number): void {
    const rows = this.periodXM > 0 ? (1 + 2 * Math.ceil(SHADOW_M / this.periodXM)) * people : people;
    if (rows <= this.row.length) return;
    this.shadow = new Uint8Array(rows);
    this.cellByActive = new Int32Array(rows);
    this.row = new Int32Array(rows);
    this.due = new Int32Array(rows);
    this.turn = new Int32Array(rows);
    this.way = new Int32Array(rows);
    this.cell = new Int32Array(rows);
    this.passing = new Uint8Array(rows);
    this.place = new Int32Array(people);
    this.partnersFrom = new Int32Array(rows + 1);
    // One more: the next is written before it is known whether it counts.
    this.partner = new Int32Array(MOST_PAIRS * rows + 1024 + 1);
    this.tight = new Uint8Array(rows);
    this.block = makeBlock(COLUMNS, rows);
    for (const name of COLUMNS) this[name] = this.block.columns[name];
  }

  /** Before a step: what others did to those who move since the last one. */
  refresh(people: People, active: ActiveRows): void {
    const isKept = !active.renewed && this.periodXM === 0 && this.used[0]! <= this.skin[0]!;
    if (!isKept || !this.touch(people, active)) {
      this.sort(people, active.rows, active.count);
      this.listPairs();
    }
    active.forget();
  }

  /** After a step in which nobody moved farther than movedM: new places are the old ones of the next. */
  turnPage(movedM: number, dtS: number): void {
    const { block } = this;
    swapColumns(block, 'x', 'nextX');
    swapColumns(block, 'y', 'nextY');
    this.x = block.columns.x;
    this.y = block.columns.y;
    this.nextX = block.columns.nextX;
    this.nextY = block.columns.nextY;
    // Bodies may have become wider, too.
    this.used[0] = this.used[0]! + 2 * (movedM + WIDEN_MPS * dtS);
    this.movedM[0] = 0.5 * this.used[0]!;
  }

  /** Who stopped and went on. False if somebody was put elsewhere or became wider. */
  private touch(people: People, { touched, touchedCount }: ActiveRows): boolean {
    for (let k = 0; k < touchedCount; k++) {
      const r = touched[k]!;
      const i = this.place[r]!;
      if (this.row[i] !== r || this.x[i] !== people.xM[r] || this.y[i] !== people.yM[r]) return false;
      if (this.radius[i]! < people.radiusM[r]!) return false;
      this.radius[i] = people.radiusM[r]!;
      this.vx[i] = people.vxMps[r]!;
      this.vy[i] = people.vyMps[r]!;
    }
    return true;
  }

  /** Fills partnersFrom and partner: each with those after it in its own cell and the next, and with the three cells above. */
  private listPairs(): void {
    const { grid, start, cell, radius, count, partner, partnersFrom } = this;
    const { f, at } = this.block;
    const X = at.x | 0;
    const Y = at.y | 0;
    const RADIUS = at.radius | 0;
    const { columns } = grid;
    let widest = 0;
    let second = 0;
    for (let i = 0; i < count; i++) {
      const r = radius[i]!;
      second = Math.max(second, Math.min(widest, r));
      widest = Math.max(widest, r);
    }
    const spare = CELL_M - REACH_M - widest - second;
    const skin = Math.max(0, Math.min(SKIN_M, spare));
    this.skin[0] = skin;
    this.used[0] = 0;
    this.movedM[0] = 0;
    const reach = REACH_M + skin;
    const room = partner.length - 1;
    let n = 0;
    for (let i = 0; i < count; i++) {
      partnersFrom[i] = n;
      const c = cell[i]!;
      const xi = f[(X + i) | 0]!;
      const yi = f[(Y + i) | 0]!;
      const own = f[(RADIUS + i) | 0]! + reach;
      let j = i + 1;
      let end = start[c + 2]!;
      for (let run = 0; run < 2; run++) {
        for (; j < end; j++) {
          const ox = f[(X + j) | 0]! - xi;
          const oy = f[(Y + j) | 0]! - yi;
          const far = own + f[(RADIUS + j) | 0]!;
          partner[n] = j;
          // Counted, not jumped on: who is near enough cannot be guessed.
          n += +(ox * ox + oy * oy < far * far) & +(n < room);
        }
        j = start[c + columns - 1]!;
        end = start[c + columns + 2]!;
      }
    }
    partnersFrom[count] = n;
  }

  /** Counting sort by cell; within a cell ascending rows. */
  private sort(people: People, active: Int32Array, count: number): void {
    const { grid, start, fill, cellByActive } = this;
    const { xM, yM } = people;
    this.count = count;
    this.turnsOf = 0;
    fill.fill(0);
    const cells = grid.count;
    let low = cells;
    let high = -1;
    for (let k = 0; k < count; k++) {
      const row = active[k]!;
      const c = cellOf(grid, xM[row]!, yM[row]!);
      cellByActive[k] = c;
      fill[c] = fill[c]! + 1;
      low = c < low ? c : low;
      high = c > high ? c : high;
    }
    if (this.periodXM > 0) {
      this.countShadows(people, active, count);
      low = 0;
      high = cells - 1;
    }
    // Nobody before the first cell in use, everybody before those after the last: floor without people costs next to nothing.
    start.fill(0, 0, low);
    let sum = 0;
    for (let c = low; c <= high; c++) {
      start[c] = sum;
      const here = fill[c]!;
      fill[c] = sum;
      sum += here;
    }
    start.fill(sum, high + 1);
    this.enter(people, active, count);
    if (this.periodXM > 0) this.enterShadows(people, active, count);
  }

  /** Fills `due` and `way`: everybody looks once in `lookEvery` steps, each row at another step. Shadows look at nothing. */
  findDue(people: People, tick: number, lookEvery: number): void {
    const { row, shadow, turn, due, way, count } = this;
    const { flags } = people;
    if (this.turnsOf !== lookEvery) {
      for (let i = 0; i < count; i++) turn[i] = shadow[i] === 0 ? row[i]! % lookEvery : NEVER;
      this.turnsOf = lookEvery;
    }
    const now = (lookEvery - (tick % lookEvery)) % lookEvery;
    let looks = 0;
    let ways = 0;
    for (let i = 0; i < count; i++) {
      const whose = turn[i]!;
      if (whose === now) {
        due[looks++] = i;
        way[ways++] = i;
      } else if (whose !== NEVER && (flags[row[i]!]! & LOOKS_NOW) !== 0) way[ways++] = i;
    }
    this.dueCount = looks;
    this.wayCount = ways;
  }

  /** Copies those who move into their places in cell order. */
  private enter(people: People, active: Int32Array, count: number): void {
    const { fill, cellByActive, row, cell, shadow, place } = this;
    const { f, at } = this.block;
    const X = at.x | 0;
    const Y = at.y | 0;
    const VX = at.vx | 0;
    const VY = at.vy | 0;
    const RADIUS = at.radius | 0;
    const { f: p, at: of } = people.block;
    const XM = of.xM | 0;
    const YM = of.yM | 0;
    const VX_OF = of.vxMps | 0;
    const VY_OF = of.vyMps | 0;
    const RADIUS_OF = of.radiusM | 0;
    for (let k = 0; k < count; k++) {
      const r = active[k]!;
      const c = cellByActive[k]!;
      const i = fill[c]!;
      fill[c] = i + 1;
      row[i] = r;
      cell[i] = c;
      shadow[i] = 0;
      f[(X + i) | 0] = p[(XM + r) | 0]!;
      f[(Y + i) | 0] = p[(YM + r) | 0]!;
      f[(VX + i) | 0] = p[(VX_OF + r) | 0]!;
      f[(VY + i) | 0] = p[(VY_OF + r) | 0]!;
      f[(RADIUS + i) | 0] = p[(RADIUS_OF + r) | 0]!;
      place[r] = i;
    }
  }

  private enterShadow(people: People, r: number, c: number, xM: number): void {
    const i = this.fill[c]!;
    this.fill[c] = i + 1;
    this.row[i] = r;
    this.cell[i] = c;
    this.shadow[i] = 1;
    this.x[i] = xM;
    this.y[i] = people.yM[r]!;
    this.vx[i] = people.vxMps[r]!;
    this.vy[i] = people.vyMps[r]!;
    this.radius[i] = people.radiusM[r]!;
  }

  private countShadows(people: People, active: Int32Array, count: number): void {
    const { grid, fill, periodXM } = this;
    let shadows = 0;
    for (let k = 0; k < count; k++) {
      const row = active[k]!;
      const x = people.xM[row]!;
      for (let round = this.firstRound(); round <= -this.firstRound(); round++) {
        const at = x + round * periodXM;
        if (round === 0 || at < -SHADOW_M || at > periodXM + SHADOW_M) continue;
        const c = cellOf(grid, at, people.yM[row]!);
        fill[c] = fill[c]! + 1;
        shadows++;
      }
    }
    this.count = count + shadows;
  }

  private enterShadows(people: People, active: Int32Array, count: number): void {
    const { grid, periodXM } = this;
    for (let k = 0; k < count; k++) {
      const row = active[k]!;
      const x = people.xM[row]!;
      for (let round = this.firstRound(); round <= -this.firstRound(); round++) {
        const at = x + round * periodXM;
        if (round === 0 || at < -SHADOW_M || at > periodXM + SHADOW_M) continue;
        this.enterShadow(people, row, cellOf(grid, at, people.yM[row]!), at);
      }
    }
  }

  private firstRound(): number {
    return -Math.ceil(SHADOW_M / this.periodXM);
  }
}
