/**
 * Staff who are fetched by a robot (`rules.fetchHelp`), micro only. The robot speaks to a clerk at a desk or a window; who is there
 * answers aloud, by the truth of the hall: busy with a long line, "one moment" with somebody at the desk, else coming. A clerk who comes
 * has a body, walks behind the robot to the guest, helps for a drawn time and walks back; the desk or window rests meanwhile.
 *
 * Asked again, the clerk touches the answer on the robot's screen as well. A clerk whom the robot leads nowhere for a minute turns back.
 * Left out: two clerks at one desk, a clerk who forgets or refuses, clerks with paces of their own.
 */
import type { SpeechAct } from '../../../agents/contract';
import { HELP_REASONS } from '../../../agents/contract';
import { AgendaKind } from '../base/agenda';
import { atan2 } from '../base/detmath';
import { drawDurationS } from '../demand/durations';
import { Mark } from '../demand/marks';
import { personOf, STAFF_BASE } from '../demand/person';
import { Phase } from '../demand/phase';
import { EventKind, FetchEnd, FetchReply } from '../events';
import type { Hall } from '../hall';
import { noteDeparture, rest } from '../mover';
import { ROBOT_ACTIVITIES } from '../robot/system';
import { advanceLine } from '../service/lines';
import { goOn, walkBehind } from '../service/robotDesk';
import { isAvailable, type LineServer, ServerKind, WindowState } from '../service/tables';
import { afterPause, pauseWindow } from '../service/windows';
import { BUILDS } from '../spec';
import { tellWay } from '../wayfinding/search';
import { Clerk, type FetchPlace, type FetchState } from './fetchState';
import { clerkBusy } from './sharedClerks';

const CLERK_MPS = 1.2;
const CLERK_RADIUS_M = 0.22;
/** The clerk hears a robot within this of where it should stand. */
const EARSHOT_M = 3;
/** A clerk has joined the guest within this; after so long so near is near enough. */
const JOINED_M = 1.1;
const JOIN_S = 12;
/** A clerk behind a robot that does not move turns back after this, s. */
const PATIENCE_S = 60;
/** The robot moved if it is faster than this. */
const MOVES_MPS = 0.03;
/** Help at a guest whom the robot did not see counts if the clerk is this near. */
const SEES_GUEST_M = 5;

/** Activities in which a robot leads a clerk. */
const LEADS_CLERK: ReadonlySet<string> = new Set(['fetching-help', 'holding', 'recovering', 'localizing']);

const SAID: Readonly<Record<1 | 2 | 3, Readonly<Record<'zh' | 'en', string>>>> = {
  [FetchReply.coming]: { zh: '好的，我跟你过去。', en: 'All right, I am coming with you.' },
  [FetchReply.busy]: { zh: '我现在走不开，请把人带过来。', en: 'I cannot leave now. Please bring them here.' },
  [FetchReply.wait]: { zh: '请稍等，我办完这一位就去。', en: 'One moment, please. I finish this first.' },
};
const BUSY_AT_WINDOW: Readonly<Record<'zh' | 'en', string>> = {
  zh: '我这里正忙，走不开。',
  en: 'I am busy here and cannot leave.',
};

/** What somebody says to the robot who wants a person at once; null = asks as everybody. Drawn once a citizen. */
export function asksForPerson(hall: Hall, row: number): string | null {
  const { fetch, citizens, spec } = hall;
  if (!fetch || citizens.scripted[row] !== -1) return null;
  const { assistShare, personShare } = fetch.spec;
  const build = BUILDS[citizens.build[row] as number];
  const slow = build === 'elderly' || build === 'wheelchair';
  const share = slow ? assistShare : personShare;
  const number = personOf(citizens.number[row] as number);
  if (share === 0 || hall.marks.rekey(number, Mark.wantsPerson).uniform() >= share) return null;
  const zh = spec.visitors.language === 'zh';
  if (slow) {
    return zh
      ? '我腿脚不方便，能请工作人员帮帮我吗？'
      : 'I find walking hard. Could a member of staff help me, please?';
  }
  return zh ? '我想找工作人员问一下。' : 'I would like to speak to a member of staff.';
}

/** The robot has told its guest that it fetches somebody. */
export function fetchBegins(hall: Hall, fetch: FetchState, robot: number, row: number, act: SpeechAct): void {
  const number = hall.citizens.number[row] as number;
  fetch.guest[robot] = number;
  fetch.sinceS[robot] = hall.nowS;
  fetch.place[robot] = -1;
  fetch.reply[robot] = FetchReply.none;
  const why = act.kind === 'fetch-help' ? HELP_REASONS.indexOf(act.why) : 0;
  hall.record(EventKind.fetchStarted, number, robot, why);
}

