/**
 * What the battery policy is worth: a short day with packs aged to 30%, so that four hours ask of them what a long day asks of
 * good ones. `npm run bench -- energy` runs twelve hours and all four policies.
 */
import { describe, expect, it } from 'vitest';
import { energyRun } from './energyRun';

describe('battery policy of two robots that share a dock', () => {
  it('charging in quiet hours and swapping avoid the empty battery and leave a robot at its post', async () => {
    const low = await energyRun('when low', 4, 1, 0.3);
    const both = await energyRun('opportunity and swap', 4, 1, 0.3);
    for (const run of [low, both]) {
      console.log(
        `charging ${run.policy}: ${run.empties} empty (${run.emptyMin.toFixed(0)} min), nobody at a post ${run.nobodyMin.toFixed(0)} min, ` +
          `charge at least ${run.chargeMin.map((ratio) => (100 * ratio).toFixed(0)).join(' and ')}%, away ${run.awayMin.toFixed(0)} min, ` +
          `${run.charges} charges, ${run.questions} answers, ${run.ledArrived} led`,
      );
    }
    expect(low.empties).toBeGreaterThan(0);
    expect(both.empties).toBe(0);
    expect(both.nobodyMin).toBeLessThanOrEqual(low.nobodyMin);
    expect(Math.min(...both.chargeMin)).toBeGreaterThan(0.2);
  }, 1_500_000);
});
