/** One robot's state besides the columns: its brain, its sensors, its streams, and what is on the way between them. */
import type { Command, Language, Percept, RobotBrain, TaskRequest, Touch } from '../../../agents/contract';
import { Purpose, RandomStream } from '../base/random';
import type { HallSpec, RobotSpec } from '../spec';
import { Lidar, type LidarEdges } from './lidar';
import type { Detector } from './sensing';

/** Ticks between percepts while active (10 Hz) and while idle (1 Hz). */
export const ACTIVE_TICKS = 2;
export const IDLE_TICKS = 20;

export const PowerMode = { idle: 0, active: 1, charging: 2 } as const;

export type Inbox = { readonly dueTick: number; readonly command: Command };

/** Every error source draws from its own stream. */
export type UnitStreams = {
  readonly lidar: RandomStream;
  readonly odometry: RandomStream;
  readonly hearing: RandomStream;
  readonly detector: RandomStream;
  readonly dock: RandomStream;
};

/** Plain data but for `spec`, `brain`, `lidar` and `streams`. */
export type Unit = {
  readonly spec: RobotSpec;
  readonly brain: RobotBrain;
  readonly lidar: Lidar;
  readonly streams: UnitStreams;
  inbox: Inbox[];
  wantedMps: number;
  wantedRps: number;
  commandTick: number;
  sensing: 'full' | 'idle';
  perceptTick: number;
  scanTick: number;
  /** Something was heard, touched, requested or a guest came: percept at once. */
  stirred: boolean;
  heard: Percept['heard'][number][];
  touched: Touch[];
  requests: TaskRequest[];
  guestRow: number;
  detector: Detector;
  windowId: string | null;
  reason: Readonly<Record<Language, string>>;
  touchingSolid: boolean;
  touchingRow: number;
  /** Energy: charge at `baseTick`, and how it changes since. */
  powerMode: number;
  baseRatio: number;
  baseTick: number;
};

export function makeUnit(spec: HallSpec, robot: RobotSpec, i: number, edges: LidarEdges): Unit {
  const stream = (purpose: Purpose): RandomStream => new RandomStream(spec.seed, purpose, i);
  return {
    spec: robot,
    brain: robot.createBrain(robot.site, robot.brainParams, spec.seed + i),
    lidar: new Lidar(edges, robot.body.lidar),
    streams: {
      lidar: stream(Purpose.robotLidar),
      odometry: stream(Purpose.robotOdometry),
      hearing: stream(Purpose.robotHearing),
      detector: stream(Purpose.detector),
      dock: stream(Purpose.dock),
    },
    inbox: [],
    wantedMps: 0,
    wantedRps: 0,
    commandTick: 0,
    sensing: 'full',
    perceptTick: -IDLE_TICKS,
    scanTick: -IDLE_TICKS,
    stirred: true,
    heard: [],
    touched: [],
    requests: [],
    guestRow: -1,
    detector: { tracks: [], nextTrack: 1 },
    windowId: null,
    reason: { zh: '', en: '' },
    touchingSolid: false,
    touchingRow: -1,
    powerMode: PowerMode.active,
    baseRatio: robot.initialChargeRatio,
    baseTick: 0,
  };
}
