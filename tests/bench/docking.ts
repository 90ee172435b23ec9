/** Docking at the error of localization: 500 dockings. Same code as tests/brain/docking.test.ts. */
import { loadRapierBodies } from '../../src/physics/rapierBodies';
import { docking, TROUBLES } from '../brain/docking';
import type { BenchRow, BenchSize } from './table';

const RUNS = { full: 500, tiny: 2 } as const;
const DEG = 180 / Math.PI;

export async function benchDocking(size: BenchSize): Promise<BenchRow[]> {
  const { runs, docked, first, second, third, collisions, medianS, failed } = docking(
    1,
    RUNS[size],
    await loadRapierBodies(),
  );
  const p95 = (values: readonly number[]): number =>
    [...values].sort((a, b) => a - b)[Math.floor(0.95 * values.length)] as number;
  const shift = `${(100 * p95(runs.map(({ shiftM }) => shiftM))).toFixed(1)} cm, ${(DEG * p95(runs.map(({ shiftRad }) => shiftRad))).toFixed(1)} deg`;
  const slowest = Math.max(...runs.filter((run) => run.docked).map(({ timeS }) => timeS));
  return [
    {
      what: `docking, believed dock off by 95% within ${shift} (goal: 99% within 3 tries)`,
      value: `${docked} of ${runs.length} (${((100 * docked) / runs.length).toFixed(1)}%)`,
      range: `${first} / ${second} / ${third} at the 1st / 2nd / 3rd try`,
      check: `median ${medianS.toFixed(1)} s, slowest ${slowest.toFixed(1)} s; ${collisions} touched anything`,
    },
    ...TROUBLES.map((trouble) => {
      const of = runs.filter((run) => run.trouble === trouble);
      const lost = failed.filter((run) => run.trouble === trouble);
      return {
        what: `- ${trouble}`,
        value: `${of.length - lost.length} of ${of.length}`,
        range: '',
        check: lost.map(({ seed, errors }) => `seed ${seed}: ${errors.join(' ')}`).join('; '),
      };
    }),
  ];
}
