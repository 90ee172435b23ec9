/**
 * Standing places of the waiting zones: a grid inside the polygon, clear of solids and of every other place.
 * One flow-field target for each cluster of about 3 x 3 m.
 */
import { pointInPolygon, type WallField, wallDistanceM } from '../../kernel/geometry';
import type { Scene } from '../schema/scene';
import { directionOf } from './directions';
import type { PlaceList } from './places';

const CLUSTER_M = 3;
const WALL_CLEAR_M = 0.45;
const PLACE_CLEAR_M = 0.8;
const ROBOT_CLEAR_M = 1.1;
/** A scene gets at most so many standing places. */
const STANDS_MAX = 2000;

export function addStands(
  list: PlaceList,
  scene: Scene,
  walls: WallField,
  robotSpots: readonly { xM: number; yM: number }[],
): number[] {
  const stands: number[] = [];
  const others = list.places.map(({ xM, yM }) => ({ xM, yM }));
  scene.zones.forEach((zone, index) => {
    if (!(zone.standing ?? zone.kind === 'waiting')) return;
    const facingRad = directionOf(zone.facingDeg).rad;
    const xs = zone.polygon.map(([x]) => x);
    const ys = zone.polygon.map(([, y]) => y);
    const x0 = Math.min(...xs);
    const y0 = Math.min(...ys);
    const columns = Math.floor((Math.max(...xs) - x0) / zone.standPitchM);
    const rows = Math.floor((Math.max(...ys) - y0) / zone.standPitchM);
    const targets = new Map<string, number>();
    for (let row = 0; row < rows; row++) {
      for (let column = 0; column < columns; column++) {
        const xM = x0 + (column + 0.5) * zone.standPitchM;
        const yM = y0 + (row + 0.5) * zone.standPitchM;
        if (wallDistanceM(walls, xM, yM) < WALL_CLEAR_M) continue;
        if (stands.length >= STANDS_MAX || !pointInPolygon(zone.polygon, xM, yM)) continue;
        if (isNear(others, xM, yM, PLACE_CLEAR_M) || isNear(robotSpots, xM, yM, ROBOT_CLEAR_M)) continue;
        const cluster = `${Math.floor((xM - x0) / CLUSTER_M)},${Math.floor((yM - y0) / CLUSTER_M)}`;
        let target = targets.get(cluster);
        if (target === undefined) {
          target = list.target(xM, yM);
          targets.set(cluster, target);
        }
        const id = `${zone.id}-stand${stands.length + 1}`;
        stands.push(
          list.add({ id, kind: 'stand', xM, yM, facingRad, restXM: xM, restYM: yM, target, owner: -1, rank: 0 }, [
            'zones',
            index,
          ]),
        );
      }
    }
  });
  return stands;
}

function isNear(spots: readonly { xM: number; yM: number }[], x: number, y: number, reachM: number): boolean {
  for (const spot of spots) {
    const dx = spot.xM - x;
    const dy = spot.yM - y;
    if (dx * dx + dy * dy < reachM * reachM) return true;
  }
  return false;
}
