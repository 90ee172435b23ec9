/**
 * Other ways to be served: self-service machines, the service robot, video windows. A channel is some windows with a letter
 * and items of their own; what happens there is worked out in channelCourse.
 */
import { AgendaKind } from '../base/agenda';
import { drawDurationS } from '../demand/durations';
import { Mark } from '../demand/marks';
import { EventKind, LeaveReason, ROBOT_FUNCTIONS } from '../events';
import type { Hall } from '../hall';
import { depart } from '../service/departure';
import { goToLine, shortestLine } from '../service/lines';
import { goToKiosk } from '../service/robotDesk';
import { ServerKind, WindowState } from '../service/tables';
import { groupsOf } from '../service/windows';
import { courseOf, Outcome } from './channelCourse';
import { mayTakeTicket } from './errand';
import { askForHelp } from './help';
import { transfer } from './journeys';
import { functionFor } from './robotFunctions';
import type { ChannelSpec } from './spec';
import type { RuleState } from './state';

/** The citizen's channel while it has a ticket for it, null = the ordinary windows. */
export function channelOf(rules: RuleState, row: number): ChannelSpec | null {
  return rules.spec.channels?.[(rules.channel[row] as number) - 1] ?? null;
}

/** Group of the channel that the citizen chooses for a ticket, -1 = the item's own letter. Decided once. */
export function chooseChannel(hall: Hall, rules: RuleState, row: number, ownGroup: number): number {
  const { channels } = rules.spec;
  if (!channels) return -1;
  if ((rules.channel[row] as number) >= 0) return channelOf(rules, row)?.group ?? -1;
  rules.channel[row] = 0;
  const number = hall.citizens.number[row] as number;
  const willing = hall.marks.rekey(number, Mark.channel).uniform();
  const item = hall.citizens.item[row] as number;
  for (let i = 0; i < channels.length; i++) {
    const channel = channels[i] as ChannelSpec;
    const windows = openWindows(hall, channel.group);
    if (!channel.items.includes(item) || windows === 0) continue;
    const own = openWindows(hall, ownGroup);
    const takes = channel.decide({
      willing: willing < channel.willingShare,
      queueHere: (hall.tickets.waiting[channel.group] as number) / windows,
      queueAtWindows: (hall.tickets.waiting[ownGroup] as number) / Math.max(1, own),
    });
    if (!takes) continue;
    rules.channel[row] = i + 1;
    hall.record(EventKind.channelChosen, number, i, channel.group);
    return channel.group;
  }
  return -1;
}

/** True if one of its windows is on. */
export function isOn(hall: Hall, channel: ChannelSpec): boolean {
  return openWindows(hall, channel.group) > 0;
}

function openWindows(hall: Hall, group: number): number {
  let open = 0;
  const { windows } = hall;
  for (let window = 0; window < windows.state.length; window++) {
    if (windows.state[window] !== WindowState.closed && groupsOf(hall, window).includes(group)) open++;
  }
  return open;
}

/** Seconds at the window or machine, null = an ordinary window. */
export function channelServiceS(hall: Hall, rules: RuleState, row: number, needS: number): number | null {
  const channel = channelOf(rules, row);
  return channel ? courseOf(hall, channel, row, needS).timeS : null;
}

/** The service at a channel begins, after a time: sets the call for help, if one will come. */
export function startChannelService(hall: Hall, rules: RuleState, window: number, row: number, afterS = 0): void {
  const channel = channelOf(rules, row);
  if (!channel || hall.citizens.missingPaper[row] === 1) return;
  const { helpAtS } = courseOf(hall, channel, row, hall.citizens.serviceS[row] as number);
  if (helpAtS === null) return;
  hall.agenda.schedule(hall.nowS + afterS + helpAtS, AgendaKind.help, window, hall.citizens.number[row] as number);
}

