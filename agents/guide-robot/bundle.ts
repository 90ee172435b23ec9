/** What goes onto a robot as one file: the words of the contract and the brain. `npm run build:brain`. */
export * from '../contract';
export { createGuideRobot as createBrain, defaultBrainParams } from './index';
