/**
 * The pipeline. `stepTick` is one tick of 50 ms; `advance` goes as far as asked and jumps over time in which nobody walks
 * and no robot is awake: then the agenda alone owns time.
 */
import { AgendaKind } from './base/agenda';
import { cos, sin } from './base/detmath';
import { EventKind } from './events';
import type { Hall } from './hall';
import { keepCompany } from './people/company';
import { makeWay } from './people/makeWay';
import { pauseDue, tiredDue } from './people/pause';
import { fleetDue, nextFleetTick } from './robot/fleetLink';
import { missedSlotDue } from './rules/appointments';
import { breakDue } from './rules/breaks';
import { helpDue } from './rules/channels';
import { setArea, watchClosures } from './rules/closures';
import { doorDue, noteChoices } from './rules/doors';
import { overflowDue } from './rules/eligible';
import { clerkAnswers, clerkDone, deskGoesOn, updateClerks } from './rules/fetchHelp';
import { helpDone } from './rules/help';
import { recallDue, requeueDue } from './rules/noShow';
import { patienceDue } from './rules/patience';
import { resultReady } from './rules/results';
import { setUpDue } from './rules/setUp';
import { tideDue } from './rules/tide';
import { closingDue } from './rules/windowClosings';
import { EVENTS_AT_ONE_INSTANT_MAX, whyInside } from './service/dayEnd';
import {
  ADDED_BASE,
  admitWaiting,
  arrivalDue,
  arrive,
  closeDoors,
  comeBackDue,
  onArrived,
  scriptedDue,
  serverDone,
} from './service/journey';
import { mesoRobotDue } from './service/mesoRobotDesk';
import { dialogueDue, handleRobotOutputs, presentDocument, updateFollowers } from './service/robotDesk';
import { endService, staffingChange } from './service/windows';
import { TICK_S } from './spec';
import { askedDue, lookDue } from './wayfinding/search';

/** Told at the end of each phase of a tick, for measuring where the time goes. The kernel itself knows no wall clock. */
export type PhaseProbe = (phase: 'agenda' | 'crowd' | 'robots' | 'brains') => void;

/** One tick. The order is part of the model. */
export function stepTick(hall: Hall, probe?: PhaseProbe): void {
  applyCommands(hall);
  hall.tick++;
  const tickEndS = hall.timeOfTickS(hall.tick);
  runAgenda(hall, tickEndS);
  hall.nowS = tickEndS;
  admitWaiting(hall);
  hall.extras?.step(hall);
  probe?.('agenda');
  moveCrowd(hall);
  probe?.('crowd');
  moveRobots(hall);
  probe?.('robots');
  senseRobots(hall);
  probe?.('brains');
  checkEnd(hall);
}

/** Runs until the hall clock reads `untilS` (seconds since midnight) or the day is over; stops after at most `maxTicks` worked ticks. */
export function advance(hall: Hall, untilS: number, maxTicks = Number.POSITIVE_INFINITY, probe?: PhaseProbe): void {
  let worked = 0;
  while (!hall.finished && worked < maxTicks) {
    const target = Math.floor((untilS - hall.startS) / TICK_S + 1e-6);
    if (hall.tick >= target) return;
    if (mayJump(hall)) jump(hall, target);
    if (hall.finished || hall.tick >= target) return;
    stepTick(hall, probe);
    worked++;
  }
}

/** Meso and theory need no ticks at all: straight from event to event. */
function runEventsOnly(hall: Hall, tickTarget: number): void {
  const untilS = Math.min(hall.timeOfTickS(tickTarget), hall.spec.endS);
  applyCommands(hall);
  runAgenda(hall, untilS);
  if (hall.finished) {
    hall.tick = Math.min(tickTarget, Math.ceil((hall.nowS - hall.startS) / TICK_S));
    return;
  }
  hall.nowS = untilS;
  hall.tick = Math.min(tickTarget, Math.round((untilS - hall.startS) / TICK_S));
  checkEnd(hall);
}

