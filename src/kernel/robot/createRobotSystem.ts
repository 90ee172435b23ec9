/**
 * All robots of a hall. Each tick: what goes wrong now -> the command that is due -> limits -> safety stop -> wheels -> body ->
 * odometry -> contacts -> energy; then sensors that are due -> percept -> brain -> a command due `latencyTicks` later.
 *
 * A robot whose brain asks for idle sensing and stands still costs nothing between percepts at 1 Hz: its battery is a closed
 * form of the ticks passed, so jumping over time and stepping through it give the same bits.
 */
import type { IdDocument, TaskRequest, Touch } from '../../../agents/contract';
import { cos, sin } from '../base/detmath';
import type { StateHash } from '../base/hash';
import type { HallSpec } from '../spec';
import { TICK_S } from '../spec';
import type { NearbyPeople, RobotBodies } from './body';
import { makeColumns, type RobotColumns } from './columns';
import { makeDiscs } from './discs';
import { readNumber } from './documents';
import { driveOne, moves, stepBodies } from './drive';
import { dropCharge, rebase, settleEnergy, updatePower } from './energy';
import { type FloorEdges, makeFloorEdges } from './floor';
import { makeKinematicBodies } from './kinematicBodies';
import { lidarEdges } from './lidarEdges';
import { deliverPercepts, sendPercept } from './link';
import { hearSpeech } from './microphone';
import { gatherNearby, makeNearby } from './nearby';
import { perceive, type Surroundings } from './percept';
import { makeSightLines } from './sightLines';
import { hashRobots, loadRobots, type SavedRobots, saveRobots } from './state';
import {
  type PeopleAround,
  ROBOT_ACTIVITIES,
  type RobotOutput,
  type RobotSystem,
  type RobotSystemState,
  type RobotWork,
} from './system';
import { ACTIVE_TICKS, IDLE_TICKS, makeUnit, setEffects, type Unit } from './unit';

/** Without a command for this long a moving robot brakes. */
const WATCHDOG_TICKS = 10;
/** No more people than this are looked at by one robot's sensors. */
const PEOPLE_MOST = 512;
/** People within this make the noise that the microphone hears, m. */
const NOISE_RANGE_M = 5;
/** An empty robot that is charged wakes up at this. */
const WAKE_RATIO = 0.02;

/**
 * @param people the crowd's discs, live
 * @param isSeated whether the citizen of a row sits
 */
export function createRobotSystem(
  spec: HallSpec,
  people: PeopleAround,
  isSeated: (row: number) => boolean,
): RobotSystem {
  return new Robots(spec, people, isSeated);
}

class Robots implements RobotSystem {
  readonly columns: RobotColumns;
  private readonly bodies: RobotBodies;
  private readonly units: Unit[];
  private outputs: RobotOutput[] = [];
  private readonly around: Surroundings;
  private readonly nearby: NearbyPeople;
  private readonly floor: FloorEdges;
  private tick = 0;

