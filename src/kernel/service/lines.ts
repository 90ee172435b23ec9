/**
 * Physical lines: kiosks, enquiry desks and the robot's post. A citizen walks to the end of the line, joins it on arriving
 * (not before: nobody holds a place from afar), moves up, and steps to the server when it is free.
 */
import { AgendaKind } from '../base/agenda';
import { drawDurationS } from '../demand/durations';
import { Mark } from '../demand/marks';
import { Phase } from '../demand/phase';
import { EventKind } from '../events';
import type { Hall } from '../hall';
import type { LinePlan } from '../layout';
import { walkToPlace, walkToPoint } from '../mover';
import { deskIsLeft } from '../rules/fetchHelp';
import { lineShortened } from '../rules/jockeying';
import { placeInLine } from '../rules/queueLines';
import { type LineServer, ServerKind } from './tables';

/** Persons in line, on the way and at the server. */
export function lineLength(server: LineServer): number {
  return server.queue.length + server.approaching.length + (server.current >= 0 ? 1 : 0);
}

/** Index into hall.servers of the kiosk or desk with the shortest line; -1 if there is none. */
export function shortestLine(hall: Hall, kind: LineServer['kind']): number {
  let best = -1;
  let bestLength = Number.POSITIVE_INFINITY;
  hall.servers.forEach((server, i) => {
    if (server.kind !== kind) return;
    const length = lineLength(server);
    if (length < bestLength) {
      bestLength = length;
      best = i;
    }
  });
  return best;
}

/** Sends a citizen to the end of a server's line. */
export function goToLine(hall: Hall, row: number, serverIndex: number): void {
  const server = hall.servers[serverIndex] as LineServer;
  hall.citizens.server[row] = serverIndex;
  hall.citizens.phase[row] = Phase.walkToLine;
  server.approaching.push(row);
  walkToSlot(hall, server.plan, row, server.queue.length);
}

/** Somebody who stands in a line goes to the end of another. */
export function changeLine(hall: Hall, row: number, serverIndex: number): void {
  const from = hall.servers[hall.citizens.server[row] as number] as LineServer;
  from.queue = from.queue.filter((other) => other !== row);
  moveUp(hall, from);
  goToLine(hall, row, serverIndex);
}

/** True if one may queue here: machines and desks always, a robot while it is at or near its post. */
export function isOpenForLine(hall: Hall, server: LineServer): boolean {
  if (server.kind !== ServerKind.robot) return true;
  const activity = hall.robots
    ? (hall.robots.activity[server.index] as number)
    : (hall.mesoRobots?.state[server.index] ?? 0);
  return activity === AT_POST || activity === TALKING;
}

/** Walked up to the end of the line. */
export function joinLine(hall: Hall, row: number): void {
  const { citizens } = hall;
  const server = hall.servers[citizens.server[row] as number] as LineServer;
  server.approaching = server.approaching.filter((other) => other !== row);
  const at = placeInLine(hall, server.queue, row);
  server.queue.splice(at, 0, row);
  citizens.phase[row] = Phase.inLine;
  hall.record(EventKind.joinedLine, citizens.number[row] as number, server.kind, server.index);
  for (let rank = at; rank < server.queue.length; rank++) {
    const other = server.queue[rank] as number;
    if (citizens.phase[other] === Phase.inLine) walkToSlot(hall, server.plan, other, rank);
  }
  for (const other of server.approaching) walkToSlot(hall, server.plan, other, server.queue.length);
  advanceLine(hall, server);
}

/** Lets the next in line step up if the server is free. `ready` of a robot: it stands at its post and is not busy. */
export function advanceLine(hall: Hall, server: LineServer): void {
  if (server.current >= 0 || server.queue.length === 0 || !isReady(hall, server)) return;
  const row = server.queue.shift() as number;
  server.current = row;
  hall.citizens.phase[row] = Phase.walkToServer;
  walkToPlace(hall, row, server.plan.place);
  moveUp(hall, server);
}

/** Takes someone out of line or off the server, for example one who gives up. */
export function leaveServer(hall: Hall, row: number): void {
  const { citizens } = hall;
  const server = hall.servers[citizens.server[row] as number];
  citizens.server[row] = -1;
  if (!server) return;
  if (server.current === row) {
    server.current = -1;
    hall.record(EventKind.lineDone, citizens.number[row] as number, server.kind, server.index);
  } else {
    server.queue = server.queue.filter((other) => other !== row);
    server.approaching = server.approaching.filter((other) => other !== row);
    moveUp(hall, server);
  }
  if (hall.rules) lineShortened(hall, hall.rules, server);
}

/** Stepped up to a kiosk or desk: the service there starts. */
export function startAtServer(hall: Hall, row: number): void {
  const { citizens, spec } = hall;
  const index = citizens.server[row] as number;
  const server = hall.servers[index] as LineServer;
  citizens.phase[row] = Phase.atServer;
  const number = citizens.number[row] as number;
  hall.record(EventKind.lineServed, number, server.kind, server.index);
  if (server.kind === ServerKind.robot) return;
  const isKiosk = server.kind === ServerKind.kiosk;
  const stream = hall.marks.rekey(number, isKiosk ? Mark.kiosk : Mark.desk);
  const durationS = drawDurationS(isKiosk ? spec.kioskTime : spec.deskTime, stream);
  hall.agenda.schedule(hall.nowS + durationS, AgendaKind.serverDone, index, row);
}

/** True if the server takes the next now: machines always, a desk with its clerk, a robot that stands at its post without a guest. */
export function isReady(hall: Hall, server: LineServer): boolean {
  if (server.kind === ServerKind.desk && hall.fetch) return !deskIsLeft(hall, hall.fetch, server.index);
  if (server.kind !== ServerKind.robot) return true;
  if (hall.robotGuest[server.index] !== -1) return false;
  if (hall.robots) return hall.robots.activity[server.index] === AT_POST;
  return hall.mesoRobots ? hall.mesoRobots.isAtPost(server.index) : false;
}

/** Indices of 'at-post' and 'talking' in ROBOT_ACTIVITIES. */
const AT_POST = 1;
const TALKING = 2;

function moveUp(hall: Hall, server: LineServer): void {
  server.queue.forEach((row, rank) => {
    if (hall.citizens.phase[row] === Phase.inLine) walkToSlot(hall, server.plan, row, rank);
  });
  for (const row of server.approaching) walkToSlot(hall, server.plan, row, server.queue.length);
}

/** Walks to a place in line; beyond the planned places the line goes on in the same direction. */
export function walkToSlot(hall: Hall, plan: LinePlan, row: number, rank: number): void {
  const { line } = plan;
  const { places } = hall.spec.layout;
  const planned = line[rank];
  if (planned !== undefined) {
    const spot = places[planned];
    const { citizens } = hall;
    // Already there or on the way there.
    if (spot && citizens.goalXM[row] === spot.xM && citizens.goalYM[row] === spot.yM) return;
    walkToPlace(hall, row, planned);
    return;
  }
  const last = places[line[line.length - 1] ?? plan.place];
  if (!last) throw new Error(`line of ${plan.id} has no places`);
  // Latecomers beyond the marked line gather round its end rather than walk on into a wall.
  const ring = rank - line.length;
  const offsetX = 0.5 * ((ring % 3) - 1);
  const offsetY = 0.5 * ((Math.floor(ring / 3) % 3) - 1);
  walkToPoint(hall, row, last.target, last.xM + offsetX, last.yM + offsetY);
}
