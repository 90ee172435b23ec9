/**
 * A consultation as a decision tree: which question comes next, and which of its answers a sentence means. Pure.
 *
 * An answer is chosen by its words or one of its keywords (the longest one said counts), by its place ("the second one"), or, where
 * the answers are yes and no, by any word of consent or refusal. Left out: two answers in one sentence, corrections within one.
 */
import type { Consultation, ConsultQuestion, ItemKnowledge, Language } from '../../contract';
import type { ConsultAnswer } from '../tasks/records';
import { asMeant, replyTo } from './reply';

export type ConsultReply =
  | { readonly kind: 'option'; readonly option: number }
  | { readonly kind: 'back' }
  | { readonly kind: 'repeat' }
  | { readonly kind: 'cancel' }
  | { readonly kind: 'unclear' };

const BACK = /上一(个|题|步|问)|返回|退回|说错了|选错了|go back|\bback\b|previous/i;
const REPEAT = /再说(一遍|一次)|再讲|重复|没听(清|懂|见)|什么意思|repeat|say (that|it) again|pardon|what was that/i;
const CANCEL = /算了|不办了|不问了|退出|取消|cancel|never ?mind|forget it/i;
const PLACES: readonly (readonly [RegExp, number])[] = [
  [/第一|\bfirst\b/i, 0],
  [/第二|\bsecond\b/i, 1],
  [/第三|\bthird\b/i, 2],
  [/第四|\bfourth\b/i, 3],
];
const YES = /^(是|对|有|需要|要|yes)/i;
const NO = /^(不|否|没|无|no\b)/i;

/** Index of the question that is next; null = all are answered. */
export function nextQuestion(consultation: Consultation, answers: readonly ConsultAnswer[]): number | null {
  const last = answers[answers.length - 1];
  if (!last) return consultation.length > 0 ? 0 : null;
  const next = consultation[last.question]?.options[last.option]?.next ?? null;
  if (next === null) return null;
  const at = consultation.findIndex((question) => question.id === next);
  return at < 0 ? null : at;
}

/** What a sentence means as an answer to a question. */
export function consultReply(question: ConsultQuestion, text: string, language: Language): ConsultReply {
  const said = plain(text);
  if (said === '') return { kind: 'unclear' };
  if (REPEAT.test(text)) return { kind: 'repeat' };
  if (BACK.test(text)) return { kind: 'back' };
  const option = chosen(question, said) ?? placeNamed(question, text) ?? yesOrNo(question, text, language);
  if (option !== null) return { kind: 'option', option };
  return CANCEL.test(text) ? { kind: 'cancel' } : { kind: 'unclear' };
}

/** What the answers make the robot say before its own, in order. */
export function adviceFor(item: ItemKnowledge, answers: readonly ConsultAnswer[], language: Language): string {
  return answers
    .map(({ question, option }) => item.consultation?.[question]?.options[option]?.advice?.[language] ?? '')
    .filter((advice) => advice !== '')
    .join(language === 'zh' ? '' : ' ');
}

/** Papers that the answers add, each once, in order. */
export function extraMaterials(
  item: ItemKnowledge,
  answers: readonly ConsultAnswer[],
  language: Language,
): readonly string[] {
  const known = new Set(item.materials[language]);
  const extra: string[] = [];
  for (const { question, option } of answers) {
    for (const paper of item.consultation?.[question]?.options[option]?.materials[language] ?? []) {
      if (known.has(paper)) continue;
      known.add(paper);
      extra.push(paper);
    }
  }
  return extra;
}

function plain(text: string): string {
  return asMeant(text.normalize('NFKC').toLowerCase()).replace(/[\s，。！？、,.!?;；：:~～"“”'’]+/g, '');
}

/** The option whose words were said; the longest words win, and two that are equally long cancel each other out. */
function chosen(question: ConsultQuestion, said: string): number | null {
  let best: number | null = null;
  let length = 0;
  question.options.forEach(({ label, keywords }, option) => {
    for (const words of [label.zh, label.en, ...keywords].map(plain)) {
      if (words === '' || !said.includes(words)) continue;
      if (words.length === length && best !== option) best = null;
      if (words.length <= length) continue;
      length = words.length;
      best = option;
    }
  });
  return best;
}

function placeNamed(question: ConsultQuestion, text: string): number | null {
  const place = PLACES.find(([pattern]) => pattern.test(text))?.[1];
  return place !== undefined && place < question.options.length ? place : null;
}

function yesOrNo(question: ConsultQuestion, text: string, language: Language): number | null {
  const yes = question.options.findIndex(({ label }) => YES.test(label[language]));
  const no = question.options.findIndex(({ label }) => NO.test(label[language]));
  if (question.options.length !== 2 || yes < 0 || no < 0) return null;
  const said = text.trim();
  if (NO.test(said)) return no;
  if (YES.test(said)) return yes;
  const reply = replyTo(said, language);
  return reply === 'accept' ? yes : reply === 'decline' ? no : null;
}
