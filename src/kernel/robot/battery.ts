/**
 * Battery: LiFePO4 pack with a power model in closed form, so that an hour at rest is one step and gives the same bits as
 * 72,000 ticks. Ageing, temperature and self-discharge are left out.
 */
import { exp, log } from '../base/detmath';
import type { RobotBodySpec } from '../spec';

const GRAVITY = 9.81;

type Pack = RobotBodySpec['battery'];

export function capacityJ(pack: Pack): number {
  return pack.voltageV * pack.capacityAh * 3600;
}

/** Electrical power for driving at speed v (m/s) and acceleration a (m/s2), W: (m a v)+ + mu m g |v|. Braking gives nothing back. */
export function drivePowerW(body: RobotBodySpec, v: number, a: number): number {
  const inertial = body.massKg * a * v;
  return (inertial > 0 ? inertial : 0) + body.battery.rollingResistance * body.massKg * GRAVITY * Math.abs(v);
}

/** State of charge after drawing `powerW` for `seconds`. */
export function afterDrain(pack: Pack, ratio: number, powerW: number, seconds: number): number {
  const left = ratio - (powerW * seconds) / capacityJ(pack);
  return left > 0 ? left : 0;
}

/**
 * State of charge after `seconds` on the dock: constant current up to the taper point, then the missing charge decays
 * exponentially with the time constant that makes the current continuous.
 */
export function afterCharge(pack: Pack, ratio: number, seconds: number): number {
  const perS = pack.chargeCurrentA / (pack.capacityAh * 3600);
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

/** Seconds on the dock from one state of charge to another (below 1). */
export function chargeSeconds(pack: Pack, from: number, to: number): number {
  if (to <= from) return 0;
  const perS = pack.chargeCurrentA / (pack.capacityAh * 3600);
  const taper = pack.taperFromRatio;
  const linear = from < taper ? (Math.min(to, taper) - from) / perS : 0;
  if (to <= taper) return linear;
  const start = from > taper ? from : taper;
  return linear + ((1 - taper) / perS) * log((1 - start) / (1 - to));
}

/** Terminal voltage: the flat plateau of LiFePO4, 2% up or down with charge, and 0.05 ohm inside. */
export function voltageV(pack: Pack, ratio: number, currentA: number): number {
  return pack.voltageV * (0.98 + 0.04 * ratio) + 0.05 * currentA;
}
