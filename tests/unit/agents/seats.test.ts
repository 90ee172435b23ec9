/** Choice of a seat: near the windows, not beside a stranger if avoidable, with a companion. */
import { describe, expect, it } from 'vitest';
import { apart, nearest, nearWindows, stands } from '../../../agents/citizen/seats';
import type { SeatView } from '../../../agents/contract';
import { EventKind } from '../../../src/kernel/events';
import { runHall } from '../../../src/runtime/run';
import { lineSpecOf } from '../../worlds/lineDay';
import { hallOf } from '../../worlds/shipped';

const view = (
  toSeatM: number[],
  toWindowsM: number[],
  neighbours: number[],
  freeBeside = toSeatM.map(() => 1),
  companions = 0,
): SeatView => ({
  count: toSeatM.length,
  toSeatM: Float64Array.from(toSeatM),
  toWindowsM: Float64Array.from(toWindowsM),
  neighbours: Uint8Array.from(neighbours),
  freeBeside: Uint8Array.from(freeBeside),
  companions,
});

describe('seat policies', () => {
  it('near-windows weighs walk, windows and strangers', () => {
    expect(nearWindows(view([5, 5], [10, 8], [0, 0]))).toBe(1);
    expect(nearWindows(view([5, 5], [10, 9], [0, 1]))).toBe(0);
    expect(nearWindows(view([5, 5], [10, 7], [0, 1]))).toBe(1);
  });

  it('nearest takes the shortest walk, apart whatever keeps a distance, stands none', () => {
    const three = view([2, 4, 9], [9, 9, 9], [2, 1, 0]);
    expect([nearest(three), apart(three), stands()]).toEqual([0, 2, -1]);
    expect(nearWindows(view([], [], []))).toBe(-1);
  });

  it('two together rather walk 6 m than sit apart', () => {
    expect(nearest(view([2, 7], [0, 0], [2, 0], [0, 1], 1))).toBe(1);
    expect(nearest(view([2, 9], [0, 0], [2, 0], [0, 1], 1))).toBe(0);
    expect(nearest(view([2, 7], [0, 0], [2, 0], [0, 1], 0))).toBe(0);
  });
});

describe('groups', () => {
  it('a family walks up to 6 m more for each that would sit apart', () => {
    const four = (farM: number) => nearest(view([2, farM], [0, 0], [0, 0], [1, 3], 3));
    expect(four(13)).toBe(1);
    expect(four(15)).toBe(0);
  });
});

describe('seats in a hall', () => {
  const sitting = async (rules: string) => {
    const hall = hallOf(await lineSpecOf(rules, { resolution: 'meso' }));
    runHall(hall);
    const at = new Map<number, number>();
    let seated = 0;
    let beside = 0;
    let stood = 0;
    for (let i = 0; i < hall.log.length; i++) {
      const citizen = hall.log.citizen[i] as number;
      const place = hall.log.a[i] as number;
      if (hall.log.kind[i] === EventKind.waiting && place >= 0) {
        if (hall.log.b[i] === 1) {
          seated++;
          const near = new Set(hall.derived.seatNeighbours[place]?.map((other) => hall.spec.layout.seats[other]));
          if ([...at.values()].some((other) => near.has(other))) beside++;
        } else stood++;
        at.set(citizen, place);
      } else if (hall.log.kind[i] === EventKind.called || hall.log.kind[i] === EventKind.left) at.delete(citizen);
    }
    return { seated, stood, share: beside / Math.max(1, seated) };
  };

  it('apart keeps people apart, nearest puts them together, stands leaves the seats empty', async () => {
    const [everyday, near, far, none] = await Promise.all(
      ['', '  seating: { policy: nearest }', '  seating: { policy: apart }', '  seating: { policy: stands }'].map(
        sitting,
      ),
    );
    console.log(
      `sat down beside somebody: everyday ${everyday?.share.toFixed(3)}, nearest ${near?.share.toFixed(3)}, apart ${far?.share.toFixed(3)}, n = ${everyday?.seated}`,
    );
    expect(everyday?.seated).toBeGreaterThan(100);
    expect(far?.share).toBeLessThan(0.02);
    expect(near?.share).toBeGreaterThan((everyday?.share ?? 1) + 0.1);
    expect(none?.seated).toBe(0);
    expect(none?.stood).toBeGreaterThan(100);
  }, 300_000);

  it('companions sit beside whom they came with', async () => {
    const hall = hallOf(await lineSpecOf('  companions: { share: 0.5 }', { resolution: 'meso' }));
    const { rules } = hall;
    let pairs = 0;
    let together = 0;
    const seen = new Set<number>();
    const { advance } = await import('../../../src/kernel/tick');
    for (let t = hall.spec.openS; t < hall.spec.closeS; t += 30) {
      advance(hall, t);
      for (let row = 0; row < hall.citizens.rows; row++) {
        const place = hall.citizens.place[row] as number;
        const other = rules?.companionPlace[row] ?? -1;
        if (place < 0 || other < 0 || seen.has(hall.citizens.number[row] as number)) continue;
        seen.add(hall.citizens.number[row] as number);
        pairs++;
        const beside = hall.derived.seatNeighbours[place]?.map((seat) => hall.spec.layout.seats[seat]) ?? [];
        if (beside.includes(other)) together++;
      }
    }
    console.log(`companions beside: ${together} of ${pairs}`);
    expect(pairs).toBeGreaterThan(30);
    expect(together / pairs).toBeGreaterThan(0.95);
  }, 300_000);
});
