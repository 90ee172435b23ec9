/**
 * Facts out. The event log is append-only columns; everything that is counted or shown derives from it.
 * `citizen` is the visitor's number in order of arrival (0, 1, ...), -1 where none is concerned.
 */
export const EventKind = {
  /** a = item index, b = build index. Came to the door. */
  arrived: 1,
  /** a = 0 kiosk, 1 desk, 2 robot; b = index of it. Joined its line. */
  joinedLine: 2,
  /** a = 0 kiosk, 1 desk, 2 robot; b = index. Turn came. */
  lineServed: 3,
  /** a = 0 kiosk, 1 desk, 2 robot; b = index. Finished there. */
  lineDone: 4,
  /** a = group index, b = ticket number of the day in that group (1, 2, ...). */
  ticketTaken: 5,
  /** a = place index; sat down (b = 1) or stands (b = 0). */
  waiting: 6,
  /** a = window index. */
  called: 7,
  /** a = window index; b = 1 if taken as overflow. */
  serviceStarted: 8,
  /** a = window, b = 0 done, 1 a paper is missing. */
  serviceEnded: 9,
  /** a = LeaveReason. Went out of the door. */
  left: 10,
  /** a = window. */
  windowOpened: 11,
  windowClosed: 12,
  /** a = robot, b = item index. The question was put. */
  robotAsked: 13,
  /** a = robot, b = item index understood, -1 = not understood. */
  robotAnswered: 14,
  /** a = robot, b = window. */
  leadStarted: 15,
  leadArrived: 16,
  /** a = robot, b = window. The lead broke off. */
  leadLost: 17,
  /** a = robot, b = index into ROBOT_ACTIVITIES. */
  robotActivity: 18,
  /** a = robot, b = charge in 1/1000. */
  chargeStarted: 19,
  chargeEnded: 20,
  /** a = robot; b = 1 + index of the other robot touched, 0 = none; citizen -1 and b 0 = wall, furniture or a step. */
  robotContact: 21,
  /** a = index into hall.speech. Someone spoke. */
  spoke: 22,
  /** a = index into the priority classes, 0 = ordinary. Recorded at arrival when classes are on. */
  classified: 23,
  /** a = group, b = tickets ahead. Turned round without a ticket. */
  balked: 24,
  /** a = group, b = ticket. Gave up waiting. */
  reneged: 25,
  /** a = window, b = which recall (1, 2, ...). Called again, after nobody came. */
  recalled: 26,
  /** a = window, b = ticket. The number was passed (过号). */
  passed: 27,
  /** a = group, b = ticket. A passed citizen queues again. */
  requeued: 28,
  /** a = group, b = new ticket number in it. On to a window of another letter. */
  transferred: 29,
  /** a = window, b = 1 if a case was interrupted. The window is closed meanwhile, and says so too. */
  breakStarted: 30,
  breakEnded: 31,
  /** a = window. The case stops, and goes on. */
  serviceInterrupted: 32,
  serviceResumed: 33,
  /** a = item index. Was done online; nobody came. */
  diverted: 34,
  /** a = index of the appointments entry, b = seconds after the slot (negative = early). At the door. */
  appointmentKept: 35,
  /** a = item index, b = index of the appointments entry. The slot of somebody who did not come. */
  appointmentMissed: 36,
  /** a = companions. */
  accompanied: 37,
  /** a = window, b = item. A missing paper was fetched by data sharing. */
  paperFetched: 38,
  /** a = 0 today, 1 another day; b = which visit that will be. Left without a paper. */
  willReturn: 39,
  /** a = number of the first visit, b = which visit this is. At the door again. */
  cameBack: 40,
  /** a = 0 at once, 1 + index into RESULT_WAYS, or one more than those: waits for it; b = item. */
  resultGiven: 41,
  /** a = index into the channels, b = group. Takes a machine, the service robot or a video window. */
  channelChosen: 42,
  /** a = window, b = ways tried. No way of identification worked. */
  identityFailed: 43,
  /** a = window. The machine failed; somebody is called to help. */
  helpCalled: 44,
  /** a = window, b = 1 not identified, 2 broke down, 3 for approval. On to a window of the item's own letter. */
  sentOn: 45,
  /** a = priority class. Was given the ticket at the door: green channel. */
  greenTicket: 46,
  /** a = index into ROBOT_FUNCTIONS, b = 1 if it failed. A function of the service robot was used. */
  robotFunction: 47,
  /** a = window of the machine, b = window whose clerk helps, -1 = a guide. */
  helpStarted: 48,
  helpEnded: 49,
  /** a = 1 if the hall is closed. Came to the 24-hour zone. */
  zoneVisitor: 50,
  /** a = 1 at the machine, 0 at the counter. Came to fetch a result; at the door. */
  pickupVisit: 51,
  /** a = seconds until the result is ready, b = of these seconds of work. The back office takes the case. */
  backOffice: 52,
  /** a = item that follows, b = 1 in this visit, 0 another day. */
  linkedNeed: 53,
  /** a = 0 kiosk, 1 desk, 2 robot; b = index. Changes to this line, which is shorter. */
  jockeyed: 54,
  /** a = index into rules.lines.marked, b = place in it, 0 = first. Takes a place in a marked line. */
  inQueueLine: 55,
  /** a, b = where, x and y in dm. Held up for STUCK_PASS_S without progress and not in a queue: the deadlock release lets it through. */
  jamReleased: 60,
  /** a = window. Was called and does not know the way. */
  waySought: 70,
  /** a = window, b = how many so far. Looked for it where it is not. */
  wrongTurn: 71,
  /** a = 0 another citizen, 1 a clerk, 2 a robot; b = 1 if that helped. Asked for the way. */
  wayAsked: 72,
  /** a = window, b = wrong turns. Has seen it, or been told. */
  wayFound: 73,
  /** a = window, b = tenths of a second beyond the straight walk from where the call was heard. Stands at the window. */
  wayDone: 74,
  /** a = door, b = 1 if those on the way to it wait. Closed and opened again by the rule `doors`. */
  doorClosed: 80,
  doorOpened: 81,
  /** a = door, b = 1 if the one before was closed, 0 for its queue. Takes another way out. */
  exitChanged: 82,
  /** a = door. Stands before a closed way out. */
  waitsAtDoor: 83,
  /** a = window. It closed while the citizen was on the way: back in the queue at the old place. */
  callWithdrawn: 84,
  /** a = window. Stands at a window that closed on the way there. */
  waitsAtWindow: 85,
  /** a = index into the areas that may close (closableAreas), b = 1 by the operator. */
  areaClosed: 110,
  areaOpened: 111,
  /** a = area. Stands where he is, because what is closed leaves no way. */
  waitsForWay: 112,
  /** a = place index of the seat. Stood, and goes to a seat that got free. */
  movedToSeat: 113,
  /** a = robot. Wants to be led, but what is closed leaves no way to a window of the item: is told so (meso; in micro it is said). */
  leadRefused: 114,
  /** a = 1 on a seat, 0 standing; b = tenths of a second. Rests on the way (an elderly person). */
  rested: 90,
  /** a = robot, b = 1 steps into its way, 0 stops to look at it. */
  robotWatched: 91,
  /** a = number of the citizen with wheelchair or stroller. Stood in the way and steps aside. */
  madeWay: 92,
  /** a = robot, b = index into HELP_REASONS. The robot tells the guest that it fetches somebody. */
  fetchStarted: 100,
  /** a = robot, b = place of help. The robot asks the clerk there. */
  fetchAsked: 101,
  /** a = robot, b = 1 coming, 2 busy, 3 one moment. */
  fetchAnswered: 102,
  /** a = robot, b = tenths of a second since the guest was told. The clerk stands with the guest. */
  fetchCame: 103,
  /** a = robot, b = 0 helped, 1 led to the desk, 2 nobody could come, 3 the guest had left, 4 broken off. */
  fetchEnded: 104,
} as const;
export type EventKind = (typeof EventKind)[keyof typeof EventKind];

