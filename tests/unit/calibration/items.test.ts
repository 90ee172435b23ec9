/** Catalogues: the portal's own export, and small ones that go wrong in every way. */
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { catalogueYaml, readCatalogue } from '../../../src/experiment/calibration/items/catalogue';
import { sceneYaml } from '../../../src/experiment/calibration/write/scene';
import { parseScenario } from '../../../src/scenario/parse';

const EXPORT = resolve(import.meta.dirname, '../../../../shared/data/gd_service_items/items.json');
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** A whole scenario around the sections that the importer writes: what a user does by hand. */
function problemsOf(sections: string, letters: readonly string[]): readonly string[] {
  const scene = sceneYaml({
    id: 'hall',
    name: { zh: '厅', en: 'hall' },
    windows: letters.map((letter) => `${letter}01`),
    kiosks: 2,
    seats: 40,
  });
  const scenario = [
    'version: 1',
    'id: catalogue',
    'name: { zh: 目录, en: Catalogue }',
    'scene: hall.scene.yaml',
    "hours: { open: '09:00', close: '17:00' }",
    sections,
    "arrivals: [{ rate: [{ from: '09:00', to: '17:00', perHour: 60 }] }]",
    `staffing: [${letters.map((letter) => `{ windows: [${letter}01], letters: [${letter}] }`).join(', ')}]`,
    '',
  ].join('\n');
  const parsed = parseScenario({ scenarioFile: 's', scenarioText: scenario, sceneFile: 'h', sceneText: scene });
  const found = parsed.ok ? parsed.warnings : parsed.problems;
  return found.map((problem) => `${problem.line} ${problem.path}: ${problem.message}`);
}

describe.skipIf(!existsSync(EXPORT))('the Guangdong export', () => {
  it('lands whole: 1,830 items, 171 departments, and the sections make a valid scenario', () => {
    const raw = JSON.parse(readFileSync(EXPORT, 'utf8')) as {
      code: string;
      name: string;
      dept: string;
      materials: unknown;
    }[];
    const result = readCatalogue('items.json', readFileSync(EXPORT));
    if (!result.ok) throw new Error(result.message);
    const { items, bad, letters, notes } = result.catalogue;
    expect(items.length + bad.length).toBe(1830);
    expect(bad).toEqual([]);
    expect(notes).toEqual([]);
    expect(letters.length).toBe(26);
    expect(letters.reduce((sum, entry) => sum + entry.departments.length, 0)).toBe(171);
    items.forEach((item, i) => {
      expect(item.name).toBe(raw[i]?.name.trim());
      expect(item.department).toBe(raw[i]?.dept.trim());
      const papers = raw[i]?.materials;
      if (Array.isArray(papers)) expect(item.materials.length).toBe(new Set(papers).size);
    });
    expect(new Set(items.map((item) => item.id)).size).toBe(1830);
    expect(
      problemsOf(
        catalogueYaml(result.catalogue, 'items.json'),
        letters.map((entry) => entry.letter),
      ),
    ).toEqual([]);
    console.log(`${items.length} items, ${letters.length} letters, ${bad.length} left out`);
  });
});
if (!existsSync(EXPORT)) console.warn(`no ${EXPORT}: the 1,830 items are not tested`);

describe('a catalogue', () => {
  it("from CSV with the portal's Chinese titles", () => {
    const text =
      '事项名称,实施主体,申请材料,主题分类\n居住证办理,公安局,身份证;照片,证件办理\n不动产登记,自然资源局,"房产证\n身份证",\n';
    const result = readCatalogue('items.csv', bytes(text));
    if (!result.ok) throw new Error(result.message);
    expect(result.catalogue.items.map((item) => [item.name, item.department, item.letter, item.materials])).toEqual([
      ['居住证办理', '公安局', 'A', ['身份证', '照片']],
      ['不动产登记', '自然资源局', 'B', ['房产证', '身份证']],
    ]);
    expect(problemsOf(catalogueYaml(result.catalogue, 'items.csv'), ['A', 'B'])).toEqual([]);
  });

  it('lists what it leaves out, with place and reason', () => {
    const list = [
      { name: '一', code: '1' },
      { code: '2' },
      'text',
      null,
      { name: '二', code: '1' },
      { name: '一', dept: '' },
    ];
    const result = readCatalogue('items.json', bytes(JSON.stringify({ items: list })));
    if (!result.ok) throw new Error(result.message);
    expect(result.catalogue.items.length).toBe(2);
    expect(result.catalogue.bad.map((row) => `${row.line} ${row.reason}`)).toEqual([
      expect.stringMatching(/^2 has no name/),
      '3 is no item: not a list of fields',
      '4 is no item: not a list of fields',
      '5 the same code 1 as item 1',
    ]);
  });

  it.each([
    ['[', /not readable as JSON/],
    ['{"a": 1}', /has no list of items/],
    ['a,b\n1,2\n', /no column of item names/],
    ['', /is empty/],
  ])('%j is refused', (text, message) => {
    const result = readCatalogue('items', bytes(text));
    expect(result.ok).toBe(false);
    if (!result.ok) expect(result.message).toMatch(message);
  });

  it('holds at most 2,000 items; the rest is listed', () => {
    const list = Array.from({ length: 2003 }, (_, i) => ({ name: `item ${i}` }));
    const result = readCatalogue('items.json', bytes(JSON.stringify(list)));
    if (!result.ok) throw new Error(result.message);
    expect([result.catalogue.items.length, result.catalogue.bad.length]).toEqual([2000, 3]);
  });
});
