/** Parts of the hall that close: nobody stays inside, nobody is lost or frozen, people take another way or wait; the same after winding back. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Phase } from '../../../../src/kernel/demand/phase';
import { EventKind } from '../../../../src/kernel/events';
import { pointInPolygon } from '../../../../src/kernel/geometry';
import type { Polygon } from '../../../../src/kernel/geometry/polygon';
import type { Hall } from '../../../../src/kernel/hall';
import { whatIsIn } from '../../../../src/kernel/rules/closures';
import { hashHall, restoreHall, saveHall } from '../../../../src/kernel/save';
import type { HallSpec, Resolution } from '../../../../src/kernel/spec';
import { advance } from '../../../../src/kernel/tick';
import { closingsHall } from '../../../worlds/closingsHall';
import { hallOf } from '../../../worlds/shipped';

const at = (minute: number): number => 9 * 3600 + 60 * minute;
const box = (x0: number, y0: number, x1: number, y1: number): Polygon => [
  [x0, y0],
  [x1, y0],
  [x1, y1],
  [x0, y1],
];
/** Between the doors in the south and the windows in the north: all but a way along the west wall; all of it; the seats. */
const AISLE = box(4, 8.1, 29.9, 8.9);
const ACROSS = box(0, 8.1, 30, 8.9);
const SEATS = box(5.8, 9.2, 24.2, 14);
/** Everybody has left a closed area after so long, s: the seats are 4.8 m deep, 18 m wide and full. */
const OUT_S = 60;
/** Whoever steps over the edge of one is out again so soon, s. */
const INSIDE_S = 5;

const count = (hall: Hall, kind: EventKind): number => {
  let n = 0;
  for (let i = 0; i < hall.log.length; i++) if (hall.log.kind[i] === kind) n++;
  return n;
};

async function specWith(
  resolution: Resolution,
  areas: readonly (readonly [Polygon, number, number])[],
  seed = 1,
  people: string | null = null,
): Promise<HallSpec> {
  const closures = {
    areas: areas.map(([polygon], i) => ({ id: `area-${i}`, nameZh: '区', nameEn: 'area', polygon })),
    closings: areas.map(([, from, to], area) => ({ area, fromS: at(from), toS: at(to) })),
  };
  return closingsHall(resolution, { closures }, seed, people);
}

/** Services of three minutes instead of one, so that people sit and wait. */
const slow = (spec: HallSpec): HallSpec => ({
  ...spec,
  items: spec.items.map((item) => ({ ...item, service: { kind: 'exponential' as const, meanS: 180 } })),
});

/** Runs the day; longest that somebody was inside a closed area later than OUT_S after it closed, s. Metres walked by all. */
function runDay(hall: Hall): { insideS: number; walkedM: number } {
  const { crowd, citizens, spec } = hall;
  let insideS = 0;
  let walkedM = 0;
  const inside = new Float64Array(4096);
  while (!hall.finished && hall.nowS < spec.endS) {
    const before = hall.nowS;
    advance(hall, hall.nowS + 0.5);
    if (hall.nowS === before) break;
    if (!crowd) continue;
    for (let row = 0; row < citizens.rows; row++) {
      if (citizens.phase[row] === Phase.absent || citizens.phase[row] === Phase.outside) continue;
      walkedM += 0.5 * Math.hypot(crowd.vxMps[row] as number, crowd.vyMps[row] as number);
      const closed = spec.rules.closures?.closings.some(
        ({ area, fromS, toS }) =>
          hall.nowS > fromS + OUT_S &&
          hall.nowS < toS &&
          pointInPolygon(
            spec.rules.closures?.areas[area]?.polygon ?? [],
            crowd.xM[row] as number,
            crowd.yM[row] as number,
          ),
      );
      inside[row] = closed ? (inside[row] as number) + 0.5 : 0;
      insideS = Math.max(insideS, inside[row] as number);
    }
  }
  return { insideS, walkedM };
}

const accounted = (hall: Hall): unknown => [
  hall.problems,
  hall.citizens.inside,
  hall.counts.served + hall.counts.leftUnserved,
];
const all = (hall: Hall): unknown => [[], 0, hall.counts.arrived];

