/**
 * What a laser 0.2 m above the floor meets of people and of other robots: discs. A person is two legs that swing with the walk, or
 * one disc of the body's width where the scenario keeps it simple; wheelchairs are one disc.
 *
 * Gait (assumption, from everyday proportions): legs of 11 cm, 20 cm apart, each swinging to and fro along the heading by
 * 0.25 s x speed, at most 0.3 m, once in a stride of 1.4 m. The phase is a function of the place, so it needs no memory; a turn
 * shifts it. Seated people's legs stand 0.35 m in front of the seat's middle.
 */
import { PI, sin } from '../base/detmath';
import type { RobotColumns } from './columns';
import type { PeopleAround } from './system';

/** One disc instead of legs: thinner at that height than the body. */
const BODY_SHARE = 0.8;
const LEG_RADIUS_M = 0.055;
const HALF_STEP_WIDTH_M = 0.1;
const SWING_S = 0.25;
const SWING_MOST_M = 0.3;
const STRIDE_M = 1.4;
const SEATED_FORWARD_M = 0.35;
/** From this body radius on it is a wheelchair. */
const WHEELCHAIR_M = 0.3;
/** A robot's column at that height. */
const ROBOT_SHARE = 0.7;

/** First `count` entries valid; world frame, SI units. */
export type Discs = {
  count: number;
  readonly xM: Float64Array;
  readonly yM: Float64Array;
  readonly vxMps: Float64Array;
  readonly vyMps: Float64Array;
  readonly radiusM: Float64Array;
};

export function makeDiscs(most: number): Discs {
  const column = (): Float64Array => new Float64Array(most);
  return { count: 0, xM: column(), yM: column(), vxMps: column(), vyMps: column(), radiusM: column() };
}

export function addDisc(discs: Discs, xM: number, yM: number, vxMps: number, vyMps: number, radiusM: number): void {
  const at = discs.count;
  if (at >= discs.xM.length) return;
  discs.count = at + 1;
  discs.xM[at] = xM;
  discs.yM[at] = yM;
  discs.vxMps[at] = vxMps;
  discs.vyMps[at] = vyMps;
  discs.radiusM[at] = radiusM;
}

/** @param rows people to add, first `count` entries */
export function addPeople(
  discs: Discs,
  rows: Int32Array,
  count: number,
  people: PeopleAround,
  legs: boolean,
  isSeated: (row: number) => boolean,
): void {
  for (let i = 0; i < count; i++) {
    const row = rows[i] as number;
    const x = people.xM[row] as number;
    const y = people.yM[row] as number;
    const vx = people.vxMps[row] as number;
    const vy = people.vyMps[row] as number;
    const radius = people.radiusM[row] as number;
    if (!legs || radius >= WHEELCHAIR_M) {
      addDisc(discs, x, y, vx, vy, BODY_SHARE * radius);
      continue;
    }
    const hx = people.headingX[row] as number;
    const hy = people.headingY[row] as number;
    const forward = isSeated(row) ? SEATED_FORWARD_M : 0;
    const speed = Math.sqrt(vx * vx + vy * vy);
    const reach = SWING_S * speed < SWING_MOST_M ? SWING_S * speed : SWING_MOST_M;
    const swing = reach * sin((2 * PI * (x * hx + y * hy)) / STRIDE_M + row);
    for (const side of [-1, 1]) {
      const ahead = forward + side * swing;
      const across = side * HALF_STEP_WIDTH_M;
      addDisc(discs, x + hx * ahead - hy * across, y + hy * ahead + hx * across, vx, vy, LEG_RADIUS_M);
    }
  }
}

/** The other robots within `rangeM` of robot `me`. */
export function addRobots(
  discs: Discs,
  columns: RobotColumns,
  me: number,
  vx: Float64Array,
  vy: Float64Array,
  rangeM: number,
): void {
  for (let i = 0; i < columns.count; i++) {
    if (i === me) continue;
    const dx = (columns.xM[i] as number) - (columns.xM[me] as number);
    const dy = (columns.yM[i] as number) - (columns.yM[me] as number);
    if (dx * dx + dy * dy > rangeM * rangeM) continue;
    addDisc(
      discs,
      columns.xM[i] as number,
      columns.yM[i] as number,
      vx[i] as number,
      vy[i] as number,
      ROBOT_SHARE * (columns.radiusM[i] as number),
    );
  }
}
