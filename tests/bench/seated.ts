/** People who do not walk must cost nothing: two busy hours of the default hall with more and more people seated. */
import { advance } from '../../src/kernel/tick';
import { hallOf, specOf } from '../worlds/shipped';
import { type BenchRow, type BenchSize, spread } from './table';

/** Far above the rows that the hall's own citizens take. */
const FIRST_ROW = 1000;

const PLANS = {
  full: { seated: [0, 200, 1000, 2000], hours: 2, rounds: 3 },
  tiny: { seated: [0, 200], hours: 0.05, rounds: 1 },
} as const;

export async function benchSeated(size: BenchSize): Promise<BenchRow[]> {
  const plan = PLANS[size];
  const spec = await specOf('guided-hall', { resolution: 'micro', withoutRobots: true });
  const { seats, places } = spec.layout;
  const untilS = spec.openS + plan.hours * 3600;
  const microseconds = new Map<number, number[]>(plan.seated.map((seated) => [seated, []]));
  const checks = new Map<number, string>();
  // Rounds take turns, so that a busy machine is busy for all of them; the first warms up.
  for (let round = plan.rounds > 1 ? -1 : 0; round < plan.rounds; round++) {
    for (const seated of plan.seated) {
      const hall = hallOf(spec);
      hall.crowd?.reserve(FIRST_ROW + 2000);
      for (let i = 0; i < seated; i++) {
        // More people than seats sit on each other's laps: it is their number that might cost.
        const seat = places[seats[i % seats.length] as number];
        if (seat) hall.crowd?.park(FIRST_ROW + i, seat.restXM, seat.restYM, seat.facingRad, 0.2);
      }
      let ticks = 0;
      const from = performance.now();
      advance(hall, untilS, Number.POSITIVE_INFINITY, (phase) => {
        if (phase === 'brains') ticks++;
      });
      const us = (1000 * (performance.now() - from)) / Math.max(1, ticks);
      if (round >= 0) microseconds.get(seated)?.push(us);
      checks.set(
        seated,
        `${hall.counts.arrived} arrived, ${hall.counts.served} served, ${ticks} ticks, ${hall.log.length} events`,
      );
    }
  }
  const base = spread(microseconds.get(0) as number[], String).median;
  return plan.seated.map((seated) => {
    const { median, range } = spread(microseconds.get(seated) as number[], (us) => us.toFixed(2));
    const ratio = Number(spread(microseconds.get(seated) as number[], String).median) / Number(base);
    return {
      what: `day with ${seated} more people seated, no robot`,
      value: `${median} µs a tick${seated === 0 ? '' : ` (${ratio.toFixed(2)} x)`}`,
      range,
      check: checks.get(seated) as string,
    };
  });
}
