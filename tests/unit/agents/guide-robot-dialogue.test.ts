/** Understanding questions and replies, in Chinese and English. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ItemKnowledge } from '../../../agents/contract';
import { ItemMatcher, tokens, UNDERSTOOD } from '../../../agents/guide-robot/dialogue/match';
import { windowNames } from '../../../agents/guide-robot/dialogue/phrases';
import { afterWakeWord, isOnlyGreeting, replyTo } from '../../../agents/guide-robot/dialogue/reply';
import { Purpose, RandomStream } from '../../../src/kernel/base/random';
import { garbled } from '../../../src/kernel/robot/microphone';
import { shippedScenarios, specOf } from '../../worlds/shipped';

function item(id: string, zh: string, en: string, keywords: string[] = []): ItemKnowledge {
  return {
    id,
    name: { zh, en },
    keywords,
    department: { zh: '', en: '' },
    windowIds: ['A01'],
    materials: { zh: [], en: [] },
  };
}

const CATALOGUE: readonly ItemKnowledge[] = [
  item('nurse-first', '护士执业证书首次注册', 'Nurse licence first registration'),
  item('nurse-again', '护士执业证书重新注册', 'Nurse licence re-registration', ['护士证重新注册']),
  item('nurse-change', '护士执业证书变更注册', 'Nurse licence change of registration'),
  item('nurse-extend', '护士执业证书延续注册', 'Nurse licence renewal'),
  item('doctor', '医师执业证书核发', 'Doctor licence issue'),
  item('property', '不动产首次登记', 'Real estate first registration', ['房产证', '房产登记']),
  item('property-transfer', '不动产转移登记', 'Real estate transfer', ['房屋过户', '二手房过户']),
  item('fund-draw', '住房公积金提取', 'Housing fund withdrawal', ['取公积金', '公积金提取']),
  item('fund-loan', '住房公积金贷款申请', 'Housing fund loan'),
  item('id-card', '居民身份证补领', 'Replacement of a lost identity card', ['身份证丢了', '补办身份证']),
  item('residence', '居住证办理', 'Residence permit', ['居住证', '暂住证']),
  item('company', '内资有限责任公司设立登记', 'Company registration', ['开公司', '注册公司', '营业执照']),
  item('food', '食品经营许可证新办', 'Food business licence', ['开餐馆', '餐饮许可证']),
  item('birth', '出生医学证明首次签发', 'Birth certificate', ['出生证']),
  item('marriage', '内地居民结婚登记', 'Marriage registration', ['领结婚证', '结婚证']),
];

describe('item matching', () => {
  const matcher = new ItemMatcher(CATALOGUE);
  const cases: readonly (readonly [string, string | null])[] = [
    ['护士执业证书重新注册', 'nurse-again'],
    ['请问护士执业证书重新注册在哪办？', 'nurse-again'],
    ['你好，我想办理护士执业证书重新注册，怎么办？', 'nurse-again'],
    ['小今小今，护士证重新注册找谁办？', 'nurse-again'],
    ['护士执业证书变更注册需要什么材料，在哪个窗口？', 'nurse-change'],
    ['我要办护士执业证书首次注册', 'nurse-first'],
    ['护士延续注册去哪个窗口', 'nurse-extend'],
    ['房产证怎么办', 'property'],
    ['二手房过户要带什么', 'property-transfer'],
    ['我想取公积金', 'fund-draw'],
    ['公积金贷款在哪里办', 'fund-loan'],
    ['我身份证丢了怎么办', 'id-card'],
    ['居住证在哪办', 'residence'],
    ['我想开公司', 'company'],
    ['营业执照找谁办', 'company'],
    ['开餐馆需要什么手续', 'food'],
    ['结婚登记在几号窗口', 'marriage'],
    ['Where can I do this: Nurse licence re-registration?', 'nurse-again'],
    ['Hello, I want to apply for Housing fund withdrawal. How does it work?', 'fund-draw'],
    ['Who handles Residence permit?', 'residence'],
    ['Which papers and which window for Food business licence?', 'food'],
    ['I lost my identity card and need a replacement', 'id-card'],
    ['birth certificate please', 'birth'],
    ['厕所在哪里', null],
    ['今天天气怎么样', null],
    ['哪里可以吃饭', null],
    ['Who handles Permit for felling a tree?', null],
    ['Hello, I want to apply for a fishing permit. How does it work?', null],
    ['Where can I get a work permit?', null],
    ['Where can I get a permit?', 'residence'],
    ['Where is the toilet?', null],
    ['What time is it?', null],
    ['', null],
    ['？？？', null],
    ['😀', null],
  ];
  for (const [question, expected] of cases) {
    it(`${question || '(empty)'} -> ${expected ?? 'not understood'}`, () => {
      const [first] = matcher.best(question);
      const found = first && first.score >= UNDERSTOOD ? CATALOGUE[first.item]?.id : null;
      expect(found ?? null, JSON.stringify(matcher.best(question))).toBe(expected);
    });
  }

  it('splits into character pairs and words', () => {
    expect(tokens('请问居住证在哪办？')).toEqual(['居住', '住证']);
    expect(tokens('Where are the residence permits?')).toEqual(['residence', 'permit']);
    expect(tokens('ＡＢ12证')).toEqual(['ab12', '证']);
  });

  it('finds each of 1,000 items by its own name, quickly', () => {
    const heads = ['护士', '医师', '公司', '个体户', '不动产', '公积金', '社保', '医保', '食品', '药品'];
    const middles = ['执业', '经营', '许可', '登记', '备案', '资格', '证书', '贷款', '补贴', '档案'];
    const tails = ['新办', '变更', '延续', '注销', '补领', '查询', '转移', '首次申请', '重新注册', '年审'];
    const items: ItemKnowledge[] = [];
    for (const head of heads)
      for (const middle of middles)
        for (const tail of tails) items.push(item(`i${items.length}`, head + middle + tail, `item ${items.length}`));
    const built = performance.now();
    const big = new ItemMatcher(items);
    const asked = performance.now();
    let right = 0;
    for (const one of items) {
      const [first] = big.best(`请问${one.name.zh}在哪个窗口办理，需要什么材料？`);
      if (first && items[first.item] === one) right++;
    }
    const done = performance.now();
    console.log(
      `1,000 items: ${right} right, index ${(asked - built).toFixed(0)} ms, ${(((done - asked) / 1000) * 1000).toFixed(0)} us a question`,
    );
    expect(right).toBe(1000);
  });
});

describe('what the catalogue does not have', () => {
  const questions = (name: string): string[] => [
    `Where can I do this: ${name}?`,
    `Hello, I want to apply for ${name}. How does it work?`,
    `Who handles ${name}?`,
    `Which papers and which window for ${name}?`,
  ];
  /** Item that the robot would answer with; null = it asks again. */
  const answered = (matcher: ItemMatcher, question: string): number | null => {
    const [first] = matcher.best(question);
    return first && first.score >= UNDERSTOOD ? first.item : null;
  };
  const KINDS = ['permit', 'licence', 'certificate', 'card', 'registration', 'renewal'];
  // No vowels but one: no ending that stemming takes off, and no word of politeness.
  const subject = fc.stringMatching(/^[bcdfgh]{3}o[klmnpq]{3}$/);

  it('a name with an unknown word in place of its own is never taken for it; its own always is', () => {
    let cases = 0;
    fc.assert(
      fc.property(
        fc.uniqueArray(subject, { minLength: 2, maxLength: 12 }),
        fc.array(fc.tuple(fc.constantFrom(...KINDS), fc.boolean()), { minLength: 12, maxLength: 12 }),
        fc.nat(3),
        ([unknown = '', ...known], shapes, template) => {
          const matcher = new ItemMatcher(
            known.map((word, i) => {
              const [kind, repeats] = shapes[i] as [string, boolean];
              return item(word, '', `${word} ${kind}`, repeats ? [word] : []);
            }),
          );
          known.forEach((word, i) => {
            const [kind] = shapes[i] as [string, boolean];
            expect(answered(matcher, questions(`${word} ${kind}`)[template] as string)).toBe(i);
            expect(answered(matcher, questions(`${unknown} ${kind}`)[template] as string)).toBeNull();
            cases++;
          });
        },
      ),
      { seed: 1, numRuns: 300 },
    );
    console.log(`an unknown word beside the kind of paper: ${cases} names in 300 catalogues, none taken for another`);
    expect(cases).toBeGreaterThan(1000);
  });

  // Before unknown words counted in full: 44, 28, 4, 44 and 20 of these 160.
  const MOST: Readonly<Record<string, number>> = {
    'guided-hall': 12,
    'shiwan-day': 4,
    'zhaoqing-property-before': 4,
    'residence-dialogue': 0,
    'fetch-help': 0,
  };
  const UNKNOWN = (
    'Building permit, Fishing permit, Work permit for a foreigner, Work permit, Parking permit, Street trading permit, ' +
    'Permit for digging up a road, Entry permit for Taiwan, Passport, Driving licence renewal, Renewal of a passport, ' +
    'Death certificate, Certificate of no criminal record, Retirement pension, Registration of a trademark, ' +
    'Transfer of a vehicle, Vehicle registration, Library card, Bank card, Social security card, Travel card for seniors, ' +
    'Change of name, Tax certificate, Dog licence, Hunting licence, Fireworks sales licence, Tobacco licence, ' +
    'Lawyer licence, Pharmacist registration, Registration of a charity, Water supply contract, Gas connection, ' +
    'Planning approval, Environmental impact approval, Fire safety inspection, Divorce, Adoption of a child, Patent, ' +
    'Customs declaration, Notary'
  ).split(', ');
  it.each(Object.keys(MOST))('%s: what the hall does not do is rarely taken for what it does', async (id) => {
    expect(shippedScenarios).toContain(id);
    const robots = (await specOf(id)).items;
    const matcher = new ItemMatcher(
      robots.map((known) => item(known.id, known.nameZh, known.nameEn, [...known.keywords])),
    );
    const asked = UNKNOWN.flatMap(questions);
    const wrong = asked.filter((question) => answered(matcher, question) !== null);
    console.log(
      `${id}: ${wrong.length} of ${asked.length} questions for unknown items answered with another item (target 0)`,
    );
    expect(wrong.length).toBeLessThanOrEqual(MOST[id] as number);
    // The price: a misheard word is an unknown one, too.
    const words = new RandomStream(3, Purpose.test);
    const heard = { right: 0, wrong: 0, all: 0 };
    for (const [i, known] of robots.entries()) {
      for (const question of questions(known.nameEn)) {
        expect(answered(matcher, question), question).toBe(i);
        for (let k = 0; k < 10; k++) {
          const found = answered(matcher, garbled(question, 'en', 0.1, words));
          heard.all++;
          if (found === i) heard.right++;
          else if (found !== null) heard.wrong++;
        }
      }
    }
    const percent = (count: number): number => (100 * count) / heard.all;
    console.log(
      `${id}, one word in ten misheard: ${percent(heard.right).toFixed(1)}% answered rightly, ${percent(heard.wrong).toFixed(1)}% with another item (n ${heard.all}, targets 95%, 0%)`,
    );
    expect(percent(heard.right)).toBeGreaterThan(95);
    expect(percent(heard.wrong)).toBeLessThan(4);
  });

  it('the gardener of the hall where nobody told the robot about trees is asked again, in both languages', async () => {
    const { items } = await specOf('fetch-help');
    const site = items.filter(({ id }) => id !== 'tree-felling');
    expect(site.length).toBe(items.length - 1);
    const matcher = new ItemMatcher(
      site.map((known) => item(known.id, known.nameZh, known.nameEn, [...known.keywords])),
    );
    for (const question of [
      ...questions('Permit for felling a tree'),
      '城市树木砍伐审批找谁办？',
      '我想砍院子里的一棵树',
    ]) {
      expect(answered(matcher, question), question).toBeNull();
    }
  });
});

