/** Who is close enough to a robot to be touched within a tick or two: for contacts and for the body's own safety stop. */
import { cos, sin } from '../base/detmath';
import type { NearbyPeople } from './body';
import type { RobotColumns } from './columns';
import type { PeopleAround } from './system';

/** People farther than this from the robot's rim cannot be touched within a tick, m. */
const REACH_M = 1.5;
/** Places in the list for each robot. */
const PER_ROBOT = 64;
/** Independent safety: no driving towards a person or robot nearer than this, m (surface to surface). */
const SAFETY_GAP_M = 0.06;

export function makeNearby(robots: number): NearbyPeople {
  const most = PER_ROBOT * Math.max(1, robots);
  return {
    count: 0,
    row: new Int32Array(most),
    robot: new Int32Array(most),
    xM: new Float64Array(most),
    yM: new Float64Array(most),
    vxMps: new Float64Array(most),
    vyMps: new Float64Array(most),
    radiusM: new Float64Array(most),
  };
}

/**
 * Adds the people near robot `i` to the list, and notes the smallest gap of the run.
 * @param rows scratch for row numbers
 */
export function gatherNearby(
  nearby: NearbyPeople,
  i: number,
  columns: RobotColumns,
  people: PeopleAround,
  rows: Int32Array,
): void {
  const x = columns.xM[i] as number;
  const y = columns.yM[i] as number;
  const radius = columns.radiusM[i] as number;
  const count = people.near(x, y, radius + REACH_M, rows);
  for (let k = 0; k < count && nearby.count < nearby.row.length; k++) {
    const row = rows[k] as number;
    const at = nearby.count++;
    nearby.row[at] = row;
    nearby.robot[at] = i;
    nearby.xM[at] = people.xM[row] as number;
    nearby.yM[at] = people.yM[row] as number;
    nearby.vxMps[at] = people.vxMps[row] as number;
    nearby.vyMps[at] = people.vyMps[row] as number;
    nearby.radiusM[at] = people.radiusM[row] as number;
    const dx = (people.xM[row] as number) - x;
    const dy = (people.yM[row] as number) - y;
    const gap = Math.sqrt(dx * dx + dy * dy) - radius - (people.radiusM[row] as number);
    if (gap < (columns.minPersonGapM[i] as number)) columns.minPersonGapM[i] = gap > 0 ? gap : 0;
  }
}

/** True if somebody stands within the safety gap in the direction of driving (`direction` > 0 forward). */
export function personAhead(nearby: NearbyPeople, i: number, columns: RobotColumns, direction: number): boolean {
  const yaw = columns.yawRad[i] as number;
  const hx = direction > 0 ? cos(yaw) : -cos(yaw);
  const hy = direction > 0 ? sin(yaw) : -sin(yaw);
  for (let k = 0; k < nearby.count; k++) {
    if (nearby.robot[k] !== i) continue;
    const dx = (nearby.xM[k] as number) - (columns.xM[i] as number);
    const dy = (nearby.yM[k] as number) - (columns.yM[i] as number);
    const distance = Math.sqrt(dx * dx + dy * dy);
    const gap = distance - (columns.radiusM[i] as number) - (nearby.radiusM[k] as number);
    if (gap < SAFETY_GAP_M && dx * hx + dy * hy > 0.5 * distance) return true;
  }
  return false;
}

/** True if another robot stands within the safety gap in the direction of driving. */
export function robotAhead(columns: RobotColumns, i: number, direction: number): boolean {
  if (columns.count === 1) return false;
  const yaw = columns.yawRad[i] as number;
  const hx = direction > 0 ? cos(yaw) : -cos(yaw);
  const hy = direction > 0 ? sin(yaw) : -sin(yaw);
  for (let k = 0; k < columns.count; k++) {
    if (k === i) continue;
    const dx = (columns.xM[k] as number) - (columns.xM[i] as number);
    const dy = (columns.yM[k] as number) - (columns.yM[i] as number);
    const distance = Math.sqrt(dx * dx + dy * dy);
    const gap = distance - (columns.radiusM[i] as number) - (columns.radiusM[k] as number);
    if (gap < SAFETY_GAP_M && dx * hx + dy * hy > 0.5 * distance) return true;
  }
  return false;
}
