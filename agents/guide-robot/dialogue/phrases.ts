/** Everything the robot says, in Chinese and English. The act is what a listener understands; the text is for ears. */
import type { ConsultQuestion, IdDocument, ItemKnowledge, Language, Utterance } from '../../contract';

/** More papers than this are counted, not read out: the screen and the act carry them all. */
const SPOKEN_MATERIALS = 5;

export function greet(language: Language, name: Readonly<Record<Language, string>>): Utterance {
  const text =
    language === 'zh'
      ? `您好，我是${name.zh}，请问您要办什么业务？`
      : `Hello, I am ${name.en}. What would you like to do today?`;
  return { language, text, act: { kind: 'greet' } };
}

function listed(language: Language, materials: readonly string[]): string {
  const spoken = materials.slice(0, SPOKEN_MATERIALS);
  const more = materials.length - spoken.length;
  if (language === 'zh') return more > 0 ? `${spoken.join('、')}等${materials.length}项材料` : spoken.join('、');
  return more > 0 ? `${spoken.join(', ')} and ${more} more` : spoken.join(', ');
}

/** Three or more neighbouring windows are named as a range: B01、B02、B03 -> B01至B03. */
export function windowNames(language: Language, ids: readonly string[]): string {
  const groups: string[] = [];
  for (let i = 0; i < ids.length; ) {
    let end = i;
    while (end + 1 < ids.length && isNext(ids[end] as string, ids[end + 1] as string)) end++;
    if (end - i >= 2) {
      groups.push(`${ids[i]}${language === 'zh' ? '至' : ' to '}${ids[end]}`);
      i = end + 1;
    } else {
      groups.push(ids[i] as string);
      i++;
    }
  }
  if (language === 'zh') return groups.join('、');
  return groups.length > 1 ? `${groups.slice(0, -1).join(', ')} and ${groups[groups.length - 1]}` : (groups[0] ?? '');
}

function isNext(id: string, next: string): boolean {
  const [, letters, digits] = /^(\D*)(\d+)$/.exec(id) ?? [];
  const [, nextLetters, nextDigits] = /^(\D*)(\d+)$/.exec(next) ?? [];
  return letters !== undefined && letters === nextLetters && Number(digits) + 1 === Number(nextDigits);
}

export function answer(
  language: Language,
  item: ItemKnowledge,
  offersLead: boolean,
  askedWho: boolean,
  issuedTicket: boolean,
  extraMaterials: readonly string[] = [],
): Utterance {
  const windowIds = item.windowIds;
  const materials = [...(item.materials[language] ?? []), ...extraMaterials];
  const name = item.name[language];
  const parts: string[] = [];
  if (language === 'zh') {
    const who = askedWho ? `这项业务由${item.department.zh}负责，` : '';
    parts.push(
      windowIds.length > 0 ? `${who}${name}请到${windowNames('zh', windowIds)}窗口办理` : `${who}${name}请到咨询台办理`,
    );
    if (materials.length > 0) parts.push(`，需要带：${listed(language, materials)}`);
    parts.push('。');
    if (issuedTicket) parts.push('我已为您取号。');
    if (offersLead) parts.push('需要我带您去吗？');
  } else {
    if (askedWho) parts.push(`${item.department.en} handles this. `);
    const places = `window${windowIds.length > 1 ? 's' : ''} ${windowNames('en', windowIds)}`;
    parts.push(`For ${name}, please go to ${windowIds.length > 0 ? places : 'the enquiry desk'}.`);
    if (materials.length > 0) parts.push(` Please bring: ${listed(language, materials)}.`);
    if (issuedTicket) parts.push(' I am getting you a ticket.');
    if (offersLead) parts.push(' Shall I take you there?');
  }
  return {
    language,
    text: parts.join(''),
    act: { kind: 'answer', itemId: item.id, windowIds, materials, offersLead },
  };
}

/** Where a window is: its row, and how far. `row` = windows of the same letter. */
export function directions(language: Language, windowId: string, row: readonly string[], farM: number): Utterance {
  const metres = Math.max(1, Math.round(farM));
  const text =
    language === 'zh'
      ? `${windowId}窗口在${windowNames('zh', row)}那一排，离这里约${metres}米。`
      : `Window ${windowId} is in the row ${windowNames('en', row)}, about ${metres} metres from here.`;
  return { language, text, act: { kind: 'directions', windowId } };
}

