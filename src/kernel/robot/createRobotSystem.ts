/**
 * All robots of a hall. Each tick: the command that is due -> limits -> safety stop -> body -> odometry -> contacts -> energy;
 * then sensors that are due -> percept -> brain -> a command due `latencyTicks` later.
 *
 * A robot whose brain asks for idle sensing and stands still costs nothing between percepts at 1 Hz: its battery is a closed
 * form of the ticks passed, so jumping over time and stepping through it give the same bits.
 */
import type { TaskRequest, Touch } from '../../../agents/contract';
import type { StateHash } from '../base/hash';
import type { HallSpec } from '../spec';
import { TICK_S } from '../spec';
import type { NearbyPeople, RobotBodies } from './body';
import { makeColumns, type RobotColumns } from './columns';
import { driveOne, moves, stepBodies } from './drive';
import { settleEnergy, updatePower } from './energy';
import { makeKinematicBodies } from './kinematicBodies';
import { lidarEdges } from './lidar';
import { gatherNearby, makeNearby } from './nearby';
import { perceive } from './percept';
import { hearSpeech } from './sensing';
import { hashRobots, loadRobots, type SavedRobots, saveRobots } from './state';
import {
  type PeopleAround,
  ROBOT_ACTIVITIES,
  type RobotOutput,
  type RobotSystem,
  type RobotSystemState,
} from './system';
import { ACTIVE_TICKS, IDLE_TICKS, type Inbox, makeUnit, type Unit } from './unit';

/** Without a command for this long a moving robot brakes. */
const WATCHDOG_TICKS = 10;
/** No more people than this are looked at by one robot's sensors. */
const PEOPLE_MOST = 512;

export function createRobotSystem(spec: HallSpec): RobotSystem {
  return new Robots(spec);
}

class Robots implements RobotSystem {
  readonly columns: RobotColumns;
  private readonly bodies: RobotBodies;
  private readonly units: Unit[];
  private outputs: RobotOutput[] = [];
  private readonly rows = new Int32Array(PEOPLE_MOST);
  private readonly nearby: NearbyPeople;
  private tick = 0;

  constructor(spec: HallSpec) {
    const make = spec.makeRobotBodies ?? makeKinematicBodies;
    this.bodies = make(
      spec.layout,
      spec.robots.map((robot) => robot.body),
    );
    this.columns = makeColumns(spec, this.bodies);
    this.nearby = makeNearby(spec.robots.length);
    const edges = lidarEdges(spec.layout);
    this.units = spec.robots.map((robot, i) => {
      const { start } = robot.site;
      this.bodies.place(i, start.xM, start.yM, start.yawRad);
      return makeUnit(spec, robot, i, edges);
    });
  }

  get count() {
    return this.columns.count;
  }
  get xM() {
    return this.columns.xM;
  }
  get yM() {
    return this.columns.yM;
  }
  get yawRad() {
    return this.columns.yawRad;
  }
  get linearMps() {
    return this.columns.linearMps;
  }
  get angularRps() {
    return this.columns.angularRps;
  }
  get radiusM() {
    return this.columns.radiusM;
  }
  get chargeRatio() {
    return this.columns.chargeRatio;
  }
  get charging() {
    return this.columns.charging;
  }
  get activity() {
    return this.columns.activity;
  }
  get distanceM() {
    return this.columns.distanceM;
  }
  get minPersonGapM() {
    return this.columns.minPersonGapM;
  }

  awakeAt(tick: number): boolean {
    return this.nextWakeTick(tick - 1) <= tick;
  }

  nextWakeTick(tick: number): number {
    let next = Number.POSITIVE_INFINITY;
    for (let i = 0; i < this.count; i++) {
      const unit = this.units[i] as Unit;
      if (unit.sensing === 'full' || unit.stirred || moves(this.columns, unit, i)) return tick + 1;
      const first = unit.inbox[0];
      if (first) next = Math.min(next, first.dueTick);
      next = Math.min(next, unit.perceptTick + IDLE_TICKS);
    }
    return next > tick ? next : tick + 1;
  }

  restUntil(tick: number): void {
    this.tick = tick;
    this.units.forEach((unit, i) => {
      settleEnergy(this.columns, unit, i, tick, 0);
    });
  }

  drive(tick: number, people: PeopleAround): void {
    this.tick = tick;
    let anyDriven = false;
    this.nearby.count = 0;
    for (let i = 0; i < this.count; i++) {
      const unit = this.units[i] as Unit;
      this.takeDueCommand(i, unit, tick);
      const moving = moves(this.columns, unit, i);
      if (unit.sensing === 'full' || moving) gatherNearby(this.nearby, i, this.columns, people, this.rows);
      if (!moving) continue;
      driveOne(this.bodies, this.columns, unit, i, this.nearby, tick);
      anyDriven = true;
    }
    if (anyDriven) stepBodies(this.bodies, this.columns, this.units, this.nearby);
    for (let i = 0; i < this.count; i++) this.noteContacts(i, this.units[i] as Unit, tick);
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

  private noteContacts(i: number, unit: Unit, tick: number): void {
    const solid = this.bodies.touchesSolid[i] === 1;
    const row = this.bodies.touchesPerson[i] as number;
    if (solid && !unit.touchingSolid) this.outputs.push({ kind: 'contact', robot: i, row: -1 });
    if (row >= 0 && row !== unit.touchingRow) this.outputs.push({ kind: 'contact', robot: i, row });
    unit.touchingSolid = solid;
    unit.touchingRow = row;
    if (!updatePower(this.columns, unit, i, tick, moves(this.columns, unit, i))) return;
    const charging = this.charging[i] === 1;
    this.outputs.push({ kind: 'charging', robot: i, charging, chargeRatio: this.chargeRatio[i] as number });
  }

  sense(tick: number, people: PeopleAround): void {
    for (let i = 0; i < this.count; i++) {
      const unit = this.units[i] as Unit;
      const period = unit.sensing === 'full' ? ACTIVE_TICKS : IDLE_TICKS;
      if (!unit.stirred && tick - unit.perceptTick < period) continue;
      unit.perceptTick = tick;
      unit.stirred = false;
      const command = unit.brain.step(perceive(this.columns, unit, i, tick, people, this.rows));
      unit.heard = [];
      unit.touched = [];
      unit.requests = [];
      unit.inbox.push({ dueTick: tick + Math.max(1, unit.spec.latencyTicks), command });
    }
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

  save(): RobotSystemState {
    return { version: 1, data: saveRobots(this.tick, this.columns, this.bodies, this.units) };
  }

  load(state: RobotSystemState): void {
    const saved = state.data as SavedRobots;
    this.tick = saved.tick;
    this.outputs = [];
    loadRobots(saved, this.columns, this.bodies, this.units);
  }

  hashInto(hash: StateHash): void {
    hashRobots(hash, this.columns, this.units);
  }
}
