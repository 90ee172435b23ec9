/** Who stands sits down when a seat gets free: more of the waiting is seated, nobody loses the place in the queue, companions sit together. */
import { describe, expect, it } from 'vitest';
import { Phase } from '../../../../src/kernel/demand/phase';
import { EventKind } from '../../../../src/kernel/events';
import type { Hall } from '../../../../src/kernel/hall';
import type { Resolution } from '../../../../src/kernel/spec';
import { advance } from '../../../../src/kernel/tick';
import { closingsHall } from '../../../worlds/closingsHall';
import { hallOf } from '../../../worlds/shipped';

const COMPANY = 'companionShare: 0.5';

/** Half an hour with eight seats and three slow windows. */
async function fewSeats(resolution: Resolution, moves: boolean, people: string | null = null): Promise<Hall> {
  const spec = await closingsHall(resolution, {}, 3, people);
  const { layout } = spec;
  return hallOf({
    ...spec,
    layout: { ...layout, seats: layout.seats.slice(0, 8) },
    items: spec.items.map((item) => ({ ...item, service: { kind: 'exponential' as const, meanS: 180 } })),
    rules: {
      ...spec.rules,
      seating: { decide: spec.policies.chooseSeat, moveToFreed: moves ? { withinM: 12, aheadMin: 2 } : null },
    },
  });
}

/** Seconds that people with a ticket sat and stood; moves to a seat, companions of those who moved, and how many of these got none. */
function runDay(hall: Hall): { satS: number; stoodS: number; moves: number; company: number; seatless: number } {
  const { citizens, people } = hall;
  let satS = 0;
  let stoodS = 0;
  let moves = 0;
  let company = 0;
  let seatless = 0;
  let read = 0;
  while (!hall.finished && hall.nowS < hall.spec.endS) {
    const before = hall.nowS;
    advance(hall, hall.nowS + 1);
    if (hall.nowS === before) break;
    for (let row = 0; row < citizens.rows; row++) {
      if (citizens.phase[row] === Phase.standing) stoodS++;
      else if (citizens.phase[row] === Phase.seated) satS++;
    }
    for (; read < hall.log.length; read++) {
      if (hall.log.kind[read] !== EventKind.movedToSeat) continue;
      moves++;
      const row = citizens.number.indexOf(hall.log.citizen[read] as number);
      if (!people || row < 0 || citizens.phase[row] !== Phase.walkToWait) continue;
      for (let other = people.companion[row] as number; other >= 0; other = people.next[other] as number) {
        company++;
        if (people.kept[other] === -1) seatless++;
      }
    }
  }
  return { satS, stoodS, moves, company, seatless };
}

/** Visitor numbers in the order in which they were called. */
function calls(hall: Hall): number[] {
  const order: number[] = [];
  for (let i = 0; i < hall.log.length; i++)
    if (hall.log.kind[i] === EventKind.called) order.push(hall.log.citizen[i] as number);
  return order;
}

describe('who stands goes to a seat that gets free', () => {
  it.each(['micro', 'meso'] as const)('%s: less standing, the same queue', async (resolution) => {
    const before = await fewSeats(resolution, false);
    const after = await fewSeats(resolution, true);
    const without = runDay(before);
    const day = runDay(after);
    const share = ({ satS, stoodS }: { satS: number; stoodS: number }): number => satS / (satS + stoodS);
    console.log(
      `${resolution}: of the waiting ${(100 * share(without)).toFixed(0)}% -> ${(100 * share(day)).toFixed(0)}% is seated; ${day.moves} of ${after.counts.arrived} visitors moved from standing to a seat`,
    );
    expect(without.moves).toBe(0);
    expect(day.moves).toBeGreaterThan(5);
    expect(share(day)).toBeGreaterThan(share(without) + 0.05);
    expect([after.problems, after.citizens.inside, after.counts.served]).toEqual([[], 0, before.counts.served]);
    // A window that is free calls the earliest ticket, wherever its owner sits.
    if (resolution === 'meso') expect(calls(after)).toEqual(calls(before));
  });

  it('micro: companions sit with whom they came with', async () => {
    const hall = await fewSeats('micro', true, COMPANY);
    const day = runDay(hall);
    console.log(
      `with companions: ${day.moves} moves, with ${day.company} companions, ${day.seatless} of them without a seat`,
    );
    expect(day.company).toBeGreaterThan(0);
    expect(day.seatless).toBe(0);
    expect([hall.problems, hall.citizens.inside]).toEqual([[], 0]);
  });

  it('nobody moves with few before him, or too far', async () => {
    const hall = await fewSeats('meso', true);
    const { seating } = hall.spec.rules;
    for (const moveToFreed of [
      { withinM: 12, aheadMin: 1000 },
      { withinM: 0.5, aheadMin: 0 },
    ]) {
      const other = hallOf({
        ...hall.spec,
        rules: {
          ...hall.spec.rules,
          seating: { decide: seating?.decide ?? hall.spec.policies.chooseSeat, moveToFreed },
        },
      });
      expect(runDay(other).moves).toBe(0);
    }
  });
});
