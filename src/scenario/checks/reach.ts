/** Can people get everywhere they must, is the accessible route wide enough, and can robots drive and dock. */
import { clearLine, wallDistanceM } from '../../kernel/geometry';
import type { Place } from '../../kernel/layout';
import type { BuiltLayout } from '../layout/build';
import { handoverPose } from '../robots';
import type { Scene } from '../schema/scene';
import { error, type Finding, warning } from './finding';
import { floodFrom, reaches } from './floor';

/** A person needs this much to each side of the body's middle; a robot of the KettyBot class: passage >= 0.70 m. */
const PERSON_M = 0.3;
const ROBOT_M = 0.35;
/** Half of 1.20 m, the least clear width of an accessible route (GB 55019-2021, 2.2.2). */
const ACCESSIBLE_M = 0.6;
const DOCK_CLEAR_M = 0.6;
/** A place counts as reached if the flood comes this near. */
const NEAR_M = 0.2;
const LISTED_MAX = 12;

export function checkReach(scene: Scene, built: BuiltLayout): Finding[] {
  const { layout, walls } = built;
  const entrance = layout.doors.find((door) => door.use !== 'out');
  const start = entrance && layout.places[entrance.place];
  if (!entrance || !start) return [];
  const found: Finding[] = [];
  const floor = floodFrom(walls, start.xM, start.yM, PERSON_M);
  const canStand = (place: Place | undefined): boolean =>
    place !== undefined && reaches(walls, floor, place.xM, place.yM, NEAR_M);
  const unreachable = (path: Finding['path'], what: string, place: Place | undefined): void => {
    const at = place ? ` (people stop at [${place.xM.toFixed(2)}, ${place.yM.toFixed(2)}])` : '';
    found.push(
      error(
        'scene',
        path,
        `${what} cannot be reached from door "${entrance.id}"${at}; needed: a way at least ${(2 * PERSON_M).toFixed(2)} m wide`,
      ),
    );
  };

  layout.doors.forEach((door, i) => {
    if (!canStand(layout.places[door.place])) unreachable(['doors', i], `door "${door.id}"`, layout.places[door.place]);
  });
  layout.windows.forEach((window, i) => {
    const place = layout.places[window.place];
    if (!canStand(place)) unreachable(built.windowPaths[i]!, `window ${window.id}`, place);
  });
  for (const key of ['kiosks', 'desks', 'posts'] as const) {
    layout[key].forEach((server, i) => {
      const place = layout.places[server.place];
      const names = { kiosks: 'kiosk', desks: 'desk', posts: 'place to talk at post' };
      if (!canStand(place)) unreachable([key, i], `${names[key]} "${server.id}"`, place);
      const lost = server.line.filter((index) => !canStand(layout.places[index]));
      if (lost.length > 0) {
        found.push(
          warning(
            'scene',
            [key, i, 'line'],
            `${lost.length} of ${server.line.length} places in the line of "${server.id}" are in walls or cannot be reached; lead the line elsewhere with "via" or make it shorter`,
          ),
        );
      }
    });
  }
  layout.lines?.forEach((line, i) => {
    const lost = line.line.filter((index) => !canStand(layout.places[index]));
    if (lost.length > 0) {
      const message = `${lost.length} of ${line.line.length} places in the line "${line.id}" are in walls or cannot be reached; lead it elsewhere with "via" or make it shorter`;
      found.push(error('scene', ['lines', i, 'line'], message));
    }
  });
  const lostSeats = new Map<number, number>();
  for (const index of layout.seats) {
    const place = layout.places[index]!;
    if (!canStand(place)) lostSeats.set(place.owner, (lostSeats.get(place.owner) ?? 0) + 1);
  }
  for (const [block, count] of lostSeats) {
    const name = scene.seats[block]?.id ?? `seats-${block + 1}`;
    found.push(
      error(
        'scene',
        ['seats', block],
        `${count} seats of block "${name}" cannot be reached from door "${entrance.id}"; needed: a way at least ${(2 * PERSON_M).toFixed(2)} m wide to the front of every seat`,
      ),
    );
  }
  const lostStands = layout.stands.filter((index) => !canStand(layout.places[index]));
  const zone = built.placePaths[lostStands[0] ?? -1];
  if (zone)
    found.push(
      error('scene', zone, `${lostStands.length} standing places cannot be reached from door "${entrance.id}"`),
    );
  return [...found, ...checkAccessibleRoute(built, start), ...checkLines(built), ...checkRobots(built)];
}

