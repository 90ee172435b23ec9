/**
 * What happens to a citizen at a machine, the service robot or a video window: a pure function of the citizen's draws, so it is
 * worked out whenever it is asked for and needs no state.
 */
import { drawDurationS } from '../demand/durations';
import { Mark } from '../demand/marks';
import { visitOf } from '../demand/person';
import type { Hall } from '../hall';
import { functionFor } from './robotFunctions';
import type { ChannelSpec } from './spec';

/** Draws one way of identification may take. */
const DRAWS_PER_WAY = 32;

/** How a citizen leaves a channel. */
export const Outcome = { done: 0, identityFailed: 1, brokeDown: 2, forApproval: 3 } as const;
export type Outcome = (typeof Outcome)[keyof typeof Outcome];

export type Course = {
  /** Seconds at the machine in all, help included. */
  readonly timeS: number;
  readonly outcome: Outcome;
  readonly waysTried: number;
  /** Seconds after the start at which help is called, null = never; and how long the help takes. */
  readonly helpAtS: number | null;
  readonly helpS: number;
};

/** Identity: seconds until it is proved or all ways have failed. */
function identify(hall: Hall, channel: ChannelSpec, row: number): { timeS: number; proved: boolean; tried: number } {
  const { marks } = hall;
  const number = hall.citizens.number[row] as number;
  if (channel.identity.length === 0) return { timeS: 0, proved: true, tried: 0 };
  const { works, timeS } = functionFor(hall, channel.functions, row, 'identification');
  if (!works) return { timeS, proved: false, tried: 0 };
  if (visitOf(number) > 1 || marks.rekey(number, Mark.channelKnown).uniform() < channel.knownShare) {
    return { timeS: timeS + channel.recognizeS, proved: true, tried: 0 };
  }
  let sumS = timeS;
  let tried = 0;
  let proved = false;
  while (!proved && tried < channel.identity.length) {
    const way = channel.identity[tried] as ChannelSpec['identity'][number];
    const stream = marks.rekey(number, Mark.identity + DRAWS_PER_WAY * tried);
    proved = stream.uniform() < way.successShare;
    sumS += drawDurationS(way.time, stream);
    tried++;
  }
  return { timeS: sumS, proved, tried };
}

/** @param needS the service time that the citizen would need at a window, seconds */
export function courseOf(hall: Hall, channel: ChannelSpec, row: number, needS: number): Course {
  const { marks } = hall;
  const { functions } = channel;
  const number = hall.citizens.number[row] as number;
  const explaining = functionFor(hall, functions, row, 'explaining');
  const fingerprint = functionFor(hall, functions, row, 'fingerprint');
  const form = functionFor(hall, functions, row, 'formFilling');
  const approving = functionFor(hall, functions, row, 'selfApproval');
  const identity = identify(hall, channel, row);
  let timeS = channel.delay ? drawDurationS(channel.delay, marks.rekey(number, Mark.channelDelay)) : 0;
  timeS += explaining.timeS + functionFor(hall, functions, row, 'dataCollection').timeS + identity.timeS;
  const waysTried = identity.tried;
  const unknown: Course = { timeS, outcome: Outcome.identityFailed, waysTried, helpAtS: null, helpS: 0 };
  if (!identity.proved) return unknown;
  timeS += fingerprint.timeS;
  if (fingerprint.on && !fingerprint.works) return { ...unknown, timeS };
  timeS += functionFor(hall, functions, row, 'archiving').timeS + form.timeS;
  const workS = needS * (form.works ? channel.serviceFactor : Math.max(1, channel.serviceFactor));
  const stream = marks.rekey(number, Mark.channelFail);
  // Who has not been told how it works fails twice as often.
  const fails = stream.uniform() < channel.failShare * (explaining.works ? 1 : 2);
  // A plain machine with a time for approval may only prepare; the service robot decides if its self-approval works.
  const prepares = functions ? !approving.works : channel.approval !== null;
  const outcome = prepares ? Outcome.forApproval : Outcome.done;
  if (!fails) return { timeS: timeS + workS + approving.timeS, outcome, waysTried, helpAtS: null, helpS: 0 };
  const helpAtS = timeS + stream.uniform() * workS;
  const helped = stream.uniform() < channel.helpShare;
  const helpS = drawDurationS(channel.help, stream);
  if (!helped) return { timeS: helpAtS + helpS, outcome: Outcome.brokeDown, waysTried, helpAtS, helpS };
  return { timeS: timeS + workS + approving.timeS + helpS, outcome, waysTried, helpAtS, helpS };
}
