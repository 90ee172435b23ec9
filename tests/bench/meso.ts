/** Meso speed: customers a second through an M/M/22 hall with the full event log, 8 h days of 3,000 customers. */
import { Hall } from '../../src/kernel/hall';
import { advance } from '../../src/kernel/tick';
import { mean } from '../../src/metrics/statistics';
import { visitsOf } from '../../src/metrics/visits';
import { meanWaitInServices } from '../theory/erlang';
import { queueSpec } from '../worlds/queueSpec';
import type { BenchRow } from './table';

export function benchMeso(): BenchRow[] {
  const days = 150;
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
  for (let day = 0; day < 30; day++) advance(new Hall(spec(9000 + day), null), 1e6);
  const rates: number[] = [];
  const waits: number[] = [];
  for (let round = 0; round < 5; round++) {
    let customers = 0;
    const from = performance.now();
    for (let day = 0; day < days; day++) {
      const hall = new Hall(spec(round * days + day), null);
      advance(hall, 1e6);
      customers += hall.counts.served;
      if (day < 10) waits.push(mean(visitsOf(hall.log).map((visit) => visit.startedS - visit.ticketS)));
    }
    rates.push(customers / ((performance.now() - from) / 1000));
  }
  rates.sort((x, y) => x - y);
  return [
    {
      what: 'meso M/M/22, rho 0.947, full event log',
      value: `${((rates[2] as number) / 1e6).toFixed(2)} M customers/s`,
      range: `${((rates[0] as number) / 1e6).toFixed(2)}-${((rates[4] as number) / 1e6).toFixed(2)}`,
      check: `mean wait of 8 h days from empty ${mean(waits).toFixed(0)} s (steady state ${(meanWaitInServices(0.947 * 22, 22) * meanS).toFixed(0)} s)`,
    },
  ];
}
