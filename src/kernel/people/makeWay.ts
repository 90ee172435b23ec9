/**
 * Making way (micro): who stands in the way of a wheelchair or a stroller, in an aisle or a line, steps aside and comes back once it
 * has passed; companions do the same for their own leader. Looked at every quarter of a second. Units: m, s. The rule and its distances are assumptions.
 *
 * Left out: seated people who draw in their legs; those who talk to a robot or are served, who stand clear of aisles anyway.
 */
import { AgendaKind } from '../base/agenda';
import { ARRIVE_M } from '../crowd/constants';
import { Phase } from '../demand/phase';
import { EventKind } from '../events';
import type { Hall } from '../hall';
import { bodyRadiusM } from '../mover';
import { BUILDS } from '../spec';
import { hasRoom } from './company';
import { interrupt, Pause, stroll } from './pause';
import type { PeopleTraits } from './state';

const EVERY_TICKS = 5;
/** Looks so far ahead of the wheels. Steps aside who leaves them less room beside than this, and leaves them the most of these that fits. */
const AHEAD_M = 2;
const OWN_AHEAD_M = 0.9;
const BESIDE_M = 0.2;
const LEAVES_M = [0.35, 0.25, 0.15] as const;
/** Presses up to a wall or seat as near as this, middle of the body. */
const WALL_M = 0.21;
/** Two who stand keep so far apart, middle to middle. */
const APART_M = 0.42;
const STEP_MPS = 0.8;
/** Comes back after so long, and only when nobody with wheels is so near. */
const AWAY_S = 3;
const CLEAR_M = 1.6;
const around = new Int32Array(32);

/** Before the crowd moves. */
export function makeWay(hall: Hall, people: PeopleTraits): void {
  const { citizens, crowd } = hall;
  if (!crowd || hall.tick % EVERY_TICKS !== 0) return;
  for (let row = 0; row < citizens.rows; row++) {
    if (citizens.phase[row] === Phase.absent || citizens.moving[row] !== 1) continue;
    if (hasWheels(hall, people, row)) clearWay(hall, people, row, people.spec.makeWayShare > 0);
    else if (people.companion[row] !== -1) clearWay(hall, people, row, false);
  }
}

function hasWheels(hall: Hall, people: PeopleTraits, row: number): boolean {
  return people.stroller[row] === 1 || BUILDS[hall.citizens.build[row] as number] === 'wheelchair';
}

/** @param all false: only his own companions, who stand where he has to get to, make way */
function clearWay(hall: Hall, people: PeopleTraits, wheels: number, all: boolean): void {
  const { crowd, citizens } = hall;
  if (!crowd) return;
  const x = crowd.xM[wheels] as number;
  const y = crowd.yM[wheels] as number;
  if (!wayInto(hall, people, wheels, x, y)) return;
  const hx = way[0] as number;
  const hy = way[1] as number;
  const found = crowd.near(x, y, all ? AHEAD_M : OWN_AHEAD_M, around);
  for (let i = 0; i < found; i++) {
    const row = around[i] as number;
    const own = people.leader[row] === wheels && citizens.phase[row] === Phase.accompanying;
    if (row === wheels || !(own || (all && people.makesWay[row] === 1)) || !standsFree(hall, people, row)) continue;
    const dx = (crowd.xM[row] as number) - x;
    const dy = (crowd.yM[row] as number) - y;
    const side = hx * dy - hy * dx;
    const bodies = bodyRadiusM(hall, wheels) + bodyRadiusM(hall, row);
    const off = side >= 0 ? side : -side;
    if (hx * dx + hy * dy <= 0 || off >= bodies + BESIDE_M) continue;
    // To the side on which he stands, if there is room, else across.
    const first = side >= 0 ? 1 : -1;
    for (let k = 0; k < 2 * LEAVES_M.length; k++) {
      const to = (k < LEAVES_M.length ? first : -first) * (bodies + (LEAVES_M[k % LEAVES_M.length] as number));
      if (stepTo(hall, people, row, wheels, hx, hy, to - side)) break;
    }
  }
}

const way = new Float64Array(2);

