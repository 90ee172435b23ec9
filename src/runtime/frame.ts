/**
 * What the page draws: plain copied columns, transferable. The view never sees the hall.
 */
import type { BrainView, Language, RobotActivity } from '../../agents/contract';
import type { HallLayout } from '../kernel/layout';

/** Static picture of a run, sent once. */
export type HallDrawing = {
  /** Number of the run: rises with each load, the same in its frames. */
  readonly run: number;
  readonly scenarioId: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly layout: HallLayout;
  /** When the first visitor can come: opening, or earlier where a 24-hour zone is open before it. */
  readonly startS: number;
  readonly openS: number;
  readonly closeS: number;
  readonly endS: number;
  readonly seed: number;
  readonly resolution: 'micro' | 'meso';
  readonly groups: readonly { readonly letter: string; readonly nameZh: string; readonly nameEn: string }[];
  readonly items: readonly {
    readonly id: string;
    readonly nameZh: string;
    readonly nameEn: string;
    readonly group: number;
  }[];
  readonly robots: readonly {
    readonly id: string;
    readonly nameZh: string;
    readonly nameEn: string;
    readonly radiusM: number;
    readonly heightM: number;
  }[];
  /** Visitors who come by script; their numbers start at `scriptedBase`, in this order. */
  readonly scripted: readonly { readonly nameZh: string; readonly nameEn: string }[];
  readonly scriptedBase: number;
  /** First number of visitors whom the operator sent in. */
  readonly addedBase: number;
  readonly assumptions: readonly Readonly<Record<Language, string>>[];
  /** Priority classes, index 0 = ordinary; and kinds of the channels, in file order. Empty when the rule is off. */
  readonly classes: readonly { readonly nameZh: string; readonly nameEn: string }[];
  readonly channels: readonly string[];
  /** Areas that may be closed (rules/closures), in the order of their indices. */
  readonly areas: readonly {
    readonly id: string;
    readonly nameZh: string;
    readonly nameEn: string;
    /** Metres. */
    readonly polygon: readonly (readonly [number, number])[];
  }[];
};

/** Value of `Frame.build` for a child: drawn small; beyond the indices of BUILDS. */
export const CHILD_BUILD = 100;

/** One instant. Person columns are (people) long. */
export type Frame = {
  /** Run that it belongs to: draw it only with the drawing of the same number. */
  readonly run: number;
  /** Rises by one with each frame of a run; a seek or reload starts a new `epoch` (no interpolation across it). */
  readonly sequence: number;
  readonly epoch: number;
  readonly tick: number;
  /** Hall clock, seconds since midnight. */
  readonly timeS: number;
  readonly finished: boolean;
  readonly people: number;
  /** Visitor number: identity across frames. */
  readonly citizen: Int32Array;
  readonly xM: Float32Array;
  readonly yM: Float32Array;
  readonly headingRad: Float32Array;
  readonly speedMps: Float32Array;
  /** Phase (kernel/demand/phase). */
  readonly phase: Uint8Array;
  /** Index into BUILDS, or CHILD_BUILD. */
  readonly build: Uint8Array;
  /** Ticket's group index, 255 = none yet; and number, 0 = none. */
  readonly ticketGroup: Uint8Array;
  readonly ticketNumber: Int32Array;
  readonly windows: WindowColumns;
  /** (desks) 1 = the clerk is away, or on the floor with a guest of a robot. Left out: every desk has its clerk. */
  readonly desksLeft?: Uint8Array;
  readonly robots: readonly RobotFrame[];
  /** (drawing.areas) 1 = closed. */
  readonly closedAreas: Uint8Array;
  readonly live: LiveFigures;
  /** Facts since the previous frame of this epoch, newest last, cut to the last 50. */
  readonly feed: readonly FeedLine[];
};

/** (windows) long. state: 0 closed, 1 free, 2 calling, 3 serving. */
export type WindowColumns = {
  readonly state: Uint8Array;
  readonly ticketGroup: Uint8Array;
  readonly ticketNumber: Int32Array;
  /** Busy share of the staffed time so far, 0..1. */
  readonly utilization: Float32Array;
  readonly served: Int32Array;
};

export type RobotMind = {
  /** Goals under way, top first. */
  readonly goals: readonly string[];
  /** Last failure in Nav2's words; null = none. */
  readonly error: string | null;
  readonly localized: boolean;
  /** Standard deviation of its position estimate, m. */
  readonly sigmaM: number;
  /** Why the last stage cut the speed; 'free' = it did not. */
  readonly guard: string;
};

export type RobotFrame = {
  readonly xM: number;
  readonly yM: number;
  readonly yawRad: number;
  readonly activity: RobotActivity;
  readonly reason: Readonly<Record<Language, string>>;
  readonly chargeRatio: number;
  readonly charging: boolean;
  /** Line spoken within the last seconds; null = silent. */
  readonly saying: string | null;
  readonly mood: string;
  readonly windowId: string | null;
  /** What its brain says of itself; null in meso, where no brain is run. */
  readonly mind: RobotMind | null;
  /** Only when the page asked for overlays. */
  readonly view: BrainView | null;
};

export type LiveFigures = {
  readonly arrived: number;
  readonly served: number;
  readonly inside: number;
  readonly waiting: number;
  /** Mean and 90th percentile of finished waits (ticket to service start) so far, seconds. */
  readonly waitMeanS: number;
  readonly waitP90S: number;
  /** Served in the last 60 minutes. */
  readonly throughputPerHour: number;
  readonly utilizationMean: number;
  /** (groups) persons waiting with a ticket. */
  readonly queueByGroup: readonly number[];
};

export type FeedLine = {
  readonly timeS: number;
  readonly kind: number;
  readonly citizen: number;
  readonly a: number;
  readonly b: number;
  /** Spoken text for `spoke`, and the robot that spoke, -1 = the citizen. */
  readonly text: string | null;
  readonly robot: number;
};