describe('parts of the hall that close', () => {
  it('micro: an aisle closes, everybody takes the way that is left, which is longer', async () => {
    const open = hallOf(await specWith('micro', []));
    const closed = hallOf(await specWith('micro', [[AISLE, 0, 200]]));
    const without = runDay(open);
    const day = runDay(closed);
    console.log(
      `aisle closed all day: ${(without.walkedM / open.counts.arrived).toFixed(1)} -> ${(day.walkedM / closed.counts.arrived).toFixed(1)} m a visitor; inside for ${day.insideS} s at most`,
    );
    expect(accounted(closed)).toEqual(all(closed));
    expect([count(closed, EventKind.areaClosed), count(closed, EventKind.waitsForWay)]).toEqual([1, 0]);
    expect(day.insideS).toBeLessThan(INSIDE_S);
    expect(day.walkedM / closed.counts.arrived).toBeGreaterThan(1.05 * (without.walkedM / open.counts.arrived));
  });

  it('meso: the same aisle makes walks longer', async () => {
    const open = hallOf(await specWith('meso', []));
    const closed = hallOf(await specWith('meso', [[AISLE, 0, 200]]));
    runDay(closed);
    expect(accounted(closed)).toEqual(all(closed));
    const place = closed.spec.layout.places[closed.spec.layout.windows.at(-1)?.place ?? 0];
    const lengthM = (hall: Hall): number =>
      hall.router?.distanceM(place?.target ?? 0, 15, 3, place?.xM ?? 0, place?.yM ?? 0) ?? 0;
    const again = hallOf(await specWith('meso', [[AISLE, 0, 200]]));
    advance(again, at(10));
    expect(lengthM(again)).toBeGreaterThan(lengthM(open) + 5);
  });

  it.each([
    'micro',
    'meso',
  ] as const)('%s: no way is left for five minutes: people wait, with a cause, and then go on', async (resolution) => {
    const hall = hallOf(await specWith(resolution, [[ACROSS, 12, 17]]));
    const { insideS } = runDay(hall);
    console.log(
      `${resolution}, hall closed across: ${count(hall, EventKind.waitsForWay)} waited for a way, inside for ${insideS} s at most`,
    );
    expect(accounted(hall)).toEqual(all(hall));
    expect(count(hall, EventKind.waitsForWay)).toBeGreaterThan(0);
    expect(count(hall, EventKind.areaOpened)).toBe(1);
    expect(insideS).toBeLessThan(INSIDE_S);
  });

  it.each([
    'micro',
    'meso',
  ] as const)('%s: the seats close: who sits there gets up and waits elsewhere', async (resolution) => {
    const hall = hallOf(slow(await specWith(resolution, [[SEATS, 15, 25]])));
    advance(hall, at(15) - 1);
    const sat = hall.citizens.phase.filter((phase) => phase === Phase.seated).length;
    const { insideS } = runDay(hall);
    console.log(`${resolution}, seats closed: ${sat} sat there, inside for ${insideS} s at most after ${OUT_S} s`);
    expect(sat).toBeGreaterThan(3);
    expect(accounted(hall)).toEqual(all(hall));
    expect(insideS).toBeLessThan(INSIDE_S);
  });

  it('closing what is never closed leaves no trace, and the operator can close and open it; winding back undoes it', async () => {
    const plain = hallOf(slow(await specWith('micro', [])));
    const spec = slow(await specWith('micro', [[SEATS, 15, 25]]));
    const hall = hallOf({
      ...spec,
      rules: { ...spec.rules, closures: { ...spec.rules.closures, closings: [] } as never },
    });
    advance(plain, at(16));
    advance(hall, at(16));
    const before = saveHall(hall);
    expect(before.closures).toBeNull();
    expect(Array.from(hall.log.timeS.slice(0, hall.log.length))).toEqual(
      Array.from(plain.log.timeS.slice(0, plain.log.length)),
    );
    const asBefore = hashHall(hall);
    hall.commands.push({ kind: 'set-area', area: 0, closed: true });
    advance(hall, at(18));
    expect(count(hall, EventKind.areaClosed)).toBe(1);
    const after = hashHall(hall);
    restoreHall(hall, before);
    expect(hashHall(hall)).toBe(asBefore);
    hall.commands.push({ kind: 'set-area', area: 0, closed: true });
    advance(hall, at(18));
    expect(hashHall(hall)).toBe(after);
    hall.commands.push({ kind: 'set-area', area: 0, closed: false });
    advance(hall, hall.spec.endS);
    expect(count(hall, EventKind.areaOpened)).toBe(1);
    expect(accounted(hall)).toEqual(all(hall));
  });

  const rectangle = fc.record({
    x: fc.double({ min: 0, max: 26, noNaN: true }),
    y: fc.double({ min: 3, max: 14, noNaN: true }),
    w: fc.double({ min: 0.6, max: 25, noNaN: true }),
    h: fc.double({ min: 0.6, max: 5, noNaN: true }),
    from: fc.integer({ min: 0, max: 20 }),
    lasts: fc.integer({ min: 2, max: 10 }),
  });

  it.each([
    ['meso', 12, null],
    ['micro', 4, null],
    ['micro', 2, 'companionShare: 0.4, childShare: 0.3, strollerShare: 0.1, restShare: 0.8, restAfterM: 8'],
  ] as const)(
    '%s: %i days with areas anywhere, people: %s: nobody inside after a minute, everybody accounted for, a saved day goes on alike',
    async (resolution, numRuns, people) => {
      let closings = 0;
      await fc.assert(
        fc.asyncProperty(
          fc.array(rectangle, { minLength: 1, maxLength: 3 }),
          fc.integer({ min: 1, max: 1000 }),
          async (list, seed) => {
            const base = slow(await specWith(resolution, [], seed, people));
            const areas = list
              .map(
                ({ x, y, w, h, from, lasts }) => [box(x, y, Math.min(x + w, 29.9), y + h), from, from + lasts] as const,
              )
              .filter(([polygon]) => whatIsIn(base.layout, polygon).length === 0);
            closings += areas.length;
            const spec = slow(await specWith(resolution, areas, seed, people));
            const hall = hallOf(spec);
            advance(hall, at(15));
            const saved = structuredClone(saveHall(hall));
            const { insideS } = runDay(hall);
            expect(accounted(hall)).toEqual(all(hall));
            expect(insideS).toBeLessThan(INSIDE_S);
            const again = hallOf(spec);
            restoreHall(again, saved);
            advance(again, spec.endS);
            expect(hashHall(again)).toBe(hashHall(hall));
          },
        ),
        { numRuns, seed: 4 },
      );
      console.log(`${resolution}: ${closings} areas closed and opened in ${numRuns} days`);
      expect(closings).toBeGreaterThan(numRuns / 4);
    },
    600_000,
  );
});
