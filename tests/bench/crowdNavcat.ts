/**
 * navcat's crowd (Detour's, written anew in TypeScript): navigation mesh of 0.15 m cells, the flags, ranges and
 * acceleration that recast-navigation's crowd has here, its obstacle avoidance at the library's defaults. y of the hall is
 * z of the mesh.
 */
import { createFindNearestPolyResult, DEFAULT_QUERY_FILTER, findNearestPoly } from 'navcat';
import { crowd as crowds, generateSoloNavMesh } from 'navcat/blocks';
import { floorAndBoxes } from './crowdLibraries';
import { BODY_RADIUS_M, type Scene, STEP_S, type WalkingCrowd } from './crowdScene';

const CELL_M = 0.15;
const CELL_HEIGHT_M = 0.2;

export function navcatCrowd(scene: Scene): WalkingCrowd {
  const { navMesh } = generateSoloNavMesh(floorAndBoxes(scene.layout), {
    cellSize: CELL_M,
    cellHeight: CELL_HEIGHT_M,
    walkableRadiusVoxels: Math.ceil(BODY_RADIUS_M / CELL_M),
    walkableRadiusWorld: BODY_RADIUS_M,
    walkableClimbVoxels: 1,
    walkableClimbWorld: CELL_HEIGHT_M,
    walkableHeightVoxels: 9,
    walkableHeightWorld: 1.8,
    walkableSlopeAngleDegrees: 45,
    borderSize: 0,
    minRegionArea: 8,
    mergeRegionArea: 20,
    maxSimplificationError: 1.3,
    maxEdgeLength: 12,
    maxVerticesPerPoly: 5,
    detailSampleDistance: 6 * CELL_M,
    detailSampleMaxError: CELL_HEIGHT_M,
  });
  const nearest = createFindNearestPolyResult();
  const goals = scene.layout.targets.map(({ xM, yM }) => {
    findNearestPoly(nearest, navMesh, [xM, 0, yM], [1, 1, 1], DEFAULT_QUERY_FILTER);
    if (!nearest.success) throw new Error(`navcat: no mesh near the destination (${xM}, ${yM})`);
    const [x, y, z] = nearest.position;
    return { ref: nearest.nodeRef, at: [x, y, z] as [number, number, number] };
  });
  const crowd = crowds.create(0.5);
  const ids = scene.people.map(({ xM, yM, speedMps }) =>
    crowds.addAgent(crowd, navMesh, [xM, 0, yM], {
      radius: BODY_RADIUS_M,
      height: 1.7,
      maxAcceleration: 20,
      maxSpeed: speedMps,
      collisionQueryRange: 2.5,
      pathOptimizationRange: 30 * BODY_RADIUS_M,
      separationWeight: 0,
      // Anticipate turns, avoid obstacles, optimize the path's visibility and topology.
      updateFlags: 27,
      queryFilter: DEFAULT_QUERY_FILTER,
    }),
  );
  return {
    step: () => crowds.update(crowd, navMesh, STEP_S),
    readInto(xM, yM) {
      ids.forEach((id, row) => {
        const [x, , z] = (crowd.agents[id] as crowds.Agent).position;
        xM[row] = x;
        yM[row] = z;
      });
    },
    send(row, target) {
      const { ref, at } = goals[target] as (typeof goals)[number];
      crowds.requestMoveTarget(crowd, ids[row] as string, ref, at);
    },
    arrived: null,
    close: () => {},
  };
}