function mayJump(hall: Hall): boolean {
  if (!hall.crowd) return true;
  if (hall.crowd.walkers > 0 || hall.outside.length > 0 || hall.commands.length > 0) return false;
  if (hall.extras?.pending) return false;
  if (nextFleetTick(hall, hall.tick) === hall.tick + 1) return false;
  return !hall.robots?.awakeAt(hall.tick + 1);
}

/** Sets the tick just before the next one at which something happens, at most `target`. */
function jump(hall: Hall, target: number): void {
  if (!hall.crowd) {
    runEventsOnly(hall, target);
    return;
  }
  const nextEventS = Math.min(hall.agenda.nextTimeS(), hall.spec.endS);
  let next = Math.ceil((nextEventS - hall.startS) / TICK_S - 1e-9);
  if (hall.robots) next = Math.min(next, hall.robots.nextWakeTick(hall.tick), nextFleetTick(hall, hall.tick));
  const to = Math.min(target, next - 1);
  if (to <= hall.tick) return;
  hall.tick = to;
  hall.nowS = hall.timeOfTickS(to);
  hall.robots?.restUntil(to);
  noteCharge(hall);
}

function noteCharge(hall: Hall): void {
  const { robots } = hall;
  if (!robots) return;
  for (let i = 0; i < robots.count; i++) {
    hall.robotChargeMin[i] = Math.min(hall.robotChargeMin[i] as number, robots.chargeRatio[i] as number);
  }
}

function runAgenda(hall: Hall, untilS: number): void {
  const { agenda } = hall;
  let atOnce = 0;
  while (agenda.nextTimeS() <= untilS && !hall.finished) {
    agenda.pop();
    atOnce = agenda.poppedTimeS > hall.nowS ? 0 : atOnce + 1;
    hall.nowS = agenda.poppedTimeS;
    if (atOnce > EVENTS_AT_ONE_INSTANT_MAX) {
      stopCircle(hall);
      return;
    }
    const a = agenda.poppedA;
    const b = agenda.poppedB;
    switch (agenda.poppedKind) {
      case AgendaKind.staffing:
        staffingChange(hall, a, b);
        break;
      case AgendaKind.serviceEnd:
        if (!hall.rules || hall.rules.serviceRun[a] === b) endService(hall, a);
        break;
      case AgendaKind.serverDone:
        serverDone(hall, a, b);
        break;
      case AgendaKind.walkDone:
        if (hall.citizens.generation[a] === b) onArrived(hall, a);
        break;
      case AgendaKind.dialogue:
        dialogueDue(hall, a, b);
        break;
      case AgendaKind.mesoRobot:
        mesoRobotDue(hall, a, b);
        break;
      case AgendaKind.scripted:
        scriptedDue(hall, a);
        break;
      case AgendaKind.arrival:
        arrivalDue(hall, a);
        break;
      case AgendaKind.closing:
        closeDoors(hall, a);
        break;
      case AgendaKind.overflow:
        overflowDue(hall, a, b);
        break;
      case AgendaKind.pause:
        breakDue(hall, a, b);
        break;
      case AgendaKind.door:
        doorDue(hall, a);
        break;
      case AgendaKind.area:
        setArea(hall, a, b === 1, 0);
        break;
      case AgendaKind.windowClosing:
        closingDue(hall, a, b);
        break;
      case AgendaKind.tide:
        tideDue(hall, a, b);
        break;
      case AgendaKind.missedSlot:
        missedSlotDue(hall, a);
        break;
      case AgendaKind.comeBack:
        comeBackDue(hall, a, b);
        break;
      case AgendaKind.helpDone:
        helpDone(hall, a);
        break;
      case AgendaKind.resultReady:
        resultReady(hall, a, b);
        break;
      case AgendaKind.setUp:
        setUpDue(hall, a);
        break;
      case AgendaKind.help:
        helpDue(hall, a, b);
        break;
      case AgendaKind.recall:
        recallDue(hall, a, b);
        break;
      case AgendaKind.requeue:
        requeueDue(hall, a, b);
        break;
      case AgendaKind.look:
        lookDue(hall, a, b);
        break;
      case AgendaKind.asked:
        askedDue(hall, a, b);
        break;
      case AgendaKind.tired:
        tiredDue(hall, a, b);
        break;
      case AgendaKind.pauseOver:
        pauseDue(hall, a, b);
        break;
      case AgendaKind.clerkAnswers:
        clerkAnswers(hall, a, b);
        break;
      case AgendaKind.clerkDone:
        clerkDone(hall, a);
        break;
      case AgendaKind.deskBack:
        deskGoesOn(hall, a);
        break;
      case AgendaKind.patience:
        patienceDue(hall, a, b);
        break;
    }
  }
}

