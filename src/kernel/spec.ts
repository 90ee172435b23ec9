/**
 * Everything a run needs, resolved and checked: what `src/scenario` makes from files and the kernel takes.
 * Times of day in seconds since midnight (hall clock), durations in seconds, lengths in metres. Constant during a run.
 */
import type {
  BrainParams,
  CitizenPolicies,
  Consultation,
  CreateBrain,
  CreateFleet,
  Language,
  SiteKnowledge,
} from '../../agents/contract';
import type { CrowdPreset, RouteChoice } from './crowd/parameters';

import type { ExtrasSpec } from './extras/spec';
import type { HallLayout } from './layout';
import type { MakeRobotBodies } from './robot/body';
import type { FaultSpec } from './robot/faults';
import type { RobotSensors } from './robot/sensorSpec';
import type { RulesSpec } from './rules/spec';

/** `micro`: people walk in the crowd model. `meso`: a walk is an event that takes path length / speed. */
export type Resolution = 'micro' | 'meso';

/** Positive random duration, seconds. `cv` = standard deviation / mean. */
export type DurationSpec =
  | { readonly kind: 'constant'; readonly meanS: number }
  | { readonly kind: 'exponential'; readonly meanS: number }
  | { readonly kind: 'lognormal'; readonly meanS: number; readonly cv: number }
  | { readonly kind: 'gamma'; readonly meanS: number; readonly cv: number }
  /** Shape 1 = exponential; above 1 the hazard rises with time. */
  | { readonly kind: 'weibull'; readonly meanS: number; readonly shape: number }
  /** Drawn with equal probability from recorded durations. */
  | { readonly kind: 'empirical'; readonly valuesS: readonly number[] };

/** A ticket letter: one electronic queue. */
export type GroupSpec = {
  /** A..Z as printed on the ticket. */
  readonly letter: string;
  readonly nameZh: string;
  readonly nameEn: string;
};

/** A service item (事项). */
export type ItemSpec = {
  readonly id: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly departmentZh: string;
  readonly departmentEn: string;
  /** Index into `groups`. */
  readonly group: number;
  readonly service: DurationSpec;
  readonly materialsZh: readonly string[];
  readonly materialsEn: readonly string[];
  readonly keywords: readonly string[];
  /** Probability that the citizen lacks a required paper and is sent away after `missingPaperCheckS`, 0..1. */
  readonly missingPaperShare: number;
  readonly missingPaperCheckS: number;
  /** What the robot asks about this item before it answers; left out = nothing. */
  readonly consultation?: Consultation;
  /** (questions x options) how often each answer is the true one, relative. */
  readonly consultShares?: readonly (readonly number[])[];
};

/** When one window is staffed and for which letters, in order of preference for ties. Sorted, not overlapping. */
export type StaffingInterval = {
  readonly fromS: number;
  readonly toS: number;
  readonly groups: readonly number[];
  /** Service times of this clerk are divided by it; default 1. */
  readonly speed?: number;
};

export type ArrivalSpec =
  /**
   * Non-homogeneous Poisson process: piecewise constant rate. `exactCounts`: each interval brings exactly its rate times
   * its length, rounded, at uniformly random times: a recorded day.
   */
  | {
      readonly kind: 'rate';
      readonly exactCounts?: boolean;
      readonly intervals: readonly { readonly fromS: number; readonly toS: number; readonly perHour: number }[];
      /** Relative weights, >= 0, by item index. */
      readonly items: readonly { readonly item: number; readonly weight: number }[];
    }
  /** Exact times, ascending, each with its item. */
  | { readonly kind: 'table'; readonly timesS: readonly number[]; readonly items: readonly number[] };

/** A person who comes at a set time with a set wish: for demonstrations. */
export type ScriptedVisitor = {
  readonly id: string;
  readonly atS: number;
  readonly item: number;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly build: Build;
  readonly firstStop: 'robot' | 'desk' | 'kiosk';
  /** What this person says to the robot. Empty = the item's name with "where?". */
  readonly question: string;
  readonly wantsLead: boolean;
  /** How long this person waits for somebody who is fetched (rules.fetchHelp), s; default: drawn. */
  readonly waitsForHelpS?: number;
};

export const BUILDS = ['slim', 'average', 'broad', 'elderly', 'wheelchair'] as const;
export type Build = (typeof BUILDS)[number];

