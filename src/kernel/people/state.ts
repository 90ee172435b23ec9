/** Ages, strollers and who came with whom. Exists only when the rule is on. Columns are indexed by citizen row. */
import type { StateHash } from '../base/hash';
import type { Citizens } from '../demand/citizens';
import { Phase } from '../demand/phase';
import type { PeopleSpec } from './spec';

const INTS = ['years', 'stroller', 'brings', 'companion', 'leader', 'curious', 'looking'] as const;

export type PeopleTraitsSaved = Readonly<Record<string, Int32Array | Float64Array>>;

/** Values of `brings`. */
export const Brings = { nobody: 0, adult: 1, child: 2 } as const;

export class PeopleTraits {
  private capacity = 64;
  /** (rows) age in years, 0 = not drawn; 1 = pushes a stroller; whom the citizen brings. */
  years = new Int32Array(64);
  stroller = new Int32Array(64);
  brings = new Int32Array(64);
  /** (rows) row of the companion, and of the leader; -1 = none. */
  companion = new Int32Array(64);
  leader = new Int32Array(64);
  /** (rows) child: 1 = would stop for a robot and has not yet; 1 = stands and looks. */
  curious = new Int32Array(64);
  looking = new Int32Array(64);
  /** (rows) body radius, m; 0 = by build. */
  radiusM = new Float64Array(64);

  constructor(readonly spec: PeopleSpec) {}

  /** Makes room for the row and clears it. */
  reset(row: number): void {
    while (row >= this.capacity) {
      this.capacity *= 2;
      for (const name of INTS) {
        const wider = new Int32Array(this.capacity);
        wider.set(this[name]);
        this[name] = wider;
      }
      const wider = new Float64Array(this.capacity);
      wider.set(this.radiusM);
      this.radiusM = wider;
    }
    for (const name of INTS) this[name][row] = 0;
    this.companion[row] = -1;
    this.leader[row] = -1;
    this.radiusM[row] = 0;
  }

  save(rows: number): PeopleTraitsSaved {
    const saved: Record<string, Int32Array | Float64Array> = { radiusM: this.radiusM.slice(0, rows) };
    for (const name of INTS) saved[name] = this[name].slice(0, rows);
    return saved;
  }

  load(saved: PeopleTraitsSaved): void {
    const rows = saved.radiusM?.length ?? 0;
    for (let row = 0; row < rows; row++) this.reset(row);
    for (const name of [...INTS, 'radiusM'] as const) {
      const column = saved[name];
      if (!column) throw new Error(`PeopleTraits.load: column ${name} is missing from the saved state`);
      this[name].set(column);
    }
  }

  hashInto(hash: StateHash, citizens: Citizens): void {
    for (let row = 0; row < citizens.rows; row++) {
      if (citizens.phase[row] === Phase.absent) continue;
      for (const name of INTS) hash.int(this[name][row] as number);
      hash.float(this.radiusM[row] as number);
    }
  }
}
