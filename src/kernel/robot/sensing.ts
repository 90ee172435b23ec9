/** The robot's eyes and ears besides the lidar: people detector, dock marker, microphone. Each error source has its own stream. */
import type { HeardSpeech, PersonDetection, Pose2D } from '../../../agents/contract';
import { atan2, cos, PI, sin, wrapAngle } from '../base/detmath';
import type { RandomStream } from '../base/random';
import type { PeopleAround } from './system';

/** Camera: 120 degrees ahead, 5 m. The guest is also seen by a rear camera up to 4 m: guide robots look back (assumption). */
export const CAMERA = { halfViewRad: PI / 3, rangeM: 5, guestRangeM: 4, sigmaM: 0.03, missShare: 0.05 } as const;
/** Marker on the dock: seen ahead within 2 m. */
export const MARKER = { halfViewRad: PI / 3, rangeM: 2, sigmaM: 0.004, sigmaRad: 0.005 } as const;
/** Array microphone: direction within some 6 degrees, distance within 15%. */
const MICROPHONE = { sigmaRad: 0.1, distanceShare: 0.15 } as const;

/** Tracker numbers by citizen row: a person out of view for longer than this gets a new number. */
const TRACK_LOST_TICKS = 40;
export type Track = { readonly row: number; readonly id: number; seenTick: number };

/** World pose -> robot frame. */
export function toRobotFrame(robot: Pose2D, xM: number, yM: number): { xM: number; yM: number } {
  const dx = xM - robot.xM;
  const dy = yM - robot.yM;
  const c = cos(robot.yawRad);
  const s = sin(robot.yawRad);
  return { xM: c * dx + s * dy, yM: c * dy - s * dx };
}

export type Detector = { tracks: Track[]; nextTrack: number };

/**
 * People in view, robot frame. Occlusion by other people or furniture is left out; misses stand in for it.
 * @param rows candidates within range, `count` of them, ascending
 */
export function detectPeople(
  robot: Pose2D,
  rows: Int32Array,
  count: number,
  people: PeopleAround,
  guestRow: number,
  detector: Detector,
  tick: number,
  noise: RandomStream,
): PersonDetection[] {
  const found: PersonDetection[] = [];
  const c = cos(robot.yawRad);
  const s = sin(robot.yawRad);
  detector.tracks = detector.tracks.filter((track) => tick - track.seenTick <= TRACK_LOST_TICKS);
  for (let i = 0; i < count; i++) {
    const row = rows[i] as number;
    const at = toRobotFrame(robot, people.xM[row] as number, people.yM[row] as number);
    const distance = Math.sqrt(at.xM * at.xM + at.yM * at.yM);
    const isGuest = row === guestRow;
    const inView = distance <= CAMERA.rangeM && Math.abs(atan2(at.yM, at.xM)) <= CAMERA.halfViewRad;
    if (!inView && !(isGuest && distance <= CAMERA.guestRangeM)) continue;
    if (noise.uniform() < CAMERA.missShare) continue;
    let errorX = 0;
    let errorY = 0;
    noise.normalPair((first, second) => {
      errorX = CAMERA.sigmaM * first;
      errorY = CAMERA.sigmaM * second;
    });
    const vx = people.vxMps[row] as number;
    const vy = people.vyMps[row] as number;
    found.push({
      xM: at.xM + errorX,
      yM: at.yM + errorY,
      vxMps: c * vx + s * vy,
      vyMps: c * vy - s * vx,
      trackId: trackOf(detector, row, tick),
      isGuest,
      posture: 'unknown',
    });
  }
  return found;
}

function trackOf(detector: Detector, row: number, tick: number): number {
  const known = detector.tracks.find((track) => track.row === row);
  if (known) {
    known.seenTick = tick;
    return known.id;
  }
  const id = detector.nextTrack++;
  detector.tracks.push({ row, id, seenTick: tick });
  return id;
}

/** Dock marker in the robot frame, null if out of view. */
export function seeMarker(robot: Pose2D, dock: Pose2D, noise: RandomStream): Pose2D | null {
  const at = toRobotFrame(robot, dock.xM, dock.yM);
  const distance = Math.sqrt(at.xM * at.xM + at.yM * at.yM);
  // Close up the marker fills the view whatever the bearing.
  const ahead = distance < 0.25 || Math.abs(atan2(at.yM, at.xM)) <= MARKER.halfViewRad;
  if (distance > MARKER.rangeM || !ahead) return null;
  let xM = at.xM;
  let yM = at.yM;
  noise.normalPair((first, second) => {
    xM += MARKER.sigmaM * first;
    yM += MARKER.sigmaM * second;
  });
  return { xM, yM, yawRad: wrapAngle(dock.yawRad - robot.yawRad + noise.normal(0, MARKER.sigmaRad)) };
}

/** True if the charging contacts touch: within 3 cm and 3 degrees of the dock's pose, at rest. */
export function onDock(robot: Pose2D, dock: Pose2D, speedMps: number): boolean {
  const dx = robot.xM - dock.xM;
  const dy = robot.yM - dock.yM;
  const turn = Math.abs(wrapAngle(robot.yawRad - dock.yawRad));
  return dx * dx + dy * dy <= 0.03 * 0.03 && turn <= (3 * PI) / 180 && Math.abs(speedMps) < 0.02;
}

/** Speech as the recognizer reports it. Words are taken as right; recognition errors come with a later noise model. */
export function hearSpeech(
  robot: Pose2D,
  speech: Pick<HeardSpeech, 'text' | 'language'>,
  xM: number,
  yM: number,
  stampS: number,
  noise: RandomStream,
): HeardSpeech {
  const at = toRobotFrame(robot, xM, yM);
  const distance = Math.sqrt(at.xM * at.xM + at.yM * at.yM);
  let bearingRad = atan2(at.yM, at.xM);
  let distanceM = distance;
  noise.normalPair((first, second) => {
    bearingRad = wrapAngle(bearingRad + MICROPHONE.sigmaRad * first);
    distanceM = Math.max(0.1, distance * (1 + MICROPHONE.distanceShare * second));
  });
  const confidence = distance < 1 ? 0.95 : Math.max(0.3, 0.95 - 0.1 * (distance - 1));
  return { ...speech, stampS, bearingRad, distanceM, confidence };
}
