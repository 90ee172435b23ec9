/**
 * Companions with bodies of their own: they come in with their leader, walk beside him at the pace of the slower, sit on the seat
 * that is kept for them, stand beside him at lines and windows, follow him behind a robot, and leave with him. A child may stop once
 * to look at a robot and then runs to catch up. Micro only: in meso nobody has a body. They ask, queue and are served nowhere.
 */
import { AgendaKind } from '../base/agenda';
import { atan2 } from '../base/detmath';
import { Mark } from '../demand/marks';
import { personOf } from '../demand/person';
import { Phase } from '../demand/phase';
import { prepareBox, signedDistanceToBox } from '../geometry/box';
import { pointInPolygon } from '../geometry/polygon';
import type { Hall } from '../hall';
import { rest, walkToPoint } from '../mover';
import { BUILDS } from '../spec';
import { Brings, type PeopleTraits } from './state';

/** First number of companions: their leader's number on top of it. */
export const COMPANION_BASE = 1_200_000_000;
/** Between the middles of two who go together, m; and the least room that a spot needs. */
const BESIDE_M = 0.6;
const ROOM_M = 0.3;
/** Beside, on the right and left of where the leader looks, behind, and farther off, in units of BESIDE_M. */
const OFFSETS: readonly (readonly [number, number])[] = [
  [0, -1],
  [0, 1],
  [-1, 0],
  [-1, -1],
  [-1, 1],
];

/** The leader has come in at the door: so does the companion. */
export function bringCompanion(hall: Hall, people: PeopleTraits, leader: number): void {
  const { citizens, crowd } = hall;
  const brings = people.brings[leader] as number;
  if (!crowd || brings === Brings.nobody) return;
  const row = citizens.add(COMPANION_BASE + personOf(citizens.number[leader] as number));
  people.reset(row);
  if (hall.rules) hall.rules.reset(row);
  if (hall.ways) hall.ways.reset(row);
  const child = brings === Brings.child;
  const { spec } = people;
  citizens.phase[row] = Phase.accompanying;
  citizens.item[row] = citizens.item[leader] as number;
  citizens.build[row] = BUILDS.indexOf(child ? 'slim' : 'average');
  citizens.asks[row] = 0;
  citizens.wantsLead[row] = 0;
  citizens.missingPaper[row] = 0;
  citizens.leaveReason[row] = 0;
  citizens.serviceS[row] = 0;
  citizens.ticketS[row] = 0;
  citizens.arrivedS[row] = citizens.arrivedS[leader] as number;
  citizens.speedMps[row] = citizens.speedMps[leader] as number;
  people.leader[row] = leader;
  people.companion[leader] = row;
  if (child) {
    people.radiusM[row] = spec.childRadiusM;
    const number = personOf(citizens.number[leader] as number);
    people.curious[row] = hall.marks.rekey(number, Mark.curious).uniform() < spec.curiousShare ? 1 : 0;
  }
  if (hall.rules) hall.rules.companion[leader] = 1;
  crowd.reserve(citizens.capacity);
  const x = crowd.xM[leader] as number;
  const y = crowd.yM[leader] as number;
  const at = spotBeside(hall, x, y, crowd.headingX[leader] as number, crowd.headingY[leader] as number);
  rest(hall, row, at.xM, at.yM, 0);
}

/** The leader sets off: the companion goes to the seat kept for it, or to a spot beside the leader's goal. */
export function companyWalks(hall: Hall, people: PeopleTraits, leader: number, target: number): void {
  const row = people.companion[leader] as number;
  const { crowd, citizens } = hall;
  if (row < 0 || !crowd || people.looking[row] === 1) return;
  walkAlong(hall, people, row, target, citizens.speedMps[row] as number);
}

function walkAlong(hall: Hall, people: PeopleTraits, row: number, target: number, speedMps: number): void {
  const { citizens, rules, spec } = hall;
  const leader = people.leader[row] as number;
  const usual = citizens.speedMps[row] as number;
  citizens.speedMps[row] = speedMps;
  const seat = citizens.phase[leader] === Phase.walkToWait ? (rules?.companionPlace[leader] ?? -1) : -1;
  const place = spec.layout.places[seat];
  citizens.place[row] = place ? seat : -1;
  if (place) walkToPoint(hall, row, place.target, place.xM, place.yM);
  else {
    const goalX = citizens.goalXM[leader] as number;
    const goalY = citizens.goalYM[leader] as number;
    const dx = goalX - (citizens.fromXM[leader] as number);
    const dy = goalY - (citizens.fromYM[leader] as number);
    const length = Math.sqrt(dx * dx + dy * dy);
    const at = spotBeside(hall, goalX, goalY, length > 0 ? dx / length : 1, length > 0 ? dy / length : 0);
    walkToPoint(hall, row, target, at.xM, at.yM);
  }
  citizens.speedMps[row] = usual;
}

/** A companion's walk is over: sits down on the kept seat; leaves if the leader has left. */
export function companionArrived(hall: Hall, people: PeopleTraits, row: number): void {
  const { citizens } = hall;
  if (people.leader[row] === -1) {
    remove(hall, row);
    return;
  }
  const place = hall.spec.layout.places[citizens.place[row] as number];
  if (place?.kind === 'seat') rest(hall, row, place.restXM, place.restYM, place.facingRad);
}

