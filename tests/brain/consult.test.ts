/** The consultation: questions in turn with answers to say or to touch, back, repeat, both languages; replies that were misheard. */
import { describe, expect, it } from 'vitest';
import { citizenPolicies } from '../../agents/citizen';
import type { Consultation, ItemKnowledge, Language } from '../../agents/contract';
import { consultReply } from '../../agents/guide-robot/dialogue/consult';
import { replyTo } from '../../agents/guide-robot/dialogue/reply';
import { Purpose, RandomStream } from '../../src/kernel/base/random';
import { garbled } from '../../src/kernel/robot/microphone';
import { hallSite, World } from './world';

const none = { zh: [], en: [] };
const option = (zh: string, en: string, keywords: string[], next: string | null, paper?: [string, string]) => ({
  label: { zh, en },
  keywords,
  next,
  advice: null,
  materials: paper ? { zh: [paper[0]], en: [paper[1]] } : none,
});
const CONSULTATION: Consultation = [
  {
    id: 'household',
    ask: { zh: '请问您的户籍在哪里？', en: 'Where is your household registered?' },
    options: [
      option('外市户籍', 'In another city', ['外地', '另一个市'], 'address'),
      {
        ...option('本市户籍', 'In this city', ['本地'], null),
        advice: { zh: '本市户籍不用办。', en: 'You need none.' },
      },
    ],
  },
  {
    id: 'address',
    ask: { zh: '请问您住在哪里？', en: 'Where do you live?' },
    options: [
      option('租的房子', 'In a rented flat', ['租房', 'rent'], 'contract', ['房屋租赁合同', 'lease']),
      option('自己的房子', 'In my own flat', ['自己', 'own'], null, ['不动产权证书', 'title deed']),
    ],
  },
  {
    id: 'contract',
    ask: { zh: '请问合同备案了吗？', en: 'Is the lease filed?' },
    options: [
      option('是，备案了', 'Yes, it is', [], null),
      option('没有备案', 'No, it is not', [], null, ['备案申请表', 'filing form']),
    ],
  },
];
const PERMIT: ItemKnowledge = {
  id: 'residence-permit',
  name: { zh: '居住证申领', en: 'Residence permit' },
  keywords: ['居住证'],
  department: { zh: '公安局', en: 'Public Security' },
  windowIds: ['B01'],
  materials: { zh: ['身份证'], en: ['ID card'] },
  consultation: CONSULTATION,
};

function world(): World {
  const site = hallSite();
  const made = new World({
    site: { ...site, items: [...site.items.filter(({ name }) => !name.zh.includes('居住证')), PERMIT] },
    people: [{ x: 5, y: 2, vx: 0, vy: 0, radius: 0.25, id: 1 }],
  });
  made.guest = 0;
  made.runFor(2);
  return made;
}
const asked = (w: World) =>
  w.said.map(({ line }) => line.act).flatMap((act) => (act.kind === 'ask-choice' ? [act.questionId] : []));
const last = (w: World) => w.said.at(-1)?.line;
const say = (w: World, text: string, language: Language = 'zh') => {
  w.say(text, language);
  w.runFor(2);
};

