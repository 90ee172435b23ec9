/**
 * Whole micro days of every shipped scenario, watched: nobody in a wall, nobody stuck, nobody lost, hardly an overlap, every
 * day ends. Two seeds each here; a hundred by `npm run validate:days`, shown in docs/crowd-validation.md.
 */
import { describe, expect, it } from 'vitest';
import { shippedScenarios } from '../worlds/shipped';
import { OVERLAP_SHARE, STUCK_S, TURNS_PER_MIN, watchDay } from './days100';
import { failures, rowOf } from './days100.page';

const SEEDS = 2;

describe('days of the shipped scenarios', () => {
  it.each(shippedScenarios)('%s', async (scenario) => {
    const days = [];
    for (let seed = 1; seed <= SEEDS; seed++) days.push(await watchDay(scenario, seed, false));
    const row = rowOf(days);
    console.log(
      `${scenario}, ${row.days} days without robots, ${row.visitors} visitors: ended ${row.ended}, lost ${row.lost} (target 0), ` +
        `in walls ${row.inWall} (0; nearest ${row.nearestWallM.toFixed(2)} m), stuck ${row.stuck} (0; longest ${row.longestStuckS.toFixed(0)} of ${STUCK_S} s), ` +
        `overlaps ${(100 * row.overlapShare).toFixed(3)}% (at most ${100 * OVERLAP_SHARE}%; nearest ${row.closestM.toFixed(2)} m), ` +
        `${row.turnsPerMin.toFixed(2)} turns by more than 90 degrees a minute (at most ${TURNS_PER_MIN}; ${row.mostTurns} in one walk)`,
    );
    expect(failures(days)).toEqual([]);
  }, 900_000);
});
