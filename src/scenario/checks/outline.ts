/** The building itself: a simple polygon of a sane size, with doors in its edges. */
import { counterClockwise, type Edge, edgesOf, nearestEdge, signedArea2 } from '../layout/outline';
import type { Scene } from '../schema/scene';
import { error, type Finding, warning } from './finding';

const EXTENT_MAX_M = 120;
const AREA_MIN_M2 = 4;
const WINDOWS_MAX = 400;
const SEATS_MAX = 2000;
/** How far a door's middle may be off the outline, metres. */
const DOOR_OFF_M = 0.05;

/** Errors here mean that geometry cannot be worked out; the other geometric checks are then left out. */
export function checkOutline(scene: Scene): Finding[] {
  const found: Finding[] = [];
  const xs = scene.outline.map(([x]) => x);
  const ys = scene.outline.map(([, y]) => y);
  const widthM = Math.max(...xs) - Math.min(...xs);
  const depthM = Math.max(...ys) - Math.min(...ys);
  if (widthM > EXTENT_MAX_M || depthM > EXTENT_MAX_M) {
    found.push(
      error('scene', ['outline'], `${widthM} x ${depthM} m; allowed: up to ${EXTENT_MAX_M} x ${EXTENT_MAX_M} m`),
    );
  }
  const area = Math.abs(signedArea2(scene.outline)) / 2;
  if (area < AREA_MIN_M2) {
    found.push(error('scene', ['outline'], `encloses ${area.toFixed(2)} m2; allowed: ${AREA_MIN_M2} m2 or more`));
  }
  const crossing = crossingEdges(scene.outline);
  if (crossing) {
    found.push(
      error(
        'scene',
        ['outline', crossing[1]],
        `the edge from this corner crosses or touches the edge from corner ${crossing[0]}; allowed: a polygon whose edges meet only at its corners`,
      ),
    );
  }
  const windows = scene.windows.reduce((sum, row) => sum + row.count, 0);
  if (windows > WINDOWS_MAX)
    found.push(error('scene', ['windows'], `${windows} windows; allowed: up to ${WINDOWS_MAX}`));
  const seats = scene.seats.reduce((sum, block) => sum + block.rows * block.columns, 0);
  if (seats > SEATS_MAX) found.push(error('scene', ['seats'], `${seats} seats; allowed: up to ${SEATS_MAX}`));
  return found;
}

export function checkDoors(scene: Scene): Finding[] {
  const found: Finding[] = [];
  const edges = edgesOf(counterClockwise(scene.outline));
  const gaps: { edge: number; from: number; to: number; index: number }[] = [];
  scene.doors.forEach((door, i) => {
    const on = nearestEdge(edges, door.at[0], door.at[1]);
    if (on.offM > DOOR_OFF_M) {
      found.push(
        error(
          'scene',
          ['doors', i, 'at'],
          `door "${door.id}" at [${door.at.join(', ')}] is ${on.offM.toFixed(2)} m off the outline; allowed: on one of its edges, up to ${DOOR_OFF_M} m off`,
        ),
      );
      return;
    }
    const edge = edges[on.edge] as Edge;
    const from = on.alongM - door.widthM / 2;
    const to = on.alongM + door.widthM / 2;
    if (from < -0.001 || to > edge.lengthM + 0.001) {
      found.push(
        error(
          'scene',
          ['doors', i, 'widthM'],
          `door "${door.id}" of ${door.widthM} m reaches beyond its wall of ${edge.lengthM.toFixed(2)} m`,
        ),
      );
    }
    const clash = gaps.find((gap) => gap.edge === on.edge && from < gap.to && gap.from < to);
    if (clash) found.push(error('scene', ['doors', i, 'at'], `door "${door.id}" overlaps doors[${clash.index}]`));
    gaps.push({ edge: on.edge, from, to, index: i });
    if (door.widthM < 0.9) {
      found.push(
        warning(
          'scene',
          ['doors', i, 'widthM'],
          `${door.widthM} m is narrower than 0.90 m, the least clear width of a new door (GB 55019-2021, 2.5.4)`,
        ),
      );
    }
  });
  for (const use of ['in', 'out'] as const) {
    if (!scene.doors.some((door) => door.use === use || door.use === 'both')) {
      found.push(error('scene', ['doors'], `no door to go ${use}; allowed: at least one with use "${use}" or "both"`));
    }
  }
  return found;
}

export function checkLowCounters(scene: Scene): Finding[] {
  const found: Finding[] = [];
  scene.windows.forEach((row, i) => {
    row.low.forEach((number, k) => {
      if (number < row.firstNumber || number >= row.firstNumber + row.count) {
        found.push(
          error(
            'scene',
            ['windows', i, 'low', k],
            `${number} is not in this row; allowed: ${row.firstNumber} to ${row.firstNumber + row.count - 1}`,
          ),
        );
      }
    });
  });
  const letters = new Set(scene.windows.map((row) => row.letter));
  for (const letter of letters) {
    if (scene.windows.some((row) => row.letter === letter && row.low.length > 0)) continue;
    const i = scene.windows.findIndex((row) => row.letter === letter);
    found.push(
      warning(
        'scene',
        ['windows', i],
        `no window ${letter} has a low section for wheelchairs (GB 55019-2021, 3.6.1); add one to "low"`,
      ),
    );
  }
  return found;
}

/** Two edges of the polygon that cross, or null. Quadratic; the schema allows 200 corners. */
function crossingEdges(polygon: Scene['outline']): [number, number] | null {
  const n = polygon.length;
  for (let i = 0; i < n; i++) {
    const [ax, ay] = polygon[i]!;
    const [bx, by] = polygon[(i + 1) % n]!;
    if (ax === bx && ay === by) return [(i + 1) % n, i];
    for (let j = i + 2; j < n; j++) {
      if (i === 0 && j === n - 1) continue;
      const [cx, cy] = polygon[j]!;
      const [dx, dy] = polygon[(j + 1) % n]!;
      const side = (px: number, py: number): number => Math.sign((bx - ax) * (py - ay) - (by - ay) * (px - ax));
      const across = (px: number, py: number): number => Math.sign((dx - cx) * (py - cy) - (dy - cy) * (px - cx));
      const parallelApart =
        side(cx, cy) === 0 &&
        side(dx, dy) === 0 &&
        !overlapOnLine(polygon[i]!, polygon[(i + 1) % n]!, polygon[j]!, polygon[(j + 1) % n]!);
      if (!parallelApart && side(cx, cy) * side(dx, dy) <= 0 && across(ax, ay) * across(bx, by) <= 0) return [i, j];
    }
  }
  return null;
}

type Corner = readonly [number, number];

function overlapOnLine(a: Corner, b: Corner, c: Corner, d: Corner): boolean {
  const axis = Math.abs(b[0] - a[0]) > Math.abs(b[1] - a[1]) ? 0 : 1;
  return (
    Math.max(Math.min(a[axis], b[axis]), Math.min(c[axis], d[axis])) <=
    Math.min(Math.max(a[axis], b[axis]), Math.max(c[axis], d[axis]))
  );
}
