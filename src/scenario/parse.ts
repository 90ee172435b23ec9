/**
 * Texts -> a checked scenario and its scene, or every problem at once: schema, references and geometry, each with file,
 * line, path, value and allowed range. Never throws, whatever the text.
 */
import type { z } from 'zod';
import { type Finding, runChecks } from './checks';
import { type SchemaNode, scenarioJsonSchema, sceneJsonSchema } from './schema/json-schema';
import { type Scenario, scenarioSchema } from './schema/scenario';
import { type Scene, sceneSchema } from './schema/scene';
import type { Problem, ScenarioSource } from './source';
import { explainIssue, pathsOfIssue } from './text/explain';
import { type Path, pathText, type ReadText, readText } from './text/read-text';
import { salvage } from './text/salvage';

export type ParsedScenario = {
  readonly ok: true;
  readonly scenario: Scenario;
  readonly scene: Scene;
  readonly warnings: readonly Problem[];
};
export type ParseResult = ParsedScenario | { readonly ok: false; readonly problems: readonly Problem[] };

/** More would help nobody. */
const PROBLEMS_MAX = 300;

export function parseScenario(source: ScenarioSource): ParseResult {
  try {
    return parseChecked(source);
  } catch (error) {
    const message = `could not be checked: ${error instanceof Error ? error.message : String(error)}`;
    return { ok: false, problems: [{ severity: 'error', file: source.scenarioFile, line: null, path: '', message }] };
  }
}

/** Checks a scene file alone. */
export function parseScene(
  file: string,
  source: string,
):
  | { readonly ok: true; readonly scene: Scene; readonly warnings: readonly Problem[] }
  | { readonly ok: false; readonly problems: readonly Problem[] } {
  const read = readFile(file, source, sceneSchema, sceneJsonSchema);
  const found =
    read.value === null
      ? []
      : runChecks({ scene: read.value, sceneLost: read.lost, scenario: null, scenarioLost: NONE, known: read.ids });
  const problems = ordered([...read.problems, ...found.map((finding) => toProblem(finding, read))]);
  if (read.value === null || problems.some((problem) => problem.severity === 'error')) return { ok: false, problems };
  return { ok: true, scene: read.value, warnings: problems };
}

/**
 * Path of the scene file that a scenario names, as written there; null if it cannot be made out. Tolerant: works on
 * texts with other mistakes in them.
 */
export function sceneFileOf(scenarioText: string): string | null {
  const { tree } = readText('', scenarioText);
  if (tree !== null && typeof tree === 'object' && !Array.isArray(tree)) {
    const { scene } = tree as { scene?: unknown };
    return typeof scene === 'string' && scene !== '' ? scene : null;
  }
  const match = /^\s*"?scene"?\s*:\s*["']?([^"'\s,#]+)/m.exec(scenarioText.slice(0, 20_000));
  return match?.[1] ?? null;
}

const NONE: ReadonlySet<string> = new Set();

type FileRead<T> = {
  readonly file: string;
  /** What could be read, perhaps without its broken parts; null if nothing. */
  readonly value: T | null;
  readonly problems: readonly Problem[];
  readonly read: ReadText;
  readonly original: (path: Path) => Path;
  readonly lost: ReadonlySet<string>;
  /** Every text that stands in the file under `id` or `letter`: names that exist even if their entry is broken. */
  readonly ids: ReadonlySet<string>;
};

function parseChecked(source: ScenarioSource): ParseResult {
  const scenarioRead = readFile(source.scenarioFile, source.scenarioText, scenarioSchema, scenarioJsonSchema);
  const sceneRead = readFile(source.sceneFile, source.sceneText, sceneSchema, sceneJsonSchema);
  const found = runChecks({
    scene: sceneRead.value,
    sceneLost: sceneRead.lost,
    scenario: scenarioRead.value,
    scenarioLost: scenarioRead.lost,
    known: new Set([...scenarioRead.ids, ...sceneRead.ids]),
  });
  const broken = [...scenarioRead.problems, ...sceneRead.problems];
  const problems = ordered([
    ...broken,
    ...found
      .map((finding) => toProblem(finding, finding.file === 'scene' ? sceneRead : scenarioRead))
      .filter((problem) => !broken.some((inside) => isWithin(inside, problem))),
  ]);
  const failed = problems.some((problem) => problem.severity === 'error');
  if (failed || scenarioRead.value === null || sceneRead.value === null) return { ok: false, problems };
  return { ok: true, scenario: scenarioRead.value, scene: sceneRead.value, warnings: problems };
}

function readFile<S extends z.ZodType>(
  file: string,
  source: string,
  schema: S,
  jsonSchema: () => SchemaNode,
): FileRead<z.output<S>> {
  const read = readText(file, source);
  const base = { file, read, original: (path: Path) => path, lost: NONE, ids: NONE };
  if (read.problems.length > 0) return { ...base, value: null, problems: read.problems };
  const parsed = schema.safeParse(read.tree);
  if (parsed.success) return { ...base, value: parsed.data, problems: [] };
  const ranges = jsonSchema();
  const broken = parsed.error.issues.flatMap((issue) => pathsOfIssue(issue).map((path) => ({ issue, path })));
  const problems = broken
    .slice(0, PROBLEMS_MAX)
    .map(({ issue, path }) => explainIssue(issue, path, file, read, ranges));
  const rest = salvage(
    schema,
    read.tree,
    broken.map((entry) => entry.path),
  );
  return {
    ...base,
    value: rest?.value ?? null,
    problems,
    original: rest?.original ?? base.original,
    lost: rest?.lost ?? NONE,
    ids: namesIn(read.tree),
  };
}

/** True if a broken value lies inside the entry of which another problem speaks: that one may be no more than its consequence. */
function isWithin(inside: Problem, entry: Problem): boolean {
  if (inside.file !== entry.file || !/[.[]/.test(entry.path) || !inside.path.startsWith(entry.path)) return false;
  return /^[.[]/.test(inside.path.slice(entry.path.length));
}

function toProblem(finding: Finding, from: Omit<FileRead<unknown>, 'value'>): Problem {
  const path = from.original(finding.path);
  return {
    severity: finding.severity,
    file: from.file,
    line: from.read.lineOf(path),
    path: pathText(path),
    message: finding.message,
  };
}

/** Errors first, then by file order. */
function ordered(problems: readonly Problem[]): Problem[] {
  const rank = (problem: Problem): number => (problem.severity === 'error' ? 0 : 1);
  return [...problems]
    .sort(
      (a, b) => rank(a) - rank(b) || Number(a.file > b.file) - Number(a.file < b.file) || (a.line ?? 0) - (b.line ?? 0),
    )
    .slice(0, PROBLEMS_MAX);
}

function namesIn(tree: unknown): ReadonlySet<string> {
  const names = new Set<string>();
  const stack: unknown[] = [tree];
  while (stack.length > 0) {
    const value = stack.pop();
    if (value === null || typeof value !== 'object') continue;
    for (const [key, child] of Object.entries(value)) {
      if ((key === 'id' || key === 'letter') && typeof child === 'string') names.add(child);
      stack.push(child);
    }
  }
  return names;
}
