/**
 * The hall: everything that changes during a run, in one value. `spec` is constant. Functions in demand/, service/ and
 * robot/ take the hall as their first argument and change only their own part of it; tick.ts says in which order.
 */
import type { FleetManager } from '../../agents/contract';
import { Agenda, AgendaKind } from './base/agenda';
import { GrowingEventLog } from './base/eventLog';
import { Purpose, RandomStream } from './base/random';
import type { HallCommand } from './commands';
import { createCrowd } from './crowd/create';
import type { Crowd } from './crowd/crowd';
import { CROWD_PRESETS } from './crowd/parameters';
import { ArrivalProcess } from './demand/arrivals';
import { Citizens } from './demand/citizens';
import { Phase } from './demand/phase';
import type { EventKind, SpeechRecord } from './events';
import { Extras } from './extras/extras';
import { PeopleTraits } from './people/state';
import { createRobotSystem } from './robot/createRobotSystem';
import { makeFleet } from './robot/fleetLink';
import { MesoRobots } from './robot/mesoRobots';
import type { RobotSystem } from './robot/system';
import { createRouter, type HallRouter } from './routing/router';
import { type AppointmentBook, appointmentBook, scheduleMissed } from './rules/appointments';
import { scheduleBreaks } from './rules/breaks';
import { Closures, closableAreas, scheduleClosures } from './rules/closures';
import { scheduleDoors } from './rules/doors';
import { scheduleAbsences } from './rules/fetchHelp';
import { FetchState } from './rules/fetchState';
import { hasRules } from './rules/spec';
import { RuleState } from './rules/state';
import { variedArrivals } from './rules/variation';
import { scheduleClosings } from './rules/windowClosings';
import type { StandingSpot } from './service/standingRoom';
import { type LineServer, makeLineServers, TicketQueues, WindowTable } from './service/tables';
import type { HallSpec } from './spec';
import { TICK_S } from './spec';
import { WayState } from './wayfinding/state';

/** Constant tables worked out from the spec once. */
export type HallDerived = {
  /** Place indices of doors to come in by and to go out by. */
  readonly entrances: readonly number[];
  readonly exits: readonly number[];
  /** By place index: indices into layout.seats of the neighbours. */
  readonly seatNeighbours: readonly (readonly number[])[];
  /** (groups) x, y of the middle of the windows that ever serve the group. */
  readonly groupCentre: Float64Array;
};

export class Hall {
  readonly startS: number;
  /** Nobody comes after this: closing time, or the end of the 24-hour zone if that is later. Seconds since midnight. */
  readonly lastS: number;
  tick = 0;
  /** Exact time of what is being done, seconds since midnight. */
  nowS: number;
  finished = false;
  readonly agenda = new Agenda();
  readonly log = new GrowingEventLog();
  speech: SpeechRecord[] = [];
  problems: string[] = [];
  readonly citizens = new Citizens();
  readonly arrivals: ArrivalProcess[];
  /** Number of the next citizen. */
  nextCitizen = 0;
  /** Rows waiting outside the door for room to step in. */
  outside: number[] = [];
  readonly tickets: TicketQueues;
  readonly windows: WindowTable;
  readonly servers: LineServer[];
  /** (places) 1 = reserved. */
  readonly placeTaken: Uint8Array;
  /** Null when nobody has a body (meso, theory). */
  readonly crowd: Crowd | null;
  readonly router: HallRouter | null;
  /** Parts of the hall that may close; null when there are none or nobody walks. */
  readonly closures: Closures | null;
  readonly robots: RobotSystem | null;
  readonly mesoRobots: MesoRobots | null;
  /** Who coordinates the robots; null = nobody. */
  readonly fleet: FleetManager | null;
  /** (robots) citizen row in dialogue or led, -1; lowest charge so far. */
  readonly robotGuest: Int32Array;
  readonly robotChargeMin: Float64Array;
  /** (robots x TRAIL x 2) m: ring of the robot's last positions every 0.15 m, for the follower; and its write index. */
  readonly trail: Float64Array;
  readonly trailAt: Int32Array;
  /** (robots) world-frame velocity, m/s; scratch for the crowd. */
  readonly robotVx: Float64Array;
  readonly robotVy: Float64Array;
  /** Visitors added by the operator. */
  added = 0;
  commands: HallCommand[] = [];
  /** Counters for the live figures. */
  readonly counts = { arrived: 0, served: 0, leftUnserved: 0 };
  /** Scratch stream for citizens' marks: rekeyed at each use, never saved. */
  readonly marks: RandomStream;
  readonly derived: HallDerived;
  /** Spots of the free floor to stand on; worked out when seats and standing places are first full. */
  floorSpots: readonly StandingSpot[] | null = null;
  /** State of the hall's rules; null when none is on. */
  readonly rules: RuleState | null;
  /** People who walk a script; null when there are none. */
  readonly extras: Extras | null;
  /** Who knows the way; null when wayfinding is off or nobody walks. */
  readonly ways: WayState | null;
  /** Ages, strollers, companions; null when the rule is off or nobody walks. */
  readonly people: PeopleTraits | null;
  /** Staff whom robots fetch; null when the rule is off or no robot has a body. */
  readonly fetch: FetchState | null;
  /** The day's appointments; they are the last arrival process. Null when there are none. */
  readonly book: AppointmentBook | null;

