/**
 * The scenes that the crowd is calibrated and judged by, each a function of parameters and seed. Used by the calibration
 * script and, with other seeds, by tests/validation.
 */
import type { CrowdParameters } from '../../../src/kernel/crowd/parameters';
import {
  type CrowdWorld,
  makeCrowdWorld,
  makeRing,
  rectangle,
  steadyFlow,
  weidmannSpeed,
} from '../../worlds/crowdWorld';
import { span } from '../../worlds/halls';

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
