/** People as bodies on the floor. */
export { createCrowd } from './create';
export type { Crowd, CrowdState, Router } from './crowd';
