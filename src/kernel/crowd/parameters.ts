/**
 * What may differ between crowds, and the two crowds that a scenario may choose (`crowd: { preset: ... }`).
 *
 * Fitted by tests/calibration/crowd/fit.ts against: speed at a density (Weidmann 1993, 0.5 to 3 persons/m2, corridor of
 * 3 x 10 m closed to a ring, RMSE), single-file speed at 0.79 m headway (Juelich, 0.445 m/s, which fixes the time gap to
 * 0.88 s for a body of 0.2 m), flow through a door of 1 m within 1.3 to 1.9 persons/s, counter-flow of NIST 2.8. Results:
 * docs/crowd.md; guarded by tests/validation/crowd-data*.test.ts.
 */
export type CrowdParameters = {
  /** Time gap kept to somebody straight ahead, s. The capacity knob. */
  readonly timeGapS: number;
  /**
   * Zipper (Hoogendoorn & Daamen 2005: people in a bottleneck walk in layers less wide apart than bodies): behind
   * somebody as far to the side as both bodies are wide the time gap is shorter by this share, 0 to < 1; between, by its
   * part that goes with the square of the offset.
   */
  readonly zipper: number;
  /** Stepping aside: strength relative to the wish (1), range of the predicted gap, m, foresight, s, greatest sideways part. */
  readonly asideStrength: number;
  readonly asideRangeM: number;
  readonly foresightS: number;
  readonly asideMost: number;
  /** Repulsion between people: strength relative to the wish (1) and range, m. As published for the model V2. */
  readonly personStrength: number;
  readonly personRangeM: number;
};

/** How a hall walks on an ordinary day. */
export const EVERYDAY: CrowdParameters = {
  timeGapS: 0.89,
  zipper: 0.98,
  asideStrength: 2.4,
  asideRangeM: 0.24,
  foresightS: 0.7,
  asideMost: 0.31,
  personStrength: 8,
  personRangeM: 0.1,
};

/**
 * For proofs of safety: flow through doors at most 1.33 persons/m/s, the greatest that IMO MSC/Circ.1238 lets a
 * calculation assume. Slower than people really are.
 */
export const EVACUATION: CrowdParameters = { ...EVERYDAY, timeGapS: 1.45, zipper: 0.7 };

export const CROWD_PRESETS = { everyday: EVERYDAY, evacuation: EVACUATION } as const;
export type CrowdPreset = keyof typeof CROWD_PRESETS;

/** How people find their way: the shortest, or round crowds and blocks (routing/congestion.ts). */
export type RouteChoice = 'shortest' | 'congestion';