  constructor(
    readonly spec: HallSpec,
    router: HallRouter | null,
  ) {
    const { zone24 } = spec.rules;
    this.startS = Math.min(spec.openS, zone24?.fromS ?? spec.openS);
    this.lastS = Math.max(spec.closeS, zone24?.toS ?? spec.closeS);
    this.nowS = this.startS;
    const { layout } = spec;
    const { appointments, variation } = spec.rules;
    this.book = appointments ? appointmentBook(appointments, spec.seed) : null;
    const arrivals = variedArrivals(spec.arrivals, variation, spec.seed);
    const others = [...(zone24 ? [zone24.arrivals] : []), ...(this.book ? [this.book.arrivals] : [])];
    this.arrivals = [...arrivals, ...others].map((arrival, i) => new ArrivalProcess(arrival, spec.seed, i));
    this.tickets = new TicketQueues(spec.groups.length);
    this.windows = new WindowTable(layout.windows.length);
    this.servers = makeLineServers(spec);
    this.placeTaken = new Uint8Array(layout.places.length);
    const micro = spec.resolution === 'micro' && spec.walking;
    const openRouter = spec.walking ? (router ?? createRouter(layout)) : null;
    const areas = closableAreas(spec.rules.closures, layout);
    this.closures = openRouter && areas.length > 0 ? new Closures(areas, openRouter) : null;
    const hallRouter = this.closures?.routes.router ?? openRouter;
    this.router = hallRouter;
    this.crowd =
      micro && hallRouter
        ? createCrowd(layout, hallRouter, spec.seed, {
            parameters: CROWD_PRESETS[spec.crowd?.preset ?? 'everyday'],
            routes: spec.crowd?.routes ?? 'shortest',
          })
        : null;
    this.robots =
      this.crowd && spec.robots.length > 0
        ? createRobotSystem(spec, this.crowd, (row) => this.citizens.phase[row] === Phase.seated)
        : null;
    this.fleet = this.robots && spec.createFleet ? makeFleet(spec, spec.createFleet) : null;
    this.mesoRobots = !micro && spec.walking && spec.robots.length > 0 ? new MesoRobots(spec) : null;
    this.robotGuest = new Int32Array(spec.robots.length).fill(-1);
    this.robotChargeMin = Float64Array.from(spec.robots, (robot) => robot.initialChargeRatio);
    this.trail = new Float64Array(spec.robots.length * TRAIL_POINTS * 2);
    this.robotVx = new Float64Array(spec.robots.length);
    this.robotVy = new Float64Array(spec.robots.length);
    this.trailAt = new Int32Array(spec.robots.length);
    this.marks = new RandomStream(spec.seed, Purpose.citizenMarks);
    this.derived = derive(spec);
    this.people = spec.rules.people && spec.walking ? new PeopleTraits(spec.rules.people) : null;
    this.ways = spec.rules.wayfinding && spec.walking ? new WayState(spec.rules.wayfinding, layout) : null;
    this.rules = hasRules(spec.rules) ? new RuleState(spec.rules, layout.windows.length) : null;
    this.extras = spec.extras && this.crowd ? new Extras(spec.extras) : null;
    const { fetchHelp } = spec.rules;
    this.fetch = fetchHelp && this.robots ? new FetchState(fetchHelp, spec.robots.length) : null;
    this.scheduleDay();
  }

