/** The minds that a run is given: everyday citizens and our guide robot's brain. */
import { citizenPolicies } from '../../agents/citizen';
import { createFleet } from '../../agents/fleet';
import { createGuideRobot, defaultBrainParams } from '../../agents/guide-robot';

export const minds = {
  citizen: citizenPolicies,
  createBrain: createGuideRobot,
  brainParams: defaultBrainParams,
  createFleet,
} as const;
