/**
 * The fault library: what may go wrong with a robot, as data. A fault has a robot, a kind, a time and a strength; while it
 * lasts it changes one thing of body, sensors, battery or link, and nothing of the brain. Two faults of a kind at a time add up
 * where that has a meaning (delays, biases), else the stronger one counts.
 *
 * SI units; hall clock in seconds since midnight.
 */
import type { BumperSide, Pose2D } from '../../../../agents/contract';

/** When and whom. `fromS` <= t < `toS`; Infinity = to the end. Faults of a moment (kidnapped, battery-low) happen at `fromS`. */
export type FaultTime = {
  /** Index of the robot. */
  readonly robot: number;
  readonly fromS: number;
  readonly toS: number;
};

export type FaultEffect =
  /** This share of the beams gives no return, besides the sensor's own drop-outs. (0, 1] */
  | { readonly kind: 'lidar-dropout'; readonly share: number }
  /** No scans at all. */
  | { readonly kind: 'lidar-dead' }
  /** Beams from `fromRad` counter-clockwise to `toRad` (base frame) repeat what they read when the fault began. */
  | { readonly kind: 'lidar-stuck-sector'; readonly fromRad: number; readonly toRad: number }
  /** Wheel odometry reads distances too long by the share, and turns by so many rad a metre that was driven. */
  | { readonly kind: 'odometry-bias'; readonly distanceShare: number; readonly yawRadPerM: number }
  /** Both wheels lose this share of their way on the floor; odometry does not notice. (0, 0.95] */
  | { readonly kind: 'wheel-slip'; readonly share: number }
  /** Added to the gyroscope's yaw rate. */
  | { readonly kind: 'imu-bias'; readonly yawRateRps: number }
  | { readonly kind: 'camera-blind' }
  /** People that are not there, a minute of looking. */
  | { readonly kind: 'detector-false-alarms'; readonly perMin: number }
  | { readonly kind: 'microphone-deaf' }
  /** One segment of the bumper says "touched" all the time; null = the whole ring. */
  | { readonly kind: 'bumper-stuck'; readonly side: BumperSide | null }
  /** The charging contacts touch only this much deeper than the dock's pose. */
  | { readonly kind: 'dock-contact-gap'; readonly gapM: number }
  | { readonly kind: 'dock-marker-hidden' }
  /** So much more resistance in the battery: the voltage sags under load and the loss is drawn from the charge. */
  | { readonly kind: 'battery-sag'; readonly resistanceOhm: number }
  /** The pack holds this share of its capacity. (0, 1) */
  | { readonly kind: 'battery-aged'; readonly capacityShare: number }
  /** At the moment the fault begins the charge falls to this, if it was above. */
  | { readonly kind: 'battery-low'; readonly chargeRatio: number }
  | { readonly kind: 'command-delay'; readonly delayS: number }
  | { readonly kind: 'command-loss'; readonly share: number }
  | { readonly kind: 'percept-delay'; readonly delayS: number }
  | { readonly kind: 'percept-loss'; readonly share: number }
  /** At the moment the fault begins somebody puts the robot down at this pose (map frame). */
  | { readonly kind: 'kidnapped'; readonly pose: Pose2D }
  /** Somebody holds the emergency stop. */
  | { readonly kind: 'emergency-stop' };

export type FaultKind = FaultEffect['kind'];
export type FaultSpec = FaultTime & FaultEffect;
