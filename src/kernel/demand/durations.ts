/** Random durations from their specification. */
import { log, pow } from '../base/detmath';
import { drawGamma, weibullScale } from '../base/gamma';
import type { RandomStream } from '../base/random';
import type { DurationSpec } from '../spec';

/** Draws one duration, seconds, > 0. */
export function drawDurationS(spec: DurationSpec, stream: RandomStream): number {
  switch (spec.kind) {
    case 'constant':
      return spec.meanS;
    case 'exponential':
      return stream.exponential(spec.meanS);
    case 'lognormal':
      return spec.cv === 0 ? spec.meanS : stream.lognormal(spec.meanS, spec.cv);
    case 'gamma': {
      if (spec.cv === 0) return spec.meanS;
      const variance = spec.cv * spec.cv;
      return spec.meanS * variance * drawGamma(1 / variance, stream);
    }
    case 'weibull':
      return weibullScale(spec.meanS, spec.shape) * pow(-log(stream.uniformPositive()), 1 / spec.shape);
    case 'empirical':
      return spec.valuesS[stream.integer(spec.valuesS.length)] as number;
  }
}

/** Mean of a duration, seconds. */
export function meanDurationS(spec: DurationSpec): number {
  if (spec.kind !== 'empirical') return spec.meanS;
  let sum = 0;
  for (const value of spec.valuesS) sum += value;
  return sum / spec.valuesS.length;
}
