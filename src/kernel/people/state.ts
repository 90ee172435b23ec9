/** Ages, strollers and who came with whom. Exists only when the rule is on. Columns are indexed by citizen row. */
import { hashRow, loadColumns, type SavedColumns, saveColumns, widenColumns } from '../base/columns';
import type { StateHash } from '../base/hash';
import type { Citizens } from '../demand/citizens';
import { Phase } from '../demand/phase';
import type { PeopleSpec } from './spec';

const INTS = [
  'years',
  'stroller',
  'brings',
  'size',
  'child',
  'companion',
  'next',
  'leader',
  'kept',
  'curious',
  'blocks',
  'tires',
  'rests',
  'makesWay',
  'pause',
  'pausePlace',
  'target',
  'pauseTarget',
] as const;
const FLOATS = ['radiusM', 'pauseXM', 'pauseYM'] as const;

export type PeopleTraitsSaved = Readonly<SavedColumns>;

/** Values of `brings`. */
export const Brings = { nobody: 0, adult: 1, child: 2 } as const;

export class PeopleTraits {
  private capacity = 64;
  /** (rows) age in years, 0 = not drawn; 1 = pushes a stroller; whom the citizen brings. */
  years = new Int32Array(64);
  stroller = new Int32Array(64);
  brings = new Int32Array(64);
  /** (rows) persons in the group, the citizen included; 1 = is a companion and a child. */
  size = new Int32Array(64);
  child = new Int32Array(64);
  /** (rows) row of the first companion, of the next companion of the same leader, and of the leader; -1 = none. */
  companion = new Int32Array(64);
  next = new Int32Array(64);
  leader = new Int32Array(64);
  /** (rows) companion: place kept for it while its leader waits, -1 = none. */
  kept = new Int32Array(64);
  /** (rows) 1 = would stop for a robot, or step into its way, and has not yet. */
  curious = new Int32Array(64);
  blocks = new Int32Array(64);
  /** (rows) 1 = rests on long walks; rests so far. */
  tires = new Int32Array(64);
  rests = new Int32Array(64);
  /** (rows) 1 = steps aside for wheelchairs. */
  makesWay = new Int32Array(64);
  /** (rows) stop on the way (Pause in pause.ts), the place reserved for it, -1 = none. */
  pause = new Int32Array(64);
  pausePlace = new Int32Array(64);
  /** (rows) flow field of the walk under way; and of the walk that the stop interrupts, with its goal. */
  target = new Int32Array(64);
  pauseTarget = new Int32Array(64);
  pauseXM = new Float64Array(64);
  pauseYM = new Float64Array(64);
  /** (rows) body radius, m; 0 = by build. */
  radiusM = new Float64Array(64);

  constructor(readonly spec: PeopleSpec) {}

  /** Makes room for the row and clears it. */
  reset(row: number): void {
    while (row >= this.capacity) {
      this.capacity *= 2;
      widenColumns(this, INTS, this.capacity);
      widenColumns(this, FLOATS, this.capacity);
    }
    for (const name of INTS) this[name][row] = 0;
    for (const name of FLOATS) this[name][row] = 0;
    this.size[row] = 1;
    this.companion[row] = -1;
    this.next[row] = -1;
    this.leader[row] = -1;
    this.kept[row] = -1;
    this.pausePlace[row] = -1;
  }

  save(rows: number): PeopleTraitsSaved {
    return saveColumns(this, [...INTS, ...FLOATS], rows);
  }

  load(saved: PeopleTraitsSaved): void {
    const rows = saved.radiusM?.length ?? 0;
    for (let row = 0; row < rows; row++) this.reset(row);
    loadColumns('PeopleTraits', this, [...INTS, ...FLOATS], saved);
  }

  hashInto(hash: StateHash, citizens: Citizens): void {
    for (let row = 0; row < citizens.rows; row++) {
      if (citizens.phase[row] === Phase.absent) continue;
      hashRow(hash, this, INTS, FLOATS, row);
    }
  }
}
