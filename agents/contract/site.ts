/** What a robot is told of the building before it starts: a map, places, the item catalogue. All in the map frame. */
import type { Point2D, Pose2D } from './geometry';
import type { Language } from './speech';

/** Occupancy grid. Cell (column, row) covers [originXM + column * resolutionM, ...); rows grow with y. */
export type OccupancyMap = {
  readonly originXM: number;
  readonly originYM: number;
  readonly resolutionM: number;
  readonly columns: number;
  readonly rows: number;
  /** (rows x columns) row-major; 0 free, 100 occupied, 255 unknown. */
  readonly cells: Uint8Array;
};

export type WindowPlace = {
  readonly id: string;
  /** Where the robot stops to hand a guest over: in front of the counter, facing it, beside the customer's place. */
  readonly handover: Pose2D;
};

/** Where somebody of the staff may be fetched: an enquiry desk, or a window with its clerk. */
export type HelpPlace = {
  readonly id: string;
  /** As it is called in a sentence. */
  readonly name: Readonly<Record<Language, string>>;
  /** Where the robot stops to speak to the clerk: off the place of who is served and off the queue. */
  readonly ask: Pose2D;
  /** True if a guest may be brought there when the clerk cannot leave. */
  readonly receives: boolean;
};

/**
 * A decision tree that the robot goes through with a guest before it answers, as 小政 does ("are you registered here?", "where
 * do you live?"; hall facts B4). It begins with the first question; `next` leads to a later one, null ends it.
 */
export type Consultation = readonly ConsultQuestion[];
export type ConsultQuestion = {
  readonly id: string;
  readonly ask: Readonly<Record<Language, string>>;
  readonly options: readonly ConsultOption[];
};
export type ConsultOption = {
  readonly label: Readonly<Record<Language, string>>;
  /** Further words by which a guest may choose it. */
  readonly keywords: readonly string[];
  readonly next: string | null;
  /** Said before the answer in this case; null = nothing. */
  readonly advice: Readonly<Record<Language, string>> | null;
  /** Papers that are needed on top in this case. */
  readonly materials: Readonly<Record<Language, readonly string[]>>;
};

export type ItemKnowledge = {
  readonly id: string;
  readonly name: Readonly<Record<Language, string>>;
  /** Further words a citizen may use for it. */
  readonly keywords: readonly string[];
  readonly department: Readonly<Record<Language, string>>;
  readonly windowIds: readonly string[];
  readonly materials: Readonly<Record<Language, readonly string[]>>;
  /** Asked before the answer; left out = answered at once. */
  readonly consultation?: Consultation;
};

/** Part of the floor with a rule of its own; polygon in order, map frame. */
export type SiteZone = {
  readonly kind: 'keep-out' | 'slow' | 'one-at-a-time';
  readonly polygon: readonly Point2D[];
  /** For `slow`, m/s. */
  readonly maxMps: number;
};

/** A stop of the publicity round, and what is said there. */
export type PatrolStop = { readonly pose: Pose2D; readonly line: Readonly<Record<Language, string>> };

export type SiteKnowledge = {
  readonly map: OccupancyMap;
  readonly windows: readonly WindowPlace[];
  /** Left out or empty: nobody may be fetched. */
  readonly helpPlaces?: readonly HelpPlace[];
  readonly items: readonly ItemKnowledge[];
  /** The robot's working post. */
  readonly post: Pose2D;
  /** Dock: `pose` is the robot's pose when its contacts touch; null if the site has none. */
  readonly dock: { readonly pose: Pose2D; readonly staging: Pose2D } | null;
  readonly zones: readonly SiteZone[];
  readonly patrol: readonly PatrolStop[];
  /** Where it parks out of everybody's way in an evacuation; null = at its post. */
  readonly refuge: Pose2D | null;
  /** Where the robot stands when it is switched on. */
  readonly start: Pose2D;
  readonly robotName: Readonly<Record<Language, string>>;
  /** Default language of the hall. */
  readonly language: Language;
  /** Whether the robot may issue tickets (an upgrade announced for the Zhaoqing robot). */
  readonly canIssueTickets: boolean;
};
