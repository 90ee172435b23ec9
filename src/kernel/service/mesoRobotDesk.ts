/** The robot's service in meso: the same events as the dialogue in micro, with drawn and computed times. */
import { AgendaKind } from '../base/agenda';
import { drawDurationS } from '../demand/durations';
import { Mark } from '../demand/marks';
import { Phase } from '../demand/phase';
import { EventKind } from '../events';
import type { Hall } from '../hall';
import type { PostPlan } from '../layout';
import { rest } from '../mover';
import { MesoState } from '../robot/mesoRobots';
import type { HallRouter } from '../routing/router';
import { showWay, tellWay } from '../wayfinding/search';
import { advanceLine, leaveServer } from './lines';
import { goToKiosk } from './robotDesk';
import { type LineServer, ServerKind } from './tables';
import { issueTicket, offerTicket } from './tickets';
import { goWait } from './waiting';

const Step = { answered: 0, decided: 1, arrived: 2, returned: 3, docked: 4, charged: 5 } as const;

/** Time the robot takes to answer, seconds. Assumption: a spoken line of about 25 characters. */
const ANSWER_S = 6;

export function startMesoDialogue(hall: Hall, row: number): void {
  const server = hall.servers[hall.citizens.server[row] as number] as LineServer;
  const robot = server.index;
  hall.robotGuest[robot] = row;
  hall.record(EventKind.robotAsked, hall.citizens.number[row] as number, robot, hall.citizens.item[row] as number);
  become(hall, robot, MesoState.talking);
  hall.agenda.schedule(hall.nowS + turnS(hall, row, 0) + ANSWER_S, AgendaKind.mesoRobot, robot, Step.answered);
}

export function mesoRobotDue(hall: Hall, robot: number, step: number): void {
  const { citizens, mesoRobots } = hall;
  if (!mesoRobots) return;
  const row = hall.robotGuest[robot] as number;
  const unit = hall.spec.robots[robot];
  if (!unit) return;
  switch (step) {
    case Step.answered: {
      const number = citizens.number[row] as number;
      if (!knows(hall, robot, row)) {
        // As in micro: the question is put once more, then the citizen helps himself.
        hall.record(EventKind.robotAnswered, number, robot, -1);
        citizens.tries[row] = (citizens.tries[row] as number) + 1;
        if ((citizens.tries[row] as number) < 2) {
          hall.record(EventKind.robotAsked, number, robot, citizens.item[row] as number);
          hall.agenda.schedule(hall.nowS + turnS(hall, row, 2) + ANSWER_S, AgendaKind.mesoRobot, robot, Step.answered);
          break;
        }
        release(hall, robot, row);
        standFree(hall, robot);
        break;
      }
      hall.record(EventKind.robotAnswered, citizens.number[row] as number, robot, citizens.item[row] as number);
      if (hall.ways) tellWay(hall, hall.ways, row);
      if (unit.site.canIssueTickets && hall.nowS <= hall.spec.lastTicketS) {
        citizens.held[row] = 1;
        issueTicket(hall, row);
      }
      hall.agenda.schedule(hall.nowS + turnS(hall, row, 1), AgendaKind.mesoRobot, robot, Step.decided);
      break;
    }
    case Step.decided: {
      const lead = citizens.wantsLead[row] === 1 ? leadTarget(hall, robot, row) : null;
      if (!lead) {
        if (citizens.wantsLead[row] === 1 && hall.closures?.routes.anyClosed)
          hall.record(EventKind.leadRefused, citizens.number[row] as number, robot, 0);
        release(hall, robot, row);
        standFree(hall, robot);
        break;
      }
      hall.record(EventKind.leadStarted, citizens.number[row] as number, robot, lead.window);
      leaveServer(hall, row);
      citizens.phase[row] = Phase.followRobot;
      become(hall, robot, MesoState.leading);
      mesoRobots.legM[robot] = lead.lengthM;
      mesoRobots.window[robot] = lead.window;
      const paceMps = Math.min(unit.brainParams.maxLinearMps, citizens.speedMps[row] as number);
      hall.agenda.schedule(hall.nowS + lead.lengthM / paceMps, AgendaKind.mesoRobot, robot, Step.arrived);
      break;
    }
    case Step.arrived: {
      const window = mesoRobots.window[robot] as number;
      const place = hall.spec.layout.places[hall.spec.layout.windows[window]?.place ?? -1];
      if (!place) throw new Error(`mesoRobotDue: robot ${robot} arrived without a window to lead to`);
      hall.record(EventKind.leadArrived, citizens.number[row] as number, robot, window);
      if (hall.ways) showWay(hall.ways, row);
      rest(hall, row, place.xM, place.yM, 0);
      release(hall, robot, row);
      goBack(hall, robot);
      break;
    }
    case Step.returned:
      standFree(hall, robot);
      break;
    case Step.docked:
      mesoRobots.window[robot] = -1;
      become(hall, robot, MesoState.charging);
      hall.record(EventKind.chargeStarted, -1, robot, Math.round((mesoRobots.chargeRatio[robot] as number) * 1000));
      hall.agenda.schedule(hall.nowS + mesoRobots.chargeTimeS(robot), AgendaKind.mesoRobot, robot, Step.charged);
      break;
    case Step.charged:
      goBack(hall, robot);
      hall.record(EventKind.chargeEnded, -1, robot, Math.round((mesoRobots.chargeRatio[robot] as number) * 1000));
      break;
  }
}

