/** Facts of the hall's rules (priority, patience, breaks, channels, ...) as sentences; null for any other fact. */
import type { Text } from '../../../i18n';
import { EventKind, RESULT_WAYS, ROBOT_FUNCTIONS } from '../../../kernel/events';
import type { FeedLine, HallDrawing } from '../../../runtime/frame';
import { clock, ticketOf, visitorName } from '../../format';

type Named = { readonly nameZh: string; readonly nameEn: string };

const WAYS = ['atOnce', ...RESULT_WAYS, 'whileYouWait'] as const;
const LINES = ['kiosk', 'desk', 'robot'] as const;
const SENT_ON = ['sentOnOther', 'sentOnIdentity', 'sentOnBroken', 'sentOnApproval'] as const;

/** @param who the visitor as people call it, @param ticket the visitor's last ticket */
export function ruleSentence(
  text: Text,
  drawing: HallDrawing,
  line: FeedLine,
  who: string,
  ticket: string,
): string | null {
  const { t, say, name } = text;
  const { a, b } = line;
  const window = drawing.layout.windows[a]?.id ?? '?';
  const door = drawing.layout.doors[a]?.id ?? '?';
  const named = (list: readonly Named[], index: number): string => {
    const entry = list[index];
    return entry ? name(entry) : '?';
  };
  const letter = (group: number): string => drawing.groups[group]?.letter ?? '?';
  switch (line.kind) {
    case EventKind.classified:
      return t('events.classified', { who, klass: named(drawing.classes, a) });
    case EventKind.balked:
      return t('events.balked', { who, letter: letter(a), count: b });
    case EventKind.reneged:
      return t('events.reneged', { who, ticket: ticketOf(drawing, a, b) });
    case EventKind.recalled:
      return t('events.recalled', { ticket, window });
    case EventKind.passed:
      return t('events.passed', { ticket, window });
    case EventKind.requeued:
      return t('events.requeued', { ticket: ticketOf(drawing, a, b) });
    case EventKind.transferred:
      return t('events.transferred', { who, ticket: ticketOf(drawing, a, b) });
    case EventKind.breakStarted:
      return t('events.breakStarted', { window });
    case EventKind.breakEnded:
      return t('events.breakEnded', { window });
    case EventKind.serviceInterrupted:
      return t('events.serviceInterrupted', { window, ticket });
    case EventKind.serviceResumed:
      return t('events.serviceResumed', { window, ticket });
    case EventKind.doorClosed:
      return t('events.doorClosed', { door });
    case EventKind.doorOpened:
      return t('events.doorOpened', { door });
    case EventKind.exitChanged:
      return b === 1 ? t('events.exitClosed', { who, door }) : t('events.exitChanged', { who, door });
    case EventKind.waitsAtDoor:
      return t('events.waitsAtDoor', { who, door });
    case EventKind.movedToSeat:
      return t('events.movedToSeat', { who });
    case EventKind.areaClosed:
      return t(b === 1 ? 'events.areaClosedByOperator' : 'events.areaClosed', { area: named(drawing.areas, a) });
    case EventKind.areaOpened:
      return t(b === 1 ? 'events.areaOpenedByOperator' : 'events.areaOpened', { area: named(drawing.areas, a) });
    case EventKind.waitsForWay:
      return t('events.waitsForWay', { who, area: named(drawing.areas, a) });
    case EventKind.callWithdrawn:
      return t('events.callWithdrawn', { window, ticket });
    case EventKind.waitsAtWindow:
      return t('events.waitsAtWindow', { who, window });
    case EventKind.diverted:
      return t('events.diverted', { item: named(drawing.items, a) });
    case EventKind.appointmentKept:
      return b > 0
        ? t('events.appointmentLate', { who, minutes: Math.ceil(b / 60) })
        : t('events.appointmentKept', { who, minutes: Math.floor(-b / 60) });
    case EventKind.appointmentMissed:
      return t('events.appointmentMissed', { item: named(drawing.items, a), at: clock(line.timeS) });
    case EventKind.accompanied:
      return t('events.accompanied', { who, count: a });
    case EventKind.paperFetched:
      return t('events.paperFetched', { window, ticket });
    case EventKind.willReturn:
      return a === 0 ? t('events.returnsToday', { who }) : t('events.returnsLater', { who });
    case EventKind.cameBack:
      return t('events.cameBack', { who, visit: b });
    case EventKind.resultGiven:
      return t('events.resultGiven', { who, way: say(`events.result.${WAYS[a] ?? 'atOnce'}`) });
    case EventKind.channelChosen:
      return t('events.channelChosen', {
        who,
        channel: say(`events.channel.${drawing.channels[a] ?? 'self-service'}`),
      });
    case EventKind.identityFailed:
      return t('events.identityFailed', { who, window });
    case EventKind.helpCalled:
      return t('events.helpCalled', { window });
    case EventKind.sentOn:
      return t(`events.${SENT_ON[b] ?? 'sentOnOther'}`, { who, window });
    case EventKind.waySought:
      return t('events.waySought', { who, window });
    case EventKind.wrongTurn:
      return t('events.wrongTurn', { who, window, count: b });
    case EventKind.wayAsked:
      if (a === 2) return t('events.wayAskedRobot', { who });
      return a === 1 ? t('events.wayAskedClerk', { who }) : t('events.wayAskedPerson', { who });
    case EventKind.wayFound:
      return t('events.wayFound', { who, window });
    case EventKind.wayDone:
      return t('events.wayDone', { who, window });
    case EventKind.rested:
      return a === 1
        ? t('events.restedSeat', { who, seconds: Math.round(b / 10) })
        : t('events.restedStanding', { who, seconds: Math.round(b / 10) });
    case EventKind.robotWatched: {
      const robot = drawing.robots[a];
      const named = robot ? name(robot) : t('events.robot');
      return b === 1
        ? t('events.robotBlocked', { who, robot: named })
        : t('events.robotWatched', { who, robot: named });
    }
    case EventKind.madeWay:
      return t('events.madeWay', { who, whom: visitorName(text, drawing, a) });
    case EventKind.greenTicket:
      return t('events.greenTicket', { who });
    case EventKind.robotFunction: {
      const what = say(`events.robotFunctions.${ROBOT_FUNCTIONS[a] ?? 'calling'}`);
      return b === 1 ? t('events.functionFailed', { who, what }) : t('events.functionUsed', { who, what });
    }
    case EventKind.helpStarted:
      return b < 0
        ? t('events.guideHelps', { window })
        : t('events.clerkHelps', { window, from: drawing.layout.windows[b]?.id ?? '?' });
    case EventKind.helpEnded:
      return t('events.helpEnded', { window });
    case EventKind.zoneVisitor:
      return a === 1 ? t('events.zoneClosed', { who }) : t('events.zoneOpen', { who });
    case EventKind.pickupVisit:
      return a === 1 ? t('events.pickupMachineVisit', { who }) : t('events.pickupVisit', { who });
    case EventKind.backOffice:
      return t('events.backOffice', { who, minutes: Math.ceil(a / 60) });
    case EventKind.linkedNeed:
      return b === 1
        ? t('events.linkedNow', { who, item: named(drawing.items, a) })
        : t('events.linkedLater', { who, item: named(drawing.items, a) });
    case EventKind.jockeyed:
      return t('events.jockeyed', { who, server: say(`events.${LINES[a] ?? 'kiosk'}`) });
    case EventKind.inQueueLine:
      return t('events.inQueueLine', { who, place: b + 1 });
    default:
      return null;
  }
}
