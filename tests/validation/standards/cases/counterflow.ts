/** A stream through a corridor against nobody, few, half as many and as many coming the other way. */
import { defineCase, type Lab } from '../case';
import { list, mean, rising } from '../figures';
import { across, eastward, type Plan } from '../plan';
import { places } from '../world';

/** Rooms 10 x 10 m, corridor 2 m wide and 10 m long between them; everybody leaves at the far wall of the other room. */
const ROOMS: Plan = {
  free: [
    [-3, 0, 10, 10],
    [10, 4, 20, 6],
    [20, 0, 33, 10],
  ],
  exits: [
    { area: [30, 0, 33, 10], aim: across([32, 0], [32, 10]) },
    { area: [-3, 0, 0, 10], aim: across([-2, 0], [-2, 10]) },
  ],
  lines: { end: eastward(20) },
};
const PRIMARY = 100;
const OPPONENTS = [0, 10, 50, 100];

/** When the last of the 100 was through the corridor, s; Infinity if not within 15 min. */
function lastThrough(lab: Lab, opponents: number): number {
  const world = lab.world(ROOMS);
  const speedMps = () => lab.random.normalBetween(1.34, 0.26, 0.5, 2.2);
  world.add(
    places([0.2, 0.2, 5, 9.8], PRIMARY, lab.random).map((place) => ({ ...place, speedMps: speedMps(), exit: 0 })),
  );
  if (opponents > 0) {
    world.add(
      places([25, 0.2, 29.8, 9.8], opponents, lab.random).map((place) => ({ ...place, speedMps: speedMps(), exit: 1 })),
    );
  }
  world.run(900);
  return world.line('end').lastOf(PRIMARY);
}

export const counterflow = defineCase({
  of: [
    { standard: 'NIST', number: '2.8' },
    { standard: 'ISO', number: '6' },
  ],
  title: 'Counter-flow',
  means: 'Two crowds in one corridor get past one another, and it costs time. Many models jam here for ever.',
  setUp:
    'Two rooms 10 x 10 m, corridor 2 x 10 m; 100 people one way, 0 / 10 / 50 / 100 the other, speeds N(1.34, 0.26). Time until the last of the 100 is through.',
  target: 'all 100 through, times strictly rising, in every run',
  seeds: { check: 3, full: 20 },
  run: (lab) => OPPONENTS.map((opponents) => lastThrough(lab, opponents)),
  judge: (runs) => {
    const passed = runs.filter(rising).length;
    const means = OPPONENTS.map((_, i) => mean(runs.map((run) => run[i] as number)));
    return {
      figure: `${list(means, 1)} s on average; strictly rising in ${passed} of ${runs.length} runs`,
      pass: passed === runs.length,
    };
  },
});
