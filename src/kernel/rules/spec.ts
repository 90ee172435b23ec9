/**
 * The hall's rules: what a scenario may switch on beyond tickets and windows. Each rule is null when it is off, and a rule
 * that is off changes nothing: no event, no random draw, no state. Exact semantics: docs/service-rules.md.
 */

import type {
  BalkingPolicy,
  ChannelPolicy,
  FirstStopPolicy,
  RenegingPolicy,
  SeatPolicy,
} from '../../../agents/contract';
import type { PeopleSpec } from '../people/spec';
import type { DurationSpec } from '../spec';
import type { WayfindingSpec } from '../wayfinding/spec';
import type { ClosuresSpec } from './closures';
import type { DoorsSpec } from './doors';
import type { FetchHelpSpec } from './fetchState';
import type { GreenSpec } from './greenChannel';
import type { HelperSpec } from './help';
import type { IdentityWay } from './identity';
import type { JockeyingSpec } from './jockeying';
import type { LinkedSpec } from './linked';
import type { BreakPolicy } from './policies/breaks';
import type { CallOrder } from './policies/callOrder';
import type { Overflow } from './policies/overflow';
import type { PlacePolicy } from './policies/place';
import type { TidePolicy } from './policies/tide';
import type { LinesSpec } from './queueLines';
import type { ResultSpec } from './results';
import type { FunctionSpecs } from './robotFunctions';
import type { SetUpSpec } from './setUp';
import type { SharedClerkSpec } from './sharedClerks';
import type { WindowClosing } from './windowClosings';
import type { Zone24Spec } from './zone24';

/** Priority classes. Index 0 is everybody else ("ordinary"). A class is a mark drawn at arrival. */
export type PrioritySpec = {
  readonly order: CallOrder;
  /** Seconds of waiting that raise a ticket by one rank; Infinity = no ageing. */
  readonly raiseAfterS: number;
  readonly classes: readonly ClassSpec[];
};

export type ClassSpec = {
  readonly id: string;
  readonly nameZh: string;
  readonly nameEn: string;
  /** 0 = called first. Dense: the ranks of all classes are 0, 1, ... */
  readonly rank: number;
  readonly headStartS: number;
  /** Share of those who are in no earlier class, 0..1; class 0 takes the rest. */
  readonly share: number;
  /** Builds (indices into BUILDS) that belong to the class whatever the share. Needs bodies. */
  readonly builds: readonly number[];
};

export type BalkingSpec = {
  readonly decide: BalkingPolicy;
  /** The limit is a whole number drawn evenly from this range, persons. */
  readonly toleratedMin: number;
  readonly toleratedMax: number;
};

export type RenegingSpec = {
  readonly decide: RenegingPolicy;
  readonly patience: DurationSpec;
  /** Patience by class index, null = the general one. */
  readonly byClass: readonly (DurationSpec | null)[];
};

/** At most so many citizens inside. */
export type RoomSpec = { readonly capacity: number; readonly whenFull: 'turn-away' | 'wait-outside' };

/** Who can do what, how well. (windows x items) row-major: window * items + item. */
export type SkillSpec = {
  /** 0 = cannot, 1 = primary, 2 = overflow. */
  readonly use: Uint8Array;
  /** Service time is divided by it, > 0. */
  readonly speed: Float64Array;
  readonly overflow: Overflow;
  readonly overflowAfterS: number;
  readonly overflowAbove: number;
};

/** Ticket holders who do not come when called. */
export type NoShowSpec = {
  /** Probability that a call finds nobody, 0..1; drawn for each call anew. */
  readonly share: number;
  /** From the call to the recall, between recalls, and from the last recall to passing the number. */
  readonly recallAfterS: number;
  readonly recalls: number;
  /** Probability that a recall is heard. */
  readonly hearsShare: number;
  /** Probability that a passed citizen comes back with the ticket, and when. */
  readonly returnShare: number;
  readonly returnAfter: DurationSpec;
  readonly place: PlacePolicy;
  /** For the place policy behind-next: behind so many. */
  readonly behind: number;
};

/** A further stage of an item, at windows of a letter. */
export type StageSpec = {
  readonly group: number;
  readonly service: DurationSpec;
  /** Share of citizens who need it. */
  readonly share: number;
};
export type JourneySpec = {
  readonly stages: readonly StageSpec[];
  /** Null: stage after stage. A number: all at the first window, the sum of the service times is multiplied by it. */
  readonly jointFactor: number | null;
};
export type JourneysSpec = {
  readonly place: PlacePolicy;
  readonly behind: number;
  /** By item index; null = one stage. */
  readonly byItem: readonly (JourneySpec | null)[];
};

/** One break of one window's clerk. */
export type BreakSpec = {
  readonly window: number;
  readonly atS: number;
  readonly lengthS: number;
  readonly policy: BreakPolicy;
  readonly finishWithinS: number;
};

/** Windows that are open only while queues are long, within the time they are staffed. */
export type TidalSpec = {
  readonly windows: readonly number[];
  readonly policy: TidePolicy;
  readonly openAbove: number;
  readonly closeBelow: number;
  /** From the decision until the clerk is there, and shortest opening. */
  readonly delayS: number;
  readonly minOpenS: number;
};

/** Days differ. `factor` = weekday profile; the hour's spread is given by itself or by the variance / mean of its counts. */
export type VariationSpec = {
  readonly factor: number;
  readonly dayCv: number;
  readonly hourCv: number | null;
  readonly hourVarianceToMean: number | null;
};

