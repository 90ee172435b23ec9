/**
 * Stops on the way (micro): an elderly person rests, somebody stops to look at a robot or steps into its way to try it. The walk that
 * was under way goes on afterwards; who is called meanwhile, or has to move up, breaks the stop off. In meso a rest only makes the walk
 * longer, and nobody meets a robot. Units: m, s.
 *
 * Left out: a second look at the same robot; resting in a line.
 */
import { AgendaKind } from '../base/agenda';
import { atan2 } from '../base/detmath';
import { drawDurationS } from '../demand/durations';
import { Mark } from '../demand/marks';
import { Phase } from '../demand/phase';
import { EventKind } from '../events';
import { sampleWall, wallDistanceM } from '../geometry/wall-field';
import type { Hall } from '../hall';
import { noteDeparture, positionOf, rest, walkToPoint } from '../mover';
import { walkToExit } from '../rules/doors';
import { lookOnAgain } from '../wayfinding/search';
import { companyWalks } from './company';
import { stepBack } from './makeWay';
import type { PeopleTraits } from './state';

/** Values of PeopleTraits.pause. */
export const Pause = {
  none: 0,
  toRest: 1,
  resting: 2,
  toRobot: 3,
  looking: 4,
  toBlock: 5,
  blocking: 6,
  aside: 7,
} as const;

/** Rests of one person have their own draws; so many at most. */
const DRAWS_PER_REST = 4;
const RESTS_MOST = 100;
/** Who rests standing goes to a wall nearer than this, and stands so far from it. */
const WALL_WITHIN_M = 2;
const WALL_GAP_M = 0.4;
/** Children run up to the robot as near as this, middle to middle. */
const TOUCH_M = 0.9;
/** Who steps into a robot's way stands so far ahead of it, and so many seconds of its drive more. */
const AHEAD_M = 1;
const AHEAD_S = 1.2;
const GIVES_UP_S = 8;
/** Slower than this a robot counts as standing: nobody steps into its way. */
const DRIVES_MPS = 0.1;

/** A walk begins: whatever stop there was is over; who tires will be tired after `restAfterM`. */
export function noteWalk(hall: Hall, people: PeopleTraits, row: number, target: number): void {
  const { citizens, router } = hall;
  people.target[row] = target;
  breakOff(hall, people, row);
  if (people.tires[row] !== 1 || !router) return;
  const here = positionOf(hall, row);
  const lengthM = router.distanceM(
    target,
    here.xM,
    here.yM,
    citizens.goalXM[row] as number,
    citizens.goalYM[row] as number,
  );
  if (!tiresOn(hall, people, row, lengthM)) return;
  const afterS = people.spec.restAfterM / (citizens.speedMps[row] as number);
  hall.agenda.schedule(hall.nowS + afterS, AgendaKind.tired, row, citizens.generation[row] as number);
}

/** On the way to a line whose end has moved: who has stopped on the way goes there afterwards. True if so. */
export function goesThereAfterwards(
  hall: Hall,
  people: PeopleTraits,
  row: number,
  target: number,
  xM: number,
  yM: number,
): boolean {
  if (people.pause[row] === Pause.none || hall.citizens.phase[row] !== Phase.walkToLine) return false;
  people.pauseTarget[row] = target;
  people.pauseXM[row] = xM;
  people.pauseYM[row] = yM;
  return true;
}

/** Meso: seconds of all the rests on a walk of this length; each is an event. */
export function restsOnWayS(hall: Hall, people: PeopleTraits, row: number, lengthM: number): number {
  let sum = 0;
  for (let left = lengthM; tiresOn(hall, people, row, left); left -= people.spec.restAfterM) {
    sum += drawRestS(hall, people, row, false);
  }
  return sum;
}

function tiresOn(hall: Hall, people: PeopleTraits, row: number, lengthM: number): boolean {
  if (people.tires[row] !== 1 || lengthM <= people.spec.restAfterM) return false;
  if ((people.rests[row] as number) >= RESTS_MOST) return false;
  const phase = hall.citizens.phase[row];
  return phase === Phase.walkToWindow || phase === Phase.walkToWait || phase === Phase.leaving;
}

function drawRestS(hall: Hall, people: PeopleTraits, row: number, sits: boolean): number {
  const rests = people.rests[row] as number;
  people.rests[row] = rests + 1;
  const number = hall.citizens.number[row] as number;
  const restS = drawDurationS(people.spec.restTime, hall.marks.rekey(number, Mark.rest + DRAWS_PER_REST * rests));
  hall.record(EventKind.rested, number, sits ? 1 : 0, Math.round(10 * restS));
  return restS;
}

