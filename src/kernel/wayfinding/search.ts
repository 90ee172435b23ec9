/**
 * Finding the window one was called to. Who knows the way walks there. Who does not looks round: reads the window's number if it is
 * in view and noticed, follows a board that names the letter, asks after so many wrong turns, else walks to the next row of windows
 * and looks again, also every few seconds on the way. In front of the right row the window is found. Works in both resolutions.
 *
 * A guide robot that stands free is asked, too: askRobot.ts. Left out: signs hidden by people, memory of numbers passed earlier.
 */
import { AgendaKind } from '../base/agenda';
import { drawDurationS } from '../demand/durations';
import { Mark } from '../demand/marks';
import { personOf, visitOf } from '../demand/person';
import { Phase } from '../demand/phase';
import { EventKind } from '../events';
import type { Hall } from '../hall';
import { positionOf, rest, walkToPlace, walkToPoint } from '../mover';
import { AT_ROBOT, atRobot, goesToRobot, robotTold, TO_ROBOT } from './askRobot';
import type { WayState } from './state';

/** Values of WayState.spot beside spots. */
const NOT_SEARCHING = -1;
const ASKING = -2;
/** Draws of one look: the window's sign, then one for each board. */
const DRAWS_PER_LOOK = 32;

/** At arrival: does this person know the hall? Who has been here today does. */
export function drawFamiliar(hall: Hall, ways: WayState, row: number): void {
  ways.reset(row);
  const number = hall.citizens.number[row] as number;
  const u = hall.marks.rekey(personOf(number), Mark.familiar).uniform();
  ways.knows[row] = u < ways.spec.familiarShare || visitOf(number) > 1 ? 1 : 0;
}

/** Was told by robot or clerk where to go. */
export function tellWay(hall: Hall, ways: WayState, row: number): void {
  if (row < 0 || ways.knows[row] === 1) return;
  const number = hall.citizens.number[row] as number;
  if (hall.marks.rekey(personOf(number), Mark.told).uniform() < ways.spec.toldShare) ways.knows[row] = 1;
}

/** Was taken there. */
export function showWay(ways: WayState, row: number): void {
  if (row >= 0) ways.knows[row] = 1;
}

/** Called to a window. True if the search takes over; false: knows the way. */
export function seeksWay(hall: Hall, ways: WayState, row: number, window: number): boolean {
  ways.calledS[row] = hall.nowS;
  ways.directS[row] = directS(hall, row, window);
  ways.turns[row] = 0;
  ways.told[row] = 0;
  ways.looked[row] = 0;
  ways.hinted[row] = 0;
  ways.spot[row] = NOT_SEARCHING;
  ways.robotAsked[row] = 0;
  if (ways.knows[row] === 1 || ways.spots.length === 0) return false;
  hall.record(EventKind.waySought, hall.citizens.number[row] as number, window, 0);
  if (!finds(hall, ways, row, window)) goOn(hall, ways, row, window);
  return true;
}

/** A walk of a called citizen is over. True if it was a look spot and the search goes on; false: stands at the window. */
export function stillSeeks(hall: Hall, ways: WayState, row: number): boolean {
  const window = hall.citizens.window[row] as number;
  const at = ways.spot[row] as number;
  const number = hall.citizens.number[row] as number;
  if (at === TO_ROBOT) {
    atRobot(hall, ways, row);
    return true;
  }
  if (at < 0) {
    const passedS = hall.nowS - (ways.calledS[row] as number);
    const extraS = Math.max(0, passedS - (ways.directS[row] as number));
    hall.record(EventKind.wayDone, number, window, Math.round(10 * extraS));
    return false;
  }
  ways.looked[row] = (ways.looked[row] as number) | (1 << at);
  if (ways.spots[at]?.windows.includes(window)) {
    found(hall, ways, row, window);
    return true;
  }
  ways.turns[row] = (ways.turns[row] as number) + 1;
  hall.record(EventKind.wrongTurn, number, window, ways.turns[row] as number);
  if (!finds(hall, ways, row, window)) goOn(hall, ways, row, window);
  return true;
}

