/** Speed over density in a broad corridor (RiMEA 4) and in single file on a loop (RiMEA 16). */
import { box, type SolidInput } from '../../../worlds/halls';
import { defineCase, type Lab } from '../case';
import { columnMeans, falling, list, mean } from '../figures';
import { across, type Exit, type Plan, type Point, type Rect } from '../plan';
import { places } from '../world';

const NOWHERE: Rect = [1e6, 1e6, 1e6 + 1, 1e6 + 1];
const DENSITIES = [0.5, 1, 2, 3, 4, 5, 6];
/** The standard's corridor of 1000 m as a ring: the same stream for ever, at a density that stays. */
const ring = (lengthM: number, widthM: number): Plan => ({
  free: [[-6, 0, lengthM + 6, widthM]],
  exits: [{ aim: across([lengthM + 5.5, 0], [lengthM + 5.5, widthM]), area: NOWHERE }],
  periodXM: lengthM,
});
const SIZES = { check: { lengthM: 20, widthM: 4, untilS: 30 }, full: { lengthM: 20, widthM: 10, untilS: 50 } } as const;

/** Weidmann (1993) after Kladek, m/s at a density, 1/m2. */
const weidmann = (density: number): number => Math.max(0, 1.34 * (1 - Math.exp(-1.913 * (1 / density - 1 / 5.4))));

/** Mean speed on the three fields from 10 s on. */
function speedAt(lab: Lab, density: number): number {
  const { lengthM, widthM, untilS } = SIZES[lab.size];
  const world = lab.world(ring(lengthM, widthM));
  world.add(
    places([0, 0.1, lengthM, widthM - 0.1], Math.round(density * lengthM * widthM), lab.random).map((place) => ({
      ...place,
      speedMps: lab.random.normalBetween(1.34, 0.26, 0.5, 2.2),
    })),
  );
  const fields = [0.25, 0.5, 0.75].map((share): Rect => {
    const x = share * lengthM;
    return [x - 1, widthM / 2 - 1, x + 1, widthM / 2 + 1];
  });
  let sum = 0;
  let heads = 0;
  for (let step = 1; step <= untilS * 20; step++) {
    world.step();
    if (step <= 200 || step % 10 !== 0) continue;
    for (const field of fields) {
      const count = world.count(field);
      if (count === 0) continue;
      sum += count * world.meanSpeed(field);
      heads += count;
    }
  }
  return sum / heads;
}

export const rimea4 = defineCase({
  of: [{ standard: 'RiMEA', number: '4' }],
  title: 'Fundamental diagram in a corridor',
  means: 'People walk slower the denser it is: the law behind every evacuation time.',
  setUp:
    'Corridor 10 m wide as a ring of 20 m (the standard: 1000 m long; in the quick check 4 m wide), 0.5 / 1 / 2 / 3 / 4 / 5 / 6 people /m2, speeds N(1.34, 0.26). Mean speed on three fields of 2 x 2 m from 10 to 50 s, beside Weidmann; the fit itself is measured in docs/crowd.md.',
  target: 'speed falls with each step of density (mean of the runs)',
  seeds: { check: 1, full: 2 },
  run: (lab) => DENSITIES.map((density) => speedAt(lab, density)),
  judge: (runs) => {
    const speeds = columnMeans(runs);
    return {
      figure: `${list(speeds, 2)} m/s (Weidmann: ${list(DENSITIES.map(weidmann), 2)})`,
      pass: falling(speeds),
    };
  },
});

/** Loop of two straights of 4 m and two half circles of 3 m, 0.8 m wide: middle line, as a function of the way along it. */
const STRAIGHT_M = 4;
const TURN_M = 3;
const HALF_TURN_M = Math.PI * TURN_M;
const LAP_M = 2 * (STRAIGHT_M + HALF_TURN_M);

/** Point at `along` m, `off` m to the outside of the middle line. Centres of the turns at (0, 0) and (4, 0). */
function loopPoint(along: number, off = 0): Point {
  const s = ((along % LAP_M) + LAP_M) % LAP_M;
  const r = TURN_M + off;
  if (s < STRAIGHT_M) return [s, -r];
  if (s < STRAIGHT_M + HALF_TURN_M) {
    const angle = (s - STRAIGHT_M) / TURN_M - Math.PI / 2;
    return [STRAIGHT_M + r * Math.cos(angle), r * Math.sin(angle)];
  }
  if (s < 2 * STRAIGHT_M + HALF_TURN_M) return [STRAIGHT_M - (s - STRAIGHT_M - HALF_TURN_M), r];
  const angle = (s - 2 * STRAIGHT_M - HALF_TURN_M) / TURN_M + Math.PI / 2;
  return [r * Math.cos(angle), r * Math.sin(angle)];
}

/** Way along the middle line of the point nearest to (x, y), m. */
function alongLoop(x: number, y: number): number {
  if (x > STRAIGHT_M) return STRAIGHT_M + TURN_M * (Math.atan2(y, x - STRAIGHT_M) + Math.PI / 2);
  if (x < 0) {
    const angle = Math.atan2(y, x);
    return 2 * STRAIGHT_M + HALF_TURN_M + TURN_M * ((angle < 0 ? angle + 2 * Math.PI : angle) - Math.PI / 2);
  }
  return y < 0 ? x : STRAIGHT_M + HALF_TURN_M + (STRAIGHT_M - x);
}

