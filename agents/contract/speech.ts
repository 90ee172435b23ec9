/** What is said between people and the robot. */
import type { Point2D } from './geometry';
import type { IdDocument } from './percept';

export type Language = 'zh' | 'en';

/** Speech as the robot's recognizer hands it over: text only, perhaps wrong; no identity. */
export type HeardSpeech = {
  readonly stampS: number;
  readonly text: string;
  readonly language: Language;
  /** Direction of the voice in the robot's base frame, radians. */
  readonly bearingRad: number;
  /** Estimated distance of the speaker, metres. */
  readonly distanceM: number;
  /** Recognizer's confidence, 0..1. */
  readonly confidence: number;
};

/** The robot's spoken line: the text to synthesize, and what a listener understands from it. */
export type Utterance = { readonly language: Language; readonly text: string; readonly act: SpeechAct };

/** Why a robot fetches somebody of the staff. The place in the list is written into events: append, never reorder. */
export const HELP_REASONS = [
  'not-understood',
  'asks-for-person',
  'needs-assistance',
  'cannot-follow',
  'reader-fault',
] as const;
export type HelpReason = (typeof HELP_REASONS)[number];

/** What came of it, as the robot tells its guest: somebody comes, is busy, is not there, cannot be reached, or the guest has left. */
export const HELP_RESULTS = ['coming', 'busy', 'nobody', 'no-way', 'gone'] as const;
export type HelpResult = (typeof HELP_RESULTS)[number];

/** What a spoken line does, as a listener understands it (dialogue act). */
export type SpeechAct =
  | { readonly kind: 'greet' }
  | { readonly kind: 'ask-repeat' }
  /** The offer to lead once more: the reply was not understood. Yes and no are on the screen. */
  | { readonly kind: 'ask-lead' }
  /**
   * A question of a consultation with its answers, which are on the screen too.
   * `again`: the answer was not understood, or the guest wanted to hear it once more.
   */
  | {
      readonly kind: 'ask-choice';
      readonly itemId: string;
      readonly questionId: string;
      readonly options: readonly string[];
      readonly again: boolean;
    }
  | { readonly kind: 'unknown-item'; readonly query: string }
  | {
      readonly kind: 'answer';
      readonly itemId: string;
      readonly windowIds: readonly string[];
      readonly materials: readonly string[];
      readonly offersLead: boolean;
    }
  /** Where a window is, for somebody who asked for it by its number. */
  | { readonly kind: 'directions'; readonly windowId: string }
  | { readonly kind: 'follow-me'; readonly windowId: string }
  | { readonly kind: 'wait-for-you' }
  | { readonly kind: 'arrived'; readonly windowId: string }
  | { readonly kind: 'farewell' }
  | { readonly kind: 'excuse-me' }
  /** A document was read; `valid` = its check digit fits. */
  | { readonly kind: 'identified'; readonly document: IdDocument['kind']; readonly valid: boolean }
  | { readonly kind: 'publicity' }
  | { readonly kind: 'evacuate' }
  | { readonly kind: 'lost' }
  | { readonly kind: 'need-help' }
  | { readonly kind: 'cannot-lead'; readonly reason: string }
  /** To the guest: somebody of the staff is fetched, please wait here. */
  | { readonly kind: 'fetch-help'; readonly why: HelpReason }
  /** To a clerk at a help place: somebody needs help, there (map frame). `again`: the answers are on the screen, come (0) or busy (1). */
  | {
      readonly kind: 'ask-help';
      readonly placeId: string;
      readonly why: HelpReason;
      readonly at: Point2D;
      readonly again: boolean;
    }
  /** To the clerk who comes along. */
  | { readonly kind: 'come-along'; readonly placeId: string }
  /** To the guest: what the clerk said. `leads`: the robot takes the guest to the clerk now. */
  | { readonly kind: 'help-result'; readonly result: HelpResult; readonly leads: boolean };

/** What the robot's screen shows. */
export type Screen =
  | { readonly kind: 'face'; readonly mood: 'calm' | 'happy' | 'listening' | 'busy' | 'sleepy' | 'worried' }
  | { readonly kind: 'answer'; readonly itemId: string; readonly windowIds: readonly string[] }
  /** A question with answers to touch; the touch names the answer by its place in the list. */
  | { readonly kind: 'choices'; readonly question: string; readonly options: readonly string[] }
  | { readonly kind: 'leading'; readonly windowId: string }
  | { readonly kind: 'charging'; readonly chargeRatio: number };
