/**
 * Experiments' speed: 1,000 replications of the default day on all cores, what more workers bring, and meso arrivals a second with
 * every rule of the hall switched on. Peers' rates are published or measured elsewhere (bare M/M/22, no rules, no walks); no
 * discrete-event library on npm is used widely enough to stand for a peer in the same process.
 */
import { availableParallelism } from 'node:os';
import { Laboratory } from '../../src/experiment/laboratory';
import { createNodePool } from '../../src/runtime/nodePool';
import { runHall } from '../../src/runtime/run';
import { rulesSpecOf } from '../worlds/rulesDay';
import { hallOf, sourceOf } from '../worlds/shipped';
import type { BenchRow, BenchSize } from './table';
import { spread } from './table';

const PLANS = {
  full: { days: 1000, scalingDays: 200, warmDays: 20, rulesDays: 100, rounds: 5 },
  tiny: { days: 4, scalingDays: 4, warmDays: 1, rulesDays: 1, rounds: 1 },
} as const;

export async function benchReplications(size: BenchSize): Promise<BenchRow[]> {
  const plan = PLANS[size];
  const cores = availableParallelism();
  const rows: BenchRow[] = [];
  const counts = [...new Set([1, 2, cores])].filter((workers) => workers <= cores);
  let one = Number.NaN;
  const hashes: string[] = [];
  for (const workers of counts) {
    const { wallS, cpuS, hash } = await replications(workers, plan.scalingDays, plan.warmDays);
    if (workers === 1) one = wallS;
    hashes.push(hash);
    rows.push({
      what: `${plan.scalingDays} replications of the default day, meso, ${workers} worker${workers === 1 ? '' : 's'}`,
      value: `${(plan.scalingDays / wallS).toFixed(0)} days/s, ${(one / wallS).toFixed(2)} x one worker`,
      range: `${wallS.toFixed(2)} s, CPU ${cpuS.toFixed(2)} s`,
      check: hashes.every((found) => found === hash) ? 'same days with any number of workers' : 'DAYS DIFFER',
    });
  }
  const many = await replications(cores, plan.days, plan.warmDays);
  rows.push({
    what: `${plan.days} replications of the default day, meso, ${cores} workers`,
    value: `${many.wallS.toFixed(1)} s, ${Math.round(many.arrived / many.wallS / 1000)} k visitors/s`,
    range: `${((1000 * many.wallS) / plan.days).toFixed(1)} ms a day, CPU ${((1000 * many.cpuS) / plan.days).toFixed(1)} ms`,
    check: `${many.arrived} visitors, workers and evidence included`,
  });
  rows.push(...(await everyRule(size)));
  rows.push({
    what: 'peers, bare M/M/22: SimPy 3.0.11, Ciw 3.2.7 (measured elsewhere), Warteschlangensimulator (published)',
    value: '88-121 k, 50-66 k, over 100 k customers/s/core',
    range: '',
    check: 'no rules, no walks there: ours with neither is the bench meso',
  });
  return rows;
}

async function replications(workers: number, days: number, warmDays: number) {
  const pool = createNodePool(workers);
  try {
    const options = { resolution: 'meso' } as const;
    const laboratory = new Laboratory({ runner: pool, store: null, options, baseSeed: 1 });
    const source = sourceOf('guided-hall');
    // Threads start and code is compiled before the clock does.
    await laboratory.run(source, workers * warmDays, 1_000_000);
    const from = performance.now();
    const cpuFrom = process.cpuUsage();
    const found = await laboratory.run(source, days);
    return {
      wallS: (performance.now() - from) / 1000,
      cpuS: cpuSince(cpuFrom),
      arrived: found.reduce((sum, day) => sum + day.citizens.arrived, 0),
      hash: found.map((day) => day.hash).join(),
    };
  } finally {
    await pool.close();
  }
}

/** All threads; on a machine that does other work as well it says more than the wall clock. */
function cpuSince(from: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(from);
  return (user + system) / 1e6;
}

/** tests/worlds/rulesDay.ts on one core: the day by itself, without evidence. */
async function everyRule(size: BenchSize): Promise<BenchRow[]> {
  const plan = PLANS[size];
  const spec = await rulesSpecOf({ resolution: 'meso' });
  for (let day = 0; day < plan.warmDays; day++) runHall(hallOf({ ...spec, seed: 9000 + day }));
  const rates: number[] = [];
  let arrived = 0;
  let events = 0;
  let cpuS = 0;
  for (let round = 0; round < plan.rounds; round++) {
    let customers = 0;
    let wallS = 0;
    const cpuFrom = process.cpuUsage();
    for (let day = 0; day < plan.rulesDays; day++) {
      const hall = hallOf({ ...spec, seed: 1 + round * plan.rulesDays + day });
      wallS += runHall(hall);
      customers += hall.counts.arrived;
      events += hall.log.length;
    }
    arrived += customers;
    cpuS += cpuSince(cpuFrom);
    rates.push(customers / wallS);
  }
  const { median, range } = spread(rates, (rate) => `${(rate / 1000).toFixed(0)}`);
  return [
    {
      what: 'Shiwan day, meso, every rule on, one core',
      value: `${median} k arrivals/s`,
      range: `${range} k`,
      check: `${arrived} arrivals, ${(events / arrived).toFixed(1)} events each; by CPU time ${(arrived / cpuS / 1000).toFixed(0)} k/s`,
    },
  ];
}
