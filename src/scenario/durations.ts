/** A checked duration of a file -> the kernel's, in seconds. */
import type { DurationSpec } from '../kernel/spec';
import type { Duration } from './schema/units';

export function durationSpec(duration: Duration): DurationSpec {
  if (duration.dist === 'empirical') return { kind: 'empirical', valuesS: duration.valuesMin.map((min) => min * 60) };
  const meanS = duration.meanS ?? (duration.meanMin === undefined ? Number.NaN : duration.meanMin * 60);
  if (duration.dist === 'lognormal' || duration.dist === 'gamma')
    return { kind: duration.dist, meanS, cv: duration.cv };
  if (duration.dist === 'weibull') return { kind: 'weibull', meanS, shape: duration.shape };
  return { kind: duration.dist, meanS };
}