/** Thin walls along the loop, 0.4 m off the middle line on both sides. */
const loopWalls: SolidInput[] = [0.6, -0.6].flatMap((off) =>
  Array.from({ length: 120 }, (_, i): SolidInput => {
    const [ax, ay] = loopPoint((i * LAP_M) / 120, off);
    const [bx, by] = loopPoint(((i + 1) * LAP_M) / 120, off);
    return box((ax + bx) / 2, (ay + by) / 2, Math.hypot(bx - ax, by - ay) / 2 + 0.05, 0.2, {
      yawRad: Math.atan2(by - ay, bx - ax),
    });
  }),
);
const POSTS = 8;
const LOOP: Plan = {
  free: [[-4.5, -4.5, STRAIGHT_M + 4.5, 4.5]],
  exits: Array.from({ length: POSTS }, (_, post): Exit => ({ aim: loopPoint((post * LAP_M) / POSTS), area: NOWHERE })),
  walls: loopWalls,
};
const CHECKED = [0.3, 0.5, 0.7, 0.9, 1.1, 1.3, 1.5, 1.9, 2.5];
/** 10th and 90th percentile of measured speeds by density, m/s (the band of the standard's reference data). */
const BAND = [
  [0.84, 1.47],
  [0.71, 1.39],
  [0.6, 1.31],
  [0.45, 1.1],
  [0.32, 0.84],
  [0.19, 0.61],
  [0.11, 0.49],
  [0.05, 0.31],
  [0.02, 0.22],
] as const;

/** Densities at which the curve lies in the band. */
const insideBand = (curve: readonly number[]): number =>
  curve.filter((speed, i) => {
    const [low, high] = BAND[i] as readonly [number, number];
    return speed >= low && speed <= high;
  }).length;

/** Mean speed along the loop of this many people, m/s: over 3 laps or 3 minutes after the first 20 s. */
function loopSpeed(lab: Lab, people: number, speedMps: number): number {
  const world = lab.world(LOOP);
  const postM = LAP_M / POSTS;
  /** The post after next: never nearer than one interval, never half a lap away. */
  const nextPost = (along: number): number => (Math.floor(along / postM) + 2) % POSTS;
  const gap = LAP_M / people;
  const shift = lab.random.uniform() * gap;
  const rows = world.add(
    Array.from({ length: people }, (_, i) => {
      const along = i * gap + shift + (lab.random.uniform() - 0.5) * Math.max(0, gap - 0.45);
      const [xM, yM] = loopPoint(along);
      return { xM, yM, speedMps, exit: nextPost(alongLoop(xM, yM)) };
    }),
  );
  const along = rows.map((row) => alongLoop(world.xM(row), world.yM(row)));
  const walked = rows.map(() => 0);
  let fromS = 0;
  const walk = (): void => {
    world.step();
    for (const row of rows) {
      const now = alongLoop(world.xM(row), world.yM(row));
      let moved = now - (along[row] as number);
      if (moved > LAP_M / 2) moved -= LAP_M;
      if (moved < -LAP_M / 2) moved += LAP_M;
      walked[row] = (walked[row] as number) + moved;
      along[row] = now;
      if (nextPost(now) !== world.sentTo[row]) world.send(row, nextPost(now));
    }
  };
  while (world.timeS < 20) walk();
  walked.fill(0);
  fromS = world.timeS;
  while (mean(walked) < 3 * LAP_M && world.timeS < fromS + 180) walk();
  return mean(walked) / (world.timeS - fromS);
}

export const rimea16 = defineCase({
  of: [{ standard: 'RiMEA', number: '16' }],
  title: 'Fundamental diagram in single file',
  means: 'Queues that shuffle forward keep the distances that people keep.',
  setUp:
    'Loop of 26.8 m, 0.8 m wide, 8 to 67 people (0.3 to 2.5 /m), free speed 1.2 m/s, mean speed over 3 laps or 3 min; then 0.9 and 1.5 m/s at 0.3 /m.',
  target:
    'at least 75% of the curve between the 10th and 90th percentile of measured people; slower and faster people shift it',
  seeds: { check: 1, full: 5 },
  run: (lab) => ({
    curve: CHECKED.map((density) => loopSpeed(lab, Math.round(density * LAP_M), 1.2)),
    slower: loopSpeed(lab, 8, 0.9),
    faster: loopSpeed(lab, 8, 1.5),
  }),
  judge: (runs) => {
    const curve = columnMeans(runs.map((run) => run.curve));
    const slower = mean(runs.map((run) => run.slower));
    const faster = mean(runs.map((run) => run.faster));
    const inside = insideBand(curve);
    return {
      figure: `${inside} of ${curve.length} densities inside: ${list(curve, 2)} m/s; at 0.3 /m ${list([slower, curve[0] as number, faster], 2)} m/s`,
      pass: inside / curve.length >= 0.75 && slower < (curve[0] as number) && faster > (curve[0] as number),
    };
  },
});
