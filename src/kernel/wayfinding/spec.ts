/** Wayfinding as a scenario switches it on (`rules.wayfinding`). Semantics and sources: docs/people.md. */
import type { WayPolicy } from '../../../agents/contract';
import type { DurationSpec } from '../spec';

/** A board that says in which direction the windows of some letters are. */
export type WayBoard = {
  readonly xM: number;
  readonly yM: number;
  /** Direction that the board faces. */
  readonly facingRad: number;
  /** Group indices that it names. */
  readonly groups: readonly number[];
};

export type WayfindingSpec = {
  /** Share who know the hall. */
  readonly familiarShare: number;
  /** Share who find the window at once after having been told by robot or desk clerk. */
  readonly toldShare: number;
  /** Probability that a sign in view is noticed at one look; and seconds between looks on the way. */
  readonly noticeShare: number;
  readonly lookEveryS: number;
  /** Farthest that a window's number, and a board, can be read straight ahead, m. */
  readonly signRangeM: number;
  readonly boardRangeM: number;
  readonly boards: readonly WayBoard[];
  /** Wrong turns after which somebody is asked; how long that takes; share of other citizens who know; how near they must be, m. */
  readonly asksAfter: number;
  readonly askTime: DurationSpec;
  readonly helpfulShare: number;
  readonly askRangeM: number;
  /** Share who like to ask a robot that stands free, and from how far off they go to it after a wrong turn, m. */
  readonly asksRobotShare: number;
  readonly robotRangeM: number;
  readonly decide: WayPolicy;
};
