/** The only words that body and mind share. Plain data and interfaces; imports nothing from outside this folder. */
export type {
  BrainParams,
  BrainState,
  BrainView,
  CostGridView,
  CreateBrain,
  RobotBrain,
  TrackView,
} from './brain';
export type {
  BalkingName,
  BalkingPolicy,
  BalkView,
  ChannelPolicy,
  ChannelPolicyName,
  ChannelView,
  CitizenPolicies,
  FirstStop,
  FirstStopName,
  FirstStopPolicy,
  FirstStopView,
  JockeyingName,
  JockeyingPolicy,
  JockeyView,
  RenegeView,
  RenegingName,
  RenegingPolicy,
  SeatPolicy,
  SeatPolicyName,
  SeatView,
  WayPolicy,
  WayPolicyName,
  WayView,
} from './citizen';
export {
  BALKING_POLICIES,
  CHANNEL_POLICIES,
  FIRST_STOP_POLICIES,
  JOCKEYING_POLICIES,
  RENEGING_POLICIES,
  SEAT_POLICIES,
  WAY_POLICIES,
} from './citizen';
export type { Command, RobotActivity, TaskStatus } from './command';
export type { NavigationError, NavigationErrorName } from './errors';
export { NAVIGATION_ERRORS } from './errors';
export type { CreateFleet, FleetCall, FleetManager, FleetOrder, FleetView, RobotReport } from './fleet';
export type { Point2D, Pose2D } from './geometry';
export { insidePolygon } from './geometry';
export type {
  BatteryState,
  BumperSide,
  IdDocument,
  ImuReading,
  LaserScan,
  Odometry,
  Percept,
  PersonDetection,
  TaskRequest,
  Touch,
} from './percept';
export { BUMPER_SIDES } from './percept';
export type {
  Consultation,
  ConsultOption,
  ConsultQuestion,
  HelpPlace,
  ItemKnowledge,
  OccupancyMap,
  PatrolStop,
  SiteKnowledge,
  SiteZone,
  WindowPlace,
} from './site';
export type { HeardSpeech, HelpReason, HelpResult, Language, Screen, SpeechAct, Utterance } from './speech';
export { HELP_REASONS, HELP_RESULTS } from './speech';