/** Windows that can be reached only through a passage narrower than 1.20 m. */
function checkAccessibleRoute(built: BuiltLayout, start: Place): Finding[] {
  const { layout, walls } = built;
  const widths = [ACCESSIBLE_M, 0.55, 0.5, 0.45, 0.4, 0.35, PERSON_M];
  const floods = widths.map((width) => ({ width, mask: null as Uint8Array | null }));
  const widthTo = (place: Place): number => {
    for (const flood of floods) {
      flood.mask ??= floodFrom(walls, start.xM, start.yM, flood.width);
      if (reaches(walls, flood.mask, place.xM, place.yM, ACCESSIBLE_M)) return flood.width;
    }
    return 0;
  };
  const found: Finding[] = [];
  layout.windows.forEach((window, i) => {
    const place = layout.places[window.place];
    const width = place ? widthTo(place) : ACCESSIBLE_M;
    if (width >= ACCESSIBLE_M || width === 0 || found.length >= LISTED_MAX) return;
    found.push(
      warning(
        'scene',
        built.windowPaths[i]!,
        `the widest way to window ${window.id} is about ${(2 * width).toFixed(1)} m; an accessible route is 1.20 m or wider (GB 55019-2021, 2.2.2)`,
      ),
    );
  });
  return found;
}

/** Places of different lines, or of a line and a window, that are the same floor. */
function checkLines(built: BuiltLayout): Finding[] {
  const found: Finding[] = [];
  const { places } = built.layout;
  const busy = places.flatMap((place, i) => (place.kind === 'seat' || place.kind === 'stand' ? [] : [{ place, i }]));
  const told = new Set<string>();
  for (const { place, i } of busy) {
    for (const other of busy) {
      if (other.i <= i) continue;
      const path = built.placePaths[other.i]!;
      const key = `${built.placePaths[i]!.slice(0, 2).join('.')} ${path.slice(0, 2).join('.')}`;
      const [a, b] = key.split(' ');
      if (a === b || told.has(key)) continue;
      const dx = other.place.xM - place.xM;
      const dy = other.place.yM - place.yM;
      if (dx * dx + dy * dy >= 0.5 * 0.5) continue;
      told.add(key);
      if (found.length < LISTED_MAX) {
        found.push(
          warning(
            'scene',
            path,
            `people at "${other.place.id}" and at "${place.id}" stand ${Math.sqrt(dx * dx + dy * dy).toFixed(2)} m apart; allowed: 0.5 m or more`,
          ),
        );
      }
    }
  }
  return found;
}

/** Posts, docks with staging pose, and the places where robots hand guests over. */
function checkRobots(built: BuiltLayout): Finding[] {
  const { layout, walls } = built;
  const found: Finding[] = [];
  layout.docks.forEach((dock, i) => {
    const clear = wallDistanceM(walls, dock.stagingXM, dock.stagingYM);
    const straight = clearLine(walls, dock.stagingXM, dock.stagingYM, dock.xM, dock.yM, ROBOT_M - 0.05);
    if (clear < DOCK_CLEAR_M - 0.02 || !straight) {
      found.push(
        error(
          'scene',
          ['docks', i],
          `dock "${dock.id}" has no clear approach: ${Math.max(0, clear).toFixed(2)} m free around the staging point [${dock.stagingXM.toFixed(2)}, ${dock.stagingYM.toFixed(2)}]; needed: ${DOCK_CLEAR_M} m there and a straight way to the dock`,
        ),
      );
    }
  });
  layout.posts.forEach((post, i) => {
    if (wallDistanceM(walls, post.xM, post.yM) < ROBOT_M - 0.02) {
      found.push(
        error('scene', ['posts', i, 'at'], `post "${post.id}" is nearer than ${ROBOT_M} m to a wall or to furniture`),
      );
      return;
    }
    const floor = floodFrom(walls, post.xM, post.yM, ROBOT_M);
    layout.docks.forEach((dock, k) => {
      if (!reaches(walls, floor, dock.stagingXM, dock.stagingYM, NEAR_M)) {
        found.push(
          error(
            'scene',
            ['docks', k],
            `a robot cannot drive from post "${post.id}" to dock "${dock.id}"; needed: a way ${(2 * ROBOT_M).toFixed(2)} m wide`,
          ),
        );
      }
    });
    const lost = layout.windows.filter((window) => {
      const pose = handoverPose(layout, walls, window);
      return !pose || !reaches(walls, floor, pose.xM, pose.yM, NEAR_M);
    });
    if (lost.length > 0) {
      const names = lost
        .slice(0, LISTED_MAX)
        .map((window) => window.id)
        .join(', ');
      found.push(
        warning(
          'scene',
          ['posts', i],
          `a robot from post "${post.id}" cannot lead to ${lost.length} windows (${names}): no free spot beside the customer, or no way ${(2 * ROBOT_M).toFixed(2)} m wide`,
        ),
      );
    }
  });
  return found;
}
