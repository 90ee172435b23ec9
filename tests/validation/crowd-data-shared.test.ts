/**
 * The shipped crowd against recorded people (shared/data): corridor, bottlenecks, counter-flow lanes, distances kept outdoors,
 * free speeds. Each test prints its figure beside the measured one. Where the crowd misses a target, the test says so and
 * guards what was reached.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EVERYDAY } from '../../src/kernel/crowd/parameters';
import { LABORATORY, LABORATORY_PEOPLE } from '../calibration/crowd/laboratory';
import {
  closestApproaches,
  durationS,
  laneOrder,
  lengthM,
  momentsOf,
  quantile,
  readGroups,
  readJuelich,
  readObsmat,
  sectionSpeed,
  type Track,
} from '../calibration/crowd/recorded';
import { bottleneckPerS, corridorMps, replay } from '../calibration/crowd/scenes';
import { makeCrowdWorld, rectangle } from '../worlds/crowdWorld';
import { sharedData } from './sharedData';

type Targets = {
  readonly bottleneck_flow: readonly { readonly width_m: number; readonly N: number; readonly flow_ped_s: number }[];
  readonly 'fundamental_diagram_unidirectional_1.8m': readonly { readonly rho: number; readonly v: number }[];
  readonly free_walk_speed: readonly { readonly id: string; readonly mean: number; readonly sd: number }[];
};

const corridorData = sharedData('ped_corridor_fd');
const outdoorData = sharedData('ped_eth_ucy');
const targets: Targets | null = corridorData
  ? JSON.parse(readFileSync(join(corridorData, '..', 'validation_targets.json'), 'utf8'))
  : null;

/** Walkers of the free-speed test. */
const LANES = 40;

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

describe.skipIf(!targets)('Juelich experiments (students who walk briskly)', () => {
  it('corridor of 1.8 m: speed at a density', () => {
    const rows = targets!['fundamental_diagram_unidirectional_1.8m'];
    let squares = 0;
    const shown = rows.map(({ rho, v }) => {
      const ours = corridorMps(LABORATORY, LABORATORY_PEOPLE, rho, 101);
      squares += (ours - v) ** 2;
      return `${rho}: ${ours.toFixed(2)} (${v.toFixed(2)})`;
    });
    const rmse = Math.sqrt(squares / rows.length);
    console.log(`corridor runs uo-*: RMSE ${rmse.toFixed(3)} m/s (guarded: 0.10); ${shown.join(', ')}`);
    expect(rmse).toBeLessThanOrEqual(0.1);
  }, 300_000);

  it('bottlenecks of 0.70 and 0.95 m: within 10% of the measured flow', () => {
    for (const { width_m, N, flow_ped_s } of targets!.bottleneck_flow) {
      const ours = mean([101, 102, 103].map((seed) => bottleneckPerS(LABORATORY, LABORATORY_PEOPLE, width_m, N, seed)));
      const ratio = ours / flow_ped_s;
      console.log(
        `bottleneck ${width_m} m: ${ours.toFixed(2)} persons/s, measured ${flow_ped_s} (${((ratio - 1) * 100).toFixed(0)}%, target within 10%)`,
      );
      expect(Math.abs(ratio - 1)).toBeLessThanOrEqual(0.1);
    }
  }, 300_000);

  it('counter-flow in a corridor of 3 m: lanes form as in the runs boa-*, and speed within 10%', () => {
    for (const name of ['hermes2009_boa-300-050-070', 'hermes2009_boa-300-065-105']) {
      const tracks = readJuelich(corridorData!, name);
      const data = momentsOf(tracks, 0.5);
      const walks = tracks.map(insideCorridor).filter(isLong);
      // One run is a matter of luck: a lane that breaks holds everybody up.
      const again = [1, 2, 3, 4].map((seed) =>
        momentsOf(
          replay(LABORATORY, walks, rectangle(0, -6, 3, 6), {
            seed,
            radiusM: LABORATORY_PEOPLE.radiusM,
            speedMps: (random) =>
              random.normalBetween(LABORATORY_PEOPLE.speedMeanMps, LABORATORY_PEOPLE.speedSdMps, 0.9, 2.2),
          }),
          0.5,
        ),
      );
      const order = { data: laneOrder(data, -3, 3), ours: mean(again.map((moments) => laneOrder(moments, -3, 3))) };
      const speed = {
        data: sectionSpeed(data, 0.5, -3, 3),
        ours: mean(again.map((moments) => sectionSpeed(moments, 0.5, -3, 3))),
      };
      console.log(
        `${name}: lane order ${order.ours.toFixed(2)} (measured ${order.data.toFixed(2)}), speed ${speed.ours.toFixed(2)} (${speed.data.toFixed(2)}) m/s`,
      );
      expect(order.ours).toBeGreaterThanOrEqual(order.data - 0.1);
      expect(Math.abs(speed.ours / speed.data - 1)).toBeLessThanOrEqual(0.1);
    }
  }, 300_000);
});

