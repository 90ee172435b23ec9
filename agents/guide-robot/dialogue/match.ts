/**
 * Which item of the catalogue does a question mean? Finds it by shared character pairs (Chinese) and words (English).
 *
 * Every item has several aliases (its names, its keywords). A question and an alias are bags of tokens: pairs of
 * neighbouring Chinese characters, and Latin words or numbers. Tokens of few items weigh more (inverse document frequency; an
 * item that repeats a word in its keywords counts once). Score = 0.6 x share of the alias that was said + 0.4 x share of the
 * question that the alias explains, 0..1. A word that the catalogue does not know weighs most of all: whoever asks for a "building
 * permit" does not mean the residence permit, since half of an alias with one unknown word stays below 0.5. An unknown pair
 * counts half, because one misheard character spoils two. An inverted index keeps a catalogue of 1,000 items below a tenth of a
 * millisecond. Source: Manning, Raghavan, Schuetze 2008, chapter 6. Leaves out synonyms, pinyin and spelling mistakes inside a word; the catalogue's keywords are the place for those.
 */
import type { ItemKnowledge } from '../../contract';
import { log } from '../../contract/numerics/detmath';

const ALIAS_SHARE = 0.6;
const QUESTION_SHARE = 0.4;
const KEYWORD_TRUST = 0.95;
/** Below this the question is not understood. */
export const UNDERSTOOD = 0.5;
/** Two items nearer together than this are told apart by asking. */
export const CLEAR_MARGIN = 0.04;

/** Words of politeness and of asking, which say nothing about the item. Longest first; no order of history. */
const FILLER_ZH = [
  '请问一下',
  '在哪个窗口',
  '去哪个窗口',
  '哪个窗口',
  '几号窗口',
  '什么窗口',
  '什么材料',
  '哪些材料',
  '哪些资料',
  '什么资料',
  '什么手续',
  '怎么办理',
  '如何办理',
  '在哪办理',
  '在哪里办',
  '去哪里办',
  '在哪儿办',
  '在哪办',
  '去哪办',
  '找谁办理',
  '找谁办',
  '我想要',
  '我要办',
  '我想办',
  '想办理',
  '要办理',
  '怎么办',
  '怎么弄',
  '小今小今',
  '请问',
  '你好',
  '您好',
  '小今',
  '我想',
  '我要',
  '我来',
  '想要',
  '办理',
  '办一下',
  '一下',
  '需要',
  '哪里',
  '哪儿',
  '在哪',
  '怎么',
  '如何',
  '什么',
  '带我去',
  '带我',
  '谢谢',
  '麻烦',
  '的话',
  '可以',
  '那个',
  '这个',
  '吗',
  '呢',
  '吧',
  '啊',
  '呀',
  '的',
] as const;
const FILLER_ZH_ANYWHERE = new RegExp(FILLER_ZH.join('|'), 'g');
const FILLER_EN: ReadonlySet<string> = new Set(
  (
    'a an the i we you he she it my our your me us to for of on in at by with and or is are am be do does did can could ' +
    'would should will want wish need like have has get got please where which what who how when why this that these ' +
    'those here there hello hi hey thanks thank help know tell ask asking about window windows counter desk paper papers ' +
    'document documents material materials bring handle handles handled go going apply applying application ' +
    'long take takes excuse sorry not any some'
  ).split(' '),
);

/** "How does it work?" asks for nothing; a work permit is another matter. */
const HOW_IT_WORKS = /\bhow (?:(?:do|does|will|would) )?(?:it|this|that) works?\b/g;
/** Weight of an unknown pair of characters: one wrong character makes two of them. */
const UNKNOWN_PAIR = 0.5;

export type Match = { readonly item: number; readonly score: number };

function isHan(code: number): boolean {
  return (code >= 0x4e00 && code <= 0x9fff) || (code >= 0x3400 && code <= 0x4dbf);
}

