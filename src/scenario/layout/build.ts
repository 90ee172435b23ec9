/** Scene -> HallLayout, with the scene entry behind every solid and place, for the checks. Pure. */
import { StateHash } from '../../kernel/base/hash';
import { buildWallField, type WallField } from '../../kernel/geometry';
import type { DockPlan, DoorPlan, HallLayout, LinePlan, PostPlan, WindowPlan } from '../../kernel/layout';
import type { Scene } from '../schema/scene';
import { directionOf, left, offset } from './directions';
import { counterClockwise, edgesOf } from './outline';
import { addDoor, addMarkedLine, addSeats, addServed, CUSTOMER_M, PlaceList } from './places';
import { buildSolids, DOCK_CONTACT_M, DOCK_STAGING_M, type SourcedSolid, windowId } from './solids';
import { addStands } from './stands';

export type BuiltLayout = {
  readonly layout: HallLayout;
  readonly sourced: readonly SourcedSolid[];
  /** (places) path of the scene entry. */
  readonly placePaths: readonly (readonly (string | number)[])[];
  /** (windows) path of the scene entry. */
  readonly windowPaths: readonly (readonly (string | number)[])[];
  readonly walls: WallField;
};

export function buildLayout(scene: Scene): BuiltLayout {
  const outline = counterClockwise(scene.outline);
  const edges = edgesOf(outline);
  const sourced = buildSolids(scene, edges);
  const solids = sourced.map((entry) => entry.solid);
  const list = new PlaceList();

  const doors: DoorPlan[] = scene.doors.map((door, i) => {
    const { place, facingRad } = addDoor(list, scene, edges, i);
    return { id: door.id, xM: door.at[0], yM: door.at[1], widthM: door.widthM, facingRad, use: door.use, place };
  });
  const { windows, windowPaths } = addWindows(list, scene);
  const kiosks: LinePlan[] = scene.kiosks.map((kiosk, i) => {
    const id = kiosk.id ?? `kiosk-${i + 1}`;
    const servedM = kiosk.depthM / 2 + CUSTOMER_M;
    const served = addServed(list, ['kiosk', 'kiosk-line'], id, kiosk.at, kiosk.facingDeg, servedM, kiosk.line, i, [
      'kiosks',
      i,
    ]);
    return { id, xM: kiosk.at[0], yM: kiosk.at[1], facingRad: directionOf(kiosk.facingDeg).rad, ...served };
  });
  const desks: LinePlan[] = scene.desks.map((desk, i) => {
    const id = desk.id ?? `desk-${i + 1}`;
    const servedM = desk.depthM / 2 + CUSTOMER_M;
    const served = addServed(list, ['desk', 'desk-line'], id, desk.at, desk.facingDeg, servedM, desk.line, i, [
      'desks',
      i,
    ]);
    return { id, xM: desk.at[0], yM: desk.at[1], facingRad: directionOf(desk.facingDeg).rad, ...served };
  });
  const posts: PostPlan[] = scene.posts.map((post, i) => {
    const id = post.id ?? `post-${i + 1}`;
    const served = addServed(
      list,
      ['robot-talk', 'robot-line'],
      id,
      post.at,
      post.facingDeg,
      post.talkM,
      post.line,
      i,
      ['posts', i],
    );
    const yaw = directionOf(post.facingDeg).rad;
    return { id, xM: post.at[0], yM: post.at[1], facingRad: yaw, ...served, robotYawRad: yaw };
  });
  const lines: LinePlan[] = scene.lines.map((line, i) => ({
    id: line.id,
    xM: line.at[0],
    yM: line.at[1],
    facingRad: directionOf(line.facingDeg).rad,
    ...addMarkedLine(list, scene, i),
  }));
  const docks: DockPlan[] = scene.docks.map((dock, i) => dockPlan(dock, i));
  const seats = scene.seats.flatMap((_, i) => addSeats(list, scene, i));

  const xs = outline.map(([x]) => x);
  const ys = outline.map(([, y]) => y);
  const partial = {
    sceneId: scene.id,
    minXM: Math.min(...xs),
    minYM: Math.min(...ys),
    maxXM: Math.max(...xs),
    maxYM: Math.max(...ys),
    outline,
    solids,
    doors,
    windows,
    kiosks,
    desks,
    posts,
    docks,
    ...(lines.length > 0 ? { lines } : {}),
    seats,
    zones: scene.zones.map((zone) => ({
      id: zone.id,
      kind: zone.kind,
      nameZh: zone.name.zh,
      nameEn: zone.name.en,
      polygon: counterClockwise(zone.polygon),
    })),
  };
  const walls = buildWallField({ ...partial, layoutHash: '', places: [], targets: [], stands: [] });
  const robotSpots = [
    ...posts.map(({ xM, yM }) => ({ xM, yM })),
    ...docks.flatMap((dock) => [
      { xM: dock.xM, yM: dock.yM },
      { xM: dock.stagingXM, yM: dock.stagingYM },
    ]),
  ];
  const stands = addStands(list, scene, walls, robotSpots);
  const { places, targets } = list;
  const layout: HallLayout = { ...partial, layoutHash: '', places, targets, stands };
  return { layout: { ...layout, layoutHash: hashOf(layout) }, sourced, placePaths: list.paths, windowPaths, walls };
}

