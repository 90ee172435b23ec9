/**
 * All robots of a hall. Each tick: the command that is due -> limits -> safety stop -> body -> odometry -> contacts -> energy;
 * then sensors that are due -> percept -> brain -> a command due `latencyTicks` later.
 *
 * A robot whose brain asks for idle sensing and stands still costs nothing between percepts at 1 Hz: its battery is a closed
 * form of the ticks passed, so jumping over time and stepping through it give the same bits.
 */
import type { Command, Language, Percept, RobotBrain, TaskRequest, Touch } from '../../../agents/contract';
import { cos, sin, wrapAngle } from '../base/detmath';
import type { StateHash } from '../base/hash';
import { Purpose, RandomStream } from '../base/random';
import type { HallSpec, RobotSpec } from '../spec';
import { TICK_S } from '../spec';
import { afterCharge, afterDrain, drivePowerW, voltageV } from './battery';
import type { NearbyPeople, RobotBodies } from './body';
import { makeKinematicBodies } from './kinematicBodies';
import { Lidar, lidarEdges } from './lidar';
import { addMotion, type OdometryColumns } from './odometry';
import { CAMERA, type Detector, detectPeople, hearSpeech, onDock, seeMarker } from './sensing';
import {
  type PeopleAround,
  ROBOT_ACTIVITIES,
  type RobotOutput,
  type RobotSystem,
  type RobotSystemState,
} from './system';

/** Ticks between percepts while active (10 Hz) and while idle (1 Hz). */
const ACTIVE_TICKS = 2;
const IDLE_TICKS = 20;
/** Without a command for this long a moving robot brakes. */
const WATCHDOG_TICKS = 10;
/** People are looked for within this, m: the lidar's and the camera's business. */
const PEOPLE_MOST = 512;
/** Independent safety: no driving towards a person nearer than this, m (surface to surface). */
const SAFETY_GAP_M = 0.06;
const EMERGENCY_DECEL_MPS2 = 2;

const PowerMode = { idle: 0, active: 1, charging: 2 } as const;

type Inbox = { readonly dueTick: number; readonly command: Command };