/** From where it is (a window or its dock) to its post; waits there while what is closed leaves no way. */
function goBack(hall: Hall, robot: number): void {
  const { mesoRobots } = hall;
  const unit = hall.spec.robots[robot];
  if (!mesoRobots || !unit) return;
  const lengthM = wayBackM(hall, robot);
  if (lengthM === Number.POSITIVE_INFINITY) {
    become(hall, robot, MesoState.stuck);
    return;
  }
  become(hall, robot, MesoState.returning);
  mesoRobots.legM[robot] = lengthM;
  hall.agenda.schedule(hall.nowS + lengthM / unit.brainParams.maxLinearMps, AgendaKind.mesoRobot, robot, Step.returned);
}

/** Parts of the hall have closed or opened: who waited for a way sets off. */
export function mesoRobotsLookAgain(hall: Hall): void {
  const { mesoRobots, robotGuest } = hall;
  if (!mesoRobots) return;
  for (let robot = 0; robot < robotGuest.length; robot++) {
    const state = mesoRobots.state[robot];
    if (state === MesoState.stuck) {
      if (wayBackM(hall, robot) < Number.POSITIVE_INFINITY) goBack(hall, robot);
    } else if (state === MesoState.atPost && robotGuest[robot] === -1) standFree(hall, robot);
  }
}

/** True if the citizen's item is in the robot's catalogue. */
function knows(hall: Hall, robot: number, row: number): boolean {
  const item = hall.spec.items[hall.citizens.item[row] as number];
  return hall.spec.robots[robot]?.site.items.some((known) => known.id === item?.id) ?? false;
}

/** Back at the post: charges if low and a way leads to the dock, else takes the next in line. */
function standFree(hall: Hall, robot: number): void {
  const { mesoRobots } = hall;
  const unit = hall.spec.robots[robot];
  if (!mesoRobots || !unit) return;
  become(hall, robot, MesoState.atPost);
  const low = (mesoRobots.chargeRatio[robot] as number) < unit.brainParams.chargeBelowRatio;
  const lengthM = low && unit.dock >= 0 ? dockLengthM(hall, robot) : Number.POSITIVE_INFINITY;
  if (lengthM < Number.POSITIVE_INFINITY) {
    become(hall, robot, MesoState.toDock);
    mesoRobots.legM[robot] = lengthM;
    const driveS = lengthM / unit.brainParams.maxLinearMps;
    hall.agenda.schedule(hall.nowS + driveS, AgendaKind.mesoRobot, robot, Step.docked);
    return;
  }
  for (const server of hall.servers) {
    if (server.kind === ServerKind.robot && server.index === robot) advanceLine(hall, server);
  }
}

