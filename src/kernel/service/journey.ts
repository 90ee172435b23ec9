/** A visit from the door on: arrival, first choice, and what happens when a walk is over. */
import { AgendaKind } from '../base/agenda';
import { drawMarks, Mark, walkingSpeed } from '../demand/marks';
import { personOf, visitOf } from '../demand/person';
import { Phase } from '../demand/phase';
import { EventKind, LeaveReason } from '../events';
import type { Hall } from '../hall';
import { rest, stepUp } from '../mover';
import { comeIn, companionArrived } from '../people/company';
import { drawPeople } from '../people/marks';
import { pauseArrived } from '../people/pause';
import { findsClosed, mayKeepOut, openEntrances } from '../rules/doors';
import { Errand, errandOf } from '../rules/errand';
import { clerkIsBack, leavesWithRobot } from '../rules/fetchHelp';
import { ticketAtDoor } from '../rules/greenChannel';
import { drawRuleMarks, isDiverted } from '../rules/marks';
import { beginPickup } from '../rules/results';
import { hasRoom, turnedAwayFull } from '../rules/room';
import { enterZone } from '../rules/zone24';
import { BUILDS } from '../spec';
import { drawFamiliar, stillSeeks, tellWay } from '../wayfinding/search';
import { goOut } from './departure';
import {
  advanceLine,
  goToLine,
  isOpenForLine,
  joinLine,
  leaveServer,
  lineLength,
  shortestLine,
  startAtServer,
} from './lines';
import { startMesoDialogue } from './mesoRobotDesk';
import { goToKiosk, startDialogue, takeTicketAndWait } from './robotDesk';
import { ServerKind } from './tables';
import { startWaiting } from './waiting';
import { startService } from './windows';

/** Room that must be free at the door for the next to step in, metres between centres. */
const DOOR_GAP_M = 0.6;
const nearby = new Int32Array(4);

/** The next arrival of a process is due; schedules the one after. */
export function arrivalDue(hall: Hall, processIndex: number): void {
  const process = hall.arrivals[processIndex];
  if (!process) throw new Error(`arrivalDue: no arrival process ${processIndex}`);
  const number = hall.nextCitizen++;
  const item = process.itemOf(number, hall.marks);
  const booked = hall.book !== null && processIndex === hall.arrivals.length - 1;
  const errand = hall.isZoneProcess(processIndex) ? Errand.zone : Errand.none;
  if (booked || errand || !isDiverted(hall, number, item)) {
    arrive(hall, number, item, -1, booked ? process.row : -1, null, errand);
  }
  process.advance();
  if (process.nextS < Number.POSITIVE_INFINITY) {
    hall.agenda.schedule(Math.max(process.nextS, hall.nowS), AgendaKind.arrival, processIndex);
  }
}

/**
 * A scripted visitor comes. Scripted people are numbered from the top of the integers down, so that adding one leaves
 * the random citizens' numbers, and with them their marks, unchanged.
 */
export function scriptedDue(hall: Hall, index: number): void {
  const visitor = hall.spec.scripted[index];
  if (visitor) arrive(hall, SCRIPTED_BASE + index, visitor.item, index);
}

/** Somebody comes again, as a new visitor: the same person with the same case, or to fetch its result. `code` = item + errand * items. */
export function comeBackDue(hall: Hall, number: number, code: number): void {
  if (hall.rules) hall.rules.expected--;
  const items = hall.spec.items.length;
  arrive(hall, number, code % items, -1, -1, null, Math.floor(code / items) as Errand);
}

/** First number of scripted and of operator-added visitors. */
export const SCRIPTED_BASE = 1_000_000_000;
export const ADDED_BASE = 1_500_000_000;

/**
 * A citizen comes to the door. `scripted` = index of the scripted visitor, `booked` = of the appointment; -1 = none.
 * `errand`: what the visit is for, if not a case. `asks`: overrules the mark whether a question is asked first; null = leave it to the mark.
 */
