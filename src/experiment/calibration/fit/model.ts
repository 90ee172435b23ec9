/** What an import learns about a hall: the same form from ticket records and from boards. Times in seconds since midnight. */
import type { ServiceFit } from './choose';

export type Bilingual = { readonly zh: string; readonly en: string };

/** Arrivals of one letter by interval of the day. */
export type RateProfile = {
  readonly fromS: number;
  readonly intervalS: number;
  /** Mean arrivals an hour in each interval, from `fromS` on. */
  readonly perHour: readonly number[];
  /** Days and arrivals behind it. */
  readonly days: number;
  readonly arrivals: number;
  /** Variance / mean of the interval's count from day to day, pooled; a Poisson process has 1. */
  readonly varianceToMean: number;
  /** Standard deviation of the random factor that moves a whole day, and of the one that moves single intervals. */
  readonly dayCv: number;
  readonly intervalCv: number;
};

export type ItemModel = {
  readonly id: string;
  /** Text in the records. */
  readonly source: string;
  readonly name: Bilingual;
  readonly department: Bilingual;
  /** Share of the letter's arrivals, 0..1. */
  readonly weight: number;
  readonly service: ServiceFit;
  readonly missingPaperShare: number;
  /** Mean time until such a citizen is sent away, seconds; 0 if nobody was. */
  readonly missingPaperS: number;
};

export type GroupModel = {
  /** A..Z. */
  readonly letter: string;
  readonly source: string;
  readonly name: Bilingual;
  readonly arrivals: RateProfile;
  readonly items: readonly ItemModel[];
  /** Of the tickets taken: called and not there; gone before being called. */
  readonly noShowShare: number;
  readonly leftShare: number;
};

export type Interval = { readonly fromS: number; readonly toS: number };

/** Speed of a window or clerk: service time / what is usual for the same item (geometric mean), 95% interval. */
export type Speed = { readonly factor: number; readonly low: number; readonly high: number; readonly n: number };

export type WindowModel = {
  /** Id in the scene: letter and number. */
  readonly id: string;
  readonly source: string;
  readonly letters: readonly string[];
  readonly intervals: readonly Interval[];
  /** Days on which it was seen, and services. */
  readonly days: number;
  readonly served: number;
  readonly speed: Speed | null;
  readonly service: ServiceFit | null;
};

export type ClerkModel = {
  readonly source: string;
  readonly served: number;
  readonly speed: Speed;
  readonly service: ServiceFit;
};

export type NoShowModel = {
  /** Of all numbers called. */
  readonly share: number;
  readonly called: number;
  readonly passed: number;
  /** Mean time from call to the end of the record, seconds; over `timed` records, null = not recorded. */
  readonly waitedS: number | null;
  readonly timed: number;
};

export type HallModel = {
  readonly id: string;
  readonly name: Bilingual;
  /** Days fitted, ascending. */
  readonly days: readonly string[];
  readonly openS: number;
  readonly closeS: number;
  readonly lastTicketS: number;
  readonly groups: readonly GroupModel[];
  readonly windows: readonly WindowModel[];
  readonly clerks: readonly ClerkModel[];
  /** Random factor of the whole hall's day: standard deviation. */
  readonly dayCv: number;
  /** Mean arrivals of the weekday / mean of all days fitted. */
  readonly weekdayFactors: readonly { readonly weekday: string; readonly factor: number; readonly days: number }[];
  /** Called to started; end to the next call of the same window while somebody waited. Seconds; null = not recorded. */
  readonly callToStart: ServiceFit | null;
  readonly endToCall: ServiceFit | null;
  /** End of a service to the beginning of the next one at the window while somebody waited: the clerk's set-up. Null = not recorded. */
  readonly setUp: ServiceFit | null;
  /** Numbers called that found nobody, and how long the window waited, over all letters; null = none, or not recorded. */
  readonly noShow: NoShowModel | null;
  /** Mean window hours a day in the records, and as written in the calendar. */
  readonly windowHours: { readonly recorded: number; readonly written: number };
  /** Largest mean number of people waiting in the hall, any interval. */
  readonly peakWaiting: number;
  /** Where the numbers come from, one line each. */
  readonly sources: readonly string[];
  /** What the records do not say, in both languages. */
  readonly assumptions: readonly { readonly zh: string; readonly en: string }[];
};
