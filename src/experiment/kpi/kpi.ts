/**
 * Figures that an experiment compares, as people write them: mean(wait), p90(wait[B]), share(wait <= 10min), utilization.
 * A figure is one number a day; experiments average it over replications. Definitions in docs/metrics.md.
 */
import type { DayEvidence } from '../../metrics/evidence';
import { merge, shareWithin } from '../../metrics/packed';
import { quantileSorted } from '../../metrics/statistics';

export type Unit = 'min' | '%' | 'h' | 'persons' | 'windows' | 'visits';

export type Kpi = {
  /** Normal form of what was written: the key in tables and JSON. */
  readonly id: string;
  readonly unit: Unit;
  /** Which direction is better; null = neither. */
  readonly better: 'lower' | 'higher' | null;
  /** Letter, item or window that it is about; null = the whole hall. */
  readonly selector: Selector;
  /** The day's figure; NaN if the day has none (nobody of that letter came). */
  readonly of: (day: DayEvidence) => number;
};

export type Selector = { readonly kind: 'letter' | 'item' | 'window'; readonly id: string } | null;
export type DurationFigure = { readonly kind: 'mean' | 'max' | 'quantile' | 'share'; readonly p: number };

const min = (seconds: number): number => seconds / 60;

/** Figures that have a name of their own. */
const NAMED: Readonly<Record<string, Omit<Kpi, 'id' | 'selector'>>> = {
  utilization: { unit: '%', better: null, of: (day) => 100 * utilization(day) },
  peakUtilization: { unit: '%', better: null, of: (day) => 100 * peakUtilization(day) },
  staffHours: { unit: 'h', better: 'lower', of: (day) => sum(day.windows.map((window) => window.openS)) / 3600 },
  windows: { unit: 'windows', better: 'lower', of: (day) => day.profile.openMax },
  arrived: { unit: 'persons', better: null, of: (day) => day.citizens.arrived },
  served: { unit: 'persons', better: 'higher', of: (day) => day.citizens.served },
  leftUnserved: { unit: 'persons', better: 'lower', of: (day) => day.citizens.leftUnserved + day.citizens.inside },
  queueMax: { unit: 'persons', better: 'lower', of: (day) => Math.max(0, ...day.profile.waitingMax) },
  queueAtClosing: { unit: 'persons', better: 'lower', of: (day) => day.profile.waitingAtClosing },
  visitsPerCase: {
    unit: 'visits',
    better: 'lower',
    of: (day) => (day.citizens.served + day.citizens.missingPaper) / day.citizens.served,
  },
  dayLength: { unit: 'h', better: 'lower', of: (day) => (day.endS - day.startS) / 3600 },
  robotMinutes: {
    unit: 'min',
    better: null,
    of: (day) => min(sum(day.servers.filter((server) => server.kind === 'robot').map((server) => server.busyS))),
  },
};

export const KPI_NAMES: readonly string[] = Object.keys(NAMED);

export function namedKpi(id: string): Kpi | null {
  const found = Object.hasOwn(NAMED, id) ? NAMED[id] : undefined;
  return found ? { id, selector: null, ...found } : null;
}

/** A figure of waits (`wait`), times in the hall (`stay`) or service times (`service`). `limitS` for shares. */
export function durationKpi(
  id: string,
  quantity: 'wait' | 'stay' | 'service',
  figure: DurationFigure,
  selector: Selector,
  limitS: number,
): Kpi {
  const share = figure.kind === 'share';
  return {
    id,
    unit: share ? '%' : 'min',
    selector,
    better: quantity === 'service' ? null : share ? 'higher' : 'lower',
    of: (day) => {
      if (selector?.kind === 'item' || selector?.kind === 'window' || quantity === 'service') {
        return min(stored(day, quantity, figure, selector));
      }
      const { sumS, valuesS } = durations(day, quantity, selector);
      if (share) return 100 * shareWithin(valuesS, limitS);
      if (valuesS.length === 0) return Number.NaN;
      if (figure.kind === 'mean') return min(sumS / valuesS.length);
      return min(figure.kind === 'max' ? (valuesS[valuesS.length - 1] as number) : quantileSorted(valuesS, figure.p));
    },
  };
}

function durations(
  day: DayEvidence,
  quantity: 'wait' | 'stay' | 'service',
  selector: Selector,
): { readonly sumS: number; readonly valuesS: Float64Array } {
  if (quantity === 'stay') return merge([day.stays]);
  if (selector === null) return cachedWaits(day);
  const mine = day.waits[selector.id];
  if (!mine) throw new Error(`no ticket letter ${selector.id}; allowed: ${Object.keys(day.waits).join(', ')}`);
  return merge([mine]);
}

/** All waits of a day are asked for again and again: by mean, percentile and share. */
const allWaits = new WeakMap<DayEvidence, { readonly sumS: number; readonly valuesS: Float64Array }>();

function cachedWaits(day: DayEvidence): { readonly sumS: number; readonly valuesS: Float64Array } {
  const known = allWaits.get(day);
  if (known) return known;
  const made = merge(Object.values(day.waits));
  allWaits.set(day, made);
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

/** Service time of all windows / time they were open, overtime included, 0..1. */
export function utilization(day: DayEvidence): number {
  const openS = sum(day.windows.map((window) => window.openS));
  return openS > 0 ? sum(day.windows.map((window) => window.busyS)) / openS : 0;
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
