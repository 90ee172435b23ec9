/** The only words that body and mind share. Plain data and interfaces; imports nothing from outside this folder. */
export type { BrainParams, BrainState, BrainView, CreateBrain, RobotBrain } from './brain';
export type {
  BalkingName,
  BalkingPolicy,
  BalkView,
  CitizenPolicies,
  FirstStop,
  FirstStopView,
  RenegeView,
  RenegingName,
  RenegingPolicy,
  SeatView,
} from './citizen';
export { BALKING_POLICIES, RENEGING_POLICIES } from './citizen';
export type { Command, RobotActivity, TaskStatus } from './command';
export type { Point2D, Pose2D } from './geometry';
export type { BatteryState, LaserScan, Odometry, Percept, PersonDetection, TaskRequest, Touch } from './percept';
export type { ItemKnowledge, OccupancyMap, SiteKnowledge, WindowPlace } from './site';
export type { HeardSpeech, Language, Screen, SpeechAct, Utterance } from './speech';
