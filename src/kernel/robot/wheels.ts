/**
 * Two driven wheels that are not what the software believes: sizes that differ, slip on the floor. The encoders count the
 * wheels' turns, so odometry sees the way before these errors; a wheel that a wall holds fast does not turn.
 *
 * Each wheel's way on the floor = encoder way x (1 + size error) x (1 - slip).
 */
import { exp } from '../base/detmath';
import type { RandomStream } from '../base/random';
import type { WheelSpec } from './sensorSpec';

/** Slip varies over about this time, s (assumption). */
const SLIP_TIME_S = 0.5;
/** A wheel never loses more of its way than this. */
export const SLIP_MOST = 0.95;

/** Slip of each wheel around the mean, and the factors from encoder to floor of the present tick. */
export type WheelState = { slipLeft: number; slipRight: number; left: number; right: number };

export function makeWheels(): WheelState {
  return { slipLeft: 0, slipRight: 0, left: 1, right: 1 };
}

/** True if what the encoders count is the way on the floor. */
export function wheelsAreTrue(spec: WheelSpec, extraSlip: number): boolean {
  return (
    spec.sizeBiasShare === 0 &&
    spec.sizeDifferenceShare === 0 &&
    spec.slipShare === 0 &&
    spec.slipSigmaShare === 0 &&
    extraSlip === 0
  );
}

/** Draws the slip of a tick of driving and sets the factors. */
export function turnWheels(
  spec: WheelSpec,
  state: WheelState,
  extraSlip: number,
  dtS: number,
  noise: RandomStream,
): void {
  if (spec.slipSigmaShare > 0) {
    const keep = exp(-dtS / SLIP_TIME_S);
    const fresh = spec.slipSigmaShare * Math.sqrt(1 - keep * keep);
    noise.normalPair((first, second) => {
      state.slipLeft = keep * state.slipLeft + fresh * first;
      state.slipRight = keep * state.slipRight + fresh * second;
    });
  }
  const mean = spec.slipShare + extraSlip;
  state.left = (1 + spec.sizeBiasShare - spec.sizeDifferenceShare / 2) * (1 - slip(mean + state.slipLeft));
  state.right = (1 + spec.sizeBiasShare + spec.sizeDifferenceShare / 2) * (1 - slip(mean + state.slipRight));
}

function slip(share: number): number {
  return share < 0 ? 0 : share > SLIP_MOST ? SLIP_MOST : share;
}

/** Speeds by the encoders -> speeds on the floor: [linear m/s, angular rad/s]. */
export function onFloor(spec: WheelSpec, state: WheelState, linear: number, angular: number): [number, number] {
  const half = spec.trackM / 2;
  const left = (linear - half * angular) * state.left;
  const right = (linear + half * angular) * state.right;
  return [(left + right) / 2, (right - left) / spec.trackM];
}

/** The inverse: speeds (or ways) on the floor -> what the encoders count. */
export function byEncoders(spec: WheelSpec, state: WheelState, linear: number, angular: number): [number, number] {
  const half = spec.trackM / 2;
  const left = (linear - half * angular) / state.left;
  const right = (linear + half * angular) / state.right;
  return [(left + right) / 2, (right - left) / spec.trackM];
}
