/** Where it gets dense, how fast people then walk, and how many a door lets through. */
import type { CrowdPreset } from '../../../../src/kernel/crowd/parameters';
import { defineCase, type Lab } from '../case';
import { columnMeans, falling, list, mean, most } from '../figures';
import { across, corridor, doorInY, eastward, type Plan, type Rect } from '../plan';
import { places } from '../world';

/** Room 8 x 5 m, corridor 2 m wide going north from its long wall to y = 20. */
const ROOM_AND_CORRIDOR: Plan = {
  free: [
    [0, 0, 8, 5],
    [3, 5, 5, 25],
  ],
  exits: [{ area: [3, 22, 5, 25], aim: across([3, 24], [5, 24]) }],
};
const area = ([x0, y0, x1, y1]: Rect): number => (x1 - x0) * (y1 - y0);

export const nist51 = defineCase({
  of: [{ standard: 'NIST', number: '5.1' }],
  title: 'Where the jam is',
  means: 'The jam stands before the narrowing, not in it: that is where a hall needs room.',
  setUp:
    'Room 8 x 5 m with 100 people, corridor 2 x 15 m. Peak density on the 0.5 m before the opening and in the middle of the corridor. The stairs of the standard are left out.',
  target: 'room exit > corridor, in every run',
  seeds: { check: 3, full: 20 },
  run(lab) {
    const world = lab.world(ROOM_AND_CORRIDOR);
    world.add(
      places([0.2, 0.2, 7.8, 4.8], 100, lab.random).map((place) => ({
        ...place,
        speedMps: lab.random.normalBetween(1.34, 0.26, 0.5, 2.2),
      })),
    );
    const front: Rect = [3, 4.5, 5, 5];
    const middle: Rect = [3, 15, 5, 17];
    let atFront = 0;
    let inMiddle = 0;
    const took = world.run(400, () => {
      atFront = Math.max(atFront, world.count(front) / area(front));
      inMiddle = Math.max(inMiddle, world.count(middle) / area(middle));
    });
    return { atFront, inMiddle, took };
  },
  judge: (runs) => ({
    figure: `${mean(runs.map((run) => run.atFront)).toFixed(2)} and ${mean(runs.map((run) => run.inMiddle)).toFixed(2)} /m2`,
    pass: runs.every((run) => Number.isFinite(run.took) && run.atFront > run.inMiddle),
  }),
});

export const iso10 = defineCase({
  of: [{ standard: 'ISO', number: '10' }],
  title: 'Jams at the neck and at the stair',
  means: 'Whatever slows people down gathers them in front of it.',
  setUp:
    'As NIST 5.1; from y = 14 m on people walk at half their speed (the stair, as in other renderings). Peak density at the neck (y 4.5-5.5), in the corridor (8-10), at the foot of the stair (13-14).',
  target: 'neck > corridor and stair foot > corridor (mean of the runs)',
  seeds: { check: 3, full: 20 },
  run(lab) {
    const world = lab.world(ROOM_AND_CORRIDOR);
    const rows = world.add(places([0.2, 0.2, 7.8, 4.8], 100, lab.random).map((place) => ({ ...place, speedMps: 1.2 })));
    const zones: Rect[] = [
      [3, 4.5, 5, 5.5],
      [3, 8, 5, 10],
      [3, 13, 5, 14],
    ];
    const peak = zones.map(() => 0);
    const onStair = new Set<number>();
    world.run(600, () => {
      for (const row of rows) {
        if (onStair.has(row) || !world.isInside(row) || world.yM(row) < 14) continue;
        onStair.add(row);
        world.changeSpeed(row, 0.6);
      }
      zones.forEach((zone, i) => {
        peak[i] = Math.max(peak[i] as number, world.count(zone) / area(zone));
      });
    });
    return peak;
  },
  judge: (runs) => {
    const [neck, corridorPeak, foot] = columnMeans(runs) as [number, number, number];
    return { figure: `${list([neck, corridorPeak, foot], 2)} /m2`, pass: neck > corridorPeak && foot > corridorPeak };
  },
});

const door = doorInY(3.5, 4.5, 0, 0.2, -1);
const DOOR: Plan = { free: [[0, 0, 8, 5], ...door.free], exits: [door.exit], lines: { door: door.line } };

/** Persons a second and metre of door, between the 10th and the 90th of 100. */
function doorFlow(lab: Lab, preset: CrowdPreset): number {
  const world = lab.world(DOOR, preset);
  world.add(
    places([0.2, 0.2, 7.8, 4.8], 100, lab.random).map((place) => ({
      ...place,
      speedMps: lab.random.normalBetween(1.34, 0.26, 0.5, 2.2),
    })),
  );
  world.run(600);
  const line = world.line('door');
  return line.timesS.length === 100 ? line.flowPerS() : Number.NaN;
}

