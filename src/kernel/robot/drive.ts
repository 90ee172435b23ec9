/** From the wanted speed to the wheels: limits, acceleration, the body's own safety stop; and back: what odometry makes of it. */
import { cos, sin, wrapAngle } from '../base/detmath';
import { TICK_S } from '../spec';
import { drivePowerW } from './battery';
import type { NearbyPeople, RobotBodies } from './body';
import type { RobotColumns } from './columns';
import { settleEnergy } from './energy';
import { personAhead, robotAhead } from './nearby';
import { addMotion } from './odometry';
import type { Unit } from './unit';
import { byEncoders, onFloor, turnWheels, wheelsAreTrue } from './wheels';

const EMERGENCY_DECEL_MPS2 = 2;

/** True while robot `i` moves or is told to. */
export function moves(columns: RobotColumns, unit: Unit, i: number): boolean {
  return columns.linearMps[i] !== 0 || columns.angularRps[i] !== 0 || unit.wantedMps !== 0 || unit.wantedRps !== 0;
}

/** True while something outside the brain holds robot `i`: emergency stop, empty battery. */
function isHeld(unit: Unit): boolean {
  return unit.effects.emergencyStop || unit.off;
}

/**
 * Wanted speed -> limits -> safety stop -> acceleration -> wheels -> body. Limits and acceleration act on what the encoders
 * count; the body gets what comes out on the floor.
 * @param cliffAhead the cliff sensor sees no floor: the base does not drive forward, whatever the brain says
 */
export function driveOne(
  bodies: RobotBodies,
  columns: RobotColumns,
  unit: Unit,
  i: number,
  nearby: NearbyPeople,
  cliffAhead: boolean,
  tick: number,
): void {
  const { body } = unit.spec;
  const [v, w] = encoderSpeeds(columns, unit, i);
  let wantedV = Math.min(body.maxLinearMps, Math.max(-body.maxReverseMps, unit.wantedMps));
  let wantedW = Math.min(body.maxAngularRps, Math.max(-body.maxAngularRps, unit.wantedRps));
  let decel = body.linearDecelMps2;
  if (isHeld(unit)) {
    wantedV = 0;
    wantedW = 0;
    decel = EMERGENCY_DECEL_MPS2;
  } else if (
    wantedV !== 0 &&
    (personAhead(nearby, i, columns, wantedV) || robotAhead(columns, i, wantedV) || (cliffAhead && wantedV > 0))
  ) {
    wantedV = 0;
    decel = EMERGENCY_DECEL_MPS2;
  }
  const slowing = Math.abs(wantedV) < Math.abs(v) || wantedV * v < 0;
  const stepV = (slowing ? decel : body.linearAccelMps2) * TICK_S;
  const stepW = body.angularAccelRps2 * TICK_S;
  const newV = v + Math.min(stepV, Math.max(-stepV, wantedV - v));
  const newW = w + Math.min(stepW, Math.max(-stepW, wantedW - w));
  settleEnergy(columns, unit, i, tick, drivePowerW(body, newV, (newV - v) / TICK_S));
  const { wheels } = body;
  if (wheelsAreTrue(wheels, unit.effects.slipShare)) {
    unit.wheels.left = 1;
    unit.wheels.right = 1;
    bodies.drive(i, newV, newW);
    return;
  }
  turnWheels(wheels, unit.wheels, unit.effects.slipShare, TICK_S, unit.streams.slip);
  const [floorV, floorW] = onFloor(wheels, unit.wheels, newV, newW);
  bodies.drive(i, floorV, floorW);
}

/** Forward (m/s) and turning speed (rad/s) as the encoders count them. */
export function encoderSpeeds(columns: RobotColumns, unit: Unit, i: number): readonly [number, number] {
  const v = columns.linearMps[i] as number;
  const w = columns.angularRps[i] as number;
  const { left, right } = unit.wheels;
  return left === 1 && right === 1 ? [v, w] : byEncoders(unit.spec.body.wheels, unit.wheels, v, w);
}

/** One step of all bodies; the true motion goes into distance and odometry. */
export function stepBodies(
  bodies: RobotBodies,
  columns: RobotColumns,
  units: readonly Unit[],
  nearby: NearbyPeople,
): void {
  const before = { x: columns.xM.slice(), y: columns.yM.slice(), yaw: columns.yawRad.slice() };
  bodies.step(TICK_S, nearby);
  for (let i = 0; i < columns.count; i++) {
    const dx = (columns.xM[i] as number) - (before.x[i] as number);
    const dy = (columns.yM[i] as number) - (before.y[i] as number);
    const turn = wrapAngle((columns.yawRad[i] as number) - (before.yaw[i] as number));
    if (dx === 0 && dy === 0 && turn === 0) continue;
    const length = Math.sqrt(dx * dx + dy * dy);
    const middle = (before.yaw[i] as number) + turn / 2;
    const forward = dx * cos(middle) + dy * sin(middle) < 0 ? -length : length;
    columns.distanceM[i] = (columns.distanceM[i] as number) + length;
    const unit = units[i] as Unit;
    const { odometry, wheels } = unit.spec.body;
    let countedM = forward;
    let countedRad = turn;
    if (unit.wheels.left !== 1 || unit.wheels.right !== 1) {
      [countedM, countedRad] = byEncoders(wheels, unit.wheels, forward, turn);
    }
    const { odometryDistanceShare, odometryYawRadPerM } = unit.effects;
    countedRad += odometryYawRadPerM * Math.abs(countedM);
    countedM *= 1 + odometryDistanceShare;
    addMotion(columns.odometry, i, countedM, countedRad, odometry, unit.streams.odometry);
  }
}