export type AppointmentSpec = {
  /** One entry a place, ascending. */
  readonly slotsS: readonly number[];
  readonly items: readonly { readonly item: number; readonly weight: number }[];
  readonly noShowShare: number;
  /** Arrival before the slot: normal, negative = late. */
  readonly earlyMeanS: number;
  readonly earlySdS: number;
  /** Later than this, the appointment no longer counts. */
  readonly graceS: number;
  /** Priority class of who is on time; null = none. */
  readonly klass: number | null;
};

/** By item index: share of cases that are done online, so that nobody comes. */
export type OnlineSpec = { readonly share: readonly number[] };

export type CompanionSpec = { readonly share: number };

export type PapersSpec = {
  /** Share of missing papers that the hall fetches itself, and how long it takes at the window. */
  readonly sharedShare: number;
  readonly fetch: DurationSpec;
  /** By item index: factor on the service time of items without papers (certificate-free); 0 = papers are needed. */
  readonly freeFactor: readonly number[];
  /** Of those sent away: share that comes back today, after a time; and share that lacks a paper again. */
  readonly todayShare: number;
  readonly returnAfter: DurationSpec;
  readonly stillMissingShare: number;
};

export const CHANNEL_KINDS = ['self-service', 'service-robot', 'video'] as const;

/** Windows of another kind, with a letter of their own. */
export type ChannelSpec = {
  readonly id: string;
  readonly kind: (typeof CHANNEL_KINDS)[number];
  readonly group: number;
  /** Item indices that can be done there. */
  readonly items: readonly number[];
  readonly willingShare: number;
  readonly decide: ChannelPolicy;
  /** The item's service time is multiplied by it. */
  readonly serviceFactor: number;
  /** Before anything else, for example until the clerk in the video has checked the face; null = none. */
  readonly delay: DurationSpec | null;
  /** Ways to prove identity, tried in order until one works; none = not asked for. */
  readonly identity: readonly {
    readonly way: IdentityWay;
    readonly time: DurationSpec;
    readonly successShare: number;
  }[];
  /** Share that is recognized by face, and how long that takes; a returning visitor always is. */
  readonly knownShare: number;
  readonly recognizeS: number;
  /** Share of services in which the machine fails; share of these that help sets right; how long help takes. */
  readonly failShare: number;
  readonly helpShare: number;
  readonly help: DurationSpec;
  /** Authority: the channel prepares, a window of the item's own letter approves in this time. Null = it decides itself. */
  readonly approval: DurationSpec | null;
  /** Place in the queue of who is sent on to a window. */
  readonly place: PlacePolicy;
  readonly behind: number;
  /** The ten functions of the service robot; null = a plain machine. */
  readonly functions: FunctionSpecs | null;
  /** Who helps; null = help takes time and nobody in particular. */
  readonly helpBy: HelperSpec | null;
};

/** Which free seat is taken, if not as everyday. */
export type SeatingSpec = {
  readonly decide: SeatPolicy;
  /** Who stands goes to a seat that gets free as near as this, m, with at least so many of the letter before; null = nobody. */
  readonly moveToFreed: { readonly withinM: number; readonly aheadMin: number } | null;
};

/** Where people go first, if not as everyday. */
export type FirstStopSpec = { readonly decide: FirstStopPolicy };

export type RulesSpec = {
  readonly wayfinding: WayfindingSpec | null;
  readonly people: PeopleSpec | null;
  readonly priority: PrioritySpec | null;
  readonly balking: BalkingSpec | null;
  readonly reneging: RenegingSpec | null;
  readonly room: RoomSpec | null;
  readonly skills: SkillSpec | null;
  readonly noShow: NoShowSpec | null;
  readonly journeys: JourneysSpec | null;
  readonly breaks: readonly BreakSpec[] | null;
  readonly tidal: TidalSpec | null;
  readonly variation: VariationSpec | null;
  readonly appointments: readonly AppointmentSpec[] | null;
  readonly online: OnlineSpec | null;
  readonly companions: CompanionSpec | null;
  readonly papers: PapersSpec | null;
  readonly results: ResultSpec | null;
  readonly channels: readonly ChannelSpec[] | null;
  readonly sharedClerks: readonly SharedClerkSpec[] | null;
  readonly setUp: SetUpSpec | null;
  readonly greenChannel: GreenSpec | null;
  readonly zone24: Zone24Spec | null;
  readonly linked: LinkedSpec | null;
  readonly jockeying: JockeyingSpec | null;
  readonly lines: LinesSpec | null;
  readonly seating: SeatingSpec | null;
  readonly firstStop: FirstStopSpec | null;
  readonly doors: DoorsSpec | null;
  readonly windowClosings: readonly WindowClosing[] | null;
  readonly closures: ClosuresSpec | null;
  readonly fetchHelp: FetchHelpSpec | null;
};

export const NO_RULES: RulesSpec = {
  wayfinding: null,
  people: null,
  priority: null,
  balking: null,
  reneging: null,
  room: null,
  skills: null,
  noShow: null,
  journeys: null,
  breaks: null,
  tidal: null,
  variation: null,
  appointments: null,
  online: null,
  companions: null,
  papers: null,
  results: null,
  channels: null,
  sharedClerks: null,
  setUp: null,
  greenChannel: null,
  zone24: null,
  linked: null,
  jockeying: null,
  lines: null,
  seating: null,
  firstStop: null,
  doors: null,
  windowClosings: null,
  closures: null,
  fetchHelp: null,
};

export function hasRules(rules: RulesSpec): boolean {
  return Object.values(rules).some((rule) => rule !== null);
}
