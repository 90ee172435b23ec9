/** Fleets that drive about for hours in the guided hall (tests/brain/fleetRun.ts): places reached, deadlocks, contacts. */
import { causeOf, fleetRun, type Touch } from '../brain/fleetRun';
import type { BenchRow, BenchSize } from './table';

const PLANS = {
  full: [
    [1, 1],
    [3, 1],
    [10, 1],
    [20, 2],
  ],
  tiny: [[3, 0.01]],
} as const;

export async function benchFleet(size: BenchSize): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const [robots, hours] of PLANS[size]) {
    const from = process.cpuUsage();
    const run = await fleetRun(robots, hours);
    const { user, system } = process.cpuUsage(from);
    const robotHours = robots * hours;
    rows.push({
      what: `fleet of ${robots}, every robot driving, ${hours} h (goal: no deadlock)`,
      value: `${run.deadlocks} deadlocks, longest stand ${run.longestStandS} s`,
      range: `${Math.round((3600 * hours) / ((user + system) / 1e6))} x real time (CPU)`,
      check: `${run.arrivals} places reached (${(run.arrivals / robotHours).toFixed(0)} a robot and hour), ${run.givenUp} given up, ${run.holds} times gave way, contacts: ${run.contacts} between robots (goal 0; ${(run.contacts / robotHours).toFixed(2)} a robot and hour${causes(run.touches)}), ${run.wallContacts} with walls`,
    });
  }
  return rows;
}

/** When, which two, and by whom. */
function causes(touches: readonly Touch[]): string {
  return touches
    .map(
      (touch) =>
        `; at ${touch.atS.toFixed(0)} s ${touch.robot} and ${touch.other}, by ${causeOf(touch).join(' and ') || 'neither'}`,
    )
    .join('');
}
