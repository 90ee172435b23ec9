/**
 * Who goes first where two robots hold each other up, and one at a time through narrow places. The one that yields is told to
 * hold, at a place beside the other's way where there is one.
 *
 * On open floor robots pass each other by themselves: ordering every meeting was tried (10 robots in the guided hall) and cost
 * a third of the places reached without fewer contacts. So the fleet speaks only where two that drive stand near each other,
 * each on the other's way. First goes: who leads a guest, then who is low, then the lower number. A yield that lasts too long is
 * turned round. Lengths m, times s.
 */
import { insidePolygon, type Point2D, type RobotReport, type SiteKnowledge } from '../contract';
import { ahead, apartM } from './geometry';
import { nearestPullOut, type PullOuts } from './pullOut';

export const PACE_MPS = 0.6;
const STEP_S = 0.5;
/** Looked ahead for this long. */
const HORIZON_S = 7;
/** A way that comes nearer to a robot than this, centre to centre, is closed by it. */
const MEET_M = 0.9;
/** Two that hold each other up are nearer than this. */
const NEAR_M = 2.2;
/** A yield ends when the ways are clear by this, or after so long. */
const CLEAR_M = 1.15;
const LONGEST_S = 40;
/** A robot is about to enter a narrow place within this, m. */
const ZONE_LOOK_M = 2.5;
const LOW_RATIO = 0.15;

/** Activities in which a robot drives and may be told to wait. */
const DRIVES: ReadonlySet<string> = new Set([
  'starting',
  'leading',
  'waiting-for-follower',
  'returning',
  'to-dock',
  'travelling',
  'patrolling',
  'stuck',
  'recovering',
  'fetching-help',
]);

export type Yielding = { readonly robot: number; readonly to: number; readonly zone: number; readonly sinceS: number };

/** The way that a robot is going to take, a point for each half second; only where it stands if it goes nowhere. */
function wayOf(report: RobotReport): Point2D[] {
  return ahead(report.pose, report.route, PACE_MPS * HORIZON_S, PACE_MPS * STEP_S);
}

export const isDriving = (report: RobotReport): boolean => DRIVES.has(report.activity) && report.route.length > 1;

/** True if each stands on the other's way, near it. */
export function holdUp(a: RobotReport, b: RobotReport): boolean {
  if (!isDriving(a) || !isDriving(b) || apartM(a.pose, b.pose) > NEAR_M) return false;
  const crosses = (way: readonly Point2D[], pose: Point2D): boolean =>
    way.some((point) => apartM(point, pose) < MEET_M);
  return crosses(wayOf(a), b.pose) && crosses(wayOf(b), a.pose);
}

/** Negative: a goes first. */
export function precedence(a: RobotReport, b: RobotReport): number {
  const rank = (report: RobotReport): number =>
    (report.busyWithGuest ? 0 : 2) + (report.chargeRatio < LOW_RATIO ? 0 : 1);
  return rank(a) - rank(b) || a.robot - b.robot;
}

/** Where the one that yields should wait: beside the other's way, or where it is. */
export function asideOf(
  yielder: RobotReport,
  other: RobotReport,
  all: readonly RobotReport[],
  pullOuts: PullOuts,
): RobotReport['pose'] | null {
  if (yielder.busyWithGuest) return null;
  const way = ahead(other.pose, other.route, 12, 0.4);
  if (way.every((point) => apartM(point, yielder.pose) > CLEAR_M)) return null;
  const others = all.filter((report) => report.robot !== yielder.robot).map((report) => report.pose);
  return nearestPullOut(pullOuts, yielder.pose, [...way, ...others], CLEAR_M);
}

/** True while the reason for a yield lasts. */
export function stillNeeded(yielder: RobotReport, other: RobotReport, sinceS: number, nowS: number): boolean {
  if (nowS - sinceS > LONGEST_S) return false;
  if (!isDriving(other)) return apartM(yielder.pose, other.pose) < CLEAR_M && nowS - sinceS < 5;
  const way = ahead(other.pose, other.route, PACE_MPS * HORIZON_S, 0.3);
  const near = way.some((point) => apartM(point, yielder.pose) < CLEAR_M + 0.6);
  return near || apartM(yielder.pose, other.pose) < 1.6;
}

/** Zones of the site that only one robot may be in. */
export function narrowZones(sites: readonly SiteKnowledge[]): readonly (readonly Point2D[])[] {
  return (sites[0]?.zones ?? []).filter((zone) => zone.kind === 'one-at-a-time').map((zone) => zone.polygon);
}

export function isIn(zone: readonly Point2D[], report: RobotReport): boolean {
  return insidePolygon(zone, report.pose.xM, report.pose.yM);
}

/** True if the robot is about to drive into the zone. */
export function enters(zone: readonly Point2D[], report: RobotReport): boolean {
  if (!isDriving(report)) return false;
  return ahead(report.pose, report.route, ZONE_LOOK_M, 0.25).some((point) => insidePolygon(zone, point.xM, point.yM));
}
