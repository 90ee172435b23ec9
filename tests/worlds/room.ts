/** A plain room with a few boxes: for bodies and sensors. */
import type { HallLayout, Solid } from '../../src/kernel/layout';
import { BASIC_SENSORS } from '../../src/kernel/robot/sensorPresets';
import type { RobotBodySpec } from '../../src/kernel/spec';
import { emptyLayout } from './queueSpec';

export const KETTY: RobotBodySpec = {
  ...BASIC_SENSORS,
  radiusM: 0.31,
  heightM: 1.12,
  massKg: 38,
  maxLinearMps: 0.8,
  maxReverseMps: 0.2,
  maxAngularRps: 1.2,
  linearAccelMps2: 0.5,
  linearDecelMps2: 0.8,
  angularAccelRps2: 2,
  lidar: { ...BASIC_SENSORS.lidar, rangeMinM: 0.05, sigmaM: 0.01 },
  odometry: { perMetre: 0.015, perRadian: 0.02, yawPerMetre: 0.01 },
  battery: {
    voltageV: 25.6,
    capacityAh: 20,
    capacityShare: 1,
    resistanceOhm: 0.05,
    activeW: 50,
    idleW: 35,
    rollingResistance: 0.05,
    chargeCurrentA: 8,
    taperFromRatio: 0.85,
  },
};

export function box(id: string, xM: number, yM: number, halfXM: number, halfYM: number, yawRad = 0): Solid {
  return { id, kind: 'furniture', xM, yM, halfXM, halfYM, yawRad, heightM: 1.2, blocksWalk: true, blocksLaser: true };
}

/** Room [0, widthM] x [0, depthM]. */
export function room(widthM: number, depthM: number, solids: readonly Solid[] = []): HallLayout {
  return {
    ...emptyLayout(0),
    maxXM: widthM,
    maxYM: depthM,
    outline: [
      [0, 0],
      [widthM, 0],
      [widthM, depthM],
      [0, depthM],
    ],
    solids,
  };
}