describe('a real catalogue', () => {
  const data = process.env.HALL_TWIN_DATA;
  const file = data ? join(data, 'gd_service_items', 'items.json') : '';
  it.skipIf(!data || !existsSync(file))(
    'finds 1,830 items of the Guangdong portal by name (needs HALL_TWIN_DATA)',
    () => {
      const rows = JSON.parse(readFileSync(file, 'utf8')) as { code: string; name: string }[];
      const items = rows.map((row) => item(row.code, row.name, ''));
      const big = new ItemMatcher(items);
      let right = 0;
      for (const one of items) {
        const [first] = big.best(`你好，我想办理${one.name.zh}，怎么办？`);
        if (first && first.score >= UNDERSTOOD && items[first.item]?.name.zh === one.name.zh) right++;
      }
      console.log(`Guangdong portal: ${right} of ${items.length} items found by name`);
      expect(right).toBe(items.length);
    },
  );
});

describe('phrases', () => {
  it('names neighbouring windows as a range', () => {
    expect(windowNames('zh', ['B01', 'B10'])).toBe('B01、B10');
    expect(windowNames('zh', ['B01', 'B02', 'B03', 'B07'])).toBe('B01至B03、B07');
    expect(windowNames('en', ['A01', 'A02'])).toBe('A01 and A02');
    expect(windowNames('en', ['A01', 'A02', 'A03', 'C1'])).toBe('A01 to A03 and C1');
    expect(windowNames('en', [])).toBe('');
  });
});

