/** `hall-twin` as its user calls it: what comes out where, and the exit codes. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../../..');
const folder = mkdtempSync(join(tmpdir(), 'hall-twin-cli-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function hallTwin(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['src/cli/hall-twin.mjs', ...args], {
    cwd: root,
    encoding: 'utf8',
    timeout: 50_000,
  });
  return { status, stdout, stderr };
}

const BEFORE = 'scenarios/zhaoqing-property-before.scenario.yaml';

describe('run', () => {
  it('prints one object with the documented keys, and files that agree with it', () => {
    const out = join(folder, 'out');
    const { status, stdout } = hallTwin('run', BEFORE, '--resolution', 'meso', '--seed', '5', '--out', out, '--json');
    expect(status).toBe(0);
    const summary = JSON.parse(stdout) as Record<string, never>;
    for (const key of [
      'scenario',
      'seed',
      'resolution',
      'hash',
      'simulatedS',
      'wallS',
      'citizens',
      'waitS',
      'serviceS',
      'timeInSystemS',
      'windows',
      'utilizationMean',
      'robots',
      'problems',
    ]) {
      expect(summary, key).toHaveProperty(key);
    }
    expect(summary).toMatchObject({ scenario: 'zhaoqing-property-before', seed: 5, resolution: 'meso', problems: [] });
    const { citizens } = summary as unknown as { citizens: { arrived: number; served: number } };
    const events = readFileSync(join(out, 'events.jsonl'), 'utf8').trim().split('\n');
    expect(events.filter((line) => (JSON.parse(line) as { kind: string }).kind === 'arrived')).toHaveLength(
      citizens.arrived,
    );
    expect(readFileSync(join(out, 'visits.csv'), 'utf8').trim().split('\n')).toHaveLength(citizens.arrived + 1);
    expect(readFileSync(join(out, 'windows.csv'), 'utf8').trim().split('\n')).toHaveLength(22 + 1);
  });

  it('the same seed gives the same hash, another seed another', () => {
    const hash = (seed: string): string =>
      (JSON.parse(hallTwin('run', BEFORE, '--resolution', 'meso', '--seed', seed, '--json').stdout) as { hash: string })
        .hash;
    expect(hash('5')).toBe(hash('5'));
    expect(hash('5')).not.toBe(hash('6'));
  });

  it.each([
    [['run']],
    [['run', BEFORE, '--speed', '3']],
    [['run', BEFORE, '--until', '25:00']],
    [['run', BEFORE, '--seed', '-1']],
    [['run', BEFORE, '--resolution', 'macro']],
    [['fly']],
    [[]],
  ])('a wrong command line ends with 2 and says why: %j', (args) => {
    const { status, stdout, stderr } = hallTwin(...args);
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr.length).toBeGreaterThan(20);
  });

  it('an output folder that cannot be made is refused before the run', () => {
    const { status, stderr } = hallTwin('run', BEFORE, '--out', '/dev/null/nope');
    expect(status).toBe(2);
    expect(stderr).toContain('/dev/null/nope');
  });
});

describe('invalid files', () => {
  it('every problem at once, each with file, line, path and what is allowed; exit 3', () => {
    const file = join(folder, 'bad.scenario.yaml');
    const text = readFileSync(join(root, BEFORE), 'utf8').replace(
      /^scene: .*$/m,
      `scene: ${join(root, 'scenes/zhaoqing-property-before.scene.yaml')}`,
    );
    writeFileSync(file, text.replace(/^seed: .*$/m, 'seed: -4').replace(/^resolution: .*$/m, 'resolution: macro'));
    const { status, stderr } = hallTwin('run', file, '--json');
    expect(status).toBe(3);
    expect(stderr).toMatch(/bad\.scenario\.yaml:\d+.*seed.*-4/);
    expect(stderr).toMatch(/resolution.*"macro".*allowed/);
  });

  it('a missing file: 3; a good and a bad file to validate: 3, good ones alone: 0', () => {
    expect(hallTwin('run', 'no-such.scenario.yaml').status).toBe(3);
    const broken = join(folder, 'broken.scenario.yaml');
    writeFileSync(broken, 'version: [1\n');
    expect(hallTwin('validate', BEFORE, broken).status).toBe(3);
    expect(hallTwin('validate', BEFORE, 'scenes/guided-hall.scene.yaml').status).toBe(0);
  });
});

describe('schema', () => {
  it.each(['scene', 'scenario'])('%s: a JSON schema on stdout', (what) => {
    const { status, stdout } = hallTwin('schema', what);
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ type: 'object', properties: expect.anything() });
  });
});