/** Ways to get a result, in this order in `resultGiven`: 0 is at once, then 1 + index. */
export const RESULT_WAYS = ['pickup', 'eForm', 'qrCode', 'mail', 'pickupMachine'] as const;

/** The ten functions of the service robot. In the report's order. The number is written into events: append, never renumber. */
export const ROBOT_FUNCTIONS = [
  'identification',
  'fingerprint',
  'formFilling',
  'archiving',
  'selfApproval',
  'calling',
  'explaining',
  'guiding',
  'dataCollection',
  'allDay',
] as const;
export type RobotFunction = (typeof ROBOT_FUNCTIONS)[number];

/** What a clerk has answered a robot. The number is written into events: append, never renumber. */
export const FetchReply = { none: 0, coming: 1, busy: 2, wait: 3 } as const;
/** How fetching somebody ended, in `fetchEnded`: append, never renumber. */
export const FetchEnd = { helped: 0, led: 1, nobody: 2, left: 3, brokenOff: 4 } as const;

export { HELP_REASONS } from '../../agents/contract';
export { isCompanion, isStaff, leaderOf, personOf, STAFF_BASE, visitOf } from './demand/person';

/** outOfHours: sent on from a machine of the 24-hour zone while the hall was closed. closed: still outside when the doors closed; full: no room inside; passed: called in vain. */
export const LeaveReason = {
  served: 0,
  missingPaper: 1,
  turnedAway: 2,
  closed: 3,
  balked: 4,
  reneged: 5,
  full: 6,
  passed: 7,
  outOfHours: 8,
} as const;
export type LeaveReason = (typeof LeaveReason)[keyof typeof LeaveReason];

/** Read side of the log. (length) rows, ascending time. */
export type EventLog = {
  readonly length: number;
  /** Seconds since midnight, exact (not rounded to ticks). */
  readonly timeS: Float64Array;
  readonly kind: Uint8Array;
  readonly citizen: Int32Array;
  readonly a: Int32Array;
  readonly b: Int32Array;
};

/** A question with answers on the robot's screen: of a consultation, or whether to be led (null). */
export type AskedChoice = {
  readonly questionId: string | null;
  readonly options: readonly string[];
  readonly again: boolean;
};

/** A spoken line of the dialogue record. */
export type SpeechRecord = {
  readonly timeS: number;
  /** Robot index, or -1 when the citizen speaks. */
  readonly robot: number;
  readonly citizen: number;
  readonly text: string;
  readonly act: string;
  readonly asked?: AskedChoice;
};
