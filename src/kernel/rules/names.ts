/** Names that scenario files use for policies, in one place for the schema. */

import { BREAK_POLICIES, type BreakPolicyName } from './policies/breaks';
import { CALL_ORDERS, type CallOrderName } from './policies/callOrder';
import { GREENS, type GreenName } from './policies/green';
import { OVERFLOWS, type OverflowName } from './policies/overflow';
import { PLACES, type PlaceName } from './policies/place';
import { TIDES, type TideName } from './policies/tide';
import { YIELDS, type YieldName } from './policies/yielding';

export {
  BALKING_POLICIES,
  CHANNEL_POLICIES,
  FIRST_STOP_POLICIES,
  JOCKEYING_POLICIES,
  RENEGING_POLICIES,
  SEAT_POLICIES,
  WAY_POLICIES,
} from '../../../agents/contract';
export { RESULT_WAYS, ROBOT_FUNCTIONS } from '../events';
export { BUILDS } from '../spec';
export { IDENTITY_WAYS } from './identity';

export { CHANNEL_KINDS } from './spec';
export const PLACE_NAMES = Object.keys(PLACES) as [PlaceName, ...PlaceName[]];
export const BREAK_POLICY_NAMES = Object.keys(BREAK_POLICIES) as [BreakPolicyName, ...BreakPolicyName[]];
export const TIDE_NAMES = Object.keys(TIDES) as [TideName, ...TideName[]];
export const GREEN_NAMES = Object.keys(GREENS) as [GreenName, ...GreenName[]];
export const YIELD_NAMES = Object.keys(YIELDS) as [YieldName, ...YieldName[]];
export const OVERFLOW_NAMES = Object.keys(OVERFLOWS) as [OverflowName, ...OverflowName[]];
export const CALL_ORDER_NAMES = Object.keys(CALL_ORDERS) as [CallOrderName, ...CallOrderName[]];
