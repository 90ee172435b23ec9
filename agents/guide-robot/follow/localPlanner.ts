/**
 * The next second or two: which arc to drive. Dynamic window approach (Fox, Burgard, Thrun 1997) with a social cost.
 *
 * Candidates: the path itself at falling speeds, steered as the follower will, and a grid of (speed, turning) that can be
 * reached within `WINDOW_S`. Each is rolled out for `HORIZON_S` and weighed: progress along the path and distance from it, room to walls and things, people
 * where they will be (constant velocity), their personal space (an egg that is longer in the direction they walk, after
 * Kirby 2010), lines between people who belong together (bonds), and smoothness. An arc that would touch something before
 * the robot could stop is not a candidate. While it waits the robot becomes less shy, so that a crowd does not freeze it.
 * Map frame, m, m/s, rad/s, s; costs without unit. Leaves out reactions of people to the robot.
 */
import type { BrainParams, Pose2D } from '../../contract';
import { atan2, cos, exp, sin, wrapAngle } from '../../contract/numerics/detmath';
import type { Bond } from '../perceive/bonds';
import { crosses } from '../perceive/bonds';
import { STANDING_MPS, type Track } from '../perceive/tracks';
import type { Line } from '../plan/path';
import { PATH_STEP_M } from '../plan/path';
import type { LocalField } from './localField';

const STEPS = 8;
const STEP_S = 0.3;
const HORIZON_S = STEPS * STEP_S;
const WINDOW_S = 0.5;
const SPEEDS = 5;
const TURNS = 13;
/** Along the path: at these shares of the follower's speed, steering for a point so many path points ahead. */
const FOLLOW_SHARES = [1, 0.6, 0.3] as const;
const STEER_POINTS = 4;
/** Room kept beyond the robot's radius, m: to things, to people. */
const THING_MARGIN_M = 0.035;
const PERSON_MARGIN_M = 0.08;
const PERSON_RADIUS_M = 0.28;
/** People further away do not matter within the horizon, m. */
const PERSON_RANGE_M = 5;
/** A touch sooner than this is not risked, s. */
const SOON_S = 0.9;
/** Share of the braking power that planning counts on, and time until it acts, s. */
const BRAKING_SHARE = 0.7;
const REACTION_S = 0.2;
/** Weights. */
const W_PROGRESS = 2.6;
const W_PATH_PER_M = 1.1;
const W_HEADING_PER_RAD = 0.25;
const W_ROOM = 0.07;
const W_SOCIAL = 0.34;
const W_BOND = 2.5;
const W_TURN_CHANGE = 0.12;
const W_SPEED_CHANGE = 0.1;
const W_OFF_NOMINAL = 0.15;
const W_LATE_TOUCH = 3;
const W_TOUCH_PERSON = 2.2;
/** Personal space, standard deviation, m: to all sides, and longer ahead by this much per m/s. */
const SPACE_M = 0.38;
const SPACE_AHEAD_S = 0.45;
/** Shyness left after a long wait, and how long it takes to get there, s. */
const BOLD_SHARE = 0.3;
const BOLD_AFTER_S = 10;
/** Path points looked at from the present one, for progress. */
const PATH_POINTS = 26;
const ROOM_SCALE_M = 0.14;
/** A way with less trouble than this is taken without looking at others. */
const QUIET = 0.12;

export type Choice = {
  linearMps: number;
  angularRps: number;
  /** The path follower's own arc would touch a person within the horizon. */
  personAhead: boolean;
};

export type LocalTask = {
  readonly line: Line;
  readonly progress: number;
  readonly pose: Pose2D;
  readonly linearMps: number;
  readonly angularRps: number;
  /** The follower's own wish, and the highest speed that its rules allow here. */
  readonly nominalMps: number;
  readonly nominalRps: number;
  readonly capMps: number;
  readonly waitedS: number;
};

type Person = {
  x: number;
  y: number;
  vx: number;
  vy: number;
  speed: number;
  weight: number;
  /** Of the body, m. */
  radiusM: number;
  /** Robot relative to the person at the last step of the roll-out. */
  lastX: number;
  lastY: number;
};

