/** The fleet manager alone on made-up reports, and at work in the real hall. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FleetView, Pose2D, RobotActivity, RobotReport, SiteKnowledge } from '../../agents/contract';
import { createFleet } from '../../agents/fleet';
import { causeOf, fleetRun } from './fleetRun';
import { hallSite } from './world';

const pose = (xM: number, yM: number): Pose2D => ({ xM, yM, yawRad: 0 });

function report(robot: number, change: Partial<RobotReport>): RobotReport {
  return {
    robot,
    stampS: 0,
    pose: pose(5 + robot, 3),
    localized: true,
    activity: 'at-post',
    chargeRatio: 0.8,
    charging: false,
    route: [],
    error: null,
    busyWithGuest: false,
    ...change,
  };
}

const view = (stampS: number, ...robots: RobotReport[]): FleetView => ({ stampS, robots, calls: [] });
const along = (from: number, to: number, yM: number) =>
  Array.from({ length: 12 }, (_, k) => ({ xM: from + ((to - from) * k) / 11, yM }));

describe('right of way', () => {
  it('two that hold each other up: the one with a guest goes first, the other stands aside until the way is clear', () => {
    const fleet = createFleet([hallSite(), hallSite()], 1);
    const a = report(0, { pose: pose(9, 5), activity: 'returning', route: along(9, 14, 5) });
    const b = report(1, { pose: pose(10, 5), activity: 'leading', busyWithGuest: true, route: along(10, 6, 5) });
    // Meeting is not yet being held up: robots pass each other by themselves.
    expect(fleet.step(view(-2, a, b))).toEqual([]);
    expect(fleet.step(view(0, a, b))).toEqual([]);
    const orders = fleet.step(view(1, a, b));
    expect(orders).toHaveLength(1);
    expect(orders[0]?.robot).toBe(0);
    const request = orders[0]?.request;
    expect(request?.kind).toBe('hold');
    const aside = request?.kind === 'hold' ? request.pose : null;
    expect(aside && Math.abs(aside.yM - 5)).toBeGreaterThan(1);
    expect(fleet.step(view(2, { ...a, activity: 'holding', route: [] }, b))).toEqual([]);
    const passed = report(1, { pose: pose(3, 5), activity: 'leading', busyWithGuest: true, route: along(3, 1, 5) });
    expect(fleet.step(view(9, { ...a, activity: 'holding', route: [], pose: aside ?? a.pose }, passed))).toEqual([
      { robot: 0, request: { kind: 'release' } },
    ]);
  });

  it('side by side and one behind the other hold nobody up', () => {
    const fleet = createFleet([hallSite(), hallSite()], 1);
    const a = report(0, { pose: pose(8, 5), activity: 'returning', route: along(8, 14, 5) });
    const b = report(1, { pose: pose(8, 7), activity: 'returning', route: along(8, 14, 7) });
    for (let s = 1; s < 9; s++) expect(fleet.step(view(s, a, b))).toEqual([]);
    const behind = report(1, { pose: pose(7, 5), activity: 'returning', route: along(7, 14, 5) });
    for (let s = 9; s < 20; s++) expect(fleet.step(view(s, a, behind))).toEqual([]);
  });

  it('one at a time: a narrow place has one owner, the next goes in when it is out', () => {
    const polygon = [
      { xM: 9, yM: 4 },
      { xM: 12, yM: 4 },
      { xM: 12, yM: 6 },
      { xM: 9, yM: 6 },
    ];
    const site: SiteKnowledge = hallSite({ zones: [{ kind: 'one-at-a-time', polygon, maxMps: 1 }] });
    const fleet = createFleet([site, site], 1);
    const inside = report(1, { pose: pose(10, 5), activity: 'travelling', route: along(10, 20, 5) });
    const coming = report(0, {
      pose: pose(7.5, 5),
      activity: 'leading',
      busyWithGuest: true,
      route: along(7.5, 20, 5),
    });
    expect(fleet.step(view(1, coming, inside))).toEqual([
      { robot: 0, request: { kind: 'hold', pose: null, why: 'passage' } },
    ]);
    const out = report(1, { pose: pose(14, 5), activity: 'travelling', route: along(14, 20, 5) });
    const holding: RobotReport = { ...coming, activity: 'holding', route: [] };
    expect(fleet.step(view(2, holding, out))).toEqual([{ robot: 0, request: { kind: 'release' } }]);
  });
});

describe('whose fault a touch is', () => {
  it('who drove towards the other caused it; who stood did not', () => {
    const touch = { atS: 0, robot: 3, other: 5, robotMps: 0, otherMps: 0 };
    expect(causeOf({ ...touch, robotMps: 0.4 })).toEqual([3]);
    expect(causeOf({ ...touch, otherMps: 0.2 })).toEqual([5]);
    expect(causeOf({ ...touch, robotMps: 0.3, otherMps: 0.1 })).toEqual([3, 5]);
    expect(causeOf({ ...touch, robotMps: -0.3, otherMps: 0.1 })).toEqual([5]);
  });
});

describe('charging', () => {
  it('a shared dock: the second waits at its post until the first has left, the emptiest first', () => {
    const fleet = createFleet([hallSite(), hallSite(), hallSite()], 1);
    const on = report(0, { activity: 'charging', charging: true, chargeRatio: 0.3, pose: pose(0.8, 10) });
    const two = report(1, { activity: 'to-dock', chargeRatio: 0.2, route: along(6, 2, 10), pose: pose(6, 8) });
    const three = report(2, { activity: 'to-dock', chargeRatio: 0.1, route: along(8, 2, 10), pose: pose(8, 8) });
    const first = fleet.step(view(1, on, two, three)).filter(({ request }) => request.kind === 'hold');
    expect(first.map(({ robot }) => robot).sort()).toEqual([1, 2]);
    const waits = (r: RobotReport): RobotReport => ({ ...r, activity: 'holding', route: [] });
    const gone = report(0, { activity: 'returning', chargeRatio: 0.9, pose: pose(4, 6), route: along(4, 5, 6) });
    const released = fleet
      .step(view(60, gone, waits(two), waits(three)))
      .filter(({ request }) => request.kind === 'release');
    expect(released.map(({ robot }) => robot)).toEqual([2]);
  });

  it('never all at once: one of two is sent early, and the second not while the first is away', () => {
    const fleet = createFleet([hallSite(), hallSite()], 1);
    const a = report(0, { chargeRatio: 0.4 });
    const b = report(1, { chargeRatio: 0.43 });
    expect(fleet.step(view(1, a, b))).toEqual([{ robot: 0, request: { kind: 'go-charge' } }]);
    expect(fleet.step(view(40, { ...a, activity: 'charging', charging: true }, b))).toEqual([]);
  });

  it('a robot that calls little full is not sent back to the dock at once', () => {
    const fleet = createFleet([hallSite(), hallSite()], 1);
    const fresh = report(1, { chargeRatio: 0.8 });
    fleet.step(view(1, report(0, { activity: 'charging', charging: true, chargeRatio: 0.44 }), fresh));
    expect(fleet.step(view(60, report(0, { chargeRatio: 0.43 }), fresh))).toEqual([]);
    expect(fleet.step(view(9000, report(0, { chargeRatio: 0.33 }), fresh))).toEqual([
      { robot: 0, request: { kind: 'go-charge' } },
    ]);
  });
});

describe('any reports', () => {
  const activity = fc.constantFrom<RobotActivity>(
    'at-post',
    'leading',
    'to-dock',
    'docking',
    'charging',
    'returning',
    'holding',
    'stuck',
  );
  const point = fc.record({
    xM: fc.double({ min: -5, max: 30, noNaN: true }),
    yM: fc.double({ min: -5, max: 20, noNaN: true }),
  });
  const any = fc.record({
    pose: point.map((at) => ({ ...at, yawRad: 0 })),
    activity,
    chargeRatio: fc.double({ min: 0, max: 1, noNaN: true }),
    charging: fc.boolean(),
    route: fc.array(point, { maxLength: 12 }),
    busyWithGuest: fc.boolean(),
  });
  it('orders go to robots that exist, one hold a robot, and a saved fleet goes on the same', () => {
    const sites = Array.from({ length: 5 }, () => hallSite());
    fc.assert(
      fc.property(fc.array(fc.array(any, { minLength: 5, maxLength: 5 }), { minLength: 1, maxLength: 12 }), (steps) => {
        const fleet = createFleet(sites, 1);
        const twin = createFleet(sites, 1);
        steps.forEach((robots, k) => {
          const seen = view(k, ...robots.map((change, i) => report(i, change)));
          const orders = fleet.step(seen);
          for (const { robot } of orders) expect(robot >= 0 && robot < 5).toBe(true);
          const holds = orders.filter(({ request }) => request.kind === 'hold').map(({ robot }) => robot);
          expect(new Set(holds).size).toBe(holds.length);
          expect(twin.step(seen)).toEqual(orders);
          twin.load(structuredClone(fleet.save()));
        });
      }),
      { numRuns: 60, seed: 5 },
    );
  });
});

describe('a fleet in the real hall', () => {
  it('3, 10 and 20 robots drive about without a deadlock, the same twice, and the fleet costs little of what they reach', async () => {
    const three = await fleetRun(3, 0.04);
    expect(await fleetRun(3, 0.04)).toEqual(three);
    const ten = await fleetRun(10, 0.06);
    const alone = await fleetRun(10, 0.06, 1, false);
    const twenty = await fleetRun(20, 0.03);
    for (const run of [three, ten, alone, twenty]) {
      console.log(
        `${run.robots} robots, ${(60 * run.hours).toFixed(1)} min${run === alone ? ' without fleet' : ''}: ${run.arrivals} places reached, ` +
          `${run.deadlocks} deadlocks (target 0), longest stand ${run.longestStandS} s, ${run.contacts} contacts (target 0)${run.touches.map((touch) => ` by ${causeOf(touch).join('+')} at ${touch.atS} s`).join()}, ${run.holds} times gave way`,
      );
      expect(run.contacts + run.wallContacts).toBe(0);
    }
    expect(three.deadlocks + ten.deadlocks + twenty.deadlocks).toBe(0);
    expect(three.givenUp + ten.givenUp + twenty.givenUp).toBe(0);
    expect(three.arrivals).toBeGreaterThan(10);
    expect(twenty.arrivals).toBeGreaterThan(40);
    expect(ten.arrivals).toBeGreaterThan(0.85 * alone.arrivals);
  }, 1_500_000);
});
