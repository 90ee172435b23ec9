/** What the tasks ask of the wheels for this step. Map frame, metres, radians. */
import type { Pose2D } from '../../contract';

export type Intent =
  | { readonly kind: 'stand' }
  | { readonly kind: 'face'; readonly yawRad: number }
  | { readonly kind: 'drive'; readonly to: Pose2D; readonly maxMps: number }
  /** Straight onto the contacts, by the marker, stopping `deeperM` beyond the marker's pose. */
  | { readonly kind: 'dock'; readonly deeperM: number }
  /** Straight back to a place behind the robot. */
  | { readonly kind: 'reverse'; readonly to: Pose2D }
  /** Anywhere with room, slowly: the robot is lost and wants to see more. */
  | { readonly kind: 'explore' };

/** Wanted speeds, before the guard. With a curvature (1/m) the turning follows from the speed that is really driven. */
export type Wanted = { linearMps: number; angularRps: number; curvature: number | null };
