/** A scenario's faults -> the kernel's: indices and seconds instead of names and clock texts, radians instead of degrees. */
import { PI, wrapAngle } from '../kernel/base/detmath';
import type { FaultEffect, FaultSpec } from '../kernel/robot/faults';
import type { Scenario, ScenarioFault } from './schema/scenario';
import { secondsOf } from './schema/units';

const rad = (deg: number): number => (deg * PI) / 180;

export function faultsOf(scenario: Scenario): FaultSpec[] {
  return scenario.faults.map((fault) => {
    const robot = scenario.robots.findIndex((candidate) => candidate.id === fault.robot);
    if (robot < 0) throw new Error(`faultsOf: robot ${fault.robot} is not defined`);
    const fromS = secondsOf(fault.from);
    const lasts = 'forS' in fault && fault.forS !== undefined ? fault.forS : Number.POSITIVE_INFINITY;
    return { robot, fromS, toS: fromS + lasts, ...faultEffect(fault) };
  });
}

/** What the fault does, without whom and when. */
export function faultEffect(fault: ScenarioFault): FaultEffect {
  switch (fault.kind) {
    case 'lidar-stuck-sector':
      return { kind: fault.kind, fromRad: rad(fault.fromDeg), toRad: rad(fault.toDeg) };
    case 'odometry-bias':
      return { kind: fault.kind, distanceShare: fault.distanceShare, yawRadPerM: rad(fault.yawDegPerM) };
    case 'kidnapped':
      return {
        kind: fault.kind,
        pose: { xM: fault.at[0], yM: fault.at[1], yawRad: wrapAngle(rad(fault.facingDeg)) },
      };
    case 'lidar-dropout':
    case 'wheel-slip':
    case 'command-loss':
    case 'percept-loss':
      return { kind: fault.kind, share: fault.share };
    case 'command-delay':
    case 'percept-delay':
      return { kind: fault.kind, delayS: fault.delayS };
    case 'imu-bias':
      return { kind: fault.kind, yawRateRps: fault.yawRateRps };
    case 'detector-false-alarms':
      return { kind: fault.kind, perMin: fault.perMin };
    case 'bumper-stuck':
      return { kind: fault.kind, side: fault.side ?? null };
    case 'dock-contact-gap':
      return { kind: fault.kind, gapM: fault.gapM };
    case 'battery-sag':
      return { kind: fault.kind, resistanceOhm: fault.resistanceOhm };
    case 'battery-aged':
      return { kind: fault.kind, capacityShare: fault.capacityShare };
    case 'battery-low':
      return { kind: fault.kind, chargeRatio: fault.chargeRatio };
    default:
      return { kind: fault.kind };
  }
}
