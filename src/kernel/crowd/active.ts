/**
 * Rows that move, ascending. Who starts or stops is noted and put in its place before the next step, so that people at rest
 * cost nothing however many there are. What changed is kept until `forget`, for copies made from the list.
 */
import { type People, WALKING } from './people';

/** More changes than this since the last step: all rows are looked through instead. */
const MOST_CHANGES = 64;

export class ActiveRows {
  /** First `count` entries. */
  rows = new Int32Array(0);
  count = 0;
  private readonly changed = new Int32Array(MOST_CHANGES);
  /** Changes noted; above MOST_CHANGES the list is made anew. */
  private changes = 0;
  /** Others are on the list than at the last `forget`; and who stopped and went on meanwhile, first `touchedCount` entries. */
  renewed = true;
  readonly touched = new Int32Array(MOST_CHANGES);
  touchedCount = 0;

  /** Room for so many rows; the list is made anew. */
  reset(rows: number): void {
    this.rows = new Int32Array(rows);
    this.changes = MOST_CHANGES + 1;
    this.renewed = true;
  }

  /** From here on `renewed` and `touched` tell of what comes. */
  forget(): void {
    this.renewed = false;
    this.touchedCount = 0;
  }

  /** A row began to move or stopped. */
  note(row: number): void {
    if (this.changes < MOST_CHANGES) this.changed[this.changes] = row;
    if (this.changes <= MOST_CHANGES) this.changes++;
  }

  /** Brings the list up to date with the modes. */
  refresh({ mode, rows }: People): void {
    if (this.changes > MOST_CHANGES) {
      this.count = 0;
      this.renewed = true;
      for (let row = 0; row < rows; row++) if (mode[row]! >= WALKING) this.rows[this.count++] = row;
    } else {
      for (let k = 0; k < this.changes; k++) this.settle(this.changed[k]!, mode[this.changed[k]!]! >= WALKING);
    }
    this.changes = 0;
  }

  private settle(row: number, moves: boolean): void {
    const { rows } = this;
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (rows[middle]! < row) low = middle + 1;
      else high = middle;
    }
    const isIn = low < this.count && rows[low] === row;
    if (isIn === moves) {
      if (this.touchedCount === MOST_CHANGES) this.renewed = true;
      else this.touched[this.touchedCount++] = row;
      return;
    }
    this.renewed = true;
    if (moves) rows.copyWithin(low + 1, low, this.count);
    else rows.copyWithin(low, low + 1, this.count);
    if (moves) rows[low] = row;
    this.count += moves ? 1 : -1;
  }
}
