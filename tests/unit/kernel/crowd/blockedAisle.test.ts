/** A robot stands across the only aisle of a hall: it slows people down and never traps anybody; nor do people who jam there. */
import { describe, expect, it } from 'vitest';
import { EventKind } from '../../../../src/kernel/events';
import { BUILDS } from '../../../../src/kernel/spec';
import { loadSpec } from '../../../../src/runtime/loadSpec';
import { watchHall } from '../../../validation/days100';
import { hallOf, sourceOf } from '../../../worlds/shipped';

/** Radius of the shipped robot, m. */
const ROBOT_M = 0.31;
/** Nobody stands for longer, s. */
const MOST_S = 30;

/** The busy morning hour of the Shiwan hall, a wall between doors and windows with one gap, and a robot so far off its middle all the time. */
async function behindTheRobot(gapM: number, offM: number, routes: 'shortest' | 'congestion', wheels: boolean) {
  const source = sourceOf('shiwan-day');
  const from = 20;
  const to = from + gapM;
  const wall = (id: string, x0: number, x1: number): string =>
    `  - { id: ${id}, from: [${x0}, 8.9], to: [${x1}, 8.9], thicknessM: 0.12 }\n`;
  const sceneText = source.sceneText.replace(
    'walls:\n',
    `walls:\n${wall('across-west', 0, from)}${wall('across-east', to, 30)}`,
  );
  const scenarioText = `${source.scenarioText}\ncrowd: { routes: ${routes} }\n`;
  const loaded = await loadSpec(
    { ...source, sceneText, scenarioText },
    { resolution: 'micro', withoutRobots: true, seed: 2 },
  );
  if (!loaded.ok) throw new Error(loaded.problems.map((problem) => `${problem.path} ${problem.message}`).join('\n'));
  const { openS, visitors } = loaded.spec;
  const buildShares = visitors.buildShares.slice();
  if (!wheels) {
    buildShares[0] = (buildShares[0] ?? 0) + (buildShares[BUILDS.indexOf('wheelchair')] ?? 0);
    buildShares[BUILDS.indexOf('wheelchair')] = 0;
  }
  const hall = hallOf({
    ...loaded.spec,
    visitors: { ...visitors, buildShares },
    closeS: openS + 2700,
    lastTicketS: openS + 2700,
    endS: openS + 7200,
  });
  const still = Float64Array.of(0);
  hall.crowd?.setRobots(
    1,
    Float64Array.of((from + to) / 2 + offM),
    Float64Array.of(8.9),
    still,
    still,
    Float64Array.of(ROBOT_M),
  );
  const day = watchHall('shiwan-day', hall);
  let released = 0;
  for (let i = 0; i < hall.log.length; i++) if (hall.log.kind[i] === EventKind.jamReleased) released++;
  return { day, released };
}

describe('a robot across the only aisle', () => {
  it.each([
    [1.4, 0, 'shortest', 'with wheels'],
    // Room for a body turned sideways on either side, or on one side alone, where only one at a time gets through.
    [1.2, 0, 'shortest', 'on foot'],
    [1.2, 0, 'congestion', 'on foot'],
    [1.0, 0.1, 'shortest', 'on foot'],
    [1.0, 0.1, 'congestion', 'on foot'],
    // A wheelchair fits nowhere: the deadlock rule.
    [1.2, 0, 'shortest', 'with wheels'],
    // No room for anybody: the deadlock rule alone, half as wide.
    [1.0, 0, 'shortest', 'with wheels'],
  ] as const)('gap of %s m, robot %s m off its middle, routes %s, people %s: everybody comes in, is served and leaves', async (gapM, offM, routes, who) => {
    const { day, released } = await behindTheRobot(gapM, offM, routes, who === 'with wheels');
    const beside = [0.5 * gapM - ROBOT_M + offM, 0.5 * gapM - ROBOT_M - offM].map((m) => m.toFixed(2)).join(' and ');
    console.log(
      `gap ${gapM} m, ${beside} m beside the robot, ${routes}, ${who}: ${day.visitors} visitors, ended ${day.ended}, longest stand ${day.longestStuckS} s (target: at most ${MOST_S}), ${released} releases by the deadlock rule, in walls ${day.inWall}`,
    );
    expect(day.visitors).toBeGreaterThan(30);
    expect([day.ended, day.lost, day.problems, day.inWall]).toEqual([true, 0, 0, 0]);
    expect(day.longestStuckS).toBeLessThanOrEqual(MOST_S);
    if (who === 'on foot') expect(released).toBe(0);
  });
});
