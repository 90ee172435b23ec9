/** A run is a value: take it out at any tick, put it back, and the future is the same. Also its fingerprint. */
import type { AgendaState } from './base/agenda';
import type { EventLogState } from './base/eventLog';
import { StateHash } from './base/hash';
import type { HallCommand } from './commands';
import type { CrowdState } from './crowd/crowd';
import type { ArrivalState } from './demand/arrivals';
import type { CitizensState } from './demand/citizens';
import type { SpeechRecord } from './events';
import type { ExtrasState } from './extras/extras';
import type { Hall } from './hall';
import type { PeopleTraitsSaved } from './people/state';
import type { MesoRobotsState } from './robot/mesoRobots';
import type { RobotSystemState } from './robot/system';
import { Break } from './rules/breaks';
import type { ClosuresSaved } from './rules/closures';
import { Clerk, type FetchStateSaved } from './rules/fetchState';
import type { RuleStateSaved } from './rules/state';
import { Shut } from './rules/windowClosings';
import { countAvailable } from './service/tables';
import type { WayStateSaved } from './wayfinding/state';

export type HallState = {
  readonly version: 1;
  /** Which run it belongs to: scenario id, seed, resolution. */
  readonly run: string;
  readonly tick: number;
  readonly nowS: number;
  readonly finished: boolean;
  readonly agenda: AgendaState;
  readonly log: EventLogState;
  readonly speech: readonly SpeechRecord[];
  readonly problems: readonly string[];
  readonly citizens: CitizensState;
  readonly arrivals: readonly ArrivalState[];
  readonly nextCitizen: number;
  readonly added: number;
  readonly outside: readonly number[];
  /** Typed columns of tickets, windows, places, robots' guests and trails, by name. */
  readonly columns: Readonly<Record<string, Float64Array | Int32Array | Uint8Array>>;
  readonly servers: readonly {
    readonly approaching: readonly number[];
    readonly queue: readonly number[];
    readonly current: number;
  }[];
  readonly counts: { readonly arrived: number; readonly served: number; readonly leftUnserved: number };
  readonly commands: readonly HallCommand[];
  readonly crowd: CrowdState | null;
  readonly robots: RobotSystemState | null;
  /** What the fleet manager saved; null = there is none. */
  readonly fleet: unknown;
  readonly mesoRobots: MesoRobotsState | null;
  readonly rules: RuleStateSaved | null;
  /** Null: nothing was ever closed. */
  readonly closures: ClosuresSaved | null;
  readonly extras: ExtrasState | null;
  readonly ways: WayStateSaved | null;
  readonly people: PeopleTraitsSaved | null;
  /** Left out where the rule is off. */
  readonly fetch?: FetchStateSaved;
};

function runName(hall: Hall): string {
  return `${hall.spec.id} seed ${hall.spec.seed} ${hall.spec.resolution}`;
}

/** The hall's own fixed-size columns, live. */
function liveColumns(hall: Hall): Record<string, Float64Array | Int32Array | Uint8Array> {
  const { tickets, windows } = hall;
  return {
    ticketHead: tickets.head,
    ticketTail: tickets.tail,
    ticketIssued: tickets.issued,
    ticketWaiting: tickets.waiting,
    windowState: windows.state,
    windowRow: windows.row,
    windowInterval: windows.interval,
    windowOvertime: windows.overtime,
    windowFreeSinceS: windows.freeSinceS,
    windowOpenS: windows.openS,
    windowBusyS: windows.busyS,
    windowChangedS: windows.changedS,
    windowServed: windows.served,
    placeTaken: hall.placeTaken,
    robotGuest: hall.robotGuest,
    robotChargeMin: hall.robotChargeMin,
    trail: hall.trail,
    trailAt: hall.trailAt,
  };
}

/** Everything that changes, copied. Plain structured-cloneable data. */
export function saveHall(hall: Hall): HallState {
  const columns: Record<string, Float64Array | Int32Array | Uint8Array> = {};
  for (const [name, column] of Object.entries(liveColumns(hall))) columns[name] = column.slice();
  return {
    version: 1,
    run: runName(hall),
    tick: hall.tick,
    nowS: hall.nowS,
    finished: hall.finished,
    agenda: hall.agenda.save(),
    log: hall.log.save(),
    speech: hall.speech.slice(),
    problems: hall.problems.slice(),
    citizens: hall.citizens.save(),
    arrivals: hall.arrivals.map((process) => process.save()),
    nextCitizen: hall.nextCitizen,
    added: hall.added,
    outside: hall.outside.slice(),
    columns,
    servers: hall.servers.map((server) => ({
      approaching: server.approaching.slice(),
      queue: server.queue.slice(),
      current: server.current,
    })),
    counts: { ...hall.counts },
    commands: hall.commands.slice(),
    crowd: hall.crowd?.save() ?? null,
    robots: hall.robots?.save() ?? null,
    fleet: hall.fleet?.save() ?? null,
    mesoRobots: hall.mesoRobots?.save() ?? null,
    rules: hall.rules?.save(hall.citizens.rows) ?? null,
    closures: hall.closures?.touched ? hall.closures.save() : null,
    extras: hall.extras?.save() ?? null,
    people: hall.people?.save(hall.citizens.rows) ?? null,
    ways: hall.ways?.save(hall.citizens.rows) ?? null,
    ...(hall.fetch ? { fetch: hall.fetch.save() } : {}),
  };
}

