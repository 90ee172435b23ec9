/**
 * Extras: people who walk a script, for test missions: they cross, come the other way, stand in a group, run, stop in front.
 * They have bodies in the crowd and give way as everybody does; they have no errand, take no ticket and write no events.
 * And scripts for a guest whom a robot leads: falls behind, walks off, sits down.
 * Times in seconds after opening, metres, m/s, radians.
 */
export type ExtraLeg = {
  /** Index into layout.targets; walked to along its flow field. */
  readonly target: number;
  readonly xM: number;
  readonly yM: number;
  readonly speedMps: number;
  /** Stands there that long before the next leg. */
  readonly waitS: number;
};

export type ExtraSpec = {
  readonly id: string;
  /** Index into BUILDS: how it is drawn. */
  readonly build: number;
  readonly radiusM: number;
  readonly xM: number;
  readonly yM: number;
  readonly facingRad: number;
  /** Is there from then on, and sets off at `startS`, or before when a robot is nearer than `startWithinM` (0 = never by that). */
  readonly appearS: number;
  readonly startS: number;
  readonly startWithinM: number;
  readonly legs: readonly ExtraLeg[];
  /** After the last leg: from the first again, gone, or standing there. */
  readonly atEnd: 'repeat' | 'leave' | 'stay';
  /** Once, when a robot comes nearer than `withinM` (rim to rim): stands for `forS`. Null = does not care. */
  readonly stops: { readonly withinM: number; readonly forS: number } | null;
};

/** What a led visitor does besides following. `visitor` is an index into spec.scripted. */
export type FollowerScript = {
  readonly visitor: number;
  readonly breaks: readonly {
    /** When the robot has driven so far since the lead began. */
    readonly afterM: number;
    /** Walks there first; null = stands where it is. */
    readonly to: { readonly xM: number; readonly yM: number } | null;
    /** Stays so long, then follows again; Infinity = for good. */
    readonly forS: number;
  }[];
};

export type ExtrasSpec = { readonly people: readonly ExtraSpec[]; readonly followers: readonly FollowerScript[] };
