/** Every shipped scenario, one whole day in both resolutions: it ends, nobody is lost, the books balance. */
import { describe, expect, it } from 'vitest';
import { EventKind } from '../../src/kernel/events';
import type { Hall } from '../../src/kernel/hall';
import { visitsOf } from '../../src/metrics/visits';
import { runHall, summaryOf } from '../../src/runtime/run';
import { hallOf, shippedScenarios, specOf } from '../worlds/shipped';

function checkBooks(hall: Hall): void {
  const visits = visitsOf(hall.log);
  expect(hall.finished).toBe(true);
  expect(hall.problems).toEqual([]);
  expect(hall.citizens.inside).toBe(0);
  expect(visits.length).toBe(hall.counts.arrived);
  expect(hall.counts.arrived).toBe(hall.counts.served + hall.counts.leftUnserved);
  for (let i = 1; i < hall.log.length; i++) {
    expect(hall.log.timeS[i] as number).toBeGreaterThanOrEqual(hall.log.timeS[i - 1] as number);
  }
  // Little's law as an identity: area under the number inside = sum of the stays.
  const changes = visits.flatMap((visit) => [
    { at: visit.arrivedS, by: 1 },
    { at: visit.leftS, by: -1 },
  ]);
  changes.sort((x, y) => x.at - y.at);
  let area = 0;
  let inside = 0;
  let last = hall.startS;
  for (const change of changes) {
    area += inside * (change.at - last);
    inside += change.by;
    last = change.at;
  }
  const stays = visits.reduce((sum, visit) => sum + visit.leftS - visit.arrivedS, 0);
  expect(Math.abs(area - stays)).toBeLessThanOrEqual(1e-9 * stays + 1e-6);
  checkPlaces(hall);
  checkTicketOrder(hall, visits);
}

/** No seat is held twice: between sitting down and being called, a place belongs to one citizen. */
function checkPlaces(hall: Hall): void {
  const holder = new Map<number, number>();
  const placeOf = new Map<number, number>();
  const { log } = hall;
  for (let i = 0; i < log.length; i++) {
    const citizen = log.citizen[i] as number;
    if (log.kind[i] === EventKind.waiting && (log.a[i] as number) >= 0) {
      const place = log.a[i] as number;
      expect(holder.get(place), `place ${place} at ${log.timeS[i]}`).toBeUndefined();
      holder.set(place, citizen);
      placeOf.set(citizen, place);
    } else if (log.kind[i] === EventKind.called || log.kind[i] === EventKind.left) {
      const place = placeOf.get(citizen);
      if (place === undefined) continue;
      holder.delete(place);
      placeOf.delete(citizen);
    }
  }
}

const OVERTAKEN: ReadonlySet<number> = new Set([EventKind.robotAsked, EventKind.transferred]);

/** First come first served within a letter; only tickets held by a robot, and of who goes on to another letter, may be overtaken. */
function checkTicketOrder(hall: Hall, visits: ReturnType<typeof visitsOf>): void {
  const led = new Set<number>();
  const { log } = hall;
  for (let i = 0; i < log.length; i++) if (OVERTAKEN.has(log.kind[i] as number)) led.add(log.citizen[i] as number);
  hall.spec.groups.forEach((_, group) => {
    const tickets = visits
      .filter((visit) => visit.group === group && !led.has(visit.citizen) && !Number.isNaN(visit.calledS))
      .sort((x, y) => x.ticketS - y.ticketS);
    for (let i = 1; i < tickets.length; i++) {
      expect((tickets[i] as { calledS: number }).calledS).toBeGreaterThanOrEqual(
        (tickets[i - 1] as { calledS: number }).calledS,
      );
    }
  });
}

describe('shipped scenarios', () => {
  it('there are the five of the first release', () => {
    expect(shippedScenarios).toEqual(
      expect.arrayContaining([
        'guided-hall',
        'shiwan-day',
        'wola-2020-01-13',
        'zhaoqing-property-after',
        'zhaoqing-property-before',
      ]),
    );
  });

  it.each(shippedScenarios)('%s: a meso and a micro day agree within the walks', async (id) => {
    const meso = hallOf(await specOf(id, { resolution: 'meso' }));
    const mesoWallS = runHall(meso);
    checkBooks(meso);
    const micro = hallOf(await specOf(id, { resolution: 'micro' }));
    const microWallS = runHall(micro);
    checkBooks(micro);
    const a = summaryOf(meso, mesoWallS);
    const b = summaryOf(micro, microWallS);
    console.log(
      `${id}: ${a.citizens.arrived} visitors; meso wait ${a.waitS.mean.toFixed(0)} s in ${mesoWallS.toFixed(2)} s; ` +
        `micro wait ${b.waitS.mean.toFixed(0)} s in ${microWallS.toFixed(2)} s (${Math.round(b.simulatedS / microWallS)} x real time)`,
    );
    if (!meso.rules) expect(b.citizens.arrived).toBe(a.citizens.arrived);
    else expect(Math.abs(b.citizens.arrived / a.citizens.arrived - 1)).toBeLessThan(0.03);
    // Who takes a machine, and waits there for help, depends on the queues; else the services are the same to the last digit.
    if (!meso.rules) expect(b.serviceS.mean).toBeCloseTo(a.serviceS.mean, 6);
    else expect(Math.abs(b.serviceS.mean / a.serviceS.mean - 1)).toBeLessThan(0.03);
    // The mover differs by seconds a walk; near saturation queues multiply it, so a tenth of the wait comes on top.
    expect(Math.abs(b.waitS.mean - a.waitS.mean)).toBeLessThan(30 + 0.1 * a.waitS.mean);
  }, 900_000);
});
