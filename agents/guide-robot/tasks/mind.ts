/** What a goal may look at and ask for. The brain provides it; goals keep nothing outside their record. */
import type {
  BrainParams,
  NavigationErrorName,
  Percept,
  Pose2D,
  RobotActivity,
  Screen,
  SiteKnowledge,
  Utterance,
  WindowPlace,
} from '../../contract';
import type { ItemMatcher } from '../dialogue/match';
import type { Intent } from '../follow/intent';
import type { Mover } from '../follow/mover';
import type { GuestTracker } from '../perceive/guest';
import type { Reason } from './reasons';
import type { GoalKind, GoalRecord, Memory, Outcome } from './records';

export interface Mind {
  readonly site: SiteKnowledge;
  readonly params: BrainParams;
  readonly matcher: ItemMatcher;
  readonly memory: Memory;
  readonly guest: GuestTracker;
  readonly mover: Mover;
  /** The percept of this step. */
  readonly percept: Percept;
  readonly nowS: number;
  readonly pose: Pose2D;
  /** Kind of the top goal under way; null between goals. */
  readonly doing: GoalKind | null;
  windowById(id: string): WindowPlace | null;
  /** What the wheels shall do this step; the last call counts. */
  intend(intent: Intent): void;
  /** Lines are spoken one a step, in order. */
  say(utterance: Utterance): void;
  show(screen: Screen): void;
  requestTicket(itemId: string): void;
  /** Notes what went wrong, for the fleet and the operator. */
  fail(error: NavigationErrorName): void;
  succeed(): void;
  report(activity: RobotActivity, windowId: string | null, reason: Reason, sensing?: 'full' | 'idle'): void;
}

/** A goal under way, as its script sees it. */
export interface GoalHandle<R extends GoalRecord = GoalRecord> {
  readonly record: R;
  /** Adds a subgoal behind those already waiting. */
  push(record: GoalRecord): void;
  /** Runs the current subgoal; 'completed' when none is left. */
  runSubgoals(): Outcome;
  hasSubgoals(): boolean;
  currentKind(): GoalKind | null;
  clear(): void;
}

/** Behaviour of one kind of goal. All state is in the record. */
export type Script<R extends GoalRecord> = {
  readonly begin?: (goal: GoalHandle<R>, mind: Mind) => void;
  readonly run: (goal: GoalHandle<R>, mind: Mind) => Outcome;
};