/** Has walked far enough to need a rest: to the nearest free seat within reach, else to the wall, else stands where one is. */
export function tiredDue(hall: Hall, row: number, generation: number): void {
  const { people, citizens, router } = hall;
  if (!people || !router || citizens.generation[row] !== generation || citizens.moving[row] !== 1) return;
  if (people.pause[row] !== Pause.none) return;
  const seat = seatNear(hall, people, row);
  const place = hall.spec.layout.places[seat];
  const here = positionOf(hall, row);
  interrupt(hall, people, row, Pause.toRest);
  if (place) {
    people.pausePlace[row] = seat;
    hall.placeTaken[seat] = 1;
    stroll(hall, row, place.target, place.xM, place.yM, citizens.speedMps[row] as number);
  } else {
    const sample = new Float64Array(3);
    sampleWall(router.walls, here.xM, here.yM, sample);
    const [d, gx, gy] = sample as unknown as [number, number, number];
    const toward = d < WALL_WITHIN_M && d > WALL_GAP_M ? d - WALL_GAP_M : 0;
    const x = here.xM - toward * gx;
    const y = here.yM - toward * gy;
    const clear = router.goesStraight(here.xM, here.yM, x, y) && wallDistanceM(router.walls, x, y) > WALL_GAP_M / 2;
    stroll(
      hall,
      row,
      people.pauseTarget[row] as number,
      clear ? x : here.xM,
      clear ? y : here.yM,
      citizens.speedMps[row] as number,
    );
  }
  companyWalks(hall, people, row, place?.target ?? (people.pauseTarget[row] as number));
}

/** Nearest free seat within `restWithinM` of the walk, place index; -1 = none. */
function seatNear(hall: Hall, people: PeopleTraits, row: number): number {
  const { seats, places } = hall.spec.layout;
  const here = positionOf(hall, row);
  let best = -1;
  let bestM: number = people.spec.restWithinM;
  for (const index of seats) {
    const place = places[index];
    if (!place || hall.placeTaken[index] === 1) continue;
    const dx = place.xM - here.xM;
    const dy = place.yM - here.yM;
    if (dx * dx + dy * dy > bestM * bestM) continue;
    const wayM = hall.router?.distanceM(place.target, here.xM, here.yM, place.xM, place.yM) ?? Number.POSITIVE_INFINITY;
    if (wayM >= bestM) continue;
    best = index;
    bestM = wayM;
  }
  return best;
}

/** A robot is near somebody who walks and is curious, or tries it: true if the walk is interrupted. */
export function meetRobot(hall: Hall, people: PeopleTraits, row: number): boolean {
  const { robots, crowd, citizens } = hall;
  if (!robots || !crowd || people.pause[row] !== Pause.none) return false;
  const curious = people.curious[row] === 1;
  const blocks = people.blocks[row] === 1;
  if ((!curious && !blocks) || !mayStop(hall, row)) return false;
  const x = crowd.xM[row] as number;
  const y = crowd.yM[row] as number;
  const reach = people.spec.curiousM;
  for (let i = 0; i < robots.count; i++) {
    const dx = (robots.xM[i] as number) - x;
    const dy = (robots.yM[i] as number) - y;
    const gap = Math.sqrt(dx * dx + dy * dy);
    if (gap > reach || gap < 1e-6) continue;
    const drives = (robots.linearMps[i] as number) > DRIVES_MPS;
    const leadX = hall.robotVx[i] as number;
    const leadY = hall.robotVy[i] as number;
    if (blocks && drives && leadX * -dx + leadY * -dy > 0) {
      const mps = robots.linearMps[i] as number;
      const ahead = (AHEAD_M + (robots.radiusM[i] as number)) / mps + AHEAD_S;
      people.blocks[row] = 0;
      interrupt(hall, people, row, Pause.toBlock);
      hall.record(EventKind.robotWatched, citizens.number[row] as number, i, 1);
      stroll(
        hall,
        row,
        people.pauseTarget[row] as number,
        (robots.xM[i] as number) + ahead * leadX,
        (robots.yM[i] as number) + ahead * leadY,
        citizens.speedMps[row] as number,
      );
      giveUpAfter(hall, row);
      return true;
    }
    if (!curious) continue;
    people.curious[row] = 0;
    hall.record(EventKind.robotWatched, citizens.number[row] as number, i, 0);
    interrupt(hall, people, row, Pause.toRobot);
    if (people.child[row] === 1 && gap > TOUCH_M) {
      const share = (gap - TOUCH_M) / gap;
      stroll(hall, row, people.pauseTarget[row] as number, x + share * dx, y + share * dy, people.spec.childRunMps);
      giveUpAfter(hall, row);
    } else stopHere(hall, people, row, atan2(dy, dx));
    return true;
  }
  return false;
}

