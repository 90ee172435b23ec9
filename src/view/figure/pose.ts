/** What a body does in each phase. The gait itself comes from the distance walked, not from the phase. */
import { Phase } from '../../kernel/demand/phase';
import { BUILDS } from '../../kernel/spec';
import { clamp } from '../interpolate';

export const WHEELCHAIR = BUILDS.indexOf('wheelchair');
const ELDERLY = BUILDS.indexOf('elderly');

/** Metres walked in one full cycle (two steps). */
export const STRIDE_M = 1.32;
/** Highest cadence that still reads as walking, cycles per second of screen time: fast play does not flicker. */
export const MAX_CYCLES_PER_S = 2.1;
/** Speed at which the swing of the legs is full, m/s. */
const FULL_SWING_MPS = 1.25;

export const strideOf = (build: number): number => (build === ELDERLY ? STRIDE_M * 0.78 : STRIDE_M);

/** 1 = seated. */
export const sitsIn = (phase: number, build: number): 0 | 1 => (build === WHEELCHAIR || phase === Phase.seated ? 1 : 0);

/** 1 = arms forward: hands on a screen or a counter. */
export const reachesIn = (phase: number, speedMps: number): 0 | 1 =>
  speedMps < 0.2 && (phase === Phase.beingServed || phase === Phase.atServer) ? 1 : 0;

/** Size of the leg swing, 0..1. */
export const swingAt = (speedMps: number, build: number): number =>
  build === WHEELCHAIR ? 0 : clamp(speedMps / FULL_SWING_MPS, 0, 1) ** 0.7 * (build === ELDERLY ? 0.8 : 1);
