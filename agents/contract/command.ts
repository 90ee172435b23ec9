/** What the robot's software asks of its body and tells the hall. */
import type { NavigationError } from './errors';
import type { Point2D, Pose2D } from './geometry';
import type { Language, Screen, Utterance } from './speech';

/** What the robot is doing, as its operator would see it. */
export type RobotActivity =
  | 'starting'
  | 'at-post'
  | 'talking'
  | 'leading'
  | 'waiting-for-follower'
  | 'returning'
  | 'to-dock'
  | 'docking'
  | 'charging'
  | 'undocking'
  | 'travelling'
  | 'patrolling'
  | 'recovering'
  | 'localizing'
  | 'holding'
  | 'evacuating'
  /** On the way to somebody of the staff for a guest, there, or on the way back. */
  | 'fetching-help'
  | 'stuck'
  | 'stopped';

export type TaskStatus = {
  readonly activity: RobotActivity;
  /** Window that the guest is being led to, when leading. */
  readonly windowId: string | null;
  /** One sentence for the operator: why it does what it does. */
  readonly reason: Readonly<Record<Language, string>>;
  /** What went wrong with the task at hand or the last one; null = nothing. Nav2's vocabulary. */
  readonly error: NavigationError | null;
  /** Where the robot believes it is, map frame; and whether it trusts that. */
  readonly pose: Pose2D;
  readonly localized: boolean;
  /** The way ahead, map frame, thinned to at most 32 points; empty when it goes nowhere. For the fleet. */
  readonly route: readonly Point2D[];
  /**
   * What the brain needs next. 'full': scans and detections at the sensors' rate. 'idle': it stands and waits, so
   * percepts come at 1 Hz and when something is heard or touched. Lets a resting robot cost nothing, as on a real one.
   */
  readonly sensing: 'full' | 'idle';
};

export type Command = {
  readonly velocity: { readonly linearMps: number; readonly angularRps: number };
  /** A line to speak now; null = nothing new. */
  readonly say: Utterance | null;
  /** New screen content; null = leave it. */
  readonly show: Screen | null;
  /** Ask the hall's ticket system for a ticket for the guest, for this item; null = no request. */
  readonly issueTicket: { readonly itemId: string } | null;
  readonly status: TaskStatus;
};
