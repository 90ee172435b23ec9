/**
 * Walks and trodden paths. A walk is from setting off to coming to rest: its length along the way (looked at every half second, so
 * slightly short in bends), its straight length and its time. The desire lines count, for each cell, how often somebody stepped
 * into it: what a lawn would show.
 */
import { cellAt, type SpaceGrid } from './grid';

export type WalkSums = {
  readonly walks: number;
  readonly wayM: number;
  readonly straightM: number;
  readonly timeS: number;
};

/** Walks shorter than this are shuffling up in a line or sitting down, m. */
const LEAST_WALK_M = 1;

export class WalkCounter {
  /** (cells) times somebody came into the cell. */
  readonly passes: Uint32Array;
  private readonly startX: number[] = [];
  private readonly startY: number[] = [];
  private readonly startS: number[] = [];
  private readonly wayM: number[] = [];
  private readonly on: boolean[] = [];
  private walks = 0;
  private way = 0;
  private straight = 0;
  private time = 0;

  constructor(private readonly grid: SpaceGrid) {
    this.passes = new Uint32Array(grid.columns * grid.rows);
  }

  forget(row: number): void {
    this.on[row] = false;
  }

  /** From p to q between two looks. */
  move(row: number, px: number, py: number, qx: number, qy: number, fromS: number): void {
    const dx = qx - px;
    const dy = qy - py;
    if (!this.on[row]) {
      this.on[row] = true;
      this.startX[row] = px;
      this.startY[row] = py;
      this.startS[row] = fromS;
      this.wayM[row] = 0;
    }
    this.wayM[row] = (this.wayM[row] as number) + Math.sqrt(dx * dx + dy * dy);
    this.tread(px, py, qx, qy);
  }

  /** At rest at q from now on. */
  rest(row: number, qx: number, qy: number, atS: number): void {
    if (!this.on[row]) return;
    this.on[row] = false;
    const way = this.wayM[row] as number;
    const dx = qx - (this.startX[row] as number);
    const dy = qy - (this.startY[row] as number);
    if (way < LEAST_WALK_M) return;
    this.walks++;
    this.way += way;
    this.straight += Math.sqrt(dx * dx + dy * dy);
    this.time += atS - (this.startS[row] as number);
  }

  /** Every cell that the way enters after its first; steps of a quarter cell, so a corner cut by less may be left out. */
  private tread(px: number, py: number, qx: number, qy: number): void {
    const grid = this.grid;
    let last = cellAt(grid, px, py);
    const steps = Math.max(1, Math.ceil((4 * Math.max(Math.abs(qx - px), Math.abs(qy - py))) / grid.cellM));
    for (let k = 1; k <= steps; k++) {
      const cell = cellAt(grid, px + (k / steps) * (qx - px), py + (k / steps) * (qy - py));
      if (cell === last) continue;
      this.passes[cell] = (this.passes[cell] as number) + 1;
      last = cell;
    }
  }

  sums(): WalkSums {
    return { walks: this.walks, wayM: this.way, straightM: this.straight, timeS: this.time };
  }
}
