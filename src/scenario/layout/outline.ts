/** The building's outline: orientation, edges, where the doors are, and the walls around it with gaps for the doors. */
import { atan2 } from '../../kernel/base/detmath';
import type { Solid } from '../../kernel/layout';
import type { Scene } from '../schema/scene';

export type Outline = readonly (readonly [number, number])[];

/** Twice the signed area; positive = counter-clockwise. */
export function signedArea2(polygon: Outline): number {
  let sum = 0;
  for (let i = 0, j = polygon.length - 1; i < polygon.length; j = i++) {
    const [ax, ay] = polygon[j]!;
    const [bx, by] = polygon[i]!;
    sum += ax * by - bx * ay;
  }
  return sum;
}

/** The polygon counter-clockwise, whatever way it was written. */
export function counterClockwise(polygon: Outline): Outline {
  return signedArea2(polygon) < 0 ? [...polygon].reverse() : polygon;
}

export type Edge = {
  readonly ax: number;
  readonly ay: number;
  readonly lengthM: number;
  /** Unit vector along the edge; the inside is to its left. */
  readonly ux: number;
  readonly uy: number;
  /** True if the building's corner at the start / end sticks out (interior angle below 180 degrees). */
  readonly convexStart: boolean;
  readonly convexEnd: boolean;
};

export function edgesOf(outline: Outline): Edge[] {
  const n = outline.length;
  const corner = (i: number): readonly [number, number] => outline[((i % n) + n) % n]!;
  const convex = (i: number): boolean => {
    const [px, py] = corner(i - 1);
    const [x, y] = corner(i);
    const [nx, ny] = corner(i + 1);
    return (x - px) * (ny - y) - (y - py) * (nx - x) > 0;
  };
  return outline.map(([ax, ay], i) => {
    const [bx, by] = corner(i + 1);
    const lengthM = Math.sqrt((bx - ax) * (bx - ax) + (by - ay) * (by - ay));
    const ux = lengthM > 0 ? (bx - ax) / lengthM : 1;
    const uy = lengthM > 0 ? (by - ay) / lengthM : 0;
    return { ax, ay, lengthM, ux, uy, convexStart: convex(i), convexEnd: convex(i + 1) };
  });
}

export type DoorOnEdge = {
  readonly edge: number;
  /** Position of the door's middle along the edge, m, and distance from the edge, m. */
  readonly alongM: number;
  readonly offM: number;
};

/** The edge that a point is nearest to. */
export function nearestEdge(edges: readonly Edge[], x: number, y: number): DoorOnEdge {
  let best: DoorOnEdge = { edge: 0, alongM: 0, offM: Number.POSITIVE_INFINITY };
  edges.forEach((edge, i) => {
    const along = (x - edge.ax) * edge.ux + (y - edge.ay) * edge.uy;
    const clamped = Math.min(edge.lengthM, Math.max(0, along));
    const dx = x - edge.ax - clamped * edge.ux;
    const dy = y - edge.ay - clamped * edge.uy;
    const offM = Math.sqrt(dx * dx + dy * dy);
    if (offM < best.offM) best = { edge: i, alongM: along, offM };
  });
  return best;
}

/** Walls outside the outline's edges, with gaps where the doors are. */
export function outlineWalls(scene: Scene, edges: readonly Edge[]): Solid[] {
  const thick = scene.wallThicknessM;
  const gaps: [number, number][][] = edges.map(() => []);
  for (const door of scene.doors) {
    const on = nearestEdge(edges, door.at[0], door.at[1]);
    gaps[on.edge]!.push([on.alongM - door.widthM / 2, on.alongM + door.widthM / 2]);
  }
  const solids: Solid[] = [];
  edges.forEach((edge, i) => {
    let from = edge.convexStart ? -thick : 0;
    const last = edge.lengthM + (edge.convexEnd ? thick : 0);
    let piece = 0;
    const build = (a: number, b: number): void => {
      if (b - a < 0.01) return;
      const middle = (a + b) / 2;
      solids.push({
        id: `outline-${i + 1}-${++piece}`,
        kind: 'wall',
        xM: edge.ax + middle * edge.ux + (thick / 2) * edge.uy,
        yM: edge.ay + middle * edge.uy - (thick / 2) * edge.ux,
        halfXM: (b - a) / 2,
        halfYM: thick / 2,
        yawRad: atan2(edge.uy, edge.ux),
        heightM: scene.wallHeightM,
        blocksWalk: true,
        blocksLaser: true,
      });
    };
    for (const [a, b] of gaps[i]!.sort((p, q) => p[0] - q[0])) {
      build(from, Math.min(a, last));
      from = Math.max(from, b);
    }
    build(from, last);
  });
  return solids;
}