  /** Hall clock at a tick, seconds since midnight. */
  timeOfTickS(tick: number): number {
    return this.startS + tick * TICK_S;
  }

  record(kind: EventKind, citizen: number, a: number, b: number): void {
    this.log.append(this.nowS, kind, citizen, a, b);
  }

  /** True for the arrivals of the 24-hour zone: the process after those of the scenario. */
  isZoneProcess(index: number): boolean {
    return this.spec.rules.zone24 !== null && index === this.spec.arrivals.length;
  }

  private isZoneWindow(groups: readonly number[]): boolean {
    const { zone24, channels } = this.spec.rules;
    return zone24?.channels.some((index) => groups.includes(channels?.[index]?.group ?? -1)) ?? false;
  }

  private scheduleDay(): void {
    const { spec, agenda } = this;
    spec.staffing.forEach((intervals, window) => {
      intervals.forEach((interval, i) => {
        const earliestS = this.isZoneWindow(interval.groups) ? this.startS : spec.openS;
        agenda.schedule(Math.max(interval.fromS, earliestS), AgendaKind.staffing, window, 2 * i);
        agenda.schedule(interval.toS, AgendaKind.staffing, window, 2 * i + 1);
      });
    });
    this.arrivals.forEach((process, i) => {
      process.advance();
      if (process.nextS < Number.POSITIVE_INFINITY) {
        const earliestS = this.isZoneProcess(i) ? this.startS : spec.openS;
        agenda.schedule(Math.max(process.nextS, earliestS), AgendaKind.arrival, i);
      }
    });
    spec.scripted.forEach((visitor, i) => {
      agenda.schedule(Math.max(visitor.atS, spec.openS), AgendaKind.scripted, i);
    });
    agenda.schedule(spec.closeS, AgendaKind.closing, 0);
    if (this.lastS > spec.closeS) agenda.schedule(this.lastS, AgendaKind.closing, 1);
    scheduleBreaks(this);
    scheduleDoors(this);
    scheduleClosures(this);
    scheduleClosings(this);
    scheduleMissed(this);
    scheduleAbsences(this);
  }
}

export const TRAIL_POINTS = 64;

function derive(spec: HallSpec): HallDerived {
  const { layout } = spec;
  const doors = (use: 'in' | 'out'): number[] =>
    layout.doors.filter((door) => door.use === use || door.use === 'both').map((door) => door.place);
  const seatNeighbours = layout.places.map((place, index) => {
    if (place.kind !== 'seat') return [];
    const neighbours: number[] = [];
    layout.seats.forEach((other, i) => {
      const seat = layout.places[other];
      if (!seat || other === index) return;
      const dx = seat.restXM - place.restXM;
      const dy = seat.restYM - place.restYM;
      if (dx * dx + dy * dy < 0.75 * 0.75) neighbours.push(i);
    });
    return neighbours;
  });
  const groupCentre = new Float64Array(spec.groups.length * 2);
  spec.groups.forEach((_, group) => {
    let count = 0;
    spec.staffing.forEach((intervals, window) => {
      const plan = layout.windows[window];
      if (!plan || !intervals.some((interval) => interval.groups.includes(group))) return;
      groupCentre[2 * group] = (groupCentre[2 * group] as number) + plan.xM;
      groupCentre[2 * group + 1] = (groupCentre[2 * group + 1] as number) + plan.yM;
      count++;
    });
    if (count === 0) return;
    groupCentre[2 * group] = (groupCentre[2 * group] as number) / count;
    groupCentre[2 * group + 1] = (groupCentre[2 * group + 1] as number) / count;
  });
  return { entrances: doors('in'), exits: doors('out'), seatNeighbours, groupCentre };
}
