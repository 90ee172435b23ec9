/** Meso speed: customers a second through an M/M/22 hall with the full event log, 8 h days of 3,000 customers. */
import { Hall } from '../../src/kernel/hall';
import { advance } from '../../src/kernel/tick';
import { mean } from '../../src/metrics/statistics';
import { visitsOf } from '../../src/metrics/visits';
import { meanWaitInServices } from '../theory/erlang';
import { queueSpec } from '../worlds/queueSpec';
import { type BenchRow, type BenchSize, spread } from './table';

const PLANS = {
  full: { warmDays: 30, rounds: 5, days: 150 },
  tiny: { warmDays: 0, rounds: 1, days: 1 },
} as const;

export function benchMeso(size: BenchSize): BenchRow[] {
  const { warmDays, rounds, days } = PLANS[size];
  const perHour = 375;
  const closeS = 8 * 3600;
  const meanS = (0.947 * 22 * 3600) / perHour;
  const spec = (seed: number) =>
    queueSpec({
      windows: 22,
      closeS,
      seed,
      services: [{ kind: 'exponential', meanS }],
      arrivals: [{ kind: 'rate', intervals: [{ fromS: 0, toS: closeS, perHour }], items: [{ item: 0, weight: 1 }] }],
    });
  for (let day = 0; day < warmDays; day++) advance(new Hall(spec(9000 + day), null), 1e6);
  const rates: number[] = [];
  const waits: number[] = [];
  for (let round = 0; round < rounds; round++) {
    let customers = 0;
    let spentMs = 0;
    for (let day = 0; day < days; day++) {
      const from = performance.now();
      const hall = new Hall(spec(round * days + day), null);
      advance(hall, 1e6);
      spentMs += performance.now() - from;
      customers += hall.counts.served;
      waits.push(mean(visitsOf(hall.log).map((visit) => visit.startedS - visit.ticketS)));
    }
    rates.push(customers / (spentMs / 1000));
  }
  const { median, range } = spread(rates, (rate) => (rate / 1e6).toFixed(2));
  return [
    {
      what: 'meso, M/M/22, rho 0.947, full event log',
      value: `${median} M customers/s`,
      range,
      check: `mean wait of ${waits.length} days of 8 h from empty ${mean(waits).toFixed(0)} s (steady state ${(meanWaitInServices(0.947 * 22, 22) * meanS).toFixed(0)} s)`,
    },
  ];
}
