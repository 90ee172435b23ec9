/** A long day of two robots with aged packs that share a dock, by battery policy. Same code as tests/brain/energy.test.ts. */
import { energyRun, POLICIES } from '../brain/energyRun';
import type { BenchRow, BenchSize } from './table';

export async function benchEnergy(size: BenchSize): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const policy of size === 'full' ? POLICIES : POLICIES.slice(0, 1)) {
    const run = size === 'full' ? await energyRun(policy) : await energyRun(policy, 0.3);
    rows.push({
      what: `two robots, one dock, ${run.hours} h, packs at 30%: charging ${policy}`,
      value: `${run.empties} empty, ${run.emptyMin.toFixed(0)} min`,
      range: `charge at least ${run.chargeMin.map((ratio) => `${(100 * ratio).toFixed(0)}%`).join(', ')}`,
      check: `nobody at a post ${run.nobodyMin.toFixed(0)} min; away to charge ${run.awayMin.toFixed(0)} min, ${run.awayBusyMin.toFixed(0)} of them in busy hours; ${run.charges} charges, ${run.questions} answers, ${run.ledArrived} led`,
    });
  }
  return rows;
}
