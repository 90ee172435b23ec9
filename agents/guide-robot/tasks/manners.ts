/** Courtesy that belongs to no single goal: asking for way, apologising to whoever speaks to a robot that is away. */
import { cannotLead, excuseMe } from '../dialogue/phrases';
import type { Mind } from './mind';

const EXCUSE_AFTER_S = 3;
const EXCUSE_EVERY_S = 10;
const APOLOGISE_EVERY_S = 10;
/** Voices from further away are not meant for the robot, m. */
const EARSHOT_M = 3;

/** After the wheels' turn: somebody has stood in the way for a while. */
export function askForWay(mind: Mind): void {
  const { memory, mover, nowS } = mind;
  if (!mover.blockedByPerson || mover.blockedForS(nowS) < EXCUSE_AFTER_S) return;
  if (nowS - memory.excusedS < EXCUSE_EVERY_S) return;
  memory.excusedS = nowS;
  mind.say(excuseMe(memory.language));
}

/** Spoken to while away from the post. While leading it keeps quiet: the voice is most likely its guest's. */
export function apologise(mind: Mind): void {
  const { percept, memory, doing, nowS } = mind;
  if (doing === 'serve') return;
  const speech = percept.heard.find((heard) => !(heard.distanceM > EARSHOT_M));
  if (!speech || nowS - memory.apologisedS < APOLOGISE_EVERY_S) return;
  memory.apologisedS = nowS;
  const reason = doing === 'charge' ? 'charging' : doing === 'halt' ? 'stopped' : 'returning';
  mind.say(cannotLead(speech.language, reason));
}
