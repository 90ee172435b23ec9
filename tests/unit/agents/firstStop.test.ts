/** Where somebody goes first who has just come in. */
import { describe, expect, it } from 'vitest';
import { deskFirst, robotOrDesk, shortestLine, ticketFirst } from '../../../agents/citizen/firstStop';
import { EventKind } from '../../../src/kernel/events';
import { loadSpec } from '../../../src/runtime/loadSpec';
import { runHall } from '../../../src/runtime/run';
import { hallOf, sourceOf } from '../../worlds/shipped';

const view = (robotLine: number, deskLine: number, kioskLine = 0, asks = true) => ({
  asks,
  robotLine,
  robotLineMax: 3,
  deskLine,
  kioskLine,
});

describe('first stop', () => {
  it('policies', () => {
    expect([robotOrDesk(view(1, 1)), robotOrDesk(view(2, 1)), robotOrDesk(view(3, -1))]).toEqual([
      'robot',
      'desk',
      'kiosk',
    ]);
    expect([deskFirst(view(0, 5)), deskFirst(view(0, -1)), deskFirst(view(-1, -1))]).toEqual([
      'desk',
      'robot',
      'kiosk',
    ]);
    expect([shortestLine(view(2, 4, 1)), shortestLine(view(1, 4, 1))]).toEqual(['kiosk', 'robot']);
    for (const policy of [robotOrDesk, deskFirst, shortestLine]) expect(policy(view(0, 0, 0, false))).toBe('kiosk');
    expect(ticketFirst()).toBe('kiosk');
  });

  it('a scenario names one: who asks whom changes, the people do not', async () => {
    const askers = async (policy: string | null) => {
      const source = sourceOf('guided-hall');
      const scenarioText = policy
        ? `${source.scenarioText}\nrules: { firstStop: { policy: ${policy} } }\n`
        : source.scenarioText;
      const loaded = await loadSpec({ ...source, scenarioText }, { resolution: 'meso' });
      if (!loaded.ok) throw new Error(loaded.problems[0]?.message);
      const hall = hallOf({ ...loaded.spec, scripted: [] });
      runHall(hall);
      const count = (kind: number, a?: number): number => {
        let n = 0;
        for (let i = 0; i < hall.log.length; i++)
          if (hall.log.kind[i] === kind && (a === undefined || hall.log.a[i] === a)) n++;
        return n;
      };
      return {
        desk: count(EventKind.joinedLine, 1),
        robot: count(EventKind.robotAsked),
        came: count(EventKind.arrived),
      };
    };
    const [everyday, named, desk, ticket] = await Promise.all(
      [null, 'robot-or-desk', 'desk-first', 'ticket-first'].map(askers),
    );
    console.log('asked at desk / robot:', JSON.stringify({ everyday, desk, ticket }));
    expect(named).toEqual(everyday);
    expect(desk?.robot).toBeLessThan((everyday?.robot ?? 0) / 2);
    expect(desk?.desk).toBeGreaterThan(everyday?.desk ?? Number.POSITIVE_INFINITY);
    expect([ticket?.desk, ticket?.robot]).toEqual([0, 0]);
    expect(new Set([everyday?.came, desk?.came, ticket?.came]).size).toBe(1);
  }, 300_000);
});