/** One robot's state besides the columns. Plain data but for `brain`. */
type Unit = {
  readonly spec: RobotSpec;
  readonly brain: RobotBrain;
  readonly lidar: Lidar;
  readonly streams: {
    readonly lidar: RandomStream;
    readonly odometry: RandomStream;
    readonly hearing: RandomStream;
    readonly detector: RandomStream;
    readonly dock: RandomStream;
  };
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

export function createRobotSystem(spec: HallSpec): RobotSystem {
  return new Robots(spec);
}

class Robots implements RobotSystem {
  readonly count: number;
  readonly xM: Float64Array;
  readonly yM: Float64Array;
  readonly yawRad: Float64Array;
  readonly linearMps: Float64Array;
  readonly angularRps: Float64Array;
  readonly radiusM: Float64Array;
  readonly chargeRatio: Float64Array;
  readonly charging: Uint8Array;
  readonly activity: Uint8Array;
  readonly distanceM: Float64Array;
  readonly minPersonGapM: Float64Array;
  private readonly odometry: OdometryColumns;
  private readonly bodies: RobotBodies;
  private readonly units: Unit[];
  private outputs: RobotOutput[] = [];
  private readonly rows = new Int32Array(PEOPLE_MOST);
  private readonly nearby: NearbyPeople;
  private tick = 0;

  constructor(spec: HallSpec) {
    const n = spec.robots.length;
    this.count = n;
    const make = spec.makeRobotBodies ?? makeKinematicBodies;
    this.bodies = make(
      spec.layout,
      spec.robots.map((robot) => robot.body),
    );
    this.xM = this.bodies.xM;
    this.yM = this.bodies.yM;
    this.yawRad = this.bodies.yawRad;
    this.linearMps = this.bodies.linearMps;
    this.angularRps = this.bodies.angularRps;
    this.radiusM = Float64Array.from(spec.robots, (robot) => robot.body.radiusM);
    this.chargeRatio = Float64Array.from(spec.robots, (robot) => robot.initialChargeRatio);
    this.charging = new Uint8Array(n);
    this.activity = new Uint8Array(n);
    this.distanceM = new Float64Array(n);
    this.minPersonGapM = new Float64Array(n).fill(Number.POSITIVE_INFINITY);
    this.odometry = { x: new Float64Array(n), y: new Float64Array(n), yaw: new Float64Array(n) };
    this.nearby = {
      count: 0,
      row: new Int32Array(64),
      robot: new Int32Array(64),
      xM: new Float64Array(64),
      yM: new Float64Array(64),
      vxMps: new Float64Array(64),
      vyMps: new Float64Array(64),
      radiusM: new Float64Array(64),
    };
    const edges = lidarEdges(spec.layout);
    this.units = spec.robots.map((robot, i) => {
      const { start } = robot.site;
      this.bodies.place(i, start.xM, start.yM, start.yawRad);
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
    });
  }

  awakeAt(tick: number): boolean {
    return this.nextWakeTick(tick - 1) <= tick;
  }

  nextWakeTick(tick: number): number {
    let next = Number.POSITIVE_INFINITY;
    for (let i = 0; i < this.count; i++) {
      const unit = this.units[i] as Unit;
      if (unit.sensing === 'full' || unit.stirred || this.moves(i)) return tick + 1;
      const first = unit.inbox[0];
      if (first) next = Math.min(next, first.dueTick);
      next = Math.min(next, unit.perceptTick + IDLE_TICKS);
    }
    return next > tick ? next : tick + 1;
  }

  private moves(i: number): boolean {
    const unit = this.units[i] as Unit;
    return this.linearMps[i] !== 0 || this.angularRps[i] !== 0 || unit.wantedMps !== 0 || unit.wantedRps !== 0;
  }

  restUntil(tick: number): void {
    this.tick = tick;
    for (let i = 0; i < this.count; i++) this.settleEnergy(i, this.units[i] as Unit, tick, 0);
  }

  drive(tick: number, people: PeopleAround): void {
    this.tick = tick;
    let anyDriven = false;
    this.nearby.count = 0;
    for (let i = 0; i < this.count; i++) {
      const unit = this.units[i] as Unit;
      this.takeDueCommand(i, unit, tick);
      const active = unit.sensing === 'full' || this.moves(i);
      if (active) this.gatherNearby(i, people);
      if (this.moves(i)) {
        this.driveOne(i, unit, tick);
        anyDriven = true;
      }
    }
    if (anyDriven) this.stepBodies(tick);
    for (let i = 0; i < this.count; i++) this.settleEnergyAndContacts(i, tick);
  }

  private takeDueCommand(i: number, unit: Unit, tick: number): void {
    while (unit.inbox.length > 0 && (unit.inbox[0] as Inbox).dueTick <= tick) {
      const { command } = unit.inbox.shift() as Inbox;
      unit.commandTick = tick;
      const { linearMps, angularRps } = command.velocity;
      // A brain that sends no number gets a stop: garbage never reaches the wheels.
      unit.wantedMps = Number.isFinite(linearMps) ? linearMps : 0;
      unit.wantedRps = Number.isFinite(angularRps) ? angularRps : 0;
      unit.sensing = command.status.sensing;
      unit.windowId = command.status.windowId;
      unit.reason = command.status.reason;
      if (command.issueTicket) this.outputs.push({ kind: 'ticket', robot: i, itemId: command.issueTicket.itemId });
      if (command.say) this.outputs.push({ kind: 'said', robot: i, utterance: command.say });
      const activity = ROBOT_ACTIVITIES.indexOf(command.status.activity);
      if (activity !== this.activity[i]) {
        this.activity[i] = activity;
        this.outputs.push({
          kind: 'activity',
          robot: i,
          activity: command.status.activity,
          windowId: unit.windowId,
          reason: unit.reason,
        });
      }
    }
    if (tick - unit.commandTick > WATCHDOG_TICKS && unit.sensing === 'full') {
      unit.wantedMps = 0;
      unit.wantedRps = 0;
    }
  }

  /** Discs of people close enough to be touched within a tick or two, and the smallest gap of the run. */
  private gatherNearby(i: number, people: PeopleAround): void {
    const x = this.xM[i] as number;
    const y = this.yM[i] as number;
    const radius = this.radiusM[i] as number;
    const count = people.near(x, y, radius + 1.5, this.rows);
    for (let k = 0; k < count && this.nearby.count < 64; k++) {
      const row = this.rows[k] as number;
      const at = this.nearby.count++;
      this.nearby.row[at] = row;
      this.nearby.robot[at] = i;
      this.nearby.xM[at] = people.xM[row] as number;
      this.nearby.yM[at] = people.yM[row] as number;
      this.nearby.vxMps[at] = people.vxMps[row] as number;
      this.nearby.vyMps[at] = people.vyMps[row] as number;
      this.nearby.radiusM[at] = people.radiusM[row] as number;
      const dx = (people.xM[row] as number) - x;
      const dy = (people.yM[row] as number) - y;
      const gap = Math.sqrt(dx * dx + dy * dy) - radius - (people.radiusM[row] as number);
      if (gap < (this.minPersonGapM[i] as number)) this.minPersonGapM[i] = gap > 0 ? gap : 0;
    }
  }

  /** Wanted speed -> limits -> acceleration -> independent safety stop -> body. */
  private driveOne(i: number, unit: Unit, tick: number): void {
    const { body } = unit.spec;
    const v = this.linearMps[i] as number;
    const w = this.angularRps[i] as number;
    let wantedV = Math.min(body.maxLinearMps, Math.max(-body.maxReverseMps, unit.wantedMps));
    const wantedW = Math.min(body.maxAngularRps, Math.max(-body.maxAngularRps, unit.wantedRps));
    let decel = body.linearDecelMps2;
    if (wantedV !== 0 && this.personAhead(i, wantedV)) {
      wantedV = 0;
      decel = EMERGENCY_DECEL_MPS2;
    }
    const slowing = Math.abs(wantedV) < Math.abs(v) || wantedV * v < 0;
    const stepV = (slowing ? decel : body.linearAccelMps2) * TICK_S;
    const stepW = body.angularAccelRps2 * TICK_S;
    const newV = v + Math.min(stepV, Math.max(-stepV, wantedV - v));
    const newW = w + Math.min(stepW, Math.max(-stepW, wantedW - w));
    this.settleEnergy(i, unit, tick, drivePowerW(body, newV, (newV - v) / TICK_S));
    this.bodies.drive(i, newV, newW);
  }

  private personAhead(i: number, direction: number): boolean {
    const yaw = this.yawRad[i] as number;
    const hx = direction > 0 ? cos(yaw) : -cos(yaw);
    const hy = direction > 0 ? sin(yaw) : -sin(yaw);
    for (let k = 0; k < this.nearby.count; k++) {
      if (this.nearby.robot[k] !== i) continue;
      const dx = (this.nearby.xM[k] as number) - (this.xM[i] as number);
      const dy = (this.nearby.yM[k] as number) - (this.yM[i] as number);
      const distance = Math.sqrt(dx * dx + dy * dy);
      const gap = distance - (this.radiusM[i] as number) - (this.nearby.radiusM[k] as number);
      if (gap < SAFETY_GAP_M && dx * hx + dy * hy > 0.5 * distance) return true;
    }
    return false;
  }

  private stepBodies(tick: number): void {
    const before = { x: this.xM.slice(), y: this.yM.slice(), yaw: this.yawRad.slice() };
    this.bodies.step(TICK_S, this.nearby);
    for (let i = 0; i < this.count; i++) {
      const dx = (this.xM[i] as number) - (before.x[i] as number);
      const dy = (this.yM[i] as number) - (before.y[i] as number);
      const turn = wrapAngle((this.yawRad[i] as number) - (before.yaw[i] as number));
      if (dx === 0 && dy === 0 && turn === 0) continue;
      const length = Math.sqrt(dx * dx + dy * dy);
      const middle = (before.yaw[i] as number) + turn / 2;
      const forward = dx * cos(middle) + dy * sin(middle) < 0 ? -length : length;
      this.distanceM[i] = (this.distanceM[i] as number) + length;
      const unit = this.units[i] as Unit;
      addMotion(this.odometry, i, forward, turn, unit.spec.body.odometry, unit.streams.odometry);
    }
    this.tick = tick;
  }

  private settleEnergyAndContacts(i: number, tick: number): void {
    const unit = this.units[i] as Unit;
    const solid = this.bodies.touchesSolid[i] === 1;
    const row = this.bodies.touchesPerson[i] as number;
    if (solid && !unit.touchingSolid) this.outputs.push({ kind: 'contact', robot: i, row: -1 });
    if (row >= 0 && row !== unit.touchingRow) this.outputs.push({ kind: 'contact', robot: i, row });
    unit.touchingSolid = solid;
    unit.touchingRow = row;
    const docked = this.isDocked(i, unit);
    if ((this.charging[i] === 1) !== docked) {
      this.settleEnergy(i, unit, tick, 0);
      this.charging[i] = docked ? 1 : 0;
      this.outputs.push({ kind: 'charging', robot: i, charging: docked, chargeRatio: this.chargeRatio[i] as number });
    }
    const mode = docked
      ? PowerMode.charging
      : unit.sensing === 'idle' && !this.moves(i)
        ? PowerMode.idle
        : PowerMode.active;
    if (mode !== unit.powerMode) {
      this.settleEnergy(i, unit, tick, 0);
      unit.powerMode = mode;
      unit.baseRatio = this.chargeRatio[i] as number;
      unit.baseTick = tick;
    } else if (!this.moves(i)) this.settleEnergy(i, unit, tick, 0);
  }

  private isDocked(i: number, unit: Unit): boolean {
    const { dock } = unit.spec.site;
    if (!dock) return false;
    const pose = { xM: this.xM[i] as number, yM: this.yM[i] as number, yawRad: this.yawRad[i] as number };
    return onDock(pose, dock.pose, this.linearMps[i] as number);
  }

  /** Charge at `tick` from the base; a tick with driving power moves the base, rest does not (so jumps change nothing). */
  private settleEnergy(i: number, unit: Unit, tick: number, driveW: number): void {
    const { battery } = unit.spec.body;
    const seconds = (tick - unit.baseTick) * TICK_S;
    if (unit.powerMode === PowerMode.charging) this.chargeRatio[i] = afterCharge(battery, unit.baseRatio, seconds);
    else {
      const restW = unit.powerMode === PowerMode.idle ? battery.idleW : battery.activeW;
      this.chargeRatio[i] = afterDrain(battery, unit.baseRatio, restW, seconds);
    }
    if (driveW === 0) return;
    this.chargeRatio[i] = afterDrain(battery, this.chargeRatio[i] as number, driveW, TICK_S);
    unit.baseRatio = this.chargeRatio[i] as number;
    unit.baseTick = tick;
  }

  sense(tick: number, people: PeopleAround): void {
    for (let i = 0; i < this.count; i++) {
      const unit = this.units[i] as Unit;
      const period = unit.sensing === 'full' ? ACTIVE_TICKS : IDLE_TICKS;
      if (!unit.stirred && tick - unit.perceptTick < period) continue;
      unit.perceptTick = tick;
      unit.stirred = false;
      const command = unit.brain.step(this.percept(i, unit, tick, people));
      unit.heard = [];
      unit.touched = [];
      unit.requests = [];
      unit.inbox.push({ dueTick: tick + Math.max(1, unit.spec.latencyTicks), command });
    }
  }

  private percept(i: number, unit: Unit, tick: number, people: PeopleAround): Percept {
    const pose = { xM: this.xM[i] as number, yM: this.yM[i] as number, yawRad: this.yawRad[i] as number };
    const { body, site } = unit.spec;
    const stampS = tick * TICK_S;
    const full = unit.sensing === 'full';
    const scanTicks = Math.max(1, Math.round(1 / (body.lidar.rateHz * TICK_S)));
    const scanDue = full && tick - unit.scanTick >= scanTicks;
    const reach = scanDue ? body.lidar.rangeMaxM : CAMERA.rangeM;
    const count = full ? people.near(pose.xM, pose.yM, reach, this.rows) : 0;
    const scans: Percept['scans'][number][] = [];
    if (scanDue) {
      unit.scanTick = tick;
      const circles = { rows: this.rows, count, xM: people.xM, yM: people.yM, radiusM: people.radiusM };
      scans.push({
        stampS,
        beamStepS: 0,
        mount: { xM: 0, yM: 0, yawRad: 0 },
        angleMinRad: unit.lidar.angleMinRad,
        angleStepRad: unit.lidar.angleStepRad,
        rangeMinM: body.lidar.rangeMinM,
        rangeMaxM: body.lidar.rangeMaxM,
        rangesM: unit.lidar.scan(pose.xM, pose.yM, pose.yawRad, circles, unit.streams.lidar),
      });
    }
    const charging = this.charging[i] === 1;
    const chargeRatio = this.chargeRatio[i] as number;
    const powerW = full ? body.battery.activeW : body.battery.idleW;
    const currentA = charging ? body.battery.chargeCurrentA : -powerW / body.battery.voltageV;
    return {
      stampS,
      odometry: {
        xM: this.odometry.x[i] as number,
        yM: this.odometry.y[i] as number,
        yawRad: this.odometry.yaw[i] as number,
        linearMps: this.linearMps[i] as number,
        angularRps: this.angularRps[i] as number,
      },
      imu: null,
      scans,
      battery: { chargeRatio, voltageV: voltageV(body.battery, chargeRatio, currentA), currentA, charging },
      contacts: { bumper: unit.touchingSolid || unit.touchingRow >= 0, emergencyStop: false, cliff: false },
      dockMarker: full && site.dock ? seeMarker(pose, site.dock.pose, unit.streams.dock) : null,
      people: detectPeople(pose, this.rows, count, people, unit.guestRow, unit.detector, tick, unit.streams.detector),
      heard: unit.heard,
      touched: unit.touched,
      presented: [],
      requests: unit.requests,
    };
  }

  hear(robot: number, speech: Parameters<RobotSystem['hear']>[1], xM: number, yM: number): void {
    const unit = this.unit(robot);
    const pose = { xM: this.xM[robot] as number, yM: this.yM[robot] as number, yawRad: this.yawRad[robot] as number };
    unit.heard.push(hearSpeech(pose, speech, xM, yM, this.tick * TICK_S, unit.streams.hearing));
    unit.stirred = true;
  }

  touch(robot: number, what: Touch['what']): void {
    const unit = this.unit(robot);
    unit.touched.push({ stampS: this.tick * TICK_S, what });
    unit.stirred = true;
  }

  request(robot: number, request: TaskRequest): void {
    const unit = this.unit(robot);
    unit.requests.push(request);
    unit.stirred = true;
  }

  setGuest(robot: number, row: number): void {
    const unit = this.unit(robot);
    unit.guestRow = row;
    unit.stirred = true;
  }

  takeOutputs(): RobotOutput[] {
    const { outputs } = this;
    if (outputs.length > 0) this.outputs = [];
    return outputs;
  }

  inspect(robot: number) {
    return this.unit(robot).brain.inspect();
  }

  private unit(robot: number): Unit {
    const unit = this.units[robot];
    if (!unit) throw new Error(`robot ${robot} does not exist (0..${this.count - 1})`);
    return unit;
  }

  private columns(): Record<string, Float64Array | Uint8Array> {
    return {
      xM: this.xM,
      yM: this.yM,
      yawRad: this.yawRad,
      linearMps: this.linearMps,
      angularRps: this.angularRps,
      chargeRatio: this.chargeRatio,
      charging: this.charging,
      activity: this.activity,
      distanceM: this.distanceM,
      minPersonGapM: this.minPersonGapM,
      odometryX: this.odometry.x,
      odometryY: this.odometry.y,
      odometryYaw: this.odometry.yaw,
    };
  }

  /** Everything of a unit that changes, as plain data. */
  private unitState(unit: Unit) {
    const { spec: _spec, brain: _brain, lidar: _lidar, streams, ...rest } = unit;
    return structuredClonePlain({
      ...rest,
      counters: {
        lidar: streams.lidar.counter,
        odometry: streams.odometry.counter,
        hearing: streams.hearing.counter,
        detector: streams.detector.counter,
        dock: streams.dock.counter,
      },
    });
  }

  save(): RobotSystemState {
    const columns: Record<string, Float64Array | Uint8Array> = {};
    for (const [name, column] of Object.entries(this.columns())) columns[name] = column.slice();
    return {
      version: 1,
      data: {
        tick: this.tick,
        columns,
        bodies: this.bodies.save(),
        units: this.units.map((unit) => ({ unit: this.unitState(unit), brain: unit.brain.save() })),
      } satisfies SavedData,
    };
  }

  load(state: RobotSystemState): void {
    const data = state.data as SavedData;
    this.tick = data.tick;
    this.outputs = [];
    this.bodies.load(data.bodies);
    for (const [name, column] of Object.entries(this.columns())) column.set(data.columns[name] as never);
    data.units.forEach((saved, i) => {
      const unit = this.unit(i);
      const { counters, ...rest } = structuredClonePlain(saved.unit) as ReturnType<Robots['unitState']>;
      Object.assign(unit, rest);
      unit.streams.lidar.counter = counters.lidar;
      unit.streams.odometry.counter = counters.odometry;
      unit.streams.hearing.counter = counters.hearing;
      unit.streams.detector.counter = counters.detector;
      unit.streams.dock.counter = counters.dock;
      unit.brain.load(saved.brain);
    });
  }

  hashInto(hash: StateHash): void {
    const columns = this.columns();
    for (const name of Object.keys(columns).sort()) hash.value(columns[name]);
    for (const unit of this.units) hash.value(this.unitState(unit)).value(unit.brain.save());
  }
}

type SavedData = {
  readonly tick: number;
  readonly columns: Readonly<Record<string, Float64Array | Uint8Array>>;
  readonly bodies: ReturnType<RobotBodies['save']>;
  readonly units: readonly { readonly unit: unknown; readonly brain: ReturnType<RobotBrain['save']> }[];
};

/** Deep copy of plain data (the kernel has no DOM or Node types, hence no structuredClone). */
function structuredClonePlain<T>(value: T): T {
  if (value === null || typeof value !== 'object') return value;
  if (ArrayBuffer.isView(value)) return (value as unknown as Float64Array).slice() as unknown as T;
  if (Array.isArray(value)) return value.map(structuredClonePlain) as unknown as T;
  const copy: Record<string, unknown> = {};
  for (const [key, entry] of Object.entries(value)) copy[key] = structuredClonePlain(entry);
  return copy as T;
}