/** Looks round on the way. */
export function lookDue(hall: Hall, row: number, generation: number): void {
  const { ways, citizens } = hall;
  if (!ways || citizens.generation[row] !== generation || citizens.phase[row] !== Phase.walkToWindow) return;
  if ((ways.spot[row] as number) < 0) return;
  const window = citizens.window[row] as number;
  if (!finds(hall, ways, row, window) && !goesToRobot(hall, ways, row, (ways.turns[row] as number) > 0)) {
    hall.agenda.schedule(hall.nowS + ways.spec.lookEveryS, AgendaKind.look, row, generation);
  }
}

/** Goes on after a stop: looks round again as before. */
export function lookOnAgain(hall: Hall, ways: WayState, row: number): void {
  if (hall.citizens.phase[row] !== Phase.walkToWindow || (ways.spot[row] as number) < 0) return;
  const generation = hall.citizens.generation[row] as number;
  hall.agenda.schedule(hall.nowS + ways.spec.lookEveryS, AgendaKind.look, row, generation);
}

/** The answer of who was asked. `helper` 1 = a clerk, who knows; 0 = a citizen, who may. */
export function askedDue(hall: Hall, row: number, generation: number): void {
  const { ways, citizens } = hall;
  if (!ways || citizens.generation[row] !== generation) return;
  if (ways.spot[row] === AT_ROBOT) robotTold(hall, ways, row);
  if (ways.spot[row] !== ASKING) return;
  const window = citizens.window[row] as number;
  const number = citizens.number[row] as number;
  const clerk = clerkNear(hall, ways, row);
  const draw = Mark.wayAnswer + (ways.told[row] as number);
  const knows = clerk || hall.marks.rekey(number, draw).uniform() < ways.spec.helpfulShare;
  hall.record(EventKind.wayAsked, number, clerk ? 1 : 0, knows ? 1 : 0);
  if (knows) found(hall, ways, row, window);
  else walkOn(hall, ways, row, window);
}

/** Goes on from a robot that was asked. */
export function searchOn(hall: Hall, ways: WayState, row: number, told: boolean): void {
  const window = hall.citizens.window[row] as number;
  if (told) found(hall, ways, row, window);
  else walkOn(hall, ways, row, window);
}

/** Looks round from where one is: true if the window's sign was read. Boards point to rows. */
function finds(hall: Hall, ways: WayState, row: number, window: number): boolean {
  const { xM, yM } = positionOf(hall, row);
  const { spec, sight } = ways;
  const number = hall.citizens.number[row] as number;
  const look = ways.looks[row] as number;
  ways.looks[row] = look + 1;
  const notices = (k: number): boolean =>
    hall.marks.rekey(number, Mark.wayLook + DRAWS_PER_LOOK * look + k).uniform() < spec.noticeShare;
  const sign = ways.signs[window];
  if (sign && sight.reads(sign, spec.signRangeM, xM, yM) && notices(0)) {
    found(hall, ways, row, window);
    return true;
  }
  const group = hall.citizens.group[row] as number;
  spec.boards.forEach((board, i) => {
    const face = ways.boards[i];
    if (!face || !board.groups.includes(group) || !sight.reads(face, spec.boardRangeM, xM, yM)) return;
    if (notices(1 + (i % (DRAWS_PER_LOOK - 1)))) pointTo(ways, row, window);
  });
  return false;
}

/** A board has said in which direction the window's row lies. */
function pointTo(ways: WayState, row: number, window: number): void {
  ways.spots.forEach((spot, i) => {
    if (spot.windows.includes(window)) ways.hinted[row] = (ways.hinted[row] as number) | (1 << i);
  });
}

function found(hall: Hall, ways: WayState, row: number, window: number): void {
  ways.spot[row] = NOT_SEARCHING;
  hall.record(EventKind.wayFound, hall.citizens.number[row] as number, window, ways.turns[row] as number);
  const place = hall.spec.layout.windows[window]?.place;
  if (place === undefined) throw new Error(`found: window ${window} is not in the layout`);
  walkToPlace(hall, row, place);
}

