/** The crowds under test, each behind the same few functions: ours, recast-navigation's, yuka's steering; navcat's in crowdNavcat.ts. */
import { type CrowdAgent, init as initRecast, NavMeshQuery, Crowd as RecastCrowd } from 'recast-navigation';
import { generateSoloNavMesh } from 'recast-navigation/generators';
import {
  CellSpacePartitioning,
  EntityManager,
  FollowPathBehavior,
  GameEntity,
  ObstacleAvoidanceBehavior,
  Path,
  SeparationBehavior,
  Vehicle,
  Vector3 as YukaVector,
} from 'yuka';
import { createCrowd } from '../../src/kernel/crowd';
import type { HallLayout } from '../../src/kernel/layout';
import type { HallRouter } from '../../src/kernel/routing';
import { BODY_RADIUS_M, goalOf, type Scene, STEP_S, type WalkingCrowd } from './crowdScene';

/** @param seated people who sit on the seat rows as well, on each other's laps if need be */
export function ourCrowd(scene: Scene, stepS = STEP_S, seated = 0): WalkingCrowd {
  const crowd = createCrowd(scene.layout, scene.router, 1);
  const count = scene.people.length;
  crowd.reserve(count + seated);
  scene.people.forEach((person, row) => {
    crowd.park(row, person.xM, person.yM, 0, BODY_RADIUS_M);
  });
  const seats = scene.layout.solids.filter((solid) => solid.kind === 'seat');
  for (let i = 0; i < seated; i++) {
    const seat = seats[i % seats.length] as (typeof seats)[number];
    const share = ((0.618 * Math.floor(i / seats.length)) % 1) * 2 - 1;
    crowd.park(count + i, seat.xM + share * seat.halfXM, seat.yM, 0, BODY_RADIUS_M);
  }
  return {
    step: () => crowd.step(stepS),
    readInto(xM, yM) {
      xM.set(crowd.xM.subarray(0, count));
      yM.set(crowd.yM.subarray(0, count));
    },
    send(row, target) {
      const goal = goalOf(scene, target, crowd.xM[row] as number, crowd.yM[row] as number);
      crowd.walk(row, target, goal.xM, goal.yM, (scene.people[row] as { speedMps: number }).speedMps);
    },
    arrived: () => crowd.arrived.slice(0, crowd.arrivedCount),
    close: () => {},
  };
}

/**
 * recast-navigation (Detour in WASM): navigation mesh of 0.15 m cells, its obstacle avoidance at the library's defaults
 * (7 divisions, 2 rings, depth 5), collision query 2.5 m. y of the hall is z of the mesh.
 */
export async function recastCrowd(scene: Scene): Promise<WalkingCrowd> {
  await initRecast();
  const { positions, indices } = floorAndBoxes(scene.layout);
  const cell = 0.15;
  const built = generateSoloNavMesh(positions, indices, {
    cs: cell,
    ch: 0.2,
    walkableRadius: Math.ceil(BODY_RADIUS_M / cell),
    walkableHeight: 9,
    walkableClimb: 1,
    walkableSlopeAngle: 45,
  });
  if (!built.success) throw new Error(`recast built no navigation mesh: ${built.error}`);
  const query = new NavMeshQuery(built.navMesh);
  const crowd = new RecastCrowd(built.navMesh, { maxAgents: scene.people.length, maxAgentRadius: 0.5 });
  const onMesh = (xM: number, yM: number): { x: number; y: number; z: number } =>
    query.findClosestPoint({ x: xM, y: 0, z: yM }, { halfExtents: { x: 1, y: 1, z: 1 } }).point;
  const goals = scene.layout.targets.map((target) => onMesh(target.xM, target.yM));
  const agents: CrowdAgent[] = scene.people.map((person) =>
    crowd.addAgent(onMesh(person.xM, person.yM), {
      radius: BODY_RADIUS_M,
      height: 1.7,
      maxSpeed: person.speedMps,
      // Anticipate turns, avoid obstacles, optimize the path's visibility and topology. Its separation halves the overlaps
      // but costs a third of the arrivals: it is given the setting in which it is quicker.
      updateFlags: 27,
      pathOptimizationRange: 30 * BODY_RADIUS_M,
    }),
  );
  return {
    step: () => crowd.update(STEP_S),
    readInto(xM, yM) {
      agents.forEach((agent, row) => {
        const at = agent.position();
        xM[row] = at.x;
        yM[row] = at.z;
      });
    },
    send(row, target) {
      agents[row]?.requestMoveTarget(goals[target] as { x: number; y: number; z: number });
    },
    arrived: null,
    close() {
      crowd.destroy();
      query.destroy();
      built.navMesh.destroy();
    },
  };
}

