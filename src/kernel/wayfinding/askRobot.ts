/**
 * Asking the guide robot for a window while one looks for it. Somebody who likes to ask it goes up to a robot that stands free at its
 * post, if it is in view: at once when it is as near as anybody else who may be asked, from farther off after a wrong turn. In micro a short
 * dialogue with the robot's brain ("where is window B03?"), in meso a drawn time, after which the way is known. Once a search.
 *
 * Left out: asking a robot that drives or leads; being led to the window (the caller waits).
 */
import type { SpeechAct } from '../../../agents/contract';
import { AgendaKind } from '../base/agenda';
import { drawDurationS } from '../demand/durations';
import { Mark } from '../demand/marks';
import { personOf } from '../demand/person';
import { EventKind } from '../events';
import type { Hall } from '../hall';
import { positionOf, walkToPlace } from '../mover';
import { advanceLine, isReady, leaveServer } from '../service/lines';
import { talkStarts, talkStops } from '../service/mesoRobotDesk';
import { startDialogue } from '../service/robotDesk';
import { type LineServer, ServerKind } from '../service/tables';
import { searchOn } from './search';
import type { WayState } from './state';

/** Values of WayState.spot while the robot is asked: on the way to it, and there. */
export const TO_ROBOT = -3;
export const AT_ROBOT = -4;

/** True if the citizen goes to a robot to ask it for the window. `turned` = has gone wrong already. */
export function goesToRobot(hall: Hall, ways: WayState, row: number, turned: boolean): boolean {
  const { spec } = ways;
  if (spec.asksRobotShare === 0 || ways.robotAsked[row] === 1 || hall.spec.robots.length === 0) return false;
  const number = hall.citizens.number[row] as number;
  if (hall.marks.rekey(personOf(number), Mark.asksRobot).uniform() >= spec.asksRobotShare) return false;
  const server = freeRobotNear(hall, ways, row, turned ? spec.robotRangeM : spec.askRangeM);
  if (server < 0) return false;
  ways.robotAsked[row] = 1;
  ways.spot[row] = TO_ROBOT;
  const robot = hall.servers[server] as LineServer;
  robot.current = row;
  hall.citizens.server[row] = server;
  walkToPlace(hall, row, robot.plan.place);
  return true;
}

/** Index of the nearest robot's server that is free, within reach and in view; -1 = none. */
function freeRobotNear(hall: Hall, ways: WayState, row: number, reachM: number): number {
  const here = positionOf(hall, row);
  let best = -1;
  let bestSquare = reachM * reachM;
  hall.servers.forEach((server, i) => {
    if (server.kind !== ServerKind.robot || server.current >= 0 || server.queue.length > 0) return;
    if (!isReady(hall, server)) return;
    const { xM, yM } = server.plan;
    const square = (xM - here.xM) * (xM - here.xM) + (yM - here.yM) * (yM - here.yM);
    if (square > bestSquare || !ways.sight.clear(here.xM, here.yM, xM, yM)) return;
    best = i;
    bestSquare = square;
  });
  return best;
}

/** Has walked up to the robot. */
export function atRobot(hall: Hall, ways: WayState, row: number): void {
  const server = hall.servers[hall.citizens.server[row] as number];
  if (!server || !isReady(hall, server)) {
    leaveRobot(hall, ways, row);
    searchOn(hall, ways, row, false);
    return;
  }
  ways.spot[row] = AT_ROBOT;
  if (hall.robots) {
    hall.citizens.tries[row] = 0;
    startDialogue(hall, row);
    return;
  }
  talkStarts(hall, server.index, row);
  const { citizens, marks } = hall;
  const number = citizens.number[row] as number;
  const takesS = drawDurationS(ways.spec.askTime, marks.rekey(number, Mark.wayAsk + (ways.told[row] as number) + 1));
  citizens.generation[row] = ((citizens.generation[row] as number) + 1) | 0;
  hall.agenda.schedule(hall.nowS + takesS, AgendaKind.asked, row, citizens.generation[row] as number);
}

/** Meso: the robot has answered. */
export function robotTold(hall: Hall, ways: WayState, row: number): void {
  endTalk(hall, ways, row, true);
}

/** True while the citizen stands at the robot to ask for the way. */
export function asksForWay(hall: Hall, row: number): boolean {
  return hall.ways?.spot[row] === AT_ROBOT;
}

/** What he says to the robot. */
export function wayQuestion(hall: Hall, row: number): string {
  const id = hall.spec.layout.windows[hall.citizens.window[row] as number]?.id ?? '';
  return hall.spec.visitors.language === 'zh' ? `请问${id}窗口在哪里？` : `Excuse me, where is window ${id}?`;
}

/** True if this answer tells the way. */
export function tellsWay(hall: Hall, row: number, act: SpeechAct): boolean {
  const id = hall.spec.layout.windows[hall.citizens.window[row] as number]?.id ?? '';
  return act.kind === 'directions' && act.windowId === id;
}

/** The talk is over: with the way found, or not. */
export function endTalk(hall: Hall, ways: WayState, row: number, told: boolean): void {
  hall.record(EventKind.wayAsked, hall.citizens.number[row] as number, 2, told ? 1 : 0);
  leaveRobot(hall, ways, row);
  searchOn(hall, ways, row, told);
}

/** Lets go of the robot; the next in its line may come. */
export function leaveRobot(hall: Hall, ways: WayState, row: number): void {
  const spot = ways.spot[row] as number;
  if (spot !== TO_ROBOT && spot !== AT_ROBOT) return;
  const server = hall.servers[hall.citizens.server[row] as number];
  ways.spot[row] = -1;
  leaveServer(hall, row);
  if (!server) return;
  if (hall.robotGuest[server.index] === row) {
    hall.robotGuest[server.index] = -1;
    hall.robots?.setGuest(server.index, -1);
    hall.citizens.dialogue[row] = 0;
    if (!hall.robots) talkStops(hall, server.index);
  }
  advanceLine(hall, server);
}