/** Somebody asks the robot only for the way. */
export function talkStarts(hall: Hall, robot: number, row: number): void {
  hall.robotGuest[robot] = row;
  become(hall, robot, MesoState.talking);
}

/** And has been told. */
export function talkStops(hall: Hall, robot: number): void {
  standFree(hall, robot);
}

function become(hall: Hall, robot: number, state: number): void {
  const { mesoRobots } = hall;
  if (!mesoRobots) return;
  mesoRobots.settle(robot, hall.nowS);
  hall.robotChargeMin[robot] = Math.min(hall.robotChargeMin[robot] as number, mesoRobots.chargeRatio[robot] as number);
  if (mesoRobots.state[robot] === state) return;
  mesoRobots.state[robot] = state;
  hall.record(EventKind.robotActivity, -1, robot, state);
}

function release(hall: Hall, robot: number, row: number): void {
  hall.robotGuest[robot] = -1;
  leaveServer(hall, row);
  if ((hall.citizens.ticket[row] as number) > 0) {
    if (!offerTicket(hall, row)) goWait(hall, row);
  } else goToKiosk(hall, row);
}

/** The item's window nearest to the post by the way that is open, with the walking length; null if none can be reached. */
function leadTarget(hall: Hall, robot: number, row: number): { window: number; lengthM: number } | null {
  const { layout, items, robots } = hall.spec;
  const unit = robots[robot];
  const item = items[hall.citizens.item[row] as number];
  const post = unit ? layout.posts[unit.post] : undefined;
  if (!unit || !item || !post) return null;
  const known = unit.site.items.find((candidate) => candidate.id === item.id);
  let best: { window: number; lengthM: number } | null = null;
  for (const id of known?.windowIds ?? []) {
    const window = layout.windows.findIndex((candidate) => candidate.id === id);
    if (window < 0) continue;
    const lengthM = windowLengthM(hall, post, window);
    if (!best || lengthM < best.lengthM) best = { window, lengthM };
  }
  return best && best.lengthM < Number.POSITIVE_INFINITY ? best : null;
}

/** From where it was led to last, else its dock, to its post, metres; Infinity = what is closed leaves no way. */
function wayBackM(hall: Hall, robot: number): number {
  const unit = hall.spec.robots[robot];
  const post = unit ? hall.spec.layout.posts[unit.post] : undefined;
  const window = hall.mesoRobots?.window[robot] ?? -1;
  return post && window >= 0 ? windowLengthM(hall, post, window) : dockLengthM(hall, robot);
}

/** Walking length between post and window by the way that is open, metres; Infinity = there is none. */
function windowLengthM(hall: Hall, post: PostPlan, window: number): number {
  const { layout } = hall.spec;
  const place = layout.places[layout.windows[window]?.place ?? -1];
  return place ? (hall.router?.distanceM(place.target, post.xM, post.yM, place.xM, place.yM) ?? 0) : 0;
}

/** Straight distance between post and dock and what closed parts add to the way, metres; Infinity = they leave none. */
function dockLengthM(hall: Hall, robot: number): number {
  const unit = hall.spec.robots[robot];
  const post = unit ? hall.spec.layout.posts[unit.post] : undefined;
  const dock = unit ? hall.spec.layout.docks[unit.dock] : undefined;
  if (!post || !dock) return 0;
  const dx = post.xM - dock.xM;
  const dy = post.yM - dock.yM;
  const straightM = Math.sqrt(dx * dx + dy * dy);
  const { closures } = hall;
  const at = hall.spec.layout.places[post.place];
  if (!closures?.routes.anyClosed || !at) return straightM;
  const lengthM = (router: HallRouter): number =>
    router.distanceM(at.target, dock.stagingXM, dock.stagingYM, at.xM, at.yM);
  const openM = lengthM(closures.routes.base);
  return openM === Number.POSITIVE_INFINITY ? straightM : straightM + lengthM(closures.routes.router) - openM;
}

function turnS(hall: Hall, row: number, turn: number): number {
  const stream = hall.marks.rekey(hall.citizens.number[row] as number, Mark.dialogue + 16 * turn);
  return drawDurationS(hall.spec.visitors.dialogueTurn, stream);
}
