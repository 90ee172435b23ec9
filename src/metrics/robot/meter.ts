/**
 * What a robot's run is measured by, fed one sample a tick. One name, one formula; the definitions are in docs/sil.md.
 *
 * Clearance d = max(0, distance of centres - both radii), to the nearest person; contact = clearance at most `contactM`.
 * Contacts are events (rising edges), not steps. Left out: bodies other than discs.
 */
import { bandOf } from './groups';
import { wrapRad } from './path';
import { timeToCollisionS } from './ttc';

export type MeterParams = {
  readonly dtS: number;
  readonly radiusM: number;
  /** Rims nearer than this touch, m. */
  readonly contactM: number;
  /** A contact is over when the rims are farther apart than contactM + this, m. */
  readonly releaseM: number;
  /** Slower than this is standing, m/s. */
  readonly standingMps: number;
  /** A freezing event is a stand longer than this with somebody within `freezeNearM` and a goal to go to. */
  readonly freezeS: number;
  readonly freezeNearM: number;
  /** Space compliance: share of steps at least this far from everybody, m. */
  readonly spaceM: number;
  /** Failure to progress: windows of this length in which the way to the goal falls by less than that. */
  readonly progressS: number;
  readonly progressM: number;
};

export const METER_DEFAULTS: Omit<MeterParams, 'dtS' | 'radiusM'> = {
  contactM: 0,
  releaseM: 0,
  standingMps: 0.05,
  freezeS: 3,
  freezeNearM: 1.2,
  spaceM: 0.5,
  progressS: 5,
  progressM: 0.1,
};

/** Discs around the robot, first `count` entries of each column. `id` names them from sample to sample. */
export type DiscColumns = {
  count: number;
  readonly id: ArrayLike<number>;
  readonly xM: ArrayLike<number>;
  readonly yM: ArrayLike<number>;
  readonly vxMps: ArrayLike<number>;
  readonly vyMps: ArrayLike<number>;
  readonly radiusM: ArrayLike<number>;
};

export type MeterSample = {
  readonly xM: number;
  readonly yM: number;
  readonly yawRad: number;
  /** Forward speed, m/s. */
  readonly linearMps: number;
  /** A goal is being driven to; waiting on purpose (talking, charging, for a follower) is not. */
  readonly goalActive: boolean;
  /** Way left to the goal, m; NaN = none. */
  readonly toGoalM: number;
  /** Rim to the nearest wall or furniture, m; NaN = not looked at. */
  readonly wallGapM: number;
  readonly people: DiscColumns;
  readonly robots: DiscColumns;
  /** Centre distance to the person led, m; NaN = nobody is led now. */
  readonly followerGapM: number;
};

/** Who brought two discs together. `shared`: both were moving at each other. */
export type Fault = 'robot' | 'shared' | 'person';
export type Contact = {
  readonly kind: 'wall' | 'robot' | 'person';
  readonly step: number;
  /** Id of the other disc; -1 for walls. */
  readonly with: number;
  readonly fault: Fault;
};

/** Approach slower than this does not bring anybody together, m/s. */
const APPROACH_MPS = 0.05;
/**
 * Who caused a touch: the robot only if it drove towards the other, else the other.
 * @param robotMps, otherMps largest speed of each towards the other at the touch and a tick before, m/s
 */
export function faultOf(robotMps: number, otherMps: number): Fault {
  return robotMps <= APPROACH_MPS ? 'person' : robotMps >= otherMps ? 'robot' : 'shared';
}

/** A follower farther than this is being lost, m; an event after so many seconds. */
export const FOLLOWER_LOST_M = 4;
const FOLLOWER_LOST_S = 2;
/** Band in which a follower should be, m. */
const FOLLOWER_BAND_M = [0.8, 2.5] as const;
const TTC_MAX_S = 8;

/** Steps without a break in which it stands though it has a goal; whether anybody was near; counted as a freezing event. */
type Run = { steps: number; near: boolean; counted: boolean };

