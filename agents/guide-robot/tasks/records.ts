/**
 * Every goal the robot can have, as plain data: this is what is saved, and what a goal stack is rebuilt from.
 * Times are percept stamps, s; poses map frame.
 */
import type { HelpReason, HelpResult, Language, NavigationError, Point2D, Pose2D, RobotActivity } from '../../contract';
import type { Reason } from './reasons';

/** Of a consultation: indices of the question and of the answer chosen. */
export type ConsultAnswer = { readonly question: number; readonly option: number };

export type GoalRecord =
  /** Stand at the working post; drive there first if away. */
  /** `aside`: the post is closed for now, and this is about the open place nearest to it; left out = about the post. */
  | { readonly kind: 'attend-post'; phase: 'going' | 'standing'; aside?: true }
  /** Answer a guest and perhaps take them there: converse, walk ahead, hand over. */
  | { readonly kind: 'serve' }
  | {
      readonly kind: 'converse';
      phase: 'listening' | 'offered' | 'consulting';
      untilS: number;
      language: Language;
      /** Item offered, index into the catalogue. */
      item: number | null;
      /** Items between which the guest was asked to choose. */
      candidates: readonly number[];
      misses: number;
      /** Replies in a row that were not understood. */
      unclear: number;
      /** Answers of the consultation so far. */
      answers: readonly ConsultAnswer[];
      /** Where the guest's voice came from. */
      faceRad: number | null;
      /** Documents in a row that could not be read; left out = none. */
      misread?: number;
    }
  | {
      readonly kind: 'walk-ahead';
      readonly sinceS: number;
      waitingSinceS: number | null;
      /** Going back to where the guest was last seen, since; null = not. */
      seekingSinceS: number | null;
      spokeS: number;
      unreachableSinceS: number | null;
    }
  | { readonly kind: 'hand-over'; readonly untilS: number }
  /** `enters`: the battery requires it, so also where what is closed for now has to be entered; left out = not so. */
  | { readonly kind: 'charge'; attempts: number; enters?: true }
  | {
      readonly kind: 'drive';
      readonly to: Pose2D;
      readonly activity: RobotActivity;
      readonly why: Reason;
      failingSinceS: number | null;
    }
  | { readonly kind: 'dock'; sinceS: number; seenS: number; deeperM: number; restSinceS: number | null }
  | { readonly kind: 'take-current'; shownRatio: number; lastCurrentS: number }
  | { readonly kind: 'undock'; readonly sinceS: number }
  | {
      readonly kind: 'travel';
      readonly to: Pose2D;
      /** Waiting beside the place since; null = not. */
      besideSinceS: number | null;
      /** `to` is closed for now: waits here, the open place nearest to it; left out = it is open. */
      at?: Pose2D;
    }
  | { readonly kind: 'halt' }
  /** Publicity round: which stop, and until when it speaks there. */
  | { readonly kind: 'patrol'; stop: number; phase: 'going' | 'speaking'; untilS: number; failingSinceS: number | null }
  /** Fetch somebody of the staff for a guest who waits: what it is at is the errand in the memory, which outlives the goal. */
  | { readonly kind: 'fetch-help' }
  /** Clear the way and park. */
  | { readonly kind: 'evacuate'; spokeS: number };

export type GoalKind = GoalRecord['kind'];
export type RecordOf<K extends GoalKind> = Extract<GoalRecord, { kind: K }>;

/**
 * Somebody of the staff is fetched for a guest who waits. It stays in the memory until it is over, so that it goes on where it was
 * after whatever came in between. Replaced whole, never changed in place.
 */
export type HelpErrand = {
  readonly why: HelpReason;
  readonly language: Language;
  /** Where the robot left the guest: it comes back to this pose. */
  readonly guestAt: Pose2D;
  readonly sinceS: number;
  readonly stage: 'telling' | 'going' | 'asking' | 'returning' | 'reporting' | 'parting' | 'leading';
  /** When the stage began, and when its patience is over. */
  readonly stageS: number;
  readonly untilS: number;
  /** Index into the site's help places; null = not chosen yet. */
  readonly place: number | null;
  /** Places where nobody could come. */
  readonly tried: readonly number[];
  /** How often it asked at this place, and whether the clerk has told it to wait. */
  readonly asked: number;
  readonly toldToWait: boolean;
  readonly result: HelpResult | null;
  /** The drive at hand finds no way since; null = it does. */
  readonly failingSinceS: number | null;
};

export type Outcome = 'active' | 'completed' | 'failed';

/** What the robot remembers beyond its present goal. */
export type Memory = {
  /** Last order of the operator that is not yet done. */
  order:
    | { kind: 'none' }
    | { kind: 'go-to'; pose: Pose2D }
    | { kind: 'go-charge' }
    | { kind: 'go-to-post' }
    | { kind: 'patrol' }
    | { kind: 'evacuate' }
    | { kind: 'stop' };
  /** False until the post was reached for the first time. */
  started: boolean;
  /** The window the guest wants to be led to. */
  leadTo: { windowId: string; language: Language } | null;
  /** Right of way: the task at hand is kept, the wheels wait (or back off to `pose`) until released. */
  hold: { pose: Pose2D | null; why: 'passage' | 'dock' } | null;
  /** Parts of the floor that are closed for now; left out = it was never told of any. */
  keepOut?: readonly (readonly Point2D[])[];
  /** `of` is closed for now; `at`: the open place nearest to it, null = none. Left out = not asked for since the last such message. */
  aside?: { readonly of: Pose2D; readonly at: Pose2D | null };
  /** Somebody is being fetched for a guest; left out = nobody is. */
  errand?: HelpErrand;
  /** Window that somebody at the robot is to be led to by order; taken up by `serve`. */
  leadOrder: string | null;
  /** What went wrong last; cleared when a task of the same kind succeeds or a new order comes. */
  error: NavigationError | null;
  /** Since when the robot has stood at its post with nobody to serve, s. */
  quietSinceS: number;
  /** Stop of the publicity round that comes next. */
  patrolStop: number;
  helpCalledS: number;
  /** After failed docking: no new try before this, s. */
  chargeAgainS: number;
  apologisedS: number;
  excusedS: number;
  language: Language;
  /** Questions that found no answer, for the catalogue's editors: newest last, the last 200. */
  unanswered: { text: string; language: Language; stampS: number }[];
};
