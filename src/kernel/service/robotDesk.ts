/**
 * The dialogue between a citizen and the guide robot, from the citizen's side (micro). The citizen speaks text; what the
 * robot says back comes through `RobotSystem.takeOutputs` and is understood by its dialogue act.
 *
 * A ticket issued by the robot counts from that moment, but cannot be called until the robot has let go of the citizen
 * (`held`), so a window never waits for somebody who is still being led.
 */
import type { IdDocument, SpeechAct } from '../../../agents/contract';
import { AgendaKind } from '../base/agenda';
import { Purpose, RandomStream } from '../base/random';
import { drawDurationS } from '../demand/durations';
import { Mark } from '../demand/marks';
import { Phase } from '../demand/phase';
import { EventKind, FetchEnd, LeaveReason } from '../events';
import { type Hall, TRAIL_POINTS } from '../hall';
import { rest } from '../mover';
import { documentNumber } from '../robot/documents';
import { ROBOT_ACTIVITIES, type RobotOutput } from '../robot/system';
import { mayTakeTicket } from '../rules/errand';
import {
  asksForPerson,
  clerkAsked,
  fetchBegins,
  fetchEnds,
  fetchPatienceS,
  resultTold,
  robotTurnsTo,
} from '../rules/fetchHelp';
import type { FetchState } from '../rules/fetchState';
import { balks } from '../rules/patience';
import { asksForWay, endTalk, tellsWay, wayQuestion } from '../wayfinding/askRobot';
import { showWay, tellWay } from '../wayfinding/search';
import { askedBy, lastAsked, trueAnswer } from './choosing';
import { depart } from './departure';
import { advanceLine, goToLine, leaveServer, shortestLine } from './lines';
import { type LineServer, ServerKind } from './tables';
import { issueTicket, letterOf, offerTicket } from './tickets';
import { goWait } from './waiting';

/** Steps of the dialogue, stored in citizens.dialogue. */
const Step = {
  none: 0,
  asking: 1,
  awaitAnswer: 2,
  replying: 3,
  awaitLead: 4,
  following: 5,
  closing: 6,
  /** About to answer a question with answers on the screen. */
  choosing: 7,
  /** Waits for somebody whom the robot fetches; is helped by the clerk who came. */
  awaitHelp: 8,
  helped: 9,
} as const;

/** Without an answer for this long the citizen gives up and helps himself. Assumption. */
const PATIENCE_S = 20;
/** A guest who has followed a robot that has not moved for this long goes on alone. Assumption. */
const FOLLOW_PATIENCE_S = 60;
/** Gap kept behind the robot while following, metres (proxemic "personal" band). */
const FOLLOW_GAP_M = 1.1;
const TRAIL_STEP_M = 0.15;

/** Indices into ROBOT_ACTIVITIES. */
const AT_POST = 1;
const BUSY_WITH_GUEST: ReadonlySet<number> = new Set(
  (['talking', 'leading', 'waiting-for-follower', 'recovering', 'localizing', 'holding', 'fetching-help'] as const).map(
    (activity) => ROBOT_ACTIVITIES.indexOf(activity),
  ),
);

/** Stepped up to the robot. */
export function startDialogue(hall: Hall, row: number): void {
  const server = hall.servers[hall.citizens.server[row] as number] as LineServer;
  hall.robotGuest[server.index] = row;
  hall.robots?.setGuest(server.index, row);
  toStep(hall, row, Step.asking, turnS(hall, row, 0));
}

