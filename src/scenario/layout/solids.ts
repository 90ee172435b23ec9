/** What stands in the hall, as oriented boxes. Heights in metres are for drawing and for what a laser sees. */
import { atan2 } from '../../kernel/base/detmath';
import type { Solid } from '../../kernel/layout';
import type { Scene } from '../schema/scene';
import { directionOf, left, offset } from './directions';
import { type Edge, outlineWalls } from './outline';

export const SEAT_DEPTH_M = 0.5;
const SEAT_HEIGHT_M = 0.45;
const KIOSK_HEIGHT_M = 1.4;
const DESK_HEIGHT_M = 0.78;
/** Robot's centre to the wall when its contacts touch, and from there to where docking starts. */
export const DOCK_CONTACT_M = 0.36;
export const DOCK_STAGING_M = 1;

/** Every solid with the path of the scene entry it comes from. */
export type SourcedSolid = { readonly solid: Solid; readonly path: readonly (string | number)[] };

export function windowId(letter: string, number: number): string {
  return `${letter}${String(number).padStart(2, '0')}`;
}

function solid(
  id: string,
  kind: Solid['kind'],
  at: { xM: number; yM: number },
  halfXM: number,
  halfYM: number,
  yawRad: number,
  heightM: number,
  blocks = true,
): Solid {
  return { id, kind, xM: at.xM, yM: at.yM, halfXM, halfYM, yawRad, heightM, blocksWalk: blocks, blocksLaser: blocks };
}

const at = ([xM, yM]: readonly [number, number]): { xM: number; yM: number } => ({ xM, yM });

export function buildSolids(scene: Scene, edges: readonly Edge[]): SourcedSolid[] {
  const list: SourcedSolid[] = outlineWalls(scene, edges).map((wall) => ({ solid: wall, path: ['outline'] }));
  scene.walls.forEach((wall, i) => {
    const dx = wall.to[0] - wall.from[0];
    const dy = wall.to[1] - wall.from[1];
    const length = Math.max(0.02, Math.sqrt(dx * dx + dy * dy));
    const middle = { xM: (wall.from[0] + wall.to[0]) / 2, yM: (wall.from[1] + wall.to[1]) / 2 };
    const name = wall.id ?? `wall-${i + 1}`;
    list.push({
      solid: {
        ...solid(name, 'wall', middle, length / 2, wall.thicknessM / 2, atan2(dy, dx), wall.heightM),
        ...(wall.glass ? { glass: true } : {}),
      },
      path: ['walls', i],
    });
  });
  scene.windows.forEach((row, i) => {
    const f = directionOf(row.facingDeg);
    const along = left(f);
    for (let k = 0; k < row.count; k++) {
      const x = row.at[0] + k * row.pitchM * along.x;
      const y = row.at[1] + k * row.pitchM * along.y;
      const id = `counter-${windowId(row.letter, row.firstNumber + k)}`;
      list.push({
        solid: solid(
          id,
          'counter',
          offset(x, y, f, -row.counterDepthM / 2),
          row.counterDepthM / 2,
          row.pitchM / 2,
          f.rad,
          row.counterHeightM,
        ),
        path: ['windows', i],
      });
    }
  });
  scene.seats.forEach((block, i) => {
    const f = directionOf(block.facingDeg);
    const name = block.id ?? `seats-${i + 1}`;
    for (let r = 0; r < block.rows; r++) {
      const middle = offset(block.at[0], block.at[1], f, ((block.rows - 1) / 2 - r) * block.rowPitchM);
      const half = (block.columns * block.pitchM) / 2;
      list.push({
        solid: solid(`${name}-row${r + 1}`, 'seat', middle, SEAT_DEPTH_M / 2, half, f.rad, SEAT_HEIGHT_M),
        path: ['seats', i],
      });
    }
  });
  scene.kiosks.forEach((kiosk, i) => {
    const f = directionOf(kiosk.facingDeg);
    const name = kiosk.id ?? `kiosk-${i + 1}`;
    list.push({
      solid: solid(name, 'kiosk', at(kiosk.at), kiosk.depthM / 2, kiosk.widthM / 2, f.rad, KIOSK_HEIGHT_M),
      path: ['kiosks', i],
    });
  });
  scene.desks.forEach((desk, i) => {
    const f = directionOf(desk.facingDeg);
    const name = desk.id ?? `desk-${i + 1}`;
    list.push({
      solid: solid(name, 'desk', at(desk.at), desk.depthM / 2, desk.widthM / 2, f.rad, DESK_HEIGHT_M),
      path: ['desks', i],
    });
  });
  scene.docks.forEach((dock, i) => {
    const f = directionOf(dock.facingDeg);
    // A flat plate under the docked robot: feet, wheels and the laser pass over it.
    const name = dock.id ?? `dock-${i + 1}`;
    list.push({
      solid: solid(
        name,
        'dock',
        offset(dock.at[0], dock.at[1], f, DOCK_CONTACT_M),
        DOCK_CONTACT_M,
        0.28,
        f.rad,
        0.04,
        false,
      ),
      path: ['docks', i],
    });
  });
  scene.pillars.forEach((pillar, i) => {
    const half = pillar.sizeM / 2;
    list.push({
      solid: solid(pillar.id ?? `pillar-${i + 1}`, 'pillar', at(pillar.at), half, half, 0, scene.wallHeightM),
      path: ['pillars', i],
    });
  });
  scene.plants.forEach((plant, i) => {
    const half = plant.sizeM / 2;
    list.push({
      solid: solid(plant.id ?? `plant-${i + 1}`, 'plant', at(plant.at), half, half, 0, plant.heightM),
      path: ['plants', i],
    });
  });
  scene.furniture.forEach((piece, i) => {
    const name = piece.id ?? `furniture-${i + 1}`;
    const yaw = directionOf(piece.yawDeg).rad;
    list.push({
      solid: {
        ...solid(name, 'furniture', at(piece.at), piece.sizeM[0] / 2, piece.sizeM[1] / 2, yaw, piece.heightM),
        ...(piece.mapped ? {} : { mapped: false }),
      },
      path: ['furniture', i],
    });
  });
  scene.drops.forEach((drop, i) => {
    const name = drop.id ?? `drop-${i + 1}`;
    const yaw = directionOf(drop.yawDeg).rad;
    // No height: feet and wheels must not go there, a laser sees nothing of it.
    list.push({
      solid: {
        ...solid(name, 'drop', at(drop.at), drop.sizeM[0] / 2, drop.sizeM[1] / 2, yaw, 0),
        blocksLaser: false,
        ...(drop.mapped ? {} : { mapped: false }),
      },
      path: ['drops', i],
    });
  });
  return list;
}
