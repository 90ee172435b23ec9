/**
 * Figures that an experiment compares, as people write them: mean(wait), p90(wait[B]), share(wait <= 10min), utilization.
 * A figure is one number a day; experiments average it over replications. Definitions in docs/metrics.md.
 */
import type { DayEvidence } from '../../metrics/evidence';
import { merge, shareWithin } from '../../metrics/packed';
import { quantileSorted } from '../../metrics/statistics';

export type Unit = 'min' | '%' | 'h' | 'persons' | 'windows' | 'visits' | 'cases' | 'trips' | 'points' | 's' | 'turns';

export type Kpi = {
  /** Normal form of what was written: the key in tables and JSON. */
  readonly id: string;
  readonly unit: Unit;
  /** Which direction is better; null = neither. */
  readonly better: 'lower' | 'higher' | null;
  /** Letter, item, window, class or stage that it is about; null = the whole hall. */
  readonly selector: Selector;
  /** The day's figure; NaN if the day has none (nobody of that letter came). */
  readonly of: (day: DayEvidence) => number;
  /** How to read the figure off all visitors of many days at once; null = it belongs to the day. */
  readonly pool: Pool | null;
};

/** Durations behind a figure, by day. */
export type Pool = {
  readonly figure: DurationFigure;
  /** Seconds, ascending. */
  readonly valuesS: (day: DayEvidence) => Float64Array;
  /** For shares: at most this counts; true = the share above it is meant. */
  readonly limitS: number;
  readonly above: boolean;
};

export type Selector = {
  readonly kind: 'letter' | 'item' | 'window' | 'class' | 'stage';
  readonly id: string;
} | null;
export type DurationFigure = { readonly kind: 'mean' | 'max' | 'quantile' | 'share'; readonly p: number };

const min = (seconds: number): number => seconds / 60;

/** A figure of waits (`wait`), times in the hall (`stay`) or service times (`service`). `limitS` for shares. */
export function durationKpi(
  id: string,
  quantity: 'wait' | 'stay' | 'service',
  figure: DurationFigure,
  selector: Selector,
  limitS: number,
): Kpi {
  const share = figure.kind === 'share';
  const kept = selector?.kind !== 'item' && selector?.kind !== 'window' && quantity !== 'service';
  return {
    id,
    unit: share ? '%' : 'min',
    selector,
    better: quantity === 'service' ? null : share ? 'higher' : 'lower',
    of: (day) => {
      if (!kept) return min(stored(day, quantity, figure, selector));
      const { sumS, valuesS } = durations(day, quantity, selector);
      if (share) return 100 * shareWithin(valuesS, limitS);
      if (valuesS.length === 0) return Number.NaN;
      if (figure.kind === 'mean') return min(sumS / valuesS.length);
      return min(figure.kind === 'max' ? (valuesS[valuesS.length - 1] as number) : quantileSorted(valuesS, figure.p));
    },
    pool:
      kept && figure.kind !== 'max'
        ? { figure, valuesS: (day) => durations(day, quantity, selector).valuesS, limitS, above: false }
        : null,
  };
}

function durations(
  day: DayEvidence,
  quantity: 'wait' | 'stay' | 'service',
  selector: Selector,
): { readonly sumS: number; readonly valuesS: Float64Array } {
  if (quantity === 'stay') return merge([day.stays]);
  if (selector === null) return allWaits(day);
  if (selector.kind === 'stage') {
    const stage = Number(selector.id) - 1;
    if (day.stageWaits.length === 0 && stage === 0) return allWaits(day);
    return merge([day.stageWaits[stage] ?? { sumS: 0, deltas: [] }]);
  }
  const mine = (selector.kind === 'class' ? day.classWaits : day.waits)[selector.id];
  if (!mine) throw new Error(`no ${selector.kind} ${selector.id}; allowed: ${Object.keys(day.waits).join(', ')}`);
  return merge([mine]);
}

/** All waits of a day are asked for again and again: by mean, percentile and share. */
const waitsOf = new WeakMap<DayEvidence, { readonly sumS: number; readonly valuesS: Float64Array }>();

/** Waits of the day's visits, all windows of a visit together. Seconds, ascending. */
export function allWaits(day: DayEvidence): { readonly sumS: number; readonly valuesS: Float64Array } {
  const known = waitsOf.get(day);
  if (known) return known;
  const made = merge(day.visitWaits ? [day.visitWaits] : Object.values(day.waits));
  waitsOf.set(day, made);
  return made;
}

/** Figures of which the evidence keeps only the mean (and the 90th percentile by item). Seconds. */
function stored(day: DayEvidence, quantity: string, figure: DurationFigure, selector: Selector): number {
  if (quantity === 'service') {
    const items = selector?.kind === 'item' ? [day.items[selector.id]] : Object.values(day.items);
    const known = items.filter((item) => item !== undefined);
    return sum(known.map((item) => item.serviceMeanS * item.served)) / sum(known.map((item) => item.served));
  }
  if (selector?.kind === 'window') {
    const window = day.windows.find((found) => found.id === selector.id);
    return window && window.served > 0 ? window.waitMeanS : Number.NaN;
  }
  const item = day.items[selector?.id ?? ''];
  if (!item) return Number.NaN;
  return figure.kind === 'mean' ? item.waitMeanS : item.waitP90S;
}

/** Time that clerks spent at open windows, overtime included, seconds; clerks who share windows count once. */
export function staffS(day: DayEvidence): number {
  return sum(day.windows.map((window) => window.clerks * window.openS));
}

/** Service time of all windows with a clerk / time they were open, overtime included, 0..1. */
export function utilization(day: DayEvidence): number {
  const openS = staffS(day);
  return openS > 0 ? sum(day.windows.map((window) => (window.machine ? 0 : window.busyS))) / openS : 0;
}

/** Mean number of tickets waiting to be called while the doors are open; of one letter or of all. */
export function meanQueue({ profile, closeS }: DayEvidence, letter: string | null): number {
  const { waiting, fromS, stepS } = profile;
  const lists = letter === null ? Object.values(waiting) : [waiting[letter] ?? []];
  let area = 0;
  for (const list of lists) {
    list.forEach((level, k) => {
      area += level * Math.max(0, Math.min(stepS, closeS - fromS - k * stepS));
    });
  }
  return area / (closeS - fromS);
}

/** Highest share of open window time with a citizen called or served, over any full hour of opening time, 0..1. */
export function peakUtilization(day: DayEvidence): number {
  const { open, occupied, stepS, fromS } = day.profile;
  const size = Math.max(1, Math.round(3600 / stepS));
  const last = Math.min(open.length, Math.floor((day.closeS - fromS) / stepS));
  let peak = 0;
  for (let k = 0; k + size <= last; k++) {
    const openSum = sum(open.slice(k, k + size));
    if (openSum > 0) peak = Math.max(peak, sum(occupied.slice(k, k + size)) / openSum);
  }
  return peak;
}

export function sum(values: readonly number[]): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
