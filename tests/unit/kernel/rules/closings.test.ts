/** Doors and windows that close during the day: what becomes of those on the way, called or queued; nobody is lost or frozen. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Phase } from '../../../../src/kernel/demand/phase';
import { EventKind, LeaveReason } from '../../../../src/kernel/events';
import type { Hall } from '../../../../src/kernel/hall';
import type { DoorsSpec } from '../../../../src/kernel/rules/doors';
import type { WindowClosing, WindowClosingPolicy } from '../../../../src/kernel/rules/windowClosings';
import { hashHall, restoreHall, saveHall } from '../../../../src/kernel/save';
import type { Resolution } from '../../../../src/kernel/spec';
import { advance } from '../../../../src/kernel/tick';
import { visitsOf } from '../../../../src/metrics/visits';
import { closingsHall, DOORS } from '../../../worlds/closingsHall';
import { hallOf } from '../../../worlds/shipped';
import { story } from '../../../worlds/smallDay';

type Rules = { readonly doors?: DoorsSpec; readonly windowClosings?: readonly WindowClosing[] };

async function dayOf(resolution: Resolution, rules: Rules, seed = 1): Promise<Hall> {
  const hall = hallOf(await closingsHall(resolution, rules, seed));
  advance(hall, hall.spec.endS);
  return hall;
}

const count = (hall: Hall, kind: EventKind, a?: number): number => {
  let n = 0;
  for (let i = 0; i < hall.log.length; i++)
    if (hall.log.kind[i] === kind && (a ?? hall.log.a[i]) === hall.log.a[i]) n++;
  return n;
};

/** Came = left with a reason + inside; nobody twice. */
function accounts(hall: Hall): { arrived: number; left: number; inside: number } {
  const reasons = new Set<number>(Object.values(LeaveReason));
  const left = visitsOf(hall.log).filter((visit) => Number.isFinite(visit.leftS) && reasons.has(visit.reason)).length;
  return { arrived: hall.counts.arrived, left, inside: hall.citizens.inside };
}

const BOTH = ['micro', 'meso'] as const;
const at = (minute: number): number => 9 * 3600 + 60 * minute;

describe('doors that close', () => {
  it.each(BOTH)('%s: everybody leaves by the open one while the other is closed', async (resolution) => {
    const closings = [{ door: DOORS.west, fromS: at(0), toS: at(200), policy: 'reroute' as const }];
    const hall = await dayOf(resolution, { doors: { choose: 'nearest', closings } });
    expect(hall.problems).toEqual([]);
    expect(accounts(hall).left).toBe(hall.counts.arrived);
    expect(count(hall, EventKind.doorClosed)).toBe(1);
    expect(count(hall, EventKind.waitsAtDoor)).toBe(0);
  });

  it.each(BOTH)('%s: both ways out closed: people wait before them, and go when one opens', async (resolution) => {
    const closings = [DOORS.west, DOORS.east].map((door) => ({
      door,
      fromS: at(5),
      toS: at(20),
      policy: 'reroute' as const,
    }));
    const spec = await closingsHall(resolution, { doors: { choose: 'nearest', closings } });
    const hall = hallOf(spec);
    advance(hall, at(5));
    const before = count(hall, EventKind.left);
    advance(hall, at(19));
    expect(count(hall, EventKind.left)).toBe(before);
    const waiting = count(hall, EventKind.waitsAtDoor);
    expect(waiting).toBeGreaterThan(5);
    let stand = 0;
    for (let row = 0; row < hall.citizens.rows; row++)
      if (hall.citizens.phase[row] === Phase.leaving && hall.citizens.moving[row] === 0) stand++;
    expect(stand).toBe(waiting);
    expect(count(hall, EventKind.jamReleased)).toBe(0);
    advance(hall, at(22));
    expect(count(hall, EventKind.left)).toBeGreaterThanOrEqual(before + waiting);
    advance(hall, spec.endS);
    expect(hall.problems).toEqual([]);
    expect(accounts(hall)).toEqual({ arrived: hall.counts.arrived, left: hall.counts.arrived, inside: 0 });
  });

  it('micro: `reroute` turns round who is on the way, `wait` lets them stand there', async () => {
    const stories = [];
    for (const policy of ['reroute', 'wait'] as const) {
      const closings = [DOORS.west, DOORS.east].flatMap((door, k) =>
        [4, 8, 12, 16, 20, 24, 28].map((minute) => ({
          door,
          fromS: at(minute + 2 * k),
          toS: at(minute + 1.5 + 2 * k),
          policy,
        })),
      );
      const hall = await dayOf('micro', { doors: { choose: 'nearest', closings } });
      expect(hall.problems).toEqual([]);
      expect(accounts(hall).left).toBe(hall.counts.arrived);
      stories.push([count(hall, EventKind.exitChanged), count(hall, EventKind.waitsAtDoor)]);
    }
    console.log(`exits changed and waits at closed doors: reroute ${stories[0]}, wait ${stories[1]}`);
    expect(stories[0]?.[0]).toBeGreaterThan(0);
    expect(stories[0]?.[1]).toBe(0);
    expect(stories[1]?.[0]).toBe(0);
    expect(stories[1]?.[1]).toBeGreaterThan(0);
  });

  it.each(
    BOTH,
  )('%s: the entrance closed: newcomers wait outside; at closing time who is outside goes home', async (resolution) => {
    const hall = await dayOf(resolution, {
      doors: { choose: 'nearest', closings: [{ door: DOORS.main, fromS: at(10), toS: at(40), policy: 'reroute' }] },
    });
    const visits = visitsOf(hall.log);
    const kept = visits.filter((visit) => visit.reason === LeaveReason.closed);
    expect(kept.length).toBeGreaterThan(5);
    expect(kept.every((visit) => visit.leftS >= at(30) - 1e-6)).toBe(true);
    expect(accounts(hall)).toEqual({ arrived: hall.counts.arrived, left: hall.counts.arrived, inside: 0 });
  });

  it('without a closing and with `nearest` the day is the same as without the rule', async () => {
    const without = await dayOf('micro', {});
    const withRule = await dayOf('micro', { doors: { choose: 'nearest', closings: [] } });
    expect(story(withRule, 'arrived', 'called', 'left')).toEqual(story(without, 'arrived', 'called', 'left'));
  });
});