/** Everything that changes, as plain data. */
type State = {
  steps: number;
  lengthM: number;
  headingRad: number;
  lastX: number;
  lastY: number;
  lastYaw: number;
  lastV: number;
  lastLastV: number;
  speedSum: number;
  speedMax: number;
  speedSquares: number;
  accelSum: number;
  accelMax: number;
  jerkSum: number;
  jerkMax: number;
  stalledSteps: number;
  run: Run;
  freezes: number;
  freezeLongestSteps: number;
  wallSum: number;
  wallSteps: number;
  wallMin: number;
  personSum: number;
  personSteps: number;
  personMin: number;
  centreMin: number;
  compliantSteps: number;
  bands: [number, number, number, number];
  ttcSum: number;
  ttcSteps: number;
  ttcMin: number;
  ttcBelow: [number, number];
  contacts: Contact[];
  touching: { key: string }[];
  lastApproach: { key: string; robotMps: number; otherMps: number }[];
  windowSteps: number;
  windowFromM: number;
  noProgress: number;
  followedSteps: number;
  followedInBand: number;
  lostSteps: number;
  lostEvents: number;
};

export type RobotFigures = {
  readonly steps: number;
  readonly timeS: number;
  readonly lengthM: number;
  readonly headingChangesRad: number;
  readonly speedAvgMps: number;
  readonly speedMaxMps: number;
  /** Mean and largest |finite difference of speed| / dt, m/s2; and |second difference| / dt^2, m/s3. */
  readonly accelAvgMps2: number;
  readonly accelMaxMps2: number;
  readonly jerkAvgMps3: number;
  readonly jerkMaxMps3: number;
  /** Sum of v^2 (SocNavBench's motion energy), m2/s2. */
  readonly motionEnergy: number;
  readonly stalledS: number;
  readonly freezes: number;
  readonly freezeLongestS: number;
  /** Windows without progress. */
  readonly noProgress: number;
  /** NaN where nothing was near or looked at. */
  readonly wallGapMinM: number;
  readonly wallGapAvgM: number;
  readonly personGapMinM: number;
  readonly personGapAvgM: number;
  readonly centreDistanceMinM: number;
  /** Share of steps with everybody at least `spaceM` away, and the rest. */
  readonly psc: number;
  readonly intrusion: number;
  /** Shares of steps by band of the nearest person: intimate, personal, social, public. Nobody there counts as public. */
  readonly bands: readonly [number, number, number, number];
  readonly ttcMinS: number;
  readonly ttcAvgS: number;
  /** Shares of steps with less than 1.5 s and 3 s to collision. */
  readonly ttcBelow1_5: number;
  readonly ttcBelow3: number;
  readonly collisions: number;
  readonly wallCollisions: number;
  readonly robotCollisions: number;
  readonly personCollisions: number;
  /** Of the collisions with people and robots: those to which this robot drove; walls always count. */
  readonly causedCollisions: number;
  /** Of the time led: share with the follower 0.8 to 2.5 m behind; times it was lost (over 4 m for more than 2 s). */
  readonly followedS: number;
  readonly followerInBand: number;
  readonly lostFollowers: number;
};

export class RobotMeter {
  private s: State;

  constructor(readonly params: MeterParams) {
    this.s = fresh();
  }

  /** Contacts so far, in the order they came. */
  get contacts(): readonly Contact[] {
    return this.s.contacts;
  }

  step(sample: MeterSample): void {
    this.motion(sample);
    this.clearances(sample);
    this.stalls(sample);
    this.follower(sample);
    this.s.steps++;
  }

  private motion(sample: MeterSample): void {
    const { s } = this;
    const { dtS } = this.params;
    const v = sample.linearMps;
    const speed = Math.abs(v);
    s.speedSum += speed;
    s.speedSquares += v * v;
    s.speedMax = Math.max(s.speedMax, speed);
    if (s.steps > 0) {
      s.lengthM += Math.hypot(sample.xM - s.lastX, sample.yM - s.lastY);
      s.headingRad += Math.abs(wrapRad(sample.yawRad - s.lastYaw));
      const accel = Math.abs(v - s.lastV) / dtS;
      s.accelSum += accel;
      s.accelMax = Math.max(s.accelMax, accel);
    }
    if (s.steps > 1) {
      const jerk = Math.abs(v - 2 * s.lastV + s.lastLastV) / (dtS * dtS);
      s.jerkSum += jerk;
      s.jerkMax = Math.max(s.jerkMax, jerk);
    }
    s.lastLastV = s.lastV;
    s.lastV = v;
    s.lastX = sample.xM;
    s.lastY = sample.yM;
    s.lastYaw = sample.yawRad;
  }

