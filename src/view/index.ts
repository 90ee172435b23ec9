/** The 3D view: draws frames, never sees the hall. */
export type { CameraMode } from './camera/pose';
export { createFrameBuffer, type FrameBuffer, type FrameSource } from './frameSource';
export { HallView, type HallViewProps } from './HallView';
export type { HeatLayer } from './heatmap';
export {
  ACTIVITY_COLOURS,
  type LegendEntry,
  PHASE_COLOURS,
  PHASE_LEGEND,
  WINDOW_COLOURS,
} from './phaseColours';
export type { Quality } from './quality';
export { FIRST_OVERLAYS, OVERLAYS, type OverlayName } from './robot/overlays';
export { ticketText, type ViewLanguage } from './signText';
export type { ViewStats } from './stats';
