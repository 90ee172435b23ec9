/** hall-twin run: one JSON object on stdout, progress on stderr, the same run for the same seed. */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { RunSummary } from '../../../src/metrics/summary';
import { AFTER, GUIDED, hallTwin, root } from './cli';

const KEYS = [
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
];
const ROBOT_KEYS = [
  'id',
  'asked',
  'answered',
  'ledStarted',
  'ledArrived',
  'distanceM',
  'chargeRatioMin',
  'chargeRatioEnd',
  'charges',
  'collisions',
  'minPersonGapM',
];

async function runJson(args: readonly string[], cwd = root): Promise<{ summary: RunSummary; stderr: string }> {
  const { code, stdout, stderr } = await hallTwin(['run', ...args, '--json'], cwd);
  expect(stderr).not.toMatch(/error/i);
  expect(code).toBe(0);
  // One object, one line, nothing else.
  expect(stdout.endsWith('\n')).toBe(true);
  expect(stdout.trimEnd().split('\n').length).toBe(1);
  return { summary: JSON.parse(stdout) as RunSummary, stderr };
}

const sorted = (value: object): string[] => Object.keys(value).sort();

function checkFigures(summary: RunSummary): void {
  expect(sorted(summary)).toEqual([...KEYS].sort());
  const { citizens, waitS, serviceS, timeInSystemS, windows } = summary;
  expect(sorted(citizens)).toEqual(['arrived', 'inside', 'leftUnserved', 'served']);
  expect(citizens.arrived).toBe(citizens.served + citizens.leftUnserved + citizens.inside);
  expect(sorted(waitS)).toEqual(['byGroup', 'max', 'mean', 'p50', 'p90', 'p95']);
  expect(waitS.p50).toBeLessThanOrEqual(waitS.p90);
  expect(waitS.p90).toBeLessThanOrEqual(waitS.p95);
  expect(waitS.p95).toBeLessThanOrEqual(waitS.max);
  const groups = Object.values(waitS.byGroup);
  for (const group of groups) expect(sorted(group)).toEqual(['mean', 'p90', 'served']);
  const served = groups.reduce((sum, group) => sum + group.served, 0);
  expect(groups.reduce((sum, group) => sum + group.served * group.mean, 0) / served).toBeCloseTo(waitS.mean, 6);
  expect(sorted(serviceS)).toEqual(['mean']);
  expect(sorted(timeInSystemS)).toEqual(['mean', 'p90']);
  expect(timeInSystemS.mean).toBeGreaterThan(serviceS.mean);
  for (const window of windows) {
    expect(sorted(window)).toEqual(['id', 'served', 'utilization']);
    expect(window.utilization).toBeGreaterThanOrEqual(0);
    expect(window.utilization).toBeLessThanOrEqual(1);
  }
  expect(windows.reduce((sum, window) => sum + window.served, 0)).toBe(served);
  // The mean is over the windows that were staffed, idle ones among them.
  const sum = windows.reduce((total, window) => total + window.utilization, 0);
  const staffed = sum / summary.utilizationMean;
  expect(staffed).toBeCloseTo(Math.round(staffed), 6);
  expect(Math.round(staffed)).toBeLessThanOrEqual(windows.length);
  for (const robot of summary.robots) expect(sorted(robot)).toEqual([...ROBOT_KEYS].sort());
  expect(summary.hash).toMatch(/^[0-9a-f]{16}$/);
  expect(summary.wallS).toBeGreaterThan(0);
  expect(summary.problems).toEqual([]);
}

