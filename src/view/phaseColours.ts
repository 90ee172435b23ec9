/**
 * Colours with a meaning: a visitor's phase, a window's state, a robot's activity. From the Okabe-Ito palette, which
 * stays apart in the common kinds of colour blindness. Keys are for translation; the legend of the page uses them.
 */
import type { RobotActivity } from '../../agents/contract';
import { Phase } from '../kernel/demand/phase';

export type LegendEntry = {
  /** Translation key. */
  readonly key: string;
  /** CSS colour, #rrggbb. */
  readonly colour: string;
};

const ARRIVING: LegendEntry = { key: 'view.legend.arriving', colour: '#56b4e9' };
const ASKING: LegendEntry = { key: 'view.legend.asking', colour: '#0072b2' };
const WAITING: LegendEntry = { key: 'view.legend.waiting', colour: '#e69f00' };
const CALLED: LegendEntry = { key: 'view.legend.called', colour: '#d55e00' };
const SERVED: LegendEntry = { key: 'view.legend.served', colour: '#009e73' };
const GUIDED: LegendEntry = { key: 'view.legend.guided', colour: '#cc79a7' };
const COMPANY: LegendEntry = { key: 'view.legend.company', colour: '#a9b3ba' };
const LEAVING: LegendEntry = { key: 'view.legend.leaving', colour: '#7d848c' };

/** By phase number. */
export const PHASE_COLOURS: Readonly<Record<Phase, LegendEntry>> = {
  [Phase.absent]: LEAVING,
  [Phase.walkToLine]: ARRIVING,
  [Phase.inLine]: ASKING,
  [Phase.atServer]: ASKING,
  [Phase.walkToWait]: WAITING,
  [Phase.seated]: WAITING,
  [Phase.standing]: WAITING,
  [Phase.walkToWindow]: CALLED,
  [Phase.beingServed]: SERVED,
  [Phase.followRobot]: GUIDED,
  [Phase.leaving]: LEAVING,
  [Phase.walkToServer]: ASKING,
  [Phase.outside]: ARRIVING,
  [Phase.accompanying]: COMPANY,
  [Phase.staff]: SERVED,
};

/** Rows of the legend, in the order of a visit. */
export const PHASE_LEGEND: readonly LegendEntry[] = [ARRIVING, ASKING, WAITING, CALLED, SERVED, GUIDED, LEAVING];

/** By window state: 0 closed, 1 free, 2 calling, 3 serving. */
export const WINDOW_COLOURS: readonly LegendEntry[] = [
  { key: 'view.window.closed', colour: '#8b9198' },
  { key: 'view.window.free', colour: '#56b4e9' },
  { key: 'view.window.calling', colour: '#e69f00' },
  { key: 'view.window.serving', colour: '#009e73' },
];

const ROBOT_READY = '#56b4e9';
const ROBOT_LEADING = '#009e73';
const ROBOT_PATIENT = '#e69f00';
const ROBOT_TRAVELLING = '#8fd3e8';
const ROBOT_CHARGING = '#b7d532';
const ROBOT_HALTED = '#d55e00';

/** Light ring of the robot. */
export const ACTIVITY_COLOURS: Readonly<Record<RobotActivity, string>> = {
  starting: ROBOT_TRAVELLING,
  'at-post': ROBOT_READY,
  talking: '#0072b2',
  leading: ROBOT_LEADING,
  'waiting-for-follower': ROBOT_PATIENT,
  returning: ROBOT_TRAVELLING,
  'to-dock': ROBOT_TRAVELLING,
  docking: ROBOT_CHARGING,
  charging: ROBOT_CHARGING,
  undocking: ROBOT_CHARGING,
  travelling: ROBOT_TRAVELLING,
  stuck: ROBOT_HALTED,
  stopped: ROBOT_HALTED,
  patrolling: ROBOT_TRAVELLING,
  recovering: ROBOT_PATIENT,
  localizing: ROBOT_PATIENT,
  holding: ROBOT_PATIENT,
  evacuating: ROBOT_HALTED,
  'fetching-help': ROBOT_TRAVELLING,
};

/** [r, g, b] 0..255 of #rrggbb. */
export function rgbBytes(css: string): readonly [number, number, number] {
  const value = Number.parseInt(css.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

/** WCAG 2 relative luminance of #rrggbb, 0..1. */
export function luminance(css: string): number {
  const [r, g, b] = rgbBytes(css).map((byte) => {
    const c = byte / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** WCAG 2 contrast ratio, 1..21. */
export function contrast(a: string, b: string): number {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (high + 0.05) / (low + 0.05);
}
