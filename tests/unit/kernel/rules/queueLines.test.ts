/** Lines that people stand in: marked lines of letters, serpentines, who is let pass. */
import { describe, expect, it } from 'vitest';
import { Phase } from '../../../../src/kernel/demand/phase';
import { EventKind } from '../../../../src/kernel/events';
import { pastOne, toTheEnd, toTheFront } from '../../../../src/kernel/rules/policies/yielding';
import { hashHall, restoreHall, saveHall } from '../../../../src/kernel/save';
import { BUILDS } from '../../../../src/kernel/spec';
import { advance } from '../../../../src/kernel/tick';
import { runHall } from '../../../../src/runtime/run';
import { parseScenario } from '../../../../src/scenario/parse';
import { LINES_YAML, lineSource, lineSpecOf } from '../../../worlds/lineDay';
import { hallOf } from '../../../worlds/shipped';

const MARKED =
  '  lines: { yields: to-the-front, letPass: [wheelchair, elderly], marked: [{ letters: [K], line: robot-line }] }';

describe('yielding', () => {
  it('policies', () => {
    const line = [true, false, false];
    expect([toTheEnd(line), toTheFront(line), pastOne(line)]).toEqual([3, 1, 2]);
    expect([toTheFront([]), pastOne([]), pastOne([true])]).toEqual([0, 0, 1]);
  });
});

describe('serpentine lines', () => {
  it('places lie a pitch apart along the lanes, and the lanes are where they should be', async () => {
    const { layout } = await lineSpecOf('');
    const plan = layout.lines?.find((line) => line.id === 'snake');
    const spots = plan?.line.map((place) => layout.places[place]) ?? [];
    expect(spots).toHaveLength(13);
    expect([spots[0]?.xM, spots[0]?.yM]).toEqual([6, 7.6]);
    // Head at y = 7.6, lanes at 7.2, 6.0 and 4.8, from x = 6 to the left of "away from the head" (east), 8.6.
    for (const spot of spots.slice(1)) {
      expect(spot?.yM).toBeGreaterThan(4.8 - 1e-9);
      expect(spot?.xM).toBeGreaterThan(6 - 1e-9);
      expect(spot?.xM).toBeLessThan(8.6 + 1e-9);
    }
    for (let i = 1; i < spots.length; i++) {
      const dx = (spots[i]?.xM ?? 0) - (spots[i - 1]?.xM ?? 0);
      const dy = (spots[i]?.yM ?? 0) - (spots[i - 1]?.yM ?? 0);
      // Round a corner the straight distance is shorter than the way.
      expect(Math.abs(dx) + Math.abs(dy)).toBeCloseTo(0.8, 6);
    }
    const lanes = new Set(spots.map((spot) => spot?.yM.toFixed(2)));
    for (const y of ['7.20', '6.00', '4.80']) expect(lanes.has(y)).toBe(true);
  });

  it('more places than it holds are refused, and so is "via" beside it', () => {
    const source = lineSource('');
    const sceneText = source.sceneText.replace('count: 13', 'count: 20, via: [[1, 1]]');
    const result = parseScenario({ ...source, sceneText });
    const problems = result.ok ? [] : result.problems.map((problem) => `${problem.path} ${problem.message}`);
    expect(problems.join('\n')).toMatch(/lines\[1\]\.line\.count 20 places .* up to 1\d/);
    expect(problems.join('\n')).toMatch(/lines\[1\]\.line\.via/);
    expect(LINES_YAML).toContain('count: 13');
  });
});

describe.each(['meso', 'micro'] as const)('tickets that wait in a marked line, %s', (resolution) => {
  it('nobody of them sits; called from the front, and the others move up', async () => {
    const hall = hallOf(await lineSpecOf(MARKED, { resolution }));
    const { rules, spec } = hall;
    const plan = spec.layout.lines?.[0];
    const group = spec.groups.findIndex(({ letter }) => letter === 'K');
    let longest = 0;
    let placed = 0;
    let settled = 0;
    for (let t = spec.openS + 60; t < spec.closeS && !hall.finished; t += 60) {
      advance(hall, t);
      const line = rules?.standing[0] ?? [];
      longest = Math.max(longest, line.length);
      line.forEach((row, rank) => {
        expect(hall.citizens.group[row]).toBe(group);
        expect(hall.citizens.place[row]).toBe(-1);
        const spot = spec.layout.places[plan?.line[rank] ?? -1];
        if (!spot) return;
        expect([hall.citizens.goalXM[row], hall.citizens.goalYM[row]]).toEqual([spot.xM, spot.yM]);
        settled++;
        const x = hall.crowd ? (hall.crowd.xM[row] as number) : (hall.citizens.fromXM[row] as number);
        const y = hall.crowd ? (hall.crowd.yM[row] as number) : (hall.citizens.fromYM[row] as number);
        if (hall.citizens.moving[row] === 0 && Math.abs(x - spot.xM) + Math.abs(y - spot.yM) < 0.35) placed++;
      });
      // Those who are let pass stand before the others.
      const builds = line.map((row) => BUILDS[hall.citizens.build[row] as number]);
      const firstOther = builds.findIndex((build) => build !== 'wheelchair' && build !== 'elderly');
      if (firstOther >= 0) {
        for (const build of builds.slice(firstOther)) expect(['wheelchair', 'elderly']).not.toContain(build);
      }
    }
    runHall(hall);
    console.log(`${resolution}: longest line ${longest}; stood at their place in ${placed} of ${settled} looks`);
    expect(longest).toBeGreaterThan(3);
    expect(placed / settled).toBeGreaterThan(0.7);
    expect(hall.problems).toEqual([]);
    expect(hall.citizens.phase.every((phase) => phase === Phase.absent)).toBe(true);
    expect(rules?.standing[0]).toEqual([]);
    let stood = 0;
    for (let i = 0; i < hall.log.length; i++) if (hall.log.kind[i] === EventKind.inQueueLine) stood++;
    expect(stood).toBeGreaterThan(50);
  }, 300_000);

  it('is saved and restored', async () => {
    const spec = await lineSpecOf(`${MARKED}\n  jockeying: { gain: 1 }`, { resolution });
    const through = hallOf(spec);
    advance(through, spec.openS + 1.5 * 3600);
    const state = structuredClone(saveHall(through));
    advance(through, spec.openS + 2.2 * 3600);
    const resumed = hallOf(spec);
    restoreHall(resumed, state);
    advance(resumed, spec.openS + 2.2 * 3600);
    expect(hashHall(resumed)).toBe(hashHall(through));
  }, 300_000);
});
