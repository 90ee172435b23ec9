/**
 * Whether the task is done, by the truth of the hall and not by what the robot says. One object a run; robot 0 is judged.
 * Reached = within the tolerance and at rest. A lead is done when the robot has said so, stands at the window, and its guest too.
 */
import type { TaskRequest } from '../../../agents/contract';
import { EventKind, FetchEnd } from '../../kernel/events';
import type { Hall } from '../../kernel/hall';
import { ROBOT_ACTIVITIES } from '../../kernel/robot/system';
import { TICK_S } from '../../kernel/spec';
import type { MissionPlan } from './plan';
import { poseOf } from './plan';

type Point = { readonly xM: number; readonly yM: number };

const REST_MPS = 0.05;
/** At a window: robot to its handover pose, and guest to robot (centres). */
const HANDOVER_M = 1;
const GUEST_M = 3;
const STOP_M = 0.5;
const REFUGE_M = 0.5;
/** In its refuge for so long, s. */
const PARKED_S = 2;

export class Judge {
  done = false;
  /** What a lead came to. */
  readonly lead = { started: 0, arrived: 0, lost: 0, guestPresent: false };
  /** How fetching somebody ended, FetchEnd; -1 = it has not. */
  fetched = -1;
  /** Where it has to go now; null = nowhere. */
  goal: Point | null = null;
  /** Smallest distance to the goal so far, m. */
  nearestM = Number.POSITIVE_INFINITY;
  /** Hall clock at which the task was given: the order, or the beginning of the lead. */
  assignedS: number;
  private readonly stopsLeft: Point[];
  private readonly orders: { atS: number; robot: number; request: TaskRequest }[] = [];
  private seen = 0;
  private parkedS = 0;
  private ordered = false;

  constructor(private readonly plan: MissionPlan) {
    const { mission, startS, spec } = plan;
    const { task } = mission;
    this.assignedS = startS + ('atS' in task ? task.atS : 0);
    this.stopsLeft = task.kind === 'patrol' ? task.stops.map((stop) => poseOf(stop)) : [];
    const order = (atS: number, robot: number, request: TaskRequest): void => {
      this.orders.push({ atS: startS + atS, robot, request });
    };
    switch (task.kind) {
      case 'go-to':
        order(task.atS, 0, { kind: 'go-to', pose: poseOf(task) });
        break;
      case 'dock':
        if (task.ordered) order(task.atS, 0, { kind: 'go-charge' });
        break;
      case 'patrol':
        order(task.atS, 0, { kind: 'patrol' });
        break;
      case 'evacuate':
        order(task.atS, 0, { kind: 'evacuate' });
        break;
      case 'lead':
      case 'fetch-help':
      case 'attend':
        break;
    }
    mission.others.forEach((other, i) => {
      if (other.charge) order(other.atS, i + 1, { kind: 'go-charge' });
      else if (other.to) order(other.atS, i + 1, { kind: 'go-to', pose: poseOf(other.to) });
      if (other.next) order(other.nextAtS, i + 1, { kind: 'go-to', pose: poseOf(other.next) });
    });
    this.orders.sort((a, b) => a.atS - b.atS);
    this.goal = this.goalOf(spec.robots[0]?.site.dock?.pose ?? null);
  }

  /** The point that the reference path leads to. */
  private goalOf(dock: Point | null): Point | null {
    const { mission, spec } = this.plan;
    const { task } = mission;
    const site = spec.robots[0]?.site;
    switch (task.kind) {
      case 'go-to':
        return poseOf(task);
      case 'dock':
        return dock;
      case 'evacuate':
        return site?.refuge ?? site?.post ?? null;
      case 'patrol':
        return this.stopsLeft[0] ?? null;
      case 'lead': {
        const guest = mission.people.find((entry) => entry.kind === 'guest');
        return site?.windows.find((window) => window.id === guest?.window)?.handover ?? null;
      }
      case 'fetch-help':
      case 'attend':
        return null;
    }
  }

  /** The mission begins: what happened before is no concern. */
  begin(hall: Hall): void {
    this.seen = hall.log.length;
  }

