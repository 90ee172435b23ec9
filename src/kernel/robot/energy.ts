/** The battery over time: drain and charge as closed forms of the ticks passed, so that jumping over rest changes no bit. */
import { TICK_S } from '../spec';
import { afterCharge, afterDrain, withLossW } from './battery';
import type { RobotColumns } from './columns';
import { contactsTouch } from './dock';
import { PowerMode, type Unit } from './unit';

/** Charge at `tick` from the base; a tick with driving power moves the base, rest does not (so jumps change nothing). */
export function settleEnergy(columns: RobotColumns, unit: Unit, i: number, tick: number, driveW: number): void {
  const { pack } = unit;
  const { extraOhm } = unit.effects;
  const seconds = (tick - unit.baseTick) * TICK_S;
  if (unit.powerMode === PowerMode.charging) columns.chargeRatio[i] = afterCharge(pack, unit.baseRatio, seconds);
  else {
    const restW = unit.powerMode === PowerMode.off ? 0 : unit.powerMode === PowerMode.idle ? pack.idleW : pack.activeW;
    columns.chargeRatio[i] = afterDrain(pack, unit.baseRatio, withLossW(pack, restW, extraOhm), seconds);
  }
  if (driveW === 0) return;
  columns.chargeRatio[i] = afterDrain(
    pack,
    columns.chargeRatio[i] as number,
    withLossW(pack, driveW, extraOhm),
    TICK_S,
  );
  unit.baseRatio = columns.chargeRatio[i] as number;
  unit.baseTick = tick;
}

/** Charging while the contacts touch, else awake or idle. @returns true if charging began or ended at this tick */
export function updatePower(columns: RobotColumns, unit: Unit, i: number, tick: number, moving: boolean): boolean {
  const docked = isDocked(columns, unit, i);
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

/** Settles the battery and counts from here on: what follows has another power or another pack. */
export function rebase(columns: RobotColumns, unit: Unit, i: number, tick: number): void {
  settleEnergy(columns, unit, i, tick, 0);
  unit.baseRatio = columns.chargeRatio[i] as number;
  unit.baseTick = tick;
}

/** Sets the charge to `ratio` if it is above. */
export function dropCharge(columns: RobotColumns, unit: Unit, i: number, tick: number, ratio: number): void {
  rebase(columns, unit, i, tick);
  if (unit.baseRatio <= ratio) return;
  unit.baseRatio = ratio;
  columns.chargeRatio[i] = ratio;
}

function isDocked(columns: RobotColumns, unit: Unit, i: number): boolean {
  const { dock } = unit.spec.site;
  if (!dock) return false;
  const pose = {
    xM: columns.xM[i] as number,
    yM: columns.yM[i] as number,
    yawRad: columns.yawRad[i] as number,
  };
  const speed = columns.linearMps[i] as number;
  return contactsTouch(unit.spec.body.contacts, pose, dock.pose, unit.effects.contactGapM, speed);
}
