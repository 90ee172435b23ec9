/**
 * What a citizen decides, as function values: the kernel calls them, `agents/citizen` provides them.
 * Pure: same input, same answer; random input comes in as marks drawn at arrival.
 */

/** What someone sees on entering. Lengths in persons; -1 = not there or not working. */
export type FirstStopView = {
  readonly asks: boolean;
  readonly robotLine: number;
  readonly robotLineMax: number;
  readonly deskLine: number;
  readonly kioskLine: number;
};
export type FirstStop = 'robot' | 'desk' | 'kiosk';

/** Free seats as columns: score is read and the best free seat taken. */
export type SeatView = {
  readonly count: number;
  /** (count) m: walking distance from here, and straight distance to the windows of the ticket's letter. */
  readonly toSeatM: Float64Array;
  readonly toWindowsM: Float64Array;
  /** (count) occupied neighbours, 0..2. */
  readonly neighbours: Uint8Array;
};

/** What a citizen sees on the ticket machine's screen before taking a ticket. */
export type BalkView = {
  /** Tickets waiting in the letter, and windows that serve it now. */
  readonly ticketsAhead: number;
  readonly windowsOpen: number;
  /** The citizen's own limit, drawn at arrival; persons. */
  readonly toleratedAhead: number;
};
/** True: turns round without a ticket. */
export type BalkingPolicy = (view: BalkView) => boolean;
/** Names a scenario may use. One file and one test each, in `agents/citizen`. */
export const BALKING_POLICIES = ['over-tolerance', 'over-tolerance-per-window'] as const;
export type BalkingName = (typeof BALKING_POLICIES)[number];

/** What someone knows whose patience has run out. */
export type RenegeView = {
  readonly waitedS: number;
  readonly ticketsAhead: number;
  readonly windowsOpen: number;
};
/** Seconds to stay on before asking again; 0 = leaves now, Infinity = stays until called. */
export type RenegingPolicy = (view: RenegeView) => number;
export const RENEGING_POLICIES = ['leave-at-limit', 'stay-when-near'] as const;
export type RenegingName = (typeof RENEGING_POLICIES)[number];

/** What a citizen sees who could use a machine, the service robot or a video window. Tickets waiting an open window. */
export type ChannelView = {
  readonly willing: boolean;
  readonly queueHere: number;
  readonly queueAtWindows: number;
};
export type ChannelPolicy = (view: ChannelView) => boolean;
export const CHANNEL_POLICIES = ['if-willing', 'if-shorter'] as const;
export type ChannelPolicyName = (typeof CHANNEL_POLICIES)[number];

/** What somebody who looks for a window knows of the rows of windows; all columns (count) long. */
export type WayView = {
  readonly count: number;
  /** Walking distance, m; 1 = looked at already; 1 = a board has pointed there. */
  readonly wayM: Float64Array;
  readonly looked: Uint8Array;
  readonly hinted: Uint8Array;
};
/** Row to look at next; -1 = none is left. */
export type WayPolicy = (view: WayView) => number;
export const WAY_POLICIES = ['nearest-unseen'] as const;
export type WayPolicyName = (typeof WAY_POLICIES)[number];

export type CitizenPolicies = {
  readonly chooseFirstStop: (view: FirstStopView) => FirstStop;
  /** Index into the view of the seat to take; -1 = rather stand. */
  readonly chooseSeat: (view: SeatView) => number;
  /** What is said to the robot. */
  readonly question: (itemName: string, language: 'zh' | 'en', mark: number) => string;
  readonly acceptLead: (language: 'zh' | 'en') => string;
  readonly declineLead: (language: 'zh' | 'en') => string;
  readonly balking: Readonly<Record<BalkingName, BalkingPolicy>>;
  readonly reneging: Readonly<Record<RenegingName, RenegingPolicy>>;
  readonly channel: Readonly<Record<ChannelPolicyName, ChannelPolicy>>;
  readonly way: Readonly<Record<WayPolicyName, WayPolicy>>;
};
