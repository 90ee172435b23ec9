/**
 * The crowd of one hall: who is where, who walks, who has arrived. The model is in motion.ts, its numbers in
 * constants.ts, its state in people.ts.
 *
 * Somebody at rest costs nothing: a parked body hangs in a cell list until it is woken. Somebody at rest inside a solid
 * (on a seat) is no obstacle beyond the solid. A walker who starts inside a solid first leaves it: to the place in front
 * of the seat, or else to the nearest walkable cell.
 */
import { cos, sin } from '../base/detmath';
import { prepareBox, signedDistanceToBox } from '../geometry/box';
import { wallDistanceM } from '../geometry/wall-field';
import type { HallLayout } from '../layout';
import { CongestionRoutes, type CongestionState } from '../routing/congestion';
import type { HallRouter } from '../routing/router';
import { ActiveRows } from './active';
import { cellGrid, ParkedCells } from './cells';
import { Choices, type ChoicesState } from './choice';
import { LEAST_WALL_M } from './constants';
import type { Crowd } from './crowd';
import type { Discs } from './models/discs';
import { Motion } from './motion';
import { type CrowdParameters, EVERYDAY, type RouteChoice } from './parameters';
import {
  ABSENT,
  FOLLOWING,
  LEAVING,
  LOOKS_NOW,
  PARKED,
  PAST_TARGET,
  People,
  type PeopleState,
  SEATED,
  STRAIGHT,
  WALKING,
} from './people';

type Saved = {
  readonly tick: number;
  readonly people: PeopleState;
  readonly discs: Discs;
  readonly arrived: Int32Array;
  /** Not there before the first choice. */
  readonly choices?: ChoicesState;
  /** Only with routes: congestion. */
  readonly congestion?: CongestionState;
};

const NO_ROWS = new Int32Array(0);
const DISC_COLUMNS = ['xM', 'yM', 'vxMps', 'vyMps', 'radiusM'] as const;

function noDiscs(): Discs {
  const empty = (): Float64Array => new Float64Array(0);
  return { count: 0, xM: empty(), yM: empty(), vxMps: empty(), vyMps: empty(), radiusM: empty() };
}

function copyOf(discs: Discs): Discs {
  const copy = noDiscs();
  copy.count = discs.count;
  for (const name of DISC_COLUMNS) copy[name] = discs[name].slice(0, discs.count);
  return copy;
}

export type CrowdOptions = {
  /** Closes the hall to a ring: who leaves at x = periodXM comes in at x = 0. For test corridors; the layout must go on 5 m beyond both. */
  readonly periodXM?: number;
  /** Default EVERYDAY. */
  readonly parameters?: CrowdParameters;
  /** `congestion`: round crowds and blocks (routing/congestion.ts). Default: the shortest. */
  readonly routes?: RouteChoice;
};

