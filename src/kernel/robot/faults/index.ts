export type { FaultEffect, FaultKind, FaultSpec, FaultTime } from './spec';
