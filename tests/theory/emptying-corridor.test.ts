/**
 * Why ISO 13 reads the speed at a density while that density lasts: the corridor of the case as a stream (Lighthill & Whitham
 * 1955, Richards 1956) with Weidmann's curve, solved by cell transmission (Daganzo 1994). People who walk through it while it
 * empties pass through lower densities than the first one, so a time from line to line says little about that density.
 */
import { describe, expect, it } from 'vitest';

const JAM = 5.4;
/** Weidmann (1993) with a free speed of 1 m/s, as in the case. */
const speedAt = (density: number): number =>
  density >= JAM ? 0 : 1 - Math.exp(-1.913 * (1 / Math.max(density, 1e-6) - 1 / JAM));

const CELL_M = 0.25;
const STEP_S = 0.1;
const CELLS = 320;
const CAPACITY = Math.max(...Array.from({ length: 539 }, (_, k) => 0.01 * (k + 1) * speedAt(0.01 * (k + 1))));
const CRITICAL = Array.from({ length: 539 }, (_, k) => 0.01 * (k + 1)).find(
  (r) => r * speedAt(r) >= CAPACITY,
) as number;
const demand = (r: number): number => (r < CRITICAL ? r * speedAt(r) : CAPACITY);
const supply = (r: number): number => (r < CRITICAL ? CAPACITY : r * speedAt(r));

/** Mean speed from 20 m to 40 m of people who start evenly over the first 20 of 60 m, m/s. */
function timedThrough(density: number): number {
  let now = Float64Array.from({ length: CELLS }, (_, i) => ((i + 0.5) * CELL_M < 60 ? density : 0));
  const walkers = Array.from({ length: 40 }, (_, k) => ({ xM: 0.25 + 0.5 * k, fromS: -1, toS: -1 }));
  for (let step = 0; walkers.some(({ toS }) => toS < 0); step++) {
    for (const one of walkers) {
      one.xM += STEP_S * speedAt(now[Math.min(CELLS - 1, Math.floor(one.xM / CELL_M))] as number);
      if (one.fromS < 0 && one.xM >= 20) one.fromS = step * STEP_S;
      if (one.toS < 0 && one.xM >= 40) one.toS = step * STEP_S;
    }
    const flow = (i: number): number =>
      i < 0 ? 0 : Math.min(demand(now[i] as number), i + 1 < CELLS ? supply(now[i + 1] as number) : CAPACITY);
    now = now.map((r, i) => r + (STEP_S / CELL_M) * (flow(i - 1) - flow(i)));
  }
  return walkers.reduce((sum, { fromS, toS }) => sum + 20 / (toS - fromS), 0) / walkers.length;
}

describe('a corridor that empties (ISO 13)', () => {
  it('timed from line to line, 4 persons/m2 look twice as fast as they are, and much like 3', () => {
    const timed = [2, 3, 4].map(timedThrough);
    const curve = [2, 3, 4].map(speedAt);
    const show = (speeds: readonly number[]): string => speeds.map((speed) => speed.toFixed(2)).join(' / ');
    console.log(`2 / 3 / 4 persons/m2: timed through ${show(timed)} m/s, the curve itself ${show(curve)} m/s`);
    expect(timed[0]).toBeCloseTo(curve[0] as number, 2);
    expect(timed[2] as number).toBeGreaterThan(1.8 * (curve[2] as number));
    expect(timed[2] as number).toBeGreaterThan(0.85 * (timed[1] as number));
  });
});