describe('replies', () => {
  const cases: readonly (readonly [string, 'zh' | 'en', string])[] = [
    ['带我到办事窗口', 'zh', 'accept'],
    ['好的', 'zh', 'accept'],
    ['好啊，麻烦你了', 'zh', 'accept'],
    ['去', 'zh', 'accept'],
    ['可以，谢谢', 'zh', 'accept'],
    ['不好意思，能不能带我去', 'zh', 'accept'],
    ['要不你带我去吧', 'zh', 'accept'],
    ['不用了，谢谢', 'zh', 'decline'],
    ['不需要', 'zh', 'decline'],
    ['算了，我自己去', 'zh', 'decline'],
    ['谢谢', 'zh', 'thanks'],
    ['Please take me to the window.', 'en', 'accept'],
    ['yes', 'en', 'accept'],
    ['Sure, thanks!', 'en', 'accept'],
    ['No need, thank you.', 'en', 'decline'],
    ["No, I'll find it myself", 'en', 'decline'],
    ['Thank you', 'en', 'thanks'],
    ['hmm', 'en', 'other'],
    ['什么意思', 'zh', 'other'],
  ];
  for (const [text, language, expected] of cases) {
    it(`${text} -> ${expected}`, () => expect(replyTo(text, language)).toBe(expected));
  }

  it('hears its name and bare greetings', () => {
    const name = { zh: '小今', en: 'Xiaojin' };
    expect(afterWakeWord('小今小今，居住证在哪办', name)?.trim()).toContain('居住证在哪办');
    expect(afterWakeWord('居住证在哪办', name)).toBeNull();
    expect(isOnlyGreeting(afterWakeWord('小今小今', name) ?? 'x')).toBe(true);
    expect(isOnlyGreeting('你好！')).toBe(true);
    expect(isOnlyGreeting('Hello there')).toBe(true);
    expect(isOnlyGreeting('你好，居住证')).toBe(false);
  });
});
