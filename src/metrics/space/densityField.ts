/**
 * Density on the grid, kept over time. Each person is a Gaussian of one person's mass (sigma 0.7 m, cut at 3 sigma): one who
 * stands alone reads 0.32 /m2, so that a lone walker is not a crowd; the density of cells alone would read 4 /m2.
 *
 * Mass is counted in whole parts of a person, shared among the floor cells under the Gaussian, so it is conserved exactly, also
 * at walls, and a stamp taken away leaves no dust. Time is kept lazily: a cell is settled only when its value changes, so who
 * does not move costs nothing and a jump in time is exact.
 */
import { exp } from '../../../agents/contract/numerics/detmath';
import { cellAt, type SpaceGrid } from './grid';
import { DENSITY_EDGES } from './los';

export const SIGMA_M = 0.7;
/** Parts of one person. */
export const PERSON_PARTS = 1 << 20;
/** Histogram bins of a cell. */
export const BINS = DENSITY_EDGES.length + 1;

export class DensityField {
  /** (cells) parts of persons in the cell now; the tick of its last change; most parts ever. */
  readonly parts: Int32Array;
  private readonly sinceTick: Int32Array;
  private readonly most: Int32Array;
  /** (cells) parts x ticks, exact below 2^53. */
  private readonly area: Float64Array;
  /** (cells x BINS) ticks by density. */
  private readonly ticks: Uint32Array;
  /** Parts of the upper edges of the bins. */
  private readonly edges: Float64Array;
  private readonly reach: number;
  private readonly weightX: Float64Array;
  private readonly weightY: Float64Array;

  constructor(
    readonly grid: SpaceGrid,
    startTick: number,
    private readonly sigmaM = SIGMA_M,
  ) {
    const cells = grid.columns * grid.rows;
    this.parts = new Int32Array(cells);
    this.sinceTick = new Int32Array(cells).fill(startTick);
    this.most = new Int32Array(cells);
    this.area = new Float64Array(cells);
    this.ticks = new Uint32Array(cells * BINS);
    this.edges = DENSITY_EDGES.map((edge) => edge * grid.cellM * grid.cellM * PERSON_PARTS);
    this.reach = Math.ceil((3 * sigmaM) / grid.cellM);
    this.weightX = new Float64Array(2 * this.reach + 1);
    this.weightY = new Float64Array(2 * this.reach + 1);
  }

  /** Puts a person down (sign 1) or takes the same one away (sign -1); x, y must then be exactly the same. */
  stamp(xM: number, yM: number, sign: 1 | -1, tick: number): void {
    const { grid, reach } = this;
    const weightX = this.weightX;
    const weightY = this.weightY;
    const { columns, rows, floor } = grid;
    const middle = cellAt(grid, xM, yM);
    const column = middle % columns;
    const row = (middle - column) / columns;
    const column0 = Math.max(0, column - reach);
    const column1 = Math.min(columns - 1, column + reach);
    const row0 = Math.max(0, row - reach);
    const row1 = Math.min(rows - 1, row + reach);
    const scale = -0.5 / (this.sigmaM * this.sigmaM);
    for (let c = column0; c <= column1; c++) {
      const d = grid.originXM + (c + 0.5) * grid.cellM - xM;
      weightX[c - column0] = exp(scale * d * d);
    }
    for (let r = row0; r <= row1; r++) {
      const d = grid.originYM + (r + 0.5) * grid.cellM - yM;
      weightY[r - row0] = exp(scale * d * d);
    }
    let sum = 0;
    for (let r = row0; r <= row1; r++) {
      for (let c = column0; c <= column1; c++) {
        if (floor[r * columns + c] === 1) sum += (weightX[c - column0] as number) * (weightY[r - row0] as number);
      }
    }
    let left = PERSON_PARTS;
    if (sum > 0) {
      const per = PERSON_PARTS / sum;
      for (let r = row0; r <= row1; r++) {
        for (let c = column0; c <= column1; c++) {
          const cell = r * columns + c;
          if (floor[cell] !== 1) continue;
          const share = Math.floor(per * (weightX[c - column0] as number) * (weightY[r - row0] as number));
          if (share === 0) continue;
          left -= share;
          this.change(cell, sign * share, tick);
        }
      }
    }
    if (left !== 0) this.change(middle, sign * left, tick);
  }

  private change(cell: number, by: number, tick: number): void {
    this.settle(cell, tick);
    this.parts[cell] = (this.parts[cell] as number) + by;
  }

  private settle(cell: number, tick: number): void {
    const held = tick - (this.sinceTick[cell] as number);
    if (held <= 0) return;
    this.sinceTick[cell] = tick;
    const value = this.parts[cell] as number;
    if (value > (this.most[cell] as number)) this.most[cell] = value;
    this.area[cell] = (this.area[cell] as number) + value * held;
    const at = cell * BINS + this.binOf(value);
    this.ticks[at] = (this.ticks[at] as number) + held;
  }

  private binOf(parts: number): number {
    const edges = this.edges;
    let bin = 0;
    while (bin < edges.length && parts > (edges[bin] as number) * (1 + 1e-12)) bin++;
    return bin;
  }

  settleAll(tick: number): void {
    for (let cell = 0; cell < this.parts.length; cell++) this.settle(cell, tick);
  }

  private perPart(): number {
    return 1 / (PERSON_PARTS * this.grid.cellM * this.grid.cellM);
  }

  /** (cells) persons/m2 now. */
  now(): Float32Array {
    const k = this.perPart();
    return Float32Array.from(this.parts, (parts) => parts * k);
  }

  /** (cells) highest held so far, persons/m2. */
  max(): Float32Array {
    const k = this.perPart();
    return Float32Array.from(this.most, (parts) => parts * k);
  }

  /** (cells) persons/m2 over `ticks` ticks. Settle first. */
  mean(ticks: number): Float32Array {
    const k = ticks > 0 ? this.perPart() / ticks : 0;
    return Float32Array.from(this.area, (area) => area * k);
  }

  /** (cells x BINS) seconds by density. Settle first. */
  seconds(tickS: number): Float32Array {
    return Float32Array.from(this.ticks, (ticks) => ticks * tickS);
  }
}
