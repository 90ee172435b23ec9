/** Localization in the shipped hall: the whole default day, and 100 kidnaps. Same code as tests/validation/localization. */
import { dayAccuracy, kidnap } from '../brain/localization';
import type { BenchRow, BenchSize } from './table';

const PLANS = { full: { hours: 8, kidnaps: 100 }, tiny: { hours: 0.1, kidnaps: 1 } } as const;
const DEG = 180 / Math.PI;

export async function benchLocalization(size: BenchSize): Promise<BenchRow[]> {
  const plan = PLANS[size];
  const day = await dayAccuracy(plan.hours, 20251119);
  const runs = [];
  for (let seed = 1; seed <= plan.kidnaps; seed++) runs.push(await kidnap(seed));
  const times = runs
    .map(({ foundS }) => foundS)
    .filter((time) => !Number.isNaN(time))
    .sort((a, b) => a - b);
  const deceived = runs.filter(({ deceivedS }) => deceivedS > 1).length;
  return [
    {
      what: 'pose error over the default day (goal: 95% within 5 cm and 3 deg)',
      value: `${(100 * day.withinShare).toFixed(1)}% within`,
      range: `95%: ${(100 * day.p95M).toFixed(1)} cm, ${(DEG * day.p95Rad).toFixed(2)} deg; worst ${(100 * day.worstM).toFixed(1)} cm`,
      check: `${day.samples} poses while moving, ${day.drivenM.toFixed(0)} m, ${day.lostSamples} not trusted`,
    },
    {
      what: 'kidnapped in mid-drive: found again within 2 min (goal: 95 of 100)',
      value: `${times.length} of ${runs.length}`,
      range: times.length > 0 ? `${times[0]?.toFixed(1)}-${times.at(-1)?.toFixed(1)} s` : '0',
      check: `median ${(times[times.length >> 1] ?? 0).toFixed(1)} s; trusted a wrong place for more than 1 s in ${deceived}`,
    },
  ];
}
