/** Which way out: assigned, closed meanwhile, familiar, shorter, less crowded. */
import { defineCase, type Lab } from '../case';
import { list, mean } from '../figures';
import { across, doorInY, type Plan } from '../plan';
import { places } from '../world';

/** Room 10 x 12 m with an exit of 1 m near each corner of its north wall. */
const left = doorInY(0.5, 1.5, 12, 0.2, 1);
const right = doorInY(8.5, 9.5, 12, 0.2, 1);
const TWO_EXITS: Plan = {
  free: [[0, 0, 10, 12], ...left.free, ...right.free],
  exits: [left.exit, right.exit],
  lines: { exit1: left.line, exit2: right.line },
};

export const dynamicExit = defineCase({
  of: [
    { standard: 'NIST', number: '4.1' },
    { standard: 'ISO', number: '9' },
  ],
  title: 'An exit closes on the way',
  means: 'Who finds the way closed takes the other one.',
  setUp:
    'Room 10 x 12 m, two exits; one person who knows exit 1 better sets off to it (weights 1 and 0.1); it closes after 1 s.',
  target: 'out by exit 2',
  seeds: { check: 5, full: 50 },
  run(lab) {
    const world = lab.world(TWO_EXITS);
    const [row] = world.add([
      {
        xM: lab.random.uniformBetween(2, 8),
        yM: lab.random.uniformBetween(0.5, 3),
        speedMps: 1.2,
        exits: [0, 1],
        weights: [1, 0.1],
      },
    ]) as [number];
    let closed = false;
    world.run(120, () => {
      if (closed || world.timeS < 1) return;
      closed = true;
      world.close(0);
    });
    return world.line('exit2').rows.includes(row) && !world.line('exit1').rows.includes(row);
  },
  judge: (runs) => ({
    figure: `${runs.filter(Boolean).length} of ${runs.length} by exit 2`,
    pass: runs.every(Boolean),
  }),
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
  exits: [{ area: [20.5, 0, 23, 2], aim: across([22, 0], [22, 2]) }],
  lines: { below: { axis: 'y', at: -5, from: 6, to: 8, way: -1 } },
};

export const iso17 = defineCase({
  of: [{ standard: 'ISO', number: '17' }],
  title: 'The shorter of two ways',
  means: 'People who know the building take the shorter way.',
  setUp:
    'A ring of corridors 2 m wide: 54 m round three sides, or 37 m through a passage of 1.5 m below (the stairs of the standard are level here). 10 people.',
  target: 'more than half take the shorter way',
  seeds: { check: 3, full: 20 },
  run(lab) {
    const world = lab.world(ROUTES);
    const people = 10;
    world.add(places([0.2, 0.2, 2, 1.8], people, lab.random).map((place) => ({ ...place, speedMps: 1.2 })));
    world.run(300);
    return world.line('below').rows.length / people;
  },
  judge: (runs) => ({ figure: `${(100 * mean(runs)).toFixed(0)}% by the shorter way`, pass: mean(runs) > 0.5 }),
});

/** Weight of the exit that somebody does not use as a rule: taken only if five times as soon. */
const UNFAMILIAR = 0.2;

/** Share of the 20 people who leave by exit 2 when each prefers it with this probability. */
function byExit2(lab: Lab, preference: number): number {
  const world = lab.world(TWO_EXITS);
  const rows = world.add(
    places([1, 0.5, 9, 4], 20, lab.random).map((place) => ({
      ...place,
      speedMps: 1.2,
      exits: [0, 1],
      weights: lab.random.uniform() < preference ? [UNFAMILIAR, 1] : [1, UNFAMILIAR],
    })),
  );
  world.run(200);
  return world.line('exit2').rows.length / rows.length;
}

export const affiliation = defineCase({
  of: [
    { standard: 'NIST', number: '3.3' },
    { standard: 'ISO', number: '16' },
  ],
  title: 'Familiar exits',
  means: 'How many know which exit is an input, and it is kept.',
  setUp:
    'Room 10 x 12 m, two exits equally far; 20 people a run who prefer exit 2 with probability 0.5, then 0.8. Who knows which exit is drawn by the suite; the crowd chooses by way, queue and familiarity (weights 1 and 0.2).',
  target: '50/50 within 10 points; with 20/80 exit 2 preferred (all runs pooled)',
  seeds: { check: 20, full: 50 },
  run: (lab) => [byExit2(lab, 0.5), byExit2(lab, 0.8)],
  judge: (runs) => {
    const [even, drawn] = [0, 1].map((which) => mean(runs.map((run) => run[which] as number))) as [number, number];
    return {
      figure: `${(100 * even).toFixed(0)}% and ${(100 * drawn).toFixed(0)}% by exit 2`,
      pass: Math.abs(even - 0.5) <= 0.1 && drawn > 0.5 && drawn > even,
    };
  },
});

/** Room 30 x 20 m, two doors of 1 m in its south wall, 1000 people in the west half. */
const near = doorInY(4, 5, 0, 0.2, -1);
const far = doorInY(25, 26, 0, 0.2, -1);
const ONE_WALL: Plan = {
  free: [[0, 0, 30, 20], ...near.free, ...far.free],
  exits: [near.exit, far.exit],
  lines: { near: near.line, far: far.line },
};

export const rimea11 = defineCase({
  of: [{ standard: 'RiMEA', number: '11' }],
  title: 'Choice between two doors',
  means: 'People prefer the nearer door, but not whatever the queue.',
  setUp:
    'Room 30 x 20 m, two doors of 1 m in one long wall, 1000 people in the half of the first door (quick check: 400).',
  target: 'more than half take the nearer door, at least 5% the other',
  seeds: { check: 1, full: 3 },
  run(lab) {
    const world = lab.world(ONE_WALL);
    world.add(
      places([0.3, 0.3, 15, 19.7], lab.size === 'full' ? 1000 : 400, lab.random).map((place) => ({
        ...place,
        speedMps: lab.random.normalBetween(1.34, 0.26, 0.5, 2.2),
        exits: [0, 1],
      })),
    );
    const tookS = world.run(1500);
    return { near: world.line('near').rows.length, far: world.line('far').rows.length, tookS };
  },
  judge: (runs) => {
    const share = mean(runs.map((run) => run.far / (run.near + run.far)));
    return {
      figure: `${(100 * share).toFixed(1)}% by the farther door; ${list([mean(runs.map((run) => run.tookS))], 0)} s`,
      pass: share < 0.5 && share >= 0.05,
    };
  },
});
