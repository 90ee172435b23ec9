export { type Effects, FaultTimeline, type Moment, NO_EFFECTS } from './effects';
export type { FaultEffect, FaultKind, FaultSpec, FaultTime } from './spec';
