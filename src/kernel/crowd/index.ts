/** People as bodies on the floor. */
export { type CrowdOptions, createCrowd } from './create';
export type { Crowd, CrowdState, Router } from './crowd';
