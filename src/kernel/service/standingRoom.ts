/**
 * Where people stand who find neither a seat nor a marked standing place: spots on a square grid over the free floor, clear of walls,
 * counters, doors, lines, docks, of the ways that lead from the doors to every server and window and out again, and of narrow passages.
 * A pure function of the layout, worked out when first needed. Clearances are assumptions; units m.
 *
 * Left out: people who stand closer than this because no such spot is left (they stay where they are, as before).
 */
import { wallDistanceM } from '../geometry/wall-field';
import type { HallLayout, PlaceKind } from '../layout';
import type { HallRouter } from '../routing/router';

export type StandingSpot = {
  readonly xM: number;
  readonly yM: number;
  /** Flow field that leads to within sight of it. */
  readonly target: number;
};

/** Between spots. In micro people stop up to 0.25 m before theirs: two may stand nearer to one another (0.58 m in a crowded opening). */
export const STANDING_PITCH_M = 0.7;
const WALL_M = 0.4;
/** Half width of the ways kept free, and a passage narrower than this is an aisle. */
const WAY_M = 0.7;
const AISLE_M = 1.8;
const DOCK_M = 1.2;
/** Clear of where others stop. */
const CLEAR_M: Readonly<Record<PlaceKind, number>> = {
  door: 2,
  kiosk: 1,
  'kiosk-line': 0.8,
  desk: 1,
  'desk-line': 0.8,
  'marked-line': 0.8,
  'robot-talk': 1,
  'robot-line': 0.8,
  window: 1.2,
  seat: 0.6,
  stand: 0.65,
};
const STEP_M = 0.25;

export function standingSpots(layout: HallLayout, router: HallRouter): StandingSpot[] {
  const ways = mainWays(layout, router);
  const spots: StandingSpot[] = [];
  for (let y = layout.minYM + WALL_M; y <= layout.maxYM - WALL_M; y += STANDING_PITCH_M) {
    for (let x = layout.minXM + WALL_M; x <= layout.maxXM - WALL_M; x += STANDING_PITCH_M) {
      if (!isFree(layout, router, ways, x, y)) continue;
      const target = targetInSight(layout, router, x, y);
      if (target >= 0) spots.push({ xM: x, yM: y, target });
    }
  }
  return spots;
}

function isFree(layout: HallLayout, router: HallRouter, ways: Ways, xM: number, yM: number): boolean {
  if (wallDistanceM(router.walls, xM, yM) < WALL_M) return false;
  for (const place of layout.places) if (isNear(place.xM - xM, place.yM - yM, CLEAR_M[place.kind])) return false;
  for (const dock of layout.docks) {
    if (isNear(dock.xM - xM, dock.yM - yM, DOCK_M) || isNear(dock.stagingXM - xM, dock.stagingYM - yM, DOCK_M))
      return false;
  }
  return !ways.passes(xM, yM) && !isAisle(router, xM, yM);
}

function isNear(dx: number, dy: number, reachM: number): boolean {
  return dx * dx + dy * dy < reachM * reachM;
}

/** True where something stands on two opposite sides with less than AISLE_M between. */
function isAisle(router: HallRouter, xM: number, yM: number): boolean {
  const half = Math.SQRT1_2;
  for (const [ux, uy] of [
    [1, 0],
    [0, 1],
    [half, half],
    [half, -half],
  ] as const) {
    if (clearM(router, xM, yM, ux, uy) + clearM(router, xM, yM, -ux, -uy) < AISLE_M) return true;
  }
  return false;
}

/** Free way in a direction, at most AISLE_M. */
function clearM(router: HallRouter, xM: number, yM: number, ux: number, uy: number): number {
  let clear = 0;
  while (clear < AISLE_M && wallDistanceM(router.walls, xM + clear * ux, yM + clear * uy) > 0.05) clear += STEP_M / 2;
  return clear;
}

/** The ways that must stay open, as cells of STEP_M that they pass. */
class Ways {
  private readonly columns: number;
  private readonly rows: number;
  private readonly cells: Uint8Array;

  constructor(private readonly layout: HallLayout) {
    this.columns = Math.ceil((layout.maxXM - layout.minXM) / STEP_M) + 1;
    this.rows = Math.ceil((layout.maxYM - layout.minYM) / STEP_M) + 1;
    this.cells = new Uint8Array(this.columns * this.rows);
  }

  add(xM: number, yM: number): void {
    const column = Math.round((xM - this.layout.minXM) / STEP_M);
    const row = Math.round((yM - this.layout.minYM) / STEP_M);
    if (column >= 0 && row >= 0 && column < this.columns && row < this.rows)
      this.cells[row * this.columns + column] = 1;
  }

  /** True if a way passes nearer than WAY_M. */
  passes(xM: number, yM: number): boolean {
    const u = (xM - this.layout.minXM) / STEP_M;
    const v = (yM - this.layout.minYM) / STEP_M;
    const reach = WAY_M / STEP_M;
    for (let row = Math.max(0, Math.ceil(v - reach)); row <= Math.min(this.rows - 1, v + reach); row++) {
      for (let column = Math.max(0, Math.ceil(u - reach)); column <= Math.min(this.columns - 1, u + reach); column++) {
        if (this.cells[row * this.columns + column] === 1 && isNear(column - u, row - v, reach)) return true;
      }
    }
    return false;
  }
}

/** Door to server and window, robot's post to window, window to exit. */
function mainWays(layout: HallLayout, router: HallRouter): Ways {
  const { doors, windows, kiosks, desks, posts } = layout;
  const servers = [...kiosks, ...desks, ...posts].map((server) => server.place);
  const served = windows.map((window) => window.place);
  const ways = new Ways(layout);
  const trace = (fromPlace: number, toPlace: number): void => {
    const from = layout.places[fromPlace];
    const to = layout.places[toPlace];
    if (from && to) traceWay(router, from, to, ways);
  };
  for (const door of doors) {
    if (door.use !== 'out') for (const place of [...servers, ...served]) trace(door.place, place);
    if (door.use !== 'in') for (const place of served) trace(place, door.place);
  }
  for (const post of posts) for (const place of served) trace(post.place, place);
  return ways;
}

type Spot = { readonly xM: number; readonly yM: number; readonly target: number };

function traceWay(router: HallRouter, from: Spot, to: Spot, ways: Ways): void {
  const pair = new Float64Array(2);
  let x = from.xM;
  let y = from.yM;
  const length = router.fieldLengthM(to.target, x, y);
  for (let walked = 0; walked < length; walked += STEP_M) {
    ways.add(x, y);
    if (router.goesStraight(x, y, to.xM, to.yM)) {
      const dx = to.xM - x;
      const dy = to.yM - y;
      const left = Math.sqrt(dx * dx + dy * dy);
      for (let d = STEP_M; d < left; d += STEP_M) ways.add(x + (d / left) * dx, y + (d / left) * dy);
      return;
    }
    router.directionInto(to.target, x, y, pair);
    x += STEP_M * (pair[0] as number);
    y += STEP_M * (pair[1] as number);
  }
}

/** Nearest field target from which one goes straight to the spot, -1 = none: then it is not reached. */
function targetInSight(layout: HallLayout, router: HallRouter, xM: number, yM: number): number {
  let best = -1;
  let bestSquare = Number.POSITIVE_INFINITY;
  layout.targets.forEach((target, i) => {
    const dx = target.xM - xM;
    const dy = target.yM - yM;
    const square = dx * dx + dy * dy;
    if (target.to || square >= bestSquare || !router.goesStraight(target.xM, target.yM, xM, yM)) return;
    best = i;
    bestSquare = square;
  });
  return best;
}
