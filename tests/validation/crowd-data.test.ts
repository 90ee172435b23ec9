/**
 * The shipped crowd against published figures that need no data files: Weidmann's speeds, doors, counter-flow, single file,
 * the evacuation preset. Each test prints its figure beside the target. The same scenes as tests/calibration/crowd/fit.ts.
 */
import { describe, expect, it } from 'vitest';
import { EVACUATION, EVERYDAY } from '../../src/kernel/crowd/parameters';
import { counterflow, doorFlow, ringSpeedMps, singleFileMps, weidmannMps } from '../calibration/crowd/scenes';

const DENSITIES = [0.5, 1, 1.5, 2, 3];
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const seeds = (n: number, first = 101): number[] => Array.from({ length: n }, (_, k) => first + k);

function againstWeidmann(size: { lengthM: number; widthM: number }, runs: number): { rmse: number; shown: string } {
  let squares = 0;
  const shown: string[] = [];
  for (const density of DENSITIES) {
    const speed = mean(seeds(runs).map((seed) => ringSpeedMps(EVERYDAY, density, seed, { size })));
    squares += (speed - weidmannMps(density)) ** 2;
    shown.push(`${density}: ${speed.toFixed(2)} (${weidmannMps(density).toFixed(2)})`);
  }
  return { rmse: Math.sqrt(squares / DENSITIES.length), shown: shown.join(', ') };
}

describe('speed at a density, against Weidmann 1993', () => {
  it.each([
    { lengthM: 10, widthM: 3, runs: 10 },
    { lengthM: 20, widthM: 6, runs: 1 },
  ])('corridor of $widthM x $lengthM m closed to a ring', ({ lengthM, widthM, runs }) => {
    const { rmse, shown } = againstWeidmann({ lengthM, widthM }, runs);
    console.log(
      `Weidmann, ${widthM} x ${lengthM} m, ${runs} seeds: RMSE ${rmse.toFixed(3)} m/s (target 0.05); ${shown}`,
    );
    expect(rmse).toBeLessThanOrEqual(0.05);
  }, 600_000);
});

describe('doors', () => {
  it('a door of 1 m passes 1.3 to 1.9 persons/s, and nobody is left behind', () => {
    const runs = seeds(6).map((seed) => doorFlow(EVERYDAY, 1, seed));
    const flows = runs.map(({ flowPerS }) => flowPerS);
    console.log(
      `door 1 m, ${runs.length} seeds: ${Math.min(...flows).toFixed(2)} to ${Math.max(...flows).toFixed(2)} persons/s (target 1.3 to 1.9)`,
    );
    for (const { flowPerS, passed } of runs) {
      expect(passed).toBe(100);
      expect(flowPerS).toBeGreaterThanOrEqual(1.3);
      expect(flowPerS).toBeLessThanOrEqual(1.9);
    }
  }, 300_000);

  it('flow rises with the width, and narrow doors do not jam', () => {
    const flows = [0.7, 0.95, 1.2].map((width) => {
      const runs = seeds(3).map((seed) => doorFlow(EVERYDAY, width, seed));
      for (const { passed } of runs) expect(passed).toBe(100);
      return mean(runs.map(({ flowPerS }) => flowPerS));
    });
    console.log(`doors 0.70 / 0.95 / 1.20 m: ${flows.map((flow) => flow.toFixed(2)).join(' / ')} persons/s`);
    expect(flows[1]).toBeGreaterThan(flows[0] as number);
    expect(flows[2]).toBeGreaterThan(flows[1] as number);
  }, 300_000);

  it('evacuation preset: at most 1.33 persons/m/s (IMO MSC/Circ.1238)', () => {
    const flows = seeds(4).map((seed) => doorFlow(EVACUATION, 1, seed).flowPerS);
    console.log(`evacuation, door 1 m: ${flows.map((flow) => flow.toFixed(2)).join(', ')} /m/s (target <= 1.33)`);
    expect(Math.max(...flows)).toBeLessThanOrEqual(1.33);
    expect(Math.min(...flows)).toBeGreaterThan(0.9);
  }, 300_000);
});

describe('counter-flow, NIST TN 1822 case 2.8', () => {
  it('100 people against 0, 10, 50 and 100: all pass, times strictly rising', () => {
    for (const seed of seeds(2)) {
      const runs = [0, 10, 50, 100].map((opponents) => counterflow(EVERYDAY, opponents, seed));
      console.log(`counter-flow, seed ${seed}: ${runs.map(({ endS }) => endS.toFixed(0)).join(' / ')} s`);
      for (const { primaries } of runs) expect(primaries).toBe(100);
      for (let i = 1; i < runs.length; i++) expect(runs[i]!.endS).toBeGreaterThan(runs[i - 1]!.endS);
    }
  }, 600_000);
});

describe('single file', () => {
  it('at 0.79 m headway: 0.445 m/s within 10% (Juelich, n = 34)', () => {
    const speed = mean(seeds(3).map((seed) => singleFileMps(EVERYDAY, 0.79, seed)));
    console.log(`single file, 0.79 m headway: ${speed.toFixed(3)} m/s (target 0.445 within 10%: 0.401 to 0.490)`);
    expect(Math.abs(speed / 0.445 - 1)).toBeLessThanOrEqual(0.1);
  }, 300_000);
});
