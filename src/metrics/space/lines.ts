/**
 * Flow through measuring lines, and travel time between them. A crossing is the segment between two looks at a person cutting the
 * line; its time is interpolated along the segment. Direction: 'in' = from the right of a -> b to its left.
 */
export type MeasuringLine = {
  readonly id: string;
  readonly ax: number;
  readonly ay: number;
  readonly bx: number;
  readonly by: number;
};

/** A pair of lines with the seconds from crossing the first to the next crossing of the second. */
export type TravelTimes = { readonly from: number; readonly to: number; readonly seconds: readonly number[] };

/**
 * Share 0..1 of the way p -> q at which it cuts the line, -1 if it does not. Touching counts at the end of the way only, so that
 * two ways that meet on the line count once.
 */
export function crossingShare(line: MeasuringLine, px: number, py: number, qx: number, qy: number): number {
  const ux = line.bx - line.ax;
  const uy = line.by - line.ay;
  const before = ux * (py - line.ay) - uy * (px - line.ax);
  const after = ux * (qy - line.ay) - uy * (qx - line.ax);
  if (before > 0 === after > 0) return -1;
  const share = before / (before - after);
  const x = px + share * (qx - px);
  const y = py + share * (qy - py);
  const along = (x - line.ax) * ux + (y - line.ay) * uy;
  return along >= 0 && along <= ux * ux + uy * uy ? share : -1;
}

export class LineCounter {
  /** (lines) crossings each way. */
  readonly inward: Uint32Array;
  readonly outward: Uint32Array;
  /** Crossings by bin of time: [line][bin] = [in, out]. */
  readonly bins: [number, number][][];
  /** By person's row: the last line crossed (-1) and when. */
  private readonly lastLine: number[] = [];
  private readonly lastS: number[] = [];
  private readonly travel = new Map<number, number[]>();

  constructor(
    readonly lines: readonly MeasuringLine[],
    private readonly startS: number,
    private readonly binS: number,
  ) {
    this.inward = new Uint32Array(lines.length);
    this.outward = new Uint32Array(lines.length);
    this.bins = lines.map(() => []);
  }

  forget(row: number): void {
    this.lastLine[row] = -1;
    this.lastS[row] = 0;
  }

  /** A person went from p to q between two times, seconds since midnight. */
  move(row: number, px: number, py: number, qx: number, qy: number, fromS: number, toS: number): void {
    for (let i = 0; i < this.lines.length; i++) {
      const line = this.lines[i] as MeasuringLine;
      const share = crossingShare(line, px, py, qx, qy);
      if (share < 0) continue;
      const atS = fromS + share * (toS - fromS);
      const left = (line.bx - line.ax) * (qy - line.ay) - (line.by - line.ay) * (qx - line.ax) > 0;
      this.count(i, left, atS);
      const last = this.lastLine[row] ?? -1;
      if (last >= 0) {
        const key = last * this.lines.length + i;
        const seconds = this.travel.get(key) ?? [];
        seconds.push(atS - (this.lastS[row] as number));
        this.travel.set(key, seconds);
      }
      this.lastLine[row] = i;
      this.lastS[row] = atS;
    }
  }

  private count(line: number, inward: boolean, atS: number): void {
    const totals = inward ? this.inward : this.outward;
    totals[line] = (totals[line] as number) + 1;
    const bins = this.bins[line] as [number, number][];
    const bin = Math.max(0, Math.floor((atS - this.startS) / this.binS));
    while (bins.length <= bin) bins.push([0, 0]);
    const at = bins[bin] as [number, number];
    at[inward ? 0 : 1]++;
  }

  /** Pairs in the order of their lines. */
  travelTimes(): TravelTimes[] {
    return [...this.travel.entries()]
      .sort(([a], [b]) => a - b)
      .map(([key, seconds]) => ({
        from: Math.floor(key / this.lines.length),
        to: key % this.lines.length,
        seconds,
      }));
  }
}
