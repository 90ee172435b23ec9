/**
 * The robots' numbers as columns, one entry a robot: true pose and speed (written by the bodies), energy, distances, and the
 * odometry that the wheels report. World frame, SI units.
 */
import type { HallSpec } from '../spec';
import type { RobotBodies } from './body';
import type { OdometryColumns } from './odometry';

export type RobotColumns = {
  readonly count: number;
  readonly xM: Float64Array;
  readonly yM: Float64Array;
  readonly yawRad: Float64Array;
  readonly linearMps: Float64Array;
  readonly angularRps: Float64Array;
  readonly radiusM: Float64Array;
  readonly chargeRatio: Float64Array;
  readonly charging: Uint8Array;
  /** Index into ROBOT_ACTIVITIES. */
  readonly activity: Uint8Array;
  readonly distanceM: Float64Array;
  readonly minPersonGapM: Float64Array;
  readonly odometry: OdometryColumns;
};

export function makeColumns(spec: HallSpec, bodies: RobotBodies): RobotColumns {
  const count = spec.robots.length;
  return {
    count,
    xM: bodies.xM,
    yM: bodies.yM,
    yawRad: bodies.yawRad,
    linearMps: bodies.linearMps,
    angularRps: bodies.angularRps,
    radiusM: Float64Array.from(spec.robots, (robot) => robot.body.radiusM),
    chargeRatio: Float64Array.from(spec.robots, (robot) => robot.initialChargeRatio),
    charging: new Uint8Array(count),
    activity: new Uint8Array(count),
    distanceM: new Float64Array(count),
    minPersonGapM: new Float64Array(count).fill(Number.POSITIVE_INFINITY),
    odometry: { x: new Float64Array(count), y: new Float64Array(count), yaw: new Float64Array(count) },
  };
}

/** What of the columns changes during a run, by name. */
export function changingColumns(columns: RobotColumns): Record<string, Float64Array | Uint8Array> {
  const { count: _count, radiusM: _radius, odometry, ...rest } = columns;
  return { ...rest, odometryX: odometry.x, odometryY: odometry.y, odometryYaw: odometry.yaw };
}
