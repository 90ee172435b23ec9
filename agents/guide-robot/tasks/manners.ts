/** Courtesy that belongs to no single goal: asking for way, apologising to whoever speaks to a robot that is away. */
import { cannotLead, excuseMe, needHelp } from '../dialogue/phrases';
import type { Mind } from './mind';
import { onRound } from './priorities';

const EXCUSE_AFTER_S = 3;
/** Or when it has come no further than a hand or two in this time, by fits and starts. */
const CREEPS_S = 5;
/** Held up this long it calls for help, and again every so often, s. */
const HELP_AFTER_S = 45;
const HELP_EVERY_S = 60;
const EXCUSE_EVERY_S = 10;
const APOLOGISE_EVERY_S = 10;
/** Voices from further away are not meant for the robot, m. */
const EARSHOT_M = 3;

/** After the wheels' turn: somebody has stood in the way for a while. */
export function askForWay(mind: Mind): void {
  const { memory, mover, nowS } = mind;
  if (!mover.blockedByPerson) return;
  const heldS = mover.blockedForS(nowS);
  const creeps = heldS > 0 && mover.recovery.withoutProgressS(nowS) > CREEPS_S;
  if (heldS < EXCUSE_AFTER_S && !creeps) return;
  if (nowS - memory.excusedS < EXCUSE_EVERY_S) return;
  memory.excusedS = nowS;
  mind.say(excuseMe(memory.language));
}

/** Held up for long, or lost: a person has to help. */
export function callForHelp(mind: Mind): void {
  const { memory, mover, nowS } = mind;
  const heldUp = mover.stuck(nowS) && mover.blockedForS(nowS) > HELP_AFTER_S;
  if (!heldUp || nowS - memory.helpCalledS < HELP_EVERY_S) return;
  memory.helpCalledS = nowS;
  mind.fail('FAILED_TO_MAKE_PROGRESS');
  mind.say(needHelp(memory.language));
}

/** Spoken to while away from the post. While leading, or at a clerk's, it keeps quiet: the voice is most likely meant for that. */
export function apologise(mind: Mind): void {
  const { percept, memory, doing, nowS } = mind;
  if (doing === 'serve' || doing === 'fetch-help' || doing === 'evacuate' || onRound(mind)) return;
  const speech = percept.heard.find((heard) => !(heard.distanceM > EARSHOT_M));
  if (!speech || nowS - memory.apologisedS < APOLOGISE_EVERY_S) return;
  memory.apologisedS = nowS;
  const reason = doing === 'charge' ? 'charging' : doing === 'halt' ? 'stopped' : 'returning';
  mind.say(cannotLead(speech.language, reason));
}
