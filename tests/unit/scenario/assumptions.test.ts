/** Assumptions are told in both languages, a plain text is told as it is, and no day depends on them. */
import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readStory } from '../../../src/experiment/stories/story';
import type { Hall } from '../../../src/kernel/hall';
import { hashHall } from '../../../src/kernel/save';
import { advance } from '../../../src/kernel/tick';
import { drawingOf } from '../../../src/runtime/frameBuilder';
import { loadSpec } from '../../../src/runtime/loadSpec';
import { parseScenario, parseScene } from '../../../src/scenario/parse';
import { hallOf } from '../../worlds/shipped';
import { guided, parseChanged, scenarioFiles, sceneFiles, sourceOf, textOf } from './files';

const HAN = /\p{Script=Han}/u;
const storyFiles = readdirSync('scenarios/stories').map((name) => `scenarios/stories/${name}`);

function assumptionsOf(file: string): readonly unknown[] {
  if (storyFiles.includes(file)) {
    const read = readStory(file, textOf(file));
    if (!read.ok) throw new Error(JSON.stringify(read.problems));
    return read.story.assumptions;
  }
  if (sceneFiles.includes(file)) {
    const parsed = parseScene(file, textOf(file));
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
    return parsed.scene.assumptions;
  }
  const parsed = parseScenario(sourceOf(file));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.scenario.assumptions;
}

const START = guided.scenarioText.indexOf('\nassumptions:');
const OWN = guided.scenarioText.slice(START);

/** The guided hall with another list of assumptions, in meso, at noon. */
async function atNoon(list: string): Promise<Hall> {
  const scenarioText = guided.scenarioText.slice(0, START) + list;
  const loaded = await loadSpec({ ...guided, scenarioText }, { resolution: 'meso' });
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  const hall = hallOf(loaded.spec);
  advance(hall, 12 * 3600);
  return hall;
}

describe('assumptions', () => {
  test.each([...sceneFiles, ...scenarioFiles, ...storyFiles])('%s: in Chinese and in English', (file) => {
    const list = assumptionsOf(file);
    expect(list.length).toBeGreaterThan(0);
    for (const given of list) {
      expect(given).toEqual({ zh: expect.stringMatching(HAN), en: expect.stringMatching(/[a-z]/) });
    }
  });

  test('the language and the wording change no day; a plain text stands for both languages', async () => {
    const shipped = await atNoon(OWN);
    const plain = await atNoon('\nassumptions:\n  - Everything is assumed.\n');
    const none = await atNoon('\nassumptions: []\n');
    expect(drawingOf(shipped, 1).assumptions.length).toBe(5);
    const [, own] = drawingOf(plain, 1).assumptions;
    expect(own).toEqual({ zh: 'Everything is assumed.', en: 'Everything is assumed.' });
    expect(drawingOf(none, 1).assumptions.length).toBe(1);
    expect(shipped.log.length).toBeGreaterThan(1000);
    expect(hashHall(plain)).toBe(hashHall(shipped));
    expect(hashHall(none)).toBe(hashHall(shipped));
  });

  test.each([
    ['one language alone', '{ zh: 中午不休息 }', '', /\{ zh \} is not allowed; allowed: text .* or keys zh, en/],
    ['an unknown key', '{ zh: 是, en: yes, de: ja }', '.de', /unknown key "de"/],
    ['a number', '7', '', /7 is not allowed; allowed: text of 0 to 1000 characters or keys zh, en/],
  ])('%s is refused in words', (_name, entry, key, message) => {
    const { problems } = parseChanged([[OWN, `\nassumptions:\n  - ${entry}\n`]]);
    const [problem] = problems;
    expect(problem?.path, JSON.stringify(problems)).toBe(`assumptions[0]${key}`);
    expect(problem?.message).toMatch(message);
    expect(problem?.line).toBe(guided.scenarioText.slice(0, START).split('\n').length + 2);
  });
});
