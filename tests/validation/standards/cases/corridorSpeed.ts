/** One person, free, along a corridor: the assigned speed is the speed walked. */
import { defineCase } from '../case';
import { least, mean, most, range } from '../figures';
import { corridor, eastward } from '../plan';

/** From 10 m before the first line to 10 m behind the second. */
const HALL = corridor(60, 2, { at10: eastward(10), at40: eastward(40.5), at50: eastward(50) });

export const rimea1 = defineCase({
  of: [{ standard: 'RiMEA', number: '1' }],
  title: 'Walking speed in a corridor',
  means: 'A person alone needs distance / speed, no more and no less.',
  setUp: 'Corridor 2 m wide, one person, 1.33 m/s, 40 m from start to line; people leave 22 m behind it.',
  target: '26 to 34 s, never in a wall',
  seeds: { check: 3, full: 20 },
  run(lab) {
    const world = lab.world(HALL);
    world.add([{ xM: 0.5, yM: lab.random.uniformBetween(0.3, 1.7), speedMps: 1.33 }]);
    world.run(120);
    return world.line('at40').lastOf(1);
  },
  judge: (times) => ({ figure: range(times, 2, ' s'), pass: least(times) >= 26 && most(times) <= 34 }),
});

export const speedOver40m = defineCase({
  of: [
    { standard: 'NIST', number: '2.1' },
    { standard: 'ISO', number: '2' },
  ],
  title: 'Speed over 40 m',
  means: 'The same between two lines: no start or end effects.',
  setUp: 'Corridor 2 x 60 m, one person, 1.0 m/s, timed from 10 m to 50 m.',
  target: '1.0 +- 0.05 m/s',
  seeds: { check: 3, full: 20 },
  run(lab) {
    const world = lab.world(HALL);
    world.add([{ xM: 0.5, yM: lab.random.uniformBetween(0.3, 1.7), speedMps: 1 }]);
    world.run(120);
    return 40 / (world.line('at50').lastOf(1) - world.line('at10').lastOf(1));
  },
  judge: (speeds) => ({
    figure: `${range(speeds, 3)} m/s, mean ${mean(speeds).toFixed(3)}`,
    pass: speeds.every((speed) => Math.abs(speed - 1) <= 0.05),
  }),
});
