/**
 * A scenario with some values changed: the file is read as a tree, the values are put in, and the result is checked as any
 * file is. The changed text is JSON, which the reader takes as it takes YAML.
 */
import { windowId } from '../layout/solids';
import { parseScenario } from '../parse';
import type { Problem, ScenarioSource } from '../source';
import { windowsInRange } from '../staffing';
import { readText } from '../text/read-text';
import { type PathPart, parsePath, read, slotsOf, VaryError, write } from './path';

export type VaryValue = number | string | boolean;
export type Change = { readonly path: string; readonly value: VaryValue };

/** Paths that are not in the file format: each does one thing that planners ask for. */
export const VIRTUAL_PATHS = [
  'staffing[I].count: the first n windows of that row (more than it names: the next numbers)',
  'demand.factor: all arrival rates times this (1 = as in the file)',
  'robots.count: the first n robots of the file',
] as const;

export type ChangeResult =
  | { readonly ok: true; readonly source: ScenarioSource }
  | { readonly ok: false; readonly problems: readonly Problem[] };

type Tree = Record<string, unknown>;

/** Applies the changes in order and checks the result. Every change that fails is reported, then everything the checks find. */
export function applyChanges(source: ScenarioSource, changes: readonly Change[]): ChangeResult {
  if (changes.length === 0) return { ok: true, source };
  const scenario = plainTree(source.scenarioFile, source.scenarioText);
  const scene = plainTree(source.sceneFile, source.sceneText);
  if (!scenario.ok) return scenario;
  if (!scene.ok) return scene;
  const problems: Problem[] = [];
  for (const change of changes) {
    try {
      const inScene = change.path.startsWith('scene:');
      const path = inScene ? change.path.slice('scene:'.length) : change.path;
      const parts = parsePath(path);
      if (inScene) put(scene.tree, parts, path, change.value);
      else if (!putVirtual(scenario.tree, parts, path, change.value)) put(scenario.tree, parts, path, change.value);
    } catch (error) {
      if (!(error instanceof VaryError)) throw error;
      const { message } = error;
      problems.push({ severity: 'error', file: source.scenarioFile, line: null, path: change.path, message });
    }
  }
  if (problems.length > 0) return { ok: false, problems };
  return checked({
    ...source,
    scenarioText: JSON.stringify(scenario.tree),
    sceneText: changes.some((change) => change.path.startsWith('scene:'))
      ? JSON.stringify(scene.tree)
      : source.sceneText,
  });
}

/** The source itself if it passes all checks. */
export function checked(source: ScenarioSource): ChangeResult {
  const parsed = parseScenario(source);
  if (parsed.ok) return { ok: true, source };
  // Lines of the rewritten text mean nothing to the reader.
  const problems = parsed.problems
    .filter((found) => found.severity === 'error')
    .map((found) => ({ ...found, line: null }));
  return { ok: false, problems };
}

/** A file as a tree without shared parts: a change in one place stays in that place. */
export function plainTree(
  file: string,
  text: string,
): { readonly ok: true; readonly tree: Tree } | { readonly ok: false; readonly problems: readonly Problem[] } {
  const { tree, problems } = readText(file, text);
  if (tree === null || typeof tree !== 'object' || Array.isArray(tree)) {
    const message = 'expected a map of keys';
    return {
      ok: false,
      problems: problems.length > 0 ? problems : [{ severity: 'error', file, line: 1, path: '', message }],
    };
  }
  return { ok: true, tree: JSON.parse(JSON.stringify(tree)) as Tree };
}

function put(tree: Tree, parts: readonly PathPart[], path: string, value: VaryValue): void {
  for (const slot of slotsOf(tree, parts, path)) {
    const old = read(slot);
    if (old !== null && typeof old === 'object') {
      const inside = Array.isArray(old)
        ? `a list of ${old.length}; write ${path}[0] or ${path}[*]`
        : `a map with the keys ${Object.keys(old).join(', ')}`;
      throw new VaryError(`path "${path}" is ${inside}; only single values can be varied`);
    }
    write(slot, value);
  }
}

/** True if the path is one of VIRTUAL_PATHS and has been done. */
function putVirtual(tree: Tree, parts: readonly PathPart[], path: string, value: VaryValue): boolean {
  const [first, second, third] = parts;
  const last = parts[parts.length - 1];
  if (first?.kind !== 'key') return false;
  if (first.key === 'staffing' && parts.length === 3 && third?.kind === 'key' && third.key === 'count') {
    for (const slot of slotsOf(tree, parts.slice(0, 2), path)) staffingCount(read(slot), path, value);
    return true;
  }
  if (first.key === 'demand' && parts.length === 2 && second?.kind === 'key' && second.key === 'factor') {
    demandFactor(tree, path, value);
    return true;
  }
  if (first.key === 'robots' && parts.length === 2 && last?.kind === 'key' && last.key === 'count') {
    const robots = Array.isArray(tree.robots) ? tree.robots : [];
    tree.robots = robots.slice(0, whole(path, value, 0, robots.length, 'robots in the file'));
    return true;
  }
  return false;
}

function whole(path: string, value: VaryValue, from: number, to: number, what: string): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < from || value > to) {
    throw new VaryError(
      `path "${path}": ${JSON.stringify(value)} is not allowed; allowed: whole number ${from} to ${to} (${what})`,
    );
  }
  return value;
}

/** The first n windows of the row; more than it names go on counting from its last one, and must be in the hall. */
function staffingCount(row: unknown, path: string, value: VaryValue): void {
  const entry = row as { windows?: unknown };
  const ranges = Array.isArray(entry.windows) ? entry.windows.filter((range) => typeof range === 'string') : [];
  const windows = ranges.flatMap((range) => windowsInRange(range as string));
  const last = windows[windows.length - 1];
  if (last === undefined) throw new VaryError(`path "${path}": this staffing row names no windows`);
  const count = whole(path, value, 1, 200, `the row names ${windows.length}: ${ranges.join(', ')}`);
  const more = Math.max(0, count - windows.length);
  const following = Array.from({ length: more }, (_, k) => windowId(last[0] as string, Number(last.slice(1)) + 1 + k));
  entry.windows = [...windows, ...following].slice(0, count);
}

function demandFactor(tree: Tree, path: string, value: VaryValue): void {
  if (typeof value !== 'number' || !(value >= 0 && value <= 100)) {
    throw new VaryError(`path "${path}": ${JSON.stringify(value)} is not allowed; allowed: number 0 to 100`);
  }
  const entries = Array.isArray(tree.arrivals) ? (tree.arrivals as { rate?: unknown }[]) : [];
  let changed = 0;
  for (const entry of entries) {
    if (!Array.isArray(entry.rate)) continue;
    for (const interval of entry.rate as { perHour?: unknown }[]) {
      if (typeof interval.perHour !== 'number') continue;
      interval.perHour = Math.min(20_000, interval.perHour * value);
      changed++;
    }
  }
  if (changed === 0) {
    throw new VaryError(`path "${path}": the arrivals are a table of exact times; only rates can be multiplied`);
  }
}
