/** Persons in each zone over time: time means and maxima by bin, and the time mean of the run. Settled only when a count changes. */
import { type Polygon, pointInPolygon } from '../../kernel/geometry/polygon';

export type MeasuredZone = { readonly id: string; readonly polygon: Polygon };

export type ZoneBin = {
  /** Persons, mean over the bin and most at one look. */
  readonly mean: number;
  readonly max: number;
};

export class ZoneCounter {
  /** (zones) persons now. */
  readonly now: Int32Array;
  private readonly boxes: Float64Array;
  private sinceTick: number;
  private bin = 0;
  private readonly area: Float64Array;
  private readonly most: Int32Array;
  private readonly done: ZoneBin[][];

  constructor(
    readonly zones: readonly MeasuredZone[],
    private readonly startTick: number,
    private readonly binTicks: number,
  ) {
    this.now = new Int32Array(zones.length);
    this.area = new Float64Array(zones.length);
    this.most = new Int32Array(zones.length);
    this.done = zones.map(() => []);
    this.sinceTick = startTick;
    this.boxes = Float64Array.from(
      zones.flatMap(({ polygon }) => {
        const xs = polygon.map(([x]) => x);
        const ys = polygon.map(([, y]) => y);
        return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
      }),
    );
  }

  /** Adds (1) or takes away (-1) a person at a point. Call `settle` first. */
  change(xM: number, yM: number, by: 1 | -1): void {
    const boxes = this.boxes;
    for (let i = 0; i < this.zones.length; i++) {
      if (xM < (boxes[4 * i] as number) || yM < (boxes[4 * i + 1] as number)) continue;
      if (xM > (boxes[4 * i + 2] as number) || yM > (boxes[4 * i + 3] as number)) continue;
      const zone = this.zones[i] as MeasuredZone;
      if (!pointInPolygon(zone.polygon, xM, yM)) continue;
      this.now[i] = (this.now[i] as number) + by;
    }
  }

  /** Accounts for the time up to `tick` with the counts as they are. */
  settle(tick: number): void {
    while (this.sinceTick < tick) {
      const binEnd = this.startTick + (this.bin + 1) * this.binTicks;
      const to = Math.min(tick, binEnd);
      const held = to - this.sinceTick;
      for (let i = 0; i < this.now.length; i++) {
        const count = this.now[i] as number;
        this.area[i] = (this.area[i] as number) + count * held;
        if (count > (this.most[i] as number)) this.most[i] = count;
      }
      this.sinceTick = to;
      if (to === binEnd) this.closeBin(this.binTicks);
    }
  }

  private closeBin(ticks: number): void {
    for (let i = 0; i < this.now.length; i++) {
      (this.done[i] as ZoneBin[]).push({ mean: (this.area[i] as number) / ticks, max: this.most[i] as number });
      this.area[i] = 0;
      this.most[i] = 0;
    }
    this.bin++;
  }

  /** [zone][bin]; the last bin covers what there is of it. Does not end the counting. */
  bins(): ZoneBin[][] {
    const ticks = this.sinceTick - (this.startTick + this.bin * this.binTicks);
    return this.done.map((bins, i) =>
      ticks > 0 ? [...bins, { mean: (this.area[i] as number) / ticks, max: this.most[i] as number }] : [...bins],
    );
  }
}
