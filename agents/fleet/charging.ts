/**
 * Who charges when: never all at once, the emptiest first, one at a dock. Ratios 0..1.
 *
 * A robot goes by itself when it is low; the fleet sends one earlier while the others are fresh, so that they do not all
 * become low in the same hour, and calls one back from its dock when people wait at its post and it has enough.
 */
import type { FleetCall, Pose2D, RobotReport, SiteKnowledge } from '../contract';
import { apartM } from './geometry';

/** Sent to charge below this while another robot may stay. */
const EARLY_RATIO = 0.45;
/** Not sent again before it has used so much of what it left the dock with, whatever it calls full. */
const USED_RATIO = 0.1;
/** Called back to a waiting visitor from this on. */
const ENOUGH_RATIO = 0.5;
/** A robot that is nearly empty has its turn at the dock when the one on it has this much. */
const EMPTY_RATIO = 0.08;
const SWAP_RATIO = 0.35;
/** Above every ratio; finite, so that saved states survive JSON. */
export const NOT_YET = 9;
/** Nearer than this to the dock's pose, a robot occupies it, m. */
const AT_DOCK_M = 1;

const AWAY: ReadonlySet<string> = new Set(['to-dock', 'docking', 'charging', 'undocking']);
export const isAway = (report: RobotReport): boolean => AWAY.has(report.activity);

/** Index of the dock of each robot among the site's different docks; -1 = none. */
export function docksOf(sites: readonly SiteKnowledge[]): {
  readonly dockOf: readonly number[];
  readonly poses: readonly Pose2D[];
} {
  const poses: Pose2D[] = [];
  const dockOf = sites.map(({ dock }) => {
    if (!dock) return -1;
    const known = poses.findIndex((pose) => apartM(pose, dock.pose) < 0.05);
    if (known >= 0) return known;
    poses.push(dock.pose);
    return poses.length - 1;
  });
  return { dockOf, poses };
}

/** The robot that is on a dock, or about to be or to leave; -1 = none. The lower number if two claim it. */
export function occupantOf(dock: Pose2D, users: readonly RobotReport[]): number {
  const on = users.find(
    (report) => report.charging || report.activity === 'docking' || report.activity === 'undocking',
  );
  return on ? on.robot : (users.find((report) => isAway(report) && apartM(report.pose, dock) < AT_DOCK_M)?.robot ?? -1);
}

/**
 * The robot to send to charge now; -1 = none.
 * @param leftRatio of each robot's charge when it was last on a dock; `NOT_YET` = it has not been on one
 */
export function nextToCharge(
  reports: readonly RobotReport[],
  dockOf: readonly number[],
  docks: number,
  leftRatio: readonly number[],
): number {
  const mayBeAway = Math.max(1, Math.min(docks, Math.floor(reports.length / 2)));
  if (reports.length < 2 || reports.filter(isAway).length >= mayBeAway) return -1;
  const ready = reports
    .filter((report) => report.activity === 'at-post' && !report.busyWithGuest && report.chargeRatio < EARLY_RATIO)
    .filter((report) => (dockOf[report.robot] ?? -1) >= 0)
    .filter((report) => report.chargeRatio < (leftRatio[report.robot] ?? NOT_YET) - USED_RATIO)
    .sort((a, b) => a.chargeRatio - b.chargeRatio || a.robot - b.robot);
  const first = ready[0];
  // Somebody has to stay who can.
  const stays = reports.some((other) => other !== first && !isAway(other) && other.chargeRatio > 0.2);
  return first && stays ? first.robot : -1;
}

/** Robots on their docks whose visitors wait and who have enough to serve them. */
export function calledBack(
  reports: readonly RobotReport[],
  calls: readonly FleetCall[],
  sites: readonly SiteKnowledge[],
): readonly number[] {
  return reports
    .filter((report) => report.activity === 'charging' && report.chargeRatio >= ENOUGH_RATIO)
    .filter((report) => calls.some((call) => apartM(call.at, (sites[report.robot] as SiteKnowledge).post) < 1))
    .map((report) => report.robot);
}

/** True if the one on the dock should leave it to the one that waits. */
export function shouldSwap(on: RobotReport, waiting: RobotReport): boolean {
  return on.charging && on.chargeRatio >= SWAP_RATIO && waiting.chargeRatio < EMPTY_RATIO;
}