/** @param _seed kept for models that draw random numbers; this one does not */
export function createCrowd(
  layout: HallLayout,
  router: HallRouter,
  _seed: number,
  { periodXM = 0, parameters = EVERYDAY, routes = 'shortest' }: CrowdOptions = {},
): Crowd {
  const people = new People();
  const grid = cellGrid(layout);
  const standing = new ParkedCells(grid, router.walls);
  const congestion = routes === 'congestion' ? new CongestionRoutes(router) : null;
  const motion = new Motion(congestion?.router ?? router, grid, standing, parameters, periodXM);
  const seats = layout.solids.filter((solid) => solid.kind === 'seat').map(prepareBox);
  const point = new Float64Array(2);
  const discs: Discs = noDiscs();
  let tick = 0;
  const active = new ActiveRows();
  let walkers = 0;

  const isPresent = (row: number): boolean => row >= 0 && row < people.rows && people.mode[row] !== ABSENT;
  const mustBePresent = (row: number, what: string): void => {
    if (!isPresent(row)) throw new Error(`crowd.${what}: row ${row} is not in the hall`);
  };

  const setMode = (row: number, mode: number): void => {
    const moved = people.mode[row]! >= WALKING;
    const moves = mode >= WALKING;
    if (moved !== moves) {
      walkers += moves ? 1 : -1;
      active.note(row);
    }
    people.mode[row] = mode;
  };

  const isOnSeat = (xM: number, yM: number): boolean => {
    if (wallDistanceM(router.walls, xM, yM) < 0) return true;
    for (const seat of seats) if (signedDistanceToBox(seat, xM, yM) <= 0) return true;
    return false;
  };

  const rest = (row: number): void => {
    setMode(row, PARKED);
    people.vxMps[row] = 0;
    people.vyMps[row] = 0;
    people.slowS[row] = 0;
    people.stuckS[row] = 0;
    const seated = isOnSeat(people.xM[row]!, people.yM[row]!);
    people.flags[row] = seated ? SEATED : 0;
    if (!seated) standing.add(row, people.xM[row]!, people.yM[row]!);
  };

  /** Getting up: out of the parked cells, and first out of the solid if in one. */
  const rise = (row: number, mode: number): void => {
    if (people.mode[row] === PARKED) {
      standing.remove(row);
      people.flags[row] = 0;
      people.slowS[row] = 0;
      const x = people.xM[row]!;
      const y = people.yM[row]!;
      if (wallDistanceM(router.walls, x, y) < 0.5 * LEAST_WALL_M && findExit(x, y)) {
        people.flags[row] = LEAVING;
        people.exitX[row] = point[0]!;
        people.exitY[row] = point[1]!;
      }
    }
    setMode(row, mode);
  };

  /** Writes to `point` where somebody at rest at (x, y) steps out: the place this is the rest of, or the nearest free cell. */
  const findExit = (xM: number, yM: number): boolean => {
    for (const place of layout.places) {
      const dx = place.restXM - xM;
      const dy = place.restYM - yM;
      if (dx * dx + dy * dy > 0.09 || wallDistanceM(router.walls, place.xM, place.yM) < LEAST_WALL_M) continue;
      point[0] = place.xM;
      point[1] = place.yM;
      return true;
    }
    return router.wayOutInto(xM, yM, point);
  };

  const setOff = (row: number): void => {
    rise(row, WALKING);
    people.stuckS[row] = 0;
    people.leastLeftM[row] = Number.POSITIVE_INFINITY;
    people.capMps[row] = Number.POSITIVE_INFINITY;
    people.turnedRatio[row] = 1;
    people.flags[row] = (people.flags[row]! & LEAVING) | LOOKS_NOW;
  };

  let choices: Choices | null = null;
  const choosing = (): Choices => {
    choices ??= new Choices(router, rest, setOff);
    choices.grow(people.rows);
    return choices;
  };

  return {
    get xM() {
      return people.xM;
    },
    get yM() {
      return people.yM;
    },
    get vxMps() {
      return people.vxMps;
    },
    get vyMps() {
      return people.vyMps;
    },
    get headingX() {
      return people.headingX;
    },
    get headingY() {
      return people.headingY;
    },
    get radiusM() {
      return people.radiusM;
    },
    get walkers() {
      return walkers;
    },
    get arrived() {
      return motion.arrived;
    },
    get arrivedCount() {
      return motion.arrivedCount;
    },

    get released() {
      return motion.released;
    },
    get releasedCount() {
      return motion.releasedCount;
    },

    get changed() {
      return choices?.changed ?? NO_ROWS;
    },
    get changedCount() {
      return choices?.changedCount ?? 0;
    },

    get halted() {
      return choices?.halted ?? NO_ROWS;
    },
    get haltedCount() {
      return choices?.haltedCount ?? 0;
    },
    waitsAtClosed: (row) => choices?.waits(row) ?? false,

    reserve(rows) {
      if (rows <= people.rows) return;
      people.grow(rows);
      standing.grow(rows);
      motion.grow(rows);
      choices?.grow(rows);
      active.reset(rows);
    },

    park(row, xM, yM, headingRad, radiusM) {
      if (row >= people.rows) throw new Error(`crowd.park: row ${row} is not reserved (${people.rows} rows)`);
      choices?.forget(row);
      standing.remove(row);
      people.xM[row] = xM;
      people.yM[row] = yM;
      people.wallSlackM[row] = 0;
      people.headingX[row] = cos(headingRad);
      people.headingY[row] = sin(headingRad);
      people.radiusM[row] = radiusM;
      people.fullRadiusM[row] = radiusM;
      rest(row);
    },

    walk(row, target, goalXM, goalYM, speedMps) {
      mustBePresent(row, 'walk');
      choices?.forget(row);
      setOff(row);
      people.target[row] = target;
      people.goalX[row] = goalXM;
      people.goalY[row] = goalYM;
      people.speedMps[row] = speedMps;
    },

    walkToOneOf(row, targets, speedMps, weights, mind = 'quickest') {
      mustBePresent(row, 'walkToOneOf');
      const target = choosing().give(people, row, targets, weights, mind, speedMps);
      setOff(row);
      people.target[row] = target;
      people.speedMps[row] = speedMps;
      choosing().goalOf(people, row, target);
      return target;
    },

    setOpen(target, open, policy = 'reroute') {
      if (!layout.targets[target]) {
        throw new Error(`crowd.setOpen: target ${target} is not one of the layout's ${layout.targets.length}`);
      }
      choosing().setOpen(people, target, open, policy);
    },

    goingTo: (row) => people.target[row]!,

    lookAgain() {
      congestion?.forget();
      for (let row = 0; row < people.rows; row++) {
        if (people.mode[row] !== WALKING) continue;
        people.flags[row] = (people.flags[row]! & ~(STRAIGHT | PAST_TARGET)) | LOOKS_NOW;
        people.leastLeftM[row] = Number.POSITIVE_INFINITY;
        people.stuckS[row] = 0;
      }
    },

    follow(row, xM, yM, speedMps) {
      mustBePresent(row, 'follow');
      choices?.forget(row);
      if (people.mode[row] !== FOLLOWING) {
        rise(row, FOLLOWING);
        people.capMps[row] = Number.POSITIVE_INFINITY;
        people.turnedRatio[row] = 1;
      }
      people.goalX[row] = xM;
      people.goalY[row] = yM;
      people.speedMps[row] = speedMps;
    },

    walkTogether(rows) {
      let least = Number.POSITIVE_INFINITY;
      for (const row of rows) {
        mustBePresent(row, 'walkTogether');
        people.leaveGroup(row);
        if (row < least) least = row;
      }
      if (rows.length < 2) return;
      for (const row of rows) people.group[row] = 1 + least;
      people.grouped += rows.length;
    },

    setWheels(row, turnRps, wheelsM) {
      mustBePresent(row, 'setWheels');
      people.wheelsM[row] = wheelsM;
      people.turnRps[row] = turnRps;
      if (turnRps > 0) people.anyTurns = true;
    },

    remove(row) {
      if (!isPresent(row)) return;
      choices?.pass(people, row);
      standing.remove(row);
      setMode(row, ABSENT);
      people.clear(row);
    },

    setRobots(count, xM, yM, vxMps, vyMps, radiusM) {
      if (discs.xM.length < count) for (const name of DISC_COLUMNS) discs[name] = new Float64Array(count);
      discs.count = count;
      for (let i = 0; i < count; i++) {
        discs.xM[i] = xM[i]!;
        discs.yM[i] = yM[i]!;
        discs.vxMps[i] = vxMps[i]!;
        discs.vyMps[i] = vyMps[i]!;
        discs.radiusM[i] = radiusM[i]!;
      }
    },

    step(dtS) {
      active.refresh(people);
      if (choices) {
        choices.step(people, active.rows, active.count, tick, dtS);
        active.refresh(people);
      }
      congestion?.step(people, active.rows, active.count, discs, tick, dtS);
      motion.step(people, active, discs, tick, dtS);
      for (let k = 0; k < motion.arrivedCount; k++) {
        choices?.pass(people, motion.arrived[k]!);
        rest(motion.arrived[k]!);
      }
      tick++;
    },

    near(xM, yM, radiusM, out) {
      const { mode, xM: xs, yM: ys } = people;
      const squared = radiusM * radiusM;
      let n = 0;
      for (let row = 0; row < mode.length && n < out.length; row++) {
        if (mode[row] === ABSENT) continue;
        const dx = xs[row]! - xM;
        const dy = ys[row]! - yM;
        if (dx * dx + dy * dy <= squared) out[n++] = row;
      }
      return n;
    },

    save() {
      const data: Saved = {
        tick,
        people: people.save(),
        discs: copyOf(discs),
        arrived: motion.arrived.slice(0, motion.arrivedCount),
        ...(choices ? { choices: choices.save() } : {}),
        ...(congestion ? { congestion: congestion.save() } : {}),
      };
      return { version: 1, data };
    },

    load(state) {
      const saved = state.data as Saved;
      tick = saved.tick;
      people.load(saved.people);
      standing.grow(people.rows);
      motion.grow(people.rows);
      motion.arrived.set(saved.arrived);
      motion.arrivedCount = saved.arrived.length;
      Object.assign(discs, copyOf(saved.discs));
      choices = null;
      if (saved.choices) choosing().load(saved.choices);
      if (congestion && saved.congestion) congestion.load(saved.congestion);
      active.reset(people.rows);
      walkers = 0;
      standing.clear();
      for (let row = 0; row < people.rows; row++) {
        if (people.mode[row]! >= WALKING) walkers++;
        if (people.mode[row] === PARKED && (people.flags[row]! & SEATED) === 0) {
          standing.add(row, people.xM[row]!, people.yM[row]!);
        }
      }
    },

    hashInto(hash) {
      hash.int(tick).int(discs.count);
      for (let i = 0; i < discs.count; i++) for (const name of DISC_COLUMNS) hash.float(discs[name][i]!);
      people.hashInto(hash);
      choices?.hashInto(hash);
      congestion?.hashInto(hash);
    },
  };
}