export const maximumFlow = defineCase({
  of: [
    { standard: 'NIST', number: '5.2' },
    { standard: 'ISO', number: '11' },
  ],
  title: 'Greatest flow through a 1 m door',
  means: 'With the preset for escape calculations no door lets through more than such calculations may assume.',
  setUp:
    "Room 8 x 5 m, 100 people, door 1 m, preset `evacuation`; flow at the door between the 10th and the 90th person. This is the standard's mode B, what comes out of the model; mode A, a cap set by hand on a door, is not modelled. Beside it the preset `everyday` (measured doors: 1.2 to 1.9 /m/s).",
  target: 'at most 1.33 /m/s (IMO) in every run',
  seeds: { check: 3, full: 20 },
  run: (lab) => ({ evacuation: doorFlow(lab, 'evacuation'), everyday: doorFlow(lab, 'everyday') }),
  judge: (runs) => {
    const flows = runs.map((run) => run.evacuation);
    const everyday = mean(runs.map((run) => run.everyday));
    return {
      figure: `${mean(flows).toFixed(2)} /m/s on average, ${most(flows).toFixed(2)} at most; everyday ${everyday.toFixed(2)} /m/s`,
      pass: most(flows) <= 1.33,
    };
  },
  miss: {
    why: 'The preset is not yet slow enough.',
    guard: 'at most 1.5 /m/s in every run, and below everyday',
    holds: (runs) =>
      most(runs.map((run) => run.evacuation)) <= 1.5 &&
      mean(runs.map((run) => run.evacuation)) < mean(runs.map((run) => run.everyday)),
  },
});

const COUNTS = [60, 120, 240, 360, 480];
const CORRIDOR = corridor(60, 2, { a: eastward(20), b: eastward(40) });

type CorridorRun = {
  /** In the zone from 20 to 40 m, and flow at 40 m, both from 2 to 12 s. */
  readonly speedMps: number;
  readonly flow: number;
  /** From line A (20 m) to line B (40 m), of those who start before A. */
  readonly throughMps: number;
};

function corridorRun(lab: Lab, count: number): CorridorRun {
  const world = lab.world(CORRIDOR);
  world.add(places([0, 0.1, 60, 1.9], count, lab.random).map((place) => ({ ...place, speedMps: 1 })));
  const zone: number[] = [];
  while (world.timeS < 12) {
    world.step();
    if (world.timeS >= 2) zone.push(world.meanSpeed([20, 0, 40, 2]));
  }
  world.run(900);
  const a = world.line('a');
  const b = world.line('b');
  const through = a.rows.map((row) => 20 / (b.timeOf(row) - a.timeOf(row)));
  const early = b.timesS.filter((timeS) => timeS >= 2 && timeS < 12).length;
  return { speedMps: mean(zone), flow: early / 10 / 2, throughMps: mean(through) };
}

export const iso13 = defineCase({
  of: [{ standard: 'ISO', number: '13' }],
  title: 'Flow, density and speed in a corridor',
  means: 'The denser, the slower; and the flow has a best density.',
  setUp:
    "Corridor 2 x 60 m, 60 / 120 / 240 / 360 / 480 people all over it (0.5 to 4 /m2), 1.0 m/s. Speed between 20 and 40 m and flow at 40 m from 2 to 12 s, before the empty end is felt. Beside it the mean speed from 20 to 40 m of those who start before 20 m, as other renderings time it: the corridor empties meanwhile, so it mixes densities (continuum theory with Weidmann's curve gives 0.26 and 0.23 m/s for it at 3 and 4 /m2, where the curve itself has 0.25 and 0.12).",
  target: 'speed falls and never exceeds 1.05 m/s; flow rises, then falls (mean of the runs)',
  seeds: { check: 1, full: 6 },
  run: (lab) => COUNTS.map((count) => corridorRun(lab, count)),
  judge: (runs) => {
    const speeds = columnMeans(runs.map((run) => run.map((one) => one.speedMps)));
    const flows = columnMeans(runs.map((run) => run.map((one) => one.flow)));
    const through = columnMeans(runs.map((run) => run.map((one) => one.throughMps)));
    const best = flows.indexOf(most(flows));
    return {
      figure: `${list(speeds, 2)} m/s; ${list(flows, 2)} /m/s; timed through an emptying corridor ${list(through, 2)} m/s`,
      pass: falling(speeds) && most(speeds) <= 1.05 && best > 0 && best < flows.length - 1,
    };
  },
});
