/** Texts of every kind: readable or not, the answer is a list of problems with lines, never a crash or a hang. */
import { describe, expect, test } from 'vitest';
import { parseScenario, sceneFileOf } from '../../../src/scenario/parse';
import { pathText, readText } from '../../../src/scenario/text/read-text';
import { guided, lineWith } from './files';

const withText = (scenarioText: string) => parseScenario({ ...guided, scenarioText });

/** Nine levels of nine aliases: 387 million values when written out. */
const bomb = ['a: &a [x, x, x, x, x, x, x, x, x]']
  .concat(
    'bcdefghi'.split('').map((name, i) => `${name}: &${name} [${Array(9).fill(`*${'abcdefghi'[i]}`).join(', ')}]`),
  )
  .join('\n');

describe('texts that cannot be a scenario', () => {
  const texts: [string, string][] = [
    ['empty', ''],
    ['only a comment', '# nothing'],
    ['a number', '42'],
    ['a list', '- 1\n- 2'],
    ['null', 'null'],
    ['broken brackets', 'version: [1'],
    ['broken quotes', 'version: "1'],
    ['tabs for indentation', 'hours:\n\topen: 1'],
    ['two documents', 'version: 1\n---\nversion: 1'],
    ['an alias to nothing', 'version: *nowhere'],
    ['an alias bomb', bomb],
    ['an alias to itself', 'a: &a [*a]'],
    ['brackets 100,000 deep', '['.repeat(100_000)],
    ['braces 100,000 deep', '{a: '.repeat(100_000)],
    ['lists 20,000 deep', '- '.repeat(20_000)],
    ['indentation 2,000 deep', Array.from({ length: 2000 }, (_, i) => `${' '.repeat(i)}a:`).join('\n')],
    ['question marks', '? '.repeat(5000)],
    ['control characters', '\u0000\u0001\u0002'],
    ['a half surrogate', 'id: \ud800'],
    ['prototype games', '__proto__: { version: 1 }\nconstructor: 3'],
    ['tags', '!!js/function "x": !!binary "%%"'],
    ['3 MB of text', `# ${'x'.repeat(3 * 1024 * 1024)}`],
    ['a long line of colons', ': '.repeat(20_000)],
    ['50,000 anchors', Array.from({ length: 50_000 }, (_, i) => `k${i}: &a${i} 1`).join('\n')],
  ];
  test.each(texts)('%s', (_, text) => {
    // A hang ends at the runner's own limit of a minute.
    const result = withText(text);
    expect(result.ok).toBe(false);
    if (!result.ok) {
      expect(result.problems.length).toBeGreaterThan(0);
      expect(result.problems.length).toBeLessThanOrEqual(300);
      for (const problem of result.problems) expect(problem.message).not.toBe('');
    }
    expect(() => sceneFileOf(text)).not.toThrow();
  });
});

test('a key twice is an error with its line', () => {
  const text = guided.scenarioText.replace('resolution: micro', 'resolution: micro\nresolution: meso');
  const result = withText(text);
  expect(result.ok).toBe(false);
  if (!result.ok) expect(result.problems[0]).toMatchObject({ line: lineWith(text, 'resolution: meso') });
});

test('a syntax error in the scene does not hide the problems of the scenario', () => {
  const result = parseScenario({
    ...guided,
    sceneText: guided.sceneText.replace('windows:', 'windows: ['),
    scenarioText: guided.scenarioText.replace('group: H', 'group: Z'),
  });
  if (result.ok) throw new Error('accepted');
  const files = new Set(result.problems.map((problem) => problem.file));
  expect([...files].sort()).toEqual([guided.scenarioFile, guided.sceneFile]);
});

describe('sceneFileOf', () => {
  test.each([
    ['scene: ../scenes/a.scene.yaml\n', '../scenes/a.scene.yaml'],
    ['{"scene": "../scenes/a.scene.json"}', '../scenes/a.scene.json'],
    ['resolutoin: micro\nscene: x.yaml', 'x.yaml'],
    ['scene: "x.yaml"\nbroken: [1', 'x.yaml'],
    ['version: 1', null],
    ['scene: 3', null],
    ['scene:', null],
    ['', null],
  ])('%j', (text, expected) => {
    expect(sceneFileOf(text)).toBe(expected);
  });
});

test('lines are those of the values, through lists, maps and aliases', () => {
  const { lineOf } = readText('x', 'a:\n  - b: 1\n  - &c\n    d: 2\ne: *c\nf: { g: [1,\n  2] }');
  expect(lineOf(['a', 0, 'b'])).toBe(2);
  expect(lineOf(['a', 1, 'd'])).toBe(4);
  expect(lineOf(['e', 'd'])).toBe(5);
  expect(lineOf(['f', 'g', 1])).toBe(7);
  expect(lineOf(['f', 'nothing'])).toBe(6);
  expect(pathText(['items', 3, 'service', 'meanMin'])).toBe('items[3].service.meanMin');
});
