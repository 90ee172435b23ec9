/** Property: whatever is done to a shipped file, the answer is a list of problems or a spec; no crash, no hang. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { parseScenario } from '../../../src/scenario/parse';
import { resolveScenario } from '../../../src/scenario/resolve';
import type { ScenarioSource } from '../../../src/scenario/source';
import { minds, scenarioFiles, sourceOf } from './files';

const sources = scenarioFiles.map(sourceOf);

function endsWell(source: ScenarioSource): void {
  const result = parseScenario(source);
  if (result.ok) {
    const spec = resolveScenario(result, minds);
    expect(spec.layout.windows.length).toBe(spec.staffing.length);
    expect(spec.layout.layoutHash).toMatch(/^[0-9a-f]{16}$/);
    for (const item of spec.items) expect(spec.groups[item.group]).toBeDefined();
  } else {
    expect(result.problems.some((problem) => problem.severity === 'error')).toBe(true);
    for (const problem of result.problems) {
      expect(problem.message).not.toMatch(/could not be checked/);
      expect([source.scenarioFile, source.sceneFile]).toContain(problem.file);
    }
  }
}

const scraps = fc.constantFrom(
  '',
  ' ',
  '\n',
  '\t',
  ':',
  '-',
  '- ',
  '? ',
  '[',
  ']',
  '{',
  '}',
  '&a ',
  '*a',
  '"',
  "'",
  '#',
  '|',
  '>',
  '!',
  '%',
  '0',
  '-1',
  '1e99',
  '.nan',
  'null',
  'true',
  '零',
  '\u0000',
  '99999999',
  '[[0, 0]]',
  '---\n',
);
const textChange = fc.oneof(
  fc.record({ kind: fc.constant('cut' as const), at: fc.nat(), length: fc.nat({ max: 400 }) }),
  fc.record({ kind: fc.constant('put' as const), at: fc.nat(), scrap: scraps }),
  fc.record({ kind: fc.constant('swap' as const), at: fc.nat(), other: fc.nat() }),
  fc.record({ kind: fc.constant('double' as const), at: fc.nat(), length: fc.nat({ max: 400 }) }),
);
type TextChange = typeof textChange extends fc.Arbitrary<infer T> ? T : never;

function changeText(text: string, change: TextChange): string {
  const at = change.at % (text.length + 1);
  switch (change.kind) {
    case 'cut':
      return text.slice(0, at) + text.slice(at + change.length);
    case 'put':
      return text.slice(0, at) + change.scrap + text.slice(at);
    case 'double':
      return text.slice(0, at + change.length) + text.slice(at);
    case 'swap': {
      const lines = text.split('\n');
      const i = change.at % lines.length;
      const j = change.other % lines.length;
      [lines[i], lines[j]] = [lines[j]!, lines[i]!];
      return lines.join('\n');
    }
  }
}

const values = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    '',
    0,
    -1,
    1e9,
    1e308,
    -0.001,
    0.0001,
    [],
    {},
    [0, 0],
    'A',
    'B01',
    'B01-B999',
    '09:00',
    '24:00',
    'all',
    'nurse-licence',
  ),
  fc.double({ noNaN: true, min: -250, max: 250 }),
  fc.integer({ min: -5, max: 5000 }),
  fc.string({ maxLength: 12 }),
  fc.jsonValue({ maxDepth: 2 }),
);
const treeChange = fc.record({
  picks: fc.array(fc.nat(), { minLength: 1, maxLength: 7 }),
  kind: fc.constantFrom('set', 'remove', 'repeat'),
  value: values,
  times: fc.integer({ min: 2, max: 300 }),
});

/** Walks down by the picks and changes what is there. */
function changeTree(
  tree: unknown,
  { picks, kind, value, times }: typeof treeChange extends fc.Arbitrary<infer T> ? T : never,
): void {
  let node = tree as Record<string, unknown> | unknown[];
  for (let depth = 0; depth < picks.length; depth++) {
    const keys = Object.keys(node);
    if (keys.length === 0) return;
    const key = keys[picks[depth]! % keys.length]!;
    const child = (node as Record<string, unknown>)[key];
    if (depth < picks.length - 1 && child !== null && typeof child === 'object') {
      node = child as Record<string, unknown>;
      continue;
    }
    if (kind === 'remove') {
      if (Array.isArray(node)) node.splice(Number(key), 1);
      else delete node[key];
    } else if (kind === 'repeat' && Array.isArray(node)) {
      node.push(...Array.from({ length: times }, () => structuredClone(child)));
    } else (node as Record<string, unknown>)[key] = value;
    return;
  }
}

const which = fc.integer({ min: 0, max: sources.length - 1 });

describe('mutations of the shipped files', () => {
  test('of the text', { timeout: 1_500_000 }, () => {
    fc.assert(
      fc.property(
        which,
        fc.boolean(),
        fc.array(textChange, { minLength: 1, maxLength: 4 }),
        (index, inScene, changes) => {
          const source = sources[index]!;
          const key = inScene ? 'sceneText' : 'scenarioText';
          endsWell({ ...source, [key]: changes.reduce(changeText, source[key]) });
        },
      ),
      { numRuns: 150, seed: 20200113 },
    );
  });

  test('of the values', { timeout: 1_500_000 }, () => {
    fc.assert(
      fc.property(
        which,
        fc.boolean(),
        fc.array(treeChange, { minLength: 1, maxLength: 3 }),
        (index, inScene, changes) => {
          const source = sources[index]!;
          const key = inScene ? 'sceneText' : 'scenarioText';
          const tree: unknown = parseYaml(source[key]);
          for (const change of changes) changeTree(tree, change);
          endsWell({ ...source, [key]: JSON.stringify(tree) });
        },
      ),
      { numRuns: 250, seed: 20200113 },
    );
  });
});