/** A dialogue event of the agenda: time to speak, or patience is over. `code` = generation * 16 + step. */
export function dialogueDue(hall: Hall, row: number, code: number): void {
  const { citizens, spec } = hall;
  const step = code & 15;
  if (citizens.dialogue[row] !== step || ((citizens.generation[row] as number) & 0xffffff) !== code >> 4) return;
  const robot = robotOf(hall, row);
  if (robot < 0) return;
  const { language } = spec.visitors;
  if (step === Step.asking) {
    const number = citizens.number[row] as number;
    const item = spec.items[citizens.item[row] as number];
    const scripted = spec.scripted[citizens.scripted[row] as number];
    const name = language === 'zh' ? (item?.nameZh ?? '') : (item?.nameEn ?? '');
    const first = citizens.tries[row] === 0;
    citizens.tries[row] = (citizens.tries[row] as number) + 1;
    if (asksForWay(hall, row)) {
      speak(hall, row, robot, wayQuestion(hall, row));
      toStep(hall, row, Step.awaitAnswer, PATIENCE_S);
      return;
    }
    const words = !first
      ? name
      : asksForPerson(hall, row) ||
        scripted?.question ||
        spec.policies.question(name, language, hall.marks.rekey(number, Mark.question).uniform());
    hall.record(EventKind.robotAsked, number, robot, citizens.item[row] as number);
    speak(hall, row, robot, words);
    toStep(hall, row, Step.awaitAnswer, PATIENCE_S);
  } else if (step === Step.replying) {
    const wants = citizens.wantsLead[row] === 1;
    speak(hall, row, robot, wants ? spec.policies.acceptLead(language) : spec.policies.declineLead(language));
    toStep(hall, row, wants ? Step.awaitLead : Step.closing, PATIENCE_S);
  } else if (step === Step.choosing) {
    choose(hall, row, robot);
  } else if (step === Step.awaitHelp) {
    if (hall.fetch) fetchEnds(hall, hall.fetch, robot, FetchEnd.left);
    letGo(hall, row, robot);
  } else {
    letGo(hall, row, robot);
  }
}

/** Answers what the robot asked last: aloud, or by touch if it was asked again. */
function choose(hall: Hall, row: number, robot: number): void {
  const { citizens } = hall;
  const asked = lastAsked(hall, robot, citizens.number[row] as number);
  if (!asked) return;
  if (asked.questionId === null) {
    const wants = citizens.wantsLead[row] === 1;
    hall.robots?.touch(robot, 'screen', wants ? 0 : 1);
    toStep(hall, row, wants ? Step.awaitLead : Step.closing, PATIENCE_S);
    return;
  }
  const option = trueAnswer(hall, row, asked.questionId);
  if (asked.again) hall.robots?.touch(robot, 'screen', option);
  else speak(hall, row, robot, asked.options[option] ?? '');
  toStep(hall, row, Step.awaitAnswer, PATIENCE_S);
}

/** What the robots said and did in this tick. */
export function handleRobotOutputs(hall: Hall, outputs: readonly RobotOutput[]): void {
  for (const output of outputs) {
    switch (output.kind) {
      case 'said':
        heardRobot(hall, output.robot, output.utterance.text, output.utterance.act);
        break;
      case 'ticket':
        giveTicket(hall, output.robot, output.itemId);
        break;
      case 'activity':
        activityChanged(hall, output.robot);
        break;
      case 'charging':
        hall.record(
          output.charging ? EventKind.chargeStarted : EventKind.chargeEnded,
          -1,
          output.robot,
          Math.round(output.chargeRatio * 1000),
        );
        break;
      case 'contact':
        hall.record(
          EventKind.robotContact,
          output.row < 0 ? -1 : (hall.citizens.number[output.row] as number),
          output.robot,
          output.other + 1,
        );
        break;
    }
  }
}

/** The robot's guest, else the operator, holds a document to the reader. Its number belongs to the person and the kind. */
export function presentDocument(hall: Hall, robot: number, kind: IdDocument['kind']): void {
  const row = hall.robotGuest[robot] as number;
  const holder = row < 0 ? -1 : (hall.citizens.number[row] as number);
  const draws = new RandomStream(hall.spec.seed, Purpose.documents, holder);
  hall.robots?.present(robot, kind, documentNumber(kind, draws));
}

/** Keeps the robots' trails and points their followers along them. Call once a tick after the robots moved. */
export function updateFollowers(hall: Hall): void {
  const { robots, crowd, citizens } = hall;
  if (!robots || !crowd) return;
  for (let robot = 0; robot < robots.count; robot++) {
    const x = robots.xM[robot] as number;
    const y = robots.yM[robot] as number;
    const moved = leaveTrail(hall, robot, x, y);
    const row = hall.robotGuest[robot] as number;
    if (row < 0 || citizens.phase[row] !== Phase.followRobot) continue;
    if (hall.extras?.leadsItself(hall, robot, row)) continue;
    if (moved) citizens.walkStartS[row] = hall.nowS;
    else if (hall.nowS - (citizens.walkStartS[row] as number) > FOLLOW_PATIENCE_S) {
      hall.record(EventKind.leadLost, citizens.number[row] as number, robot, -1);
      letGo(hall, row, robot);
      continue;
    }
    walkBehind(hall, robot, row);
  }
}

