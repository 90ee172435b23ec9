/** Twelve rooms on a corridor with a main and a secondary exit: everybody goes where he or she is sent. */
import { defineCase, type Lab } from '../case';
import { mean } from '../figures';
import { doorInX, type Plan, type Rect } from '../plan';
import { places } from '../world';

/** Rooms 1 to 6 north of the corridor from west to east, 7 to 12 south; 3 x 5 m, doors 0.9 m, corridor 1.2 m. */
const rooms: Rect[] = [0, 1].flatMap((south) =>
  [0, 1, 2, 3, 4, 5].map((i): Rect => (south ? [3.2 * i, -5.2, 3.2 * i + 3, -0.2] : [3.2 * i, 1.4, 3.2 * i + 3, 6.4])),
);
const doors: Rect[] = [0, 1].flatMap((south) =>
  [0, 1, 2, 3, 4, 5].map(
    (i): Rect => (south ? [3.2 * i + 1, -0.2, 3.2 * i + 1.9, 0] : [3.2 * i + 1, 1.2, 3.2 * i + 1.9, 1.4]),
  ),
);
const main = doorInX(0.1, 1.1, 0, 0.2, -1);
const secondary = doorInX(0.1, 1.1, 19, 0.2, 1);
const FLOOR: Plan = {
  free: [...rooms, ...doors, [0, 0, 19, 1.2], ...main.free, ...secondary.free],
  exits: [main.exit, secondary.exit],
  lines: { main: main.line, secondary: secondary.line },
};
/** Exit by room 1 to 12: 5, 6, 11 and 12 use the secondary one. */
const exitOf = (room: number): number => ([4, 5, 10, 11].includes(room) ? 1 : 0);

function allocation(lab: Lab, people: number): { right: number; people: number } {
  const world = lab.world(FLOOR);
  const count = rooms.map((_, room) => Math.floor(people / 12) + (room < people % 12 ? 1 : 0));
  rooms.forEach(([x0, y0, x1, y1], room) => {
    world.add(
      places([x0 + 0.3, y0 + 0.3, x1 - 0.3, y1 - 0.3], count[room] as number, lab.random).map((place) => ({
        ...place,
        speedMps: 1.2,
        exit: exitOf(room),
      })),
    );
  });
  world.run(300);
  const through = ['main', 'secondary'].map((name) => world.line(name).rows);
  const right = world.people.filter(({ exit = 0 }, row) => {
    const [own, other] = [through[exit] as readonly number[], through[1 - exit] as readonly number[]];
    return own.includes(row) && !other.includes(row);
  }).length;
  return { right, people };
}

const judge = (runs: readonly { right: number; people: number }[]) => {
  const share = mean(runs.map((run) => run.right / run.people));
  return { figure: `${(100 * share).toFixed(1)}% at the assigned exit`, pass: share === 1 };
};
const setUp =
  '12 rooms 3 x 5 m on both sides of a corridor 1.2 m wide (the standard: 1 m), doors 0.9 m, an exit of 1 m at each end. Rooms 1-4 and 7-10 to the main, 5, 6, 11 and 12 to the secondary exit';

export const rimea10 = defineCase({
  of: [{ standard: 'RiMEA', number: '10' }],
  title: 'Assigned escape routes, 23 people',
  means: 'Everybody takes the exit assigned, also against the stream.',
  setUp: `${setUp}; 23 people.`,
  target: '100% at the assigned exit',
  seeds: { check: 3, full: 20 },
  run: (lab) => allocation(lab, 23),
  judge,
});

export const routeAllocation = defineCase({
  of: [
    { standard: 'NIST', number: '3.1' },
    { standard: 'ISO', number: '8' },
  ],
  title: 'Assigned exits, 13 people',
  means: 'The same with one person a room and one more.',
  setUp: `${setUp}; 13 people.`,
  target: '100% at the assigned exit',
  seeds: { check: 3, full: 20 },
  run: (lab) => allocation(lab, 13),
  judge,
});
