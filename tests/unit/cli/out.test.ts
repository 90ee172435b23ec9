/** hall-twin run --out: events and tables on disk, and they agree with what --json says. */
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunSummary } from '../../../src/metrics/summary';
import { GUIDED, hallTwin, readTable, tempFolder } from './cli';

const temp = tempFolder();
afterAll(() => temp.remove());

const folder = join(temp.path, 'deep', 'results');
let summary: RunSummary;
let events: { timeS: number; kind: string; citizen: number; a: number; b: number; text?: string }[];

beforeAll(async () => {
  const { code, stdout, stderr } = await hallTwin([
    ...['run', GUIDED, '--resolution', 'meso', '--until', '13:00', '--out', folder, '--json'],
  ]);
  expect(stderr).toContain(`wrote summary.json, events.jsonl, visits.csv, windows.csv to ${folder}`);
  expect(code).toBe(0);
  summary = JSON.parse(stdout) as RunSummary;
  const lines = readFileSync(join(folder, 'events.jsonl'), 'utf8').trimEnd().split('\n');
  events = lines.map((line) => JSON.parse(line));
}, 300_000);

const count = (kind: string): number => events.filter((event) => event.kind === kind).length;

describe('--out', () => {
  it('summary.json is the same object as on stdout', () => {
    expect(JSON.parse(readFileSync(join(folder, 'summary.json'), 'utf8'))).toEqual(summary);
  });

  it('events.jsonl tells the same story', () => {
    expect(count('arrived')).toBe(summary.citizens.arrived);
    expect(count('left')).toBe(summary.citizens.served + summary.citizens.leftUnserved);
    expect(count('serviceEnded')).toBe(summary.windows.reduce((sum, window) => sum + window.served, 0));
    expect(count('robotAsked')).toBe(summary.robots[0]?.asked);
    expect(count('leadArrived')).toBe(summary.robots[0]?.ledArrived);
    expect(events.every((event) => typeof event.kind === 'string')).toBe(true);
    for (let i = 1; i < events.length; i++) {
      expect(events[i]!.timeS).toBeGreaterThanOrEqual(events[i - 1]!.timeS);
    }
    expect(events[events.length - 1]!.timeS).toBeLessThanOrEqual(13 * 3600);
  });

  it('visits.csv has a row for every visitor, and its waits are those of the summary', () => {
    const { header, rows } = readTable(join(folder, 'visits.csv'));
    expect(header).toEqual(
      'citizen,item,group,window,arrived_s,ticket_s,called_s,started_s,ended_s,left_s,wait_s,outcome'.split(','),
    );
    expect(rows.length).toBe(summary.citizens.arrived);
    const at = (name: string): number => header.indexOf(name);
    const outcomes = rows.map((row) => row[at('outcome')]);
    expect(outcomes.filter((outcome) => outcome === 'served').length).toBe(summary.citizens.served);
    expect(outcomes.filter((outcome) => outcome === 'inside').length).toBe(summary.citizens.inside);
    const ended = rows.filter((row) => row[at('ended_s')] !== '');
    const waits = ended.map((row) => Number(row[at('wait_s')]));
    const mean = waits.reduce((sum, wait) => sum + wait, 0) / waits.length;
    expect(mean).toBeCloseTo(summary.waitS.mean, 6);
    expect(Math.max(...waits)).toBeCloseTo(summary.waitS.max, 6);
    for (const row of ended) {
      expect(Number(row[at('wait_s')])).toBeCloseTo(Number(row[at('started_s')]) - Number(row[at('ticket_s')]), 6);
    }
    for (const [letter, group] of Object.entries(summary.waitS.byGroup)) {
      expect(ended.filter((row) => row[at('group')] === letter).length).toBe(group.served);
    }
    for (const window of summary.windows) {
      expect(ended.filter((row) => row[at('window')] === window.id).length).toBe(window.served);
    }
  });

  it('windows.csv has the windows of the summary', () => {
    const { header, rows } = readTable(join(folder, 'windows.csv'));
    expect(header).toEqual(['window', 'utilization', 'served']);
    expect(
      rows.map(([id, utilization, served]) => ({ id, utilization: Number(utilization), served: Number(served) })),
    ).toEqual(summary.windows);
  });

  it('what cannot be written is a failed run: exit code 1, one plain line, nothing on stdout', async () => {
    const blocked = join(temp.path, 'blocked');
    mkdirSync(join(blocked, 'events.jsonl'), { recursive: true });
    const { code, stdout, stderr } = await hallTwin([
      ...['run', GUIDED, '--resolution', 'meso', '--until', '09:10', '--out', blocked, '--json'],
    ]);
    expect(code).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^hall-twin run: EISDIR: .*events\.jsonl/m);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  it('writes nothing when the scenario is invalid', async () => {
    const nowhere = join(temp.path, 'nowhere');
    const { code } = await hallTwin(['run', 'no-such.scenario.yaml', '--out', nowhere]);
    expect(code).toBe(3);
    expect(existsSync(nowhere)).toBe(false);
  });
});