export function helpDue(hall: Hall, window: number, number: number): void {
  const { rules } = hall;
  const row = hall.windows.row[window] as number;
  if (!rules || row < 0 || hall.citizens.number[row] !== number) return;
  hall.record(EventKind.helpCalled, number, window, 0);
  const channel = channelOf(rules, row);
  if (!channel?.helpBy) return;
  const { helpS } = courseOf(hall, channel, row, hall.citizens.serviceS[row] as number);
  askForHelp(hall, rules, window, (rules.channel[row] as number) - 1, helpS);
}

/** A paper that the citizen lacks may be in the machine's archive of papers shown before. Call when the service begins. */
export function findInArchive(hall: Hall, rules: RuleState, window: number, row: number): void {
  const { citizens } = hall;
  const channel = channelOf(rules, row);
  if (!channel?.functions || citizens.missingPaper[row] !== 1) return;
  if (!functionFor(hall, channel.functions, row, 'archiving').works) return;
  citizens.missingPaper[row] = 0;
  hall.record(EventKind.paperFetched, citizens.number[row] as number, window, citizens.item[row] as number);
}

/** `RuleState.redirect`: who is sent on without a number goes to the ticket machine, or to the desk to ask for the way first. */
export const Redirect = { none: 0, toTicketMachine: 1, toDesk: 2 } as const;

/** The citizen is done at the channel. True if it has to go on to a window of the item's own letter. */
export function leavesForWindow(hall: Hall, rules: RuleState, window: number, row: number): boolean {
  const channel = channelOf(rules, row);
  if (!channel) return false;
  const { citizens } = hall;
  const number = citizens.number[row] as number;
  const course = courseOf(hall, channel, row, citizens.serviceS[row] as number);
  rules.channel[row] = 0;
  const goesOn = course.outcome !== Outcome.done;
  noteFunctions(hall, channel, row, goesOn);
  if (!goesOn) return false;
  if (course.outcome === Outcome.identityFailed)
    hall.record(EventKind.identityFailed, number, window, course.waysTried);
  hall.record(EventKind.sentOn, number, window, course.outcome);
  if (course.outcome === Outcome.forApproval && channel.approval) {
    citizens.serviceS[row] = drawDurationS(channel.approval, hall.marks.rekey(number, Mark.approval));
  }
  const guided = functionFor(hall, channel.functions, row, 'guiding').works;
  const numbered = functionFor(hall, channel.functions, row, 'calling').works;
  if (!guided || !numbered || !mayTakeTicket(hall, row)) {
    rules.redirect[row] = guided ? Redirect.toTicketMachine : Redirect.toDesk;
    return true;
  }
  const own = hall.spec.items[citizens.item[row] as number]?.group ?? 0;
  transfer(hall, rules, row, own, channel.place, channel.behind);
  return true;
}

/** Writes down which functions this citizen used. Calling and guiding are used by those who are sent on. */
function noteFunctions(hall: Hall, channel: ChannelSpec, row: number, sentOn: boolean): void {
  if (!channel.functions) return;
  const number = hall.citizens.number[row] as number;
  ROBOT_FUNCTIONS.forEach((name, index) => {
    if ((name === 'calling' || name === 'guiding') && !sentOn) return;
    if (name === 'allDay' && hall.nowS >= hall.spec.openS && hall.nowS <= hall.spec.closeS) return;
    const { on, works } = functionFor(hall, channel.functions, row, name);
    if (on) hall.record(EventKind.robotFunction, number, index, works ? 0 : 1);
  });
}

/** Sent on without a number: to the ticket machine, by way of the desk if the way is not known; home if the hall is closed. */
export function followRedirect(hall: Hall, rules: RuleState, row: number): boolean {
  const redirect = rules.redirect[row];
  if (redirect === Redirect.none) return false;
  rules.redirect[row] = Redirect.none;
  if (!mayTakeTicket(hall, row)) {
    depart(hall, row, LeaveReason.outOfHours);
    return true;
  }
  const desk = redirect === Redirect.toDesk && hall.spec.walking ? shortestLine(hall, ServerKind.desk) : -1;
  if (desk >= 0) goToLine(hall, row, desk);
  else goToKiosk(hall, row);
  return true;
}
