/** Group intrusion and social work of a run: who counts as a group, and figures that follow the robot's distance. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createGuideRobot } from '../../../agents/guide-robot';
import { minds } from '../../../src/runtime/minds';
import { parseMission } from '../../../src/sil/mission/parse';
import { planMission } from '../../../src/sil/mission/plan';
import { MissionRunner, routerOf } from '../../../src/sil/mission/run';
import { groupsOf } from '../../../src/sil/mission/social';
import { type SupervisedBrain, supervised } from '../../../src/sil/supervise';

const folder = resolve(import.meta.dirname, '../../../scenarios/missions');
function missionOf(name: string) {
  const parsed = parseMission(name, readFileSync(resolve(folder, `${name}.mission.yaml`), 'utf8'));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.mission;
}

function run(name: string) {
  let brain: SupervisedBrain | null = null;
  const underTest = supervised(createGuideRobot, { nowMs: () => 0 }, (one) => {
    brain = one;
  });
  const plan = planMission(missionOf(name), null, 1, { ...minds, makeRobotBodies: null }, underTest);
  const runner = new MissionRunner(plan, routerOf(plan), () => brain as unknown as SupervisedBrain);
  while (runner.step());
  return runner.result('guide-robot', false);
}

describe('social figures of a mission', () => {
  it('takes people who face one point or walk abreast for groups, and nobody else', () => {
    expect(groupsOf(missionOf('group-standing')).length).toBe(1);
    expect(groupsOf(missionOf('group-abreast')).length).toBe(1);
    expect(groupsOf(missionOf('queue-across'))).toEqual([]);
    expect(groupsOf(missionOf('crossing-stream'))).toEqual([]);
  });

  it('are there where people and groups are, and nothing in an empty room', () => {
    const group = run('group-standing');
    const alone = run('empty-straight');
    const lead = run('lead-straight');
    expect(group.social?.socialWork).toBeGreaterThan(0);
    expect(group.social?.groupGapMinM).toBeGreaterThan(0);
    expect(group.social?.groupPersonal).toBeGreaterThanOrEqual(group.social?.groupIntimate ?? 1);
    expect(alone.social).toEqual({ socialWork: 0, groupGapMinM: NaN, groupIntimate: NaN, groupPersonal: NaN });
    expect(alone.togetherS).toBeNaN();
    expect(lead.togetherS).toBeCloseTo(lead.timeS, 9);
    const { socialWork, groupGapMinM, groupPersonal } = group.social ?? {};
    console.log(
      `group-standing: social work ${socialWork?.toFixed(2)} m/s, least ${groupGapMinM?.toFixed(2)} m to the group's middle, ` +
        `within 1.2 m of it ${(100 * (groupPersonal ?? 0)).toFixed(0)}% of the time; lead-straight together after ${lead.togetherS.toFixed(1)} s`,
    );
  });
});
