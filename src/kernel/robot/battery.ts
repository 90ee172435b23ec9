/**
 * Battery: LiFePO4 pack with a power model in closed form, so that an hour at rest is one step and gives the same bits as
 * 72,000 ticks. State of charge counts the charge that is left of what the aged pack holds. Temperature, self-discharge,
 * hysteresis and the relaxation of the voltage are left out.
 */
import { exp, log } from '../base/detmath';
import type { RobotBodySpec } from '../spec';

const GRAVITY = 9.81;
const CELL_NOMINAL_V = 3.2;
/** Rest voltage of a LiFePO4 cell at 0, 10, ... 100% (the usual published cell chart; +-20 mV between makers). */
const CELL_REST_V = [2.5, 3.0, 3.2, 3.22, 3.25, 3.26, 3.27, 3.3, 3.32, 3.35, 3.4] as const;

export type Pack = RobotBodySpec['battery'];

/** The pack after further ageing, and with so much more inner resistance. */
export function wornPack(pack: Pack, capacityShare: number, extraOhm: number): Pack {
  return {
    ...pack,
    capacityShare: pack.capacityShare * capacityShare,
    resistanceOhm: pack.resistanceOhm + extraOhm,
  };
}

export function capacityJ(pack: Pack): number {
  return pack.voltageV * pack.capacityAh * pack.capacityShare * 3600;
}

/** Electrical power for driving at speed v (m/s) and acceleration a (m/s2), W: (m a v)+ + mu m g |v|. Braking gives nothing back. */
export function drivePowerW(body: RobotBodySpec, v: number, a: number): number {
  const inertial = body.massKg * a * v;
  return (inertial > 0 ? inertial : 0) + body.battery.rollingResistance * body.massKg * GRAVITY * Math.abs(v);
}

/** Power drawn from the charge for a load, W: the load and what an additional resistance turns to heat. */
export function withLossW(pack: Pack, loadW: number, extraOhm: number): number {
  if (extraOhm === 0) return loadW;
  const currentA = loadW / pack.voltageV;
  return loadW + extraOhm * currentA * currentA;
}

/** State of charge after drawing `powerW` for `seconds`. */
export function afterDrain(pack: Pack, ratio: number, powerW: number, seconds: number): number {
  const left = ratio - (powerW * seconds) / capacityJ(pack);
  return left > 0 ? left : 0;
}

function chargePerS(pack: Pack): number {
  return pack.chargeCurrentA / (pack.capacityAh * pack.capacityShare * 3600);
}

/**
 * State of charge after `seconds` on the dock: constant current up to the taper point, then the missing charge decays
 * exponentially with the time constant that makes the current continuous.
 */
export function afterCharge(pack: Pack, ratio: number, seconds: number): number {
  const perS = chargePerS(pack);
  const taper = pack.taperFromRatio;
  let left = seconds;
  let charge = ratio;
  if (charge < taper) {
    const toTaper = (taper - charge) / perS;
    if (left <= toTaper) return charge + perS * left;
    charge = taper;
    left -= toTaper;
  }
  const tau = (1 - taper) / perS;
  return 1 - (1 - charge) * exp(-left / tau);
}

/** Charging current at a state of charge, A: constant, then in proportion to the missing charge. */
export function chargeCurrentA(pack: Pack, ratio: number): number {
  const taper = pack.taperFromRatio;
  return ratio <= taper ? pack.chargeCurrentA : (pack.chargeCurrentA * (1 - ratio)) / (1 - taper);
}

/** Seconds on the dock from one state of charge to another (below 1). */
export function chargeSeconds(pack: Pack, from: number, to: number): number {
  if (to <= from) return 0;
  const perS = chargePerS(pack);
  const taper = pack.taperFromRatio;
  const linear = from < taper ? (Math.min(to, taper) - from) / perS : 0;
  if (to <= taper) return linear;
  const start = from > taper ? from : taper;
  return linear + ((1 - taper) / perS) * log((1 - start) / (1 - to));
}

/** Voltage of the resting pack, V: the flat plateau of LiFePO4 with its steep ends. */
export function restVoltageV(pack: Pack, ratio: number): number {
  const at = Math.min(1, Math.max(0, ratio)) * (CELL_REST_V.length - 1);
  const k = Math.min(CELL_REST_V.length - 2, Math.floor(at));
  const low = CELL_REST_V[k] as number;
  const high = CELL_REST_V[k + 1] as number;
  return (pack.voltageV / CELL_NOMINAL_V) * (low + (at - k) * (high - low));
}

/** Terminal voltage, V; `currentA` positive while charging. */
export function voltageV(pack: Pack, ratio: number, currentA: number): number {
  return restVoltageV(pack, ratio) + pack.resistanceOhm * currentA;
}
