/**
 * A catalogue of service items from a government portal's export -> the `items` section of a scenario. Field names are
 * those of the portal (Chinese) or of its common English export; every item lands or is listed with the reason.
 */

import { bothLanguages, makeId } from '../fit/names';
import { decodeText } from '../read/bytes';
import { type BadRow, readCsv, sniffDelimiter } from '../read/csv';
import { num, quoted } from '../write/yaml';

export type CatalogueItem = {
  readonly id: string;
  readonly source: string;
  readonly name: string;
  readonly department: string;
  readonly materials: readonly string[];
  readonly keywords: readonly string[];
  /** Promised working days; null = not told. */
  readonly promisedWorkdays: number | null;
  readonly visits: number | null;
  /** Letter of its department's queue. */
  readonly letter: string;
};

export type Catalogue = {
  readonly items: readonly CatalogueItem[];
  /** Letters with the departments behind them, most items first. */
  readonly letters: readonly { readonly letter: string; readonly departments: readonly string[] }[];
  readonly bad: readonly BadRow[];
  /** Items with something left out: more papers than a scenario holds, a name cut. */
  readonly notes: readonly BadRow[];
};

/** Titles under which exports have a field; the first that is there is taken. */
const FIELDS = {
  name: ['name', '事项名称', '实施事项名称', '名称', 'item', 'title'],
  department: ['dept', 'department', '实施主体', '部门', '实施机构', '所属部门', '办理部门'],
  code: ['code', 'id', '事项编码', '实施编码', '编码'],
  materials: ['materials', '申请材料', '材料', '所需材料'],
  objects: ['objects', '服务对象', '办理对象'],
  themes: ['themes', '主题', '主题分类', '面向自然人事项主题分类'],
  parent: ['parent', '主项名称', '父事项'],
  promised: ['promised_workdays', '承诺办结时限', '承诺工作日'],
  visits: ['visits', '到办事现场次数', '跑动次数'],
} as const;
type Field = keyof typeof FIELDS;
type Raw = Readonly<Record<string, unknown>>;

const ITEMS_MAX = 2000;
const MATERIALS_MAX = 40;
const KEYWORDS_MAX = 60;
const TEXT_MAX = 400;
const FILE_MAX_BYTES = 64 * 1024 * 1024;

export type CatalogueResult =
  | { readonly ok: true; readonly catalogue: Catalogue }
  | { readonly ok: false; readonly message: string; readonly line: number | null };

