/** One robot's state besides the columns: its brain, its sensors, its streams, and what is on the way between them. */
import type { Command, Percept, RobotBrain, TaskRequest, TaskStatus, Touch } from '../../../agents/contract';
import { Purpose, RandomStream } from '../base/random';
import type { HallSpec, RobotSpec } from '../spec';
import { TICK_S } from '../spec';
import { type Pack, wornPack } from './battery';
import { type Detector, makeDetector } from './camera';
import { type Effects, FaultTimeline, NO_EFFECTS } from './faults';
import { type ImuState, makeImu } from './imu';
import { Lidar } from './lidar';
import type { LidarEdges } from './lidarEdges';
import { makeWheels, type WheelState } from './wheels';

/** Ticks between percepts while active (10 Hz) and while idle (1 Hz). */
export const ACTIVE_TICKS = 2;
export const IDLE_TICKS = 20;

export const PowerMode = { idle: 0, active: 1, charging: 2, off: 3 } as const;

/** Every error source draws from its own stream. */
export type UnitStreams = {
  readonly lidar: RandomStream;
  readonly lidarFault: RandomStream;
  readonly odometry: RandomStream;
  readonly slip: RandomStream;
  readonly imu: RandomStream;
  readonly hearing: RandomStream;
  readonly recognition: RandomStream;
  readonly detector: RandomStream;
  readonly falseAlarms: RandomStream;
  readonly posture: RandomStream;
  readonly dock: RandomStream;
  readonly markerMiss: RandomStream;
  readonly touch: RandomStream;
  readonly reader: RandomStream;
  readonly link: RandomStream;
};

/** Constant or worked out from spec and tick: not part of the saved state. */
export type UnitParts = {
  readonly spec: RobotSpec;
  readonly brain: RobotBrain;
  readonly lidar: Lidar;
  readonly streams: UnitStreams;
  readonly faults: FaultTimeline;
  effects: Effects;
  /** The battery as the faults of the moment leave it. */
  pack: Pack;
};

/** Plain data. */
export type UnitState = {
  /** Commands and percepts under way, in order. */
  inbox: { readonly dueTick: number; readonly command: Command }[];
  outbox: { readonly dueTick: number; readonly percept: Percept }[];
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
  presented: Percept['presented'][number][];
  requests: TaskRequest[];
  guestRow: number;
  detector: Detector;
  imu: ImuState;
  wheels: WheelState;
  /** Ranges that a stuck sector repeats; null = none is stuck. */
  frozen: Float32Array | null;
  /** The brain's last word on itself; null = none yet. */
  status: TaskStatus | null;
  touchingSolid: boolean;
  touchingRow: number;
  touchingRobot: number;
  /** Segments of the bumper, a mask (bumper.ts). */
  touchedSides: number;
  /** The battery is empty: nothing works until it has charge again. */
  off: boolean;
  /** Energy: charge at `baseTick`, and how it changes since. */
  powerMode: number;
  baseRatio: number;
  baseTick: number;
  /** Work done so far: scans taken, looks of the camera, steps of the brain. */
  scans: number;
  looks: number;
  brainSteps: number;
};

export type Unit = UnitParts & UnitState;

export function makeUnit(spec: HallSpec, robot: RobotSpec, i: number, edges: LidarEdges): Unit {
  const stream = (purpose: Purpose): RandomStream => new RandomStream(spec.seed, purpose, i);
  const faults = (spec.faults ?? []).filter((fault) => fault.robot === i);
  return {
    spec: robot,
    brain: robot.createBrain(robot.site, robot.brainParams, spec.seed + i),
    lidar: new Lidar(edges, robot.body.lidar),
    streams: {
      lidar: stream(Purpose.robotLidar),
      lidarFault: stream(Purpose.lidarFault),
      odometry: stream(Purpose.robotOdometry),
      slip: stream(Purpose.robotSlip),
      imu: stream(Purpose.robotImu),
      hearing: stream(Purpose.robotHearing),
      recognition: stream(Purpose.recognition),
      detector: stream(Purpose.detector),
      falseAlarms: stream(Purpose.detectorFalseAlarms),
      posture: stream(Purpose.detectorPosture),
      dock: stream(Purpose.dock),
      markerMiss: stream(Purpose.markerMiss),
      touch: stream(Purpose.robotTouch),
      reader: stream(Purpose.idReader),
      link: stream(Purpose.robotLink),
    },
    faults: new FaultTimeline(faults, spec.openS, TICK_S),
    effects: NO_EFFECTS,
    pack: robot.body.battery,
    inbox: [],
    outbox: [],
    wantedMps: 0,
    wantedRps: 0,
    commandTick: 0,
    sensing: 'full',
    perceptTick: -IDLE_TICKS,
    scanTick: -IDLE_TICKS,
    stirred: true,
    heard: [],
    touched: [],
    presented: [],
    requests: [],
    guestRow: -1,
    detector: makeDetector(),
    imu: makeImu(),
    wheels: makeWheels(),
    frozen: null,
    status: null,
    touchingSolid: false,
    touchingRow: -1,
    touchingRobot: -1,
    touchedSides: 0,
    off: false,
    powerMode: PowerMode.active,
    baseRatio: robot.initialChargeRatio,
    baseTick: 0,
    scans: 0,
    looks: 0,
    brainSteps: 0,
  };
}

/** Everything of a unit that changes and is not worked out from spec and tick. */
export function stateOfUnit(unit: Unit): UnitState {
  const { spec, brain, lidar, streams, faults, effects, pack, ...state } = unit;
  return state;
}

/** Takes over what acts from this tick on. The caller has settled the battery before. */
export function setEffects(unit: Unit, effects: Effects): void {
  unit.effects = effects;
  const { battery } = unit.spec.body;
  unit.pack =
    effects.capacityShare === 1 && effects.extraOhm === 0
      ? battery
      : wornPack(battery, effects.capacityShare, effects.extraOhm);
}
