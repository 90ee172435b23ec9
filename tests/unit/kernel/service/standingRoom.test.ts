/** A crowded opening: more people than seats and standing places; the rest spread over the free floor, clear of what must stay open. */
import { describe, expect, it } from 'vitest';
import { Phase } from '../../../../src/kernel/demand/phase';
import { EventKind } from '../../../../src/kernel/events';
import type { Hall } from '../../../../src/kernel/hall';
import type { PlaceKind } from '../../../../src/kernel/layout';
import { createRouter } from '../../../../src/kernel/routing/router';
import { standingSpots } from '../../../../src/kernel/service/standingRoom';
import type { HallSpec } from '../../../../src/kernel/spec';
import { runHall } from '../../../../src/runtime/run';
import { times } from '../../../worlds/peopleHall';
import { hallOf, specOf } from '../../../worlds/shipped';

/** The default day with `factor` times the people, and no window before `openAfterS`. */
async function crowdedOpening(factor: number, openAfterS: number, resolution: 'micro' | 'meso'): Promise<HallSpec> {
  const spec = await specOf('guided-hall', { withoutRobots: true, resolution });
  const fromS = spec.openS + openAfterS;
  return {
    ...times(factor)(spec),
    staffing: spec.staffing.map((intervals) =>
      intervals.filter((part) => part.toS > fromS).map((part) => ({ ...part, fromS: Math.max(part.fromS, fromS) })),
    ),
  };
}

type Standing = { onFloor: number; stayed: number; seated: number; nearestM: number; atMachines: number };

function lookAt(hall: Hall): Standing {
  const { citizens, crowd, spec } = hall;
  const at: [number, number][] = [];
  const found: Standing = { onFloor: 0, stayed: 0, seated: 0, nearestM: Number.POSITIVE_INFINITY, atMachines: 0 };
  for (let row = 0; row < citizens.rows; row++) {
    if (citizens.phase[row] === Phase.seated) found.seated++;
    if (citizens.phase[row] !== Phase.standing || citizens.moving[row] === 1 || citizens.place[row] !== -1) continue;
    const here: [number, number] = crowd
      ? [crowd.xM[row]!, crowd.yM[row]!]
      : [citizens.goalXM[row]!, citizens.goalYM[row]!];
    found.onFloor++;
    if (spec.layout.kiosks.some((kiosk) => Math.hypot(kiosk.xM - here[0], kiosk.yM - here[1]) < 1.2))
      found.atMachines++;
    for (const other of at)
      found.nearestM = Math.min(found.nearestM, Math.hypot(other[0] - here[0], other[1] - here[1]));
    at.push(here);
  }
  return found;
}

describe('free floor to stand on', () => {
  it('is clear of walls, doors, windows and machines 0.7 m apart (three halls)', async () => {
    const clear: Partial<Record<PlaceKind, number>> = { door: 2, window: 1.2, kiosk: 1, desk: 1 };
    for (const id of ['guided-hall', 'wola-2020-01-13', 'zhaoqing-property-before']) {
      const { layout } = await specOf(id, { withoutRobots: true });
      const spots = standingSpots(layout, createRouter(layout));
      console.log(
        `${layout.sceneId}: ${spots.length} spots, ${layout.seats.length} seats, ${layout.stands.length} marked`,
      );
      expect(spots.length).toBeGreaterThan(10);
      spots.forEach((spot, i) => {
        for (const place of layout.places) {
          const least = clear[place.kind] ?? 0.55;
          expect(Math.hypot(place.xM - spot.xM, place.yM - spot.yM)).toBeGreaterThan(least - 1e-9);
        }
        for (const other of spots.slice(0, i))
          expect(Math.hypot(other.xM - spot.xM, other.yM - spot.yM)).toBeGreaterThan(0.69);
      });
    }
  });

  it.each(['micro', 'meso'] as const)('%s: people spread over it, nobody stays at the machines', async (resolution) => {
    const hall = hallOf(await crowdedOpening(6, 2400, resolution));
    runHall(hall, { untilS: hall.startS + 2390 });
    const { onFloor, seated, nearestM, atMachines } = lookAt(hall);
    let waits = 0;
    for (let i = 0; i < hall.log.length; i++)
      if (hall.log.kind[i] === EventKind.waiting && hall.log.a[i] === -1) waits++;
    console.log(
      `${resolution}: ${seated} seated, ${onFloor} on the free floor (${waits} came to it), nearest two ${nearestM.toFixed(2)} m, ${atMachines} at the machines`,
    );
    expect(seated).toBe(hall.spec.layout.seats.length);
    expect(onFloor).toBeGreaterThan(20);
    // In micro people stop up to 0.25 m before their spots (ARRIVE_M).
    expect(nearestM).toBeGreaterThanOrEqual(resolution === 'micro' ? 0.55 : 0.6);
    expect(atMachines).toBe(0);
    // Called from there, people come to the windows.
    runHall(hall, { untilS: hall.startS + 2700 });
    let started = 0;
    for (let i = 0; i < hall.log.length; i++) if (hall.log.kind[i] === EventKind.serviceStarted) started++;
    expect(started).toBeGreaterThanOrEqual(10);
    expect(hall.problems).toEqual([]);
  });
});
