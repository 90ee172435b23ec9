/**
 * Companions with bodies of their own, one to four: they come in with their leader, walk together with him at the pace of the slowest
 * (crowd groups), sit on the seats that are kept for them, stand beside him at lines and windows, follow him behind a robot, and leave
 * with him. A child may run to a robot and then after its people. Micro only: in meso nobody has a body. They ask, queue and are served
 * nowhere.
 */
import { atan2 } from '../base/detmath';
import { Mark } from '../demand/marks';
import { companionNumber, personOf } from '../demand/person';
import { Phase } from '../demand/phase';
import { wallDistanceM } from '../geometry/wall-field';
import type { Hall } from '../hall';
import type { PlaceKind } from '../layout';
import { rest, walkToPoint } from '../mover';
import { BUILDS } from '../spec';
import { isChildCompanion } from './marks';
import { meetRobot, Pause, pauseOver } from './pause';
import type { PeopleTraits } from './state';

/** Between the middles of two who go together, m; and the least room that a spot needs. */
const BESIDE_M = 0.6;
const ROOM_M = 0.3;
/** Who has tried so long to get to his spot, s, and is as near to his leader, stays where he is. */
const TRIES_S = 8;
const NEAR_M = 1.5;
/** And from a place of a line or a server of somebody else. */
const PLACE_M = 0.45;
/** Beside, on the right and left of where the leader looks, behind, and farther off, in units of BESIDE_M. */
const OFFSETS: readonly (readonly [number, number])[] = [
  [0, -1],
  [0, 1],
  [-1, 0],
  [-1, -1],
  [-1, 1],
  [-2, 0],
  [-2, -1],
  [-2, 1],
];
/** Behind a leader who follows a robot: back and to the left, m. */
const BEHIND: readonly (readonly [number, number])[] = [
  [0.8, 0],
  [1.2, 0.5],
  [1.2, -0.5],
  [1.8, 0],
];

/** The leader has come in at the door, on wheels or not: so do the companions. */
export function comeIn(hall: Hall, people: PeopleTraits, leader: number): void {
  const { crowd, citizens } = hall;
  const { strollerTurnRps, wheelchairTurnRps, wheelsM } = people.spec;
  if (people.stroller[leader] === 1) crowd?.setWheels(leader, strollerTurnRps, wheelsM);
  else if (BUILDS[citizens.build[leader] as number] === 'wheelchair')
    crowd?.setWheels(leader, wheelchairTurnRps, wheelsM);
  const count = (people.size[leader] as number) - 1;
  if (!crowd || count < 1) return;
  const together = [leader];
  for (let k = count - 1; k >= 0; k--) {
    const row = addCompanion(hall, people, leader, k);
    people.next[row] = people.companion[leader] as number;
    people.companion[leader] = row;
    together.push(row);
  }
  crowd.reserve(citizens.capacity);
  const x = crowd.xM[leader] as number;
  const y = crowd.yM[leader] as number;
  let k = 0;
  for (let row = people.companion[leader] as number; row >= 0; row = people.next[row] as number) {
    const at = spotBeside(hall, x, y, crowd.headingX[leader] as number, crowd.headingY[leader] as number, k++);
    rest(hall, row, at.xM, at.yM, 0);
  }
  crowd.walkTogether(together);
}

function addCompanion(hall: Hall, people: PeopleTraits, leader: number, k: number): number {
  const { citizens } = hall;
  const number = citizens.number[leader] as number;
  const row = citizens.add(companionNumber(number, k));
  people.reset(row);
  if (hall.rules) hall.rules.reset(row);
  if (hall.ways) hall.ways.reset(row);
  const child = isChildCompanion(hall, people, leader, k);
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
  people.makesWay[row] = people.makesWay[leader] as number;
  if (child) {
    people.child[row] = 1;
    people.radiusM[row] = spec.childRadiusM;
    const mark = k === 0 ? Mark.curious : Mark.moreCurious + k - 1;
    people.curious[row] = hall.marks.rekey(personOf(number), mark).uniform() < spec.curiousShare ? 1 : 0;
  }
  return row;
}

