/** The figures an experiment compares. Each is read off a run's summary; definitions stand with the summary. */
import type { RunSummary } from '../metrics/summary';

export type Kpi = { readonly id: string; readonly unit: string; readonly of: (summary: RunSummary) => number };

export const KPIS: readonly Kpi[] = [
  { id: 'waitMean', unit: 'min', of: (s) => s.waitS.mean / 60 },
  { id: 'waitP90', unit: 'min', of: (s) => s.waitS.p90 / 60 },
  { id: 'waitMax', unit: 'min', of: (s) => s.waitS.max / 60 },
  { id: 'timeInHallMean', unit: 'min', of: (s) => s.timeInSystemS.mean / 60 },
  { id: 'utilizationMean', unit: '%', of: (s) => 100 * s.utilizationMean },
  { id: 'arrived', unit: 'persons', of: (s) => s.citizens.arrived },
  { id: 'served', unit: 'persons', of: (s) => s.citizens.served },
  { id: 'dayLength', unit: 'h', of: (s) => s.simulatedS / 3600 },
];
