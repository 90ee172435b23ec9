/**
 * Where one looks for a window: in front of each row of windows. A row is windows of one letter side by side, at most six of them;
 * one looks from 1.2 m before the middle one's customers, or from that customer's place where there is no room.
 */
import { cos, sin } from '../base/detmath';
import { prepareBox, signedDistanceToBox } from '../geometry/box';
import { pointInPolygon } from '../geometry/polygon';
import type { HallLayout, WindowPlan } from '../layout';
import type { Sign } from './sight';

const ROW_MOST = 6;
const BESIDE_M = 4;
const BEFORE_M = 1.2;
const ROOM_M = 0.35;

export type LookSpot = {
  readonly letter: string;
  /** Window indices of the row. */
  readonly windows: readonly number[];
  readonly target: number;
  readonly xM: number;
  readonly yM: number;
};

export function lookSpots(layout: HallLayout): LookSpot[] {
  const rows: number[][] = [];
  layout.windows.forEach((plan, i) => {
    const row = rows[rows.length - 1];
    const last = row ? layout.windows[row[row.length - 1] as number] : undefined;
    if (row && last && row.length < ROW_MOST && besides(last, plan)) row.push(i);
    else rows.push([i]);
  });
  return rows.flatMap((windows) => {
    const plan = layout.windows[windows[windows.length >> 1] as number];
    const place = layout.places[plan?.place ?? -1];
    if (!plan || !place) return [];
    const xM = place.xM + BEFORE_M * cos(plan.facingRad);
    const yM = place.yM + BEFORE_M * sin(plan.facingRad);
    const at = hasRoom(layout, xM, yM) ? { xM, yM } : { xM: place.xM, yM: place.yM };
    return [{ letter: plan.letter, windows, target: place.target, ...at }];
  });
}

function besides(a: WindowPlan, b: WindowPlan): boolean {
  const dx = b.xM - a.xM;
  const dy = b.yM - a.yM;
  const turn = b.facingRad - a.facingRad;
  return a.letter === b.letter && dx * dx + dy * dy < BESIDE_M * BESIDE_M && turn < 0.1 && turn > -0.1;
}

function hasRoom(layout: HallLayout, xM: number, yM: number): boolean {
  if (!pointInPolygon(layout.outline, xM, yM)) return false;
  return layout.solids.every((solid) => !solid.blocksWalk || signedDistanceToBox(prepareBox(solid), xM, yM) > ROOM_M);
}

/** Number signs of the windows, by window index. */
export function windowSigns(layout: HallLayout): Sign[] {
  return layout.windows.map(({ xM, yM, facingRad }) => ({
    xM,
    yM,
    normalX: cos(facingRad),
    normalY: sin(facingRad),
  }));
}
