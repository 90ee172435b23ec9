/**
 * The bench as its user has it: same results for any number of workers, a mission is a value that can be put away and taken up
 * again, brains that misbehave end their own mission only, and a part of the shipped suite passes. The whole suite over 20 seeds
 * is `npm run sil:suite`; its results are in docs/sil-results.md.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import type { CreateBrain } from '../../agents/contract';
import { createGuideRobot } from '../../agents/guide-robot';
import { restoreHall, saveHall } from '../../src/kernel/save';
import { minds } from '../../src/runtime/minds';
import { createMissionPool } from '../../src/runtime/missionPool';
import { planMission } from '../../src/sil/mission/plan';
import type { MissionRun } from '../../src/sil/mission/result';
import { MissionRunner, routerOf } from '../../src/sil/mission/run';
import { type SupervisedBrain, supervised } from '../../src/sil/supervise';
import { hallTwin, tempFolder } from '../unit/cli/cli';
import { missionOf, runOne, sourceOf } from '../unit/sil/runs';

const folder = tempFolder();
afterAll(() => folder.remove());

const job = (id: string, brain: string, seed = 1) => ({
  source: sourceOf(id),
  seed,
  brain,
  bodies: 'kinematic' as const,
  disturbance: true,
  record: false,
});

describe('one truth', () => {
  it('1 and 2 workers: the same runs, figures and hashes, brain included', { timeout: 600_000 }, async () => {
    const all: MissionRun[][] = [];
    for (const workers of [1, 2]) {
      const pool = createMissionPool(workers);
      const jobs = ['crossing-stream', 'lead-straight', 'dock-plain'].flatMap((id) =>
        [1, 2].map((seed) => pool.run({ ...job(id, 'guide-robot', seed), bodies: 'rapier' })),
      );
      all.push((await Promise.all(jobs)).map(({ run }) => run));
      await pool.close();
    }
    expect(all[1]).toEqual(all[0]);
    console.log(`${all[0]?.length} runs, hashes ${all[0]?.map(({ hash }) => hash).join(' ')}`);
    expect(new Set(all[0]?.map(({ hash }) => hash)).size).toBe(6);
  });

  it('save and restore mid-mission: the same end, hash and figures', { timeout: 300_000 }, () => {
    for (const id of [
      'crossing-stream',
      'lead-guest-pauses',
      'counterflow-crowd',
      'kidnapped',
      'robots-crossing',
      'dock-from-beside',
    ]) {
      const mission = missionOf(sourceOf(id));
      const start = () => {
        let brain: SupervisedBrain | null = null;
        const create: CreateBrain = supervised(createGuideRobot, {}, (made) => {
          brain = made;
        });
        const plan = planMission(mission, null, 3, { ...minds, makeRobotBodies: null }, create);
        return new MissionRunner(plan, routerOf(plan), () => brain as unknown as SupervisedBrain);
      };
      const whole = start();
      while (whole.step());
      const first = start();
      for (let tick = 0; tick < 190; tick++) first.step();
      const saved = structuredClone({ hall: saveHall(first.hall), mission: first.save() });
      const second = start();
      restoreHall(second.hall, saved.hall);
      second.load(saved.mission);
      while (second.step());
      const [a, b] = [whole.result('x', false), second.result('x', false)];
      expect(b, id).toEqual(a);
      expect(a.hash).toMatch(/^[0-9a-f]{16}$/);
    }
  });

  it('disturbance: nobody is delayed by a robot that is far away, and people are by one in a narrow corridor', {
    timeout: 300_000,
  }, async () => {
    const mission = (robotAt: string, goal: string) => ({
      file: 'd.mission.yaml',
      hall: null,
      text: `version: 1
id: d
why: a stream of people and a robot, near or far away
world: { outline: [[0, 0], [20, 0], [20, 8], [16, 8], [16, 1.6], [0, 1.6]] }
robot: { at: ${robotAt} }
task: { kind: go-to, at: ${goal}, atS: 3 }
people: [{ kind: walker, from: [15, 0.8], to: [[1, 0.8]], count: 5, everyS: 2.5, jitterM: 0.2, atEnd: leave }]
limits: { timeS: 60 }
`,
    });
    const far = (await runOne(mission('[18, 7]', '[18, 5.5]'), { disturbance: true })).run.disturbance;
    const near = (await runOne(mission('[2, 0.8]', '[13, 0.8]'), { disturbance: true })).run.disturbance;
    console.log(`disturbance: far ${JSON.stringify(far)}, in the corridor ${JSON.stringify(near)}`);
    expect(far).toMatchObject({ people: 5, travelS: 0, onlyWith: 0, onlyWithout: 0 });
    expect(near?.travelS).toBeGreaterThan(1);
  });
});

describe('brains that misbehave', () => {
  const module = (name: string, body: string): string => {
    const path = join(folder.path, `${name}.mjs`);
    writeFileSync(path, body);
    return pathToFileURL(path).href;
  };
  const stop = `{ velocity: { linearMps: 0, angularRps: 0 }, say: null, show: null, issueTicket: null,
    status: { activity: 'travelling', windowId: null, reason: { zh: '', en: '' }, error: null, pose: { xM: 0, yM: 0, yawRad: 0 }, localized: true, route: [], sensing: 'full' } }`;
  const rest = `save: () => ({ version: 1, data: null }), load: () => {}, inspect: () => { throw new Error('no view'); }`;
  const brain = (step: string): string =>
    `export const createBrain = () => { let n = 0; return { step() { n++; ${step} return ${stop}; }, ${rest} }; };`;

  it('are reported with the reason, and the others run on', { timeout: 600_000 }, async () => {
    const cases: readonly (readonly [string, string, string, RegExp])[] = [
      [
        'throws',
        brain(`if (n === 30) throw new Error('index out of bounds');`),
        'crashed',
        /threw at 2\.\d+ s: index out of bounds/,
      ],
      [
        'nan',
        brain(`if (n === 20) return { ...${stop}, velocity: { linearMps: NaN, angularRps: 0 } };`),
        'not-a-number',
        /velocity.linearMps is NaN/,
      ],
      ['nothing', brain('if (n === 5) return undefined;'), 'no-command', /gave undefined instead of a command/],
      ['hangs', brain('if (n === 12) for (;;);'), 'hung', /did not come back from call \d+ within 2 s/],
      [
        'stillborn',
        `export const createBrain = () => { throw new Error('no licence'); };`,
        'crashed',
        /threw when it was made: no licence/,
      ],
      ['faceless', 'export const brain = 1;', 'failed', /exports no function createBrain; it exports brain/],
      ['unreadable', 'export const createBrain = (', 'failed', /could not be loaded/],
      ['stands', brain(''), 'timed-out', /not done within 40 s/],
    ];
    const pool = createMissionPool(2, 2);
    const runs = await Promise.all([
      ...cases.map(([name, body]) => pool.run(job('empty-straight', module(name, body)))),
      pool.run(job('empty-straight', 'guide-robot')),
    ]);
    await pool.close();
    cases.forEach(([name, , outcome, why], i) => {
      const { run } = runs[i] as (typeof runs)[number];
      console.log(`${name}: ${run.outcome}, ${run.misses[0]}`);
      expect(run.outcome, name).toBe(outcome);
      expect(run.misses[0], name).toMatch(why);
      expect(run.passed).toBe(false);
    });
    expect(runs.at(-1)?.run.passed).toBe(true);
  });
});

describe('the suite', () => {
  const SUBSET = [
    'empty-straight',
    'empty-behind',
    'empty-round-wall',
    'passage-080',
    'door-100',
    'door-somebody-in-it',
    'crossing-one',
    'crossing-stream',
    'counterflow-one',
    'counterflow-crowd',
    'queue-across',
    'group-standing',
    'child-runs-across',
    'stops-in-front',
    'wheelchair-crossing',
    'blocked-aisle-detour',
    'furniture-moved',
    'furniture-gone',
    'glass-across',
    'lead-straight',
    'lead-guest-pauses',
    'robots-crossing',
    'dock-plain',
    'lidar-dead',
    'emergency-stop',
    'percept-loss',
    'start-wrong-03',
  ];

  it(`${SUBSET.length} of its missions, one seed each: all but two at most pass with our brain`, {
    timeout: 900_000,
  }, async () => {
    const runs: MissionRun[] = [];
    for (const id of SUBSET) runs.push((await runOne(sourceOf(id))).run);
    const missed = runs
      .filter(({ passed }) => !passed)
      .map(({ mission, misses }) => `${mission}: ${misses.join('; ')}`);
    console.log(`n = ${runs.length} missions, 1 seed each: ${runs.length - missed.length} passed`);
    // The target is all of them; the guard leaves room for the two that a change of the brain may cost until it is mended.
    if (missed.length > 0) console.log(`missed: ${missed.join('; ')}`);
    expect(missed.length).toBeLessThanOrEqual(2);
  });

  it('both baselines drive an empty room; the one that only stops does not go round a table, the other does', {
    timeout: 300_000,
  }, async () => {
    const outcome = async (id: string, brain: string) =>
      (await runOne(sourceOf(id), { brain, bodies: 'kinematic' })).run.outcome;
    expect(await outcome('empty-straight', 'baseline-pure-pursuit')).toBe('done');
    expect(await outcome('empty-straight', 'baseline-dwa')).toBe('done');
    expect(await outcome('furniture-moved', 'baseline-pure-pursuit')).toBe('timed-out');
    expect(await outcome('furniture-moved', 'baseline-dwa')).toBe('done');
  });
});

describe('hall-twin sil', () => {
  it('prints a table, writes JUnit, results and recordings, exits 1 on a miss', { timeout: 600_000 }, async () => {
    const out = join(folder.path, 'out');
    const junit = join(folder.path, 'junit.xml');
    const fine = await hallTwin([
      'sil',
      'run',
      '--mission',
      'empty-*',
      '--seeds',
      '1',
      '--junit',
      junit,
      '--out',
      out,
      '--record',
    ]);
    expect(fine.stdout).toMatch(/empty-straight +1\/1/);
    expect(fine.stdout).toMatch(/3 of 3 missions passed with guide-robot; 3 runs/);
    expect(fine.code).toBe(0);
    const played = await hallTwin(['sil', 'replay', join(out, 'empty-straight-1.jsonl')]);
    expect([played.code, played.stdout]).toEqual([0, expect.stringMatching(/percepts, every command as recorded/)]);
    const missed = await hallTwin([
      'sil',
      'run',
      '--mission',
      'furniture-moved',
      '--seeds',
      '1',
      '--brain',
      'baseline-pure-pursuit',
      '--json',
    ]);
    expect(missed.code).toBe(1);
    const report = JSON.parse(missed.stdout);
    expect(report).toMatchObject({ brain: 'baseline-pure-pursuit', passed: 0 });
    expect(report.runs[0].misses[0]).toMatch(/not done within 60 s, nearest/);
    const compared = await hallTwin(['sil', 'compare', join(out, 'results.json'), join(out, 'results.json')]);
    expect(compared.stdout).toMatch(/pairs: 3; both 3, only A 0, only B 0, neither 0; McNemar exact p = 1/);
  });

  it('wrong use is 2 with what is allowed, broken missions are 3 with file and line', {
    timeout: 600_000,
  }, async () => {
    const usage = async (args: string[], why: RegExp) => {
      const found = await hallTwin(['sil', ...args]);
      expect([found.code, found.stderr]).toEqual([2, expect.stringMatching(why)]);
    };
    await usage(['fly'], /sil takes one of run, compare, list, replay, got "fly"/);
    await usage(['run', '--mission', 'nobody'], /no mission of the suite is called nobody/);
    await usage(['run', '--brain', 'none.ts'], /--brain takes a shipped brain \(guide-robot, .*got "none.ts"/);
    await usage(['run', 'nowhere'], /no such suite: "nowhere"/);
    await usage(['run', '--record'], /--record needs --out/);
    await usage(['compare', 'guide-robot'], /takes two brains/);
    const file = folder.write('bad.mission.yaml', 'version: 1\nid: bad\nwhy: too short a time\nlimits: { timeS: 0 }\n');
    const broken = await hallTwin(['sil', 'run', file]);
    expect(broken.code).toBe(3);
    expect(broken.stderr).toMatch(
      /bad.mission.yaml:4: error: limits.timeS: 0 is not allowed; allowed: number 1 to 36000/,
    );
  });
});
