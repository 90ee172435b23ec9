/** Round a corner without touching it, alone and as a large crowd. */
import type { RouteChoice } from '../../../../src/kernel/crowd/parameters';
import { defineCase, type Lab } from '../case';
import { list, mean, most } from '../figures';
import { across, eastward, type Plan } from '../plan';
import { places } from '../world';

const CORNER: Plan = {
  free: [
    [0, 0, 12, 2],
    [10, 0, 12, 17],
  ],
  exits: [{ area: [10, 14, 12, 17], aim: across([10, 16], [12, 16]) }],
  lines: { end: { axis: 'y', at: 12, from: 10, to: 12, way: 1 } },
};

export const corner = defineCase({
  of: [
    { standard: 'RiMEA', number: '6' },
    { standard: 'NIST', number: '2.3' },
    { standard: 'ISO', number: '4' },
  ],
  title: 'Round a corner',
  means: 'Nobody cuts through the corner or is pressed into it.',
  setUp:
    'L-shaped corridor 2 m wide, legs of 10 m, 20 people within the first 6 m, 1.2 m/s; out at the end of the second leg.',
  target: 'all out within 60 s, nobody in a wall (RiMEA: all out)',
  seeds: { check: 5, full: 50 },
  run(lab) {
    const world = lab.world(CORNER);
    world.add(places([0.2, 0.2, 6, 1.8], 20, lab.random).map((place) => ({ ...place, speedMps: 1.2 })));
    world.run(120);
    return { last: world.line('end').lastOf(20), ...lab.health };
  },
  judge: (runs) => {
    const last = most(runs.map((run) => run.last));
    const inWall = runs.reduce((sum, run) => sum + run.inWall, 0);
    const wall = Math.min(...runs.map((run) => run.nearestWallM));
    return {
      figure: `last out after ${last.toFixed(1)} s at most; ${inWall} in a wall, nearest centre ${wall.toFixed(2)} m from it`,
      pass: last < 60 && inWall === 0,
    };
  },
});

/** Straight corridor of 6 m with `lengthM` from the front of the crowd (x = 25) to the line. */
function straight(lengthM: number): Plan {
  const end = 25 + lengthM;
  return {
    free: [[0, 0, end + 6, 6]],
    exits: [{ area: [end + 2, 0, end + 6, 6], aim: across([end + 5, 0], [end + 5, 6]) }],
    lines: { end: eastward(end) },
  };
}
/** The same crowd, 20 m to the inner corner, 35 m from it to the line. */
const BENT: Plan = {
  free: [
    [0, 0, 51, 6],
    [45, 0, 51, 47],
  ],
  exits: [{ area: [45, 43, 51, 47], aim: across([45, 46], [51, 46]) }],
  lines: { end: { axis: 'y', at: 41, from: 45, to: 51, way: 1 } },
};
const INNER = straight(55);
const OUTER = straight(67);

function lastAtEnd(lab: Lab, plan: Plan, routes: RouteChoice = 'congestion'): number {
  const world = lab.world(plan, 'everyday', routes);
  const people = 500;
  world.add(
    places([0.2, 0.2, 25, 5.8], people, lab.random).map((place) => ({
      ...place,
      speedMps: lab.random.normalBetween(1.34, 0.26, 0.5, 2.2),
    })),
  );
  world.run(400);
  return world.line('end').lastOf(people);
}

export const rimea15 = defineCase({
  of: [{ standard: 'RiMEA', number: '15' }],
  title: 'A large crowd round a corner',
  means: 'A bend costs a crowd more than the straight way, less than the detour along the outer wall.',
  setUp:
    '500 people on 6 x 25 m, speeds N(1.34, 0.26); corridor 6 m wide: straight 55 m (the inner wall of the bend), the bend, straight 67 m (its outer wall). Time of the last at the line. Routes `congestion` (an option of the scenario); beside it the bend by the shortest way, the default.',
  target: 'straight < bend < detour (mean of the runs)',
  seeds: { check: 1, full: 6 },
  run: (lab) => [...[INNER, BENT, OUTER].map((plan) => lastAtEnd(lab, plan)), lastAtEnd(lab, BENT, 'shortest')],
  judge: (runs) => {
    const times = [0, 1, 2, 3].map((which) => mean(runs.map((run) => run[which] as number)));
    const [inner, bent, outer, shortest] = times as [number, number, number, number];
    return {
      figure: `${list([inner, bent, outer], 1)} s; bend by the shortest way ${shortest.toFixed(1)} s`,
      pass: inner < bent && bent < outer,
    };
  },
});
