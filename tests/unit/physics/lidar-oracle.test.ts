/** The lidar's angular projection against Rapier's ray casts, and its noise against its own parameters. */
import RAPIER from '@dimforge/rapier3d-compat';
import { describe, expect, it } from 'vitest';
import { Purpose, RandomStream } from '../../../src/kernel/base/random';
import type { Discs } from '../../../src/kernel/robot/discs';
import { Lidar } from '../../../src/kernel/robot/lidar';
import { lidarEdges } from '../../../src/kernel/robot/lidarEdges';
import { lidarScene, rapierScan, rapierWorld } from '../../worlds/lidarScene';
import { box, KETTY, room } from '../../worlds/room';

const solids = [
  box('a', 4, 3, 1, 0.4, 0.5),
  box('b', 9, 6, 0.3, 2, -0.2),
  box('c', 14, 4, 1.5, 0.3, 1.2),
  box('d', 6, 9, 0.5, 0.5, 0),
];
const layout = room(18, 12, solids);
const people: Discs = {
  count: 4,
  xM: Float64Array.from([7, 11, 12.5, 3]),
  yM: Float64Array.from([4, 9, 6, 8]),
  vxMps: new Float64Array(4),
  vyMps: new Float64Array(4),
  radiusM: Float64Array.from([0.16, 0.2, 0.055, 0.28]),
};
const none = { ...people, count: 0 };

describe('lidar', () => {
  it('agrees with the physics engine within a millimetre on the mean, from many poses', async () => {
    await RAPIER.init();
    const world = new RAPIER.World({ x: 0, y: 0, z: 0 });
    for (const s of solids) {
      world.createCollider(
        RAPIER.ColliderDesc.cuboid(s.halfXM, 1, s.halfYM)
          .setTranslation(s.xM, 1, -s.yM)
          .setRotation({ x: 0, y: Math.sin(s.yawRad / 2), z: 0, w: Math.cos(s.yawRad / 2) }),
      );
    }
    for (const [x, y, hx, hy] of [
      [9, -0.05, 9, 0.05],
      [9, 12.05, 9, 0.05],
      [-0.05, 6, 0.05, 6],
      [18.05, 6, 0.05, 6],
    ] as const) {
      world.createCollider(RAPIER.ColliderDesc.cuboid(hx, 1, hy).setTranslation(x, 1, -y));
    }
    people.xM.forEach((_, i) => {
      world.createCollider(
        RAPIER.ColliderDesc.cylinder(1, people.radiusM[i] as number).setTranslation(
          people.xM[i] as number,
          1,
          -(people.yM[i] as number),
        ),
      );
    });
    world.step();
    const lidar = new Lidar(lidarEdges(layout), { ...KETTY.lidar, rangeMaxM: 30, rangeMinM: 0 });
    const stream = new RandomStream(3, Purpose.test);
    let sum = 0;
    let worst = 0;
    let compared = 0;
    let disagree = 0;
    for (let pose = 0; pose < 40; pose++) {
      const x = stream.uniformBetween(0.5, 17.5);
      const y = stream.uniformBetween(0.5, 11.5);
      const yaw = stream.uniformBetween(-3, 3);
      let inside = false;
      world.intersectionsWithPoint({ x, y: 1, z: -y }, () => {
        inside = true;
        return false;
      });
      if (inside) continue;
      const ranges = lidar.scan(x, y, yaw, people, null, null);
      ranges.forEach((range, i) => {
        const angle = yaw + lidar.angleMinRad + i * lidar.angleStepRad;
        const ray = new RAPIER.Ray({ x, y: 1, z: -y }, { x: Math.cos(angle), y: 0, z: -Math.sin(angle) });
        const toi = world.castRay(ray, 30, true)?.timeOfImpact ?? Number.POSITIVE_INFINITY;
        const difference = Math.abs(range - toi);
        compared++;
        // A beam that grazes a corner may fall on either side of it.
        if (difference > 0.05) disagree++;
        else {
          sum += difference;
          worst = Math.max(worst, difference);
        }
      });
    }
    console.log(
      `lidar against ray casts: ${compared} beams, mean difference ${((1000 * sum) / compared).toFixed(4)} mm, worst ${(1000 * worst).toFixed(2)} mm, ${disagree} grazing beams`,
    );
    expect(compared).toBeGreaterThan(10_000);
    expect(sum / compared).toBeLessThan(0.001);
    expect(disagree / compared).toBeLessThan(0.001);
  });

  it('agrees with it with 500 people in the scene', async () => {
    await RAPIER.init();
    const scene = lidarScene(500, 20);
    const world = rapierWorld(scene);
    const spec = { ...KETTY.lidar, rangeMaxM: 12, rangeMinM: 0 };
    const lidar = new Lidar(lidarEdges(scene.layout), spec);
    const theirs = new Float64Array(spec.beams);
    const differences: number[] = [];
    let grazing = 0;
    for (const pose of scene.poses) {
      const ours = lidar.scan(...pose, scene.discs, null, null);
      rapierScan(world, pose, lidar.angleMinRad, lidar.angleStepRad, spec.rangeMaxM, theirs);
      ours.forEach((range, i) => {
        if (range === theirs[i]) return;
        const difference = Math.abs(range - (theirs[i] as number));
        if (difference > 0.05) grazing++;
        else differences.push(difference);
      });
    }
    const meanM = differences.reduce((sum, value) => sum + value, 0) / differences.length;
    console.log(
      `500 people: ${differences.length} beams with a return, mean difference ${(1000 * meanM).toFixed(4)} mm, ${grazing} grazing beams`,
    );
    expect(differences.length).toBeGreaterThan(5000);
    expect(meanM).toBeLessThan(0.001);
    expect(grazing / differences.length).toBeLessThan(0.001);
    world.free();
  });

  it('has range noise and drop-outs as its parameters say', () => {
    const lidar = new Lidar(lidarEdges(layout), KETTY.lidar);
    const exact = lidar.scan(2, 6, 0.3, none, null, null).slice();
    const stream = new RandomStream(1, Purpose.robotLidar);
    let errors = 0;
    let squares = 0;
    let sum = 0;
    let dropped = 0;
    let finite = 0;
    for (let k = 0; k < 300; k++) {
      lidar.scan(2, 6, 0.3, none, null, stream).forEach((range, i) => {
        const truth = exact[i] as number;
        if (!Number.isFinite(truth)) return;
        finite++;
        if (!Number.isFinite(range)) {
          dropped++;
          return;
        }
        errors++;
        sum += range - truth;
        squares += (range - truth) ** 2;
      });
    }
    expect(Math.abs(sum / errors)).toBeLessThan(0.0002);
    expect(Math.sqrt(squares / errors) / KETTY.lidar.sigmaM).toBeCloseTo(1, 1);
    expect(dropped / finite).toBeGreaterThan(0.004);
    expect(dropped / finite).toBeLessThan(0.006);
  });

  it('beyond its range there is no return', () => {
    const lidar = new Lidar(lidarEdges(room(60, 60)), KETTY.lidar);
    expect(lidar.scan(30, 30, 0, none, null, null).every((range) => range === Number.POSITIVE_INFINITY)).toBe(true);
  });
});