  private clearances(sample: MeterSample): void {
    const { s, params } = this;
    const vx = sample.linearMps * Math.cos(sample.yawRad);
    const vy = sample.linearMps * Math.sin(sample.yawRad);
    let nearest = Number.POSITIVE_INFINITY;
    let centre = Number.POSITIVE_INFINITY;
    let ttc = Number.POSITIVE_INFINITY;
    const touching: { key: string }[] = [];
    const approach: State['lastApproach'] = [];
    for (const kind of ['person', 'robot'] as const) {
      const discs = kind === 'person' ? sample.people : sample.robots;
      for (let i = 0; i < discs.count; i++) {
        const dx = (discs.xM[i] as number) - sample.xM;
        const dy = (discs.yM[i] as number) - sample.yM;
        const distance = Math.hypot(dx, dy);
        const radii = params.radiusM + (discs.radiusM[i] as number);
        const gap = Math.max(0, distance - params.radiusM - (discs.radiusM[i] as number));
        if (kind === 'person') {
          nearest = Math.min(nearest, gap);
          centre = Math.min(centre, distance);
          ttc = Math.min(
            ttc,
            timeToCollisionS(dx, dy, (discs.vxMps[i] as number) - vx, (discs.vyMps[i] as number) - vy, radii),
          );
        }
        if (gap > params.contactM + params.releaseM + 0.5) continue;
        const key = `${kind} ${discs.id[i]}`;
        const nx = distance > 0 ? dx / distance : 1;
        const ny = distance > 0 ? dy / distance : 0;
        const now = {
          key,
          robotMps: vx * nx + vy * ny,
          otherMps: -((discs.vxMps[i] as number) * nx + (discs.vyMps[i] as number) * ny),
        };
        approach.push(now);
        this.touch(kind, discs.id[i] as number, key, gap, now, touching);
      }
    }
    if (!Number.isNaN(sample.wallGapM)) {
      const gap = Math.max(0, sample.wallGapM);
      s.wallSum += gap;
      s.wallSteps++;
      s.wallMin = Math.min(s.wallMin, gap);
      this.touch('wall', -1, 'wall', gap, { robotMps: Number.POSITIVE_INFINITY, otherMps: 0 }, touching);
    }
    s.touching = touching;
    s.lastApproach = approach;
    if (nearest < Number.POSITIVE_INFINITY) {
      s.personSum += nearest;
      s.personSteps++;
      s.personMin = Math.min(s.personMin, nearest);
      s.centreMin = Math.min(s.centreMin, centre);
    }
    if (nearest >= params.spaceM) s.compliantSteps++;
    s.bands[bandOf(nearest)]++;
    s.ttcMin = Math.min(s.ttcMin, ttc);
    if (ttc <= TTC_MAX_S) {
      s.ttcSum += ttc;
      s.ttcSteps++;
    }
    if (ttc < 1.5) s.ttcBelow[0]++;
    if (ttc < 3) s.ttcBelow[1]++;
    s.run.near ||= nearest < params.freezeNearM;
  }

  /** Notes a touch; a new one is an event, with its fault by the speeds before and at the touch. */
  private touch(
    kind: Contact['kind'],
    id: number,
    key: string,
    gap: number,
    now: { robotMps: number; otherMps: number },
    touching: { key: string }[],
  ): void {
    const { s, params } = this;
    const was = s.touching.some((entry) => entry.key === key);
    if (gap > params.contactM + (was ? params.releaseM : 0)) return;
    touching.push({ key });
    if (was) return;
    const before = s.lastApproach.find((entry) => entry.key === key) ?? now;
    const robotMps = Math.max(now.robotMps, before.robotMps);
    const otherMps = Math.max(now.otherMps, before.otherMps);
    s.contacts.push({ kind, step: s.steps, with: id, fault: faultOf(robotMps, otherMps) });
  }

  private stalls(sample: MeterSample): void {
    const { s, params } = this;
    const stalled = sample.goalActive && Math.abs(sample.linearMps) < params.standingMps;
    if (stalled) {
      s.stalledSteps++;
      s.run.steps++;
      if (s.run.near && s.run.steps * params.dtS > params.freezeS) {
        if (!s.run.counted) s.freezes++;
        s.run.counted = true;
        s.freezeLongestSteps = Math.max(s.freezeLongestSteps, s.run.steps);
      }
    } else s.run = { steps: 0, near: false, counted: false };
    if (!sample.goalActive || Number.isNaN(sample.toGoalM)) {
      s.windowSteps = 0;
      return;
    }
    if (s.windowSteps === 0) s.windowFromM = sample.toGoalM;
    s.windowSteps++;
    if (s.windowSteps * params.dtS >= params.progressS) {
      if (s.windowFromM - sample.toGoalM < params.progressM) s.noProgress++;
      s.windowSteps = 0;
    }
  }

