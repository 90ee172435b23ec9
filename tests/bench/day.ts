/** The default hall's whole day: without and with its robot, and where the time goes; and the same day in meso. */
import type { HallSpec } from '../../src/kernel/spec';
import { runHall, summaryOf } from '../../src/runtime/run';
import { hallOf, specOf } from '../worlds/shipped';
import { shareOf, timePhases } from './phases';
import { type BenchRow, type BenchSize, spread } from './table';

/** Hall hours of the day that are run; the whole day is 8 h and the serving out. */
const PLANS = {
  full: { hours: 24, warmRounds: 1, rounds: 3, mesoDays: 30, mesoWarm: 5 },
  tiny: { hours: 0.05, warmRounds: 0, rounds: 1, mesoDays: 1, mesoWarm: 0 },
} as const;

export async function benchDay(size: BenchSize): Promise<BenchRow[]> {
  const plan = PLANS[size];
  const rows: BenchRow[] = [];
  for (const withoutRobots of [true, false]) {
    const spec = await specOf('guided-hall', { resolution: 'micro', withoutRobots });
    const untilS = spec.openS + plan.hours * 3600;
    for (let round = 0; round < plan.warmRounds; round++) runHall(hallOf(spec), { untilS });
    const walls: number[] = [];
    let check = '';
    let simulatedS = 0;
    for (let round = 0; round < plan.rounds; round++) {
      const hall = hallOf(spec);
      walls.push(runHall(hall, { untilS }));
      const summary = summaryOf(hall, 0);
      simulatedS = summary.simulatedS;
      check = `${summary.citizens.served} of ${summary.citizens.arrived} served, ${(simulatedS / 3600).toFixed(1)} h, hash ${summary.hash}`;
    }
    const time = spread(walls, (wall) => `${wall.toFixed(2)} s`);
    const speed = spread(
      walls.map((wall) => simulatedS / wall),
      (times) => `${Math.round(times)}`,
    );
    rows.push({
      what: `default day, micro, ${withoutRobots ? 'no robot' : 'with its robot (lidar, brain, Rapier)'}`,
      value: `${speed.median} x real time (${time.median})`,
      range: `${speed.range} x`,
      check,
    });
    rows.push(phaseShares(spec, untilS));
  }
  rows.push(await mesoDay(size));
  return rows;
}

function phaseShares(spec: HallSpec, untilS: number): BenchRow {
  const spent = timePhases(hallOf(spec), untilS);
  const share = (ms: number): string => shareOf(spent, ms);
  return {
    what: `- share of its phases${spec.robots.length > 0 ? ', with robot' : ''}`,
    value: `agenda and queues ${share(spent.agenda)}, crowd ${share(spent.crowd)}, robot bodies ${share(spent.robots)}, sensors and brain ${share(spent.brains)}`,
    range: '',
    check: `${spent.ticks} ticks worked; a clock read after each phase makes it slower`,
  };
}

/** All of the hall's rules: doors, lines at kiosks and desk, seats, robot, walks along flow fields, tickets, tidal windows. */
async function mesoDay(size: BenchSize): Promise<BenchRow> {
  const plan = PLANS[size];
  const spec = await specOf('guided-hall', { resolution: 'meso' });
  for (let i = 0; i < plan.mesoWarm; i++) runHall(hallOf(spec));
  const walls: number[] = [];
  let customers = 0;
  let done = 0;
  for (let i = 0; i < plan.mesoDays; i++) {
    const hall = hallOf({ ...spec, seed: 100 + i });
    walls.push(runHall(hall));
    customers += hall.counts.arrived;
    done += hall.counts.served + hall.counts.leftUnserved;
  }
  const total = walls.reduce((sum, wall) => sum + wall, 0);
  const time = spread(walls, (wall) => (wall * 1000).toFixed(1));
  return {
    what: 'default day, meso, all rules (lines, seats, robot, walks by flow field)',
    value: `${Math.round(customers / total / 1000)} k customers/s (${time.median} ms a day)`,
    range: `${time.range} ms`,
    check: `${plan.mesoDays} days, ${done} of ${customers} visitors accounted for`,
  };
}