/** Triangles facing up: the floor, and the tops of the solids, too high to step on. */
export function floorAndBoxes(layout: HallLayout): { positions: Float32Array; indices: Uint32Array } {
  const positions: number[] = [];
  const indices: number[] = [];
  const quad = (corners: readonly (readonly [number, number, number])[]): void => {
    const from = positions.length / 3;
    for (const corner of corners) positions.push(...corner);
    indices.push(from, from + 2, from + 1, from, from + 3, from + 2);
  };
  const flat = (x0: number, z0: number, x1: number, z1: number, y: number): void =>
    quad([
      [x0, y, z0],
      [x1, y, z0],
      [x1, y, z1],
      [x0, y, z1],
    ]);
  flat(layout.minXM, layout.minYM, layout.maxXM, layout.maxYM, 0);
  for (const { xM, yM, halfXM, halfYM, heightM } of layout.solids) {
    flat(xM - halfXM, yM - halfYM, xM + halfXM, yM + halfYM, heightM);
  }
  return { positions: Float32Array.from(positions), indices: Uint32Array.from(indices) };
}

/**
 * yuka: vehicles with separation, path following and obstacle avoidance at its defaults, over a cell-space index of
 * 4 m (its quickest here: each query looks at all cells). Its paths come from our flow fields, outside the clock: its own
 * path search would cost extra. Rectangles become rows of spheres, the only obstacles it knows.
 */
export function yukaCrowd(scene: Scene): WalkingCrowd {
  const manager = new EntityManager();
  manager.spatialIndex = new CellSpacePartitioning(64, 10, 44, 16, 1, 11);
  const obstacles = spheresOf(scene.layout);
  // Its index is centred on the origin.
  const toYuka = (xM: number, yM: number): YukaVector => new YukaVector(xM - 30, 0, yM - 20);
  const vehicles = scene.people.map((person) => {
    const vehicle = new Vehicle();
    vehicle.position.copy(toYuka(person.xM, person.yM));
    vehicle.boundingRadius = BODY_RADIUS_M;
    vehicle.maxSpeed = person.speedMps;
    vehicle.maxForce = 20;
    vehicle.updateNeighborhood = true;
    vehicle.neighborhoodRadius = 1;
    vehicle.steering.add(new SeparationBehavior());
    vehicle.steering.add(new ObstacleAvoidanceBehavior(obstacles));
    const follow = new FollowPathBehavior(new Path(), 0.5);
    vehicle.steering.add(follow);
    manager.add(vehicle);
    return { vehicle, follow };
  });
  return {
    step() {
      manager.update(STEP_S);
    },
    readInto(xM, yM) {
      vehicles.forEach(({ vehicle }, row) => {
        xM[row] = vehicle.position.x + 30;
        yM[row] = vehicle.position.z + 20;
      });
    },
    send(row, target) {
      const { vehicle, follow } = vehicles[row] as (typeof vehicles)[number];
      follow.path.clear();
      for (const [x, y] of wayTo(scene.router, vehicle.position.x + 30, vehicle.position.z + 20, target)) {
        follow.path.add(toYuka(x, y));
      }
    },
    arrived: null,
    close: () => manager.clear(),
  };
}

/** Waypoints every metre along the flow field, and the destination. */
function wayTo(router: HallRouter, fromXM: number, fromYM: number, target: number): [number, number][] {
  const goal = router.layout.targets[target] as { xM: number; yM: number };
  const direction = new Float64Array(2);
  const way: [number, number][] = [];
  let x = fromXM;
  let y = fromYM;
  for (let metres = 0; metres < 120 && Math.hypot(goal.xM - x, goal.yM - y) > 1; metres++) {
    for (let part = 0; part < 5; part++) {
      router.directionInto(target, x, y, direction);
      x += 0.2 * (direction[0] as number);
      y += 0.2 * (direction[1] as number);
    }
    way.push([x, y]);
  }
  way.push([goal.xM, goal.yM]);
  return way;
}

function spheresOf(layout: HallLayout): GameEntity[] {
  return layout.solids.flatMap(({ xM, yM, halfXM, halfYM }) => {
    const radius = Math.max(0.3, Math.min(halfXM, halfYM));
    const number = Math.max(1, Math.round(halfXM / 0.8));
    return Array.from({ length: number }, (_, i) => {
      const sphere = new GameEntity();
      sphere.boundingRadius = radius;
      const offset = number === 1 ? 0 : -halfXM + radius + (i * 2 * (halfXM - radius)) / (number - 1);
      sphere.position.set(xM + offset - 30, 0, yM - 20);
      return sphere;
    });
  });
}
