/** A walking day with every rule on, in both resolutions: the books balance, and the day is a value. */
import { describe, expect, it } from 'vitest';
import { EventKind } from '../../src/kernel/events';
import { hashHall, restoreHall, saveHall } from '../../src/kernel/save';
import { advance } from '../../src/kernel/tick';
import { visitsOf } from '../../src/metrics/visits';
import { runHall, summaryOf } from '../../src/runtime/run';
import { rulesSpecOf } from '../worlds/rulesDay';
import { hallOf } from '../worlds/shipped';

describe.each(['meso', 'micro'] as const)('a day with all rules, %s', (resolution) => {
  it('ends with nobody inside, nobody lost, and time never running back', async () => {
    const hall = hallOf(await rulesSpecOf({ resolution }));
    const wallS = runHall(hall);
    const visits = visitsOf(hall.log);
    expect(hall.finished).toBe(true);
    expect(hall.problems).toEqual([]);
    expect(hall.citizens.inside).toBe(0);
    expect(hall.counts.arrived).toBe(visits.length);
    expect(hall.counts.arrived).toBe(hall.counts.served + hall.counts.leftUnserved);
    expect(visits.every((visit) => visit.reason >= 0 && visit.leftS >= visit.arrivedS)).toBe(true);
    for (let i = 1; i < hall.log.length; i++) {
      expect(hall.log.timeS[i] as number).toBeGreaterThanOrEqual(hall.log.timeS[i - 1] as number);
    }
    expect(hall.placeTaken.every((taken) => taken === 0)).toBe(true);
    const counts = new Map<number, number>();
    for (let i = 0; i < hall.log.length; i++) {
      const kind = hall.log.kind[i] as number;
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
    }
    const missing = MUST_HAPPEN.filter((name) => !counts.has(EventKind[name]));
    expect(missing, 'rules that never acted').toEqual([]);
    console.log(resolution, `${wallS.toFixed(2)} s`, JSON.stringify(summaryOf(hall, wallS).rules));
  }, 600_000);

  it('saved in the middle, put into a fresh hall and run on, it has the hash of the run straight through', async () => {
    const spec = await rulesSpecOf({ resolution });
    const through = hallOf(spec);
    const saves = [1.3, 2.6].map((hours) => {
      advance(through, spec.openS + hours * 3600);
      return structuredClone(saveHall(through));
    });
    advance(through, spec.openS + 3.4 * 3600);
    for (const state of saves) {
      const resumed = hallOf(spec);
      restoreHall(resumed, state);
      advance(resumed, spec.openS + 3.4 * 3600);
      expect(hashHall(resumed)).toBe(hashHall(through));
    }
  }, 600_000);
});

const MUST_HAPPEN = [
  'classified',
  'balked',
  'reneged',
  'recalled',
  'passed',
  'requeued',
  'transferred',
  'breakStarted',
  'serviceInterrupted',
  'diverted',
  'appointmentKept',
  'appointmentMissed',
  'accompanied',
  'paperFetched',
  'willReturn',
  'cameBack',
  'resultGiven',
  'channelChosen',
  'identityFailed',
  'helpCalled',
  'sentOn',
  'greenTicket',
  'robotFunction',
  'helpStarted',
  'helpEnded',
  'zoneVisitor',
  'pickupVisit',
  'backOffice',
  'linkedNeed',
  'inQueueLine',
] as const satisfies readonly (keyof typeof EventKind)[];
