/** Which way out: assigned, closed meanwhile, familiar, shorter, less crowded. */
import { defineCase, type Lab } from '../case';
import { list, mean } from '../figures';
import { doorInY, type Plan } from '../plan';
import { places } from '../world';

/** Room 10 x 12 m with an exit of 1 m near each corner of its north wall. */
const left = doorInY(0.5, 1.5, 12, 0.2, 1);
const right = doorInY(8.5, 9.5, 12, 0.2, 1);
const TWO_EXITS: Plan = { free: [[0, 0, 10, 12], ...left.free, ...right.free], exits: [left.exit, right.exit] };

export const dynamicExit = defineCase({
  of: [
    { standard: 'NIST', number: '4.1' },
    { standard: 'ISO', number: '9' },
  ],
  title: 'An exit closes on the way',
  means: 'Who finds the way closed takes the other one.',
  setUp: 'Room 10 x 12 m, two exits; one person sets off to exit 1, which closes after 1 s. The suite sends the person on, as other renderings do.',
  target: 'out by exit 2',
  seeds: { check: 5, full: 50 },
  run(lab) {
    const world = lab.world(TWO_EXITS);
    const [row] = world.add([{ xM: lab.random.uniformBetween(2, 8), yM: lab.random.uniformBetween(0.5, 3), speedMps: 1.2, exit: 0 }]) as [number];
    let closed = false;
    world.run(120, () => {
      if (closed || world.timeS < 1) return;
      closed = true;
      world.send(row, 1);
    });
    return world.leftBy[row] === 1;
  },
  judge: (runs) => ({ figure: `${runs.filter(Boolean).length} of ${runs.length} by exit 2`, pass: runs.every(Boolean) }),
});

/** Long way round three sides of a ring, short cut through a passage below: ISO's two storeys unfolded. */
const ROUTES: Plan = {
  free: [
    [0, 0, 2, 20],
    [0, 18, 20, 20],
    [18, 0, 20, 20],
    [0, 0, 7.75, 2],
    [6.25, -10, 7.75, 2],
    [6.25, -10, 13.75, -8],
    [12.25, -10, 13.75, 2],
    [12.25, 0, 23, 2],
  ],
  exits: [{ area: [20.5, 0, 23, 2], aims: [[22, 0.5], [22, 1.5]] }],
};

export const iso17 = defineCase({
  of: [{ standard: 'ISO', number: '17' }],
  title: 'The shorter of two ways',
  means: 'People who know the building take the shorter way.',
  setUp: 'A ring of corridors 2 m wide: 54 m round three sides, or 37 m through a passage of 1.5 m below (the stairs of the standard are level here). 10 people.',
  target: 'more than half take the shorter way',
  seeds: { check: 3, full: 20 },
  run(lab) {
    const world = lab.world(ROUTES);
    const people = 10;
    world.add(places([0.2, 0.2, 2, 1.8], people, lab.random).map((place) => ({ ...place, speedMps: 1.2 })));
    const below = world.line({ axis: 'y', at: -5, from: 6, to: 8, way: -1 });
    world.run(300);
    return below.rows.length / people;
  },
  judge: (runs) => ({ figure: `${(100 * mean(runs)).toFixed(0)}% by the shorter way`, pass: mean(runs) > 0.5 }),
});
