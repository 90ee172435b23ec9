/**
 * Short movements without a path: onto the dock by its marker, and straight back off it. m/s, rad/s.
 *
 * Docking: pose control law of Park and Kuipers 2011 ("A smooth control law for graceful motion"), with the gains that
 * Nav2's docking server uses. The marker is the docked pose seen from the robot. It is told to
 * go a little deeper while no current flows, since a robot at the right pose may still be millimetres short of the contacts.
 */
import type { BrainParams, Pose2D } from '../../contract';
import { atan, atan2, cos, hypot, sin, wrapAngle } from '../../contract/numerics/detmath';
import type { Wanted } from './intent';

const K_PHI = 3;
const K_DELTA = 2;
const DOCK_MPS = 0.1;
const CREEP_MPS = 0.05;
const DOCK_MAX_RPS = 0.5;
/** Nearer than this the law's curvature explodes: keep straight and correct the heading only, m. */
const STRAIGHT_M = 0.12;
/** It stops when as near as this, m. */
const STOP_M = 0.004;

/** Speeds towards the dock; zero when the pose `deeperM` beyond the marker's is reached. */
export function driveOntoDock(marker: Pose2D, deeperM: number, out: Wanted): void {
  const r = hypot(marker.xM, marker.yM);
  if (!Number.isFinite(r + marker.yawRad)) return;
  if (marker.xM < STRAIGHT_M) {
    const leftM = marker.xM + deeperM;
    if (leftM <= STOP_M) return;
    out.linearMps = Math.min(CREEP_MPS, 0.015 + 0.8 * leftM);
    out.angularRps = limit(marker.yawRad + 2 * marker.yM, 0.15);
    return;
  }
  const sight = atan2(marker.yM, marker.xM);
  const delta = -sight;
  const phi = wrapAngle(marker.yawRad - sight);
  const squash = K_PHI * phi;
  const turn = K_DELTA * (delta - atan(-squash)) + (1 + K_PHI / (1 + squash * squash)) * sin(delta);
  const v = r < 0.25 ? CREEP_MPS : DOCK_MPS;
  out.linearMps = v;
  out.angularRps = limit((-v / r) * turn, DOCK_MAX_RPS);
}

/** Backs up in line with the target's heading until level with it. True when there. */
export function reverseTo(target: Pose2D, pose: Pose2D, params: BrainParams, out: Wanted): boolean {
  const c = cos(target.yawRad);
  const s = sin(target.yawRad);
  const along = c * (pose.xM - target.xM) + s * (pose.yM - target.yM);
  const beside = -s * (pose.xM - target.xM) + c * (pose.yM - target.yM);
  if (along < 0.03) return true;
  const v = Math.min(params.maxReverseMps, 0.15, 0.05 + along);
  const heading = wrapAngle(target.yawRad - pose.yawRad);
  out.linearMps = -v;
  out.angularRps = limit(1.2 * heading + 1.0 * beside, 0.3);
  return false;
}

function limit(value: number, most: number): number {
  return value > most ? most : value < -most ? -most : value;
}
