/**
 * Other ways to be served: self-service machines, the service robot, video windows. A channel is some windows with a letter
 * and items of their own; what happens there is a pure function of the citizen's draws, so it is worked out when asked for.
 */
import { AgendaKind } from '../base/agenda';
import { drawDurationS } from '../demand/durations';
import { Mark } from '../demand/marks';
import { visitOf } from '../demand/person';
import { EventKind } from '../events';
import type { Hall } from '../hall';
import { WindowState } from '../service/tables';
import { groupsOf } from '../service/windows';
import { transfer } from './journeys';
import type { ChannelSpec } from './spec';
import type { RuleState } from './state';

/** Draws one way of identification may take. */
const DRAWS_PER_WAY = 32;

/** How a citizen leaves a channel. */
export const Outcome = { done: 0, identityFailed: 1, brokeDown: 2, forApproval: 3 } as const;
type Outcome = (typeof Outcome)[keyof typeof Outcome];

type Course = {
  /** Seconds at the machine in all. */
  readonly timeS: number;
  readonly outcome: Outcome;
  readonly waysTried: number;
  /** Seconds after the start at which help is called, null = never. */
  readonly helpAtS: number | null;
};

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

function openWindows(hall: Hall, group: number): number {
  let open = 0;
  const { windows } = hall;
  for (let window = 0; window < windows.state.length; window++) {
    if (windows.state[window] !== WindowState.closed && groupsOf(hall, window).includes(group)) open++;
  }
  return open;
}

/** What happens to this citizen at the channel, given the service need there. */
function courseOf(hall: Hall, channel: ChannelSpec, row: number, needS: number): Course {
  const { marks } = hall;
  const number = hall.citizens.number[row] as number;
  let timeS = channel.delay ? drawDurationS(channel.delay, marks.rekey(number, Mark.channelDelay)) : 0;
  const known = visitOf(number) > 1 || marks.rekey(number, Mark.channelKnown).uniform() < channel.knownShare;
  let tried = 0;
  let identified = channel.identity.length === 0 || known;
  if (known) timeS += channel.recognizeS;
  while (!identified && tried < channel.identity.length) {
    const way = channel.identity[tried] as ChannelSpec['identity'][number];
    const stream = marks.rekey(number, Mark.identity + DRAWS_PER_WAY * tried);
    identified = stream.uniform() < way.successShare;
    timeS += drawDurationS(way.time, stream);
    tried++;
  }
  if (!identified) return { timeS, outcome: Outcome.identityFailed, waysTried: tried, helpAtS: null };
  const workS = needS * channel.serviceFactor;
  const stream = marks.rekey(number, Mark.channelFail);
  const fails = stream.uniform() < channel.failShare;
  const outcome = channel.approval ? Outcome.forApproval : Outcome.done;
  if (!fails) return { timeS: timeS + workS, outcome, waysTried: tried, helpAtS: null };
  const atS = timeS + stream.uniform() * workS;
  const helped = stream.uniform() < channel.helpShare;
  const helpS = drawDurationS(channel.help, stream);
  if (helped) return { timeS: timeS + workS + helpS, outcome, waysTried: tried, helpAtS: atS };
  return { timeS: atS + helpS, outcome: Outcome.brokeDown, waysTried: tried, helpAtS: atS };
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
  const row = hall.windows.row[window] as number;
  if (row >= 0 && hall.citizens.number[row] === number) hall.record(EventKind.helpCalled, number, window, 0);
}

/** The citizen is done at the channel. True if it has to go on to a window of the item's own letter; it is in its queue then. */
export function leavesForWindow(hall: Hall, rules: RuleState, window: number, row: number): boolean {
  const channel = channelOf(rules, row);
  if (!channel) return false;
  const { citizens } = hall;
  const number = citizens.number[row] as number;
  const course = courseOf(hall, channel, row, citizens.serviceS[row] as number);
  rules.channel[row] = 0;
  if (course.outcome === Outcome.done) return false;
  if (course.outcome === Outcome.identityFailed)
    hall.record(EventKind.identityFailed, number, window, course.waysTried);
  hall.record(EventKind.sentOn, number, window, course.outcome);
  if (course.outcome === Outcome.forApproval && channel.approval) {
    citizens.serviceS[row] = drawDurationS(channel.approval, hall.marks.rekey(number, Mark.approval));
  }
  const own = hall.spec.items[citizens.item[row] as number]?.group ?? 0;
  transfer(hall, rules, row, own, channel.place, channel.behind);
  return true;
}
