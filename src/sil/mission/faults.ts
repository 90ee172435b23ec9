/** Faults as a mission file writes them: kind, from, for, strength. The words are those of src/kernel/robot/faults. */
import { z } from 'zod';
import type { FaultSpec } from '../../kernel/robot/faults';
import { angleDeg, point } from '../../scenario/schema/units';

const when = {
  robot: z.int().min(0).max(19).default(0).describe('0 = the one under test'),
  fromS: z.number().min(0).max(7200).default(0).describe('seconds after the start of the mission'),
  forS: z.number().min(0.05).max(36_000).optional().describe('default: to the end'),
};
const shareAbove0 = z.number().min(0.001).max(1);

export const faultSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('lidar-dropout'), ...when, share: shareAbove0.describe('of the beams') }),
  z.strictObject({ kind: z.literal('lidar-dead'), ...when }),
  z.strictObject({ kind: z.literal('lidar-stuck-sector'), ...when, fromDeg: angleDeg, toDeg: angleDeg }),
  z.strictObject({
    kind: z.literal('odometry-bias'),
    ...when,
    distanceShare: z.number().min(-0.5).max(0.5).default(0).describe('distances read too long by this share'),
    yawDegPerM: z.number().min(-20).max(20).default(0),
  }),
  z.strictObject({ kind: z.literal('wheel-slip'), ...when, share: z.number().min(0.001).max(0.95) }),
  z.strictObject({ kind: z.literal('imu-bias'), ...when, yawRateDegPerS: z.number().min(-30).max(30) }),
  z.strictObject({ kind: z.literal('camera-blind'), ...when }),
  z.strictObject({ kind: z.literal('detector-false-alarms'), ...when, perMin: z.number().min(0.1).max(600) }),
  z.strictObject({ kind: z.literal('microphone-deaf'), ...when }),
  z.strictObject({ kind: z.literal('bumper-stuck'), ...when }),
  z.strictObject({ kind: z.literal('dock-contact-gap'), ...when, gapM: z.number().min(0.001).max(0.5) }),
  z.strictObject({ kind: z.literal('dock-marker-hidden'), ...when }),
  z.strictObject({ kind: z.literal('battery-sag'), ...when, resistanceOhm: z.number().min(0.001).max(2) }),
  z.strictObject({ kind: z.literal('battery-aged'), ...when, capacityShare: z.number().min(0.05).max(0.999) }),
  z.strictObject({ kind: z.literal('battery-low'), ...when, chargeRatio: z.number().min(0).max(1) }),
  z.strictObject({ kind: z.literal('command-delay'), ...when, delayS: z.number().min(0.01).max(5) }),
  z.strictObject({ kind: z.literal('command-loss'), ...when, share: shareAbove0 }),
  z.strictObject({ kind: z.literal('percept-delay'), ...when, delayS: z.number().min(0.01).max(5) }),
  z.strictObject({ kind: z.literal('percept-loss'), ...when, share: shareAbove0 }),
  z.strictObject({ kind: z.literal('kidnapped'), ...when, at: point, facingDeg: angleDeg.default(0) }),
  z.strictObject({ kind: z.literal('emergency-stop'), ...when }),
]);
export type MissionFault = z.output<typeof faultSchema>;

/** Faults that the engine applies; missions with others are not run. */
export const APPLIED_FAULTS: ReadonlySet<MissionFault['kind']> = new Set();

const RAD = Math.PI / 180;

/** @param startS hall clock at which the mission begins */
export function faultSpec(fault: MissionFault, startS: number): FaultSpec {
  const { robot, fromS, forS } = fault;
  const time = {
    robot,
    fromS: startS + fromS,
    toS: forS === undefined ? Number.POSITIVE_INFINITY : startS + fromS + forS,
  };
  switch (fault.kind) {
    case 'lidar-stuck-sector':
      return { ...time, kind: fault.kind, fromRad: fault.fromDeg * RAD, toRad: fault.toDeg * RAD };
    case 'odometry-bias':
      return { ...time, kind: fault.kind, distanceShare: fault.distanceShare, yawRadPerM: fault.yawDegPerM * RAD };
    case 'imu-bias':
      return { ...time, kind: fault.kind, yawRateRps: fault.yawRateDegPerS * RAD };
    case 'kidnapped':
      return {
        ...time,
        kind: fault.kind,
        pose: { xM: fault.at[0], yM: fault.at[1], yawRad: fault.facingDeg * RAD },
      };
    case 'lidar-dropout':
    case 'wheel-slip':
    case 'command-loss':
    case 'percept-loss':
      return { ...time, kind: fault.kind, share: fault.share };
    case 'command-delay':
    case 'percept-delay':
      return { ...time, kind: fault.kind, delayS: fault.delayS };
    case 'detector-false-alarms':
      return { ...time, kind: fault.kind, perMin: fault.perMin };
    case 'dock-contact-gap':
      return { ...time, kind: fault.kind, gapM: fault.gapM };
    case 'battery-sag':
      return { ...time, kind: fault.kind, resistanceOhm: fault.resistanceOhm };
    case 'battery-aged':
      return { ...time, kind: fault.kind, capacityShare: fault.capacityShare };
    case 'battery-low':
      return { ...time, kind: fault.kind, chargeRatio: fault.chargeRatio };
    case 'lidar-dead':
    case 'camera-blind':
    case 'microphone-deaf':
    case 'bumper-stuck':
    case 'dock-marker-hidden':
    case 'emergency-stop':
      return { ...time, kind: fault.kind };
  }
}