describe('windows that close', () => {
  const closed = (policy: WindowClosingPolicy): WindowClosing[] =>
    [0, 1, 2].flatMap((window) =>
      [3, 6, 9, 12, 15, 18, 21, 24].map((minute) => ({
        window,
        fromS: at(minute + window * 0.4),
        toS: at(minute + window * 0.4 + 1),
        policy,
      })),
    );

  it.each(
    BOTH,
  )('%s: `serve` withdraws no call, `reroute` does and keeps the place, `wait` serves who stands there first', async (resolution) => {
    const halls = new Map<WindowClosingPolicy, Hall>();
    for (const policy of ['serve', 'reroute', 'wait'] as const) {
      const hall = await dayOf(resolution, { windowClosings: closed(policy) }, 3);
      expect(hall.problems).toEqual([]);
      expect(accounts(hall)).toEqual({ arrived: hall.counts.arrived, left: hall.counts.arrived, inside: 0 });
      // Opened as often as closed, and nobody is served at a closed window.
      expect(count(hall, EventKind.windowOpened)).toBe(count(hall, EventKind.windowClosed));
      expect(servedWhileClosed(hall)).toBe(0);
      halls.set(policy, hall);
    }
    const events = (policy: WindowClosingPolicy): [number, number] => {
      const hall = halls.get(policy) as Hall;
      return [count(hall, EventKind.callWithdrawn), count(hall, EventKind.waitsAtWindow)];
    };
    console.log(
      `${resolution}: calls withdrawn and waits at the window: serve ${events('serve')}, reroute ${events('reroute')}, wait ${events('wait')}`,
    );
    expect(events('serve')).toEqual([0, 0]);
    expect(events('reroute')[0]).toBeGreaterThan(0);
    expect(events('reroute')[1]).toBe(0);
    expect(events('wait')[0]).toBe(0);
    expect(events('wait')[1]).toBeGreaterThan(0);
    const hall = halls.get('reroute') as Hall;
    // Who was sent back is called again before anybody who took a ticket later.
    expect(overtaken(hall)).toBe(0);
  });
});

/** Services begun at a window between its closing and its opening. */
function servedWhileClosed(hall: Hall): number {
  const open = new Map<number, boolean>();
  let wrong = 0;
  for (let i = 0; i < hall.log.length; i++) {
    const window = hall.log.a[i] as number;
    if (hall.log.kind[i] === EventKind.windowOpened) open.set(window, true);
    if (hall.log.kind[i] === EventKind.windowClosed) open.set(window, false);
    if (hall.log.kind[i] === EventKind.serviceStarted && open.get(window) !== true) wrong++;
  }
  return wrong;
}

