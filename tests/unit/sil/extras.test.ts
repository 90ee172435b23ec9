/** Extras walk their script, and leave a hall without them as it was. */
import { describe, expect, it } from 'vitest';
import { createGuideRobot } from '../../../agents/guide-robot';
import { Hall } from '../../../src/kernel/hall';
import { hashHall, restoreHall, saveHall } from '../../../src/kernel/save';
import { stepTick } from '../../../src/kernel/tick';
import { minds } from '../../../src/runtime/minds';
import { parseMission } from '../../../src/sil/mission/parse';
import { planMission } from '../../../src/sil/mission/plan';

const TEXT = `version: 1
id: walkers
why: people who walk a script and nothing else
world: { sizeM: [14, 8] }
robot: { at: [12, 1] }
task: { kind: attend }
people:
  - { kind: walker, from: [1, 4], to: [[6, 4], [6, 7]], waitS: 2, speedMps: 1, startS: 1 }
  - { kind: walker, from: [1, 2], to: [[5, 2]], count: 3, everyS: 3, atEnd: leave }
  - { kind: walker, from: [2, 6], to: [[4, 6], [2, 6]], speedMps: 1.5, atEnd: repeat }
  - { kind: walker, from: [9, 6], to: [[9, 3]], startS: 500, startWithinM: 3 }
  - { kind: standers, at: [[10, 6]], leaveS: 4, leaveTo: [12, 6] }
limits: { timeS: 40 }
`;

function hallOf(text: string): Hall {
  const parsed = parseMission('m', text);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const plan = planMission(parsed.mission, null, 1, { ...minds, makeRobotBodies: null }, createGuideRobot);
  return new Hall(plan.spec, null);
}
const run = (hall: Hall, seconds: number): Hall => {
  for (let k = 0; k < seconds * 20; k++) stepTick(hall);
  return hall;
};

describe('extras', () => {
  it('set off, wait, go on, leave, come round again, as written', () => {
    const hall = run(hallOf(TEXT), 14);
    const { extras, crowd } = hall;
    if (!extras || !crowd) throw new Error('no extras');
    const at = (i: number) => [crowd.xM[extras.rowOf(i)] as number, crowd.yM[extras.rowOf(i)] as number];
    // 1 s + 5 m + 2 s + 3 m at 1 m/s and 2 s there: over at 13 s, give or take the turns.
    expect(extras.endedS[0]).toBeGreaterThan(12);
    expect(extras.endedS[0]).toBeLessThan(14);
    expect(Math.hypot((at(0)[0] as number) - 6, (at(0)[1] as number) - 7)).toBeLessThan(0.3);
    // The second and third come 3 and 6 s later and are gone when they have arrived.
    expect((extras.startedS[2] as number) - (extras.startedS[1] as number)).toBeCloseTo(3, 1);
    expect([1, 2, 3].map((i) => extras.rowOf(i))).toEqual([-1, -1, -1]);
    expect(extras.endedS[4]).toBeGreaterThan(2);
    expect(extras.rowOf(4)).toBeGreaterThanOrEqual(0);
    // Nobody came near: it still stands.
    expect(extras.startedS[5]).toBeNaN();
    expect(extras.rowOf(6)).toBe(-1);
    expect(hall.log.length).toBeGreaterThanOrEqual(0);
  });

  it('set off when a robot comes near', () => {
    const hall = run(hallOf(TEXT.replace('at: [12, 1]', 'at: [9, 4]')), 2);
    expect(hall.extras?.startedS[5]).toBeLessThan(0.2);
  });

  it('are saved, restored and hashed', () => {
    const whole = run(hallOf(TEXT), 12);
    const saved = structuredClone(saveHall(run(hallOf(TEXT), 5)));
    const again = hallOf(TEXT);
    restoreHall(again, saved);
    expect(hashHall(run(again, 7))).toBe(hashHall(whole));
    expect(hashHall(run(hallOf(TEXT.replace('startS: 1 }', 'startS: 1.2 }')), 12))).not.toBe(hashHall(whole));
  });
});