  /** Before a tick: orders that are due. */
  give(hall: Hall): void {
    while (this.orders[0] && this.orders[0].atS <= hall.nowS + TICK_S / 2) {
      const { robot, request } = this.orders.shift() as (typeof this.orders)[number];
      if (robot === 0) this.ordered = true;
      hall.commands.push({ kind: 'robot-request', robot, request });
    }
  }

  /** After a tick. */
  look(hall: Hall): void {
    const { robots } = hall;
    if (!robots) return;
    const xM = robots.xM[0] as number;
    const yM = robots.yM[0] as number;
    const rests = Math.abs(robots.linearMps[0] as number) < REST_MPS;
    const toGoal = this.goal ? Math.hypot(this.goal.xM - xM, this.goal.yM - yM) : Number.NaN;
    if (toGoal < this.nearestM) this.nearestM = toGoal;
    const { task } = this.plan.mission;
    this.readEvents(hall, xM, yM);
    switch (task.kind) {
      case 'go-to':
        this.done = this.ordered && rests && toGoal <= task.tolM;
        break;
      case 'dock':
        this.done = robots.charging[0] === 1;
        break;
      case 'patrol': {
        const stop = this.stopsLeft[0];
        if (stop && Math.hypot(stop.xM - xM, stop.yM - yM) < STOP_M && rests) this.stopsLeft.shift();
        this.goal = this.stopsLeft[0] ?? this.goal;
        this.done = this.stopsLeft.length === 0;
        break;
      }
      case 'evacuate':
        this.parkedS = this.ordered && rests && toGoal <= REFUGE_M ? this.parkedS + TICK_S : 0;
        this.done = this.parkedS >= PARKED_S;
        break;
      case 'lead':
        this.done = task.guestStays
          ? this.lead.guestPresent
          : this.lead.started > 0 &&
            this.lead.arrived === 0 &&
            hall.robotGuest[0] === -1 &&
            ROBOT_ACTIVITIES[robots.activity[0] as number] === 'at-post';
        break;
      case 'fetch-help':
        this.done =
          this.fetched === FetchEnd[task.ends] &&
          (robots.charging[0] === 1 || ROBOT_ACTIVITIES[robots.activity[0] as number] === 'at-post');
        break;
      case 'attend':
        break;
    }
  }

  private readEvents(hall: Hall, xM: number, yM: number): void {
    const { log, crowd, citizens } = hall;
    for (; this.seen < log.length; this.seen++) {
      if (log.a[this.seen] !== 0) continue;
      const kind = log.kind[this.seen];
      if (kind === EventKind.leadStarted) {
        if (this.lead.started++ === 0 && this.plan.mission.task.kind === 'lead')
          this.assignedS = log.timeS[this.seen] as number;
      } else if (kind === EventKind.fetchStarted) this.assignedS = log.timeS[this.seen] as number;
      else if (kind === EventKind.fetchEnded) this.fetched = log.b[this.seen] as number;
      else if (kind === EventKind.leadLost) this.lead.lost++;
      else if (kind === EventKind.leadArrived) {
        this.lead.arrived++;
        const number = log.citizen[this.seen] as number;
        const row = citizens.number.indexOf(number);
        const gap =
          row < 0 || !crowd ? Number.NaN : Math.hypot((crowd.xM[row] as number) - xM, (crowd.yM[row] as number) - yM);
        const atWindow = this.goal !== null && Math.hypot(this.goal.xM - xM, this.goal.yM - yM) <= HANDOVER_M;
        if (atWindow && gap <= GUEST_M) this.lead.guestPresent = true;
      }
    }
  }

  /** Everything that changes, as plain data. */
  save(): unknown {
    return structuredClone(this.plain());
  }

  load(state: unknown): void {
    const { lead, stopsLeft, orders, ...rest } = structuredClone(state) as ReturnType<Judge['plain']>;
    Object.assign(this.lead, lead);
    this.stopsLeft.splice(0, this.stopsLeft.length, ...stopsLeft);
    this.orders.splice(0, this.orders.length, ...orders);
    Object.assign(this, rest);
  }

  private plain() {
    const { done, lead, fetched, goal, nearestM, stopsLeft, orders, seen, parkedS, ordered, assignedS } = this;
    return { done, lead, fetched, goal, nearestM, stopsLeft, orders, seen, parkedS, ordered, assignedS };
  }
}
