/** What a robot's sensors and inboxes hold at a tick, as the brain gets it. */
import type { Percept } from '../../../agents/contract';
import { TICK_S } from '../spec';
import { voltageV } from './battery';
import type { RobotColumns } from './columns';
import { CAMERA, detectPeople, seeMarker } from './sensing';
import type { PeopleAround } from './system';
import type { Unit } from './unit';

/** @param rows scratch for the rows of people in range */
export function perceive(
  columns: RobotColumns,
  unit: Unit,
  i: number,
  tick: number,
  people: PeopleAround,
  rows: Int32Array,
): Percept {
  const pose = { xM: columns.xM[i] as number, yM: columns.yM[i] as number, yawRad: columns.yawRad[i] as number };
  const { body, site } = unit.spec;
  const stampS = tick * TICK_S;
  const full = unit.sensing === 'full';
  const scanTicks = Math.max(1, Math.round(1 / (body.lidar.rateHz * TICK_S)));
  const scanDue = full && tick - unit.scanTick >= scanTicks;
  const reach = scanDue ? body.lidar.rangeMaxM : CAMERA.rangeM;
  const count = full ? people.near(pose.xM, pose.yM, reach, rows) : 0;
  const scans: Percept['scans'][number][] = [];
  if (scanDue) {
    unit.scanTick = tick;
    const circles = { rows, count, xM: people.xM, yM: people.yM, radiusM: people.radiusM };
    scans.push({
      stampS,
      beamStepS: 0,
      mount: { xM: 0, yM: 0, yawRad: 0 },
      angleMinRad: unit.lidar.angleMinRad,
      angleStepRad: unit.lidar.angleStepRad,
      rangeMinM: body.lidar.rangeMinM,
      rangeMaxM: body.lidar.rangeMaxM,
      rangesM: unit.lidar.scan(pose.xM, pose.yM, pose.yawRad, circles, unit.streams.lidar),
    });
  }
  const charging = columns.charging[i] === 1;
  const chargeRatio = columns.chargeRatio[i] as number;
  const powerW = full ? body.battery.activeW : body.battery.idleW;
  const currentA = charging ? body.battery.chargeCurrentA : -powerW / body.battery.voltageV;
  return {
    stampS,
    odometry: {
      xM: columns.odometry.x[i] as number,
      yM: columns.odometry.y[i] as number,
      yawRad: columns.odometry.yaw[i] as number,
      linearMps: columns.linearMps[i] as number,
      angularRps: columns.angularRps[i] as number,
    },
    imu: null,
    scans,
    battery: { chargeRatio, voltageV: voltageV(body.battery, chargeRatio, currentA), currentA, charging },
    contacts: { bumper: unit.touchingSolid || unit.touchingRow >= 0, emergencyStop: false, cliff: false },
    dockMarker: full && site.dock ? seeMarker(pose, site.dock.pose, unit.streams.dock) : null,
    people: detectPeople(pose, rows, count, people, unit.guestRow, unit.detector, tick, unit.streams.detector),
    heard: unit.heard,
    touched: unit.touched,
    presented: [],
    requests: unit.requests,
  };
}
