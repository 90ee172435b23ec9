/**
 * The fleet manager's interface: robots report, it answers with requests. It knows no more than a real one would: what robots
 * say of themselves, and the site. Poses map frame, SI units.
 */
import type { RobotActivity } from './command';
import type { NavigationError } from './errors';
import type { Point2D, Pose2D } from './geometry';
import type { TaskRequest } from './percept';
import type { SiteKnowledge } from './site';

/** A robot's own report, taken from its last `TaskStatus` and battery reading. */
export type RobotReport = {
  readonly robot: number;
  readonly stampS: number;
  readonly pose: Pose2D;
  readonly localized: boolean;
  readonly activity: RobotActivity;
  readonly chargeRatio: number;
  readonly charging: boolean;
  readonly route: readonly Point2D[];
  readonly error: NavigationError | null;
  readonly busyWithGuest: boolean;
};

/** Somebody wants a robot: a visitor waits at a post, or the operator calls. */
export type FleetCall = { readonly id: number; readonly stampS: number; readonly at: Point2D };

export type FleetView = {
  readonly stampS: number;
  readonly robots: readonly RobotReport[];
  readonly calls: readonly FleetCall[];
};
export type FleetOrder = { readonly robot: number; readonly request: TaskRequest };

export interface FleetManager {
  /** Called once a second of hall time; must return at once. Same views, same orders. */
  step(view: FleetView): readonly FleetOrder[];
  save(): unknown;
  load(state: unknown): void;
}
export type CreateFleet = (sites: readonly SiteKnowledge[], seed: number) => FleetManager;