/** The robot has turned to something else than leading a clerk: what it asked is forgotten. */
export function robotTurnsTo(fetch: FetchState, robot: number, activity: number): void {
  if (LEADS_CLERK.has(ROBOT_ACTIVITIES[activity] ?? 'stopped')) return;
  fetch.place[robot] = -1;
  fetch.reply[robot] = FetchReply.none;
}

/** How long this guest waits for the robot to come back, s. */
export function fetchPatienceS(hall: Hall, fetch: FetchState, row: number): number {
  const { scripted, number } = hall.citizens;
  const own = hall.spec.scripted[scripted[row] as number]?.waitsForHelpS;
  if (own !== undefined) return own;
  const stream = hall.marks.rekey(personOf(number[row] as number), Mark.helpPatience);
  return drawDurationS(fetch.spec.patience, stream);
}

/** The errand for this guest is over; a clerk on the way learns it from the robot. */
export function fetchEnds(hall: Hall, fetch: FetchState, robot: number, how: number): void {
  const number = fetch.guest[robot] as number;
  if (number < 0) return;
  fetch.guest[robot] = -1;
  hall.record(EventKind.fetchEnded, number, robot, how);
}

/** A robot speaks to a clerk: who is there answers after a while. */
export function clerkAsked(
  hall: Hall,
  fetch: FetchState,
  robot: number,
  act: Extract<SpeechAct, { kind: 'ask-help' }>,
): void {
  const place = fetch.spec.places.findIndex(({ id }) => id === act.placeId);
  if (place < 0) return;
  if (fetch.place[robot] !== place) {
    fetch.place[robot] = place;
    fetch.reply[robot] = FetchReply.none;
  }
  fetch.asked[robot] = (fetch.asked[robot] as number) + 1;
  fetch.again[robot] = act.again ? 1 : 0;
  hall.record(EventKind.fetchAsked, fetch.guest[robot] as number, robot, place);
  const guest = personOf(Math.max(0, fetch.guest[robot] as number));
  const inS = drawDurationS(fetch.spec.answer, hall.marks.rekey(guest, Mark.helpAnswer + (act.again ? 32 : 0)));
  hall.agenda.schedule(hall.nowS + inS, AgendaKind.clerkAnswers, robot, fetch.asked[robot] as number);
}

/** `asked`: which question it answers; an older one is forgotten. */
export function clerkAnswers(hall: Hall, robot: number, asked: number): void {
  const { fetch } = hall;
  if (!fetch || fetch.asked[robot] !== asked) return;
  const place = fetch.place[robot] as number;
  const at = fetch.spec.places[place];
  if (!at || !isNear(hall, robot, at)) return;
  if (fetch.reply[robot] === FetchReply.coming) {
    if (fetch.robot[place] === robot) answer(hall, fetch, robot, place, FetchReply.coming);
    return;
  }
  const reply = replyOf(hall, fetch, place, at);
  if (reply === FetchReply.none) return;
  answer(hall, fetch, robot, place, reply);
  if (reply === FetchReply.coming) stepOut(hall, fetch, place, robot);
}

/** Nobody there = no reply. */
function replyOf(hall: Hall, fetch: FetchState, place: number, at: FetchPlace): number {
  if (isOut(hall, fetch, place)) return FetchReply.none;
  if (at.kind === 'window') {
    const { windows, rules } = hall;
    if (isAvailable(windows, at.index) && windows.state[at.index] !== WindowState.closed)
      return rules && clerkBusy(hall, rules, at.index) ? FetchReply.busy : FetchReply.coming;
    return windows.state[at.index] === WindowState.closed ? FetchReply.none : FetchReply.busy;
  }
  const desk = deskServer(hall, at.index);
  if (!desk) return FetchReply.none;
  if (desk.queue.length > fetch.spec.busyAbove) return FetchReply.busy;
  return desk.current >= 0 && hall.citizens.phase[desk.current] === Phase.atServer
    ? FetchReply.wait
    : FetchReply.coming;
}

function answer(hall: Hall, fetch: FetchState, robot: number, place: number, reply: number): void {
  const at = fetch.spec.places[place] as FetchPlace;
  const { language } = hall.spec.visitors;
  fetch.reply[robot] = reply;
  hall.record(EventKind.fetchAnswered, fetch.guest[robot] as number, robot, reply);
  const said = reply === FetchReply.busy && at.kind === 'window' ? BUSY_AT_WINDOW : SAID[reply as 1 | 2 | 3];
  const text = said[language];
  hall.speech.push({ timeS: hall.nowS, robot: -1, citizen: STAFF_BASE + place, text, act: 'clerk' });
  hall.record(EventKind.spoke, STAFF_BASE + place, hall.speech.length - 1, 0);
  hall.robots?.hear(robot, { text, language }, at.clerkXM, at.clerkYM);
  if (fetch.again[robot] === 0 || reply === FetchReply.wait) return;
  hall.robots?.touch(robot, 'screen', reply === FetchReply.coming ? 0 : 1);
}

