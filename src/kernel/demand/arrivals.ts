/**
 * When citizens come. Rate schedules are non-homogeneous Poisson processes, drawn exactly by inverting the cumulative rate
 * with unit exponentials (Cinlar 1975), or, with exact counts, as order statistics; tables are played back as they are. Each process has its own stream.
 */
import { exp, log } from '../base/detmath';
import { Purpose, RandomStream } from '../base/random';
import type { ArrivalSpec } from '../spec';
import { Mark, pickWeighted } from './marks';

type RateSpec = Extract<ArrivalSpec, { readonly kind: 'rate' }>;

export type ArrivalState = { readonly counter: number; readonly index: number; readonly nextS: number };

/** One arrival process with its place in time. */
export class ArrivalProcess {
  /** Time of the next arrival, Infinity when there is none left. */
  nextS = Number.POSITIVE_INFINITY;
  /** Table row of the next arrival, or index of the current rate interval. */
  private index = 0;
  private readonly stream: RandomStream;
  private readonly cumulative: Float64Array;
  private readonly spec: ArrivalSpec;

  constructor(spec: ArrivalSpec, seed: number, process: number) {
    this.spec = spec;
    this.stream = new RandomStream(seed, Purpose.arrivalTimes, process);
    const weights = spec.kind === 'rate' ? spec.items : [];
    this.cumulative = new Float64Array(weights.length);
    let sum = 0;
    weights.forEach((entry, i) => {
      sum += entry.weight;
      this.cumulative[i] = sum;
    });
    if (spec.kind === 'rate' && !(sum > 0))
      throw new Error('ArrivalProcess: the item weights must have a positive sum');
  }

  /** Moves `nextS` to the first arrival after the present one. Call once to start. */
  advance(): void {
    const spec = this.spec;
    if (spec.kind === 'table') {
      this.nextS = this.index < spec.timesS.length ? (spec.timesS[this.index] as number) : Number.POSITIVE_INFINITY;
      this.index++;
      return;
    }
    if (spec.exactCounts) {
      this.nextS = this.nextCountedS(spec.intervals);
      return;
    }
    // `need` arrivals' worth of cumulative rate is left until the next one.
    let need = this.stream.exponential(1);
    let from = this.nextS === Number.POSITIVE_INFINITY ? Number.NEGATIVE_INFINITY : this.nextS;
    for (; this.index < spec.intervals.length; this.index++) {
      const interval = spec.intervals[this.index] as (typeof spec.intervals)[number];
      if (from < interval.fromS) from = interval.fromS;
      const perS = interval.perHour / 3600;
      const inRest = (interval.toS - from) * perS;
      if (need < inRest) {
        this.nextS = from + need / perS;
        return;
      }
      need -= inRest;
      from = interval.toS;
    }
    this.nextS = Number.POSITIVE_INFINITY;
  }

  /**
   * With `left` arrivals to come until the interval's end, the next one is the least of as many uniform times. One draw an
   * arrival, so the stream's counter says how many have come.
   */
  private nextCountedS(intervals: RateSpec['intervals']): number {
    let before = 0;
    for (const { fromS, toS, perHour } of intervals) {
      const count = Math.round(((toS - fromS) / 3600) * perHour);
      const left = before + count - this.stream.counter;
      if (left > 0) {
        const from = left === count ? fromS : this.nextS;
        return from + (toS - from) * (1 - exp(log(this.stream.uniformPositive()) / left));
      }
      before += count;
    }
    return Number.POSITIVE_INFINITY;
  }

  /** Item of the arrival at `nextS`; the pick is the citizen's own mark. */
  itemOf(number: number, marks: RandomStream): number {
    const spec = this.spec;
    if (spec.kind === 'table') return spec.items[this.index - 1] as number;
    const entries = spec.items;
    if (entries.length === 1) return (entries[0] as (typeof entries)[number]).item;
    const picked = pickWeighted(this.cumulative, marks.rekey(number, Mark.item).uniform());
    return (entries[picked] as (typeof entries)[number]).item;
  }

  /** Table row of the arrival at `nextS`. */
  get row(): number {
    return this.index - 1;
  }

  save(): ArrivalState {
    return { counter: this.stream.counter, index: this.index, nextS: this.nextS };
  }

  load(state: ArrivalState): void {
    this.stream.counter = state.counter;
    this.index = state.index;
    this.nextS = state.nextS;
  }
}
