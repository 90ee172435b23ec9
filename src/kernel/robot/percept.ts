/** What a robot's sensors and inboxes hold at a tick, as the brain gets it. */
import type { LaserScan, Percept, Pose2D } from '../../../agents/contract';
import { PI, wrapAngle } from '../base/detmath';
import { TICK_S } from '../spec';
import { chargeCurrentA, voltageV } from './battery';
import { sidesOf } from './bumper';
import { detectPeople } from './camera';
import type { RobotColumns } from './columns';
import { addPeople, addRobots, type Discs } from './discs';
import { seeMarker } from './dock';
import { encoderSpeeds } from './drive';
import { readImu } from './imu';
import type { SightLines } from './sightLines';
import type { PeopleAround } from './system';
import type { Unit } from './unit';

/** What the sensors of all robots look at, and scratch for it. */
export type Surroundings = {
  readonly people: PeopleAround;
  readonly isSeated: (row: number) => boolean;
  readonly sight: SightLines;
  /** Scratch: rows of people in range; discs for the laser; the robots' velocities in the world frame. */
  readonly rows: Int32Array;
  readonly discs: Discs;
  readonly robotVx: Float64Array;
  readonly robotVy: Float64Array;
};

/** @param cliffAhead what the cliff sensor reads */
export function perceive(
  columns: RobotColumns,
  unit: Unit,
  i: number,
  tick: number,
  ticksSinceLast: number,
  around: Surroundings,
  cliffAhead: boolean,
): Percept {
  const pose: Pose2D = {
    xM: columns.xM[i] as number,
    yM: columns.yM[i] as number,
    yawRad: columns.yawRad[i] as number,
  };
  const { body } = unit.spec;
  const { effects } = unit;
  const full = unit.sensing === 'full';
  const scanTicks = Math.max(1, Math.round(1 / (body.lidar.rateHz * TICK_S)));
  const scanDue = full && tick - unit.scanTick >= scanTicks;
  const reach = scanDue ? body.lidar.rangeMaxM : body.camera.rangeM;
  const count = full ? around.people.near(pose.xM, pose.yM, reach, around.rows) : 0;
  if (scanDue) unit.scanTick = tick;
  const scan = scanDue && !effects.lidarDead ? takeScan(columns, unit, i, tick, count, around, pose) : null;
  const looks = full && !effects.cameraBlind;
  if (looks) unit.looks++;
  const [linearMps, angularRps] = encoderSpeeds(columns, unit, i);
  return {
    stampS: tick * TICK_S,
    odometry: {
      xM: columns.odometry.x[i] as number,
      yM: columns.odometry.y[i] as number,
      yawRad: columns.odometry.yaw[i] as number,
      linearMps,
      angularRps,
    },
    imu: body.imu
      ? readImu(
          body.imu,
          unit.imu,
          tick,
          TICK_S,
          columns.linearMps[i] as number,
          columns.angularRps[i] as number,
          effects.imuBiasRps,
          unit.streams.imu,
        )
      : null,
    scans: scan ? [scan] : [],
    battery: readBattery(columns, unit, i, full),
    contacts: {
      bumper: unit.touchingSolid || unit.touchingRow >= 0 || unit.touchingRobot >= 0 || effects.bumperStuck !== 0,
      bumperSides: sidesOf(unit.touchedSides | effects.bumperStuck),
      emergencyStop: effects.emergencyStop,
      cliff: cliffAhead,
    },
    dockMarker: full ? lookForMarker(columns, unit, i, pose) : null,
    people: looks
      ? detectPeople(
          body.camera,
          pose,
          around.rows,
          count,
          around.people,
          around.isSeated,
          around.sight,
          unit.guestRow,
          unit.detector,
          tick,
          ticksSinceLast,
          TICK_S,
          effects.falseAlarmsPerMin,
          unit.streams,
        )
      : [],
    heard: unit.heard,
    touched: unit.touched,
    presented: unit.presented,
    requests: unit.requests,
  };
}

