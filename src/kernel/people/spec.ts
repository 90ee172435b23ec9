/**
 * People as a scenario describes them (`rules.people`): ages, strollers, groups with bodies, rests, who looks at robots, who makes way.
 * Semantics: docs/people.md.
 */
import type { DurationSpec } from '../spec';

/** Free walking speed of an age: drawn evenly from the range. */
export type AgeBand = {
  readonly years: number;
  /** Share of the citizens; the shares sum to 1. */
  readonly share: number;
  readonly minMps: number;
  readonly maxMps: number;
};

/** Free speeds by age on the level, m/s: RiMEA's table for its test 7, after Weidmann (1992). */
export const AGE_SPEEDS: Readonly<Record<string, readonly [number, number]>> = {
  20: [1.6, 1.64],
  30: [1.52, 1.56],
  40: [1.46, 1.5],
  50: [1.39, 1.43],
  60: [1.27, 1.27],
  70: [1.07, 1.07],
};

export type PeopleSpec = {
  /** Null = speeds as `visitors` says. */
  readonly ages: readonly AgeBand[] | null;
  /** Share with a stroller; body radius with it, m; factor on the speed. */
  readonly strollerShare: number;
  readonly strollerRadiusM: number;
  readonly strollerFactor: number;
  /** How fast they turn, rad/s; 0 = at once, like everybody. */
  readonly strollerTurnRps: number;
  readonly wheelchairTurnRps: number;
  /** Half width that they look for, m: they take the wide aisle; 0 = the ways of all. */
  readonly wheelsM: number;
  /** Share of those who stand that step out of the way of a wheelchair or stroller. */
  readonly makeWayShare: number;
  /** Share who bring somebody with a body of his own; of these, share who bring a child. */
  readonly companionShare: number;
  readonly childShare: number;
  /** Of those who bring somebody, shares whose group is of three, four and five; the rest are two. */
  readonly groupShares: readonly [number, number, number];
  readonly childRadiusM: number;
  /** A child's own speed, and when it runs to catch up, m/s. */
  readonly childMps: number;
  readonly childRunMps: number;
  /** Share of children who run to a robot nearer than this, m, once, and look at it for so long, s. */
  readonly curiousShare: number;
  readonly curiousM: number;
  readonly looksS: number;
  /** Share of the others who stop once for so long to look at a robot as near; share who step into its way once, and stand there, s. */
  readonly lookShare: number;
  readonly blockShare: number;
  readonly blockS: number;
  /** Share of the elderly who rest when they have walked so far, m, on a free seat as near as this, m, else standing; and how long. */
  readonly restShare: number;
  readonly restAfterM: number;
  readonly restWithinM: number;
  readonly restTime: DurationSpec;
};

/** From this age on people count as elderly (build). */
export const ELDERLY_YEARS = 65;
