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
export type FirstStopPolicy = (view: FirstStopView) => FirstStop;
export const FIRST_STOP_POLICIES = ['robot-or-desk', 'desk-first', 'shortest-line', 'ticket-first'] as const;
export type FirstStopName = (typeof FIRST_STOP_POLICIES)[number];

/** Free seats as columns: score is read and the best free seat taken. */
export type SeatView = {
  readonly count: number;
  /** (count) m: walking distance from here, and straight distance to the windows of the ticket's letter. */
  readonly toSeatM: Float64Array;
  readonly toWindowsM: Float64Array;
  /** (count) occupied neighbours, 0..2; and free seats that join on to it, seat by seat, at most `companions`. */
  readonly neighbours: Uint8Array;
  readonly freeBeside: Uint8Array;
  /** So many people sit beside, if there is room. */
  readonly companions: number;
};
/** Index into the view of the seat to take; -1 = rather stand. */
export type SeatPolicy = (view: SeatView) => number;
export const SEAT_POLICIES = ['near-windows', 'nearest', 'apart', 'stands'] as const;
export type SeatPolicyName = (typeof SEAT_POLICIES)[number];

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
/** Someone who stands in a line sees a line of the same kind that has become shorter. Persons. */
export type JockeyView = {
  /** In front of this person, who is being served included; and in the other line in all. */
  readonly ahead: number;
  readonly aheadThere: number;
  /** What the change must save. */
  readonly gain: number;
  readonly isLast: boolean;
};
export type JockeyingPolicy = (view: JockeyView) => boolean;
export const JOCKEYING_POLICIES = ['when-shorter', 'from-the-end'] as const;
export type JockeyingName = (typeof JOCKEYING_POLICIES)[number];

export type CitizenPolicies = {
  /** The everyday choice; `firstStops` are those that a scenario may name instead. */
  readonly chooseFirstStop: FirstStopPolicy;
  readonly firstStops: Readonly<Record<FirstStopName, FirstStopPolicy>>;
  /** The everyday choice; `seats` are those that a scenario may name instead. */
  readonly chooseSeat: SeatPolicy;
  readonly seats: Readonly<Record<SeatPolicyName, SeatPolicy>>;
  /** What is said to the robot. */
  readonly question: (itemName: string, language: 'zh' | 'en', mark: number) => string;
  readonly acceptLead: (language: 'zh' | 'en') => string;
  readonly declineLead: (language: 'zh' | 'en') => string;
  readonly balking: Readonly<Record<BalkingName, BalkingPolicy>>;
  readonly reneging: Readonly<Record<RenegingName, RenegingPolicy>>;
  readonly channel: Readonly<Record<ChannelPolicyName, ChannelPolicy>>;
  readonly way: Readonly<Record<WayPolicyName, WayPolicy>>;
  readonly jockeying: Readonly<Record<JockeyingName, JockeyingPolicy>>;
};