const isLong = (track: Track): boolean => track.timeS.length > 5;

/** The part of a walk within the corridor proper, |y| <= 3.9 m. */
function insideCorridor({ id, timeS, xM, yM }: Track): Track {
  const kept = yM.map((_, i) => i).filter((i) => Math.abs(yM[i]!) <= 3.9);
  return { id, timeS: kept.map((i) => timeS[i]!), xM: kept.map((i) => xM[i]!), yM: kept.map((i) => yM[i]!) };
}

describe.skipIf(!outdoorData)('people outdoors (eth, zara01)', () => {
  it.each([
    { file: 'eth', id: 'eth', framesPerS: 15 },
    { file: 'ucy_zara01', id: 'zara01', framesPerS: 25 },
  ])('$id: least distance to others who are not of the group', ({ file, id, framesPerS }) => {
    const tracks = readObsmat(outdoorData!, file, framesPerS).filter((track) => track.timeS.length > 3);
    const groups = readGroups(outdoorData!, file);
    const together = (a: number, b: number): boolean => groups.has(a) && groups.get(a) === groups.get(b);
    const xs = tracks.flatMap((track) => track.xM);
    const ys = tracks.flatMap((track) => track.yM);
    const ground = rectangle(Math.min(...xs) - 3, Math.min(...ys) - 3, Math.max(...xs) + 3, Math.max(...ys) + 3);
    const data = closestApproaches(momentsOf(tracks, 0.4), together);
    const ours = closestApproaches(momentsOf(replay(EVERYDAY, tracks, ground), 0.4), together);
    const straight = closestApproaches(momentsOf(tracks.map(straightened), 0.4), together);
    const show = (d: readonly number[]): string =>
      [0.05, 0.1, 0.25, 0.5, 0.75].map((q) => quantile(d, q).toFixed(2)).join(' ');
    console.log(
      `${id}, least distances, 5 10 25 50 75%: crowd ${show(ours)}; measured ${show(data)}; nobody steps aside ${show(straight)} m`,
    );
    for (const q of [0.1, 0.5]) {
      expect(Math.abs(quantile(ours, q) - quantile(data, q))).toBeLessThanOrEqual(0.3);
    }
    // Better than not stepping aside at all, where it matters.
    expect(Math.abs(quantile(ours, 0.05) - quantile(data, 0.05))).toBeLessThan(
      Math.abs(quantile(straight, 0.05) - quantile(data, 0.05)),
    );
  }, 300_000);

  it.each([
    { file: 'eth', id: 'eth', framesPerS: 15 },
    { file: 'ucy_zara01', id: 'zara01', framesPerS: 25 },
    { file: 'ucy_students03', id: 'students03', framesPerS: 25 },
  ])('$id: who walks alone keeps a free speed, whatever its distribution', ({ file, id, framesPerS }) => {
    const speeds = readObsmat(outdoorData!, file, framesPerS)
      .filter((track) => durationS(track) > 2)
      .map((track) => lengthM(track) / durationS(track))
      .filter((speed) => speed > 0.5);
    // Everybody has a lane of their own.
    const world = makeCrowdWorld({
      widthM: 22,
      heightM: 2 * LANES,
      targets: {
        east: [
          [21, 1],
          [21, 2 * LANES - 1],
        ],
      },
    });
    const wanted = speeds.slice(0, LANES);
    wanted.forEach((speedMps, k) => {
      world.spawn({ xM: 1, yM: 2 * k + 1, target: 'east', speedMps });
    });
    world.run(6);
    const walked = wanted.map((_, k) => (world.xM(k) - 1) / 6);
    const off = walked.map((speed, k) => Math.abs(speed - wanted[k]!));
    const target = targets?.free_walk_speed.find((row) => row.id === id);
    console.log(
      `${id}: free speed ${mean(walked).toFixed(2)} m/s of ${walked.length} walkers, wanted ${mean(wanted).toFixed(2)} (all in the file: ${target?.mean} +- ${target?.sd}); largest error ${Math.max(...off).toFixed(3)}`,
    );
    expect(Math.max(...off)).toBeLessThan(0.03);
  }, 300_000);
});

/** The same start, end and times, at a constant velocity. */
function straightened({ id, timeS, xM, yM }: Track): Track {
  const last = timeS.length - 1;
  const share = timeS.map((t) => (t - timeS[0]!) / (timeS[last]! - timeS[0]!));
  return {
    id,
    timeS,
    xM: share.map((s) => xM[0]! + s * (xM[last]! - xM[0]!)),
    yM: share.map((s) => yM[0]! + s * (yM[last]! - yM[0]!)),
  };
}
