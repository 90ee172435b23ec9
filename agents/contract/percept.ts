/**
 * What the robot's software is given: sensor data and messages, nothing that a real robot could not have.
 * Units SI, axes REP-103 (x forward, y left), frames REP-105 (odom drifts, base is the robot, laser is the sensor).
 */
import type { Point2D, Pose2D } from './geometry';
import type { HeardSpeech } from './speech';

export type Odometry = Pose2D & {
  /** Forward speed, m/s. */
  readonly linearMps: number;
  /** Turning speed, rad/s, counter-clockwise positive. */
  readonly angularRps: number;
};

/** Inertial unit: gyroscope's yaw rate and forward acceleration, base frame, with noise and a slowly wandering bias. */
export type ImuReading = { readonly yawRateRps: number; readonly forwardMps2: number };

export type LaserScan = {
  /** Time of the first beam. */
  readonly stampS: number;
  /** Time from one beam to the next, s; 0 = all at once. A robot that moves meanwhile sees a bent world. */
  readonly beamStepS: number;
  /** Sensor pose in the base frame. */
  readonly mount: Pose2D;
  /** Direction of ranges[0] in the laser frame, radians. */
  readonly angleMinRad: number;
  /** Step between beams, radians, positive (counter-clockwise). */
  readonly angleStepRad: number;
  readonly rangeMinM: number;
  readonly rangeMaxM: number;
  /** (beams) metres; Infinity = no return. The body owns it and rewrites it at the next scan: copy what you keep. */
  readonly rangesM: Float32Array;
};

export type BatteryState = {
  /** State of charge, 0..1. */
  readonly chargeRatio: number;
  readonly voltageV: number;
  /** Positive while charging. */
  readonly currentA: number;
  readonly charging: boolean;
};

/** A person seen by the camera detector, robot frame. No identity that a camera could not give. */
export type PersonDetection = {
  readonly xM: number;
  readonly yM: number;
  /** Estimated velocity in the robot frame, m/s, already free of the robot's own motion. */
  readonly vxMps: number;
  readonly vyMps: number;
  /** Tracker's own number: stable while the person stays in view, new after a loss. */
  readonly trackId: number;
  /** True for the person the robot is in dialogue with or leads, recognized by face and clothes. */
  readonly isGuest: boolean;
  /** What the camera makes of the body. */
  readonly posture: 'standing' | 'seated' | 'unknown';
};

/** A document held to the reader. Numbers are as read: check digits may fail. */
export type IdDocument = {
  readonly stampS: number;
  readonly kind: 'id-card' | 'social-security-card' | 'credit-code' | 'e-licence';
  readonly number: string;
};

/** A request from the fleet or the operator. */
export type TaskRequest =
  | { readonly kind: 'go-to'; readonly pose: Pose2D }
  | { readonly kind: 'go-charge' }
  | { readonly kind: 'go-to-post' }
  | { readonly kind: 'stop' }
  /** Lead whoever stands at the robot to this window. */
  | { readonly kind: 'lead'; readonly windowId: string }
  /** Drive the site's patrol and speak its publicity, until another order or a guest. */
  | { readonly kind: 'patrol' }
  /** Clear the way: to the refuge, park there, speak the evacuation line. */
  | { readonly kind: 'evacuate' }
  /** Right of way: stand (or back off to `pose`) until `release`; a guest being led waits with the robot. */
  | { readonly kind: 'hold'; readonly pose: Pose2D | null; readonly why: 'passage' | 'dock' }
  | { readonly kind: 'release' }
  /**
   * Parts of the floor that are closed for now, map frame, to be kept out of like the site's keep-out zones. Replaces the list told
   * before; empty = everything is open again.
   */
  | { readonly kind: 'keep-out'; readonly areas: readonly (readonly Point2D[])[] };

/** `choice`: which of the answers shown on the screen, counted from 0; null = something else. */
export type Touch = {
  readonly stampS: number;
  readonly what: 'screen' | 'arm' | 'microphone';
  readonly choice: number | null;
};

/**
 * Segments of the bumper ring, a sixth of the circle each, counter-clockwise; `front` is within 30 degrees of straight ahead.
 */
export const BUMPER_SIDES = ['front', 'front-left', 'rear-left', 'rear', 'rear-right', 'front-right'] as const;
export type BumperSide = (typeof BUMPER_SIDES)[number];

export type Percept = {
  /** Time of the percept, seconds since the run's start. */
  readonly stampS: number;
  /** odom frame; drifts. */
  readonly odometry: Odometry;
  /** Null where the body has no inertial unit. */
  readonly imu: ImuReading | null;
  /** Empty between scans and while the brain asks for idle sensing. */
  readonly scans: readonly LaserScan[];
  readonly battery: BatteryState;
  readonly contacts: {
    /** Something is touched. */
    readonly bumper: boolean;
    /** Segments that are pressed, in the order of `BUMPER_SIDES`; missing = the bumper cannot tell, or an older recording. */
    readonly bumperSides?: readonly BumperSide[];
    readonly emergencyStop: boolean;
    /** A cliff sensor sees no floor ahead (a step, a ramp's edge). */
    readonly cliff: boolean;
  };
  /** Dock marker in the robot frame when seen. */
  readonly dockMarker: Pose2D | null;
  readonly people: readonly PersonDetection[];
  readonly heard: readonly HeardSpeech[];
  readonly touched: readonly Touch[];
  readonly presented: readonly IdDocument[];
  readonly requests: readonly TaskRequest[];
};
