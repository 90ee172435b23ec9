/** All 50 BARN worlds at 0.5 and 1.0 m/s, in our physics: no leaderboard figure (see tests/brain/barn.ts). */
import { readBarn, runBarn, sumOf } from '../brain/barn';
import { sharedData } from '../validation/sharedData';
import type { BenchRow, BenchSize } from './table';

export function benchBarn(size: BenchSize): BenchRow[] {
  const folder = sharedData('barn');
  if (folder === null) return [{ what: 'BARN', value: 'skipped', range: '', check: 'no data/barn' }];
  const file = readBarn(folder);
  const worlds = size === 'full' ? file.worlds : file.worlds.slice(0, 1);
  return [0.5, 1].map((maxMps) => {
    const runs = worlds.map((world) => runBarn(file, world, maxMps, 1));
    const sum = sumOf(runs);
    return {
      what: `BARN, ${runs.length} worlds, ${maxMps} m/s, our physics (goal: success >= 0.9, touched <= 0.03)`,
      value: `success ${sum.success.toFixed(2)}, touched ${sum.touched.toFixed(2)}, score ${sum.score.toFixed(3)}`,
      range: `least gap ${(100 * Math.min(...runs.map((run) => run.leastGapM))).toFixed(1)} cm`,
      check: `mean time ${sum.meanTimeS.toFixed(1)} s; no leaderboard figure`,
    };
  });
}