export type VisitorParams = {
  /** Free walking speed, m/s: normal, cut to [min, max]. Elderly and wheelchair: times `slowFactor`. */
  readonly speedMeanMps: number;
  readonly speedSdMps: number;
  readonly speedMinMps: number;
  readonly speedMaxMps: number;
  readonly slowFactor: number;
  /** Shares of the builds, order of BUILDS, sum 1. */
  readonly buildShares: readonly number[];
  /** Share that does not know where to go and asks (robot or desk) before taking a ticket, 0..1. */
  readonly askShare: number;
  /** Of those who ask and are told they may be led: share that says yes, 0..1. */
  readonly acceptLeadShare: number;
  /** Longest robot line a visitor joins before turning to the desk or kiosk, persons. */
  readonly robotLineMax: number;
  readonly language: Language;
  /** Time to the first words and between lines of a dialogue. */
  readonly dialogueTurn: DurationSpec;
  readonly bodyRadiusM: number;
};

export type RobotSpec = {
  readonly id: string;
  readonly nameZh: string;
  readonly nameEn: string;
  /** Index into layout.posts, and into layout.docks (-1 = none). */
  readonly post: number;
  readonly dock: number;
  readonly site: SiteKnowledge;
  readonly brainParams: BrainParams;
  readonly createBrain: CreateBrain;
  /** State of charge at the start of the day, 0..1. */
  readonly initialChargeRatio: number;
  readonly body: RobotBodySpec;
  /** Command latency, ticks, >= 1. */
  readonly latencyTicks: number;
};

/** KettyBot class: 435 x 450 x 1120 mm, 38 kg, 25.6 V 20 Ah. Sensors and their errors: `robot/sensorSpec.ts`. */
export type RobotBodySpec = RobotSensors & {
  readonly radiusM: number;
  readonly heightM: number;
  readonly massKg: number;
  readonly maxLinearMps: number;
  readonly maxReverseMps: number;
  readonly maxAngularRps: number;
  readonly linearAccelMps2: number;
  readonly linearDecelMps2: number;
  readonly angularAccelRps2: number;
  readonly battery: {
    readonly voltageV: number;
    readonly capacityAh: number;
    /** Share of the capacity that is left after ageing, (0, 1]. */
    readonly capacityShare: number;
    /** Inner resistance: the voltage falls by this times the current. */
    readonly resistanceOhm: number;
    /** Computers, screens, sensors while awake; and while idle. */
    readonly activeW: number;
    readonly idleW: number;
    readonly rollingResistance: number;
    readonly chargeCurrentA: number;
    /** Above this the current tapers off. */
    readonly taperFromRatio: number;
  };
};

export type HallSpec = {
  readonly id: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly seed: number;
  readonly resolution: Resolution;
  /** false: theory scenarios, every walk takes no time and there are no bodies. */
  readonly walking: boolean;
  /** How people walk (crowd/parameters.ts); not given: everyday. */
  readonly crowd?: { readonly preset: CrowdPreset; readonly routes?: RouteChoice };
  readonly layout: HallLayout;
  /** Doors open; arrivals before wait outside until then. */
  readonly openS: number;
  /** Doors close: later arrivals are turned away. */
  readonly closeS: number;
  /** No ticket is issued after this. */
  readonly lastTicketS: number;
  /** The run ends when the hall is empty after closing, at the latest here. */
  readonly endS: number;
  readonly groups: readonly GroupSpec[];
  readonly items: readonly ItemSpec[];
  /** One list per layout window, same order. */
  readonly staffing: readonly (readonly StaffingInterval[])[];
  readonly arrivals: readonly ArrivalSpec[];
  readonly scripted: readonly ScriptedVisitor[];
  readonly visitors: VisitorParams;
  readonly kioskTime: DurationSpec;
  readonly deskTime: DurationSpec;
  readonly policies: CitizenPolicies;
  /** What is switched on beyond tickets and windows: NO_RULES for none. */
  readonly rules: RulesSpec;
  readonly robots: readonly RobotSpec[];
  /** What goes wrong with the robots, in no order; default: nothing. */
  readonly faults?: readonly FaultSpec[];
  /** Who coordinates the robots, asked once a second; default: nobody. */
  readonly createFleet?: CreateFleet | null;
  /** People who walk a script, for test missions; micro only. Default: none. */
  readonly extras?: ExtrasSpec;
  /** Physics that carries the robots' bodies; null = the kinematic body. */
  readonly makeRobotBodies: MakeRobotBodies | null;
  /** What no source says, to be read by people; no rule looks at it. */
  readonly assumptions: readonly Readonly<Record<Language, string>>[];
};

export const TICK_S = 0.05;
