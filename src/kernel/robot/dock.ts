/** The dock as the robot meets it: a marker that it sees, contacts that touch or do not. */
import type { Pose2D } from '../../../agents/contract';
import { atan2, cos, sin, wrapAngle } from '../base/detmath';
import type { RandomStream } from '../base/random';
import { toRobotFrame } from './frames';
import type { MarkerSpec, RobotSensors } from './sensorSpec';

/** Dock marker in the robot frame, null if out of view or missed. */
export function seeMarker(
  spec: MarkerSpec,
  robot: Pose2D,
  dock: Pose2D,
  noise: RandomStream,
  misses: RandomStream,
): Pose2D | null {
  const at = toRobotFrame(robot, dock.xM, dock.yM);
  const distance = Math.sqrt(at.xM * at.xM + at.yM * at.yM);
  // Close up the marker fills the view whatever the bearing.
  const ahead = distance < 0.25 || Math.abs(atan2(at.yM, at.xM)) <= spec.halfViewRad;
  if (distance > spec.rangeM || !ahead) return null;
  if (spec.missShare > 0 && misses.uniform() < spec.missShare) return null;
  let xM = at.xM;
  let yM = at.yM;
  noise.normalPair((first, second) => {
    xM += spec.sigmaM * first;
    yM += spec.sigmaM * second;
  });
  return { xM, yM, yawRad: wrapAngle(dock.yawRad - robot.yawRad + noise.normal(0, spec.sigmaRad)) };
}

/**
 * True if the charging contacts touch: within the tolerance of the dock's pose, at rest.
 * @param gapM the contacts sit so much deeper than the dock's pose says
 */
export function contactsTouch(
  spec: RobotSensors['contacts'],
  robot: Pose2D,
  dock: Pose2D,
  gapM: number,
  speedMps: number,
): boolean {
  const dx = robot.xM - dock.xM - gapM * cos(dock.yawRad);
  const dy = robot.yM - dock.yM - gapM * sin(dock.yawRad);
  const turn = Math.abs(wrapAngle(robot.yawRad - dock.yawRad));
  return (
    dx * dx + dy * dy <= spec.toleranceM * spec.toleranceM && turn <= spec.toleranceRad && Math.abs(speedMps) < 0.02
  );
}
