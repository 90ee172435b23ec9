/**
 * The scenes that the crowd is calibrated and judged by, each a function of parameters and seed. Used by the calibration
 * script and, with other seeds, by tests/validation.
 */
import type { RandomStream } from '../../../src/kernel/base/random';
import type { CrowdParameters } from '../../../src/kernel/crowd/parameters';
import type { Polygon } from '../../../src/kernel/geometry';
import {
  type CrowdWorld,
  makeCrowdWorld,
  makeRing,
  rectangle,
  steadyFlow,
  weidmannSpeed,
} from '../../worlds/crowdWorld';
import { span } from '../../worlds/halls';
import { durationS, lengthM, type Track } from './recorded';

/** Weidmann (1993), Kladek's formula: mean speed, m/s, at a density of persons/m2. */
export function weidmannMps(density: number): number {
  return 1.34 * (1 - Math.exp(-1.913 * (1 / density - 1 / 5.4)));
}

export type RingSize = { readonly lengthM: number; readonly widthM: number };
export const SMALL_RING: RingSize = { lengthM: 10, widthM: 3 };

/** Mean speed along a corridor closed to a ring at a fixed density, m/s: after `settleS`, over `measureS`. */
export function ringSpeedMps(
  parameters: CrowdParameters,
  density: number,
  seed: number,
  { size = SMALL_RING, settleS = 20, measureS = 30 } = {},
): number {
  const { lengthM, widthM } = size;
  const world = makeRing({ lengthM, widthM, seed, parameters });
  const rows = world.scatter({
    area: rectangle(0, 0, lengthM, widthM),
    count: Math.round(density * lengthM * widthM),
    target: 'east',
    speed: weidmannSpeed,
    apartM: 0.45,
  });
  world.run(settleS);
  let sum = 0;
  let n = 0;
  world.run(settleS + measureS, undefined, () => {
    for (const row of rows) sum += world.crowd.vxMps[row] as number;
    n += rows.length;
  });
  return sum / n;
}

export type DoorRun = {
  readonly flowPerS: number;
  readonly passed: number;
  readonly endS: number;
  readonly world: CrowdWorld;
};

/** A room of 8 x 5 m with `count` people empties through a door in a 0.2 m wall; flow between the first and the last. */
export function doorFlow(parameters: CrowdParameters, widthM: number, seed: number, count = 100): DoorRun {
  const low = 2.5 - widthM / 2;
  const world = makeCrowdWorld({
    widthM: 14,
    heightM: 5,
    seed,
    parameters,
    solids: [span(8, 0, 8.2, low), span(8, low + widthM, 8.2, 5)],
    targets: {
      out: [
        [13.5, 0.3],
        [13.5, 4.7],
      ],
    },
    lines: {
      door: [
        [8.1, low + widthM],
        [8.1, low],
      ],
    },
    absorb: { out: rectangle(11, 0, 14, 5) },
  });
  world.scatter({ area: rectangle(0, 0, 8, 5), count, target: 'out', speed: weidmannSpeed });
  const endS = world.run(300, () => world.inside === 0);
  const { timesS } = world.line('door');
  return { flowPerS: steadyFlow(timesS), passed: timesS.length, endS, world };
}

export type CounterflowRun = { readonly endS: number; readonly primaries: number; readonly opponents: number };

/** NIST 2.8: two rooms of 10 x 10 m, a corridor of 10 x 2 m; 100 go east, `opponents` west. Time until all 100 are through. */
export function counterflow(
  parameters: CrowdParameters,
  opponents: number,
  seed: number,
  limitS = 600,
): CounterflowRun {
  const world = makeCrowdWorld({
    widthM: 30,
    heightM: 10,
    seed,
    parameters,
    solids: [span(10, 0, 20, 4), span(10, 6, 20, 10)],
    targets: {
      east: [
        [29.5, 0.5],
        [29.5, 9.5],
      ],
      west: [
        [0.5, 0.5],
        [0.5, 9.5],
      ],
    },
    absorb: { east: rectangle(26, 0, 30, 10), west: rectangle(0, 0, 4, 10) },
  });
  const primaries = world.scatter({
    area: rectangle(0.3, 0.3, 9.7, 9.7),
    count: 100,
    target: 'east',
    speed: weidmannSpeed,
  });
  const others = world.scatter({
    area: rectangle(20.3, 0.3, 29.7, 9.7),
    count: opponents,
    target: 'west',
    speed: weidmannSpeed,
  });
  const left = (rows: readonly number[]): number => rows.filter((row) => world.isInside(row)).length;
  const endS = world.run(limitS, () => left(primaries) === 0);
  return { endS, primaries: 100 - left(primaries), opponents: others.length - left(others) };
}

/** Who walks: free speeds and bodies. */
export type Population = {
  readonly speedMeanMps: number;
  readonly speedSdMps: number;
  readonly radiusM: number;
};

const speedOf =
  ({ speedMeanMps, speedSdMps }: Population) =>
  (random: RandomStream): number =>
    random.normalBetween(speedMeanMps, speedSdMps, 0.5, 2.2);

/** Mean speed in single file, m/s: people `headwayM` apart in a passage of 0.7 m that is closed to a ring. */
export function singleFileMps(parameters: CrowdParameters, headwayM: number, seed: number, count = 20): number {
  const world = makeRing({ lengthM: headwayM * count, widthM: 0.7, seed, parameters });
  for (let k = 0; k < count; k++) {
    world.spawn({ xM: 0.1 + k * headwayM, yM: 0.35, target: 'east', speedMps: weidmannSpeed(world.random) });
  }
  world.run(20);
  let sum = 0;
  let n = 0;
  world.run(60, undefined, () => {
    for (let row = 0; row < count; row++) sum += world.crowd.vxMps[row] as number;
    n += count;
  });
  return sum / n;
}