function takeScan(
  columns: RobotColumns,
  unit: Unit,
  i: number,
  tick: number,
  count: number,
  around: Surroundings,
  pose: Pose2D,
): LaserScan {
  const { lidar } = unit.spec.body;
  const { discs } = around;
  unit.scans++;
  discs.count = 0;
  addPeople(discs, around.rows, count, around.people, lidar.legs, around.isSeated);
  if (columns.count > 1) addRobots(discs, columns, i, around.robotVx, around.robotVy, lidar.rangeMaxM);
  const motion = lidar.sweeps
    ? { linearMps: columns.linearMps[i] as number, angularRps: columns.angularRps[i] as number }
    : null;
  const ranges = unit.lidar.scan(pose.xM, pose.yM, pose.yawRad, discs, motion, unit.streams.lidar);
  spoil(unit, ranges);
  const beamStepS = lidar.sweeps ? unit.lidar.beamStepS : 0;
  return {
    stampS: tick * TICK_S - beamStepS * (lidar.beams - 1),
    beamStepS,
    mount: { xM: 0, yM: 0, yawRad: 0 },
    angleMinRad: unit.lidar.angleMinRad,
    angleStepRad: unit.lidar.angleStepRad,
    rangeMinM: lidar.rangeMinM,
    rangeMaxM: lidar.rangeMaxM,
    rangesM: ranges,
  };
}

/** What faults make of a scan: beams lost, sectors that repeat what they read when they got stuck. */
function spoil(unit: Unit, ranges: Float32Array): void {
  const { lidarDropoutShare, stuckSectors } = unit.effects;
  if (lidarDropoutShare > 0) {
    const { lidarFault } = unit.streams;
    for (let k = 0; k < ranges.length; k++) {
      if (lidarFault.uniform() < lidarDropoutShare) ranges[k] = Number.POSITIVE_INFINITY;
    }
  }
  if (stuckSectors.length === 0) {
    unit.frozen = null;
    return;
  }
  if (unit.frozen === null) {
    unit.frozen = ranges.slice();
    return;
  }
  for (let k = 0; k < ranges.length; k++) {
    const angle = unit.lidar.angleMinRad + k * unit.lidar.angleStepRad;
    if (stuckSectors.some(([from, to]) => within(angle, from, to))) ranges[k] = unit.frozen[k] as number;
  }
}

/** True if `angle` lies on the way from `from` counter-clockwise to `to`. */
function within(angle: number, from: number, to: number): boolean {
  const ahead = (x: number): number => {
    const turn = wrapAngle(x - from);
    return turn < 0 ? turn + 2 * PI : turn;
  };
  return ahead(angle) <= ahead(to);
}

function readBattery(columns: RobotColumns, unit: Unit, i: number, full: boolean): Percept['battery'] {
  const { pack } = unit;
  const charging = columns.charging[i] === 1;
  const chargeRatio = columns.chargeRatio[i] as number;
  const currentA = charging ? chargeCurrentA(pack, chargeRatio) : -(full ? pack.activeW : pack.idleW) / pack.voltageV;
  return { chargeRatio, voltageV: voltageV(pack, chargeRatio, currentA), currentA, charging };
}

/** The marker is on the dock's back: a robot that stands there hides it from others. */
function lookForMarker(columns: RobotColumns, unit: Unit, i: number, pose: Pose2D): Pose2D | null {
  const { dock } = unit.spec.site;
  if (!dock || unit.effects.markerHidden) return null;
  for (let k = 0; k < columns.count; k++) {
    if (k === i) continue;
    const dx = (columns.xM[k] as number) - dock.pose.xM;
    const dy = (columns.yM[k] as number) - dock.pose.yM;
    const near = columns.radiusM[k] as number;
    if (dx * dx + dy * dy < near * near) return null;
  }
  return seeMarker(unit.spec.body.marker, pose, dock.pose, unit.streams.dock, unit.streams.markerMiss);
}
