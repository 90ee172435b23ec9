/**
 * The people of the Juelich (Hermes) experiments: students who were asked to walk briskly. The same model with other people:
 * free speed as measured in the emptiest runs, smaller bodies, a shorter time gap. Chosen by hand on the corridor runs
 * uo-* (fit.ts does not repeat it), with the bottleneck flows in sight: agreement with these is no pure prediction.
 */
import { type CrowdParameters, EVERYDAY } from '../../../src/kernel/crowd/parameters';
import type { Population } from './scenes';

export const LABORATORY: CrowdParameters = { ...EVERYDAY, timeGapS: 0.64 };
export const LABORATORY_PEOPLE: Population = { speedMeanMps: 1.52, speedSdMps: 0.18, radiusM: 0.17 };