export function arrive(
  hall: Hall,
  number: number,
  itemIndex: number,
  scripted: number,
  booked = -1,
  asks: boolean | null = null,
  errand: Errand = Errand.none,
): void {
  const { citizens, spec } = hall;
  const item = spec.items[itemIndex];
  if (!item) throw new Error(`arrive: item ${itemIndex} is not in the spec (0..${spec.items.length - 1})`);
  const row = citizens.add(number);
  citizens.item[row] = itemIndex;
  citizens.arrivedS[row] = hall.nowS;
  citizens.scripted[row] = scripted;
  drawMarks(citizens, row, item, spec.visitors, hall.marks, spec.walking);
  if (asks !== null) {
    citizens.asks[row] = asks ? 1 : 0;
    citizens.wantsLead[row] = asks ? 1 : 0;
  }
  const script = scripted >= 0 ? spec.scripted[scripted] : undefined;
  if (script) {
    citizens.build[row] = BUILDS.indexOf(script.build);
    citizens.speedMps[row] = walkingSpeed(
      spec.visitors,
      citizens.build[row] as number,
      hall.marks.rekey(number, Mark.speed),
    );
    citizens.wantsLead[row] = script.wantsLead ? 1 : 0;
    citizens.missingPaper[row] = 0;
  }
  hall.counts.arrived++;
  hall.record(EventKind.arrived, number, itemIndex, citizens.build[row] as number);
  if (visitOf(number) > 1 && errand === Errand.none)
    hall.record(EventKind.cameBack, number, personOf(number), visitOf(number));
  if (hall.people) drawPeople(hall, hall.people, row);
  if (hall.rules) {
    drawRuleMarks(hall, hall.rules, row, booked);
    if (errand === Errand.zone) enterZone(hall, hall.rules, row);
    else if (errand !== Errand.none) beginPickup(hall, hall.rules, row, errand);
  }
  if (hall.ways) drawFamiliar(hall, hall.ways, row);
  if (hall.nowS > spec.closeS && errand !== Errand.zone) {
    citizens.phase[row] = Phase.outside;
    citizens.leaveReason[row] = LeaveReason.turnedAway;
    goOut(hall, row);
    return;
  }
  citizens.phase[row] = Phase.outside;
  if (hall.rules && turnedAwayFull(hall, hall.rules)) {
    citizens.leaveReason[row] = LeaveReason.full;
    goOut(hall, row);
    return;
  }
  if (!spec.walking && !hall.rules?.spec.room) {
    takeTicketAndWait(hall, row);
    return;
  }
  hall.outside.push(row);
  if (!hall.crowd) admitWaiting(hall);
}

/** The doors close (`which` 0): who is still outside stays outside. Or the 24-hour zone does (1). */
export function closeDoors(hall: Hall, which: number): void {
  if (which === 0 && (hall.rules?.spec.room || mayKeepOut(hall))) {
    const rows = hall.outside;
    hall.outside = [];
    for (const row of rows) {
      hall.citizens.leaveReason[row] = LeaveReason.closed;
      goOut(hall, row);
    }
  }
  if (hall.citizens.inside === 0 && hall.nowS >= hall.lastS && !hall.rules?.expected) hall.finished = true;
}

/** Lets in who waits outside, in order, as long as there is room behind the door. */
export function admitWaiting(hall: Hall): void {
  if (hall.outside.length === 0) return;
  const entrances = openEntrances(hall);
  if (entrances.length === 0 && hall.derived.entrances.length > 0) return;
  const { crowd, citizens } = hall;
  let full = 0;
  while (hall.outside.length > 0 && full < Math.max(1, entrances.length)) {
    if (hall.rules && !hasRoom(hall, hall.rules)) return;
    const row = hall.outside[0] as number;
    if (!hall.spec.walking) {
      hall.outside.shift();
      takeTicketAndWait(hall, row);
      continue;
    }
    const turn = (citizens.number[row] as number) + full;
    const place = hall.spec.layout.places[entrances[turn % entrances.length] as number];
    if (!place) throw new Error('admitWaiting: entrance is not a place of the layout');
    if (crowd && crowd.near(place.xM, place.yM, DOOR_GAP_M, nearby) > 0) {
      full++;
      continue;
    }
    hall.outside.shift();
    rest(hall, row, place.xM, place.yM, place.facingRad);
    if (hall.people) comeIn(hall, hall.people, row);
    chooseFirstStop(hall, row);
  }
}

