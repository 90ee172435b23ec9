/** The battery over time: drain and charge as closed forms of the ticks passed, so that jumping over rest changes no bit. */
import { TICK_S } from '../spec';
import { afterCharge, afterDrain } from './battery';
import type { RobotColumns } from './columns';
import { onDock } from './sensing';
import { PowerMode, type Unit } from './unit';

/** Charge at `tick` from the base; a tick with driving power moves the base, rest does not (so jumps change nothing). */
export function settleEnergy(columns: RobotColumns, unit: Unit, i: number, tick: number, driveW: number): void {
  const { battery } = unit.spec.body;
  const seconds = (tick - unit.baseTick) * TICK_S;
  if (unit.powerMode === PowerMode.charging) columns.chargeRatio[i] = afterCharge(battery, unit.baseRatio, seconds);
  else {
    const restW = unit.powerMode === PowerMode.idle ? battery.idleW : battery.activeW;
    columns.chargeRatio[i] = afterDrain(battery, unit.baseRatio, restW, seconds);
  }
  if (driveW === 0) return;
  columns.chargeRatio[i] = afterDrain(battery, columns.chargeRatio[i] as number, driveW, TICK_S);
  unit.baseRatio = columns.chargeRatio[i] as number;
  unit.baseTick = tick;
}

/** Charging while the contacts touch, else awake or idle. @returns true if charging began or ended at this tick */
export function updatePower(columns: RobotColumns, unit: Unit, i: number, tick: number, moving: boolean): boolean {
  const docked = contactsTouch(columns, unit, i);
  const changed = (columns.charging[i] === 1) !== docked;
  if (changed) {
    settleEnergy(columns, unit, i, tick, 0);
    columns.charging[i] = docked ? 1 : 0;
  }
  const mode = docked ? PowerMode.charging : unit.sensing === 'idle' && !moving ? PowerMode.idle : PowerMode.active;
  if (mode !== unit.powerMode) {
    settleEnergy(columns, unit, i, tick, 0);
    unit.powerMode = mode;
    unit.baseRatio = columns.chargeRatio[i] as number;
    unit.baseTick = tick;
  } else if (!moving) settleEnergy(columns, unit, i, tick, 0);
  return changed;
}

function contactsTouch(columns: RobotColumns, unit: Unit, i: number): boolean {
  const { dock } = unit.spec.site;
  if (!dock) return false;
  const pose = {
    xM: columns.xM[i] as number,
    yM: columns.yM[i] as number,
    yawRad: columns.yawRad[i] as number,
  };
  return onDock(pose, dock.pose, columns.linearMps[i] as number);
}
