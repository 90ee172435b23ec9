/** A hall of 40 x 30 m full of people, for the laser: the same scene as our discs and edges, and as colliders of the physics engine. */
import RAPIER from '@dimforge/rapier3d-compat';
import { Purpose, RandomStream } from '../../src/kernel/base/random';
import { type Discs, makeDiscs } from '../../src/kernel/robot/discs';
import { box, room } from './room';

const WIDTH_M = 40;
const DEPTH_M = 30;
/** Height at which rays are cast, m. */
const EYE_M = 0.2;

export type LidarScene = {
  readonly layout: ReturnType<typeof room>;
  readonly discs: Discs;
  /** Poses in free space: x, y, yaw. */
  readonly poses: readonly (readonly [number, number, number])[];
};

/** @param people standing people, one disc each */
export function lidarScene(people: number, poses: number): LidarScene {
  const draws = new RandomStream(5, Purpose.test);
  const solids = Array.from({ length: 40 }, (_, i) =>
    box(
      `box-${i}`,
      draws.uniformBetween(2, WIDTH_M - 2),
      draws.uniformBetween(2, DEPTH_M - 2),
      draws.uniformBetween(0.2, 1.5),
      draws.uniformBetween(0.2, 0.6),
      draws.uniformBetween(-3, 3),
    ),
  );
  const free = (xM: number, yM: number, gapM: number): boolean =>
    solids.every((solid) => Math.hypot(solid.xM - xM, solid.yM - yM) > Math.hypot(solid.halfXM, solid.halfYM) + gapM);
  const spot = (gapM: number): [number, number] => {
    for (;;) {
      const x = draws.uniformBetween(1, WIDTH_M - 1);
      const y = draws.uniformBetween(1, DEPTH_M - 1);
      if (free(x, y, gapM)) return [x, y];
    }
  };
  const discs = makeDiscs(people);
  discs.count = people;
  for (let i = 0; i < people; i++) {
    const [x, y] = spot(0.3);
    discs.xM[i] = x;
    discs.yM[i] = y;
    discs.radiusM[i] = draws.uniformBetween(0.12, 0.28);
  }
  const places: [number, number, number][] = [];
  while (places.length < poses) {
    const [x, y] = spot(0.4);
    let clear = true;
    for (let i = 0; i < people; i++) {
      if (Math.hypot((discs.xM[i] as number) - x, (discs.yM[i] as number) - y) < 0.4) clear = false;
    }
    if (clear) places.push([x, y, draws.uniformBetween(-3, 3)]);
  }
  return { layout: room(WIDTH_M, DEPTH_M, solids), discs, poses: places };
}

/** The scene in the physics engine; `RAPIER.init` must have been awaited. */
export function rapierWorld({ layout, discs }: LidarScene): RAPIER.World {
  const world = new RAPIER.World({ x: 0, y: 0, z: 0 });
  for (const solid of layout.solids) {
    world.createCollider(
      RAPIER.ColliderDesc.cuboid(solid.halfXM, 1, solid.halfYM)
        .setTranslation(solid.xM, 1, -solid.yM)
        .setRotation({ x: 0, y: Math.sin(solid.yawRad / 2), z: 0, w: Math.cos(solid.yawRad / 2) }),
    );
  }
  for (const [x, y, hx, hy] of [
    [WIDTH_M / 2, -0.05, WIDTH_M / 2, 0.05],
    [WIDTH_M / 2, DEPTH_M + 0.05, WIDTH_M / 2, 0.05],
    [-0.05, DEPTH_M / 2, 0.05, DEPTH_M / 2],
    [WIDTH_M + 0.05, DEPTH_M / 2, 0.05, DEPTH_M / 2],
  ] as const) {
    world.createCollider(RAPIER.ColliderDesc.cuboid(hx, 1, hy).setTranslation(x, 1, -y));
  }
  for (let i = 0; i < discs.count; i++) {
    world.createCollider(
      RAPIER.ColliderDesc.cylinder(1, discs.radiusM[i] as number).setTranslation(
        discs.xM[i] as number,
        1,
        -(discs.yM[i] as number),
      ),
    );
  }
  world.step();
  return world;
}

/** One scan by the physics engine's ray casts. @param ranges written, (beams) m, Infinity = beyond `rangeMaxM` */
export function rapierScan(
  world: RAPIER.World,
  [x, y, yaw]: readonly [number, number, number],
  angleMinRad: number,
  angleStepRad: number,
  rangeMaxM: number,
  ranges: Float64Array,
): void {
  const ray = new RAPIER.Ray({ x, y: EYE_M, z: -y }, { x: 1, y: 0, z: 0 });
  for (let i = 0; i < ranges.length; i++) {
    const angle = yaw + angleMinRad + i * angleStepRad;
    ray.dir.x = Math.cos(angle);
    ray.dir.z = -Math.sin(angle);
    ranges[i] = world.castRay(ray, rangeMaxM, true)?.timeOfImpact ?? Number.POSITIVE_INFINITY;
  }
}
