/** People who belong together arrive together. */
import { defineCase, type Lab } from '../case';
import { most, range } from '../figures';
import { doorInY, type Plan } from '../plan';
import { places } from '../world';

const door = doorInY(4.5, 5.5, 0, 0.2, -1);
const ROOM: Plan = { free: [[0, 0, 10, 20], ...door.free], exits: [door.exit], lines: { door: door.line } };

/** Seconds between the first and the last of group 1 at the door. */
function spreadS(lab: Lab, group: readonly number[], others: number): number {
  const world = lab.world(ROOM);
  const rows = world.add(
    places([3, 17, 7, 19.5], group.length, lab.random).map((place, i) => ({ ...place, speedMps: group[i] as number })),
  );
  world.walkTogether(rows);
  world.add(places([1, 8, 9, 12], 10, lab.random).map((place) => ({ ...place, speedMps: others })));
  world.run(400);
  const line = world.line('door');
  const times = rows.map((row) => line.timeOf(row));
  return most(times) - Math.min(...times);
}

const setUp =
  'Room 10 x 20 m, 1 m door; group 1 walks together and starts 17 m from the door, group 2 (10 people) 8 to 12 m from it.';

export const nist29 = defineCase({
  of: [{ standard: 'NIST', number: '2.9' }],
  title: 'A group with one slow member',
  means: 'Companions wait for the slowest.',
  setUp: `${setUp} Group 1: four at 1.25 and one at 0.5 m/s; group 2 at 0.2 m/s.`,
  target: 'group 1 through the door within 10 s',
  seeds: { check: 3, full: 20 },
  run: (lab) => spreadS(lab, [1.25, 1.25, 1.25, 1.25, 0.5], 0.2),
  judge: (spreads) => ({ figure: range(spreads, 1, ' s'), pass: most(spreads) <= 10 }),
});

export const iso14 = defineCase({
  of: [{ standard: 'ISO', number: '14' }],
  title: 'A fast group among slow people',
  means: 'A group is not torn apart by those it overtakes.',
  setUp: `${setUp} Group 1: five at 1.25 m/s; group 2 at 0.5 m/s.`,
  target: 'group 1 through the door within 10 s',
  seeds: { check: 3, full: 20 },
  run: (lab) => spreadS(lab, [1.25, 1.25, 1.25, 1.25, 1.25], 0.5),
  judge: (spreads) => ({ figure: range(spreads, 1, ' s'), pass: most(spreads) <= 10 }),
});