function chooseFirstStop(hall: Hall, row: number): void {
  const { citizens, spec } = hall;
  if (hall.rules && citizens.scripted[row] === -1 && ticketAtDoor(hall, hall.rules, row)) {
    takeTicketAndWait(hall, row);
    return;
  }
  if (hall.rules && errandOf(hall.rules, row) === Errand.zone) {
    takeTicketAndWait(hall, row);
    return;
  }
  const robot = openRobot(hall);
  const desk = shortestLine(hall, ServerKind.desk);
  const kiosk = shortestLine(hall, ServerKind.kiosk);
  const length = (server: number): number => {
    const found = hall.servers[server];
    return found ? lineLength(found) : -1;
  };
  const scripted = citizens.scripted[row] as number;
  const script = scripted >= 0 ? spec.scripted[scripted] : undefined;
  const decide = hall.rules?.spec.firstStop?.decide ?? spec.policies.chooseFirstStop;
  let stop = decide({
    asks: citizens.asks[row] === 1,
    robotLine: length(robot),
    robotLineMax: spec.visitors.robotLineMax,
    deskLine: length(desk),
    kioskLine: length(kiosk),
  });
  if (script) stop = script.firstStop === 'robot' && robot < 0 ? 'kiosk' : script.firstStop;
  if (stop === 'robot' && robot >= 0) goToLine(hall, row, robot);
  else if (stop === 'desk' && desk >= 0) goToLine(hall, row, desk);
  else goToKiosk(hall, row);
}

/** Server index of the robot at or near its post with the shortest line; -1 if none takes questions now. */
function openRobot(hall: Hall): number {
  let best = -1;
  let bestLength = Number.POSITIVE_INFINITY;
  hall.servers.forEach((server, i) => {
    if (server.kind !== ServerKind.robot) return;
    if (!isOpenForLine(hall, server)) return;
    const length = lineLength(server);
    if (length < bestLength) {
      bestLength = length;
      best = i;
    }
  });
  return best;
}

/** A walk is over: what comes next depends on the phase. */
export function onArrived(hall: Hall, row: number): void {
  const { citizens } = hall;
  citizens.moving[row] = 0;
  citizens.fromXM[row] = citizens.goalXM[row] as number;
  citizens.fromYM[row] = citizens.goalYM[row] as number;
  if (hall.people && pauseArrived(hall, hall.people, row)) return;
  switch (citizens.phase[row]) {
    case Phase.walkToLine:
      joinLine(hall, row);
      break;
    case Phase.walkToServer: {
      startAtServer(hall, row);
      const server = hall.servers[citizens.server[row] as number];
      if (server?.kind === ServerKind.robot) {
        if (hall.robots) startDialogue(hall, row);
        else startMesoDialogue(hall, row);
      }
      break;
    }
    case Phase.walkToWait:
      startWaiting(hall, row);
      break;
    case Phase.walkToWindow:
      if (hall.ways && stillSeeks(hall, hall.ways, row)) break;
      faceWindow(hall, row);
      startService(hall, row);
      break;
    case Phase.accompanying:
      if (hall.people) companionArrived(hall, hall.people, row);
      break;
    case Phase.staff:
      if (hall.fetch) clerkIsBack(hall, hall.fetch, row);
      break;
    case Phase.leaving:
      if (hall.spec.rules.doors && findsClosed(hall, row)) break;
      goOut(hall, row);
      break;
    default:
      break;
  }
}

function faceWindow(hall: Hall, row: number): void {
  const plan = hall.spec.layout.windows[hall.citizens.window[row] as number];
  const spot = hall.spec.layout.places[plan?.place ?? -1];
  if (spot && hall.crowd) stepUp(hall, row, spot.xM, spot.yM, spot.facingRad);
}

/** Finished at a kiosk (ticket in hand) or at a desk (now to a kiosk); the next in line steps up. */
export function serverDone(hall: Hall, serverIndex: number, row: number): void {
  const server = hall.servers[serverIndex];
  if (!server || server.current !== row) return;
  leaveServer(hall, row);
  if (server.kind === ServerKind.kiosk) takeTicketAndWait(hall, row);
  else {
    if (hall.ways) tellWay(hall, hall.ways, row);
    goToKiosk(hall, row);
  }
  if (hall.fetch && leavesWithRobot(hall, hall.fetch, server)) return;
  advanceLine(hall, server);
}
