/**
 * When a file breaks its schema: what is left of it without the broken parts, so that the cross checks can still run and
 * every problem is told at once. Broken list entries and broken optional values are left out; paths are mapped back.
 */
import type { z } from 'zod';
import { type Path, type PathKey, pathText } from './read-text';

export type Salvaged<T> = {
  readonly value: T;
  /** Path in what is left -> path in the file. */
  readonly original: (path: Path) => Path;
  /** First keys of the paths that lost something. */
  readonly lost: ReadonlySet<string>;
};

const ROUNDS_MAX = 4;

/** Tries up to four rounds; null if the file has no readable core. */
export function salvage<S extends z.ZodType>(
  schema: S,
  tree: unknown,
  broken: readonly Path[],
): Salvaged<z.output<S>> | null {
  const dropped = new Set<string>();
  const lost = new Set<string>();
  let paths = broken;
  for (let round = 0; round < ROUNDS_MAX; round++) {
    for (const path of paths) {
      if (path.length === 0) return null;
      dropped.add(pathText(path));
      // A value that cannot do without the broken part goes with it: the nearest list entry.
      if (round > 0) dropped.add(pathText(enclosing(path)));
      lost.add(String(path[0]));
    }
    const maps = new Map<string, readonly number[]>();
    const parsed = schema.safeParse(without(tree, [], [], dropped, maps));
    const original = (path: Path): Path => mapBack(path, maps);
    if (parsed.success) return { value: parsed.data, original, lost };
    paths = parsed.error.issues.map((issue) => original(issue.path as PathKey[]));
  }
  return null;
}

/** Path of the innermost list entry around a path; the path itself if it is in no list. */
function enclosing(path: Path): Path {
  for (let i = path.length - 1; i >= 0; i--) if (typeof path[i] === 'number') return path.slice(0, i + 1);
  return path.slice(0, 1);
}

function without(
  value: unknown,
  path: Path,
  newPath: Path,
  dropped: ReadonlySet<string>,
  maps: Map<string, readonly number[]>,
): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) {
    const kept: number[] = [];
    const list: unknown[] = [];
    value.forEach((entry, i) => {
      const at = [...path, i];
      if (dropped.has(pathText(at))) return;
      list.push(without(entry, at, [...newPath, list.length], dropped, maps));
      kept.push(i);
    });
    if (kept.length < value.length) maps.set(pathText(newPath), kept);
    return list;
  }
  const record: Record<string, unknown> = {};
  for (const [key, entry] of Object.entries(value)) {
    const at = [...path, key];
    if (!dropped.has(pathText(at))) record[key] = without(entry, at, [...newPath, key], dropped, maps);
  }
  return record;
}

function mapBack(path: Path, maps: ReadonlyMap<string, readonly number[]>): Path {
  return path.map((key, i) => {
    if (typeof key !== 'number') return key;
    return maps.get(pathText(path.slice(0, i)))?.[key] ?? key;
  });
}