export class LocalPlanner {
  /** Candidates of the last choice, for the overlay: v, w, cost; the chosen one first. */
  readonly weighed: number[] = [];
  private readonly people: Person[] = [];
  private touchesPerson = false;
  private hereX = 0;
  private hereY = 0;
  /** Cost of things, people and bonds in the last weighed way, without the path's share. */
  private trouble = 0;

  constructor(private readonly params: BrainParams) {}

  /** The arc to drive; both speeds zero when every arc is worse than standing. */
  choose(task: LocalTask, field: LocalField, tracks: readonly Track[], bonds: readonly Bond[], out: Choice): Choice {
    const { params } = this;
    this.gatherPeople(tracks, task.pose);
    const shy = Math.max(BOLD_SHARE, 1 - task.waitedS / BOLD_AFTER_S);
    this.weighed.length = 0;
    let best = this.weigh(task, 0, 0, false, field, bonds, shy);
    out.linearMps = 0;
    out.angularRps = 0;
    out.personAhead = false;
    // Along the path at falling speeds, steering as the follower will.
    for (const share of FOLLOW_SHARES) {
      const v = share * task.nominalMps;
      if (!(v > 0.02)) continue;
      const w = share * task.nominalRps;
      const cost = this.weigh(task, v, w, true, field, bonds, shy);
      if (share === 1) out.personAhead = this.touchesPerson;
      this.note(v, w, cost);
      if (cost < best) {
        best = cost;
        out.linearMps = v;
        out.angularRps = w;
      }
      // Nothing and nobody near the way: the follower's own is as good as any.
      if (share === 1 && out.linearMps > 0 && this.trouble < QUIET) return out;
    }
    const top = Math.min(task.capMps, task.linearMps + params.linearAccelMps2 * WINDOW_S);
    const bottom = Math.max(0.08, task.linearMps - params.linearDecelMps2 * WINDOW_S);
    const reachRps = params.angularAccelRps2 * WINDOW_S;
    const left = Math.min(params.maxAngularRps, task.angularRps + reachRps);
    const right = Math.max(-params.maxAngularRps, task.angularRps - reachRps);
    for (let i = 0; i < SPEEDS; i++) {
      const v = Math.min(top, bottom) + ((top - Math.min(top, bottom)) * i) / (SPEEDS - 1);
      if (!(v > 0.02)) continue;
      for (let j = 0; j < TURNS; j++) {
        const w = right + ((left - right) * j) / (TURNS - 1);
        const cost = this.weigh(task, v, w, false, field, bonds, shy);
        this.note(v, w, cost);
        if (cost < best) {
          best = cost;
          out.linearMps = v;
          out.angularRps = w;
        }
      }
    }
    return out;
  }

  private note(v: number, w: number, cost: number): void {
    if (cost < Number.POSITIVE_INFINITY) this.weighed.push(v, w, cost);
  }

  private gatherPeople(tracks: readonly Track[], pose: Pose2D): void {
    const { people, params } = this;
    people.length = 0;
    this.hereX = pose.xM;
    this.hereY = pose.yM;
    const c = cos(pose.yawRad);
    const s = sin(pose.yawRad);
    for (const track of tracks) {
      if (!track.isPerson) continue;
      const dx = track.xM - pose.xM;
      const dy = track.yM - pose.yM;
      if (dx * dx + dy * dy > PERSON_RANGE_M * PERSON_RANGE_M) continue;
      // The guest who follows is no obstacle: it keeps its own distance.
      if (track.isGuest && c * dx + s * dy < 0.2) continue;
      const speed = Math.sqrt(track.vxMps * track.vxMps + track.vyMps * track.vyMps);
      people.push({
        x: track.xM,
        y: track.yM,
        vx: speed < STANDING_MPS ? 0 : track.vxMps,
        vy: speed < STANDING_MPS ? 0 : track.vyMps,
        speed: speed < STANDING_MPS ? 0 : speed,
        weight: track.isGuest ? 0.4 : 1,
        radiusM: track.isRobot ? params.radiusM : PERSON_RADIUS_M,
        lastX: 0,
        lastY: 0,
      });
    }
  }

