/**
 * Floor plans of the acceptance cases as a list of free rectangles: whatever is not free inside their common bounds is
 * wall. Metres, x east, y north. Rectangles that touch or overlap are open to one another.
 */
import type { HallLayout } from '../../../src/kernel/layout';
import { makeHall, type SolidInput, span } from '../../worlds/halls';

/** x0, y0, x1, y1 with x0 < x1 and y0 < y1, metres. */
export type Rect = readonly [number, number, number, number];
export type Point = readonly [number, number];

/**
 * A way out. Who stands in `area` has left. It lies 2 m or more behind whatever is measured, so that a door is not
 * relieved by people who vanish in it, and people walk to the aim nearest to them: one for a door, one a lane for a
 * corridor, so that a wide corridor does not shrink to a point.
 */
export type Exit = { readonly area: Rect; readonly aims: readonly Point[] };

export type Plan = {
  readonly free: readonly Rect[];
  readonly exits: readonly Exit[];
  /** Walls beside those that follow from `free`. */
  readonly walls?: readonly SolidInput[];
};

/** Moves a plan so that its bounds begin at (0, 0), as layouts want it; `dx`, `dy` = what was added. */
export function layoutOf(plan: Plan): { layout: HallLayout; dx: number; dy: number; firstAim: number[] } {
  const dx = -Math.min(...plan.free.map((rect) => rect[0]));
  const dy = -Math.min(...plan.free.map((rect) => rect[1]));
  const free = plan.free.map(([x0, y0, x1, y1]): Rect => [x0 + dx, y0 + dy, x1 + dx, y1 + dy]);
  const targets: [number, number][] = [];
  const firstAim = plan.exits.map((exit) => {
    const first = targets.length;
    for (const [x, y] of exit.aims) targets.push([x + dx, y + dy]);
    return first;
  });
  const walls = (plan.walls ?? []).map((wall) => ({ ...wall, xM: wall.xM + dx, yM: wall.yM + dy }));
  const layout = makeHall({
    widthM: Math.max(...free.map((rect) => rect[2])),
    heightM: Math.max(...free.map((rect) => rect[3])),
    solids: [...wallsAround(free), ...walls],
    targets,
  });
  return { layout, dx, dy, firstAim };
}

/** The rest of the bounds as boxes: cells between all edges, joined along x where neither is free. */
function wallsAround(free: readonly Rect[]): SolidInput[] {
  const xs = edges(free.flatMap((rect) => [rect[0], rect[2]]));
  const ys = edges(free.flatMap((rect) => [rect[1], rect[3]]));
  const isFree = (x: number, y: number): boolean =>
    free.some((rect) => x > rect[0] && x < rect[2] && y > rect[1] && y < rect[3]);
  const walls: SolidInput[] = [];
  for (let row = 0; row + 1 < ys.length; row++) {
    const y0 = ys[row] as number;
    const y1 = ys[row + 1] as number;
    let from = -1;
    for (let column = 0; column < xs.length; column++) {
      const x0 = xs[column] as number;
      const x1 = xs[column + 1];
      const solid = x1 !== undefined && !isFree((x0 + x1) / 2, (y0 + y1) / 2);
      if (solid && from < 0) from = x0;
      if (!solid && from >= 0) {
        walls.push(span(from, y0, x0, y1));
        from = -1;
      }
    }
  }
  return walls;
}

function edges(values: readonly number[]): number[] {
  return [...values].sort((a, b) => a - b).filter((value, i, all) => i === 0 || value - (all[i - 1] as number) > 1e-9);
}

/** `count` aims along a line, in the middle of equal lanes. */
export function lanes(count: number, from: Point, to: Point): Point[] {
  return Array.from({ length: count }, (_, lane): Point => {
    const share = (lane + 0.5) / count;
    return [from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1])];
  });
}

/** A straight corridor along +x from x = 0 with its exit behind `lengthM`: 2 m on, people leave. */
export function corridor(lengthM: number, widthM: number, laneCount = Math.ceil(widthM / 0.5)): Plan {
  const end = lengthM + 2;
  return {
    free: [[0, 0, end + 3, widthM]],
    exits: [{ area: [end, 0, end + 3, widthM], aims: lanes(laneCount, [end + 2, 0], [end + 2, widthM]) }],
  };
}

/** A door in the wall y = `yM` from which people go on to -y (`out` = -1) or +y: 4 m wider apron, gone after 2 m. */
export function doorInY(xFromM: number, xToM: number, yM: number, wallM: number, out: 1 | -1): { free: Rect[]; exit: Exit } {
  const sorted = (x0: number, a: number, x1: number, b: number): Rect => [x0, Math.min(a, b), x1, Math.max(a, b)];
  const outside = yM + out * wallM;
  return {
    free: [
      sorted(xFromM, yM, xToM, outside),
      sorted(xFromM - 2, outside, xToM + 2, outside + out * 5),
    ],
    exit: {
      area: sorted(xFromM - 2, outside + out * 2, xToM + 2, outside + out * 5),
      aims: [[(xFromM + xToM) / 2, outside + out * 4]],
    },
  };
}

/** A door in the wall x = `xM`, otherwise as `doorInY`. */
export function doorInX(yFromM: number, yToM: number, xM: number, wallM: number, out: 1 | -1): { free: Rect[]; exit: Exit } {
  const { free, exit } = doorInY(yFromM, yToM, xM, wallM, out);
  const turn = ([x0, y0, x1, y1]: Rect): Rect => [y0, x0, y1, x1];
  return { free: free.map(turn), exit: { area: turn(exit.area), aims: exit.aims.map(([x, y]): Point => [y, x]) } };
}
