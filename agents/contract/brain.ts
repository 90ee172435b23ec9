/** The interface between any robot software and any body, simulated or real. */
import type { Command } from './command';
import type { Pose2D } from './geometry';
import type { Percept } from './percept';
import type { SiteKnowledge } from './site';

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
  /** Leave the dock above this. */
  readonly chargeUntilRatio: number;
  /** Wait for the follower when it is further behind than this, m. */
  readonly followerFarM: number;
  /** Go on when it is back within this, m. */
  readonly followerNearM: number;
};

/** Plain data (structured-cloneable: numbers, strings, arrays, objects, typed arrays). */
export type BrainState = { readonly version: 1; readonly data: unknown };

/** For overlays and debuggers. Everything in the map frame as the brain believes it. */
export type BrainView = {
  readonly estimate: Pose2D;
  readonly goals: readonly string[];
  readonly reason: string;
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