  /** Cost of an arc; Infinity when the robot would touch something before it could stop. */
  private weigh(
    task: LocalTask,
    v: number,
    firstRps: number,
    alongPath: boolean,
    field: LocalField,
    bonds: readonly Bond[],
    shy: number,
  ): number {
    const { params } = this;
    const { pose } = task;
    const braking = BRAKING_SHARE * params.linearDecelMps2;
    const stopM = (v * v) / (2 * braking) + v * REACTION_S;
    let x = pose.xM;
    let y = pose.yM;
    let yaw = pose.yawRad;
    let cost = 0;
    this.touchesPerson = false;
    this.trouble = Number.POSITIVE_INFINITY;
    let fromX = x;
    let fromY = y;
    for (const person of this.people) {
      person.lastX = x - person.x;
      person.lastY = y - person.y;
    }
    const startRoom = field.roomAt(x, y);
    let w = firstRps;
    let at = task.progress;
    for (let k = 1; k <= STEPS; k++) {
      const t = k * STEP_S;
      if (alongPath && k > 1) {
        at = nearestOnPath(task.line, at, x, y);
        w = this.steer(task.line, at, x, y, yaw, v);
      }
      const middle = yaw + 0.5 * w * STEP_S;
      x += v * STEP_S * cos(middle);
      y += v * STEP_S * sin(middle);
      yaw += w * STEP_S;
      if (v > 0) {
        const room = field.roomAt(x, y);
        const spare = room - params.radiusM - THING_MARGIN_M;
        // Already too near to something: only arcs that lead away.
        if (spare < 0 && room < startRoom + 0.01 * k) {
          if (v * t <= stopM + 0.5 * v * STEP_S + 0.02) return Number.POSITIVE_INFINITY;
          cost += W_LATE_TOUCH * (1.2 - t / HORIZON_S);
          break;
        }
        if (spare < 0.5) cost += W_ROOM * shy * exp(-Math.max(0, spare) / ROOM_SCALE_M);
      }
      const social = this.social(x, y, t, v, stopM, shy);
      if (social === Number.POSITIVE_INFINITY) return social;
      cost += social;
      if (v > 0 && k % 2 === 0) {
        for (const bond of bonds) if (crosses(bond, fromX, fromY, x, y)) cost += W_BOND * shy;
        fromX = x;
        fromY = y;
      }
    }
    this.trouble = cost;
    return cost + this.alongPath(task, x, y, yaw, v, firstRps);
  }

  /** Pure pursuit from a point of a roll-out. */
  private steer(line: Line, at: number, x: number, y: number, yaw: number, v: number): number {
    const carrot = Math.min(line.xM.length - 1, at + STEER_POINTS);
    const dx = (line.xM[carrot] as number) - x;
    const dy = (line.yM[carrot] as number) - y;
    const away2 = dx * dx + dy * dy;
    if (away2 < 0.01) return 0;
    const left = -sin(yaw) * dx + cos(yaw) * dy;
    const most = this.params.maxAngularRps;
    return Math.min(most, Math.max(-most, (2 * v * left) / away2));
  }

  /** People where they will be: touching them, and being in their space. */
  private social(x: number, y: number, t: number, v: number, stopM: number, shy: number): number {
    let cost = 0;
    for (const person of this.people) {
      const reach = this.params.radiusM + person.radiusM;
      const dx = x - person.x - person.vx * t;
      const dy = y - person.y - person.vy * t;
      // Nearest approach since the last step: two who pass each other are half a metre on after it.
      const ex = dx - person.lastX;
      const ey = dy - person.lastY;
      const length2 = ex * ex + ey * ey;
      const along = length2 > 0 ? -(person.lastX * ex + person.lastY * ey) / length2 : 1;
      const share = along < 0 ? 0 : along > 1 ? 1 : along;
      const nx = person.lastX + share * ex;
      const ny = person.lastY + share * ey;
      person.lastX = dx;
      person.lastY = dy;
      const distance = Math.sqrt(nx * nx + ny * ny);
      const gap = distance - reach;
      if (gap < PERSON_MARGIN_M) {
        this.touchesPerson = true;
        if (v > 0 && person.speed === 0 && v * t <= stopM + 0.1 && !this.leaves(person, reach, dx, dy)) {
          return Number.POSITIVE_INFINITY;
        }
        if (v > 0 && person.speed > 0 && t <= SOON_S) {
          // Somebody comes close whatever the robot does: it may still get out of the way, never into it.
          const sx = this.hereX - person.x - person.vx * t;
          const sy = this.hereY - person.y - person.vy * t;
          if (distance * distance < sx * sx + sy * sy + 0.01) return Number.POSITIVE_INFINITY;
        }
        cost += W_TOUCH_PERSON * (1.3 - t / HORIZON_S) * person.weight;
      }
      if (gap > 1.6) continue;
      let sigma = SPACE_M;
      if (person.speed > 0 && distance > 0) {
        const ahead = (dx * person.vx + dy * person.vy) / (distance * person.speed);
        if (ahead > 0) sigma += SPACE_AHEAD_S * person.speed * ahead;
      }
      const g = gap > 0 ? gap : 0;
      cost += W_SOCIAL * shy * person.weight * (1 - 0.4 * (t / HORIZON_S)) * exp((-0.5 * g * g) / (sigma * sigma));
    }
    return cost;
  }

