/** The commands as a person types them: exit codes, files written, what stdout and stderr hold. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { main } from '../../../src/cli/main';
import { parseScenario } from '../../../src/scenario/parse';

const EXAMPLE = join(import.meta.dirname, 'example');
const folder = mkdtempSync(join(tmpdir(), 'hall-twin-import-'));
let out = '';
let err = '';

beforeEach(() => {
  out = '';
  err = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    out += String(text);
    return true;
  });
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    err += String(text);
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const queue = join(EXAMPLE, 'queue.csv');
const map = join(EXAMPLE, 'map.yaml');

describe('import-queue', () => {
  it('the example becomes a scenario and a scene; three bad rows are told', async () => {
    const file = join(folder, 'example.scenario.yaml');
    const badFile = join(folder, 'bad.csv');
    expect(await main(['import-queue', queue, '--map', map, '--out', file, '--bad-rows', badFile])).toBe(0);
    expect(err).toContain('433 rows used, 3 left out (0.69%), 0 not asked for');
    expect(err).toMatch(/queue\.csv:61: left out: 取号时间: "--"/);
    const parsed = parseScenario({
      scenarioFile: file,
      scenarioText: readFileSync(file, 'utf8'),
      sceneFile: 'example-hall.scene.yaml',
      sceneText: readFileSync(join(folder, 'example-hall.scene.yaml'), 'utf8'),
    });
    expect(parsed.ok ? parsed.warnings : parsed.problems).toEqual([]);
    expect(readFileSync(badFile, 'utf8').trim().split('\r\n').length).toBe(4);
  });

  it('--json has the keys that are documented', async () => {
    expect(await main(['import-queue', queue, '--map', map, '--json', '--check', '1', '--runs', '3'])).toBe(0);
    const result = JSON.parse(out) as Record<string, unknown>;
    expect(Object.keys(result)).toEqual([
      'version',
      'id',
      'read',
      'days',
      'openS',
      'closeS',
      'dayCv',
      'weekdayFactors',
      'groups',
      'windows',
      'clerks',
      'callToStart',
      'endToCall',
      'setUp',
      'noShow',
      'windowHours',
      'walkS',
      'check',
      'assumptions',
      'scenario',
    ]);
    expect(result.read).toMatchObject({ used: 433, leftOut: 3, notAskedFor: 0 });
  });

  it('wrong use is 2, wrong input 3, with every problem', async () => {
    expect(await main(['import-queue'])).toBe(2);
    expect(await main(['import-queue', queue])).toBe(2);
    expect(await main(['import-queue', queue, '--map', map, '--check', 'x'])).toBe(2);
    expect(await main(['import-queue', join(folder, 'none.csv'), '--map', join(folder, 'none.yaml')])).toBe(3);
    expect(err).toMatch(/none\.csv: error: no such file/);
    expect(err).toMatch(/none\.yaml: error: no such file/);
    expect(await main(['import-queue', queue, '--map', map, '--check', '2'])).toBe(3);
    expect(err).toMatch(/2 days shall be held out, but the records have 2/);
    const wrong = join(folder, 'wrong.yaml');
    writeFileSync(
      wrong,
      readFileSync(map, 'utf8').replace('window: 窗口', 'windw: 窗口').replace('version: 1', 'version: 3'),
    );
    expect(await main(['import-queue', queue, '--map', wrong])).toBe(3);
    expect(err).toMatch(/wrong\.yaml:2: error: version: 3 is not allowed/);
    expect(err).toMatch(/unknown key "windw"; did you mean "window"/);
  });

  it('a file in which every row is wrong is refused with an example', async () => {
    const file = join(folder, 'all-bad.csv');
    const lines = readFileSync(queue, 'utf8').split('\r\n').slice(0, 5);
    writeFileSync(file, lines.map((line, i) => (i === 0 ? line : line.replaceAll('2026', 'year'))).join('\r\n'));
    expect(await main(['import-queue', file, '--map', map])).toBe(3);
    expect(err).toMatch(
      /no served ticket is left to fit: 0 rows used, 4 left out, 0 not asked for; for example line 2/,
    );
  });
});

describe('import-items', () => {
  it('writes sections, and refuses what is no catalogue', async () => {
    const file = join(folder, 'items.json');
    writeFileSync(file, JSON.stringify([{ name: '居住证办理', dept: '公安局' }, {}]));
    expect(await main(['import-items', file])).toBe(0);
    expect(out).toContain('name: { zh: "居住证办理", en: "居住证办理" }');
    expect(err).toMatch(/1 items of 1 departments, 1 left out \(50\.00%\)/);
    expect(await main(['import-items', queue])).toBe(3);
    expect(await main(['import-items'])).toBe(2);
    expect(await main(['import-items', file, '--service-min', '0'])).toBe(2);
  });
});