/** Reads JSON (a list of objects, or an object with one such list) or CSV; decided by the first character. Never throws. */
export function readCatalogue(file: string, bytes: Uint8Array): CatalogueResult {
  if (bytes.length > FILE_MAX_BYTES) {
    return { ok: false, line: null, message: `has ${bytes.length} bytes; allowed: up to ${FILE_MAX_BYTES}` };
  }
  const { text } = decodeText(bytes);
  const rows = /^\s*[[{]/.test(text) ? jsonRows(text) : csvRows(file, text);
  if ('message' in rows) return { ok: false, ...rows };
  return { ok: true, catalogue: buildCatalogue(file, rows.rows, rows.bad) };
}

type RawRows = {
  readonly rows: readonly { readonly at: number; readonly raw: unknown }[];
  readonly bad: readonly BadRow[];
};
type RowsFailure = { readonly message: string; readonly line: number | null };

/** `at` of a JSON item is its number in the list, from 1: a parsed JSON has no lines. */
function jsonRows(text: string): RawRows | RowsFailure {
  let tree: unknown;
  try {
    tree = JSON.parse(text);
  } catch (error) {
    return { line: null, message: `not readable as JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
  const list = Array.isArray(tree) ? tree : Object.values(tree as object).find(Array.isArray);
  if (!list) return { line: null, message: 'has no list of items' };
  return { rows: (list as unknown[]).map((raw, i) => ({ at: i + 1, raw })), bad: [] };
}

function csvRows(file: string, text: string): RawRows | RowsFailure {
  const { rows, bad } = readCsv(text, sniffDelimiter(text));
  const header = rows[0];
  if (!header) return { line: null, message: 'is empty' };
  const known: readonly string[] = FIELDS.name;
  if (!header.cells.some((title) => known.includes(title))) {
    return {
      line: header.line,
      message: `no column of item names; needed: one of ${FIELDS.name.join(', ')}; columns: ${header.cells.slice(0, 30).join(', ')}`,
    };
  }
  return {
    rows: rows.slice(1).map((row) => ({
      at: row.line,
      raw: Object.fromEntries(header.cells.map((title, i) => [title, row.cells[i] ?? ''])),
    })),
    bad: bad.map((entry) => ({ file, ...entry })),
  };
}

function buildCatalogue(file: string, rows: RawRows['rows'], unread: readonly BadRow[]): Catalogue {
  const bad: BadRow[] = [...unread];
  const notes: BadRow[] = [];
  const ids = new Set<string>();
  const codes = new Map<string, number>();
  const items: Omit<CatalogueItem, 'letter'>[] = [];
  for (const { at, raw } of rows) {
    const fail = (reason: string): void => {
      bad.push({ file, line: at, reason });
    };
    if (raw === null || typeof raw !== 'object' || Array.isArray(raw)) {
      fail('is no item: not a list of fields');
      continue;
    }
    const fields = raw as Raw;
    const name = textOf(fields, 'name');
    const department = textOf(fields, 'department');
    if (name === '') {
      fail(`has no name (${FIELDS.name.join(', ')})`);
      continue;
    }
    if (items.length >= ITEMS_MAX) {
      fail(`a scenario holds up to ${ITEMS_MAX} items`);
      continue;
    }
    const code = textOf(fields, 'code');
    const before = code === '' ? undefined : codes.get(code);
    if (before !== undefined) {
      fail(`the same code ${code.slice(0, 60)} as item ${before}`);
      continue;
    }
    if (code !== '') codes.set(code, at);
    const materials = unique(listOf(fields, 'materials'));
    if (materials.length > MATERIALS_MAX) {
      notes.push({ file, line: at, reason: `${materials.length} papers; the first ${MATERIALS_MAX} are kept` });
    }
    if (name.length > TEXT_MAX)
      notes.push({ file, line: at, reason: `name of ${name.length} characters cut to ${TEXT_MAX}` });
    const words = [textOf(fields, 'parent'), ...listOf(fields, 'themes'), ...listOf(fields, 'objects')];
    items.push({
      id: makeId(code === '' ? name : code, `item-${items.length + 1}`, ids),
      source: code === '' ? name : code,
      name: name.slice(0, TEXT_MAX),
      department: (department || '未注明部门').slice(0, TEXT_MAX),
      materials: materials.slice(0, MATERIALS_MAX),
      keywords: unique(
        words.map((word) => word.slice(0, TEXT_MAX)).filter((word) => word !== '' && word !== name && word !== '其他'),
      ).slice(0, KEYWORDS_MAX),
      promisedWorkdays: numberOf(fields, 'promised'),
      visits: numberOf(fields, 'visits'),
    });
  }
  const letters = lettersOf(items);
  const letterOf = new Map(letters.flatMap(({ letter, departments }) => departments.map((name) => [name, letter])));
  return {
    items: items.map((item) => ({ ...item, letter: letterOf.get(item.department) ?? 'Z' })),
    letters,
    bad,
    notes,
  };
}

/** One letter a department, largest first; the 26th letter holds all others. */
function lettersOf(items: readonly { readonly department: string }[]): Catalogue['letters'] {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(item.department, (counts.get(item.department) ?? 0) + 1);
  const sorted = [...counts].sort((a, b) => b[1] - a[1]).map(([name]) => name);
  const own = sorted.length <= 26 ? sorted.length : 25;
  const letters = sorted.slice(0, own).map((name, i) => ({ letter: String.fromCharCode(65 + i), departments: [name] }));
  return sorted.length <= own ? letters : [...letters, { letter: 'Z', departments: sorted.slice(own) }];
}

function fieldOf(raw: Raw, field: Field): unknown {
  for (const name of FIELDS[field]) if (Object.hasOwn(raw, name)) return raw[name];
  return undefined;
}

function textOf(raw: Raw, field: Field): string {
  const value = fieldOf(raw, field);
  return typeof value === 'string' || typeof value === 'number' ? clean(String(value)) : '';
}

function clean(text: string): string {
  return text.replace(/[\s\p{Cc}\ufeff]+/gu, ' ').trim();
}

/** A list, or a text with entries apart by line, semicolon, Chinese comma or bar. */
function listOf(raw: Raw, field: Field): string[] {
  const value = fieldOf(raw, field);
  const parts = Array.isArray(value) ? value : typeof value === 'string' ? value.split(/[\n;；、|]/) : [];
  return parts
    .filter((part): part is string | number => typeof part === 'string' || typeof part === 'number')
    .map((part) => clean(String(part)).slice(0, TEXT_MAX))
    .filter((part) => part !== '');
}

function numberOf(raw: Raw, field: Field): number | null {
  const value = fieldOf(raw, field);
  if (value === null || value === undefined || value === '') return null;
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
}

function unique(list: readonly string[]): string[] {
  return [...new Set(list)];
}

/** The `groups` and `items` sections of a scenario. Service times are one assumed value: a portal does not tell them. */
export function catalogueYaml(catalogue: Catalogue, file: string, serviceMin = 10): string {
  const pair = (text: string): string => {
    const both = bothLanguages(text);
    return `{ zh: ${quoted(both.zh)}, en: ${quoted(both.en)} }`;
  };
  const list = (texts: readonly string[]): string => `[${texts.map(quoted).join(', ')}]`;
  return [
    `# ${catalogue.items.length} items from ${file} by hall-twin import-items; ${catalogue.bad.length} rows left out.`,
    '# Chinese names stand in both languages. Service times are an assumption: calibrate them with import-queue.',
    'groups:',
    ...catalogue.letters.map(({ letter, departments }) => {
      const name = departments.length === 1 ? (departments[0] as string) : '其他部门';
      const count = departments.length === 1 ? '' : ` # ${departments.length} departments`;
      return `  - { letter: ${letter}, name: ${pair(name)} }${count}`;
    }),
    'items:',
    ...catalogue.items.flatMap((item) => [
      `  - id: ${quoted(item.id)}${told(item)}`,
      `    name: ${pair(item.name)}`,
      `    department: ${pair(item.department)}`,
      `    group: ${item.letter}`,
      `    service: { dist: lognormal, meanMin: ${num(serviceMin, 2)}, cv: 0.465 } # assumed`,
      ...(item.materials.length > 0
        ? [`    materials: { zh: ${list(item.materials)}, en: ${list(item.materials)} }`]
        : []),
      ...(item.keywords.length > 0 ? [`    keywords: ${list(item.keywords)}`] : []),
    ]),
    '',
  ].join('\n');
}

function told(item: CatalogueItem): string {
  const parts = [
    item.promisedWorkdays === null ? '' : `promised in ${item.promisedWorkdays} working days`,
    item.visits === null ? '' : `${item.visits} visits`,
  ].filter((part) => part !== '');
  return parts.length === 0 ? '' : ` # ${parts.join(', ')}`;
}
