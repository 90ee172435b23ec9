/**
 * What the hall's rules add to the state. Exists only when a rule is on (`hall.rules`), so a hall without rules has the
 * state, and the fingerprint, that it always had. Columns are indexed by citizen row or by window.
 */
import type { StateHash } from '../base/hash';
import type { Citizens } from '../demand/citizens';
import { Phase } from '../demand/phase';
import type { RulesSpec } from './spec';

export type RuleStateSaved = Readonly<Record<string, Float64Array | Int32Array>>;

const INTS = ['klass', 'tolerated', 'passes', 'stage'] as const;
const FLOATS = ['orderS', 'patienceEndS', 'firstTicketS'] as const;

export class RuleState {
  private capacity = 64;
  /** (rows) class index; balking limit, persons. */
  klass = new Int32Array(64);
  tolerated = new Int32Array(64);
  /** (rows) times the number was called in vain and passed; stages begun. */
  passes = new Int32Array(64);
  stage = new Int32Array(64);
  /** (rows) place in the queue as a time: the ticket time unless a rule moves it; and when patience ends, Infinity = never. */
  orderS = new Float64Array(64);
  patienceEndS = new Float64Array(64);
  /** (rows) when the visit's first ticket was taken. */
  firstTicketS = new Float64Array(64);

  constructor(readonly spec: RulesSpec) {}

  /** Makes room for the row and clears it. Call when a citizen gets it. */
  reset(row: number): void {
    while (row >= this.capacity) this.grow();
    for (const name of INTS) this[name][row] = 0;
    for (const name of FLOATS) this[name][row] = 0;
    this.patienceEndS[row] = Number.POSITIVE_INFINITY;
  }

  private grow(): void {
    this.capacity *= 2;
    for (const name of INTS) {
      const wider = new Int32Array(this.capacity);
      wider.set(this[name]);
      this[name] = wider;
    }
    for (const name of FLOATS) {
      const wider = new Float64Array(this.capacity);
      wider.set(this[name]);
      this[name] = wider;
    }
  }

  save(rows: number): RuleStateSaved {
    const saved: Record<string, Float64Array | Int32Array> = {};
    for (const name of [...INTS, ...FLOATS]) saved[name] = this[name].slice(0, rows);
    return saved;
  }

  load(saved: RuleStateSaved): void {
    const rows = saved.klass?.length ?? 0;
    while (this.capacity < rows) this.grow();
    for (const name of [...INTS, ...FLOATS]) {
      const column = saved[name];
      if (!column) throw new Error(`RuleState.load: column ${name} is missing from the saved state`);
      this[name].set(column);
    }
  }

  hashInto(hash: StateHash, citizens: Citizens): void {
    for (let row = 0; row < citizens.rows; row++) {
      if (citizens.phase[row] === Phase.absent) continue;
      for (const name of INTS) hash.int(this[name][row] as number);
      for (const name of FLOATS) hash.float(this[name][row] as number);
    }
  }
}