/** Not in sight: asks if it is time to and somebody is near, else walks on. */
function goOn(hall: Hall, ways: WayState, row: number, window: number): void {
  if (goesToRobot(hall, ways, row, (ways.turns[row] as number) > 0)) return;
  const due = (ways.turns[row] as number) >= ways.spec.asksAfter * (1 + (ways.told[row] as number));
  if (due && (clerkNear(hall, ways, row) || personNear(hall, ways, row))) ask(hall, ways, row);
  else walkOn(hall, ways, row, window);
}

function ask(hall: Hall, ways: WayState, row: number): void {
  const { citizens, marks } = hall;
  const number = citizens.number[row] as number;
  ways.spot[row] = ASKING;
  ways.told[row] = (ways.told[row] as number) + 1;
  const here = positionOf(hall, row);
  rest(hall, row, here.xM, here.yM, 0);
  citizens.generation[row] = ((citizens.generation[row] as number) + 1) | 0;
  const takesS = drawDurationS(ways.spec.askTime, marks.rekey(number, Mark.wayAsk + (ways.told[row] as number)));
  hall.agenda.schedule(hall.nowS + takesS, AgendaKind.asked, row, citizens.generation[row] as number);
}

function walkOn(hall: Hall, ways: WayState, row: number, window: number): void {
  const { spots } = ways;
  const here = positionOf(hall, row);
  const view = {
    count: spots.length,
    wayM: Float64Array.from(
      spots,
      (spot) => hall.router?.distanceM(spot.target, here.xM, here.yM, spot.xM, spot.yM) ?? 0,
    ),
    looked: Uint8Array.from(spots, (_, i) => ((ways.looked[row] as number) >> i) & 1),
    hinted: Uint8Array.from(spots, (_, i) => ((ways.hinted[row] as number) >> i) & 1),
  };
  const next = ways.spec.decide(view);
  const spot = spots[next];
  if (!spot) {
    // Every row has been looked at: by now the number has been passed.
    found(hall, ways, row, window);
    return;
  }
  ways.spot[row] = next;
  walkToPoint(hall, row, spot.target, spot.xM, spot.yM);
  const generation = hall.citizens.generation[row] as number;
  hall.agenda.schedule(hall.nowS + ways.spec.lookEveryS, AgendaKind.look, row, generation);
}

/** An enquiry desk within reach and sight. */
function clerkNear(hall: Hall, ways: WayState, row: number): boolean {
  const { xM, yM } = positionOf(hall, row);
  const reach = ways.spec.askRangeM;
  return hall.spec.layout.desks.some((desk) => {
    const dx = desk.xM - xM;
    const dy = desk.yM - yM;
    return dx * dx + dy * dy <= reach * reach && ways.sight.clear(xM, yM, desk.xM, desk.yM);
  });
}

/** Another citizen within reach who stands or sits. */
function personNear(hall: Hall, ways: WayState, row: number): boolean {
  const { citizens } = hall;
  const here = positionOf(hall, row);
  const reach = ways.spec.askRangeM;
  for (let other = 0; other < citizens.rows; other++) {
    const phase = citizens.phase[other];
    if (other === row || citizens.moving[other] === 1) continue;
    if (phase !== Phase.seated && phase !== Phase.standing && phase !== Phase.inLine) continue;
    const at = positionOf(hall, other);
    const dx = at.xM - here.xM;
    const dy = at.yM - here.yM;
    if (dx * dx + dy * dy <= reach * reach) return true;
  }
  return false;
}

function directS(hall: Hall, row: number, window: number): number {
  const place = hall.spec.layout.places[hall.spec.layout.windows[window]?.place ?? -1];
  if (!place) return 0;
  const { xM, yM } = positionOf(hall, row);
  const lengthM = hall.router?.distanceM(place.target, xM, yM, place.xM, place.yM) ?? 0;
  return lengthM / (hall.citizens.speedMps[row] as number);
}