/** The leader sets off: the companions go to the seats kept for them, or to spots beside the leader's goal. `only`: just this one, in a hurry. */
export function companyWalks(hall: Hall, people: PeopleTraits, leader: number, target: number, only = -1): void {
  let k = 0;
  for (let row = people.companion[leader] as number; row >= 0; row = people.next[row] as number) {
    const pauses = people.pause[row] !== Pause.none && people.pause[row] !== Pause.aside;
    if (only < 0 ? !pauses : only === row) walkAlong(hall, people, row, target, k, only === row);
    k++;
  }
}

function walkAlong(hall: Hall, people: PeopleTraits, row: number, target: number, k: number, hurries: boolean): void {
  const { citizens, spec } = hall;
  const leader = people.leader[row] as number;
  const usual = citizens.speedMps[row] as number;
  if (hurries) citizens.speedMps[row] = people.child[row] === 1 ? people.spec.childRunMps : 1.2 * usual;
  const phase = citizens.phase[leader];
  const waits = phase === Phase.walkToWait || phase === Phase.seated || phase === Phase.standing;
  const kept = waits ? (people.kept[row] as number) : -1;
  const place = spec.layout.places[kept];
  citizens.place[row] = place ? kept : -1;
  if (place) walkToPoint(hall, row, place.target, place.xM, place.yM);
  else {
    const goalX = citizens.goalXM[leader] as number;
    const goalY = citizens.goalYM[leader] as number;
    const dx = goalX - (citizens.fromXM[leader] as number);
    const dy = goalY - (citizens.fromYM[leader] as number);
    const length = Math.sqrt(dx * dx + dy * dy);
    const at = spotBeside(hall, goalX, goalY, length > 0 ? dx / length : 1, length > 0 ? dy / length : 0, k);
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

/** The leader is out of the door; who is still a step behind leaves on arrival there, who stands now. */
export function leaderGone(hall: Hall, people: PeopleTraits, leader: number): void {
  releaseKept(hall, people, leader);
  let row = people.companion[leader] as number;
  people.companion[leader] = -1;
  while (row >= 0) {
    const next = people.next[row] as number;
    people.next[row] = -1;
    people.leader[row] = -1;
    if (people.pause[row] !== Pause.none) pauseOver(hall, people, row);
    else if (hall.citizens.moving[row] !== 1) remove(hall, row);
    row = next;
  }
}

function remove(hall: Hall, row: number): void {
  hall.crowd?.remove(row);
  hall.citizens.remove(row);
  if (hall.citizens.inside === 0 && hall.nowS >= hall.spec.closeS && !hall.rules?.expected) hall.finished = true;
}

/** Companions with bodies that a citizen has with him. */
export function companyOf(hall: Hall, row: number): number {
  const { people } = hall;
  if (!people || !hall.crowd) return 0;
  let count = 0;
  for (let other = people.companion[row] as number; other >= 0; other = people.next[other] as number) count++;
  return count;
}

/** Keeps these places for the companions, in order; who gets none stands beside. Place indices. */
export function keepPlaces(hall: Hall, people: PeopleTraits, leader: number, places: readonly number[]): void {
  let k = 0;
  for (let row = people.companion[leader] as number; row >= 0; row = people.next[row] as number) {
    const place = places[k++] ?? -1;
    people.kept[row] = place;
    if (place >= 0) hall.placeTaken[place] = 1;
  }
}

/** The leader waits no longer: neither do they. */
export function releaseKept(hall: Hall, people: PeopleTraits, leader: number): void {
  for (let row = people.companion[leader] as number; row >= 0; row = people.next[row] as number) {
    const place = people.kept[row] as number;
    if (place >= 0) hall.placeTaken[place] = 0;
    people.kept[row] = -1;
  }
}

/** Before the crowd moves: companions of those who follow a robot go after them; who is curious stops at robots. */
export function keepCompany(hall: Hall, people: PeopleTraits): void {
  const { citizens, crowd } = hall;
  if (!crowd) return;
  for (let row = 0; row < citizens.rows; row++) {
    const phase = citizens.phase[row];
    if (phase === Phase.absent) continue;
    const leader = phase === Phase.accompanying ? (people.leader[row] as number) : -1;
    if (leader >= 0 && citizens.phase[leader] === Phase.followRobot && people.pause[row] === Pause.none)
      followBehind(hall, people, row, leader);
    else if (leader >= 0 && isNearEnough(hall, people, row, leader)) {
      rest(
        hall,
        row,
        crowd.xM[row] as number,
        crowd.yM[row] as number,
        atan2(crowd.headingY[row] as number, crowd.headingX[row] as number),
      );
    } else if (people.curious[row] === 1 || people.blocks[row] === 1) meetRobot(hall, people, row);
  }
}

/** His leader stands, and others are in the way of his spot: stays where he is. */
function isNearEnough(hall: Hall, people: PeopleTraits, row: number, leader: number): boolean {
  const { citizens, crowd } = hall;
  if (!crowd || citizens.moving[row] !== 1 || citizens.moving[leader] === 1 || people.kept[row] !== -1) return false;
  if (people.pause[row] !== Pause.none || hall.nowS - (citizens.walkStartS[row] as number) < TRIES_S) return false;
  if (citizens.phase[leader] === Phase.followRobot) return false;
  const dx = (crowd.xM[row] as number) - (crowd.xM[leader] as number);
  const dy = (crowd.yM[row] as number) - (crowd.yM[leader] as number);
  return dx * dx + dy * dy < NEAR_M * NEAR_M;
}

function followBehind(hall: Hall, people: PeopleTraits, row: number, leader: number): void {
  const { citizens, crowd } = hall;
  if (!crowd) return;
  let k = 0;
  for (
    let other = people.companion[leader] as number;
    other >= 0 && other !== row;
    other = people.next[other] as number
  )
    k++;
  const [back, left] = BEHIND[k] ?? [0.8, 0];
  const hx = crowd.headingX[leader] as number;
  const hy = crowd.headingY[leader] as number;
  const x = (crowd.xM[leader] as number) - back * hx - left * hy;
  const y = (crowd.yM[leader] as number) - back * hy + left * hx;
  citizens.moving[row] = 1;
  crowd.follow(row, x, y, 1.2 * (citizens.speedMps[row] as number));
}

/** The k-th spot (0 = the first) with room beside (x, y) for who looks along (hx, hy); else (x, y) itself. */
function spotBeside(hall: Hall, xM: number, yM: number, hx: number, hy: number, k: number): { xM: number; yM: number } {
  let found = 0;
  for (const [ahead, left] of OFFSETS) {
    const x = xM + BESIDE_M * (ahead * hx - left * hy);
    const y = yM + BESIDE_M * (ahead * hy + left * hx);
    if (hasRoom(hall, x, y) && !isOthersPlace(hall, x, y, xM, yM) && found++ === k) return { xM: x, yM: y };
  }
  return { xM, yM };
}

/** Kinds of places where somebody else has to get to. */
const KEPT_FREE: ReadonlySet<PlaceKind> = new Set([
  'kiosk',
  'kiosk-line',
  'desk',
  'desk-line',
  'marked-line',
  'robot-talk',
  'robot-line',
  'window',
  'door',
]);

/** True if a place of a line or a server is so near that a companion of who stands at (ofX, ofY) would be in the way there. */
function isOthersPlace(hall: Hall, xM: number, yM: number, ofX: number, ofY: number): boolean {
  for (const place of hall.spec.layout.places) {
    if (!KEPT_FREE.has(place.kind)) continue;
    const dx = place.xM - xM;
    const dy = place.yM - yM;
    if (dx * dx + dy * dy > PLACE_M * PLACE_M) continue;
    const ownX = place.xM - ofX;
    const ownY = place.yM - ofY;
    if (ownX * ownX + ownY * ownY > 0.01) return true;
  }
  return false;
}

/** True if a body has room at (x, y): inside the walls and clear of furniture. */
export function hasRoom(hall: Hall, xM: number, yM: number, roomM = ROOM_M): boolean {
  return hall.router !== null && wallDistanceM(hall.router.walls, xM, yM) > roomM;
}

/** True for a child that somebody brought. */
export function isChild(hall: Hall, row: number): boolean {
  return hall.people?.child[row] === 1;
}

/** Body radius that the rule gives, m; 0 = by build. */
export function ownRadiusM(hall: Hall, row: number): number {
  return hall.people?.radiusM[row] ?? 0;
}
