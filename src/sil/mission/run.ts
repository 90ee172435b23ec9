/**
 * One mission, one seed: the hall is stepped tick by tick, the robot under test measured and judged by the truth, and its run
 * compared with the same seed without it. Lockstep, so the result depends on mission, seed and brain alone.
 */
import type { RobotActivity } from '../../../agents/contract';
import { Hall } from '../../kernel/hall';
import { makeSolidGap, type SolidGap } from '../../kernel/robot/solidGap';
import { ROBOT_ACTIVITIES } from '../../kernel/robot/system';
import { createRouter, type HallRouter } from '../../kernel/routing/router';
import { hashHall } from '../../kernel/save';
import { TICK_S } from '../../kernel/spec';
import { advance, stepTick } from '../../kernel/tick';
import { type DiscColumns, METER_DEFAULTS, RobotMeter } from '../../metrics/robot/meter';
import { bendsRad, freeTimeS, irregularityRad, pathEfficiency, spl, stl } from '../../metrics/robot/path';
import type { SupervisedBrain } from '../supervise';
import { disturbanceOf } from './disturbance';
import type { MissionPlan } from './plan';
import type { MissionOutcome, MissionRun } from './result';
import { shortestWay } from './shortest';
import { SocialMeter } from './social';
import { Judge } from './task';

/** People farther from the robot than this are not looked at, m: twice the reach of the outermost proxemic band and more. */
const AROUND_M = 10;
const AROUND_MOST = 256;
/** What physics calls a touch, and how far apart rims must be before the next touch is a new one, m. */
const CONTACT_M = 0.001;
const RELEASE_M = 0.02;

/** Activities in which a robot means to get somewhere; in the others it stands on purpose. */
const ON_THE_WAY: ReadonlySet<RobotActivity> = new Set([
  'starting',
  'leading',
  'returning',
  'to-dock',
  'docking',
  'undocking',
  'travelling',
  'patrolling',
  'recovering',
  'localizing',
  'evacuating',
  'stuck',
]);

export type MissionState = {
  readonly judge: unknown;
  readonly meter: unknown;
  readonly social: unknown;
  readonly chargeMin: number;
};

/** A mission under way. `step` until it says no; then `result`. */
export class MissionRunner {
  readonly hall: Hall;
  private readonly judge: Judge;
  private readonly meter: RobotMeter;
  private readonly social: SocialMeter;
  private readonly solidGap: SolidGap;
  private readonly rows = new Int32Array(AROUND_MOST);
  private readonly people = columns(AROUND_MOST);
  private readonly robots: ReturnType<typeof columns>;
  private chargeMin = 1;

  /** @param brain of robot 0, as made by the hall; asked for after the hall was made */
  constructor(
    readonly plan: MissionPlan,
    private readonly router: HallRouter,
    private readonly brain: () => SupervisedBrain,
  ) {
    this.hall = new Hall(plan.spec, router);
    this.judge = new Judge(plan);
    this.meter = new RobotMeter({
      ...METER_DEFAULTS,
      dtS: TICK_S,
      radiusM: plan.spec.robots[0]?.body.radiusM ?? 0,
      contactM: CONTACT_M,
      releaseM: RELEASE_M,
    });
    this.social = new SocialMeter(plan.mission, plan.spec.robots[0]?.body.radiusM ?? 0);
    this.solidGap = makeSolidGap(plan.spec.layout);
    this.robots = columns(plan.spec.robots.length);
    if (plan.startS > this.hall.nowS) advance(this.hall, plan.startS);
    this.judge.begin(this.hall);
  }

  /** One tick; false when the mission is over. */
  step(): boolean {
    const { hall, judge, plan } = this;
    judge.give(hall);
    stepTick(hall);
    judge.look(hall);
    this.measure();
    if (judge.done || this.brain().failure || hall.finished) return false;
    if (!plan.mission.pass.reach && this.gaveUp()) return false;
    return hall.nowS < plan.startS + plan.mission.limits.timeS - TICK_S / 2;
  }

  private gaveUp(): boolean {
    const { gaveUp } = this.plan.mission.pass;
    return this.brain().errors.some((name) => gaveUp.includes(name));
  }

