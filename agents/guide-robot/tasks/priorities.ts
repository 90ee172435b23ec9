/**
 * What matters more: the desirability of each top goal, 0..1, and how it starts. The highest wins; equal ones: the later.
 * A goal under way keeps its own claim, so that a guest is not left standing for a battery that can wait.
 */
import { hypot } from '../../contract/numerics/detmath';
import type { Mind } from './mind';
import type { GoalKind, GoalRecord } from './records';

/** The robot talks to people when it is this near to its post, m. */
const AT_POST_M = 0.6;

export type Priority = {
  readonly kind: GoalKind;
  readonly desirability: (mind: Mind) => number;
  readonly start: (mind: Mind) => GoalRecord;
};

export function nearPost(mind: Mind): boolean {
  const { post } = mind.site;
  return hypot(mind.pose.xM - post.xM, mind.pose.yM - post.yM) < AT_POST_M;
}

/** Somebody speaks to the robot or touches it, and it is where it serves. */
function isAddressed(mind: Mind): boolean {
  const { heard, touched } = mind.percept;
  if (heard.length === 0 && touched.length === 0) return false;
  const free = mind.doing === null || mind.doing === 'attend-post';
  return free && nearPost(mind) && !mind.percept.battery.charging;
}

function needsCharge(mind: Mind): boolean {
  if (!mind.site.dock || mind.nowS < mind.memory.chargeAgainS) return false;
  return mind.memory.order.kind === 'go-charge' || mind.percept.battery.chargeRatio < mind.params.chargeBelowRatio;
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
    }),
  },
  {
    kind: 'charge',
    desirability: (mind) => (mind.doing === 'charge' || needsCharge(mind) ? 0.55 : 0),
    start: () => ({ kind: 'charge', attempts: 0 }),
  },
  {
    kind: 'serve',
    desirability: (mind) => (mind.doing === 'serve' || isAddressed(mind) ? 0.6 : 0),
    start: () => ({ kind: 'serve' }),
  },
  {
    kind: 'halt',
    desirability: (mind) => (mind.memory.order.kind === 'stop' ? 1 : 0),
    start: () => ({ kind: 'halt' }),
  },
];
