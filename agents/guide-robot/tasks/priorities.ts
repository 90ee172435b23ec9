/**
 * What matters more: the desirability of each top goal, 0..1, and how it starts. The highest wins; equal ones: the later.
 * A goal under way keeps its own claim, so that a guest is not left standing for a battery that can wait.
 */
import { hypot } from '../../contract/numerics/detmath';
import { NEVER_S } from '../params';
import { samePose } from '../plan/router';
import { isDockShut } from './closedParts';
import { hasUsableDock } from './dockPlace';
import type { Mind } from './mind';
import type { GoalKind, GoalRecord } from './records';

/** The robot talks to people when it is this near to its post, m. */
const AT_POST_M = 0.6;
/** 64 W at 0.5 m/s against 512 Wh: 128 J/m (KettyBot class, hall facts). */
const RATIO_PER_M = 128 / (512 * 3600);
const RESERVE_RATIO = 0.02;
/** Below this share of `chargeBelowRatio` the battery comes before what is closed for now. */
const NEARLY_EMPTY = 0.5;
/** Nobody has needed the robot for this long = quiet, s. */
const QUIET_S = 600;

export type Priority = {
  readonly kind: GoalKind;
  readonly desirability: (mind: Mind) => number;
  readonly start: (mind: Mind) => GoalRecord;
};

export function nearPost(mind: Mind): boolean {
  const { aside } = mind.memory;
  const { post } = mind.site;
  const at = aside?.at && samePose(aside.of, post) ? aside.at : post;
  return hypot(mind.pose.xM - at.xM, mind.pose.yM - at.yM) < AT_POST_M;
}

/** On its publicity round it stops and answers wherever it is. */
export function onRound(mind: Mind): boolean {
  return mind.doing === 'patrol';
}

/** Somebody speaks to the robot or touches it, and it is where it serves. */
function isAddressed(mind: Mind): boolean {
  const { heard, touched } = mind.percept;
  if (heard.length === 0 && touched.length === 0) return false;
  const free = mind.doing === null || mind.doing === 'attend-post' || onRound(mind);
  return free && (nearPost(mind) || onRound(mind)) && !mind.percept.battery.charging;
}

/** Whether it is time to charge, wherever the dock is. */
export function wantsCharge(mind: Mind): boolean {
  if (mind.nowS < mind.memory.chargeAgainS || !hasUsableDock(mind.site)) return false;
  const { chargeRatio } = mind.percept.battery;
  return (
    mind.memory.order.kind === 'go-charge' ||
    chargeRatio < mind.params.chargeBelowRatio ||
    chargeRatio < reserveRatio(mind) ||
    isQuiet(mind)
  );
}

function needsCharge(mind: Mind): boolean {
  return wantsCharge(mind) && (!isDockShut(mind) || isNearlyEmpty(mind));
}

/** So little charge that the robot may enter what is closed for now to reach its dock. */
export function isNearlyEmpty(mind: Mind): boolean {
  const { chargeRatio } = mind.percept.battery;
  return chargeRatio < NEARLY_EMPTY * mind.params.chargeBelowRatio || chargeRatio < reserveRatio(mind);
}

/**
 * Charge that the way to the dock takes, with half as much again and a reserve of 2%: below it the robot turns back whatever
 * `chargeBelowRatio` says. Straight distance times 1.4 stands for the path.
 */
export function reserveRatio(mind: Mind): number {
  const { dock } = mind.site;
  if (!dock) return 0;
  const straightM = hypot(mind.pose.xM - dock.staging.xM, mind.pose.yM - dock.staging.yM);
  return RESERVE_RATIO + 1.5 * 1.4 * straightM * RATIO_PER_M;
}

/** Opportunity charging: nobody has spoken for a while and the battery has room. Off where the parameter is 0. */
export function isQuiet(mind: Mind): boolean {
  const below = mind.params.opportunityBelowRatio ?? 0;
  return mind.percept.battery.chargeRatio < below && mind.nowS - mind.memory.quietSinceS > QUIET_S && nearPost(mind);
}

/** It is on its way to charge because it is quiet, not because it must or was told to. */
export function canChargeLater(mind: Mind): boolean {
  const { chargeRatio } = mind.percept.battery;
  const must = chargeRatio < mind.params.chargeBelowRatio || chargeRatio < reserveRatio(mind);
  return mind.doing === 'charge' && mind.memory.order.kind !== 'go-charge' && !must;
}

export const priorities: readonly Priority[] = [
  {
    kind: 'attend-post',
    desirability: (mind) => (mind.memory.order.kind === 'go-to-post' ? 0.57 : 0.1),
    start: () => ({ kind: 'attend-post', phase: 'going' }),
  },
  {
    kind: 'travel',
    desirability: (mind) => {
      if (mind.memory.order.kind !== 'go-to') return 0;
      return mind.percept.battery.chargeRatio < 0.5 * mind.params.chargeBelowRatio ? 0.5 : 0.58;
    },
    start: (mind) => ({
      kind: 'travel',
      to: mind.memory.order.kind === 'go-to' ? mind.memory.order.pose : mind.site.post,
      besideSinceS: null,
    }),
  },
  {
    kind: 'charge',
    desirability: (mind) => (mind.doing === 'charge' || needsCharge(mind) ? 0.55 : 0),
    start: () => ({ kind: 'charge', attempts: 0 }),
  },
  {
    kind: 'serve',
    desirability: (mind) => (mind.doing === 'serve' || mind.memory.leadOrder !== null || isAddressed(mind) ? 0.6 : 0),
    start: () => ({ kind: 'serve' }),
  },
  {
    kind: 'fetch-help',
    desirability: (mind) => (mind.memory.errand ? 0.61 : 0),
    start: () => ({ kind: 'fetch-help' }),
  },
  {
    kind: 'patrol',
    desirability: (mind) => (mind.memory.order.kind === 'patrol' && mind.site.patrol.length > 0 ? 0.3 : 0),
    start: (mind) => ({
      kind: 'patrol',
      stop: mind.memory.patrolStop,
      phase: 'going',
      untilS: mind.nowS,
      failingSinceS: null,
    }),
  },
  {
    kind: 'evacuate',
    desirability: (mind) => (mind.memory.order.kind === 'evacuate' ? 0.95 : 0),
    start: () => ({ kind: 'evacuate', spokeS: NEVER_S }),
  },
  {
    kind: 'halt',
    desirability: (mind) => (mind.memory.order.kind === 'stop' ? 1 : 0),
    start: () => ({ kind: 'halt' }),
  },
];
