/** One fact of the event log as a sentence; null for facts that only the whole list shows. */
import type { Text } from '../../../i18n';
import { EventKind, LeaveReason } from '../../../kernel/events';
import { ROBOT_ACTIVITIES } from '../../../kernel/robot/system';
import type { FeedLine, HallDrawing } from '../../../runtime/frame';
import { ticketOf, visitorName } from '../../format';
import { fetchSentence } from './fetchSentence';
import { ruleSentence } from './ruleSentence';

/** Kinds that a room of people wants to see; the rest comes with "all". */
const NEWS: ReadonlySet<number> = new Set([
  EventKind.called,
  EventKind.left,
  EventKind.robotAsked,
  EventKind.leadStarted,
  EventKind.leadArrived,
  EventKind.leadLost,
  EventKind.leadRefused,
  EventKind.chargeStarted,
  EventKind.chargeEnded,
  EventKind.robotContact,
  EventKind.spoke,
  EventKind.windowOpened,
  EventKind.windowClosed,
  EventKind.balked,
  EventKind.reneged,
  EventKind.passed,
  EventKind.helpCalled,
  EventKind.fetchStarted,
  EventKind.fetchCame,
  EventKind.fetchEnded,
  EventKind.sentOn,
  EventKind.areaClosed,
  EventKind.areaOpened,
  EventKind.waitsForWay,
]);

export const isNews = (line: FeedLine): boolean => NEWS.has(line.kind);

const SERVERS = ['kiosk', 'desk', 'robot'] as const;

/** Ticket of each citizen, as the feed told it: citizen number -> ticket text. */
export type Tickets = ReadonlyMap<number, string>;

export function ticketsOf(drawing: HallDrawing, feed: readonly FeedLine[]): Tickets {
  const tickets = new Map<number, string>();
  for (const line of feed) {
    if (line.kind === EventKind.ticketTaken) tickets.set(line.citizen, ticketOf(drawing, line.a, line.b));
  }
  return tickets;
}

export function sentence(text: Text, drawing: HallDrawing, tickets: Tickets, line: FeedLine): string {
  const { t, say, name } = text;
  const { a, b } = line;
  const who = line.citizen >= 0 ? visitorName(text, drawing, line.citizen) : '';
  const window = drawing.layout.windows[a]?.id ?? '?';
  const ticket = tickets.get(line.citizen) ?? who;
  const robotOf = (index: number): string => {
    const robot = drawing.robots[index];
    return robot ? name(robot) : t('events.robot');
  };
  const itemOf = (index: number): string => {
    const item = drawing.items[index];
    return item ? name(item) : '?';
  };
  const server = (): string => say(`events.${SERVERS[a] ?? 'kiosk'}`);
  // Led to something that is no window: an enquiry desk.
  const windowOfB = drawing.layout.windows[b]?.id ?? t('events.desk');
  switch (line.kind) {
    case EventKind.arrived:
      return t('events.arrived', { who, item: itemOf(a) });
    case EventKind.joinedLine:
      return t('events.joinedLine', { who, server: server() });
    case EventKind.lineServed:
      return t('events.lineServed', { who, server: server() });
    case EventKind.lineDone:
      return t('events.lineDone', { who, server: server() });
    case EventKind.ticketTaken:
      return t('events.ticketTaken', { who, ticket: ticketOf(drawing, a, b) });
    case EventKind.waiting:
      return b === 1 ? t('events.waitingSeat', { who }) : t('events.waitingStand', { who });
    case EventKind.called:
      return t('events.called', { ticket, window });
    case EventKind.serviceStarted:
      return t('events.serviceStarted', { ticket, window });
    case EventKind.serviceEnded:
      return b === 1 ? t('events.servicePaper', { ticket, window }) : t('events.serviceEnded', { ticket, window });
    case EventKind.left:
      if (a === LeaveReason.missingPaper) return t('events.leftPaper', { who });
      if (a === LeaveReason.turnedAway) return t('events.leftTurnedAway', { who });
      if (a === LeaveReason.closed) return t('events.leftClosed', { who });
      if (a !== LeaveReason.served) return t('events.leftUnserved', { who });
      return t('events.leftServed', { who });
    case EventKind.windowOpened:
      return t('events.windowOpened', { window });
    case EventKind.windowClosed:
      return t('events.windowClosed', { window });
    case EventKind.robotAsked:
      return t('events.robotAsked', { who, robot: robotOf(a), item: itemOf(b) });
    case EventKind.robotAnswered:
      return b >= 0
        ? t('events.robotAnswered', { robot: robotOf(a), item: itemOf(b) })
        : t('events.robotNotUnderstood', { robot: robotOf(a) });
    case EventKind.leadStarted:
      return t('events.leadStarted', { who, robot: robotOf(a), window: windowOfB });
    case EventKind.leadArrived:
      return t('events.leadArrived', { who, robot: robotOf(a), window: windowOfB });
    case EventKind.leadRefused:
      return t('events.leadRefused', { who, robot: robotOf(a) });
    case EventKind.leadLost:
      return t('events.leadLost', { robot: robotOf(a), window: windowOfB });
    case EventKind.robotActivity:
      return t('events.robotActivity', {
        robot: robotOf(a),
        activity: say(`activity.${ROBOT_ACTIVITIES[b] ?? 'starting'}`),
      });
    case EventKind.chargeStarted:
      return t('events.chargeStarted', { robot: robotOf(a), percent: Math.round(b / 10) });
    case EventKind.chargeEnded:
      return t('events.chargeEnded', { robot: robotOf(a), percent: Math.round(b / 10) });
    case EventKind.robotContact:
      return line.citizen >= 0
        ? t('events.contactPerson', { robot: robotOf(a), who })
        : t('events.contactThing', { robot: robotOf(a) });
    case EventKind.jamReleased:
      return t('events.jamReleased', { who });
    case EventKind.spoke:
      return line.robot >= 0
        ? t('events.spokeRobot', { robot: robotOf(line.robot), text: line.text ?? '' })
        : t('events.spokePerson', { who, text: line.text ?? '' });
    default:
      return (
        fetchSentence(text, line, who, robotOf(a)) ??
        ruleSentence(text, drawing, line, who, ticket) ??
        t('events.other', { kind: line.kind })
      );
  }
}
