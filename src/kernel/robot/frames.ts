/** Between the world and the robot's base frame. */
import type { Pose2D } from '../../../agents/contract';
import { cos, sin } from '../base/detmath';

/** World point -> robot frame, m. */
export function toRobotFrame(robot: Pose2D, xM: number, yM: number): { xM: number; yM: number } {
  const dx = xM - robot.xM;
  const dy = yM - robot.yM;
  const c = cos(robot.yawRad);
  const s = sin(robot.yawRad);
  return { xM: c * dx + s * dy, yM: c * dy - s * dx };
}

/** Robot frame -> world point, m. */
export function toWorldFrame(robot: Pose2D, xM: number, yM: number): { xM: number; yM: number } {
  const c = cos(robot.yawRad);
  const s = sin(robot.yawRad);
  return { xM: robot.xM + c * xM - s * yM, yM: robot.yM + s * xM + c * yM };
}