/** The leader is out of the door; the companion, a step behind, leaves on arrival there, or now if it stands. */
export function leaderGone(hall: Hall, people: PeopleTraits, leader: number): void {
  const row = people.companion[leader] as number;
  if (row < 0) return;
  people.companion[leader] = -1;
  people.leader[row] = -1;
  people.looking[row] = 0;
  if (hall.citizens.moving[row] !== 1) remove(hall, row);
}

function remove(hall: Hall, row: number): void {
  hall.crowd?.remove(row);
  hall.citizens.remove(row);
  if (hall.citizens.inside === 0 && hall.nowS >= hall.spec.closeS && !hall.rules?.expected) hall.finished = true;
}

/** Before the crowd moves: companions of those who follow a robot go after them; children stop to look at robots. */
export function keepCompany(hall: Hall, people: PeopleTraits): void {
  const { citizens, crowd } = hall;
  if (!crowd) return;
  for (let row = 0; row < citizens.rows; row++) {
    if (citizens.phase[row] !== Phase.accompanying || people.looking[row] === 1) continue;
    const leader = people.leader[row] as number;
    if (leader >= 0 && citizens.phase[leader] === Phase.followRobot) {
      const x = (crowd.xM[leader] as number) - 0.8 * (crowd.headingX[leader] as number);
      const y = (crowd.yM[leader] as number) - 0.8 * (crowd.headingY[leader] as number);
      citizens.moving[row] = 1;
      crowd.follow(row, x, y, 1.2 * (citizens.speedMps[row] as number));
    } else if (people.curious[row] === 1 && citizens.moving[row] === 1) lookAtRobot(hall, people, row);
  }
}

function lookAtRobot(hall: Hall, people: PeopleTraits, row: number): void {
  const { robots, crowd, citizens } = hall;
  if (!robots || !crowd) return;
  const x = crowd.xM[row] as number;
  const y = crowd.yM[row] as number;
  const reach = people.spec.curiousM;
  for (let i = 0; i < robots.count; i++) {
    const dx = (robots.xM[i] as number) - x;
    const dy = (robots.yM[i] as number) - y;
    if (dx * dx + dy * dy > reach * reach) continue;
    people.curious[row] = 0;
    people.looking[row] = 1;
    rest(hall, row, x, y, atan2(dy, dx));
    citizens.generation[row] = ((citizens.generation[row] as number) + 1) | 0;
    const untilS = hall.nowS + people.spec.looksS;
    hall.agenda.schedule(untilS, AgendaKind.childLooks, row, citizens.generation[row] as number);
    return;
  }
}

/** Has looked long enough: runs after the leader, to where he is or goes. */
export function childLooksDue(hall: Hall, row: number, generation: number): void {
  const { people, citizens } = hall;
  if (!people || citizens.generation[row] !== generation || people.looking[row] !== 1) return;
  people.looking[row] = 0;
  const leader = people.leader[row] as number;
  const place = hall.spec.layout.places[citizens.place[leader] as number];
  const window = hall.spec.layout.windows[citizens.window[leader] as number];
  const target = place?.target ?? hall.spec.layout.places[window?.place ?? -1]?.target ?? nearestTarget(hall, leader);
  walkAlong(hall, people, row, target, people.spec.childRunMps);
}

/** Flow field whose target is nearest to where the leader goes. */
function nearestTarget(hall: Hall, leader: number): number {
  const { citizens, spec } = hall;
  let best = 0;
  let bestSquare = Number.POSITIVE_INFINITY;
  spec.layout.targets.forEach((target, i) => {
    const dx = target.xM - (citizens.goalXM[leader] as number);
    const dy = target.yM - (citizens.goalYM[leader] as number);
    if (dx * dx + dy * dy >= bestSquare) return;
    best = i;
    bestSquare = dx * dx + dy * dy;
  });
  return best;
}

/** A spot beside (x, y) for somebody who looks along (hx, hy): the first with room, else (x, y) itself. */
function spotBeside(hall: Hall, xM: number, yM: number, hx: number, hy: number): { xM: number; yM: number } {
  for (const [ahead, left] of OFFSETS) {
    const x = xM + BESIDE_M * (ahead * hx - left * hy);
    const y = yM + BESIDE_M * (ahead * hy + left * hx);
    if (hasRoom(hall, x, y)) return { xM: x, yM: y };
  }
  return { xM, yM };
}

function hasRoom(hall: Hall, xM: number, yM: number): boolean {
  const { layout } = hall.spec;
  const edge = ROOM_M;
  for (const [dx, dy] of [
    [edge, 0],
    [-edge, 0],
    [0, edge],
    [0, -edge],
  ] as const) {
    if (!pointInPolygon(layout.outline, xM + dx, yM + dy)) return false;
  }
  return layout.solids.every((solid) => !solid.blocksWalk || signedDistanceToBox(prepareBox(solid), xM, yM) > ROOM_M);
}

/** True for a child that somebody brought. */
export function isChild(hall: Hall, row: number): boolean {
  const { people } = hall;
  const leader = people?.leader[row] ?? -1;
  return people !== null && leader >= 0 && people.brings[leader] === Brings.child;
}

/** Body radius that the rule gives, m; 0 = by build. */
export function ownRadiusM(hall: Hall, row: number): number {
  return hall.people?.radiusM[row] ?? 0;
}
