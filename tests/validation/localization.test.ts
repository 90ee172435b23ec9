/**
 * The brain's localization in the shipped hall, against the true pose. Goals: 95% of poses within 5 cm and 3 degrees over
 * the default day; 95 of 100 kidnaps found again. Here a sample of the same code; `npm run bench -- localization` runs the
 * whole day and 100 kidnaps.
 */
import { describe, expect, it } from 'vitest';
import { dayAccuracy, kidnap } from '../brain/localization';

const DEG = 180 / Math.PI;

describe('localization in the shipped hall', () => {
  it('keeps within 5 cm and 3 degrees in the first hours of the default day', async () => {
    const day = await dayAccuracy(1.5, 20251119);
    console.log(
      `default day, 1.5 h: ${day.samples} poses while moving, ${day.drivenM.toFixed(0)} m; ${(100 * day.withinShare).toFixed(1)}% within 5 cm and 3 deg (goal 95%), ` +
        `95% within ${(100 * day.p95M).toFixed(1)} cm and ${(DEG * day.p95Rad).toFixed(2)} deg, worst ${(100 * day.worstM).toFixed(1)} cm ${(DEG * day.worstRad).toFixed(1)} deg`,
    );
    expect(day.samples).toBeGreaterThan(200);
    expect(day.withinShare).toBeGreaterThanOrEqual(0.95);
    expect(day.lostSamples).toBe(0);
  }, 600_000);

  it('notices that it was carried away, says so, and finds itself again', async () => {
    const runs = [];
    for (let seed = 1; seed <= 6; seed++) runs.push(await kidnap(seed));
    const found = runs.filter(({ foundS }) => foundS <= 60);
    const times = found.map(({ foundS }) => foundS).sort((a, b) => a - b);
    console.log(
      `kidnapped ${runs.length} times: found again in ${found.length} (goal 95%), median ${times[times.length >> 1]?.toFixed(1)} s, ` +
        `slowest ${times.at(-1)?.toFixed(1)} s; noticed after ${Math.max(...runs.map(({ noticedS }) => noticedS)).toFixed(1)} s at most`,
    );
    for (const run of runs) expect(run.noticedS, `seed ${run.seed}`).toBeLessThan(30);
    expect(found.length / runs.length).toBeGreaterThanOrEqual(0.8);
    expect(runs.reduce((sum, run) => sum + run.contacts, 0)).toBe(0);
  }, 1_200_000);
});