  private follower(sample: MeterSample): void {
    const { s, params } = this;
    const gap = sample.followerGapM;
    if (Number.isNaN(gap)) {
      s.lostSteps = 0;
      return;
    }
    s.followedSteps++;
    if (gap >= FOLLOWER_BAND_M[0] && gap <= FOLLOWER_BAND_M[1]) s.followedInBand++;
    s.lostSteps = gap > FOLLOWER_LOST_M ? s.lostSteps + 1 : 0;
    if (s.lostSteps === Math.ceil(FOLLOWER_LOST_S / params.dtS)) s.lostEvents++;
  }

  figures(): RobotFigures {
    const { s, params } = this;
    const { dtS } = params;
    const share = (steps: number): number => (s.steps > 0 ? steps / s.steps : 0);
    const average = (sum: number, steps: number): number => (steps > 0 ? sum / steps : Number.NaN);
    const least = (value: number): number => (value === Number.POSITIVE_INFINITY ? Number.NaN : value);
    const of = (kind: Contact['kind']): number => s.contacts.filter((contact) => contact.kind === kind).length;
    return {
      steps: s.steps,
      timeS: Math.max(0, s.steps - 1) * dtS,
      lengthM: s.lengthM,
      headingChangesRad: s.headingRad,
      speedAvgMps: share(s.speedSum),
      speedMaxMps: s.speedMax,
      accelAvgMps2: average(s.accelSum, Math.max(0, s.steps - 1)) || 0,
      accelMaxMps2: s.accelMax,
      jerkAvgMps3: average(s.jerkSum, Math.max(0, s.steps - 2)) || 0,
      jerkMaxMps3: s.jerkMax,
      motionEnergy: s.speedSquares,
      stalledS: s.stalledSteps * dtS,
      freezes: s.freezes,
      freezeLongestS: s.freezeLongestSteps * dtS,
      noProgress: s.noProgress,
      wallGapMinM: least(s.wallMin),
      wallGapAvgM: average(s.wallSum, s.wallSteps),
      personGapMinM: least(s.personMin),
      personGapAvgM: average(s.personSum, s.personSteps),
      centreDistanceMinM: least(s.centreMin),
      psc: share(s.compliantSteps),
      intrusion: s.steps > 0 ? 1 - share(s.compliantSteps) : 0,
      bands: [share(s.bands[0]), share(s.bands[1]), share(s.bands[2]), share(s.bands[3])],
      ttcMinS: s.ttcMin,
      ttcAvgS: average(s.ttcSum, s.ttcSteps),
      ttcBelow1_5: share(s.ttcBelow[0]),
      ttcBelow3: share(s.ttcBelow[1]),
      collisions: s.contacts.length,
      wallCollisions: of('wall'),
      robotCollisions: of('robot'),
      personCollisions: of('person'),
      causedCollisions: s.contacts.filter((contact) => contact.fault !== 'person').length,
      followedS: s.followedSteps * dtS,
      followerInBand: average(s.followedInBand, s.followedSteps),
      lostFollowers: s.lostEvents,
    };
  }

  /** Plain data; `load` of the same parameters goes on as if nothing had been. */
  save(): unknown {
    return structuredClone(this.s);
  }

  load(state: unknown): void {
    this.s = structuredClone(state) as State;
  }
}

function fresh(): State {
  return {
    steps: 0,
    lengthM: 0,
    headingRad: 0,
    lastX: 0,
    lastY: 0,
    lastYaw: 0,
    lastV: 0,
    lastLastV: 0,
    speedSum: 0,
    speedMax: 0,
    speedSquares: 0,
    accelSum: 0,
    accelMax: 0,
    jerkSum: 0,
    jerkMax: 0,
    stalledSteps: 0,
    run: { steps: 0, near: false, counted: false },
    freezes: 0,
    freezeLongestSteps: 0,
    wallSum: 0,
    wallSteps: 0,
    wallMin: Number.POSITIVE_INFINITY,
    personSum: 0,
    personSteps: 0,
    personMin: Number.POSITIVE_INFINITY,
    centreMin: Number.POSITIVE_INFINITY,
    compliantSteps: 0,
    bands: [0, 0, 0, 0],
    ttcSum: 0,
    ttcSteps: 0,
    ttcMin: Number.POSITIVE_INFINITY,
    ttcBelow: [0, 0],
    contacts: [],
    touching: [],
    lastApproach: [],
    windowSteps: 0,
    windowFromM: 0,
    noProgress: 0,
    followedSteps: 0,
    followedInBand: 0,
    lostSteps: 0,
    lostEvents: 0,
  };
}
