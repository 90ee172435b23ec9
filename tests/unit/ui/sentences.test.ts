/** Every kind of fact has a sentence of its own in both languages: an event feed that says "event 42" tells nobody anything. */

import i18next from 'i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Text } from '../../../src/i18n';
import { en } from '../../../src/i18n/en';
import { zh } from '../../../src/i18n/zh';
import { EventKind } from '../../../src/kernel/events';
import { Hall } from '../../../src/kernel/hall';
import { advance } from '../../../src/kernel/tick';
import type { HallDrawing } from '../../../src/runtime/frame';
import { drawingOf } from '../../../src/runtime/frameBuilder';
import { inspectPick } from '../../../src/runtime/inspect';
import { sentence } from '../../../src/ui/panels/EventFeed/sentence';
import { rulesSpecOf } from '../../worlds/rulesDay';

function textOf(language: 'zh' | 'en'): Text {
  const t = i18next.getFixedT(language);
  return {
    t: t as unknown as Text['t'],
    say: (key, values = {}) => t(key as never, values as never) as unknown as string,
    language,
    name: ({ nameZh, nameEn }) => (language === 'zh' ? nameZh : nameEn),
  };
}

describe('sentences of the event feed', () => {
  let hall: Hall;
  let drawing: HallDrawing;
  beforeAll(async () => {
    await i18next.init({
      lng: 'zh',
      fallbackLng: false,
      resources: { zh: { translation: zh }, en: { translation: en } },
      interpolation: { escapeValue: false },
    });
    hall = new Hall(await rulesSpecOf({ resolution: 'meso' }), null);
    drawing = drawingOf(hall, 1);
  });

  it.each(['zh', 'en'] as const)('%s: each of the kinds, none left without words or with holes', (language) => {
    const text = textOf(language);
    const other = text.t('events.other', { kind: 0 }).replace('0', '');
    for (const [name, kind] of Object.entries(EventKind)) {
      const words = sentence(text, drawing, new Map(), {
        timeS: 36000,
        kind,
        citizen: 0,
        a: 0,
        b: 0,
        robot: 0,
        text: 'x',
      });
      expect(words, name).not.toContain(other.trim());
      expect(words, name).not.toMatch(/events\.|\{\{|undefined|NaN/);
    }
  });

  it('the inspector has words for everybody and every window of a day with every rule on, at any time', () => {
    const seen = new Set<string>();
    while (!hall.finished && hall.nowS < hall.spec.closeS) {
      advance(hall, hall.nowS + 900);
      const { citizens } = hall;
      for (let row = 0; row < citizens.rows; row++) {
        if (citizens.phase[row] === 0) continue;
        for (const line of inspectPick(hall, { kind: 'person', citizen: citizens.number[row] as number }))
          seen.add(JSON.stringify([line.key, line.values]));
      }
      hall.spec.layout.windows.forEach((_, window) => {
        for (const line of inspectPick(hall, { kind: 'window', window }))
          seen.add(JSON.stringify([line.key, line.values]));
      });
    }
    const keys = new Set<string>();
    for (const language of ['zh', 'en'] as const) {
      const text = textOf(language);
      for (const entry of seen) {
        const [key, values] = JSON.parse(entry) as [string, Record<string, string | number>];
        keys.add(key);
        const words = text.say(key, values);
        expect(words, key).not.toMatch(/inspect\.|events\.|\{\{|undefined|NaN/);
      }
    }
    for (const key of [
      'person.class',
      'person.patience',
      'person.companion',
      'person.channel',
      'window.onBreak',
      'window.tideOnCall',
      'window.channel',
    ]) {
      expect([...keys], key).toContain(`inspect.${key}`);
    }
  });
});