/** Writes where the wheels want to go, whatever they have to steer round now: straight to a goal in sight, else along the flow field. */
function wayInto(hall: Hall, people: PeopleTraits, wheels: number, xM: number, yM: number): boolean {
  const { citizens, router } = hall;
  if (!router) return false;
  const dx = (citizens.goalXM[wheels] as number) - xM;
  const dy = (citizens.goalYM[wheels] as number) - yM;
  if (router.goesStraight(xM, yM, xM + dx, yM + dy)) {
    const length = Math.sqrt(dx * dx + dy * dy);
    way[0] = length > 0 ? dx / length : 0;
    way[1] = length > 0 ? dy / length : 0;
  } else {
    const { wheelsM } = people.spec;
    const ways = wheelsM > 0 ? router.wide(wheelsM) : router;
    ways.directionInto(people.target[wheels] as number, xM, yM, way);
  }
  return way[0] !== 0 || way[1] !== 0;
}

/** True if there is room `byM` to the left (negative: right) of the way, or a little ahead of that; then goes there. */
function stepTo(
  hall: Hall,
  people: PeopleTraits,
  row: number,
  wheels: number,
  hx: number,
  hy: number,
  byM: number,
): boolean {
  const { crowd, citizens } = hall;
  if (!crowd) return false;
  for (const ahead of [0, 0.4, -0.4, 0.8, 1.2]) {
    const x = (crowd.xM[row] as number) - byM * hy + ahead * hx;
    const y = (crowd.yM[row] as number) + byM * hx + ahead * hy;
    if (!hasRoom(hall, x, y, WALL_M) || isTaken(hall, row, x, y)) continue;
    interrupt(hall, people, row, Pause.aside);
    if (people.leader[row] !== wheels)
      hall.record(EventKind.madeWay, citizens.number[row] as number, citizens.number[wheels] as number, 0);
    stroll(hall, row, people.target[row] as number, x, y, STEP_MPS, ARRIVE_M - 0.03);
    scheduleBack(hall, row, AWAY_S);
    return true;
  }
  return false;
}

const others = new Int32Array(8);

/** Somebody else stands there or is about to. */
function isTaken(hall: Hall, row: number, xM: number, yM: number): boolean {
  const { crowd, citizens } = hall;
  const found = crowd?.near(xM, yM, 1, others) ?? 0;
  for (let i = 0; i < found; i++) {
    const other = others[i] as number;
    if (other === row) continue;
    const dx = (citizens.goalXM[other] as number) - xM;
    const dy = (citizens.goalYM[other] as number) - yM;
    const bx = (crowd?.xM[other] as number) - xM;
    const by = (crowd?.yM[other] as number) - yM;
    if (dx * dx + dy * dy < APART_M * APART_M || bx * bx + by * by < APART_M * APART_M) return true;
  }
  return false;
}

function standsFree(hall: Hall, people: PeopleTraits, row: number): boolean {
  const { citizens } = hall;
  if (citizens.moving[row] === 1 || people.pause[row] !== Pause.none) return false;
  const phase = citizens.phase[row];
  if (phase === Phase.accompanying) return people.kept[row] === -1 || citizens.place[row] === -1;
  return phase === Phase.standing || phase === Phase.inLine;
}

function scheduleBack(hall: Hall, row: number, afterS: number): void {
  hall.agenda.schedule(hall.nowS + afterS, AgendaKind.pauseOver, row, hall.citizens.generation[row] as number);
}

/** Back to where he stood, unless somebody with wheels is still there. */
export function stepBack(hall: Hall, people: PeopleTraits, row: number): void {
  const { crowd } = hall;
  if (!crowd) return;
  const x = people.pauseXM[row] as number;
  const y = people.pauseYM[row] as number;
  const found = crowd.near(x, y, CLEAR_M, around);
  for (let i = 0; i < found; i++) {
    const other = around[i] as number;
    if (hall.citizens.moving[other] !== 1 || !hasWheels(hall, people, other)) continue;
    scheduleBack(hall, row, 1);
    return;
  }
  people.pause[row] = Pause.none;
  stroll(hall, row, people.pauseTarget[row] as number, x, y, STEP_MPS, ARRIVE_M - 0.03);
}
