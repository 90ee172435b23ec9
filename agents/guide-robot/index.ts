/** The guide robot's brain. A real robot ships this folder and `agents/contract`, and nothing else. */
import type { CreateBrain } from '../contract';
import { GuideRobot } from './brain';

export { defaultBrainParams } from './params';

/** Throws one Error naming every problem of the site or the parameters. The seed feeds the localizer's particles. */
export const createGuideRobot: CreateBrain = (site, params, seed) => new GuideRobot(site, params, seed);
