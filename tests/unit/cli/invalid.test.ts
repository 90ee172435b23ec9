/** Invalid input: exit code 3, every problem at once with file, line, path, value and allowed range. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { changedGuided, GUIDED, hallTwin, lineWith, root, tempFolder } from './cli';

const temp = tempFolder();
afterAll(() => temp.remove());

const SCENE = 'scenes/guided-hall.scene.yaml';

const MISTAKES = changedGuided(
  ['askShare: 0.3', 'askShare: 3'],
  ['service: { dist: lognormal, meanMin: 9.5 }', 'service: { dist: lognormal, meanMin: -9.5 }'],
  ['initialChargeRatio: 0.3', 'initialCharge: 0.3'],
  ['perHour: 68 }', 'perHour: many }'],
  ['item: nurse-licence', 'item: nurse-license'],
);
const bad = temp.write('bad.scenario.yaml', MISTAKES);
const good = temp.write('good.scenario.yaml', changedGuided());

/** One line a mistake: what it must say besides file and line. */
const EXPECTED: readonly (readonly [string, RegExp])[] = [
  ['askShare: 3', /visitors\.askShare: 3 is not allowed; allowed: .*0.*1/],
  ['meanMin: -9.5', /items\[\d+\]\.service\.meanMin: -9\.5 is not allowed; allowed: /],
  ['initialCharge: 0.3', /robots\[0\]\.initialCharge: unknown key "initialCharge"; allowed here: .*initialChargeRatio/],
  ['perHour: many', /arrivals\[0\]\.rate\[1\]\.perHour: "many" is not allowed; allowed: .*0.*20000/],
  ['item: nurse-license', /scripted\[0\]\.item: .*"nurse-license".*"nurse-licence"/],
];

function checkProblems(output: string): void {
  const lines = output.split('\n').filter((line) => line.startsWith(bad));
  expect(lines.length).toBe(EXPECTED.length);
  for (const [part, message] of EXPECTED) {
    const start = `${bad}:${lineWith(MISTAKES, part)}: error: `;
    const found = lines.filter((line) => line.startsWith(start));
    expect(found, `one problem at ${start}`).toHaveLength(1);
    expect(found[0]).toMatch(message);
  }
}

describe('hall-twin run with invalid input', () => {
  it('lists all problems of the file on stderr and runs nothing', async () => {
    const { code, stdout, stderr } = await hallTwin(['run', bad, '--json']);
    expect(code).toBe(3);
    expect(stdout).toBe('');
    checkProblems(stderr);
    expect(stderr).toContain(`${EXPECTED.length} problems; nothing was run`);
  });

  it('a file that is not there', async () => {
    const { code, stdout, stderr } = await hallTwin(['run', 'no-such.scenario.yaml']);
    expect(code).toBe(3);
    expect(stdout).toBe('');
    expect(stderr).toBe('no-such.scenario.yaml: error: no such file\n1 problem; nothing was run\n');
  });

  it('a folder', async () => {
    const { code, stderr } = await hallTwin(['run', 'scenarios']);
    expect(code).toBe(3);
    expect(stderr).toMatch(/^scenarios: error: is a folder; expected a scene or scenario file$/m);
  });

  it('a scene instead of a scenario', async () => {
    const { code, stderr } = await hallTwin(['run', SCENE]);
    expect(code).toBe(3);
    expect(stderr).toMatch(/^scenes\/guided-hall\.scene\.yaml: error: names no scene: expected/m);
  });

  it('a scenario whose scene is not there', async () => {
    const file = temp.write('lost.scenario.yaml', changedGuided(['guided-hall.scene', 'lost-hall.scene']));
    const { code, stderr } = await hallTwin(['run', file]);
    expect(code).toBe(3);
    expect(stderr).toMatch(/lost\.scenario\.yaml: error: scene: ".*lost-hall\.scene\.yaml" was not found/);
  });

  it.each([
    ['broken YAML', 'version: 1\nid: x\nname: { zh: a, en: b\nscene: SCENE\nhours: [', /:\d+: error: /],
    ['a list', '- 1\n- 2\n', /error: /],
    ['nothing', '', /error: /],
    ['not text', '\u0000\u0001\u0002', /error: /],
    ['a key twice', 'version: 1\nversion: 1\nscene: SCENE\n', /:2: error: .*(unique|twice|duplicate)/i],
  ])('%s', async (name, text, message) => {
    const scene = join(root, SCENE);
    const file = temp.write(`${name.replaceAll(' ', '-')}.scenario.yaml`, text.replace('SCENE', scene));
    const { code, stdout, stderr } = await hallTwin(['run', file]);
    expect(code).toBe(3);
    expect(stdout).toBe('');
    expect(stderr.startsWith(file)).toBe(true);
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/^\s+at /m);
  });
});

describe('hall-twin validate', () => {
  it('every shipped file is ok', async () => {
    const files = [
      'guided-hall',
      'shiwan-day',
      'wola-2020-01-13',
      'zhaoqing-property-after',
      'zhaoqing-property-before',
    ];
    const scenarios = files.map((id) => `scenarios/${id}.scenario.yaml`);
    const { code, stdout, stderr } = await hallTwin(['validate', ...scenarios, SCENE]);
    expect(stderr).toBe('');
    for (const file of [...scenarios, SCENE]) expect(stdout).toMatch(new RegExp(`^${file}: ok`, 'm'));
    expect(code).toBe(0);
  });

  it('goes through all files, good and bad, and says which are good', async () => {
    const scene = readFileSync(join(root, SCENE), 'utf8');
    const badScene = temp.write('bad.scene.yaml', scene.replace(/widthM: [\d.]+/, 'widthM: -1'));
    const { code, stdout } = await hallTwin(['validate', good, bad, 'no-such.yaml', badScene, GUIDED]);
    expect(code).toBe(3);
    checkProblems(stdout);
    expect(stdout).toContain(`${good}: ok`);
    expect(stdout).toContain(`${GUIDED}: ok`);
    expect(stdout).toContain('no-such.yaml: error: no such file');
    expect(stdout).toMatch(/bad\.scene\.yaml:\d+: error: .*widthM: -1 is not allowed; allowed: /);
    expect(stdout).not.toContain(`${bad}: ok`);
    expect(stdout).not.toContain(`${badScene}: ok`);
  });
});
