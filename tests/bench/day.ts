/** The default hall's whole day: without and with its robot, where the time goes, and what people who sit cost. */
import type { HallSpec } from '../../src/kernel/spec';
import { advance, type PhaseProbe } from '../../src/kernel/tick';
import { runHall, summaryOf } from '../../src/runtime/run';
import { hallOf, specOf } from '../worlds/shipped';
import type { BenchRow } from './table';

const ROUNDS = 3;

export async function benchDay(): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const withoutRobots of [true, false]) {
    const spec = await specOf('guided-hall', { resolution: 'micro', withoutRobots });
    runHall(hallOf(spec));
    const walls: number[] = [];
    let check = '';
    let simulatedS = 0;
    for (let round = 0; round < ROUNDS; round++) {
      const hall = hallOf(spec);
      walls.push(runHall(hall));
      const summary = summaryOf(hall, 0);
      simulatedS = summary.simulatedS;
      check = `${summary.citizens.served} of ${summary.citizens.arrived} served, hash ${summary.hash}`;
    }
    walls.sort((x, y) => x - y);
    const times = walls.map((wall) => `${Math.round(simulatedS / wall)}`);
    rows.push({
      what: `default day, micro, ${withoutRobots ? 'no robot' : 'with its robot (lidar, brain, Rapier)'}`,
      value: `${(walls[1] as number).toFixed(2)} s = ${times[1]} x real time`,
      range: `${times[ROUNDS - 1]}-${times[0]} x`,
      check,
    });
    rows.push(phaseShares(spec));
  }
  rows.push(await mesoDay());
  rows.push(...(await seatedCost()));
  return rows;
}

function phaseShares(spec: HallSpec): BenchRow {
  const spent = { agenda: 0, crowd: 0, robots: 0, brains: 0 };
  let last = 0;
  const probe: PhaseProbe = (phase) => {
    const now = performance.now();
    spent[phase] += now - last;
    last = now;
  };
  const hall = hallOf(spec);
  while (!hall.finished) {
    last = performance.now();
    advance(hall, hall.nowS + 10, Number.POSITIVE_INFINITY, probe);
  }
  const total = spent.agenda + spent.crowd + spent.robots + spent.brains;
  const share = (ms: number): string => `${Math.round((100 * ms) / total)}%`;
  return {
    what: `- share of its phases${spec.robots.length > 0 ? ', with robot' : ''}`,
    value: `agenda and queues ${share(spent.agenda)}, crowd ${share(spent.crowd)}, robot bodies ${share(spent.robots)}, sensors and brain ${share(spent.brains)}`,
    range: '',
    check: 'measured with a clock read after each phase',
  };
}

async function mesoDay(): Promise<BenchRow> {
  const spec = await specOf('guided-hall', { resolution: 'meso' });
  for (let i = 0; i < 5; i++) runHall(hallOf(spec));
  const walls: number[] = [];
  let customers = 0;
  for (let i = 0; i < 15; i++) {
    const hall = hallOf({ ...spec, seed: 100 + i });
    walls.push(runHall(hall));
    customers += hall.counts.arrived;
  }
  const total = walls.reduce((sum, wall) => sum + wall, 0);
  walls.sort((x, y) => x - y);
  return {
    what: 'default day, meso, all rules (lines, seats, robot, walks by flow field)',
    value: `${((walls[7] as number) * 1000).toFixed(1)} ms a day, ${Math.round(customers / total / 1000)} k customers/s`,
    range: `${((walls[0] as number) * 1000).toFixed(1)}-${((walls[14] as number) * 1000).toFixed(1)} ms`,
    check: `${customers} customers in 15 days, all served or accounted for`,
  };
}

/** The same walkers, more and more people who sit and wait for a window that never opens. */
async function seatedCost(): Promise<BenchRow[]> {
  const spec = await specOf('guided-hall', { resolution: 'micro', withoutRobots: true });
  const seats = spec.layout.seats.length;
  const rows: BenchRow[] = [];
  for (const share of [0, 0.5, 1]) {
    const sitting = Math.floor(seats * share);
    const hall = hallOf(spec);
    // Rows far above the citizens' own; parked on the last seats, which the policy takes last.
    hall.crowd?.reserve(20_000);
    for (let i = 0; i < sitting; i++) {
      const place = spec.layout.seats[seats - 1 - i] as number;
      const seat = spec.layout.places[place];
      if (seat) hall.crowd?.park(10_000 + i, seat.restXM, seat.restYM, seat.facingRad, 0.2);
    }
    const from = performance.now();
    advance(hall, spec.openS + 2 * 3600);
    rows.push({
      what: `- two hours with ${sitting} more people seated`,
      value: `${((performance.now() - from) / 1000).toFixed(2)} s`,
      range: '',
      check: `${hall.counts.arrived} arrived`,
    });
  }
  return rows;
}