/** A desk has finished with somebody: true if its clerk now goes with a robot that was told to wait, so that nobody else is called. */
export function leavesWithRobot(hall: Hall, fetch: FetchState, server: LineServer): boolean {
  if (server.kind !== ServerKind.desk) return false;
  const place = fetch.spec.places.findIndex(({ kind, index }) => kind === 'desk' && index === server.index);
  const at = fetch.spec.places[place];
  if (!at || isOut(hall, fetch, place)) return false;
  for (let robot = 0; robot < fetch.guest.length; robot++) {
    if (fetch.place[robot] !== place || fetch.reply[robot] !== FetchReply.wait || !isNear(hall, robot, at)) continue;
    answer(hall, fetch, robot, place, FetchReply.coming);
    stepOut(hall, fetch, place, robot);
    return true;
  }
  return false;
}

/** True while the desk has no clerk: away by the roster, or with a guest of a robot. */
export function deskIsLeft(hall: Hall, fetch: FetchState, desk: number): boolean {
  const place = fetch.spec.places.findIndex(({ kind, index }) => kind === 'desk' && index === desk);
  return place >= 0 && isOut(hall, fetch, place);
}

function isOut(hall: Hall, fetch: FetchState, place: number): boolean {
  if (fetch.clerk[place] !== Clerk.there) return true;
  const away = fetch.spec.places[place]?.away ?? [];
  return away.some(({ fromS, toS }) => hall.nowS >= fromS && hall.nowS < toS);
}

function deskServer(hall: Hall, desk: number): LineServer | undefined {
  return hall.servers.find((server) => server.kind === ServerKind.desk && server.index === desk);
}

function isNear(hall: Hall, robot: number, at: FetchPlace): boolean {
  const dx = (hall.robots?.xM[robot] ?? 0) - at.askXM;
  const dy = (hall.robots?.yM[robot] ?? 0) - at.askYM;
  return dx * dx + dy * dy < EARSHOT_M * EARSHOT_M;
}

/** The clerk steps out onto the floor and follows the robot. */
function stepOut(hall: Hall, fetch: FetchState, place: number, robot: number): void {
  const at = fetch.spec.places[place] as FetchPlace;
  const { citizens, crowd } = hall;
  if (!crowd) return;
  if (at.kind === 'window') pauseWindow(hall, at.index);
  const row = citizens.add(STAFF_BASE + place);
  // A row that was a citizen's before: nothing of him is left.
  hall.people?.reset(row);
  hall.rules?.reset(row);
  hall.ways?.reset(row);
  citizens.phase[row] = Phase.staff;
  citizens.item[row] = 0;
  citizens.build[row] = BUILDS.indexOf('average');
  citizens.speedMps[row] = CLERK_MPS;
  citizens.arrivedS[row] = hall.nowS;
  citizens.leaveReason[row] = 0;
  crowd.reserve(citizens.capacity);
  crowd.park(row, at.outXM, at.outYM, atan2(at.askYM - at.outYM, at.askXM - at.outXM), CLERK_RADIUS_M);
  citizens.moving[row] = 1;
  fetch.clerk[place] = Clerk.follows;
  fetch.robot[place] = robot;
  fetch.row[place] = row;
  fetch.stillS[place] = hall.nowS;
}

/** The robot tells its guest what came of it. With a clerk behind it, the guest is the clerk's from now on. */
export function resultTold(hall: Hall, fetch: FetchState, robot: number): 'joined' | 'alone' {
  const place = fetch.place[robot] as number;
  const guest = hall.robotGuest[robot] as number;
  if (place < 0 || fetch.robot[place] !== robot || fetch.clerk[place] !== Clerk.follows) return 'alone';
  if (guest < 0 || fetch.guest[robot] === -1 || gapM(hall, fetch.row[place] as number, guest) > SEES_GUEST_M) {
    turnBack(hall, fetch, place);
    return 'alone';
  }
  fetch.clerk[place] = Clerk.joins;
  fetch.helped[place] = fetch.guest[robot] as number;
  fetch.toldS[place] = fetch.sinceS[robot] as number;
  fetch.stillS[place] = hall.nowS;
  return 'joined';
}

function gapM(hall: Hall, a: number, b: number): number {
  const { crowd } = hall;
  if (!crowd) return Number.POSITIVE_INFINITY;
  const dx = (crowd.xM[a] as number) - (crowd.xM[b] as number);
  const dy = (crowd.yM[a] as number) - (crowd.yM[b] as number);
  return Math.sqrt(dx * dx + dy * dy);
}

