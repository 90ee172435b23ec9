/** Turning on the spot, slowing down in time: never faster than half the angular acceleration can stop. rad, rad/s. */
import type { BrainParams } from '../../contract';
import type { Wanted } from './intent';

export function turnOnTheSpot(angleRad: number, params: BrainParams, out: Wanted): void {
  const size = Math.abs(angleRad);
  const stopping = Math.sqrt(2 * 0.5 * params.angularAccelRps2 * size);
  const speed = Math.min(params.maxAngularRps, stopping, Math.max(0.08, 2 * size));
  out.linearMps = 0;
  out.angularRps = angleRad < 0 ? -speed : speed;
}
