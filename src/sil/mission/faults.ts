/** Faults as a mission file writes them: kind, from, for, strength. The words are those of scenario files. */
import { z } from 'zod';
import type { FaultSpec } from '../../kernel/robot/faults';
import { faultEffect } from '../../scenario/faults';
import { bumperSide, type ScenarioFault } from '../../scenario/schema/robots';
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
  z.strictObject({ kind: z.literal('imu-bias'), ...when, yawRateRps: z.number().min(-1).max(1) }),
  z.strictObject({ kind: z.literal('camera-blind'), ...when }),
  z.strictObject({ kind: z.literal('detector-false-alarms'), ...when, perMin: z.number().min(0.1).max(600) }),
  z.strictObject({ kind: z.literal('microphone-deaf'), ...when }),
  z.strictObject({ kind: z.literal('bumper-stuck'), ...when, side: bumperSide.optional() }),
  z.strictObject({ kind: z.literal('dock-contact-gap'), ...when, gapM: z.number().min(0.001).max(0.2) }),
  z.strictObject({ kind: z.literal('dock-marker-hidden'), ...when }),
  z.strictObject({ kind: z.literal('battery-sag'), ...when, resistanceOhm: z.number().min(0.001).max(2) }),
  z.strictObject({ kind: z.literal('battery-aged'), ...when, capacityShare: z.number().min(0.05).max(0.999) }),
  z.strictObject({ kind: z.literal('battery-low'), ...when, chargeRatio: z.number().min(0).max(1) }),
  z.strictObject({ kind: z.literal('command-delay'), ...when, delayS: z.number().min(0.05).max(5) }),
  z.strictObject({ kind: z.literal('command-loss'), ...when, share: shareAbove0 }),
  z.strictObject({ kind: z.literal('percept-delay'), ...when, delayS: z.number().min(0.05).max(5) }),
  z.strictObject({ kind: z.literal('percept-loss'), ...when, share: shareAbove0 }),
  z.strictObject({ kind: z.literal('kidnapped'), ...when, at: point, facingDeg: angleDeg.default(0) }),
  z.strictObject({ kind: z.literal('emergency-stop'), ...when }),
]);
export type MissionFault = z.output<typeof faultSchema>;

/** @param startS hall clock at which the mission begins */
export function faultSpec(fault: MissionFault, startS: number): FaultSpec {
  const { robot, fromS, forS, ...effect } = fault;
  const toS = forS === undefined ? Number.POSITIVE_INFINITY : startS + fromS + forS;
  // The words of the effect are those of a scenario; whom and when are the mission's own.
  return { robot, fromS: startS + fromS, toS, ...faultEffect({ ...effect, robot: '', from: '' } as ScenarioFault) };
}
