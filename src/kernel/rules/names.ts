/** Names that scenario files use for policies, in one place for the schema. */

import { CALL_ORDERS, type CallOrderName } from './policies/callOrder';
import { OVERFLOWS, type OverflowName } from './policies/overflow';
import { PLACES, type PlaceName } from './policies/place';

export { BALKING_POLICIES, RENEGING_POLICIES } from '../../../agents/contract';
export { BUILDS } from '../spec';
export const PLACE_NAMES = Object.keys(PLACES) as [PlaceName, ...PlaceName[]];
export const OVERFLOW_NAMES = Object.keys(OVERFLOWS) as [OverflowName, ...OverflowName[]];
export const CALL_ORDER_NAMES = Object.keys(CALL_ORDERS) as [CallOrderName, ...CallOrderName[]];