  private measure(): void {
    const { hall, judge } = this;
    const { robots, crowd } = hall;
    if (!robots || !crowd) return;
    const xM = robots.xM[0] as number;
    const yM = robots.yM[0] as number;
    const radiusM = robots.radiusM[0] as number;
    this.people.count = crowd.near(xM, yM, AROUND_M, this.rows);
    for (let i = 0; i < this.people.count; i++) {
      const row = this.rows[i] as number;
      put(this.people, i, hall.citizens.number[row] as number, crowd, row);
    }
    this.robots.count = 0;
    for (let k = 1; k < robots.count; k++) {
      const i = this.robots.count++;
      this.robots.id[i] = k;
      this.robots.xM[i] = robots.xM[k] as number;
      this.robots.yM[i] = robots.yM[k] as number;
      this.robots.vxMps[i] = hall.robotVx[k] as number;
      this.robots.vyMps[i] = hall.robotVy[k] as number;
      this.robots.radiusM[i] = robots.radiusM[k] as number;
    }
    const activity = ROBOT_ACTIVITIES[robots.activity[0] as number];
    const guest = hall.robotGuest[0] as number;
    const led = guest >= 0 && (activity === 'leading' || activity === 'waiting-for-follower');
    this.meter.step({
      xM,
      yM,
      yawRad: robots.yawRad[0] as number,
      linearMps: robots.linearMps[0] as number,
      // At the clerk's and with the guest it stands on purpose.
      goalActive:
        activity === 'fetching-help'
          ? (robots.status(0).status?.route.length ?? 0) > 0
          : activity !== undefined && ON_THE_WAY.has(activity),
      toGoalM: judge.goal ? Math.hypot(judge.goal.xM - xM, judge.goal.yM - yM) : Number.NaN,
      wallGapM: this.solidGap(xM, yM, radiusM),
      people: this.people,
      robots: this.robots,
      followerGapM: led ? Math.hypot((crowd.xM[guest] as number) - xM, (crowd.yM[guest] as number) - yM) : Number.NaN,
    });
    this.social.step(hall, this.people);
    const charge = robots.chargeRatio[0] as number;
    if (charge < this.chargeMin) this.chargeMin = charge;
  }

  /** Figures and verdict; the paired run without robots is made here. */
  result(brainName: string, withDisturbance = true): MissionRun {
    const { hall, plan, judge, meter } = this;
    const { mission, spec } = plan;
    const brain = this.brain();
    const figures = meter.figures();
    const robot = spec.robots[0];
    const outcome = this.outcome();
    const success = outcome === 'done';
    const way = this.shortest();
    const limits = robot?.brainParams;
    const free =
      way && limits
        ? freeTimeS(way.lengthM, limits.maxLinearMps, limits.linearAccelMps2, limits.linearDecelMps2)
        : Number.NaN;
    const irregular = way ? irregularityRad(figures.headingChangesRad, bendsRad(way.xM, way.yM)) : Number.NaN;
    const started = robot?.initialChargeRatio ?? 1;
    const battery = robot?.body.battery;
    const used = Math.max(0, started - (hall.robots?.chargeRatio[0] ?? started));
    const timeS = Math.max(0, hall.nowS - judge.assignedS);
    const hash = hashHall(hall);
    const run = {
      mission: mission.id,
      seed: plan.seed,
      brain: brainName,
      outcome,
      errors: [...brain.errors],
      timeS,
      shortestM: way?.lengthM ?? Number.NaN,
      freeTimeS: free,
      spl: way ? spl(success, figures.lengthM, way.lengthM) : Number.NaN,
      stl: way ? stl(success, timeS, free) : Number.NaN,
      pathEfficiency: way ? pathEfficiency(figures.lengthM, way.lengthM) : Number.NaN,
      irregularityRad: irregular,
      irregularityRadPerM: figures.lengthM > 0 ? irregular / figures.lengthM : Number.NaN,
      energyWh: battery ? used * battery.voltageV * battery.capacityAh : Number.NaN,
      chargeMin: this.chargeMin,
      leads: { started: judge.lead.started, arrived: judge.lead.arrived, lost: judge.lead.lost },
      figures,
      social: this.social.figures(),
      togetherS: this.togetherS(success, timeS),
      contacts: meter.contacts,
      disturbance: withDisturbance && !brain.failure ? disturbanceOf(plan, hall, this.router) : null,
      hash,
    };
    const misses = this.misses(run);
    return { ...run, passed: misses.length === 0, misses };
  }

  /** Aggregated time: until everybody who has to get somewhere together is there, s; NaN where the robot goes alone. */
  private togetherS(success: boolean, timeS: number): number {
    const { task } = this.plan.mission;
    return success && task.kind === 'lead' && task.guestStays && this.judge.lead.guestPresent ? timeS : Number.NaN;
  }

  private outcome(): MissionOutcome {
    const { failure } = this.brain();
    if (failure) return failure.kind;
    if (this.judge.done) return 'done';
    if (this.plan.mission.task.kind === 'attend') return 'done';
    return this.gaveUp() ? 'gave-up' : 'timed-out';
  }