/** Points somebody along the robot's trail; stands when near enough. */
export function walkBehind(hall: Hall, robot: number, row: number): void {
  const { robots, crowd, citizens } = hall;
  if (!robots || !crowd) return;
  const dx = (robots.xM[robot] as number) - (crowd.xM[row] as number);
  const dy = (robots.yM[robot] as number) - (crowd.yM[row] as number);
  const gap = Math.sqrt(dx * dx + dy * dy);
  if (gap <= FOLLOW_GAP_M) {
    crowd.follow(row, crowd.xM[row] as number, crowd.yM[row] as number, citizens.speedMps[row] as number);
    return;
  }
  const base = robot * TRAIL_POINTS * 2;
  const back = Math.min(TRAIL_POINTS - 1, Math.round(FOLLOW_GAP_M / TRAIL_STEP_M));
  const at = ((hall.trailAt[robot] as number) - back + 2 * TRAIL_POINTS) % TRAIL_POINTS;
  crowd.follow(
    row,
    hall.trail[base + 2 * at] as number,
    hall.trail[base + 2 * at + 1] as number,
    citizens.speedMps[row] as number,
  );
}

/** True if the robot has moved on by a step of its trail. */
function leaveTrail(hall: Hall, robot: number, x: number, y: number): boolean {
  const base = robot * TRAIL_POINTS * 2;
  const at = hall.trailAt[robot] as number;
  const dx = x - (hall.trail[base + 2 * at] as number);
  const dy = y - (hall.trail[base + 2 * at + 1] as number);
  const square = dx * dx + dy * dy;
  if (square < TRAIL_STEP_M * TRAIL_STEP_M) return false;
  if (square > 1) {
    // First point, or put down elsewhere: the whole trail starts here.
    for (let i = 0; i < TRAIL_POINTS; i++) {
      hall.trail[base + 2 * i] = x;
      hall.trail[base + 2 * i + 1] = y;
    }
    return true;
  }
  const next = (at + 1) % TRAIL_POINTS;
  hall.trail[base + 2 * next] = x;
  hall.trail[base + 2 * next + 1] = y;
  hall.trailAt[robot] = next;
  return true;
}

function heardRobot(hall: Hall, robot: number, text: string, act: SpeechAct): void {
  const { citizens } = hall;
  const row = hall.robotGuest[robot] as number;
  const number = row < 0 ? -1 : (citizens.number[row] as number);
  const asked = askedBy(act);
  hall.speech.push({ timeS: hall.nowS, robot, citizen: number, text, act: act.kind, ...(asked ? { asked } : {}) });
  hall.record(EventKind.spoke, number, hall.speech.length - 1, 0);
  if (hall.fetch) aboutHelp(hall, hall.fetch, robot, act);
  if (row < 0) return;
  if (hall.ways && asksForWay(hall, row) && tellsWay(hall, row, act)) {
    endTalk(hall, hall.ways, row, true);
    return;
  }
  switch (act.kind) {
    case 'answer': {
      const item = hall.spec.items.findIndex((candidate) => candidate.id === act.itemId);
      hall.record(EventKind.robotAnswered, number, robot, item);
      if (hall.ways && item === citizens.item[row]) tellWay(hall, hall.ways, row);
      if (item !== citizens.item[row]) {
        // Misunderstood: says it again once, then helps himself.
        retry(hall, row, robot);
      } else toStep(hall, row, act.offersLead ? Step.replying : Step.closing, turnS(hall, row, 1));
      break;
    }
    case 'unknown-item':
    case 'ask-repeat':
      if (!asksForWay(hall, row)) hall.record(EventKind.robotAnswered, number, robot, -1);
      retry(hall, row, robot);
      break;
    case 'ask-lead':
      toStep(hall, row, Step.choosing, turnS(hall, row, 3));
      break;
    case 'ask-choice':
      // About another item it has misunderstood.
      if (trueAnswer(hall, row, act.questionId) < 0 || hall.spec.items[citizens.item[row] as number]?.id !== act.itemId)
        retry(hall, row, robot);
      else toStep(hall, row, Step.choosing, turnS(hall, row, 4));
      break;
    case 'follow-me':
      startFollowing(hall, row, robot, act.windowId);
      break;
    case 'arrived':
      if (citizens.phase[row] === Phase.followRobot) {
        hall.record(EventKind.leadArrived, number, robot, windowIndex(hall, act.windowId));
        if (hall.ways) showWay(hall.ways, row);
        if (hall.fetch) fetchEnds(hall, hall.fetch, robot, FetchEnd.led);
        letGo(hall, row, robot, deskNamed(hall, act.windowId));
      }
      break;
    case 'farewell':
    case 'cannot-lead':
      letGo(hall, row, robot);
      break;
    case 'greet':
    case 'directions':
    case 'wait-for-you':
    case 'excuse-me':
    case 'identified':
    case 'publicity':
    case 'evacuate':
    case 'lost':
    case 'need-help':
    case 'ask-help':
    case 'come-along':
      break;
    case 'fetch-help':
      waitForHelp(hall, row, robot, act);
      break;
    case 'help-result':
      if (citizens.dialogue[row] === Step.awaitHelp && !act.leads) hearResult(hall, row, robot);
      break;
  }
}

