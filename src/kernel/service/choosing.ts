/**
 * A guest's answer to a question that the robot asks with its answers on the screen. The true answer is drawn from the guest's own
 * stream, one number a question, so it is the same however often it is asked. Said aloud the first time; touched on the screen once
 * the robot has not understood it.
 */
import type { SpeechAct } from '../../../agents/contract';
import { Mark, pickWeighted } from '../demand/marks';
import type { AskedChoice } from '../events';
import type { Hall } from '../hall';

/** What the robot asks with this line; null = no such question. */
export function askedBy(act: SpeechAct): AskedChoice | null {
  if (act.kind === 'ask-lead') return { questionId: null, options: [], again: true };
  if (act.kind !== 'ask-choice') return null;
  return { questionId: act.questionId, options: act.options, again: act.again };
}

/** The robot's last question to this guest. */
export function lastAsked(hall: Hall, robot: number, citizen: number): AskedChoice | null {
  for (let i = hall.speech.length - 1; i >= 0; i--) {
    const line = hall.speech[i];
    if (line?.citizen !== citizen) continue;
    if (line.robot === robot && line.asked) return line.asked;
  }
  return null;
}

/** Index of the answer that is true for the guest; -1 where the question is not about the guest's item. */
export function trueAnswer(hall: Hall, row: number, questionId: string): number {
  const { citizens, spec } = hall;
  const item = spec.items[citizens.item[row] as number];
  const question = item?.consultation?.findIndex(({ id }) => id === questionId) ?? -1;
  const shares = item?.consultShares?.[question];
  if (question < 0 || !shares) return -1;
  let sum = 0;
  const cumulative = Float64Array.from(shares, (share) => {
    sum += share;
    return sum;
  });
  return pickWeighted(cumulative, hall.marks.rekey(citizens.number[row] as number, Mark.consult + question).uniform());
}