export function askRepeat(language: Language, candidates: readonly string[]): Utterance {
  let text =
    language === 'zh'
      ? '不好意思，我没听清，请再说一遍您要办的事项。'
      : 'Sorry, I did not catch that. What would you like to do?';
  if (candidates.length > 1) {
    text =
      language === 'zh' ? `请问您要办的是${candidates.join('，还是')}？` : `Do you mean ${candidates.join(', or ')}?`;
  }
  return { language, text, act: { kind: 'ask-repeat' } };
}

/** The reply to the offer was not understood: once more, with yes and no on the screen. */
export function askLead(language: Language): Utterance {
  const text =
    language === 'zh'
      ? '不好意思，我没听清。需要我带您去吗？请再说一遍，或点屏幕上的“要”或“不用”。'
      : 'Sorry, I did not catch that. Shall I take you there? Please say it again, or touch yes or no on the screen.';
  return { language, text, act: { kind: 'ask-lead' } };
}

/** Yes and no to the offer, as the screen shows them. */
export const LEAD_OPTIONS: Readonly<Record<Language, readonly [string, string]>> = {
  zh: ['要，请带路', '不用，谢谢'],
  en: ['Yes, please', 'No, thank you'],
};

/** @param again it was asked before: the answer was not understood, or the guest asked to hear it once more */
export function askChoice(
  language: Language,
  itemId: string,
  question: ConsultQuestion,
  again: 'first' | 'not-understood' | 'wanted',
): Utterance {
  const options = question.options.map((option) => option.label[language]);
  const sorry =
    again !== 'not-understood' ? '' : language === 'zh' ? '不好意思，我没听清。' : 'Sorry, I did not catch that. ';
  const touch =
    again !== 'not-understood' ? '' : language === 'zh' ? '也可以点屏幕。' : ' You may touch the screen, too.';
  const listed = `${options.slice(0, -1).join(language === 'zh' ? '、' : ', ')}${language === 'zh' ? '，还是' : ', or '}${options[options.length - 1] ?? ''}`;
  const text =
    language === 'zh'
      ? `${sorry}${question.ask.zh}${listed}？${touch}`
      : `${sorry}${question.ask.en} ${listed[0]?.toUpperCase() ?? ''}${listed.slice(1)}?${touch}`;
  return {
    language,
    text,
    act: { kind: 'ask-choice', itemId, questionId: question.id, options, again: again !== 'first' },
  };
}

export function unknownItem(language: Language, query: string): Utterance {
  const text =
    language === 'zh'
      ? '抱歉，这个问题我还不会，请到咨询台询问工作人员。我已经记下来了。'
      : 'I am sorry, I do not know that yet. Please ask at the enquiry desk. I have made a note of it.';
  return { language, text, act: { kind: 'unknown-item', query } };
}

/** A window, or a place with a name of its own, in a sentence. */
function placeIn(language: Language, windowId: string, name: Readonly<Record<Language, string>> | null): string {
  return name?.[language] ?? (language === 'zh' ? `${windowId}窗口` : `window ${windowId}`);
}

/** @param name of the place, if it is not a window */
export function followMe(
  language: Language,
  windowId: string,
  name: Readonly<Record<Language, string>> | null = null,
): Utterance {
  const place = placeIn(language, windowId, name);
  const text = language === 'zh' ? `请跟我来，我带您去${place}。` : `Please follow me to ${place}.`;
  return { language, text, act: { kind: 'follow-me', windowId } };
}

export function waitForYou(language: Language): Utterance {
  const text = language === 'zh' ? '不着急，我在这里等您。' : 'No hurry, I am waiting for you.';
  return { language, text, act: { kind: 'wait-for-you' } };
}

export function arrived(
  language: Language,
  windowId: string,
  name: Readonly<Record<Language, string>> | null = null,
): Utterance {
  const place = placeIn(language, windowId, name);
  const text = language === 'zh' ? `到了，这里是${place}。` : `Here we are: this is ${place}.`;
  return { language, text, act: { kind: 'arrived', windowId } };
}

export function farewell(language: Language): Utterance {
  const text = language === 'zh' ? '好的，祝您办事顺利，再见。' : 'All right. Have a good day!';
  return { language, text, act: { kind: 'farewell' } };
}

export function lostYou(
  language: Language,
  windowId: string,
  name: Readonly<Record<Language, string>> | null = null,
): Utterance {
  const place = placeIn(language, windowId, name);
  const text =
    language === 'zh'
      ? `我先回去了，${place}请按指示牌走。`
      : `I am going back now. Please follow the signs to ${place}.`;
  return { language, text, act: { kind: 'farewell' } };
}