/** Who has not got to the robot by then goes on. */
function giveUpAfter(hall: Hall, row: number): void {
  const generation = hall.citizens.generation[row] as number;
  hall.agenda.schedule(hall.nowS + GIVES_UP_S, AgendaKind.pauseOver, row, generation);
}

/** Stops only on walks that nothing else steers. */
function mayStop(hall: Hall, row: number): boolean {
  switch (hall.citizens.phase[row]) {
    case Phase.walkToLine:
    case Phase.walkToWait:
    case Phase.walkToWindow:
    case Phase.leaving:
    case Phase.accompanying:
      return hall.citizens.moving[row] === 1;
    default:
      return false;
  }
}

/** Remembers the walk under way. */
export function interrupt(hall: Hall, people: PeopleTraits, row: number, pause: number): void {
  people.pause[row] = pause;
  people.pauseTarget[row] = people.target[row] as number;
  people.pauseXM[row] = hall.citizens.goalXM[row] as number;
  people.pauseYM[row] = hall.citizens.goalYM[row] as number;
}

/** Walks somewhere without giving up what was interrupted. `beyondM`: aims so much farther, for who must get just there. */
export function stroll(
  hall: Hall,
  row: number,
  target: number,
  xM: number,
  yM: number,
  speedMps: number,
  beyondM = 0,
): void {
  const { crowd } = hall;
  const from = noteDeparture(hall, row, xM, yM);
  const dx = xM - from.xM;
  const dy = yM - from.yM;
  const length = Math.sqrt(dx * dx + dy * dy);
  const share = length > 0 ? beyondM / length : 0;
  crowd?.walk(row, target, xM + share * dx, yM + share * dy, speedMps);
}

function stopHere(hall: Hall, people: PeopleTraits, row: number, facingRad: number): void {
  const { citizens } = hall;
  const here = positionOf(hall, row);
  rest(hall, row, here.xM, here.yM, facingRad);
  citizens.generation[row] = ((citizens.generation[row] as number) + 1) | 0;
  pauseArrived(hall, people, row);
}

/** A walk is over: true if it led to a stop, which begins now. */
export function pauseArrived(hall: Hall, people: PeopleTraits, row: number): boolean {
  const { citizens } = hall;
  let forS = 0;
  switch (people.pause[row]) {
    case Pause.toRest: {
      const place = hall.spec.layout.places[people.pausePlace[row] as number];
      people.pause[row] = Pause.resting;
      if (place) rest(hall, row, place.restXM, place.restYM, place.facingRad);
      forS = drawRestS(hall, people, row, place !== undefined);
      break;
    }
    case Pause.toRobot:
      people.pause[row] = Pause.looking;
      forS = people.spec.looksS;
      break;
    case Pause.toBlock:
      people.pause[row] = Pause.blocking;
      forS = people.spec.blockS;
      break;
    case Pause.aside:
      return true;
    default:
      return false;
  }
  citizens.generation[row] = ((citizens.generation[row] as number) + 1) | 0;
  hall.agenda.schedule(hall.nowS + forS, AgendaKind.pauseOver, row, citizens.generation[row] as number);
  return true;
}

/** The time of a stop is over; stale if it was broken off. */
export function pauseDue(hall: Hall, row: number, generation: number): void {
  const { people, citizens } = hall;
  if (!people || citizens.generation[row] !== generation || people.pause[row] === Pause.none) return;
  if (people.pause[row] === Pause.aside) stepBack(hall, people, row);
  else pauseOver(hall, people, row);
}

/** The stop is over: the walk goes on, a child runs after its people. */
export function pauseOver(hall: Hall, people: PeopleTraits, row: number): void {
  const { citizens } = hall;
  const xM = people.pauseXM[row] as number;
  const yM = people.pauseYM[row] as number;
  const target = people.pauseTarget[row] as number;
  const place = hall.spec.layout.places[people.pausePlace[row] as number];
  breakOff(hall, people, row);
  if (place) rest(hall, row, place.xM, place.yM, place.facingRad);
  if (citizens.phase[row] === Phase.accompanying) {
    const leader = people.leader[row] as number;
    // Its people may have gone on, to where they stand now or are going.
    if (leader >= 0) companyWalks(hall, people, leader, people.target[leader] as number, row);
    else stroll(hall, row, target, xM, yM, people.spec.childRunMps);
    return;
  }
  if (citizens.phase[row] === Phase.leaving && hall.spec.rules.doors) walkToExit(hall, row);
  else walkToPoint(hall, row, target, xM, yM);
  if (hall.ways) lookOnAgain(hall, hall.ways, row);
}

/** Whatever stop there was is over. */
function breakOff(hall: Hall, people: PeopleTraits, row: number): void {
  people.pause[row] = Pause.none;
  const place = people.pausePlace[row] as number;
  if (place < 0) return;
  people.pausePlace[row] = -1;
  hall.placeTaken[place] = 0;
}
