/** Parts of the bench: shortest ways, the tally, the paired tests, JUnit, the guard around a brain. */
import { describe, expect, it } from 'vitest';
import { buildWallField } from '../../../src/kernel/geometry';
import { failedRun, type MissionRun } from '../../../src/sil/mission/result';
import { shortestWay } from '../../../src/sil/mission/shortest';
import { junitXml } from '../../../src/sil/suite/junit';
import { mcNemar, pair, tally } from '../../../src/sil/suite/tally';
import { commandProblem } from '../../../src/sil/supervise';
import { box, room } from '../../worlds/room';
import { missionOf, sourceOf } from './runs';

describe('shortest way', () => {
  const at = (xM: number, yM: number) => ({ xM, yM });

  it('is the straight line in an empty room, to any direction', () => {
    const layout = room(10, 8);
    const walls = buildWallField(layout);
    for (const [x, y] of [
      [8, 1],
      [8, 4.3],
      [3.7, 6.9],
    ] as const) {
      const way = shortestWay(walls, layout, 0.31, at(1, 1), at(x, y));
      expect(way?.lengthM).toBeCloseTo(Math.hypot(x - 1, y - 1), 1);
      expect(way?.xM.length).toBe(2);
    }
  });

  it('goes round a box at the disc’s radius: within 2% of the exact tangents and arcs', () => {
    const layout = room(12, 8, [box('block', 6, 2.5, 1, 2.5)]);
    const walls = buildWallField(layout);
    const way = shortestWay(walls, layout, 0.31, at(2, 2), at(10, 2));
    // Over the top: tangents to circles of 0.31 m round the corners (5, 5) and (7, 5), and 2 m between.
    const half = Math.sqrt(3 * 3 + 3 * 3 - 0.31 * 0.31);
    const bend = Math.PI / 2 - (Math.atan2(3, 3) + Math.asin(0.31 / Math.hypot(3, 3)));
    const exact = 2 * half + 2 * 0.31 * (Math.PI / 2 - bend) + 2;
    console.log(`round a box: ${way?.lengthM.toFixed(3)} m, exact ${exact.toFixed(3)} m`);
    expect(Math.abs((way?.lengthM ?? 0) - exact) / exact).toBeLessThan(0.02);
  });

  it('is none when the gap is narrower than the disc', () => {
    const layout = room(12, 8, [box('low', 6, 1.85, 0.5, 1.85), box('high', 6, 6.15, 0.5, 1.85)]);
    expect(shortestWay(buildWallField(layout), layout, 0.2, at(2, 4), at(10, 4))?.lengthM).toBeCloseTo(8, 1);
    expect(shortestWay(buildWallField(layout), layout, 0.4, at(2, 4), at(10, 4))).toBeNull();
  });
});

describe('tally and pairs', () => {
  const mission = missionOf(sourceOf('empty-straight'));
  const run = (seed: number, change: Partial<MissionRun> = {}): MissionRun => ({
    ...failedRun(mission, seed, 'b', 'done', ''),
    passed: true,
    misses: [],
    timeS: 10,
    spl: 1,
    stl: 1,
    ...change,
  });

  it('a mission passes at 95% of its seeds: 19 of 20, not 18', () => {
    const runs = (failed: number) =>
      Array.from({ length: 20 }, (_, k) =>
        run(k, k < failed ? { passed: false, misses: ['SPL 0.1, at least 0.9'] } : {}),
      );
    expect(tally(mission, runs(1)).ok).toBe(true);
    expect(tally(mission, runs(2)).ok).toBe(false);
    expect(tally(mission, []).ok).toBe(false);
    expect(tally(mission, runs(2)).misses).toEqual([{ text: 'SPL 0.1, at least 0.9', seeds: [0, 1] }]);
  });

  it("McNemar's exact test: hand-computed values", () => {
    expect(mcNemar(0, 0)).toBe(1);
    expect(mcNemar(0, 5)).toBeCloseTo(2 / 32, 12);
    expect(mcNemar(1, 8)).toBeCloseTo((2 * 10) / 512, 12);
    expect(mcNemar(4, 4)).toBe(1);
  });

  it('pairs by mission and seed, and decides only what the interval leaves out', () => {
    const first = [1, 2, 3, 4].map((seed) => run(seed, { timeS: 10 + seed }));
    const second = [2, 3, 4, 5].map((seed) => run(seed, { timeS: 12 + seed + 0.01 * seed }));
    const { success, figures } = pair(first, second);
    expect(success).toMatchObject({ n: 3, both: 3, p: 1 });
    const time = figures.find(({ figure }) => figure === 'time, s');
    expect(time).toMatchObject({ n: 3, verdict: 'worse' });
    expect(time?.difference).toBeCloseTo(2.03, 9);
    expect(figures.find(({ figure }) => figure === 'SPL')?.verdict).toBe('equal');
    expect(pair(first, []).figures.every(({ n }) => n === 0)).toBe(true);
  });

  it('JUnit: one case a run, failures with their text, nothing that XML forbids', () => {
    const xml = junitXml('s', [
      { run: run(1), wallS: 1 },
      { run: run(2, { passed: false, misses: ['a < b & "c" \u0007'] }), wallS: 0.5 },
    ]);
    expect(xml).toContain('tests="2" failures="1" time="1.500"');
    expect(xml).toContain('message="a &lt; b &amp; &quot;c&quot; "');
    expect(xml.match(/<testcase /g)?.length).toBe(2);
  });
});

describe('commands', () => {
  const fine = {
    velocity: { linearMps: 0, angularRps: 0 },
    say: null,
    show: null,
    issueTicket: null,
    status: { activity: 'at-post', sensing: 'full', reason: { zh: '', en: '' } },
  };
  it('a command is taken, anything else named for what it is', () => {
    expect(commandProblem(fine)).toBeNull();
    expect(commandProblem(undefined)?.kind).toBe('no-command');
    expect(commandProblem({ ...fine, velocity: { linearMps: Number.NaN, angularRps: 0 } })).toEqual({
      kind: 'not-a-number',
      message: 'velocity.linearMps is NaN',
    });
    expect(commandProblem({ ...fine, velocity: { linearMps: '1', angularRps: 0 } })?.kind).toBe('not-a-number');
    expect(commandProblem({ ...fine, status: { ...fine.status, sensing: 'some' } })?.message).toMatch(
      /sensing is some/,
    );
    expect(commandProblem({ ...fine, say: { text: 'x' } })?.message).toMatch(/say has no act/);
  });
});
