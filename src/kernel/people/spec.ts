/** People as a scenario describes them (`rules.people`): ages, strollers, companions with bodies. Semantics: docs/people.md. */

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
  /** Share who bring somebody with a body of his own; of these, share who bring a child. */
  readonly companionShare: number;
  readonly childShare: number;
  readonly childRadiusM: number;
  /** A child's own speed, and when it runs to catch up, m/s. */
  readonly childMps: number;
  readonly childRunMps: number;
  /** Share of children who stop once to look at a robot nearer than this, m, and for how long, s. */
  readonly curiousShare: number;
  readonly curiousM: number;
  readonly looksS: number;
};

/** From this age on people count as elderly (build). */
export const ELDERLY_YEARS = 65;