  constructor(spec: HallSpec, people: PeopleAround, isSeated: (row: number) => boolean) {
    const { layout, robots } = spec;
    const make = spec.makeRobotBodies ?? makeKinematicBodies;
    this.bodies = make(
      layout,
      robots.map((robot) => robot.body),
    );
    this.columns = makeColumns(spec, this.bodies);
    this.nearby = makeNearby(robots.length);
    this.floor = makeFloorEdges(layout);
    this.around = {
      people,
      isSeated,
      sight: makeSightLines(layout),
      rows: new Int32Array(PEOPLE_MOST),
      discs: makeDiscs(2 * PEOPLE_MOST + robots.length),
      robotVx: new Float64Array(robots.length),
      robotVy: new Float64Array(robots.length),
    };
    const edges = lidarEdges(layout);
    this.units = robots.map((robot, i) => {
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
      next = Math.min(next, unit.faults.nextTick(tick));
      if (unit.off) {
        if (moves(this.columns, unit, i)) return tick + 1;
        if (this.charging[i] === 1) next = Math.min(next, IDLE_TICKS * (Math.floor(tick / IDLE_TICKS) + 1));
        continue;
      }
      if (unit.sensing === 'full' || unit.stirred || moves(this.columns, unit, i)) return tick + 1;
      const command = unit.inbox[0];
      if (command) next = Math.min(next, command.dueTick);
      const percept = unit.outbox[0];
      if (percept) next = Math.min(next, percept.dueTick);
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

  drive(tick: number): void {
    const { people } = this.around;
    this.tick = tick;
    let anyDriven = false;
    this.nearby.count = 0;
    for (let i = 0; i < this.count; i++) {
      const unit = this.units[i] as Unit;
      this.applyFaults(i, unit, tick);
      this.takeDueCommand(i, unit, tick);
      const moving = moves(this.columns, unit, i);
      if (unit.sensing === 'full' || moving) gatherNearby(this.nearby, i, this.columns, people, this.around.rows);
      if (!moving) continue;
      driveOne(this.bodies, this.columns, unit, i, this.nearby, this.cliffAhead(i, unit), tick);
      anyDriven = true;
    }
    if (anyDriven) stepBodies(this.bodies, this.columns, this.units, this.nearby);
    for (let i = 0; i < this.count; i++) this.noteContacts(i, this.units[i] as Unit, tick);
  }

  private applyFaults(i: number, unit: Unit, tick: number): void {
    const effects = unit.faults.effectsAt(tick);
    if (effects !== unit.effects) {
      rebase(this.columns, unit, i, tick);
      // Of all faults only these are told at once, by their switches; the rest the brain has to find out.
      if (effects.emergencyStop !== unit.effects.emergencyStop || effects.bumperStuck !== unit.effects.bumperStuck) {
        unit.stirred = !unit.off;
      }
      setEffects(unit, effects);
    }
    for (const moment of unit.faults.momentsAt(tick)) {
      if (moment.kind === 'battery-low') dropCharge(this.columns, unit, i, tick, moment.chargeRatio);
      else this.bodies.place(i, moment.pose.xM, moment.pose.yM, moment.pose.yawRad);
    }
  }

  private cliffAhead(i: number, unit: Unit): boolean {
    const { cliff, radiusM } = unit.spec.body;
    if (cliff === null) return false;
    const { xM, yM, yawRad } = this.columns;
    return this.floor.isAhead(xM[i] as number, yM[i] as number, yawRad[i] as number, radiusM + cliff.reachM);
  }

  private takeDueCommand(i: number, unit: Unit, tick: number): void {
    for (let first = unit.inbox[0]; first && first.dueTick <= tick; first = unit.inbox[0]) {
      const { command } = first;
      unit.inbox.shift();
      unit.commandTick = tick;
      const { linearMps, angularRps } = command.velocity;
      // A brain that sends no number gets a stop: garbage never reaches the wheels.
      unit.wantedMps = Number.isFinite(linearMps) ? linearMps : 0;
      unit.wantedRps = Number.isFinite(angularRps) ? angularRps : 0;
      unit.sensing = command.status.sensing;
      unit.status = command.status;
      if (command.issueTicket) this.outputs.push({ kind: 'ticket', robot: i, itemId: command.issueTicket.itemId });
      if (command.say) this.outputs.push({ kind: 'said', robot: i, utterance: command.say });
      this.noteActivity(i, command.status.activity, command.status.windowId, command.status.reason);
    }
    const silent = tick - unit.commandTick > WATCHDOG_TICKS && unit.sensing === 'full';
    if (silent || unit.off || unit.effects.emergencyStop || this.hasFallen(i)) {
      unit.wantedMps = 0;
      unit.wantedRps = 0;
    }
  }

  private noteActivity(
    i: number,
    activity: (typeof ROBOT_ACTIVITIES)[number],
    windowId: string | null,
    reason: Extract<RobotOutput, { kind: 'activity' }>['reason'],
  ): void {
    const index = ROBOT_ACTIVITIES.indexOf(activity);
    if (index === this.activity[i]) return;
    this.activity[i] = index;
    this.outputs.push({ kind: 'activity', robot: i, activity, windowId, reason });
  }

  private hasFallen(i: number): boolean {
    return this.floor.isDrop(this.xM[i] as number, this.yM[i] as number);
  }

  private noteContacts(i: number, unit: Unit, tick: number): void {
    const { touchesSolid, touchesPerson, touchesRobot, touchedSides } = this.bodies;
    const solid = touchesSolid[i] === 1 || this.hasFallen(i);
    const row = touchesPerson[i] as number;
    const other = touchesRobot[i] as number;
    if (solid && !unit.touchingSolid) this.outputs.push({ kind: 'contact', robot: i, row: -1, other: -1 });
    if (row >= 0 && row !== unit.touchingRow) this.outputs.push({ kind: 'contact', robot: i, row, other: -1 });
    if (other >= 0 && other !== unit.touchingRobot) this.outputs.push({ kind: 'contact', robot: i, row: -1, other });
    unit.touchingSolid = solid;
    unit.touchingRow = row;
    unit.touchingRobot = other;
    unit.touchedSides = touchedSides[i] as number;
    if (!updatePower(this.columns, unit, i, tick, moves(this.columns, unit, i))) return;
    const charging = this.charging[i] === 1;
    this.outputs.push({ kind: 'charging', robot: i, charging, chargeRatio: this.chargeRatio[i] as number });
  }

  sense(tick: number): void {
    for (let i = 0; i < this.count; i++) {
      const unit = this.units[i] as Unit;
      if (unit.off) {
        if (tick % IDLE_TICKS !== 0 || (this.chargeRatio[i] as number) < WAKE_RATIO) continue;
        unit.off = false;
        unit.stirred = true;
      }
      deliverPercepts(unit, tick);
      const period = unit.sensing === 'full' ? ACTIVE_TICKS : IDLE_TICKS;
      if (!unit.stirred && tick - unit.perceptTick < period) continue;
      if (this.chargeRatio[i] === 0 && this.charging[i] === 0) {
        this.switchOff(i, unit, tick);
        continue;
      }
      const since = tick - unit.perceptTick;
      unit.perceptTick = tick;
      unit.stirred = false;
      if (this.count > 1) this.noteVelocities();
      const percept = perceive(this.columns, unit, i, tick, since, this.around, this.cliffAhead(i, unit));
      unit.heard = [];
      unit.touched = [];
      unit.presented = [];
      unit.requests = [];
      sendPercept(unit, tick, percept);
    }
  }

  /** Empty battery: motors brake, computers stop, what was under way is lost. */
  private switchOff(i: number, unit: Unit, tick: number): void {
    rebase(this.columns, unit, i, tick);
    unit.off = true;
    unit.stirred = false;
    unit.sensing = 'idle';
    unit.wantedMps = 0;
    unit.wantedRps = 0;
    unit.inbox = [];
    unit.outbox = [];
    this.noteActivity(i, 'stopped', null, { zh: '电池耗尽', en: 'battery empty' });
  }

  private noteVelocities(): void {
    for (let k = 0; k < this.count; k++) {
      const v = this.linearMps[k] as number;
      this.around.robotVx[k] = v * cos(this.yawRad[k] as number);
      this.around.robotVy[k] = v * sin(this.yawRad[k] as number);
    }
  }

  hear(robot: number, speech: Parameters<RobotSystem['hear']>[1], xM: number, yM: number): void {
    const unit = this.unit(robot);
    if (unit.off || unit.effects.microphoneDeaf) return;
    const { microphone } = unit.spec.body;
    const pose = { xM: this.xM[robot] as number, yM: this.yM[robot] as number, yawRad: this.yawRad[robot] as number };
    // The speaker is one of those near.
    const near =
      microphone.recognition === null
        ? 0
        : Math.max(0, this.around.people.near(pose.xM, pose.yM, NOISE_RANGE_M, this.around.rows) - 1);
    const { hearing, recognition } = unit.streams;
    const heard = hearSpeech(microphone, pose, speech, xM, yM, near, this.tick * TICK_S, hearing, recognition);
    if (heard === null) return;
    unit.heard.push(heard);
    unit.stirred = true;
  }

  touch(robot: number, what: Touch['what'], choice: number | null = null): void {
    const unit = this.unit(robot);
    const { missShare } = unit.spec.body.touch;
    if (unit.off || (missShare > 0 && unit.streams.touch.uniform() < missShare)) return;
    unit.touched.push({ stampS: this.tick * TICK_S, what, choice });
    unit.stirred = true;
  }

  present(robot: number, kind: IdDocument['kind'], number: string): void {
    const unit = this.unit(robot);
    if (unit.off) return;
    const read = readNumber(number, unit.spec.body.reader.misreadShare, unit.streams.reader);
    unit.presented.push({ stampS: this.tick * TICK_S, kind, number: read });
    unit.stirred = true;
  }

  request(robot: number, request: TaskRequest): void {
    const unit = this.unit(robot);
    // What is closed is kept for a robot that is off until it wakes, as by a message broker; orders are not.
    if (unit.off && request.kind !== 'keep-out') return;
    unit.requests.push(request);
    unit.stirred = !unit.off;
  }

  setGuest(robot: number, row: number): void {
    const unit = this.unit(robot);
    unit.guestRow = row;
    unit.stirred = !unit.off;
  }

  takeOutputs(): RobotOutput[] {
    const { outputs } = this;
    if (outputs.length > 0) this.outputs = [];
    return outputs;
  }

  status(robot: number) {
    const { status, guestRow } = this.unit(robot);
    return { status, busyWithGuest: guestRow >= 0 };
  }

  work(robot: number): RobotWork {
    const { scans, looks, brainSteps } = this.unit(robot);
    return { scans, looks, brainSteps };
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
    return { version: 2, data: saveRobots(this.tick, this.columns, this.bodies, this.units) };
  }

  load(state: RobotSystemState): void {
    if (state.version !== 2) throw new Error(`robots: saved state has version ${state.version}, this program reads 2`);
    const saved = state.data as SavedRobots;
    this.tick = saved.tick;
    this.outputs = [];
    loadRobots(saved, this.columns, this.bodies, this.units);
  }

  hashInto(hash: StateHash): void {
    hashRobots(hash, this.columns, this.units);
  }
}