function stem(word: string): string {
  if (word.length > 5 && word.endsWith('ing')) return word.slice(0, -3);
  if (word.length > 4 && word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  if (word.length > 6 && word.endsWith('ation')) return word.slice(0, -3);
  if (word.length > 4 && word.endsWith('es') && 'sxz'.includes(word[word.length - 3] as string))
    return word.slice(0, -2);
  if (word.length > 3 && word.endsWith('s') && !word.endsWith('ss')) return word.slice(0, -1);
  return word;
}

/** Tokens of a text, repetitions removed, in order of first appearance. */
export function tokens(text: string): string[] {
  const rest = text.normalize('NFKC').toLowerCase().replace(FILLER_ZH_ANYWHERE, ' ').replace(HOW_IT_WORKS, ' ');
  const found: string[] = [];
  const add = (token: string): void => {
    if (!found.includes(token)) found.push(token);
  };
  let word = '';
  let previousHan = '';
  let runLength = 0;
  const endRun = (): void => {
    if (runLength === 1) add(previousHan);
    previousHan = '';
    runLength = 0;
  };
  const endWord = (): void => {
    if (word && !FILLER_EN.has(word)) add(stem(word));
    word = '';
  };
  for (const character of rest) {
    const code = character.codePointAt(0) as number;
    if (isHan(code)) {
      endWord();
      if (previousHan) add(previousHan + character);
      previousHan = character;
      runLength++;
      continue;
    }
    endRun();
    const isLetter = (code >= 97 && code <= 122) || (code >= 48 && code <= 57);
    if (isLetter) word += character;
    else if (character !== "'" && character !== '’') endWord();
  }
  endRun();
  endWord();
  return found;
}

type Alias = { readonly item: number; readonly trust: number; weight: number };
/** A token of the catalogue: the aliases that contain it, in order, and of how many items they are. */
type Posting = { readonly aliases: number[]; items: number };

export class ItemMatcher {
  private readonly aliases: Alias[] = [];
  /** Looked up by key only, never iterated. */
  private readonly postings = new Map<string, Posting>();
  /** Scratch, zero between questions. */
  private readonly said: Float64Array;
  private readonly touched: Int32Array;
  private readonly itemScore: Float64Array;
  private readonly itemTouched: Int32Array;

  constructor(items: readonly ItemKnowledge[]) {
    const bags: string[][] = [];
    items.forEach((item, index) => {
      const texts: [string, number][] = [
        [item.name.zh, 1],
        [item.name.en, 1],
        ...item.keywords.map((keyword): [string, number] => [keyword, KEYWORD_TRUST]),
      ];
      for (const [text, trust] of texts) {
        const bag = typeof text === 'string' ? tokens(text) : [];
        if (bag.length === 0) continue;
        const alias = this.aliases.length;
        this.aliases.push({ item: index, trust, weight: 0 });
        bags.push(bag);
        for (const token of bag) {
          const posting = this.postings.get(token);
          if (!posting) this.postings.set(token, { aliases: [alias], items: 1 });
          else {
            const last = this.aliases[posting.aliases[posting.aliases.length - 1] as number];
            if (last?.item !== index) posting.items++;
            posting.aliases.push(alias);
          }
        }
      }
    });
    bags.forEach((bag, alias) => {
      let weight = 0;
      for (const token of bag) weight += this.weightOf(this.postings.get(token));
      (this.aliases[alias] as Alias).weight = weight;
    });
    this.said = new Float64Array(this.aliases.length);
    this.touched = new Int32Array(this.aliases.length);
    this.itemScore = new Float64Array(items.length);
    this.itemTouched = new Int32Array(items.length);
  }

  /** Tokens of few items weigh more, those of none most. */
  private weightOf(posting: Posting | undefined): number {
    return log(1 + (this.aliases.length + 1) / ((posting?.items ?? 0) + 1));
  }

  /** The best items for a question, best first, at most `most`; equal scores in catalogue order. */
  best(question: string, most = 3): Match[] {
    const aliases = this.aliases;
    const said = this.said;
    const touched = this.touched;
    const itemScore = this.itemScore;
    const itemTouched = this.itemTouched;
    let asked = 0;
    let touchedCount = 0;
    for (const token of tokens(question)) {
      const posting = this.postings.get(token);
      const weight = this.weightOf(posting);
      asked += !posting && isHan(token.codePointAt(0) as number) ? UNKNOWN_PAIR * weight : weight;
      if (!posting) continue;
      for (const alias of posting.aliases) {
        if (said[alias] === 0) touched[touchedCount++] = alias;
        said[alias] = (said[alias] as number) + weight;
      }
    }
    let items = 0;
    for (let k = 0; k < touchedCount; k++) {
      const index = touched[k] as number;
      const alias = aliases[index] as Alias;
      const shared = said[index] as number;
      said[index] = 0;
      const score = alias.trust * (ALIAS_SHARE * (shared / alias.weight) + QUESTION_SHARE * (shared / asked));
      const before = itemScore[alias.item] as number;
      if (before === 0) itemTouched[items++] = alias.item;
      if (score > before) itemScore[alias.item] = score;
    }
    const matches: Match[] = [];
    for (let k = 0; k < items; k++) {
      const item = itemTouched[k] as number;
      const score = itemScore[item] as number;
      itemScore[item] = 0;
      insert(matches, { item, score }, most);
    }
    return matches;
  }
}

/** A pure function's memory, not state (see map/distanceField): one index for all robots and replications of a catalogue. */
const matchers = new WeakMap<readonly ItemKnowledge[], ItemMatcher>();

export function itemMatcher(items: readonly ItemKnowledge[]): ItemMatcher {
  let matcher = matchers.get(items);
  if (!matcher) {
    matcher = new ItemMatcher(items);
    matchers.set(items, matcher);
  }
  return matcher;
}

function insert(matches: Match[], match: Match, most: number): void {
  let at = matches.length;
  while (at > 0 && isBetter(match, matches[at - 1] as Match)) at--;
  if (at >= most) return;
  matches.splice(at, 0, match);
  if (matches.length > most) matches.pop();
}

function isBetter(a: Match, b: Match): boolean {
  return a.score > b.score || (a.score === b.score && a.item < b.item);
}
