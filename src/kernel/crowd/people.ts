/**
 * The crowd's state: one column per quantity, one row per citizen. Written by the crowd only.
 * Everything that decides the future is here (and in the step counter and the robots' discs), so a copy of the columns
 * is a saved crowd.
 */
import { type Block, makeBlock } from '../base/block';
import type { StateHash } from '../base/hash';

/** Modes of a row. */
export const ABSENT = 0;
export const PARKED = 1;
export const WALKING = 2;
export const FOLLOWING = 3;

/** Bits of `flags`. */
export const LEAVING = 1; // on its way out of a solid (got up from a seat): walls do not act
export const STRAIGHT = 2; // goal in sight: no flow field
export const KEEPS_RIGHT = 4;
export const SEATED = 8; // parked inside a solid: no obstacle beyond the solid itself
export const PASSING = 16; // deadlock release: walks through people until it is free
export const PAST_TARGET = 64; // the flow field ended before the goal was in sight: straight from here on
export const LOOKS_NOW = 32; // sets off: looks for its way at once
export const IN_FILE = 128; // in a passage in which two do not fit side by side, and that goes on
export const EDGING = 256; // turned sideways, past a robot that stands: neither it nor a wall repels, one keeps off both by hand
export const WAITS = 512; // stands before a robot in a narrow passage, or behind somebody who does

const FLOATS = [
  'xM',
  'yM',
  'vxMps',
  'vyMps',
  'headingX',
  'headingY',
  /** Current half width of the body; narrower than `fullRadiusM` after a shoulder turn. */
  'radiusM',
  'fullRadiusM',
  'speedMps',
  'goalX',
  'goalY',
  /** Direction of the flow field at the last look. */
  'wayX',
  'wayY',
  /** Way out of a solid, while LEAVING. */
  'exitX',
  'exitY',
  /** Seconds below SLOW_MPS. */
  'slowS',
  /** Seconds without progress and not waiting; least way left so far, m. */
  'stuckS',
  'leastLeftM',
  /** Sideways part of the direction relative to the wish (1), positive to the left, from the last looks ahead. */
  'asideRatio',
  /** Speed that those farther ahead allow, m/s, from the last look ahead. */
  'capMps',
  /** Half width relative to the full one that suits the narrow place ahead; 1 = there is none. From the last look. */
  'turnedRatio',
  /** How fast the body turns, rad/s (wheels); 0 = at once. */
  'turnRps',
  /** Half width that wheels need and look for, m; 0 = on foot. */
  'wheelsM',
] as const;
type FloatName = (typeof FLOATS)[number];

export type PeopleState = {
  readonly rows: number;
  readonly floats: Readonly<Record<FloatName, Float64Array>>;
  readonly target: Int32Array;
  readonly group: Int32Array;
  readonly mode: Uint8Array;
  readonly flags: Uint16Array;
};

/** Not state but a saving: the wall is at least this far away, m; 0 = not known. Sampling again gives the same walk. */
const COLUMNS = [...FLOATS, 'wallSlackM'] as const;
type ColumnName = (typeof COLUMNS)[number];

export class People implements Record<ColumnName, Float64Array> {
  /** All columns of numbers in one array, for the loops of a step (base/block.ts). */
  block: Block<ColumnName> = makeBlock(COLUMNS, 0);
  xM = this.block.columns.xM;
  yM = this.block.columns.yM;
  vxMps = this.block.columns.vxMps;
  vyMps = this.block.columns.vyMps;
  headingX = this.block.columns.headingX;
  headingY = this.block.columns.headingY;
  radiusM = this.block.columns.radiusM;
  fullRadiusM = this.block.columns.fullRadiusM;
  speedMps = this.block.columns.speedMps;
  goalX = this.block.columns.goalX;
  goalY = this.block.columns.goalY;
  wayX = this.block.columns.wayX;
  wayY = this.block.columns.wayY;
  exitX = this.block.columns.exitX;
  exitY = this.block.columns.exitY;
  slowS = this.block.columns.slowS;
  stuckS = this.block.columns.stuckS;
  leastLeftM = this.block.columns.leastLeftM;
  asideRatio = this.block.columns.asideRatio;
  capMps = this.block.columns.capMps;
  turnedRatio = this.block.columns.turnedRatio;
  turnRps = this.block.columns.turnRps;
  wheelsM = this.block.columns.wheelsM;
  wallSlackM = this.block.columns.wallSlackM;
  target = new Int32Array(0);
  /** People who walk together: 1 + the least row of the group; 0 = alone. */
  group = new Int32Array(0);
  mode = new Uint8Array(0);
  flags = new Uint16Array(0);
  rows = 0;
  /** Not state: false if no row ever had a `turnRps`. */
  anyTurns = false;
  /** Rows that are in a group: 0 spares the look for groups. */
  grouped = 0;

  grow(rows: number): void {
    if (rows <= this.rows) return;
    this.use(makeBlock(COLUMNS, rows, this.block.columns));
    const target = new Int32Array(rows);
    target.set(this.target);
    this.target = target;
    const group = new Int32Array(rows);
    group.set(this.group);
    this.group = group;
    const mode = new Uint8Array(rows);
    mode.set(this.mode);
    this.mode = mode;
    const flags = new Uint16Array(rows);
    flags.set(this.flags);
    this.flags = flags;
    this.rows = rows;
  }

  private use(block: Block<ColumnName>): void {
    this.block = block;
    for (const name of COLUMNS) this[name] = block.columns[name];
  }

  /** A group whose first row leaves goes on under its next: rows are used again. */
  leaveGroup(row: number): void {
    const group = this.group[row]!;
    if (group === 0) return;
    this.group[row] = 0;
    this.grouped--;
    if (group !== 1 + row) return;
    let next = 0;
    for (let other = row + 1; other < this.rows; other++) {
      if (this.group[other] !== group) continue;
      if (next === 0) next = 1 + other;
      this.group[other] = next;
    }
  }

  /** Forgets a row: all columns 0, so that what was there before leaves no trace in the state. */
  clear(row: number): void {
    for (const name of FLOATS) this[name][row] = 0;
    this.target[row] = 0;
    this.leaveGroup(row);
    this.mode[row] = ABSENT;
    this.flags[row] = 0;
    this.wallSlackM[row] = 0;
  }

  save(): PeopleState {
    const floats = {} as Record<FloatName, Float64Array>;
    for (const name of FLOATS) floats[name] = this[name].slice();
    const { rows, target, group, mode, flags } = this;
    return { rows, floats, target: target.slice(), group: group.slice(), mode: mode.slice(), flags: flags.slice() };
  }

  load(state: PeopleState): void {
    this.rows = state.rows;
    this.use(makeBlock(COLUMNS, state.rows));
    for (const name of FLOATS) this[name].set(state.floats[name]);
    this.target = state.target.slice();
    this.group = state.group.slice();
    this.grouped = this.group.reduce((n, group) => n + (group !== 0 ? 1 : 0), 0);
    this.anyTurns = this.turnRps.some((rps) => rps > 0);
    this.mode = state.mode.slice();
    this.flags = state.flags.slice();
  }

  /** Only rows that are present count, so a crowd with more room hashes the same. */
  hashInto(hash: StateHash): void {
    for (let row = 0; row < this.rows; row++) {
      if (this.mode[row] === ABSENT) continue;
      hash.int(row).int(this.mode[row]!).int(this.flags[row]!).int(this.target[row]!).int(this.group[row]!);
      for (const name of FLOATS) hash.float(this[name][row]!);
    }
  }
}
