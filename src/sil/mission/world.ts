/** A mission's small world -> a scene, as the hall has it or as the robot's map shows it. Pure. */
import { type Scene, sceneSchema } from '../../scenario/schema/scene';
import type { Mission } from './schema';

export type World = NonNullable<Mission['world']>;
export type View = 'hall' | 'map';

const DOOR_M = 1;
const NAME = { zh: '任务', en: 'mission' };

/** A scene with nothing in it, for what a mission does not say. */
const PLAIN = sceneSchema.parse({
  version: 1,
  id: 'plain',
  name: NAME,
  outline: [
    [0, 0],
    [1, 0],
    [1, 1],
  ],
  doors: [{ id: 'door', at: [0, 0], widthM: DOOR_M }],
  windows: [{ letter: 'A', at: [0, 0], facingDeg: 0 }],
});

export function outlineOf(world: World): [number, number][] {
  if (world.outline) return world.outline.map(([x, y]) => [x, y]);
  const [width, depth] = world.sizeM ?? [10, 10];
  return [
    [0, 0],
    [width, 0],
    [width, depth],
    [0, depth],
  ];
}

export function sceneOf(mission: Mission, world: World, view: View): Scene {
  const outline = outlineOf(world);
  const posts = [mission.robot, ...mission.others].map((robot, i) => {
    const post = (i === 0 ? mission.robot?.post : null) ?? robot ?? { at: [1, 1] as [number, number], facingDeg: 0 };
    return {
      id: `post-${i + 1}`,
      at: post.at,
      facingDeg: post.facingDeg,
      talkM: 1,
      line: { count: 1, via: [], pitchM: 0.8 },
    };
  });
  const { walls, furniture, pillars, plants, seats, windows, docks, desks, unmapped, gone } = world;
  return {
    ...PLAIN,
    id: mission.id,
    name: NAME,
    outline,
    wallThicknessM: 0.2,
    wallHeightM: 2.8,
    doors: [{ id: 'door', at: world.door ?? westDoor(outline), widthM: DOOR_M, use: 'both' }],
    walls,
    windows,
    seats,
    posts,
    docks,
    desks,
    pillars,
    plants,
    furniture: [...furniture, ...(view === 'hall' ? unmapped : gone)],
  };
}

/** Middle of the westernmost edge. */
function westDoor(outline: readonly (readonly [number, number])[]): [number, number] {
  let best: [number, number] = [0, 0];
  let x = Number.POSITIVE_INFINITY;
  outline.forEach(([ax, ay], i) => {
    const [bx, by] = outline[(i + 1) % outline.length] as readonly [number, number];
    if (ax === bx && ax < x && Math.abs(by - ay) >= DOOR_M + 0.1) {
      x = ax;
      best = [ax, (ay + by) / 2];
    }
  });
  return best;
}