/** Rules that call each other without time passing would go on for ever. */
function stopCircle(hall: Hall): void {
  hall.problems.push(
    `more than ${EVENTS_AT_ONE_INSTANT_MAX} events at one instant, ${hall.nowS.toFixed(1)} s after midnight: rules call each other without time passing; the run was stopped`,
  );
  hall.finished = true;
}

function moveCrowd(hall: Hall): void {
  const { crowd } = hall;
  if (!crowd) return;
  if (hall.people) {
    keepCompany(hall, hall.people);
    makeWay(hall, hall.people);
  }
  if (crowd.walkers === 0) return;
  crowd.step(TICK_S);
  if (hall.spec.rules.doors) noteChoices(hall);
  for (let i = 0; i < crowd.releasedCount; i++) {
    const row = crowd.released[i] as number;
    const at = [crowd.xM[row] as number, crowd.yM[row] as number].map((metres) => Math.round(10 * metres));
    hall.record(EventKind.jamReleased, hall.citizens.number[row] as number, at[0] as number, at[1] as number);
  }
  for (let i = 0; i < crowd.arrivedCount; i++) onArrived(hall, crowd.arrived[i] as number);
  watchClosures(hall);
}

function moveRobots(hall: Hall): void {
  const { robots, crowd } = hall;
  if (!robots || !crowd) return;
  robots.drive(hall.tick);
  noteCharge(hall);
  for (let i = 0; i < robots.count; i++) {
    hall.robotVx[i] = (robots.linearMps[i] as number) * cos(robots.yawRad[i] as number);
    hall.robotVy[i] = (robots.linearMps[i] as number) * sin(robots.yawRad[i] as number);
  }
  crowd.setRobots(robots.count, robots.xM, robots.yM, hall.robotVx, hall.robotVy, robots.radiusM);
  updateFollowers(hall);
  if (hall.fetch) updateClerks(hall, hall.fetch);
  handleRobotOutputs(hall, robots.takeOutputs());
}

function senseRobots(hall: Hall): void {
  const { robots } = hall;
  if (!robots) return;
  fleetDue(hall);
  robots.sense(hall.tick);
  handleRobotOutputs(hall, robots.takeOutputs());
}

function checkEnd(hall: Hall): void {
  if (hall.finished || hall.nowS < hall.spec.endS) return;
  hall.finished = true;
  if (hall.citizens.inside > 0) {
    hall.problems.push(whyInside(hall));
  }
}

function applyCommands(hall: Hall): void {
  if (hall.commands.length === 0) return;
  const commands = hall.commands;
  hall.commands = [];
  for (const command of commands) {
    switch (command.kind) {
      case 'robot-request':
        hall.robots?.request(command.robot, command.request);
        break;
      case 'robot-touch':
        hall.robots?.touch(command.robot, command.what, command.choice ?? null);
        break;
      case 'robot-present':
        presentDocument(hall, command.robot, command.document);
        break;
      case 'set-area':
        setArea(hall, command.area, command.closed, 1);
        break;
      case 'add-visitor': {
        const number = ADDED_BASE + hall.added++;
        arrive(hall, number, command.item, -1, -1, command.asksRobot);
        break;
      }
    }
  }
}