  /** Somebody who stands has come too near already, and here, (dx, dy) from them, the robot is further off than now. */
  private leaves(person: Person, reach: number, dx: number, dy: number): boolean {
    const hx = this.hereX - person.x;
    const hy = this.hereY - person.y;
    const now2 = hx * hx + hy * hy;
    const near = reach + PERSON_MARGIN_M;
    return now2 < near * near && dx * dx + dy * dy > now2;
  }

  private alongPath(task: LocalTask, x: number, y: number, yaw: number, v: number, w: number): number {
    const { xM, yM } = task.line;
    const last = Math.min(xM.length - 1, task.progress + PATH_POINTS);
    let nearest = Number.POSITIVE_INFINITY;
    let at = task.progress;
    for (let i = task.progress; i <= last; i++) {
      const dx = (xM[i] as number) - x;
      const dy = (yM[i] as number) - y;
      const squared = dx * dx + dy * dy;
      if (squared < nearest) {
        nearest = squared;
        at = i;
      }
    }
    const ahead = Math.min(xM.length - 1, at + 3);
    let turn = 0;
    if (ahead > at) {
      const direction = atan2((yM[ahead] as number) - (yM[at] as number), (xM[ahead] as number) - (xM[at] as number));
      turn = Math.abs(wrapAngle(direction - yaw));
    }
    const { params } = this;
    const best = Math.max(0.1, Math.min(params.maxLinearMps * HORIZON_S, (last - task.progress) * PATH_STEP_M));
    const gained = Math.min(best, (at - task.progress) * PATH_STEP_M);
    return (
      W_PROGRESS * (1 - gained / best) +
      W_PATH_PER_M * Math.sqrt(nearest) +
      (v > 0 ? W_HEADING_PER_RAD * turn : 0) +
      W_TURN_CHANGE * Math.abs(w - task.angularRps) +
      W_SPEED_CHANGE * Math.abs(v - task.linearMps) +
      W_OFF_NOMINAL * (Math.abs(w - task.nominalRps) + Math.abs(v - task.nominalMps))
    );
  }
}

/** Index of the path point nearest to a place, looked for from `from` on. */
function nearestOnPath({ xM, yM }: Line, from: number, x: number, y: number): number {
  let at = from;
  let best = Number.POSITIVE_INFINITY;
  const end = Math.min(xM.length - 1, from + 4);
  for (let i = from; i <= end; i++) {
    const squared =
      ((xM[i] as number) - x) * ((xM[i] as number) - x) + ((yM[i] as number) - y) * ((yM[i] as number) - y);
    if (squared < best) {
      best = squared;
      at = i;
    }
  }
  return at;
}

/** (n x 2) points of an arc from a pose, for the overlay. */
export function arcPoints(pose: Pose2D, v: number, w: number): Float32Array {
  const points = new Float32Array(2 * (STEPS + 1));
  let x = pose.xM;
  let y = pose.yM;
  let yaw = pose.yawRad;
  points[0] = x;
  points[1] = y;
  for (let k = 1; k <= STEPS; k++) {
    const middle = yaw + 0.5 * w * STEP_S;
    x += v * STEP_S * cos(middle);
    y += v * STEP_S * sin(middle);
    yaw += w * STEP_S;
    points[2 * k] = x;
    points[2 * k + 1] = y;
  }
  return points;
}
