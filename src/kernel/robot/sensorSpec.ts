/**
 * What a robot's sensors can do and how wrong they are. Every error is a parameter with a unit; 0 (or null, false) switches it
 * off and draws nothing. SI units, angles rad, shares 0..1, noise as standard deviation.
 */

export type WheelSpec = {
  /** Between the driven wheels, m. */
  readonly trackM: number;
  /** Both wheels are larger than the software believes, by this share: it drives farther than it says. */
  readonly sizeBiasShare: number;
  /** The right wheel is larger than the left by this share: it drives a curve to the left and does not know. */
  readonly sizeDifferenceShare: number;
  /** Share of the wheels' way lost on the floor: mean, and sd of each wheel's own slow variation (0.5 s). */
  readonly slipShare: number;
  readonly slipSigmaShare: number;
};

export type LidarSpec = {
  readonly beams: number;
  readonly rateHz: number;
  readonly rangeMinM: number;
  readonly rangeMaxM: number;
  readonly sigmaM: number;
  readonly dropoutShare: number;
  /** 2 pi = all round. Middle = straight ahead. */
  readonly fieldOfViewRad: number;
  /** true: beams are taken one after the other through the period (`beamStepS`), while the robot and people move. */
  readonly sweeps: boolean;
  /** true: two legs a person; false: one disc of the body's width. */
  readonly legs: boolean;
  /** Glass gives a return only when hit within this of straight on; else the beam goes through. pi / 2 = like a wall. */
  readonly glassWithinRad: number;
};

export type ImuSpec = {
  readonly yawRateSigmaRps: number;
  /** Bias of the gyroscope when switched on, and how far it wanders in a second (grows with the root of time). */
  readonly biasSigmaRps: number;
  readonly biasWalkRps: number;
  readonly accelSigmaMps2: number;
};

export type CameraSpec = {
  readonly halfViewRad: number;
  readonly rangeM: number;
  /** The guest is also seen all round within this: guide robots look back. */
  readonly guestRangeM: number;
  readonly sigmaM: number;
  readonly missShare: number;
  readonly falseAlarmsPerMin: number;
  readonly latencyS: number;
  /** true: walls and furniture higher than the camera hide people. */
  readonly occlusion: boolean;
  /** Chance to take a standing person for a seated one or the other way round; null = posture is not recognized. */
  readonly postureErrorShare: number | null;
};

export type MarkerSpec = {
  readonly halfViewRad: number;
  readonly rangeM: number;
  readonly sigmaM: number;
  readonly sigmaRad: number;
  readonly missShare: number;
};

export type MicrophoneSpec = {
  readonly rangeM: number;
  readonly sigmaRad: number;
  /** Error of the distance as a share of it. */
  readonly distanceShare: number;
  /** Errors of the recognizer; null = every word is right. */
  readonly recognition: RecognitionSpec | null;
};

/** Share of wrong words = 1 / (1 + exp((SNR - half) / slope)); SNR = speech - 20 log10(distance) - noise, dB. */
export type RecognitionSpec = {
  /** Level of a voice at 1 m, and of the hall with nobody in it, dB(A). */
  readonly speechDb: number;
  readonly noiseDb: number;
  /** Noise grows as if each person within 5 m talked at this level at the microphone, dB(A). */
  readonly personDb: number;
  /** SNR at which half the words are wrong, and how sharply that changes, dB. */
  readonly halfDb: number;
  readonly slopeDb: number;
};

export type RobotSensors = {
  readonly wheels: WheelSpec;
  readonly lidar: LidarSpec;
  /** Odometry error: standard deviation per metre driven, per radian turned, and metre error in heading (rad per m). */
  readonly odometry: { readonly perMetre: number; readonly perRadian: number; readonly yawPerMetre: number };
  /** Null = none built in. */
  readonly imu: ImuSpec | null;
  /** How far ahead of the rim the floor is looked at, m; null = none built in. */
  readonly cliff: { readonly reachM: number } | null;
  readonly camera: CameraSpec;
  readonly marker: MarkerSpec;
  readonly microphone: MicrophoneSpec;
  /** Touches of screen and arm that go unnoticed. */
  readonly touch: { readonly missShare: number };
  /** Documents of which one character is misread. */
  readonly reader: { readonly misreadShare: number };
  /** The charging contacts touch within this of the dock's pose. */
  readonly contacts: { readonly toleranceM: number; readonly toleranceRad: number };
};
