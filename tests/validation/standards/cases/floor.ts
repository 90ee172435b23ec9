/** One storey of ten rooms on a corridor: faster people are out earlier. */
import { defineCase, type Lab } from '../case';
import { columnMeans, falling, list } from '../figures';
import { across, eastward, type Plan, type Rect } from '../plan';
import { places } from '../world';

/** Rooms 3 x 3 m on both sides of a corridor 2 m wide, doors 1 m, the way out at its east end. */
const rooms: Rect[] = [0, 1, 2, 3, 4].flatMap((i): Rect[] => [
  [3.2 * i, 2.2, 3.2 * i + 3, 5.2],
  [3.2 * i, -3.2, 3.2 * i + 3, -0.2],
]);
const doors: Rect[] = [0, 1, 2, 3, 4].flatMap((i): Rect[] => [
  [3.2 * i + 1, 2, 3.2 * i + 2, 2.2],
  [3.2 * i + 1, -0.2, 3.2 * i + 2, 0],
]);
const STOREY: Plan = {
  free: [...rooms, ...doors, [0, 0, 23, 2]],
  exits: [{ area: [20, 0, 23, 2], aim: across([22, 0], [22, 2]) }],
  lines: { end: eastward(18) },
};
const SPEEDS = [0.5, 0.75, 1, 1.25];

function lastOut(lab: Lab, draw: () => number): number {
  const world = lab.world(STOREY);
  for (const [x0, y0, x1, y1] of rooms) {
    world.add(
      places([x0 + 0.3, y0 + 0.3, x1 - 0.3, y1 - 0.3], 4, lab.random).map((place) => ({ ...place, speedMps: draw() })),
    );
  }
  world.run(600);
  return world.line('end').lastOf(40);
}

export const rimea8 = defineCase({
  of: [{ standard: 'RiMEA', number: '8' }],
  title: 'Parameter study: free speed',
  means: 'The answer moves the right way when an input moves.',
  setUp:
    "One storey of the standard's three: 10 rooms 3 x 3 m with 4 people each, corridor 2 m, doors 1 m. Free speed 0.5 / 0.75 / 1 / 1.25 m/s, the same for all, then uniform within 20%. Time of the last out.",
  target: 'times fall with the speed, both ways (mean of the runs)',
  seeds: { check: 3, full: 20 },
  run: (lab) => [
    ...SPEEDS.map((speed) => lastOut(lab, () => speed)),
    ...SPEEDS.map((speed) => lastOut(lab, () => lab.random.uniformBetween(0.8 * speed, 1.2 * speed))),
  ],
  judge: (runs) => {
    const means = columnMeans(runs);
    const same = means.slice(0, 4);
    const spread = means.slice(4);
    return { figure: `same ${list(same, 1)} s; uniform ${list(spread, 1)} s`, pass: falling(same) && falling(spread) };
  },
});