/** What a robot says to clerks, or of them. */
function aboutHelp(hall: Hall, fetch: FetchState, robot: number, act: SpeechAct): void {
  if (act.kind === 'ask-help') clerkAsked(hall, fetch, robot, act);
  else if (act.kind === 'help-result' && resultTold(hall, fetch, robot) === 'joined') {
    // The guest is the clerk's now; the place before the robot stays his until they are done.
    const row = hall.robotGuest[robot] as number;
    toStep(hall, row, Step.helped, Number.POSITIVE_INFINITY);
    fetch.guest[robot] = -1;
    hall.robotGuest[robot] = -1;
    hall.robots?.setGuest(robot, -1);
  }
}

/** The robot fetches somebody: the guest stays where he is, as long as he likes. */
function waitForHelp(hall: Hall, row: number, robot: number, act: SpeechAct): void {
  const { citizens, crowd, fetch } = hall;
  if (!fetch || asksForWay(hall, row)) {
    letGo(hall, row, robot);
    return;
  }
  if (act.kind === 'fetch-help' && act.why === 'not-understood')
    hall.record(EventKind.robotAnswered, citizens.number[row] as number, robot, -1);
  if (citizens.phase[row] === Phase.followRobot) {
    hall.record(EventKind.leadLost, citizens.number[row] as number, robot, -1);
    citizens.phase[row] = Phase.standing;
    if (crowd) rest(hall, row, crowd.xM[row] as number, crowd.yM[row] as number, 0);
  }
  fetchBegins(hall, fetch, robot, row, act);
  toStep(hall, row, Step.awaitHelp, fetchPatienceS(hall, fetch, row));
}

/** Nobody comes: the guest goes on by himself. */
function hearResult(hall: Hall, row: number, robot: number): void {
  if (hall.fetch) fetchEnds(hall, hall.fetch, robot, FetchEnd.nobody);
  letGo(hall, row, robot);
}

/** Server of the enquiry desk of this name; -1 = there is none. */
function deskNamed(hall: Hall, id: string): number {
  return hall.servers.findIndex((server) => server.kind === ServerKind.desk && server.plan.id === id);
}

function retry(hall: Hall, row: number, robot: number): void {
  if ((hall.citizens.tries[row] as number) < 2) toStep(hall, row, Step.asking, turnS(hall, row, 2));
  else letGo(hall, row, robot);
}

function startFollowing(hall: Hall, row: number, robot: number, windowId: string): void {
  const { citizens } = hall;
  if (citizens.dialogue[row] === Step.following) return;
  toStep(hall, row, Step.following, Number.POSITIVE_INFINITY);
  leaveServer(hall, row);
  citizens.phase[row] = Phase.followRobot;
  citizens.moving[row] = 1;
  citizens.walkStartS[row] = hall.nowS;
  citizens.window[row] = -1;
  hall.record(EventKind.leadStarted, citizens.number[row] as number, robot, windowIndex(hall, windowId));
}

function giveTicket(hall: Hall, robot: number, itemId: string): void {
  const { citizens } = hall;
  const row = hall.robotGuest[robot] as number;
  if (row < 0 || (citizens.ticket[row] as number) > 0) return;
  const item = hall.spec.items[citizens.item[row] as number];
  // A ticket for another item than the citizen's own is refused at the printer by the citizen.
  if (!item || item.id !== itemId || hall.nowS > hall.spec.lastTicketS) return;
  citizens.held[row] = 1;
  issueTicket(hall, row);
}

