import { describe, expect, it } from 'vitest';
import { fromTheEnd, whenShorter } from '../../../../agents/citizen/jockeying';
import { EventKind } from '../../../../src/kernel/events';
import { visitsOf } from '../../../../src/metrics/visits';
import { runHall } from '../../../../src/runtime/run';
import { lineSpecOf } from '../../../worlds/lineDay';
import { hallOf } from '../../../worlds/shipped';

const slowMachines = (text: string): string => `${text}\nkioskTime: { dist: lognormal, meanS: 95, cv: 1 }\n`;

describe('jockeying', () => {
  it('policies: by the people that it saves; from the end only', () => {
    expect(whenShorter({ ahead: 3, aheadThere: 1, gain: 2, isLast: false })).toBe(true);
    expect(whenShorter({ ahead: 2, aheadThere: 1, gain: 2, isLast: true })).toBe(false);
    expect(fromTheEnd({ ahead: 3, aheadThere: 1, gain: 2, isLast: false })).toBe(false);
    expect(fromTheEnd({ ahead: 3, aheadThere: 1, gain: 2, isLast: true })).toBe(true);
  });

  it.each([
    'meso',
    'micro',
  ] as const)('at slow ticket machines, %s: changes gain, at most one each, nobody is lost', async (resolution) => {
    const lineWaits = async (rules: string) => {
      const hall = hallOf(await lineSpecOf(rules, { resolution }, slowMachines));
      runHall(hall);
      const since = new Map<number, number>();
      const waits: number[] = [];
      const changes = new Map<number, number>();
      for (let i = 0; i < hall.log.length; i++) {
        const citizen = hall.log.citizen[i] as number;
        const timeS = hall.log.timeS[i] as number;
        if (hall.log.a[i] !== 0) continue;
        if (hall.log.kind[i] === EventKind.joinedLine && !since.has(citizen)) since.set(citizen, timeS);
        if (hall.log.kind[i] === EventKind.lineServed) waits.push(timeS - (since.get(citizen) as number));
        if (hall.log.kind[i] === EventKind.jockeyed) changes.set(citizen, (changes.get(citizen) ?? 0) + 1);
      }
      expect(hall.problems).toEqual([]);
      expect(visitsOf(hall.log).every((visit) => visit.reason >= 0)).toBe(true);
      waits.sort((a, b) => a - b);
      const mean = waits.reduce((sum, wait) => sum + wait, 0) / waits.length;
      return { mean, p95: waits[Math.floor(0.95 * waits.length)] as number, changes, n: waits.length };
    };
    const without = await lineWaits('');
    const withRule = await lineWaits('  jockeying: { gain: 1 }');
    console.log(
      `${resolution}: mean wait at the machines ${without.mean.toFixed(0)} -> ${withRule.mean.toFixed(0)} s, ` +
        `p95 ${without.p95.toFixed(0)} -> ${withRule.p95.toFixed(0)} s, ${withRule.changes.size} changes, n = ${withRule.n}`,
    );
    expect(without.changes.size).toBe(0);
    expect(withRule.changes.size).toBeGreaterThan(5);
    expect(Math.max(...withRule.changes.values())).toBe(1);
    // Nobody idles at one machine while two wait at the other: the mean cannot be worse by more than the walks.
    expect(withRule.mean).toBeLessThan(without.mean + 5);
  }, 300_000);
});
