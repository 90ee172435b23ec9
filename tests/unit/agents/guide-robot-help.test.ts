/** Words about fetching help: wishes, clerks' replies with words misheard, both languages. */
import { describe, expect, it } from 'vitest';
import { HELP_REASONS, HELP_RESULTS } from '../../../agents/contract';
import { Purpose, RandomStream } from '../../../agents/contract/numerics/random';
import {
  askHelp,
  type ClerkReply,
  clerkReply,
  comeAlong,
  fetchHelp,
  helpResult,
  wishForHelp,
} from '../../../agents/guide-robot/dialogue/help';
import { garbled } from '../../../src/kernel/robot/microphone';

/** What the hall's clerks say (src/kernel/rules/fetchHelp.ts), and what people say instead. */
const REPLIES: readonly (readonly ['zh' | 'en', ClerkReply, string])[] = [
  ['zh', 'coming', '好的，我跟你过去。'],
  ['zh', 'coming', '行，我这就来。'],
  ['zh', 'busy', '我现在走不开，请把人带过来。'],
  ['zh', 'busy', '我这里正忙，走不开。'],
  ['zh', 'wait', '请稍等，我办完这一位就去。'],
  ['en', 'coming', 'All right, I am coming with you.'],
  ['en', 'coming', 'Sure, I will come.'],
  ['en', 'busy', 'I cannot leave now. Please bring them here.'],
  ['en', 'busy', 'I am busy here and cannot leave.'],
  ['en', 'wait', 'One moment, please. I finish this first.'],
];

describe('what a clerk replies', () => {
  it.each(REPLIES)('%s %s: %s', (language, reply, text) => {
    expect(clerkReply(text, language)).toBe(reply);
  });

  it('with one word in ten misheard, hardly any reply is taken for another', () => {
    for (const language of ['zh', 'en'] as const) {
      const stream = new RandomStream(11, Purpose.test);
      let right = 0;
      let wrong = 0;
      let runs = 0;
      for (const [own, reply, text] of REPLIES) {
        if (own !== language) continue;
        for (let k = 0; k < 400; k++) {
          runs++;
          const understood = clerkReply(garbled(text, language, 0.1, stream), language);
          if (understood === reply) right++;
          else if (understood !== null) wrong++;
        }
      }
      console.log(
        `${language}: understood ${((100 * right) / runs).toFixed(1)}%, taken for another ${((100 * wrong) / runs).toFixed(1)}% (n ${runs})`,
      );
      expect(right / runs).toBeGreaterThan(0.9);
      expect(wrong / runs).toBeLessThan(0.04);
    }
  });
});

describe('what a guest wishes', () => {
  it.each([
    ['我腿脚不方便，能请工作人员帮帮我吗？', 'needs-assistance'],
    ['麻烦帮帮我', 'needs-assistance'],
    ['我想找工作人员问一下。', 'asks-for-person'],
    ['转人工', 'asks-for-person'],
    ['能叫个人来吗', 'asks-for-person'],
    ['I find walking hard. Could a member of staff help me, please?', 'needs-assistance'],
    ['Can I talk to somebody?', 'asks-for-person'],
    ['I would like to speak to a member of staff.', 'asks-for-person'],
    ['护士执业证书重新注册在哪办？', null],
    ['这个找谁办？', null],
    ['带我到办事窗口', null],
    ['Where is window B03?', null],
    ['I want to get a residence permit', null],
  ] as const)('%s', (text, wish) => {
    expect(wishForHelp(text)).toBe(wish);
  });
});

describe('what the robot says about it', () => {
  it('has words in both languages for every reason and every result, without holes', () => {
    const where = { zh: '我的岗位', en: 'at my post' };
    const at = { xM: 0, yM: 0 };
    for (const language of ['zh', 'en'] as const) {
      const lines = [
        ...HELP_REASONS.flatMap((why) => [
          fetchHelp(language, why),
          askHelp(language, 'desk', why, at, where, false),
          askHelp(language, 'desk', why, at, where, true),
        ]),
        ...HELP_RESULTS.map((result) => helpResult(language, result)),
        helpResult(language, 'busy', true),
        comeAlong(language, 'desk'),
      ];
      for (const { text, language: spoken } of lines) {
        expect(spoken).toBe(language);
        expect(text).not.toMatch(/undefined|NaN|\{|\}| {2}/);
        expect(/[一-鿿]/.test(text), text).toBe(language === 'zh');
        // A line that fits the bubble: at most nine seconds of speech.
        expect(text.length, text).toBeLessThan(language === 'zh' ? 45 : 126);
      }
    }
  });
});