/** Puts a saved state into a hall of the same spec. Throws, changing nothing, if it belongs to another run. */
export function restoreHall(hall: Hall, state: HallState): void {
  if (state.version !== 1) throw new Error(`restoreHall: state version ${state.version} is not 1`);
  if (state.run !== runName(hall)) {
    throw new Error(`restoreHall: the state belongs to "${state.run}", this hall is "${runName(hall)}"`);
  }
  const columns = liveColumns(hall);
  for (const [name, column] of Object.entries(columns)) {
    if (state.columns[name]?.length !== column.length) {
      throw new Error(
        `restoreHall: column ${name} has ${state.columns[name]?.length} entries, expected ${column.length}`,
      );
    }
  }
  for (const [name, column] of Object.entries(columns)) column.set(state.columns[name] as never);
  hall.tick = state.tick;
  hall.nowS = state.nowS;
  hall.finished = state.finished;
  hall.agenda.load(state.agenda);
  hall.log.load(state.log);
  hall.speech = state.speech.slice();
  hall.problems = state.problems.slice();
  hall.citizens.load(state.citizens);
  state.arrivals.forEach((arrival, i) => {
    hall.arrivals[i]?.load(arrival);
  });
  hall.nextCitizen = state.nextCitizen;
  hall.added = state.added;
  hall.outside = state.outside.slice();
  state.servers.forEach((saved, i) => {
    const server = hall.servers[i];
    if (!server) return;
    server.approaching = saved.approaching.slice();
    server.queue = saved.queue.slice();
    server.current = saved.current;
  });
  Object.assign(hall.counts, state.counts);
  hall.commands = state.commands.slice();
  // Before the crowd, which builds routes.
  hall.closures?.load(state.closures);
  if (hall.crowd && state.crowd) hall.crowd.load(state.crowd);
  if (hall.robots && state.robots) hall.robots.load(state.robots);
  if (hall.fleet) hall.fleet.load(state.fleet);
  if (hall.mesoRobots && state.mesoRobots) hall.mesoRobots.load(state.mesoRobots);
  if (hall.rules && state.rules) hall.rules.load(state.rules);
  if (hall.extras && state.extras) hall.extras.load(state.extras);
  if (hall.ways && state.ways) hall.ways.load(state.ways);
  if (hall.people && state.people) hall.people.load(state.people);
  if (hall.fetch && state.fetch) hall.fetch.load(state.fetch);
  hall.windows.paused.fill(0);
  hall.rules?.breakState.forEach((value, window) => {
    if (value === Break.on) hall.windows.paused[window] = 1;
  });
  hall.rules?.shut.forEach((value, window) => {
    if (value === Shut.on) hall.windows.paused[window] = 1;
  });
  hall.rules?.helperAt.forEach((clerk) => {
    if (clerk >= 0) hall.windows.paused[clerk] = 1;
  });
  hall.fetch?.spec.places.forEach(({ kind, index }, place) => {
    if (kind === 'window' && hall.fetch?.clerk[place] !== Clerk.there) hall.windows.paused[index] = 1;
  });
  countAvailable(hall.windows);
}

/** Fingerprint of the whole state and of everything that happened: 16 hexadecimal digits. */
export function hashHall(hall: Hall): string {
  const hash = new StateHash();
  hash
    .text(runName(hall))
    .int(hall.tick)
    .float(hall.nowS)
    .int(hall.finished ? 1 : 0)
    .int(hall.nextCitizen);
  const { log } = hall;
  hash.int(log.length).floats(log.timeS, log.length).ints(log.kind, log.length);
  hash.ints(log.citizen, log.length).ints(log.a, log.length).ints(log.b, log.length);
  for (const line of hall.speech)
    hash.float(line.timeS).int(line.citizen).int(line.robot).text(line.text).text(line.act);
  const columns = liveColumns(hall);
  for (const name of Object.keys(columns).sort()) hash.value(columns[name]);
  for (const server of hall.servers) {
    hash.value(server.queue).value(server.approaching).int(server.current);
  }
  hash.value(hall.outside).value(hall.arrivals.map((process) => process.save()));
  hall.citizens.hashInto(hash);
  hall.crowd?.hashInto(hash);
  hall.robots?.hashInto(hash);
  if (hall.fleet) hash.value(hall.fleet.save());
  if (hall.mesoRobots) hash.value(hall.mesoRobots.save());
  hall.rules?.hashInto(hash, hall.citizens);
  hall.closures?.hashInto(hash);
  hall.extras?.hashInto(hash);
  hall.ways?.hashInto(hash, hall.citizens);
  hall.people?.hashInto(hash, hall.citizens);
  hall.fetch?.hashInto(hash);
  return hash.hex();
}