describe('consultation', () => {
  it('asks in turn, answers with the papers of the case, then offers to lead', () => {
    const w = world();
    say(w, '居住证怎么办？');
    expect(last(w)?.text).toBe('请问您的户籍在哪里？外市户籍，还是本市户籍？');
    expect(w.activity).toBe('talking');
    say(w, '外市户籍');
    say(w, '我是租房住的');
    say(w, '没有');
    expect(asked(w)).toEqual(['household', 'address', 'contract']);
    expect(last(w)?.text).toBe(
      '居住证申领请到B01窗口办理，需要带：身份证、房屋租赁合同、备案申请表。我已为您取号。需要我带您去吗？',
    );
    say(w, '带我去');
    expect(last(w)?.act.kind).toBe('follow-me');
  });

  it('speaks English to whoever speaks English, and takes answers by their place', () => {
    const w = world();
    say(w, 'I need a residence permit', 'en');
    expect(last(w)?.text).toBe('Where is your household registered? In another city, or In this city?');
    say(w, 'the first one', 'en');
    say(w, 'my own', 'en');
    expect(last(w)?.text).toContain('Please bring: ID card, title deed.');
  });

  it('goes back, repeats, and ends early where the tree does', () => {
    const w = world();
    say(w, '居住证怎么办？');
    say(w, '外地的');
    say(w, '再说一遍');
    expect(asked(w)).toEqual(['household', 'address', 'address']);
    say(w, '说错了，上一题');
    expect(asked(w).at(-1)).toBe('household');
    say(w, '本市户籍');
    expect(last(w)?.text).toMatch(/^本市户籍不用办。居住证申领请到B01窗口办理，需要带：身份证。/);
  });

  it('takes touches, asks again what it did not understand, and hears a change of subject', () => {
    const w = world();
    say(w, '居住证怎么办？');
    for (let k = 0; k < 3; k++) say(w, '嗯嗯啊啊哦哦');
    expect(asked(w)).toEqual(['household', 'household', 'household', 'household']);
    expect(last(w)?.text).toContain('也可以点屏幕');
    w.choose(0);
    w.runFor(2);
    expect(asked(w).at(-1)).toBe('address');
    say(w, '护士执业证书重新注册在哪办');
    expect(last(w)?.act).toMatchObject({ kind: 'answer', itemId: 'nurse-re-registration' });
  });

  it('is saved and loaded in the middle of a question', () => {
    const w = world();
    say(w, '居住证怎么办？');
    say(w, '外市户籍');
    const state = structuredClone(w.brain.save());
    const other = world();
    other.brain.load(state);
    other.said.length = 0;
    say(other, '自己的房子');
    expect(last(other)?.text).toContain('身份证、不动产权证书');
  });

  it('an unknown answer is never taken for one, whatever is said', () => {
    const question = CONSULTATION[0] as Consultation[number];
    expect(consultReply(question, '外市户籍还是本市户籍呢', 'zh')).toEqual({ kind: 'unclear' });
    expect(consultReply(question, '算了', 'zh')).toEqual({ kind: 'cancel' });
    expect(consultReply(question, '', 'zh')).toEqual({ kind: 'unclear' });
    expect(consultReply(CONSULTATION[2] as Consultation[number], '是的', 'zh')).toEqual({ kind: 'option', option: 0 });
  });
});

describe('a misheard reply to the offer to lead', () => {
  it('is asked again as often as needed, with yes and no on the screen; a touch decides', () => {
    for (const [choice, act] of [
      [0, 'follow-me'],
      [1, 'farewell'],
    ] as const) {
      const w = world();
      say(w, '请问护士执业证书重新注册在哪办？');
      for (let k = 0; k < 3; k++) say(w, '嗡嗡嗡嗡');
      expect(w.saidActs()).toEqual(['answer', 'ask-lead', 'ask-lead', 'ask-lead']);
      expect(w.shown.at(-1)).toMatchObject({ kind: 'choices' });
      w.choose(choice);
      w.runFor(1);
      expect(last(w)?.act.kind).toBe(act);
    }
  });

  it('is understood in spite of words that sound alike: share of replies at 20% wrong words', () => {
    const words = new RandomStream(5, Purpose.test);
    const lines: string[] = [];
    for (const language of ['zh', 'en'] as const) {
      const yes = citizenPolicies.acceptLead(language);
      const no = citizenPolicies.declineLead(language);
      let understood = 0;
      let turned = 0;
      const n = 2000;
      for (let k = 0; k < n; k++) {
        const heard = garbled(yes, language, 0.2, words);
        if (replyTo(heard, language) === 'accept') understood++;
        if (replyTo(garbled(no, language, 0.2, words), language) === 'accept') turned++;
      }
      lines.push(
        `${language} yes ${((100 * understood) / n).toFixed(1)}%, no taken for yes ${((100 * turned) / n).toFixed(1)}%`,
      );
      expect(understood / n).toBeGreaterThan(0.95);
      expect(turned / n).toBeLessThan(0.02);
    }
    console.log(`replies with 20% wrong words understood: ${lines.join('; ')}`);
  });
});
