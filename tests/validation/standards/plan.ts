/**
 * Floor plans of the acceptance cases as a list of free rectangles: whatever is not free inside their common bounds is
 * wall. Metres, x east, y north. Rectangles that touch or overlap are open to one another. Exits, measuring lines and all
 * belong to the plan, so that a case reads as its drawing.
 */
import { type CrowdWorldInput, rectangle, type Segment } from '../../worlds/crowdWorld';
import { type SolidInput, span } from '../../worlds/halls';

/** x0, y0, x1, y1 with x0 < x1 and y0 < y1, metres. */
export type Rect = readonly [number, number, number, number];
export type Point = readonly [number, number];

/**
 * A way out. People walk to `aim`, a point or a line of which each takes the nearest point, and who is sent here has left
 * on entering `area`. The area lies 2 m or more behind whatever is measured, so that a door is not relieved by people who
 * vanish in it.
 */
export type Exit = { readonly aim: Point | Segment; readonly area: Rect };

/** The segment x = `at` (or y = `at`) between `from` and `to`; crossings towards + or - (`way`) count. */
export type LineSpec = {
  readonly axis: 'x' | 'y';
  readonly at: number;
  readonly from: number;
  readonly to: number;
  readonly way: 1 | -1;
};

export type Plan = {
  readonly free: readonly Rect[];
  readonly exits: readonly Exit[];
  readonly lines?: Readonly<Record<string, LineSpec>>;
  /** Closed to a ring of this length in x; the free space goes on 6 m beyond both ends. */
  readonly periodXM?: number;
  /** Walls beside those that follow from `free`. */
  readonly walls?: readonly SolidInput[];
};

export const exitName = (exit: number): string => `exit ${exit + 1}`;

/** The plan as a crowd world wants it. */
export function worldInput(plan: Plan): CrowdWorldInput {
  const x0 = Math.min(...plan.free.map((rect) => rect[0]));
  const y0 = Math.min(...plan.free.map((rect) => rect[1]));
  const x1 = Math.max(...plan.free.map((rect) => rect[2]));
  const y1 = Math.max(...plan.free.map((rect) => rect[3]));
  const exits = plan.exits.map((exit, i) => [exitName(i), exit] as const);
  return {
    ...(plan.periodXM ? { periodXM: plan.periodXM } : {}),
    widthM: x1,
    heightM: y1,
    outline: rectangle(x0, y0, x1, y1),
    solids: [...wallsAround(plan.free), ...(plan.walls ?? [])],
    targets: Object.fromEntries(exits.map(([name, exit]) => [name, exit.aim])),
    absorb: Object.fromEntries(exits.map(([name, exit]) => [name, rectangle(...exit.area)])),
    lines: Object.fromEntries(Object.entries(plan.lines ?? {}).map(([name, line]) => [name, segmentOf(line)])),
  };
}

/** Forward is from right to left of the segment's direction. */
function segmentOf({ axis, at, from, to, way }: LineSpec): Segment {
  const low: Point = axis === 'x' ? [at, from] : [from, at];
  const high: Point = axis === 'x' ? [at, to] : [to, at];
  return (axis === 'x') === (way === 1) ? [high, low] : [low, high];
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
    let from: number | null = null;
    for (let column = 0; column < xs.length; column++) {
      const x0 = xs[column] as number;
      const x1 = xs[column + 1];
      const solid = x1 !== undefined && !isFree((x0 + x1) / 2, (y0 + y1) / 2);
      if (solid && from === null) from = x0;
      if (!solid && from !== null) {
        walls.push(span(from, y0, x0, y1));
        from = null;
      }
    }
  }
  return walls;
}

function edges(values: readonly number[]): number[] {
  return [...values].sort((a, b) => a - b).filter((value, i, all) => i === 0 || value - (all[i - 1] as number) > 1e-9);
}

/** An aim across a way, 0.3 m clear of its walls. */
export function across([ax, ay]: Point, [bx, by]: Point): Segment {
  const length = Math.hypot(bx - ax, by - ay);
  const ux = (0.3 * (bx - ax)) / length;
  const uy = (0.3 * (by - ay)) / length;
  return [
    [ax + ux, ay + uy],
    [bx - ux, by - uy],
  ];
}

/** A straight corridor along +x from x = 0; `lengthM` is watched, 2 m on people leave. */
export function corridor(lengthM: number, widthM: number, lines: Plan['lines'] = {}): Plan {
  const end = lengthM + 2;
  return {
    free: [[0, 0, end + 3, widthM]],
    exits: [{ area: [end, 0, end + 3, widthM], aim: across([end + 2, 0], [end + 2, widthM]) }],
    lines,
  };
}

/** The line x = `at` across everything, crossed towards +x. */
export const eastward = (at: number): LineSpec => ({ axis: 'x', at, from: -1000, to: 1000, way: 1 });

/** A door in the wall y = `yM` from which people go on to -y (`out` = -1) or +y: outside 4 m more room, gone after 2 m. */
export function doorInY(
  xFromM: number,
  xToM: number,
  yM: number,
  wallM: number,
  out: 1 | -1,
): { free: Rect[]; exit: Exit; line: LineSpec } {
  const sorted = (x0: number, a: number, x1: number, b: number): Rect => [x0, Math.min(a, b), x1, Math.max(a, b)];
  const outside = yM + out * wallM;
  return {
    free: [sorted(xFromM, yM, xToM, outside), sorted(xFromM - 2, outside, xToM + 2, outside + out * 5)],
    exit: {
      area: sorted(xFromM - 2, outside + out * 2, xToM + 2, outside + out * 5),
      aim: across([xFromM - 1, outside + out * 4], [xToM + 1, outside + out * 4]),
    },
    line: { axis: 'y', at: yM, from: xFromM, to: xToM, way: out },
  };
}

/** A door in the wall x = `xM`, otherwise as `doorInY`. */
export function doorInX(
  yFromM: number,
  yToM: number,
  xM: number,
  wallM: number,
  out: 1 | -1,
): { free: Rect[]; exit: Exit; line: LineSpec } {
  const { free, exit, line } = doorInY(yFromM, yToM, xM, wallM, out);
  const turn = ([x0, y0, x1, y1]: Rect): Rect => [y0, x0, y1, x1];
  const [[ax, ay], [bx, by]] = exit.aim as Segment;
  const aim: Segment = [
    [ay, ax],
    [by, bx],
  ];
  return { free: free.map(turn), exit: { area: turn(exit.area), aim }, line: { ...line, axis: 'x' } };
}
