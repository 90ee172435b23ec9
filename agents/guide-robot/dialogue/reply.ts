/**
 * Small talk and answers to "shall I take you there?". Rules over words, refusals first ("不用了，谢谢" is polite, not yes).
 * Leaves out everything a language model would do.
 */
import type { Language } from '../../contract';

export type Reply = 'accept' | 'decline' | 'thanks' | 'wake' | 'hello' | 'other';

/** Contain a refusing syllable and refuse nothing. */
const NOT_REFUSING_ZH = [
  '不好意思',
  '要不要',
  '能不能',
  '可不可以',
  '行不行',
  '好不好',
  '要不',
  '不错',
  '不知道',
  '不认识路',
];
const DECLINE_ZH = [
  '不用',
  '不要',
  '不必',
  '不需要',
  '不想',
  '不去',
  '不了',
  '算了',
  '我自己',
  '自己去',
  '没事',
  '再见',
  '不',
];
const ACCEPT_ZH = [
  '带我',
  '带路',
  '带一下',
  '领我',
  '好的',
  '好啊',
  '好吧',
  '可以',
  '行',
  '需要',
  '要的',
  '走吧',
  '去吧',
  '麻烦',
  '嗯',
  '是的',
  '对',
  '请带',
  '跟你',
  '谢谢你带',
  '好',
  '去',
  '要',
];
const DECLINE_EN = ['no', 'not', 'nope', 'dont', "don't", 'never', 'myself', 'later', 'nah', 'bye', 'goodbye'];
const ACCEPT_EN = [
  'yes',
  'yeah',
  'yep',
  'sure',
  'ok',
  'okay',
  'please',
  'take',
  'lead',
  'show',
  'guide',
  'bring',
  'fine',
  'go',
];
const THANKS_EN = ['thanks', 'thank'];

function clean(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s，。！？、,.!?;；：:~～"“”]+/g, ' ')
    .trim();
}

/** Characters that recognizers put for those of a reply, each group's first the one that is meant. None refuses anything. */
const ALIKE_ZH = ['带待代戴', '窗床', '口扣', '路录陆', '领岭', '办半伴'] as const;
/** "take me to the window" with characters lost, unless it is a question. */
const TAKE_ME_ZH = /带(我|路|一下|到|去|过|办)|办事|(我|到|带).{0,2}窗口/;
const ASKS_ZH = /哪|几号|什么|怎么|吗/;

/** The text with characters that sound alike put right. */
export function asMeant(text: string): string {
  let out = '';
  for (const character of text) out += ALIKE_ZH.find((group) => group.includes(character))?.[0] ?? character;
  return out;
}

/** The text without the wake word; null if it held none. */
export function afterWakeWord(text: string, robotName: Readonly<Record<Language, string>>): string | null {
  let rest = text.normalize('NFKC');
  let woke = false;
  for (const name of [robotName.zh, robotName.en]) {
    if (!name) continue;
    const lower = rest.toLowerCase();
    const at = lower.indexOf(name.toLowerCase());
    if (at < 0) continue;
    woke = true;
    rest = rest.split(rest.slice(at, at + name.length)).join(' ');
  }
  return woke ? rest : null;
}

/** Is it only a greeting, with nothing asked? */
export function isOnlyGreeting(text: string): boolean {
  const rest = clean(text).replace(
    /你好|您好|早上好|上午好|下午好|嗨|喂|hello|hi|hey|good (morning|afternoon|day)|there/g,
    '',
  );
  return rest.replace(/\s/g, '') === '' || rest.trim() === '啊';
}

/** What someone says after the offer to be led. */
export function replyTo(text: string, language: Language): Reply {
  const said = clean(text);
  if (said === '') return 'other';
  if (language === 'en' || /^[\x20-\x7e’]+$/.test(said)) {
    const words = said.replace(/’/g, "'").split(' ');
    if (DECLINE_EN.some((word) => words.includes(word))) return 'decline';
    if (ACCEPT_EN.some((word) => words.includes(word))) return 'accept';
    return THANKS_EN.some((word) => words.includes(word)) ? 'thanks' : 'other';
  }
  let rest = asMeant(said);
  for (const phrase of NOT_REFUSING_ZH) rest = rest.split(phrase).join('');
  if (DECLINE_ZH.some((phrase) => rest.includes(phrase))) return 'decline';
  if ((TAKE_ME_ZH.test(rest) && !ASKS_ZH.test(rest)) || ACCEPT_ZH.some((phrase) => rest.includes(phrase)))
    return 'accept';
  return rest.includes('谢') ? 'thanks' : 'other';
}
