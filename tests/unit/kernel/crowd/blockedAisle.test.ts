/** A robot stands across the only aisle of a hall: it slows people down and never traps anybody; nor do people who jam there. */
import { describe, expect, it } from 'vitest';
import { EventKind } from '../../../../src/kernel/events';
import { loadSpec } from '../../../../src/runtime/loadSpec';
import { STUCK_S, watchHall } from '../../../validation/days100';
import { hallOf, sourceOf } from '../../../worlds/shipped';

/** Radius of the shipped robot, m. */
const ROBOT_M = 0.31;

/** The busy morning hour of the Shiwan hall, a wall between doors and windows with one gap, and a robot in its middle all the time. */
async function behindTheRobot(gapM: number, routes: 'shortest' | 'congestion') {
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
  const { openS } = loaded.spec;
  const hall = hallOf({ ...loaded.spec, closeS: openS + 2700, lastTicketS: openS + 2700, endS: openS + 7200 });
  const still = Float64Array.of(0);
  hall.crowd?.setRobots(
    1,
    Float64Array.of((from + to) / 2),
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
    [1.4, 'shortest', STUCK_S],
    // Hardly any room beside it, and people come both ways: the deadlock rule lets them past, after 40 s, and then one after the other
    // (48 to 70 s, as chance has it).
    [1.2, 'shortest', 1.5 * STUCK_S],
    [1.2, 'congestion', 1.5 * STUCK_S],
    // No room for anybody: the deadlock rule alone, half as wide.
    [1.0, 'shortest', 1.5 * STUCK_S],
  ] as const)('gap of %s m, routes %s: everybody comes in, is served and leaves', async (gapM, routes, mostS) => {
    const { day, released } = await behindTheRobot(gapM, routes);
    console.log(
      `gap ${gapM} m, ${((gapM - 2 * ROBOT_M) / 2).toFixed(2)} m beside the robot, ${routes}: ${day.visitors} visitors, ended ${day.ended}, longest stand ${day.longestStuckS} s (target: under ${mostS}), ${released} released by the deadlock rule, in walls ${day.inWall}`,
    );
    expect(day.visitors).toBeGreaterThan(30);
    expect([day.ended, day.lost, day.problems, day.inWall]).toEqual([true, 0, 0, 0]);
    expect(day.longestStuckS).toBeLessThan(mostS);
  });
});
