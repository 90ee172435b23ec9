/**
 * All robots of a hall: bodies, sensors, batteries, and the link to their brains. The kernel's tick calls `drive`
 * (phase 8, 9, 11) and `sense` (phase 12); what the brains said or asked for is read from `outputs`.
 */
import type {
  BrainView,
  HeardSpeech,
  IdDocument,
  Language,
  RobotActivity,
  TaskRequest,
  TaskStatus,
  Touch,
  Utterance,
} from '../../../agents/contract';
import type { StateHash } from '../base/hash';

/** What a brain asked of the hall, in the order it came. */
export type RobotOutput =
  | { readonly kind: 'said'; readonly robot: number; readonly utterance: Utterance }
  | { readonly kind: 'ticket'; readonly robot: number; readonly itemId: string }
  | {
      readonly kind: 'activity';
      readonly robot: number;
      readonly activity: RobotActivity;
      readonly windowId: string | null;
      readonly reason: Readonly<Record<Language, string>>;
    }
  | { readonly kind: 'charging'; readonly robot: number; readonly charging: boolean; readonly chargeRatio: number }
  /** Rising edge of a contact: with a citizen (`row`), another robot (`other`), or neither: wall, furniture, fallen down a step. */
  | { readonly kind: 'contact'; readonly robot: number; readonly row: number; readonly other: number };

/** What was computed for a robot since the start: nothing more while it stands, charges or waits. */
export type RobotWork = { readonly scans: number; readonly looks: number; readonly brainSteps: number };

/** 2: sensors, faults and the link have a state of their own. */
export type RobotSystemState = { readonly version: 2; readonly data: unknown };

/** What the robots' sensors can find of people: the crowd's discs. */
export interface PeopleAround {
  readonly xM: Float64Array;
  readonly yM: Float64Array;
  readonly vxMps: Float64Array;
  readonly vyMps: Float64Array;
  /** Unit heading. */
  readonly headingX: Float64Array;
  readonly headingY: Float64Array;
  readonly radiusM: Float64Array;
  /** Rows of people within `radiusM` of (x, y), ascending row order; returns the count written to `out` (cut at its length). */
  near(xM: number, yM: number, radiusM: number, out: Int32Array): number;
}

export interface RobotSystem {
  readonly count: number;
  /** (count) true pose and speed, world frame. */
  readonly xM: Float64Array;
  readonly yM: Float64Array;
  readonly yawRad: Float64Array;
  readonly linearMps: Float64Array;
  readonly angularRps: Float64Array;
  readonly radiusM: Float64Array;
  readonly chargeRatio: Float64Array;
  readonly charging: Uint8Array;
  /** Index into ROBOT_ACTIVITIES. */
  readonly activity: Uint8Array;
  /** (count) metres driven since the start, and smallest clearance to a person so far (Infinity = none met). */
  readonly distanceM: Float64Array;
  readonly minPersonGapM: Float64Array;
  /** True if any robot needs this tick: it moves, scans, or a command is due. When false the hall may jump in time. */
  awakeAt(tick: number): boolean;
  /** First tick after `tick` at which a robot needs to be stepped (idle heartbeat); may be large. */
  nextWakeTick(tick: number): number;
  /** Time was jumped to this tick while every robot rested: brings clocks and batteries up to it. */
  restUntil(tick: number): void;
  /** Ticks that were jumped over are charged to battery and clocks. Then: command -> safety stop -> body -> odometry -> contacts -> energy. */
  drive(tick: number): void;
  /** Sensors that are due -> percept -> brain.step -> command due `latencyTicks` later. */
  sense(tick: number): void;
  hear(
    robot: number,
    speech: Omit<HeardSpeech, 'bearingRad' | 'distanceM' | 'confidence' | 'stampS'>,
    xM: number,
    yM: number,
  ): void;
  /** @param choice which of the answers on the screen, from 0; null = elsewhere */
  touch(robot: number, what: Touch['what'], choice?: number | null): void;
  /** Somebody holds a document with this (true) number to the reader. */
  present(robot: number, kind: IdDocument['kind'], number: string): void;
  request(robot: number, request: TaskRequest): void;
  /** The person in dialogue or led; -1 = nobody. The camera detector marks this one as guest. */
  setGuest(robot: number, row: number): void;
  /** Outputs since the last call; the array is the caller's to keep. */
  takeOutputs(): RobotOutput[];
  /** The brain's last word on itself (null = none yet), and whether somebody is with the robot. */
  status(robot: number): { readonly status: TaskStatus | null; readonly busyWithGuest: boolean };
  work(robot: number): RobotWork;
  inspect(robot: number): BrainView;
  save(): RobotSystemState;
  load(state: RobotSystemState): void;
  hashInto(hash: StateHash): void;
}

/** Order of `RobotSystem.activity`. Append only. */
export const ROBOT_ACTIVITIES: readonly RobotActivity[] = [
  'starting',
  'at-post',
  'talking',
  'leading',
  'waiting-for-follower',
  'returning',
  'to-dock',
  'docking',
  'charging',
  'undocking',
  'travelling',
  'stuck',
  'stopped',
  'patrolling',
  'recovering',
  'localizing',
  'holding',
  'evacuating',
  'fetching-help',
];
