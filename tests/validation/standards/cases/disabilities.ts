/** One slow and wide person on a ramp: those behind lose time, and get past. */
import { defineCase, type Lab } from '../case';
import { list, mean } from '../figures';
import { across, eastward, type Plan } from '../plan';
import { places } from '../world';

/** Room 4 x 5 m, ramp 12 x 1.5 m, second room with the way out at its end. */
const RAMP: Plan = {
  free: [
    [0, 0, 4, 5],
    [4, 1.75, 16, 3.25],
    [16, 0, 23, 5],
  ],
  exits: [{ area: [20, 0, 23, 5], aim: across([22, 0], [22, 5]) }],
  lines: { end: eastward(16) },
};

/** When the last of the 24 is at the end of the ramp, s. */
function lastOfOthers(lab: Lab, speedMps: number, radiusM: number): number {
  const world = lab.world(RAMP);
  const others = world.add(places([0.2, 0.2, 2.6, 4.8], 24, lab.random).map((place) => ({ ...place, speedMps: 1.25 })));
  world.add([{ xM: 3.3, yM: 2.5, speedMps, radiusM }]);
  world.run(600);
  const line = world.line('end');
  return Math.max(...others.map((row) => line.timeOf(row)));
}

export const disabilities = defineCase({
  of: [
    { standard: 'NIST', number: '2.10' },
    { standard: 'ISO', number: '7' },
  ],
  title: 'Past a wheelchair user',
  means: 'A slow and wide person costs those behind time, but does not stop them.',
  setUp:
    'Room 4 x 5 m, ramp 12 x 1.5 m (level here), second room; 24 people at 1.25 m/s behind one person: half width 0.35 m and 0.4 m/s, then the same as the others. Time until the last of the 24 is over the ramp.',
  target: 'slower than the control (mean of the runs), and earlier than 12 m at 0.4 m/s take (30 s) + the control',
  seeds: { check: 3, full: 20 },
  run: (lab) => [lastOfOthers(lab, 0.4, 0.35), lastOfOthers(lab, 1.25, 0.2)],
  judge: (runs) => {
    const slow = mean(runs.map((run) => run[0] as number));
    const control = mean(runs.map((run) => run[1] as number));
    return { figure: `${list([slow, control], 1)} s`, pass: slow > control && slow < control + 30 };
  },
});
