/** Long steady runs of theory halls and intervals by batch means. */
import { Hall } from '../../src/kernel/hall';
import { advance } from '../../src/kernel/tick';
import { confidenceInterval, mean } from '../../src/metrics/statistics';
import { type Visit, visitsOf } from '../../src/metrics/visits';
import { type QueueWorld, queueSpec } from '../worlds/queueSpec';

const BATCHES = 20;

/** Visits of an open hall with Poisson arrivals at `perS`, without the first tenth. */
export function steadyVisits(
  world: Omit<QueueWorld, 'arrivals' | 'closeS'> & { readonly items?: readonly number[] },
  perS: number,
  customers: number,
): { readonly visits: Visit[]; readonly hall: Hall; readonly closeS: number } {
  const closeS = customers / perS;
  const weights = world.items ?? [1];
  const hall = new Hall(
    queueSpec({
      ...world,
      closeS,
      arrivals: [
        {
          kind: 'rate',
          intervals: [{ fromS: 0, toS: closeS, perHour: 3600 * perS }],
          items: weights.map((weight, item) => ({ item, weight })),
        },
      ],
    }),
    null,
  );
  advance(hall, closeS + 1e6);
  return { visits: visitsOf(hall.log).filter((visit) => visit.arrivedS > 0.1 * closeS), hall, closeS };
}

/** Mean of a quantity over the visits with a 99.9% interval from 20 batch means in order of arrival. */
export function batchInterval(values: readonly number[]): {
  readonly mean: number;
  readonly halfWidth: number;
  readonly n: number;
} {
  const size = Math.floor(values.length / BATCHES);
  const batches = Array.from({ length: BATCHES }, (_, i) => mean(values.slice(i * size, (i + 1) * size)));
  return confidenceInterval(batches, 0.999);
}
