/**
 * Parts of the floor that are closed for now (request `keep-out`), as they concern a robot that rests or wants to. Map frame, metres.
 *
 * The rule: no part of its body rests in one. Its place (post, operator's place, refuge) is in one: it waits at the open place nearest
 * to it and goes there when the part opens. Its dock is: see charging.ts. Who is busy with a guest finishes first; so does one that
 * gives way to another robot; one that the operator has stopped stays. Left out: people in the closed part are not told by the robot.
 */
import type { Point2D, Pose2D } from '../../contract';
import { samePose } from '../plan/router';
import { isWithin } from '../plan/zones';
import type { Mind } from './mind';

/** True if a robot that stands here would be in a closed part with any part of its body. */
export function isShut({ memory, params }: Mind, at: Point2D): boolean {
  const { keepOut } = memory;
  if (!keepOut || keepOut.length === 0) return false;
  return keepOut.some((polygon) => isWithin(polygon, at.xM, at.yM, params.radiusM));
}

/**
 * Where to wait for the place that is wanted: there, or at the open place nearest to it. Worked out once for each list of closed parts
 * and kept in the memory. The place itself if there is no such place, or none that can be driven to.
 */
export function openPlaceFor(mind: Mind, wanted: Pose2D): Pose2D {
  if (!isShut(mind, wanted)) return wanted;
  const { memory } = mind;
  if (!memory.aside || !samePose(memory.aside.of, wanted)) {
    memory.aside = { of: wanted, at: mind.mover.openPlace(mind.pose, wanted) };
  }
  return memory.aside.at ?? wanted;
}

/** True if the robot cannot dock without being in a closed part. */
export function isDockShut(mind: Mind): boolean {
  const { dock } = mind.site;
  return dock !== null && (isShut(mind, dock.pose) || isShut(mind, dock.staging));
}