/** Calls of a later ticket while one whose call was withdrawn waits. */
function overtaken(hall: Hall): number {
  const ticketOf = new Map<number, number>();
  const back = new Set<number>();
  let wrong = 0;
  for (let i = 0; i < hall.log.length; i++) {
    const citizen = hall.log.citizen[i] as number;
    const kind = hall.log.kind[i];
    if (kind === EventKind.ticketTaken) ticketOf.set(citizen, hall.log.b[i] as number);
    if (kind === EventKind.callWithdrawn) back.add(citizen);
    if (kind !== EventKind.called) continue;
    back.delete(citizen);
    for (const other of back) if ((ticketOf.get(other) as number) < (ticketOf.get(citizen) as number)) wrong++;
  }
  return wrong;
}

/** People who went out while every way out was closed; who never came in does not count. */
function leftWhileClosed(hall: Hall): number {
  const closed = new Set<number>();
  let wrong = 0;
  for (let i = 0; i < hall.log.length; i++) {
    const a = hall.log.a[i] as number;
    if (hall.log.kind[i] === EventKind.doorClosed) closed.add(a);
    if (hall.log.kind[i] === EventKind.doorOpened) closed.delete(a);
    const inside = a !== LeaveReason.turnedAway && a !== LeaveReason.closed;
    if (hall.log.kind[i] === EventKind.left && inside && closed.has(DOORS.west) && closed.has(DOORS.east)) wrong++;
  }
  return wrong;
}

describe('whatever closes and opens', () => {
  const minutes = fc.integer({ min: 0, max: 50 });
  const lasts = fc.integer({ min: 1, max: 20 });
  const door = fc.record({
    door: fc.constantFrom(0, 1, 2),
    from: minutes,
    lasts,
    policy: fc.constantFrom('reroute' as const, 'wait' as const),
  });
  const window = fc.record({
    window: fc.constantFrom(0, 1, 2),
    from: minutes,
    lasts,
    policy: fc.constantFrom('serve' as const, 'reroute' as const, 'wait' as const),
  });
  const rules = fc.record({
    choose: fc.constantFrom('nearest' as const, 'quickest' as const),
    doors: fc.array(door, { maxLength: 5 }),
    windows: fc.array(window, { maxLength: 6 }),
    seed: fc.integer({ min: 1, max: 1000 }),
  });
  /** Closings of one thing one after the other, as the schema demands. */
  const apart = <T extends { from: number; lasts: number }>(list: readonly T[], key: (entry: T) => number): T[] => {
    const until = new Map<number, number>();
    return [...list]
      .sort((a, b) => a.from - b.from)
      .filter((entry) => {
        const free = entry.from >= (until.get(key(entry)) ?? 0);
        if (free) until.set(key(entry), entry.from + entry.lasts);
        return free;
      });
  };

  it.each([
    ['meso', 60, null],
    ['micro', 8, null],
    ['micro', 6, 'companionShare: 0.4, childShare: 0.3, strollerShare: 0.1, restShare: 0.8, restAfterM: 8'],
  ] as const)(
    '%s: everybody is accounted for, the day ends, and a saved day goes on alike (%i random days, people: %s)',
    async (resolution, numRuns, people) => {
      await fc.assert(
        fc.asyncProperty(rules, async ({ choose, doors, windows, seed }) => {
          const spec = await closingsHall(
            resolution,
            {
              doors: {
                choose,
                closings: apart(doors, (entry) => entry.door).map((entry) => ({
                  door: entry.door,
                  fromS: at(entry.from),
                  toS: at(entry.from + entry.lasts),
                  policy: entry.policy,
                })),
              },
              windowClosings: apart(windows, (entry) => entry.window).map((entry) => ({
                window: entry.window,
                fromS: at(entry.from),
                toS: at(entry.from + entry.lasts),
                policy: entry.policy,
              })),
            },
            seed,
            people,
          );
          const hall = hallOf(spec);
          advance(hall, at(15));
          const saved = structuredClone(saveHall(hall));
          advance(hall, spec.endS);
          expect(hall.problems).toEqual([]);
          expect(accounts(hall)).toEqual({ arrived: hall.counts.arrived, left: hall.counts.arrived, inside: 0 });
          expect(servedWhileClosed(hall)).toBe(0);
          expect(leftWhileClosed(hall)).toBe(0);
          if (people === null) expect(count(hall, EventKind.jamReleased)).toBe(0);
          const again = hallOf(spec);
          restoreHall(again, saved);
          advance(again, spec.endS);
          expect(hashHall(again)).toBe(hashHall(hall));
        }),
        { numRuns, seed: 4 },
      );
    },
    600_000,
  );
});
