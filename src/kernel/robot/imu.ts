/**
 * Inertial unit: yaw rate with white noise and a bias that wanders as a random walk; forward acceleration with white noise. The
 * bias advances by the time since the last reading, so that reading seldom or often gives the same spread. Scale errors,
 * temperature and tilt are left out.
 */
import type { ImuReading } from '../../../agents/contract';
import type { RandomStream } from '../base/random';
import type { ImuSpec } from './sensorSpec';

/** `biasRps` null = not switched on yet. `linearMps` is the speed at the last reading. */
export type ImuState = { biasRps: number | null; tick: number; linearMps: number };

export function makeImu(): ImuState {
  return { biasRps: null, tick: 0, linearMps: 0 };
}

export function readImu(
  spec: ImuSpec,
  state: ImuState,
  tick: number,
  tickS: number,
  linearMps: number,
  angularRps: number,
  extraBiasRps: number,
  noise: RandomStream,
): ImuReading {
  const seconds = (tick - state.tick) * tickS;
  const walk = noise.normal();
  state.biasRps =
    state.biasRps === null ? spec.biasSigmaRps * walk : state.biasRps + spec.biasWalkRps * Math.sqrt(seconds) * walk;
  const acceleration = seconds > 0 ? (linearMps - state.linearMps) / seconds : 0;
  state.tick = tick;
  state.linearMps = linearMps;
  let yawRateRps = angularRps + state.biasRps + extraBiasRps;
  let forwardMps2 = acceleration;
  noise.normalPair((first, second) => {
    yawRateRps += spec.yawRateSigmaRps * first;
    forwardMps2 += spec.accelSigmaMps2 * second;
  });
  return { yawRateRps, forwardMps2 };
}
