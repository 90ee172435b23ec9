/** A thousand people leave a hall through four doors, then through two; and the choice between two doors of one wall. */
import { defineCase, type Lab } from '../case';
import { mean } from '../figures';
import { doorInY, type Plan } from '../plan';
import { places } from '../world';

const PEOPLE = { check: 400, full: 1000 };
/** Doors 1 m wide, 4 m from the corners of the long walls of a room 30 x 20 m. */
const DOORS = [
  doorInY(4, 5, 0, 0.2, -1),
  doorInY(25, 26, 0, 0.2, -1),
  doorInY(4, 5, 20, 0.2, 1),
  doorInY(25, 26, 20, 0.2, 1),
];
const hall = (doors: readonly (typeof DOORS)[number][]): Plan => ({
  free: [[0, 0, 30, 20], ...doors.flatMap((door) => door.free)],
  exits: doors.map((door) => door.exit),
});
const FOUR = hall(DOORS);
const TWO = hall(DOORS.slice(2));

function emptied(lab: Lab, plan: Plan): number {
  const world = lab.world(plan);
  world.add(
    places([0.3, 0.3, 29.7, 19.7], PEOPLE[lab.size], lab.random).map((place) => ({
      ...place,
      speedMps: lab.random.normalBetween(1.34, 0.26, 0.5, 2.2),
    })),
  );
  return world.run(1500);
}

export const rimea9 = defineCase({
  of: [{ standard: 'RiMEA', number: '9' }],
  title: 'Half the doors',
  means: 'With half the doors a full hall takes about twice as long to empty: capacity is in the doors.',
  setUp:
    'Room 30 x 20 m, 1000 people (quick check: 400), four doors of 1 m; then doors 1 and 2 closed. Everybody to the nearest door.',
  target: 'about twice as long: ratio 1.5 to 2.5 (the range of IMO test 9)',
  seeds: { check: 1, full: 3 },
  run: (lab) => ({ four: emptied(lab, FOUR), two: emptied(lab, TWO) }),
  judge: (runs) => {
    const four = mean(runs.map((run) => run.four));
    const two = mean(runs.map((run) => run.two));
    return {
      figure: `${four.toFixed(0)} s, then ${two.toFixed(0)} s: ratio ${(two / four).toFixed(2)}`,
      pass: two / four >= 1.5 && two / four <= 2.5,
    };
  },
});
