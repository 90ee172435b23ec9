/** Two rooms and what lies between them: where the goal is, how long and how wide the neck, one neck behind another. */
import { defineCase, type Lab } from '../case';
import { columnMeans, list, mean, rising } from '../figures';
import { across, eastward, type Plan, type Rect } from '../plan';
import { places, type World } from '../world';

const PEOPLE = 150;
const START: Rect = [0.2, 0.2, 7, 9.8];

/** Room 10 x 10 m, neck of `lengthM` x `widthM` in the middle of its east wall, second room; everybody leaves at x >= `goalM` behind the neck. */
function twoRooms(lengthM: number, widthM: number, goalM: number): Plan {
  const x = 10 + lengthM;
  const end = x + Math.max(10, goalM + 3);
  return {
    free: [
      [0, 0, 10, 10],
      [10, 5 - widthM / 2, x, 5 + widthM / 2],
      [x, 0, end, 10],
    ],
    exits: [{ area: [x + goalM, 0, end, 10], aim: across([x + goalM + 1.5, 0], [x + goalM + 1.5, 10]) }],
    lines: { entrance: eastward(10) },
  };
}

function fill(lab: Lab, plan: Plan): World {
  const world = lab.world(plan);
  world.add(
    places(START, PEOPLE, lab.random).map((place) => ({
      ...place,
      speedMps: lab.random.normalBetween(1.34, 0.26, 0.5, 2.2),
    })),
  );
  return world;
}

const NEAR = twoRooms(0.2, 1, 2);
const FAR = twoRooms(0.2, 1, 8);

export const rimea12a = defineCase({
  of: [{ standard: 'RiMEA', number: '12a' }],
  title: 'Position of the goal behind a bottleneck',
  means: 'What lies behind a door does not throttle it; a farther goal only adds the walk.',
  setUp:
    'Two rooms 10 x 10 m, 1 m opening, 150 people; goal 2 m, then 8 m behind the opening. Time of the last at the goal.',
  target: 'nearer goal not later (mean of the runs)',
  seeds: { check: 2, full: 10 },
  run: (lab) => [fill(lab, NEAR).run(900), fill(lab, FAR).run(900)],
  judge: (runs) => {
    const [near, far] = columnMeans(runs) as [number, number];
    return { figure: `${list([near, far], 1)} s`, pass: Number.isFinite(far) && near <= far };
  },
});

const SHORT = twoRooms(0.2, 1, 6);
const LONG = twoRooms(5, 1, 6);

export const rimea12b = defineCase({
  of: [{ standard: 'RiMEA', number: '12b' }],
  title: 'Length of a bottleneck',
  means: 'A narrow passage costs more than a door of the same width.',
  setUp: 'As before, goal 6 m behind; opening 1 m wide and 0.2 m, then 5 m long. Time of the last at the goal.',
  target: 'longer is slower (mean of the runs)',
  seeds: { check: 2, full: 10 },
  run: (lab) => [fill(lab, SHORT).run(900), fill(lab, LONG).run(900)],
  judge: (runs) => {
    const [short, long] = columnMeans(runs) as [number, number];
    return { figure: `${list([short, long], 1)} s`, pass: Number.isFinite(long) && short < long };
  },
});

const TWICE: Plan = {
  free: [
    [0, 0, 10, 10],
    [10, 4.5, 10.2, 5.5],
    [10.2, 0, 20.2, 10],
    [20.2, 4.5, 20.4, 5.5],
    [20.4, 0, 27.4, 10],
  ],
  exits: [{ area: [24.4, 0, 27.4, 10], aim: across([26, 0], [26, 10]) }],
  lines: { first: eastward(10), second: eastward(20.2) },
};

export const rimea12c = defineCase({
  of: [{ standard: 'RiMEA', number: '12c' }],
  title: 'Two bottlenecks in a row',
  means: 'The first door meters the crowd: before the second, equally wide one there is no jam.',
  setUp:
    'Three rooms, two openings of 1 m, 150 people. Most people within 2 x 3 m before each opening; first crossing of each.',
  target: 'jam before the first only: peak 1 > peak 2; first crossing 1 before 2',
  seeds: { check: 2, full: 10 },
  run(lab) {
    const world = fill(lab, TWICE);
    let one = 0;
    let two = 0;
    world.run(900, () => {
      one = Math.max(one, world.count([8, 3.5, 10, 6.5]));
      two = Math.max(two, world.count([18.2, 3.5, 20.2, 6.5]));
    });
    const second = world.line('second').timesS;
    return {
      one,
      two,
      first: world.line('first').timesS[0] ?? Number.NaN,
      second: second[0] ?? Number.NaN,
      out: second.length,
    };
  },
  judge: (runs) => ({
    figure: `peaks ${mean(runs.map((run) => run.one)).toFixed(1)} and ${mean(runs.map((run) => run.two)).toFixed(1)} people; first crossings ${mean(runs.map((run) => run.first)).toFixed(1)} and ${mean(runs.map((run) => run.second)).toFixed(1)} s`,
    pass: runs.every((run) => run.out === PEOPLE && run.one > run.two && run.first < run.second),
  }),
});

const WIDTHS = [0.8, 1, 1.2];
const NECKS = WIDTHS.map((width) => twoRooms(5, width, 4));

export const rimea12d = defineCase({
  of: [{ standard: 'RiMEA', number: '12d' }],
  title: 'Width of a bottleneck',
  means: 'A wider passage lets more people through; a planner can compare widths.',
  setUp:
    'As 12b, passage 5 m long, 0.8 / 1.0 / 1.2 m wide. Flow at its entrance between the 15th and the 135th person; for comparison J = 1.9 w /s.',
  target: 'flow rises with the width (mean of the runs)',
  seeds: { check: 2, full: 10 },
  run: (lab) =>
    NECKS.map((plan) => {
      const world = fill(lab, plan);
      world.run(900);
      const line = world.line('entrance');
      return line.timesS.length === PEOPLE ? line.flowPerS() : Number.NaN;
    }),
  judge: (runs) => {
    const flows = columnMeans(runs);
    const ratio = flows.map((flow, i) => flow / (1.9 * (WIDTHS[i] as number)));
    return { figure: `${list(flows, 2)} /s = ${list(ratio, 2)} of 1.9 w`, pass: rising(flows) };
  },
});