  private shortest() {
    const { plan, judge } = this;
    const { task } = plan.mission;
    const start = plan.spec.robots[0]?.site.start;
    if (!start || !judge.goal || task.kind === 'attend' || task.kind === 'patrol') return null;
    const { layout } = plan.spec;
    return shortestWay(plan.walls, layout, plan.spec.robots[0]?.body.radiusM ?? 0, start, judge.goal);
  }

  private misses(run: Omit<MissionRun, 'passed' | 'misses'>): string[] {
    const { pass, limits } = this.plan.mission;
    const { failure, said } = this.brain();
    const { figures } = run;
    const misses: string[] = [];
    const miss = (text: string): void => {
      misses.push(text);
    };
    if (failure) {
      const at = Number.isNaN(failure.atS) ? 'when it was made' : `at ${failure.atS.toFixed(2)} s`;
      miss(`the brain ${failure.kind === 'crashed' ? 'threw' : 'gave no usable command'} ${at}: ${failure.message}`);
    } else if (pass.reach && run.outcome !== 'done') {
      const left = Number.isFinite(this.judge.nearestM) ? `, nearest ${this.judge.nearestM.toFixed(2)} m` : '';
      const why = run.errors.length > 0 ? `, reported ${run.errors.join(' ')}` : '';
      miss(`not done within ${limits.timeS} s${left}${why}; last: ${this.brain().status.activity}`);
    } else if (!pass.reach && run.outcome === 'done') miss('did what cannot be done');
    const wanted = pass.gaveUp;
    if (!failure && wanted.length > 0 && !run.errors.some((name) => wanted.includes(name))) {
      miss(`reported ${run.errors.join(' ') || 'no error'}; expected one of ${wanted.join(' ')}`);
    }
    if (!figures) return misses;
    const above = (what: string, value: number, most: number, unit = ''): void => {
      if (value > most) miss(`${what} ${round(value)}${unit}, allowed up to ${most}${unit}`);
    };
    const below = (what: string, value: number, least: number, unit = ''): void => {
      if (value < least) miss(`${what} ${round(value)}${unit}, at least ${least}${unit}`);
    };
    above('collisions caused', figures.causedCollisions, pass.maxCausedCollisions);
    above('longest freeze', figures.freezeLongestS, pass.maxFreezeS, ' s');
    below('clearance to people', figures.personGapMinM, pass.minPersonGapM, ' m');
    below('clearance to walls', figures.wallGapMinM, pass.minWallGapM, ' m');
    if (pass.minSpl > 0) below('SPL', run.spl, pass.minSpl);
    if (pass.maxTimeS !== undefined) above('time', run.timeS, pass.maxTimeS, ' s');
    if (pass.maxLostFollowers !== undefined) above('followers lost', figures.lostFollowers, pass.maxLostFollowers);
    if (pass.minFollowerInBand > 0) below('follower in band', figures.followerInBand, pass.minFollowerInBand);
    below('state of charge', run.chargeMin, pass.minCharge);
    if (pass.minStayM !== undefined) below('distance kept to the goal', this.judge.nearestM, pass.minStayM, ' m');
    for (const act of pass.says) if (!said.includes(act)) miss(`never said ${act}`);
    return misses;
  }

  save(): MissionState {
    return {
      judge: this.judge.save(),
      meter: this.meter.save(),
      social: this.social.save(),
      chargeMin: this.chargeMin,
    };
  }

  load(state: MissionState): void {
    this.judge.load(state.judge);
    this.meter.load(state.meter);
    this.social.load(state.social);
    this.chargeMin = state.chargeMin;
  }
}

const routers = new Map<string, HallRouter>();
/** Flow fields of the last few halls; a cache, so it changes nothing. */
export function routerOf(plan: MissionPlan): HallRouter {
  const key = plan.spec.layout.layoutHash;
  const known = routers.get(key);
  if (known) return known;
  const oldest = routers.keys().next().value;
  if (routers.size >= 4 && oldest !== undefined) routers.delete(oldest);
  const router = createRouter(plan.spec.layout);
  routers.set(key, router);
  return router;
}

function round(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toFixed(2);
}

function columns(n: number) {
  return {
    count: 0,
    id: new Float64Array(n),
    xM: new Float64Array(n),
    yM: new Float64Array(n),
    vxMps: new Float64Array(n),
    vyMps: new Float64Array(n),
    radiusM: new Float64Array(n),
  } satisfies DiscColumns;
}

function put(
  to: ReturnType<typeof columns>,
  i: number,
  id: number,
  from: NonNullable<Hall['crowd']>,
  row: number,
): void {
  to.id[i] = id;
  to.xM[i] = from.xM[row] as number;
  to.yM[i] = from.yM[row] as number;
  to.vxMps[i] = from.vxMps[row] as number;
  to.vyMps[i] = from.vyMps[row] as number;
  to.radiusM[i] = from.radiusM[row] as number;
}
