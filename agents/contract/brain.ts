/** The interface between any robot software and any body, simulated or real. */
import type { Command } from './command';
import type { Pose2D } from './geometry';
import type { Percept } from './percept';
import type { SiteKnowledge } from './site';
import type { Language } from './speech';

/** Limits and habits of one robot. Lengths m, speeds m/s, angles rad, ratios 0..1. */
export type BrainParams = {
  /** Cruising speed, m/s, (0, 1.5]. Hall limit 0.8. */
  readonly maxLinearMps: number;
  readonly maxReverseMps: number;
  readonly maxAngularRps: number;
  readonly linearAccelMps2: number;
  readonly linearDecelMps2: number;
  readonly angularAccelRps2: number;
  /** Radius of the circle round the footprint, m. */
  readonly radiusM: number;
  /** Go and charge below this state of charge when free. */
  readonly chargeBelowRatio: number;
  /** Charge below this too when nobody has needed the robot for ten minutes; 0 or left out = never. */
  readonly opportunityBelowRatio?: number;
  /** Leave the dock above this. */
  readonly chargeUntilRatio: number;
  /** Wait for the follower when it is further behind than this, m. */
  readonly followerFarM: number;
  /** Go on when it is back within this, m. */
  readonly followerNearM: number;
};

/** Plain data (structured-cloneable: numbers, strings, arrays, objects, typed arrays). */
export type BrainState = { readonly version: 1; readonly data: unknown };

/** A grid of costs for an overlay: Nav2's values (0 free, 253 inscribed, 254 lethal, 255 unknown). */
export type CostGridView = {
  readonly originXM: number;
  readonly originYM: number;
  readonly resolutionM: number;
  readonly columns: number;
  readonly rows: number;
  /** (rows x columns) row-major, rows grow with y. */
  readonly cost: Uint8Array;
};

/** A person (or another robot) as the brain tracks it. */
export type TrackView = {
  readonly id: number;
  readonly xM: number;
  readonly yM: number;
  readonly vxMps: number;
  readonly vyMps: number;
  /** (n x 2) m: where the brain expects it, one point each 0.5 s. */
  readonly predicted: Float32Array;
  readonly isGuest: boolean;
};

/**
 * For overlays and debuggers. Everything in the map frame as the brain believes it. A brain that has none of something gives
 * an empty array or null.
 */
export type BrainView = {
  readonly estimate: Pose2D;
  readonly goals: readonly string[];
  readonly reason: Readonly<Record<Language, string>>;
  /** Localization: trusted or not, standard deviation along the worse axis, m, and (n x 4) x, y, yaw, weight of the particles. */
  readonly localized: boolean;
  readonly sigmaM: number;
  readonly particles: Float32Array;
  readonly localCosts: CostGridView | null;
  readonly globalCosts: CostGridView | null;
  /** Trajectories that the local planner weighed, the chosen one first; (n x 2) m each. */
  readonly trajectories: readonly Float32Array[];
  readonly tracks: readonly TrackView[];
  /** (n x 2) m: outline of the guard's stop zone, and whether something is in it. */
  readonly guardZone: Float32Array;
  readonly guardVerdict: string;
  /** The line being spoken; null = silent. */
  readonly spoken: string | null;
  /** (n x 2) m: planned path; empty when none. */
  readonly plan: Float32Array;
  /** (n x 2) m: last scan's hits. */
  readonly scanPoints: Float32Array;
  readonly goal: Pose2D | null;
  readonly guest: { readonly xM: number; readonly yM: number } | null;
};

export interface RobotBrain {
  /** One decision. Called for each percept, in order of stamp; must return at once. */
  step(percept: Percept): Command;
  save(): BrainState;
  /** Takes over a state that `save` of the same brain version gave; throws on another version. */
  load(state: BrainState): void;
  inspect(): BrainView;
}

export type CreateBrain = (site: SiteKnowledge, params: BrainParams, seed: number) => RobotBrain;
