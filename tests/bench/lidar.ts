/** The 2-D laser with 500 people in the scene: our angular projection beside the physics engine's ray casts, taking turns. */
import RAPIER from '@dimforge/rapier3d-compat';
import { Lidar } from '../../src/kernel/robot/lidar';
import { lidarEdges } from '../../src/kernel/robot/lidarEdges';
import { BASIC_SENSORS } from '../../src/kernel/robot/sensorPresets';
import { lidarScene, rapierScan, rapierWorld } from '../worlds/lidarScene';
import { type BenchRow, type BenchSize, spread } from './table';

const PLANS = {
  full: { people: 500, poses: 200, windows: 5, warmUp: 1 },
  tiny: { people: 60, poses: 10, windows: 1, warmUp: 0 },
} as const;

export type LidarComparison = {
  /** Microseconds a scan of 360 beams, one entry a window. */
  readonly ours: number[];
  readonly sweeping: number[];
  readonly rapier: number[];
  readonly beams: number;
  readonly meanDifferenceM: number;
  /** Beams that differ by more than 5 cm: they graze a corner or a disc. */
  readonly grazing: number;
};

export async function compareLidars(size: BenchSize): Promise<LidarComparison> {
  await RAPIER.init();
  const plan = PLANS[size];
  const scene = lidarScene(plan.people, plan.poses);
  const world = rapierWorld(scene);
  const spec = { ...BASIC_SENSORS.lidar, rangeMinM: 0, sigmaM: 0, dropoutShare: 0 };
  const lidar = new Lidar(lidarEdges(scene.layout), spec);
  const theirs = new Float64Array(spec.beams);
  const ours = (): void => {
    for (const [x, y, yaw] of scene.poses) lidar.scan(x, y, yaw, scene.discs, null, null);
  };
  const moving = { linearMps: 0.6, angularRps: 0.5 };
  const sweeping = (): void => {
    for (const [x, y, yaw] of scene.poses) lidar.scan(x, y, yaw, scene.discs, moving, null);
  };
  const rapier = (): void => {
    for (const pose of scene.poses) {
      rapierScan(world, pose, lidar.angleMinRad, lidar.angleStepRad, spec.rangeMaxM, theirs);
    }
  };
  const result: LidarComparison = { ours: [], sweeping: [], rapier: [], beams: 0, meanDifferenceM: 0, grazing: 0 };
  const timed = (work: () => void): number => {
    const start = performance.now();
    work();
    return (1000 * (performance.now() - start)) / scene.poses.length;
  };
  for (let k = 0; k < plan.warmUp; k++) for (const work of [ours, sweeping, rapier]) work();
  for (let window = 0; window < plan.windows; window++) {
    result.ours.push(timed(ours));
    result.sweeping.push(timed(sweeping));
    result.rapier.push(timed(rapier));
  }
  let beams = 0;
  let sum = 0;
  let grazing = 0;
  for (const pose of scene.poses) {
    const ranges = lidar.scan(pose[0], pose[1], pose[2], scene.discs, null, null);
    rapierScan(world, pose, lidar.angleMinRad, lidar.angleStepRad, spec.rangeMaxM, theirs);
    ranges.forEach((range, i) => {
      const other = theirs[i] as number;
      if (range === other) return;
      beams++;
      const difference = Math.abs(range - other);
      if (difference > 0.05) grazing++;
      else sum += difference;
    });
  }
  world.free();
  return { ...result, beams, grazing, meanDifferenceM: sum / beams };
}

export async function benchLidar(size: BenchSize): Promise<BenchRow[]> {
  const result = await compareLidars(size);
  const { people } = PLANS[size];
  const row = (what: string, us: readonly number[], check: string): BenchRow => {
    const { median, range } = spread(us, (value) => value.toFixed(1));
    return { what, value: `${median} µs a scan of 360 beams`, range, check };
  };
  const times = middle(result.rapier) / middle(result.ours);
  return [
    row(
      `lidar, ${people} people: ours`,
      result.ours,
      `${times.toFixed(1)} x faster; ${result.beams} beams with a return, mean difference ${(1000 * result.meanDifferenceM).toFixed(4)} mm, ${result.grazing} grazing`,
    ),
    row('- ours, beam by beam while driving', result.sweeping, ''),
    row("- rapier's ray casts", result.rapier, ''),
  ];
}

function middle(values: readonly number[]): number {
  return [...values].sort((x, y) => x - y)[values.length >> 1] as number;
}
