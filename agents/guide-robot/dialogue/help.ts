/**
 * Words about fetching somebody of the staff: what the robot says to its guest and to the clerk, what counts as a wish for it, and
 * what a clerk's reply means. Rules over words, both languages; leaves out everything a language model would do.
 */
import type { HelpReason, HelpResult, Language, Point2D, Utterance } from '../../contract';
import { asMeant } from './reply';

type Both = Readonly<Record<Language, string>>;

const ASKS_PERSON =
  /人工服务|转人工|工作人员|真人|服务员|找(个|位|一下)?人|叫(个|位|一下)?人|\b(real|live) person\b|\b(speak|talk) (to|with) (a |some)?(person|body|one|human|staff|clerk)|member of (the )?staff|\bhuman\b|\bfetch (some|a )/i;
const NEEDS_ASSISTANCE =
  /帮帮我|扶我|扶一下|腿脚不|走不动|看不清|轮椅.{0,6}帮|\bneed (some )?(assistance|help)\b|\bhelp me\b|find walking hard|cannot walk/i;

/** What a guest wants who asks for somebody of the staff; null = something else. */
export function wishForHelp(text: string): HelpReason | null {
  if (NEEDS_ASSISTANCE.test(text)) return 'needs-assistance';
  return ASKS_PERSON.test(text) ? 'asks-for-person' : null;
}

/** Told to the guest, before the robot leaves. */
const WHY_TOLD: Readonly<Record<HelpReason, Both>> = {
  'not-understood': { zh: '这个问题我还不会。', en: 'I cannot answer that yet. ' },
  'asks-for-person': { zh: '好的。', en: 'Certainly. ' },
  'needs-assistance': { zh: '好的，别着急。', en: 'Of course. ' },
  'cannot-follow': { zh: '您先歇一会儿。', en: 'Please have a rest. ' },
  'reader-fault': { zh: '抱歉，我的读卡器读不出来。', en: 'I am sorry, my reader does not work. ' },
};
/** Told to the clerk: what it is about. */
const WHY_ASKED: Readonly<Record<HelpReason, Both>> = {
  'not-understood': { zh: '问的事我答不上来', en: 'I cannot answer the question.' },
  'asks-for-person': { zh: '想找工作人员', en: 'They ask for a member of staff.' },
  'needs-assistance': { zh: '行动不便，需要帮助', en: 'They need assistance.' },
  'cannot-follow': { zh: '走不过去了', en: 'They cannot go on.' },
  'reader-fault': { zh: '我的读卡器读不出证件', en: 'My reader cannot read the document.' },
};

export function fetchHelp(language: Language, why: HelpReason): Utterance {
  const told = WHY_TOLD[why][language];
  const text =
    language === 'zh'
      ? `${told}我去请工作人员过来，请您在这里稍等。`
      : `${told}I will fetch a colleague. Please wait here.`;
  return { language, text, act: { kind: 'fetch-help', why } };
}

/** @param where the guest's place in words; @param again asked before: the answers are on the screen now */
export function askHelp(
  language: Language,
  placeId: string,
  why: HelpReason,
  at: Point2D,
  where: Both,
  again: boolean,
): Utterance {
  const what = WHY_ASKED[why][language];
  let text: string;
  if (language === 'zh')
    text = again
      ? '不好意思，您能过去帮忙吗？也可以点屏幕回答。'
      : `您好，有位来访者在${where.zh}等候，${what}。您能过去一下吗？`;
  else
    text = again
      ? 'Sorry, can you come and help? You may touch the screen, too.'
      : `Hello. A visitor is waiting ${where.en}. ${what} Could you come?`;
  return { language, text, act: { kind: 'ask-help', placeId, why, at, again } };
}

/** Answers for the clerk, as the screen shows them: touched by their place in the list. */
export const CLERK_OPTIONS: Readonly<Record<Language, readonly [string, string]>> = {
  zh: ['我这就去', '走不开'],
  en: ['I am coming', 'I cannot leave'],
};

export function comeAlong(language: Language, placeId: string): Utterance {
  const text = language === 'zh' ? '谢谢，请跟我来。' : 'Thank you. Please come with me.';
  return { language, text, act: { kind: 'come-along', placeId } };
}

/** @param receives somebody is busy, and the guest is taken there now */
export function helpResult(language: Language, result: HelpResult, receives = false): Utterance {
  const leads = result === 'busy' && receives;
  const act = { kind: 'help-result', result, leads } as const;
  if (leads) {
    const text =
      language === 'zh' ? '同事现在走不开，我带您过去找他。' : 'My colleague cannot leave now. I will take you there.';
    return { language, text, act };
  }
  return { language, text: RESULT[result][language], act };
}

const RESULT: Readonly<Record<HelpResult, Both>> = {
  coming: { zh: '让您久等了，工作人员来帮您了。', en: 'Thank you for waiting. My colleague will help you.' },
  busy: {
    zh: '抱歉，工作人员现在都在忙。请先取号等候，或到咨询台询问。',
    en: 'I am sorry, everybody is busy now. Please take a ticket, or ask at the enquiry desk.',
  },
  nobody: {
    zh: '抱歉，现在没有找到工作人员。请先取号等候。',
    en: 'I am sorry, I found nobody there. Please take a ticket and wait.',
  },
  'no-way': {
    zh: '抱歉，我现在过不去。请到咨询台询问工作人员。',
    en: 'I am sorry, I cannot get there now. Please ask at the enquiry desk.',
  },
  gone: { zh: '来访者已经离开了，不好意思。', en: 'The visitor has left. I am sorry for the trouble.' },
};

export type ClerkReply = 'coming' | 'busy' | 'wait';

const CLERK_WORDS: Readonly<Record<ClerkReply, Readonly<Record<Language, readonly string[]>>>> = {
  wait: {
    zh: ['稍等', '等一下', '等等', '请等', '办完', '马上好'],
    en: ['moment', 'minute', 'wait', 'finish', 'first'],
  },
  busy: {
    zh: ['走不开', '不开', '在忙', '正忙', '忙', '没空', '不行', '带过来', '带来'],
    en: ['busy', 'cannot', 'bring', 'leave', 'no', 'sorry'],
  },
  coming: {
    zh: ['跟你', '过去', '好的', '好', '就来', '就去', '可以', '行'],
    en: ['coming', 'come', 'yes', 'sure', 'right', 'ok', 'okay', 'with'],
  },
};
/** Looked for in this order, so that "all right, one moment" is a wait. */
const IN_ORDER: readonly ClerkReply[] = ['wait', 'busy', 'coming'];

/** What a clerk's reply means; null = it was not understood. */
export function clerkReply(text: string, language: Language): ClerkReply | null {
  const said = asMeant(text.normalize('NFKC').toLowerCase());
  const words = said.replace(/[^a-z ]+/g, ' ').split(' ');
  for (const reply of IN_ORDER) {
    const known = CLERK_WORDS[reply][language];
    if (known.some((word) => (language === 'zh' ? said.includes(word) : words.includes(word)))) return reply;
  }
  return null;
}