function addWindows(
  list: PlaceList,
  scene: Scene,
): { windows: WindowPlan[]; windowPaths: (readonly (string | number)[])[] } {
  const windows: WindowPlan[] = [];
  const windowPaths: (readonly (string | number)[])[] = [];
  scene.windows.forEach((row, i) => {
    const f = directionOf(row.facingDeg);
    const along = left(f);
    for (let k = 0; k < row.count; k++) {
      const number = row.firstNumber + k;
      const id = windowId(row.letter, number);
      const xM = row.at[0] + k * row.pitchM * along.x;
      const yM = row.at[1] + k * row.pitchM * along.y;
      const { place } = addServed(
        list,
        ['window', 'window'],
        id,
        [xM, yM],
        row.facingDeg,
        CUSTOMER_M,
        null,
        windows.length,
        ['windows', i],
      );
      const lowCounter = row.low.includes(number);
      windows.push({ id, letter: row.letter, number, xM, yM, facingRad: f.rad, widthM: row.pitchM, lowCounter, place });
      windowPaths.push(['windows', i]);
    }
  });
  return { windows, windowPaths };
}

/** The robot docks with its nose to the wall; staging is 1 m straight before that pose. */
function dockPlan(dock: Scene['docks'][number], index: number): DockPlan {
  const f = directionOf(dock.facingDeg);
  const contact = offset(dock.at[0], dock.at[1], f, DOCK_CONTACT_M);
  const staging = offset(dock.at[0], dock.at[1], f, DOCK_CONTACT_M + DOCK_STAGING_M);
  const yawRad = directionOf(dock.facingDeg + 180).rad;
  return {
    id: dock.id ?? `dock-${index + 1}`,
    ...contact,
    yawRad,
    stagingXM: staging.xM,
    stagingYM: staging.yM,
    stagingYawRad: yawRad,
  };
}

/** Over everything that routes and feet depend on; names and heights are left out. */
function hashOf(layout: HallLayout): string {
  const hash = new StateHash();
  for (const [x, y] of layout.outline) hash.float(x).float(y);
  hash.int(layout.solids.length);
  for (const s of layout.solids) {
    hash
      .float(s.xM)
      .float(s.yM)
      .float(s.halfXM)
      .float(s.halfYM)
      .float(s.yawRad)
      .int(s.blocksWalk ? 1 : 0);
  }
  hash.int(layout.places.length);
  for (const p of layout.places) hash.float(p.xM).float(p.yM).int(p.target);
  hash.int(layout.targets.length);
  for (const t of layout.targets) hash.float(t.xM).float(t.yM);
  return hash.hex();
}
