/**
 * BARN worlds under the challenge's scoring rule, in our physics (tests/brain/barn.ts says what that is): no leaderboard
 * figure. Goals: success >= 0.9 and touched <= 0.03 at 0.5 and at 1.0 m/s. Here every fifth world; `npm run bench -- barn` runs all 50.
 */
import { describe, expect, it } from 'vitest';
import { readBarn, runBarn, sumOf } from '../brain/barn';
import { sharedData } from './sharedData';

const folder = sharedData('barn');

describe.skipIf(folder === null)('BARN', () => {
  it.each([0.5, 1])('drives through the cylinders at %f m/s', (maxMps) => {
    const file = readBarn(folder as string);
    const worlds = file.worlds.filter((_, i) => i % 5 === 2);
    const runs = worlds.map((world) => runBarn(file, world, maxMps, 1));
    const sum = sumOf(runs);
    console.log(
      `BARN at ${maxMps} m/s, ${sum.runs} of 50 worlds: success ${sum.success.toFixed(2)} (goal 0.9), touched ${sum.touched.toFixed(2)} (goal 0.03), ` +
        `score ${sum.score.toFixed(3)}, mean time ${sum.meanTimeS.toFixed(1)} s, least gap ${(100 * Math.min(...runs.map((r) => r.leastGapM))).toFixed(1)} cm; no leaderboard figure`,
    );
    expect(sum.runs).toBe(10);
    expect(sum.success).toBeGreaterThanOrEqual(0.9);
    expect(sum.touched).toBe(0);
    // The rule: half the reference speed is the most that counts.
    for (const run of runs) expect(run.score).toBeLessThanOrEqual(0.5);
  }, 600_000);
});