/** Moves the clerks who are with a robot or a guest. Call once a tick after the robots moved. */
export function updateClerks(hall: Hall, fetch: FetchState): void {
  for (let place = 0; place < fetch.clerk.length; place++) {
    if (fetch.clerk[place] === Clerk.follows) follow(hall, fetch, place);
    else if (fetch.clerk[place] === Clerk.joins) join(hall, fetch, place);
  }
}

function follow(hall: Hall, fetch: FetchState, place: number): void {
  const { robots } = hall;
  if (!robots) return;
  const robot = fetch.robot[place] as number;
  const activity = ROBOT_ACTIVITIES[robots.activity[robot] as number] ?? 'stopped';
  if (Math.abs(robots.linearMps[robot] as number) > MOVES_MPS) fetch.stillS[place] = hall.nowS;
  if (!LEADS_CLERK.has(activity) || hall.nowS - (fetch.stillS[place] as number) > PATIENCE_S) {
    turnBack(hall, fetch, place);
    return;
  }
  walkBehind(hall, robot, fetch.row[place] as number);
}

function join(hall: Hall, fetch: FetchState, place: number): void {
  const { citizens, crowd } = hall;
  const row = fetch.row[place] as number;
  const number = fetch.helped[place] as number;
  const guest = citizens.number.subarray(0, citizens.rows).indexOf(number);
  if (guest < 0 || !crowd) {
    turnBack(hall, fetch, place);
    return;
  }
  const late = hall.nowS - (fetch.stillS[place] as number) > JOIN_S;
  if (gapM(hall, row, guest) > JOINED_M && !late) {
    crowd.follow(row, crowd.xM[guest] as number, crowd.yM[guest] as number, CLERK_MPS);
    return;
  }
  const xM = crowd.xM[row] as number;
  const yM = crowd.yM[row] as number;
  rest(hall, row, xM, yM, atan2((crowd.yM[guest] as number) - yM, (crowd.xM[guest] as number) - xM));
  fetch.clerk[place] = Clerk.helps;
  const tenths = Math.round(10 * (hall.nowS - (fetch.toldS[place] as number)));
  hall.record(EventKind.fetchCame, number, fetch.robot[place] as number, tenths);
  const helpS = drawDurationS(fetch.spec.help, hall.marks.rekey(personOf(number), Mark.helpTime));
  hall.agenda.schedule(hall.nowS + helpS, AgendaKind.clerkDone, place);
}

/** The clerk has helped: the guest goes on, the clerk goes back. */
export function clerkDone(hall: Hall, place: number): void {
  const { fetch, citizens } = hall;
  if (!fetch || fetch.clerk[place] !== Clerk.helps) return;
  const number = fetch.helped[place] as number;
  const robot = fetch.robot[place] as number;
  hall.record(EventKind.fetchEnded, number, robot, FetchEnd.helped);
  const guest = citizens.number.subarray(0, citizens.rows).indexOf(number);
  turnBack(hall, fetch, place);
  if (guest < 0) return;
  if (hall.ways) tellWay(hall, hall.ways, guest);
  goOn(hall, guest);
}

function turnBack(hall: Hall, fetch: FetchState, place: number): void {
  const at = fetch.spec.places[place] as FetchPlace;
  fetch.clerk[place] = Clerk.back;
  fetch.robot[place] = -1;
  fetch.helped[place] = -1;
  const row = fetch.row[place] as number;
  noteDeparture(hall, row, at.outXM, at.outYM);
  hall.crowd?.walk(row, at.outTarget, at.outXM, at.outYM, CLERK_MPS);
}

/** A clerk is back at the desk or window, which goes on. */
export function clerkIsBack(hall: Hall, fetch: FetchState, row: number): void {
  const place = fetch.row.indexOf(row);
  const at = fetch.spec.places[place];
  if (!at || fetch.clerk[place] !== Clerk.back) return;
  hall.crowd?.remove(row);
  hall.citizens.remove(row);
  fetch.row[place] = -1;
  fetch.clerk[place] = Clerk.there;
  if (at.kind === 'window') afterPause(hall, at.index);
  else deskGoesOn(hall, place);
  endsDay(hall);
}

/** Agenda: the roster's absence of a clerk is over. */
export function deskGoesOn(hall: Hall, place: number): void {
  const at = hall.fetch?.spec.places[place];
  const desk = at?.kind === 'desk' ? deskServer(hall, at.index) : undefined;
  if (desk) advanceLine(hall, desk);
}

function endsDay(hall: Hall): void {
  if (hall.citizens.inside === 0 && hall.nowS >= hall.lastS && !hall.rules?.expected) hall.finished = true;
}

/** The end of each absence, as events of the agenda. */
export function scheduleAbsences(hall: Hall): void {
  hall.fetch?.spec.places.forEach((place, i) => {
    for (const { toS } of place.away) if (toS >= hall.startS) hall.agenda.schedule(toS, AgendaKind.deskBack, i);
  });
}