/** The robot turned to something else: a citizen it still had is on his own. A robot back at its post takes the next. */
function activityChanged(hall: Hall, robot: number): void {
  const activity = hall.robots?.activity[robot] ?? 0;
  hall.record(EventKind.robotActivity, -1, robot, activity);
  if (hall.fetch) robotTurnsTo(hall.fetch, robot, activity);
  const row = hall.robotGuest[robot] as number;
  if (row >= 0 && !BUSY_WITH_GUEST.has(activity)) {
    const { citizens } = hall;
    if (citizens.phase[row] === Phase.followRobot) {
      hall.record(EventKind.leadLost, citizens.number[row] as number, robot, -1);
      letGo(hall, row, robot);
    } else if (activity !== AT_POST) letGo(hall, row, robot);
  }
  if (activity === AT_POST) {
    for (const server of hall.servers) {
      if (server.kind === ServerKind.robot && server.index === robot) advanceLine(hall, server);
    }
  }
}

/** The citizen and the robot part; the citizen goes on by himself, or to the line of `toServer`. */
function letGo(hall: Hall, row: number, robot: number, toServer = -1): void {
  const { fetch } = hall;
  if (fetch && fetch.guest[robot] === hall.citizens.number[row]) fetchEnds(hall, fetch, robot, FetchEnd.brokenOff);
  if (hall.ways && asksForWay(hall, row)) {
    endTalk(hall, hall.ways, row, false);
    return;
  }
  hall.robotGuest[robot] = -1;
  hall.robots?.setGuest(robot, -1);
  goOn(hall, row, toServer);
}

/** On from the robot, or from the clerk whom it fetched: to wait for the call, to the desk, or to take a ticket. */
export function goOn(hall: Hall, row: number, toServer = -1): void {
  const { citizens, crowd } = hall;
  citizens.dialogue[row] = Step.none;
  const server = hall.servers[citizens.server[row] as number];
  if (crowd) rest(hall, row, crowd.xM[row] as number, crowd.yM[row] as number, 0);
  leaveServer(hall, row);
  if ((citizens.ticket[row] as number) > 0) {
    if (!offerTicket(hall, row)) goWait(hall, row);
  } else if (toServer >= 0) goToLine(hall, row, toServer);
  else goToKiosk(hall, row);
  if (server) advanceLine(hall, server);
}

/** To the ticket kiosk with the shortest line; without kiosks the ticket is handed out on the spot. */
export function goToKiosk(hall: Hall, row: number): void {
  const kiosk = shortestLine(hall, ServerKind.kiosk);
  if (kiosk >= 0) goToLine(hall, row, kiosk);
  else takeTicketAndWait(hall, row);
}

export function takeTicketAndWait(hall: Hall, row: number): void {
  if (!mayTakeTicket(hall, row)) {
    depart(hall, row, LeaveReason.turnedAway);
    return;
  }
  if (hall.rules && balks(hall, hall.rules, row, letterOf(hall, row))) return;
  issueTicket(hall, row);
  if (!offerTicket(hall, row)) goWait(hall, row);
}

function robotOf(hall: Hall, row: number): number {
  for (let robot = 0; robot < hall.robotGuest.length; robot++) if (hall.robotGuest[robot] === row) return robot;
  return -1;
}

function windowIndex(hall: Hall, windowId: string): number {
  return hall.spec.layout.windows.findIndex((window) => window.id === windowId);
}

function speak(hall: Hall, row: number, robot: number, text: string): void {
  const { crowd, citizens } = hall;
  hall.speech.push({ timeS: hall.nowS, robot: -1, citizen: citizens.number[row] as number, text, act: 'citizen' });
  hall.record(EventKind.spoke, citizens.number[row] as number, hall.speech.length - 1, 0);
  if (!crowd) return;
  const speech = { text, language: hall.spec.visitors.language };
  hall.robots?.hear(robot, speech, crowd.xM[row] as number, crowd.yM[row] as number);
}

function toStep(hall: Hall, row: number, step: number, afterS: number): void {
  const { citizens } = hall;
  citizens.dialogue[row] = step;
  citizens.generation[row] = ((citizens.generation[row] as number) + 1) | 0;
  if (afterS === Number.POSITIVE_INFINITY) return;
  const code = (((citizens.generation[row] as number) & 0xffffff) << 4) | step;
  hall.agenda.schedule(hall.nowS + afterS, AgendaKind.dialogue, row, code);
}

function turnS(hall: Hall, row: number, turn: number): number {
  const stream = hall.marks.rekey(hall.citizens.number[row] as number, Mark.dialogue + 16 * turn);
  return drawDurationS(hall.spec.visitors.dialogueTurn, stream);
}
