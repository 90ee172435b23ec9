/** hall-twin run --space: files on disk that agree with --json, and wrong use. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PNG } from 'pngjs';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { main } from '../../../src/cli/main';
import { GUIDED, hallTwin, readTable, root, tempFolder } from './cli';

const temp = tempFolder();
afterAll(() => temp.remove());

describe('hall-twin run --space', () => {
  it('writes maps, tables and trajectories, and says what it measured', async () => {
    const out = join(temp.path, 'space');
    const { code, stdout, stderr } = await hallTwin([
      ...['run', GUIDED, '--space', '--no-robots', '--until', '10:00', '--out', out, '--json'],
      ...['--los', 'hcm-queuing', '--los-letter', 'B', '--line', 'aisle=18,2:18,9'],
    ]);
    expect(code).toBe(0);
    expect(stderr).toContain('trajectories.txt, geometry.xml, walkable.wkt');
    const { space, citizens } = JSON.parse(stdout);
    expect(space.scheme).toBe('hcm-queuing');
    expect(Object.keys(space)).toEqual([
      ...[
        'formatVersion',
        'days',
        'fromS',
        'toS',
        'grid',
        'scheme',
        'letter',
        'densityPerM2',
        'levels',
        'levelSources',
      ],
      ...['peakPersons', 'lines', 'travel', 'zones', 'seats', 'walks', 'contacts'],
    ]);
    expect(JSON.parse(readFileSync(join(out, 'space.json'), 'utf8'))).toEqual(space);
    const door = space.lines.find((line: { id: string }) => line.id === 'main-door');
    expect(door.in).toBe(citizens.arrived);
    const bins = readTable(join(out, 'space-lines.csv')).rows.filter(([line]) => line === 'main-door');
    expect(bins.reduce((sum, row) => sum + Number(row[2]), 0)).toBe(door.in);
    const png = PNG.sync.read(readFileSync(join(out, 'space-minutes.png')));
    expect(png.width).toBeGreaterThan(900);
    expect(readFileSync(join(out, 'trajectories.txt'), 'utf8')).toMatch(/^# description: .*\n# framerate: 2\.00\n/);
  });

  it.each([
    [['--space', '--resolution', 'meso'], /--resolution micro/],
    [['--los', 'fruin-walkway'], /--los belongs to --space/],
    [
      ['--space', '--los', 'fruin'],
      /--los takes one of fruin-walkway, fruin-queuing, hcm-walkway, hcm-queuing, got "fruin"/,
    ],
    [['--space', '--los-letter', 'G'], /--los-letter takes one of A, B, C, D, E, F/],
    [['--space', '--line', 'aisle=1,2:1,2'], /--line takes NAME=x,y:x,y/],
    [['--space', '--line', 'main-door=1,2:1,3'], /the name is taken/],
    [['--space', '--track-fps', '3'], /--track-fps takes one of 0, 1, 2, 4, 5, 10, 20/],
  ])('%j is a usage error', async (options, message) => {
    let stderr = '';
    const spy = vi.spyOn(process.stderr, 'write').mockImplementation((data) => {
      stderr += String(data);
      return true;
    });
    try {
      expect(await main(['run', join(root, GUIDED), ...options])).toBe(2);
    } finally {
      spy.mockRestore();
    }
    expect(stderr).toMatch(message);
  });
});

describe('hall-twin experiment --space', () => {
  it('runs each day once, and again only those that were run without the meter', async () => {
    const out = join(temp.path, 'experiment');
    const day = 'scenarios/residence-dialogue.scenario.yaml';
    const common = [
      'experiment',
      day,
      '--resolution',
      'micro',
      '--no-robots',
      '--workers',
      '1',
      '--json',
      '--seed',
      '5',
    ];
    const plain = await hallTwin([...common, '--replications', '2', '--out', out]);
    const later = await hallTwin([...common, '--replications', '3', '--out', out, '--space']);
    const fresh = await hallTwin([...common, '--replications', '3', '--out', join(temp.path, 'fresh'), '--space']);
    expect([plain.code, later.code, fresh.code]).toEqual([0, 0, 0]);
    expect(plain.stderr).toContain('2 days run, 0 taken');
    expect(later.stderr).toContain('1 days run, 2 taken');
    expect(later.stderr).toContain('2 days were known from earlier and run again for their space');
    expect(fresh.stderr).toContain('3 days run, 0 taken');
    expect(fresh.stderr).not.toContain('run again');
    expect(JSON.parse(fresh.stdout).space).toEqual(JSON.parse(later.stdout).space);
    expect(JSON.parse(fresh.stdout).designs).toEqual(JSON.parse(later.stdout).designs);
  }, 600_000);
});
