/** What a mission run comes to: plain data, the same for every number of workers. Wall-clock figures stand apart, in `wall`. */
import type { NavigationErrorName } from '../../../agents/contract';
import type { Contact, RobotFigures } from '../../metrics/robot/meter';
import type { Mission } from './schema';
import type { SocialFigures } from './social';

export type MissionOutcome =
  | 'done'
  | 'gave-up'
  | 'timed-out'
  | 'crashed'
  | 'not-a-number'
  | 'no-command'
  | 'hung'
  | 'failed';

/** Cost and benefit for people: this run against the same seed without the robot. Positive = longer with the robot. */
export type Disturbance = {
  /** People who finished in both runs, and the sums of their differences. */
  readonly people: number;
  readonly travelS: number;
  readonly queueS: number;
  /** Those who finished in one run only: without the robot, with it. */
  readonly onlyWithout: number;
  readonly onlyWith: number;
};

export type MissionRun = {
  readonly mission: string;
  readonly seed: number;
  readonly brain: string;
  readonly passed: boolean;
  readonly outcome: MissionOutcome;
  /** Why it did not pass: one sentence a criterion; empty when it passed. */
  readonly misses: readonly string[];
  readonly errors: readonly NavigationErrorName[];
  readonly timeS: number;
  /** L*, m; NaN where the task has no one way. T*, s. */
  readonly shortestM: number;
  readonly freeTimeS: number;
  readonly spl: number;
  readonly stl: number;
  readonly pathEfficiency: number;
  readonly irregularityRad: number;
  readonly irregularityRadPerM: number;
  readonly energyWh: number;
  readonly chargeMin: number;
  readonly leads: { readonly started: number; readonly arrived: number; readonly lost: number };
  readonly figures: RobotFigures | null;
  readonly social: SocialFigures | null;
  /** Until robot and guest are both at the window, s; NaN where the robot goes alone. */
  readonly togetherS: number;
  readonly contacts: readonly Contact[];
  readonly disturbance: Disturbance | null;
  /** Fingerprint of hall, robots and brain at the end. */
  readonly hash: string;
};

export type Timed = {
  readonly run: MissionRun;
  readonly wall: { readonly totalS: number; readonly brainMeanUs: number; readonly brainMaxMs: number };
};

/** A run that came to nothing: no figures. */
export function failedRun(
  mission: Mission,
  seed: number,
  brain: string,
  outcome: MissionOutcome,
  why: string,
): MissionRun {
  return {
    mission: mission.id,
    seed,
    brain,
    passed: false,
    outcome,
    misses: [why],
    errors: [],
    timeS: Number.NaN,
    shortestM: Number.NaN,
    freeTimeS: Number.NaN,
    spl: 0,
    stl: 0,
    pathEfficiency: Number.NaN,
    irregularityRad: Number.NaN,
    irregularityRadPerM: Number.NaN,
    energyWh: Number.NaN,
    chargeMin: Number.NaN,
    leads: { started: 0, arrived: 0, lost: 0 },
    figures: null,
    social: null,
    togetherS: Number.NaN,
    contacts: [],
    disturbance: null,
    hash: '',
  };
}