/** Mean speed at a density in the corridor of the Juelich runs uo-*: 1.8 m wide, here 20 m closed to a ring. */
export function corridorMps(parameters: CrowdParameters, people: Population, density: number, seed: number): number {
  const world = makeRing({ lengthM: 20, widthM: 1.8, seed, parameters });
  const rows = world.scatter({
    area: rectangle(0, 0, 20, 1.8),
    count: Math.round(density * 36),
    target: 'east',
    speed: speedOf(people),
    radiusM: people.radiusM,
    apartM: 0.42,
  });
  world.run(20);
  let sum = 0;
  let n = 0;
  world.run(50, undefined, () => {
    for (const row of rows) sum += world.crowd.vxMps[row] as number;
    n += rows.length;
  });
  return sum / n;
}

/**
 * The Juelich bottleneck runs uo-180-180-*: a waiting crowd enters a corridor of 1.8 x 8 m that ends in an exit of `widthM`
 * in a thin wall. Persons/s between the first and the last through the exit.
 */
export function bottleneckPerS(
  parameters: CrowdParameters,
  people: Population,
  widthM: number,
  count: number,
  seed: number,
): number {
  const middle = 2.5;
  const low = middle - widthM / 2;
  const high = middle + widthM / 2;
  const world = makeCrowdWorld({
    widthM: 22,
    heightM: 5,
    seed,
    parameters,
    solids: [
      span(8, 0, 16, middle - 0.9),
      span(8, middle + 0.9, 16, 5),
      span(16, 0, 16.2, low),
      span(16, high, 16.2, 5),
    ],
    targets: {
      out: [
        [21.5, 0.3],
        [21.5, 4.7],
      ],
    },
    lines: {
      exit: [
        [16.1, high],
        [16.1, low],
      ],
    },
    absorb: { out: rectangle(19, 0, 22, 5) },
  });
  world.scatter({ area: rectangle(0, 0, 8, 5), count, target: 'out', speed: speedOf(people), radiusM: people.radiusM });
  world.run(400, () => world.inside === 0);
  const { timesS } = world.line('exit');
  return timesS.length === count ? steadyFlow(timesS) : 0;
}

/**
 * Recorded people walk again: each appears where and when it was first seen, with the mean speed of its own walk, and goes to
 * where it was last seen. In the same metres and seconds as the recording; walls only where `outline` has them.
 */
export function replay(
  parameters: CrowdParameters,
  tracks: readonly Track[],
  outline: Polygon,
  {
    radiusM = 0.2,
    speedMps,
    seed = 1,
  }: { radiusM?: number; speedMps?: (random: RandomStream) => number; seed?: number } = {},
): Track[] {
  const xs = outline.map(([x]) => x);
  const ys = outline.map(([, y]) => y);
  const minX = Math.min(...xs);
  const minY = Math.min(...ys);
  const t0 = Math.min(...tracks.map((track) => track.timeS[0]!));
  const last = (values: readonly number[]): number => values[values.length - 1]!;
  const inside = (v: number, low: number, high: number): number => Math.min(high - 0.3, Math.max(low + 0.3, v));
  const maxX = Math.max(...xs);
  const maxY = Math.max(...ys);
  const targets = Object.fromEntries(
    tracks.map((track) => [
      `to-${track.id}`,
      [inside(last(track.xM), minX, maxX), inside(last(track.yM), minY, maxY)] as const,
    ]),
  );
  const world = makeCrowdWorld({ widthM: maxX, heightM: maxY, outline, targets, parameters, seed });
  const order = [...tracks].sort((a, b) => a.timeS[0]! - b.timeS[0]! || a.id - b.id);
  const rowOf = new Map<number, Track>();
  const walked = new Map<number, { timeS: number[]; xM: number[]; yM: number[] }>();
  let next = 0;
  const untilS = Math.max(...tracks.map((track) => last(track.timeS))) - t0 + 60;
  world.run(
    untilS,
    () => next === order.length && world.inside === 0,
    () => {
      for (let k = 0; k < world.crowd.arrivedCount; k++) world.remove(world.crowd.arrived[k]!);
      while (next < order.length && order[next]!.timeS[0]! - t0 <= world.timeS) {
        const track = order[next++]!;
        const own = lengthM(track) / Math.max(0.4, durationS(track));
        const row = world.spawn({
          xM: inside(track.xM[0]!, minX, maxX),
          yM: inside(track.yM[0]!, minY, maxY),
          target: `to-${track.id}`,
          speedMps: speedMps ? speedMps(world.random) : Math.min(2.5, Math.max(0.2, own)),
          radiusM,
        });
        rowOf.set(row, track);
        walked.set(row, { timeS: [], xM: [], yM: [] });
      }
      if (world.steps % 2 !== 0) return;
      for (const [row, track] of walked) {
        if (!world.isInside(row)) continue;
        track.timeS.push(world.timeS + t0);
        track.xM.push(world.xM(row));
        track.yM.push(world.yM(row));
      }
    },
  );
  return [...walked.entries()]
    .map(([row, track]) => ({ id: rowOf.get(row)!.id, ...track }))
    .filter((track) => track.timeS.length > 1);
}