describe('hall-twin run --json', () => {
  it('a whole meso day with a robot', async () => {
    const { summary, stderr } = await runJson([GUIDED, '--resolution', 'meso', '--seed', '3']);
    checkFigures(summary);
    expect(summary).toMatchObject({ scenario: 'guided-hall', seed: 3, resolution: 'meso' });
    expect(summary.windows.length).toBe(16);
    expect(summary.citizens.inside).toBe(0);
    expect(summary.simulatedS).toBeGreaterThan(8 * 3600 - 600);
    const [robot] = summary.robots;
    expect(robot?.id).toBe('xiaojin');
    expect(robot?.asked).toBeGreaterThan(10);
    expect(robot?.answered).toBeLessThanOrEqual(robot?.asked as number);
    expect(robot?.ledArrived).toBeLessThanOrEqual(robot?.ledStarted as number);
    // Progress is on stderr, a line an hour when nobody watches a terminal.
    expect(stderr).toMatch(/^10:00 {2}arrived \d+ {2}served \d+ {2}inside \d+$/m);
    expect(stderr.trimEnd().split('\n').length).toBeGreaterThanOrEqual(8);
  });

  it('a part of a micro day with the robot in it: people walk, the brain drives', async () => {
    const { summary } = await runJson([GUIDED, '--resolution', 'micro', '--until', '09:12']);
    checkFigures(summary);
    expect(summary.resolution).toBe('micro');
    expect(summary.simulatedS).toBe(720);
    const [robot] = summary.robots;
    expect(robot?.ledStarted).toBeGreaterThanOrEqual(1);
    expect(robot?.distanceM).toBeGreaterThan(5);
    expect(robot?.collisions).toBe(0);
    expect(robot?.minPersonGapM).toBeGreaterThan(0);
  });

  it('--no-robots takes the robots out and nobody else', async () => {
    const { summary } = await runJson([GUIDED, '--resolution', 'meso', '--seed', '3', '--no-robots']);
    checkFigures(summary);
    expect(summary.robots).toEqual([]);
    expect(summary.citizens.arrived).toBeGreaterThan(300);
  });

  it('the same seed gives the same run, another seed another', async () => {
    const args = [AFTER, '--resolution', 'meso', '--seed'];
    const [first, again, other] = await Promise.all([
      runJson([...args, '11']),
      runJson([...args, '11']),
      runJson([...args, '12']),
    ]);
    expect({ ...again.summary, wallS: 0 }).toEqual({ ...first.summary, wallS: 0 });
    expect(other.summary.hash).not.toBe(first.summary.hash);
  });

  it('takes the seed and the resolution of the file when none is given', async () => {
    const { summary } = await runJson([AFTER, '--until', '10:00']);
    expect(summary).toMatchObject({ seed: 3956, resolution: 'meso' });
  });

  it('works from another folder', async () => {
    const { summary } = await runJson([join(root, AFTER), '--until', '09:30'], tmpdir());
    expect(summary.scenario).toBe('zhaoqing-property-after');
  });
});

describe('--until', () => {
  it('stops at that time, with the people who are then inside', async () => {
    const day = [GUIDED, '--resolution', 'meso'];
    const [part, seconds, whole] = await Promise.all([
      runJson([...day, '--until', '10:30']),
      runJson([...day, '--until', '10:30:30']),
      runJson([...day, '--until', '24:00']),
    ]);
    checkFigures(part.summary);
    expect(part.summary.simulatedS).toBe(5400);
    expect(seconds.summary.simulatedS).toBe(5430);
    expect(part.summary.citizens.inside).toBeGreaterThan(0);
    expect(whole.summary.citizens.inside).toBe(0);
    expect(whole.summary.citizens.arrived).toBeGreaterThan(part.summary.citizens.arrived);
  });
});

describe('without --json', () => {
  it('prints a summary for a reader', async () => {
    const { code, stdout } = await hallTwin(['run', AFTER]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^zhaoqing-property-after {2}seed 3956 {2}meso {2}hash [0-9a-f]{16}$/m);
    expect(stdout).toMatch(/^wait {7}mean .* min, median .* min, 90% .* min/m);
    expect(stdout).toMatch(/mean utilization \d+\.\d%/);
    expect(() => JSON.parse(stdout)).toThrow();
  });
});
