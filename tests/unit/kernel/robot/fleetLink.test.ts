/** The fleet link: once a second, only what robots say of themselves, saved and part of the hash. */
import { describe, expect, it } from 'vitest';
import type { CreateFleet, FleetView } from '../../../../agents/contract';
import type { Hall } from '../../../../src/kernel/hall';
import { hashHall, restoreHall, saveHall } from '../../../../src/kernel/save';
import type { HallSpec } from '../../../../src/kernel/spec';
import { advance } from '../../../../src/kernel/tick';
import { hallOf, specOf } from '../../../worlds/shipped';

/** Counts its calls and sends robot 0 to charge at the tenth; keeps what it saw. */
function recorder(): { create: CreateFleet; views: FleetView[] } {
  const views: FleetView[] = [];
  return {
    views,
    create: (sites) => {
      let calls = 0;
      return {
        step: (view) => {
          expect(view.robots).toHaveLength(sites.length);
          views.push(structuredClone(view));
          calls++;
          return calls === 10
            ? [
                { robot: 0, request: { kind: 'go-charge' } },
                { robot: 7, request: { kind: 'stop' } },
              ]
            : [];
        },
        save: () => calls,
        load: (state) => {
          calls = state as number;
        },
      };
    },
  };
}

async function specWith(create: CreateFleet | null): Promise<HallSpec> {
  return { ...(await specOf('guided-hall', { resolution: 'micro', bodies: 'kinematic' })), createFleet: create };
}

describe('fleet link', () => {
  it('asks once a second, passes on orders, and drops those for robots that do not exist', async () => {
    const { create, views } = recorder();
    const hall = hallOf(await specWith(create));
    advance(hall, hall.startS + 90);
    expect(views.map(({ stampS }) => stampS)).toEqual(Array.from({ length: 90 }, (_, i) => i + 1));
    const activities = views.map(({ robots }) => robots[0]?.activity);
    console.log(`activities after the order at 10 s: ${[...new Set(activities.slice(10))].join(', ')}`);
    expect(activities.slice(10)).toContain('to-dock');
    const last = views.at(-1)?.robots[0];
    expect(
      Math.hypot((last?.pose.xM ?? 0) - (hall.robots?.xM[0] ?? 0), (last?.pose.yM ?? 0) - (hall.robots?.yM[0] ?? 0)),
    ).toBeLessThan(0.3);
  });

  it('without orders the day is the same as without a fleet', async () => {
    const silent: CreateFleet = () => ({ step: () => [], save: () => null, load: () => {} });
    const withFleet = hallOf(await specWith(silent));
    const without = hallOf(await specWith(null));
    for (const hall of [withFleet, without]) advance(hall, hall.startS + 400);
    expect(withFleet.log.length).toBe(without.log.length);
    expect([...withFleet.log.timeS.slice(0, withFleet.log.length)]).toEqual([
      ...without.log.timeS.slice(0, without.log.length),
    ]);
  });

  it('saved and restored, it goes on with the same hash; its state is part of the hash', async () => {
    const spec = await specWith(recorder().create);
    const through = hallOf(spec);
    advance(through, through.startS + 5);
    const state = structuredClone(saveHall(through));
    advance(through, through.startS + 40);
    const resumed: Hall = hallOf(spec);
    restoreHall(resumed, state);
    expect(resumed.fleet?.save()).toBe(5);
    advance(resumed, resumed.startS + 40);
    expect(hashHall(resumed)).toBe(hashHall(through));
    resumed.fleet?.load(99);
    expect(hashHall(resumed)).not.toBe(hashHall(through));
  });
});