/** The robot does not know where it is. */
export function lost(language: Language): Utterance {
  const text =
    language === 'zh'
      ? '抱歉，我暂时找不到自己的位置，请稍等。'
      : 'Sorry, I have lost my bearings. Please give me a moment.';
  return { language, text, act: { kind: 'lost' } };
}

export function excuseMe(language: Language): Utterance {
  const text = language === 'zh' ? '您好，请让一让，谢谢。' : 'Excuse me, may I pass, please?';
  return { language, text, act: { kind: 'excuse-me' } };
}

export type Busy = 'leading' | 'returning' | 'charging' | 'low-battery' | 'no-way' | 'closed' | 'stopped';

const BUSY: Readonly<Record<Busy, Readonly<Record<Language, string>>>> = {
  leading: { zh: '抱歉，我正在给别人带路。', en: 'Sorry, I am guiding someone just now.' },
  returning: {
    zh: '抱歉，我正在回岗位，请到那里找我。',
    en: 'Sorry, I am on my way back to my post. Please ask me there.',
  },
  charging: { zh: '抱歉，我正在充电，请到咨询台询问。', en: 'Sorry, I am charging. Please ask at the enquiry desk.' },
  'low-battery': {
    zh: '抱歉，我快没电了，不能带路，请按指示牌走。',
    en: 'Sorry, my battery is low, I cannot lead you. Please follow the signs.',
  },
  'no-way': {
    zh: '抱歉，我现在过不去，请按指示牌走。',
    en: 'Sorry, I cannot get there just now. Please follow the signs.',
  },
  closed: {
    zh: '抱歉，去那里的路临时关闭了，我不能带您过去，请等重新开放或询问工作人员。',
    en: 'Sorry, the way there is closed for now, so I cannot take you. Please wait until it opens, or ask the staff.',
  },
  stopped: { zh: '抱歉，我现在不能移动。', en: 'Sorry, I cannot move at the moment.' },
};

export function cannotLead(language: Language, reason: Busy): Utterance {
  return { language, text: BUSY[reason][language], act: { kind: 'cannot-lead', reason } };
}

/** Time it takes to say a text, s: about 5 syllables or 14 letters a second. */
export function speakingTimeS(utterance: Utterance): number {
  return utterance.text.length / (utterance.language === 'zh' ? 5 : 14);
}

/** A line of the site's publicity round, as the hall wrote it. */
export function publicity(language: Language, line: Readonly<Record<Language, string>>): Utterance {
  return { language, text: line[language], act: { kind: 'publicity' } };
}

export function evacuateLine(language: Language): Utterance {
  const text =
    language === 'zh'
      ? '请注意，请大家听从工作人员指挥，从最近的出口有序离开大厅。'
      : 'Attention, please: follow the staff and leave the hall in order by the nearest exit.';
  return { language, text, act: { kind: 'evacuate' } };
}

export function needHelp(language: Language): Utterance {
  const text =
    language === 'zh'
      ? '我走不动了，请工作人员帮帮我。'
      : 'I cannot get any further. Could a member of staff help me, please?';
  return { language, text, act: { kind: 'need-help' } };
}

export function comingBack(language: Language): Utterance {
  const text = language === 'zh' ? '您在哪里？我回来找您。' : 'Where are you? I am coming back for you.';
  return { language, text, act: { kind: 'wait-for-you' } };
}

const DOCUMENTS: Readonly<Record<IdDocument['kind'], Readonly<Record<Language, string>>>> = {
  'id-card': { zh: '身份证', en: 'ID card' },
  'social-security-card': { zh: '社保卡', en: 'social security card' },
  'credit-code': { zh: '统一社会信用代码', en: 'credit code' },
  'e-licence': { zh: '电子证照', en: 'electronic licence' },
};

/** @param tail last characters of the number, the only part that is said aloud */
export function identified(language: Language, kind: IdDocument['kind'], valid: boolean, tail: string): Utterance {
  const name = DOCUMENTS[kind][language];
  let text: string;
  if (language === 'zh') text = valid ? `已识别您的${name}，尾号${tail}。` : `${name}没有读对，请再放一次。`;
  else
    text = valid
      ? `I have read your ${name} ending in ${tail}.`
      : `I could not read the ${name}. Please present it again.`;
  return { language, text, act: { kind: 'identified', document: kind, valid } };
}
