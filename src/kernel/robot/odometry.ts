/**
 * Wheel odometry: the true motion of each tick, with errors that grow with distance and turning, summed in a frame of its
 * own that drifts away from the map (REP-105 odom). Starts at zero.
 */
import { cos, sin, wrapAngle } from '../base/detmath';
import type { RandomStream } from '../base/random';
import type { RobotBodySpec } from '../spec';

/** (robots) odom frame pose, metres and radians. */
export type OdometryColumns = { readonly x: Float64Array; readonly y: Float64Array; readonly yaw: Float64Array };

/** @param forwardM distance driven along the heading @param turnRad angle turned */
export function addMotion(
  columns: OdometryColumns,
  i: number,
  forwardM: number,
  turnRad: number,
  spec: RobotBodySpec['odometry'],
  noise: RandomStream,
): void {
  if (forwardM === 0 && turnRad === 0) return;
  const driven = Math.abs(forwardM);
  const turned = Math.abs(turnRad);
  let measuredM = forwardM;
  let measuredRad = turnRad;
  // Errors are independent from tick to tick: the standard deviation of a whole metre is perMetre, so a tick's is scaled by the root.
  noise.normalPair((first, second) => {
    measuredM += first * spec.perMetre * Math.sqrt(driven);
    const variance = spec.perRadian * spec.perRadian * turned + spec.yawPerMetre * spec.yawPerMetre * driven;
    measuredRad += second * Math.sqrt(variance);
  });
  const middle = (columns.yaw[i] as number) + measuredRad / 2;
  columns.x[i] = (columns.x[i] as number) + measuredM * cos(middle);
  columns.y[i] = (columns.y[i] as number) + measuredM * sin(middle);
  columns.yaw[i] = wrapAngle((columns.yaw[i] as number) + measuredRad);
}
