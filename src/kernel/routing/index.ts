/** Walking routes over a layout. */
export type { FlowField } from './flow-field';
export { createRouter, type HallRouter, STRAIGHT_M } from './router';
export { CELL_M, LEAST_CLEARANCE_M } from './walk-grid';
