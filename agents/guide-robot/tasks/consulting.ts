/** The consultation within a conversation: asks one question after the other, takes answers by ear or by touch, goes back. */
import type { HeardSpeech, ItemKnowledge } from '../../contract';
import { consultReply, nextQuestion } from '../dialogue/consult';
import { askChoice, farewell, speakingTimeS } from '../dialogue/phrases';
import type { Mind } from './mind';
import type { RecordOf } from './records';

type Converse = RecordOf<'converse'>;
/** `done`: every question has its answer. `left`: the guest does not want to go on. `unclear`: no answer; nothing was said yet. */
export type ConsultOutcome = 'asking' | 'done' | 'left' | 'unclear';

/** The guest's time to answer, after the robot has finished speaking, s: longer than for a yes or no. */
const ANSWER_S = 20;

export function beginConsultation(record: Converse, item: number, mind: Mind): void {
  record.phase = 'consulting';
  record.item = item;
  record.answers = [];
  record.unclear = 0;
  ask(record, 'first', mind);
}

export function hearAnswer(record: Converse, speech: HeardSpeech, text: string, mind: Mind): ConsultOutcome {
  const question = openQuestion(record, mind);
  if (!question) return 'done';
  const reply = consultReply(question, text, speech.language);
  switch (reply.kind) {
    case 'option':
      return take(record, reply.option, mind);
    case 'back':
      record.answers = record.answers.slice(0, -1);
      record.unclear = 0;
      ask(record, 'first', mind);
      return 'asking';
    case 'repeat':
      ask(record, 'wanted', mind);
      return 'asking';
    case 'cancel':
      mind.say(farewell(record.language));
      return 'left';
    case 'unclear':
      return 'unclear';
  }
}

export function askAgain(record: Converse, mind: Mind): void {
  record.unclear++;
  ask(record, 'not-understood', mind);
}

/** An answer was touched on the screen. */
export function touchAnswer(record: Converse, choice: number, mind: Mind): ConsultOutcome {
  const question = openQuestion(record, mind);
  if (!question) return 'done';
  return choice >= 0 && choice < question.options.length ? take(record, choice, mind) : 'asking';
}

function take(record: Converse, option: number, mind: Mind): ConsultOutcome {
  const consultation = itemOf(record, mind)?.consultation ?? [];
  const question = nextQuestion(consultation, record.answers);
  if (question === null) return 'done';
  record.answers = [...record.answers, { question, option }];
  record.unclear = 0;
  if (nextQuestion(consultation, record.answers) === null) return 'done';
  ask(record, 'first', mind);
  return 'asking';
}

function itemOf(record: Converse, mind: Mind): ItemKnowledge | undefined {
  return record.item === null ? undefined : mind.site.items[record.item];
}

function openQuestion(record: Converse, mind: Mind) {
  const consultation = itemOf(record, mind)?.consultation ?? [];
  const next = nextQuestion(consultation, record.answers);
  return next === null ? null : (consultation[next] ?? null);
}

function ask(record: Converse, again: 'first' | 'not-understood' | 'wanted', mind: Mind): void {
  const question = openQuestion(record, mind);
  const item = itemOf(record, mind);
  if (!question || !item) return;
  const line = askChoice(record.language, item.id, question, again);
  mind.say(line);
  mind.show({
    kind: 'choices',
    question: question.ask[record.language],
    options: question.options.map((option) => option.label[record.language]),
  });
  record.untilS = mind.nowS + ANSWER_S + speakingTimeS(line);
}
