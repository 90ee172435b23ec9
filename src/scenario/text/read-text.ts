/**
 * YAML or JSON text -> plain tree, with the line of every path. Never throws and never grows without bound:
 * text, nesting and alias expansion are limited.
 */
import { isAlias, isCollection, isMap, isPair, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import type { Problem } from '../source';

export const TEXT_MAX_BYTES = 2 * 1024 * 1024;
/** Aliases in one file, and nodes after they are resolved. */
const ALIAS_COUNT_MAX = 100;
const NODES_MAX = 400_000;
/** Brackets open at once, and columns of indentation; real files stay below 20 and 40. */
const NESTING_MAX = 100;
const INDENT_MAX = 400;

export type PathKey = string | number;
export type Path = readonly PathKey[];

export type ReadText = {
  /** Undefined when the text cannot be read at all. */
  readonly tree: unknown;
  readonly problems: readonly Problem[];
  /** 1-based line of the value at a path, or of its nearest existing ancestor; null in an empty text. */
  readonly lineOf: (path: Path) => number | null;
};

/** items[3].service.meanMin */
export function pathText(path: Path): string {
  let out = '';
  for (const key of path) out += typeof key === 'number' ? `[${key}]` : out === '' ? key : `.${key}`;
  return out;
}

export function readText(file: string, source: string): ReadText {
  const fail = (line: number | null, message: string): ReadText => ({
    tree: undefined,
    problems: [{ severity: 'error', file, line, path: '', message }],
    lineOf: () => line,
  });
  if (source.length > TEXT_MAX_BYTES) {
    return fail(null, `the file has ${source.length} characters; allowed: up to ${TEXT_MAX_BYTES}`);
  }
  const tooDeep = lineOfDeepNesting(source);
  if (tooDeep > 0) return fail(tooDeep, `nested deeper than ${NESTING_MAX} levels`);
  const counter = new LineCounter();
  try {
    const document = parseDocument(source, {
      lineCounter: counter,
      prettyErrors: false,
      logLevel: 'silent',
      stringKeys: true,
      // The library compares every pair of keys; `keysTwice` looks each up once.
      uniqueKeys: false,
    });
    const problems: Problem[] = document.errors.map((error) => ({
      severity: 'error',
      file,
      line: counter.linePos(error.pos[0]).line,
      path: '',
      message: `not readable as YAML or JSON: ${error.message}`,
    }));
    problems.push(...keysTwice(document.contents, file, counter));
    const lineOf = (path: Path): number | null => lineAt(document.contents, path, counter);
    if (problems.length > 0) return { tree: undefined, problems: problems.slice(0, 20), lineOf };
    const tree: unknown = document.toJS({ maxAliasCount: ALIAS_COUNT_MAX });
    if (countNodes(tree, NODES_MAX) >= NODES_MAX) return fail(1, `more than ${NODES_MAX} values in the file`);
    return { tree, problems, lineOf };
  } catch (error) {
    return fail(null, `not readable as YAML or JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Line at which brackets or indentation go too deep; 0 = nowhere. Quotes are not read: they can only make it stricter. */
function lineOfDeepNesting(source: string): number {
  let line = 1;
  let depth = 0;
  let indent = 0;
  let atStart = true;
  let dashes = 0;
  for (let i = 0; i < source.length; i++) {
    const c = source.charCodeAt(i);
    if (c === 10) {
      line++;
      atStart = true;
      indent = 0;
      dashes = 0;
      continue;
    }
    if (atStart && c === 32) indent++;
    else if (atStart && (c === 45 || c === 63 || c === 58)) dashes++;
    else atStart = false;
    if (indent > INDENT_MAX || dashes > NESTING_MAX) return line;
    if (c === 91 || c === 123) depth++;
    else if ((c === 93 || c === 125) && depth > 0) depth--;
    if (depth > NESTING_MAX) return line;
  }
  return 0;
}

/** Keys that stand twice in one map: the later would silently win. */
function keysTwice(root: unknown, file: string, counter: LineCounter): Problem[] {
  const problems: Problem[] = [];
  const stack: unknown[] = [root];
  while (stack.length > 0) {
    const node = stack.pop();
    if (isSeq(node)) for (const item of node.items) stack.push(item);
    if (!isMap(node)) continue;
    const seen = new Set<string>();
    for (const pair of node.items) {
      const key = keyOf(pair.key);
      if (seen.has(key)) {
        const message = `key "${key}" stands twice in one place; allowed: once`;
        problems.push({ severity: 'error', file, line: lineOfNode(pair.key, counter), path: key, message });
      }
      seen.add(key);
      stack.push(pair.value);
    }
  }
  return problems;
}

function countNodes(tree: unknown, limit: number): number {
  let count = 0;
  const stack: unknown[] = [tree];
  while (stack.length > 0 && count < limit) {
    const value = stack.pop();
    count++;
    if (value === null || typeof value !== 'object') continue;
    const children: readonly unknown[] = Array.isArray(value) ? value : Object.values(value);
    if (children.length > limit) return limit;
    for (const child of children) stack.push(child);
  }
  return count;
}

function lineAt(root: unknown, path: Path, counter: LineCounter): number | null {
  let node = root;
  let line = lineOfNode(node, counter);
  for (const key of path) {
    if (isAlias(node) || !isCollection(node)) break;
    let next: unknown;
    let start: unknown;
    if (isSeq(node) && typeof key === 'number') {
      next = node.items[key];
      start = next;
    } else if (isMap(node)) {
      const pair = node.items.find((item) => isPair(item) && keyOf(item.key) === String(key));
      next = pair?.value;
      start = pair?.key;
    }
    if (start === undefined) break;
    line = lineOfNode(start, counter) ?? line;
    node = next;
  }
  return line;
}

function keyOf(key: unknown): string {
  return isScalar(key) ? String(key.value) : String(key);
}

function lineOfNode(node: unknown, counter: LineCounter): number | null {
  const range = (node as Node | null | undefined)?.range;
  return range ? counter.linePos(range[0]).line : null;
}
