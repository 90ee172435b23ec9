/**
 * Two sets of sensors for a robot of the KettyBot class. `basic`: range noise, drop-outs, odometry drift and missed people only.
 * `realistic`: every error switched on. Sources: RPLIDAR A2 class data sheets (10 Hz, 0.15-12 m, 1% of the distance), Create 3 and
 * TurtleBot 4 simulations, consumer MEMS gyroscopes (0.3 deg/s bias). Where no source says anything the value is an assumption,
 * marked (A).
 */
import { PI } from '../base/detmath';
import type { RobotSensors } from './sensorSpec';

const DEG = PI / 180;

export const BASIC_SENSORS: RobotSensors = {
  wheels: { trackM: 0.36, sizeBiasShare: 0, sizeDifferenceShare: 0, slipShare: 0, slipSigmaShare: 0 },
  lidar: {
    beams: 360,
    rateHz: 10,
    rangeMinM: 0.08,
    rangeMaxM: 12,
    sigmaM: 0.015,
    dropoutShare: 0.005,
    fieldOfViewRad: 2 * PI,
    sweeps: false,
    legs: false,
    glassWithinRad: PI / 2,
  },
  odometry: { perMetre: 0.02, perRadian: 0.02, yawPerMetre: 0.01 },
  imu: null,
  cliff: null,
  camera: {
    halfViewRad: PI / 3,
    rangeM: 5,
    guestRangeM: 4,
    sigmaM: 0.03,
    missShare: 0.05,
    falseAlarmsPerMin: 0,
    latencyS: 0,
    occlusion: false,
    postureErrorShare: null,
  },
  marker: { halfViewRad: PI / 3, rangeM: 2, sigmaM: 0.004, sigmaRad: 0.005, missShare: 0 },
  microphone: { rangeM: 10, sigmaRad: 0.1, distanceShare: 0.15, recognition: null },
  touch: { missShare: 0 },
  reader: { misreadShare: 0 },
  contacts: { toleranceM: 0.03, toleranceRad: 3 * DEG },
};

export const REALISTIC_SENSORS: RobotSensors = {
  ...BASIC_SENSORS,
  // Wheels wear and are loaded unevenly: some tenths of a percent (A). Slip on tiles (A).
  wheels: { trackM: 0.36, sizeBiasShare: 0.005, sizeDifferenceShare: 0.002, slipShare: 0.005, slipSigmaShare: 0.01 },
  lidar: {
    ...BASIC_SENSORS.lidar,
    sweeps: true,
    legs: true,
    glassWithinRad: 8 * DEG,
  },
  imu: { yawRateSigmaRps: 0.003, biasSigmaRps: 0.3 * DEG, biasWalkRps: 0.0001, accelSigmaMps2: 0.05 },
  cliff: { reachM: 0.05 },
  camera: {
    ...BASIC_SENSORS.camera,
    sigmaM: 0.05,
    missShare: 0.1,
    falseAlarmsPerMin: 2,
    latencyS: 0.15,
    occlusion: true,
    postureErrorShare: 0.05,
  },
  marker: { ...BASIC_SENSORS.marker, missShare: 0.02 },
  // A voice at 1 m has 60 dB(A) (ISO 9921, normal effort), a busy hall 55-65 dB(A); word errors 5% at 10 dB SNR (A).
  microphone: {
    rangeM: 5,
    sigmaRad: 0.1,
    distanceShare: 0.15,
    recognition: { speechDb: 64, noiseDb: 48, personDb: 40, halfDb: 0, slopeDb: 3.4 },
  },
  touch: { missShare: 0.02 },
  reader: { misreadShare: 0.01 },
};
