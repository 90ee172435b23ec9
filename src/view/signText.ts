/** What is written in the hall: tickets, boards, doors. Pure text; the atlas paints it. */
import type { HallDrawing } from '../runtime/frame';

export type ViewLanguage = 'zh' | 'en';

/** No ticket group yet. */
export const NO_GROUP = 255;

/** Ticket as called, for example B012; empty without a number or a known group. */
export function ticketText(letters: readonly string[], group: number, number: number): string {
  if (group === NO_GROUP || number <= 0) return '';
  const letter = letters[group];
  return letter === undefined ? '' : `${letter}${String(number).padStart(3, '0')}`;
}

/** Call board of a window: the ticket while calling or serving, else a word. `state`: 0 closed, 1 free, 2 calling, 3 serving. */
export function boardText(
  letters: readonly string[],
  state: number,
  group: number,
  number: number,
): { readonly ticket: string } | { readonly word: 'closed' | 'free' } {
  if (state === 0) return { word: 'closed' };
  const ticket = state === 1 ? '' : ticketText(letters, group, number);
  return ticket === '' ? { word: 'free' } : { ticket };
}

export const BOARD_WORDS: Readonly<Record<ViewLanguage, Readonly<Record<'closed' | 'free', string>>>> = {
  zh: { closed: '暂停服务', free: '空闲' },
  en: { closed: 'CLOSED', free: 'FREE' },
};

export const doorText = (use: 'in' | 'out' | 'both', language: ViewLanguage): { main: string; sub: string } => {
  const zh = use === 'in' ? '入口' : use === 'out' ? '出口' : '出入口';
  const en = use === 'in' ? 'Entrance' : use === 'out' ? 'Exit' : 'Entrance / Exit';
  return language === 'zh' ? { main: zh, sub: en } : { main: en, sub: zh };
};

const WORDS = {
  kiosk: { zh: '自助取号', en: 'Tickets' },
  desk: { zh: '咨询台', en: 'Enquiries' },
  dock: { zh: '充电桩', en: 'Dock' },
  post: { zh: '导办机器人', en: 'Guide robot' },
} as const;

export const placeWord = (what: keyof typeof WORDS, language: ViewLanguage): string => WORDS[what][language];

/** Name of a ticket letter's service group; empty if the drawing has none. */
export function groupName(drawing: Pick<HallDrawing, 'groups'>, letter: string, language: ViewLanguage): string {
  const group = drawing.groups.find((candidate) => candidate.letter === letter);
  if (!group) return '';
  return language === 'zh' ? group.nameZh : group.nameEn;
}

/** Longest run of `text` that fits, with an ellipsis when cut. `width` measures in the unit of `maxWidth`. */
export function fitText(text: string, maxWidth: number, width: (candidate: string) => number): string {
  if (width(text) <= maxWidth) return text;
  const letters = Array.from(text);
  while (letters.length > 1) {
    letters.pop();
    const candidate = `${letters.join('').trimEnd()}…`;
    if (width(candidate) <= maxWidth) return candidate;
  }
  return letters.join('');
}

export type SceneWords = { readonly scene: string; readonly lost: string; readonly none: string };

export const WORDS_IN_SCENE: Readonly<Record<ViewLanguage, SceneWords>> = {
  zh: {
    scene: '大厅三维视图',
    lost: '显卡连接中断，正在恢复画面。仿真不受影响。',
    none: '此浏览器不支持 WebGL 2，无法显示三维视图；仿真与数据面板仍可使用。',
  },
  en: {
    scene: '3D view of the hall',
    lost: 'The graphics device was lost; restoring the picture. The run goes on.',
    none: 'This browser has no WebGL 2, so the 3D view cannot be drawn; the run and its panels still work.',
  },
};
