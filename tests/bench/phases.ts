/** Where the time of a hall goes: a clock read after each phase of every tick. Ratios only, since the clock itself costs something. */
import type { Hall } from '../../src/kernel/hall';
import { advance, type PhaseProbe } from '../../src/kernel/tick';

/** Milliseconds a phase, and ticks in which anything was worked at. */
export type PhaseTimes = {
  readonly agenda: number;
  readonly crowd: number;
  readonly robots: number;
  readonly brains: number;
  readonly ticks: number;
};

/** Runs the hall to `untilS` or its end, whichever is first. */
export function timePhases(hall: Hall, untilS: number): PhaseTimes {
  const spent = { agenda: 0, crowd: 0, robots: 0, brains: 0 };
  let last = 0;
  let ticks = 0;
  const probe: PhaseProbe = (phase) => {
    const now = performance.now();
    spent[phase] += now - last;
    last = now;
    if (phase === 'brains') ticks++;
  };
  while (!hall.finished && hall.nowS < untilS) {
    const before = hall.tick;
    last = performance.now();
    advance(hall, Math.min(untilS, hall.nowS + 10), Number.POSITIVE_INFINITY, probe);
    if (hall.tick === before) break;
  }
  return { ...spent, ticks };
}

/** Share of the whole as text, '12%'. */
export function shareOf({ agenda, crowd, robots, brains }: PhaseTimes, ms: number): string {
  return `${Math.round((100 * ms) / (agenda + crowd + robots + brains))}%`;
}
