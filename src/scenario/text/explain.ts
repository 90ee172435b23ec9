/** Zod's issues -> problems that say file, line, path, the value found and what is allowed. */
import type { z } from 'zod';
import type { SchemaNode } from '../schema/json-schema';
import { TEXT_FORMATS } from '../schema/units';
import type { Problem } from '../source';
import { nearestWord } from './nearest';
import { type Path, type PathKey, pathText, type ReadText } from './read-text';

/** Paths of an issue in the file: of the value, or of each unknown key. */
export function pathsOfIssue(issue: z.core.$ZodIssue): Path[] {
  const path = issue.path.map((key) => (typeof key === 'symbol' ? String(key) : key)) as PathKey[];
  return issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...path, key]) : [path];
}

/** What is wrong at a path of an issue. */
export function explainIssue(
  issue: z.core.$ZodIssue,
  path: Path,
  file: string,
  read: ReadText,
  schema: SchemaNode,
): Problem {
  const problem = (message: string): Problem => ({
    severity: 'error',
    file,
    line: read.lineOf(path),
    path: pathText(path),
    message,
  });
  if (issue.code === 'unrecognized_keys') {
    const key = String(path[path.length - 1]);
    const known = keysAt(schema, path.slice(0, -1), read.tree);
    const near = nearestWord(key, known);
    const hint = near === null ? `allowed here: ${known.join(', ')}` : `did you mean "${near}"?`;
    return problem(`unknown key "${key.slice(0, 60)}"; ${hint}`);
  }
  const value = valueAt(read.tree, path);
  const allowed = allowedAt(schema, path, read.tree);
  const what = value === undefined ? 'missing' : `${showValue(value)} is not allowed`;
  return problem(`${what}; ${allowed === '' ? issue.message : `allowed: ${allowed}`}`);
}

/** A value as it fits in a message. */
export function showValue(value: unknown): string {
  if (Array.isArray(value) && value.length > 8) return `a list of ${value.length}`;
  if (value !== null && typeof value === 'object' && !Array.isArray(value)) {
    const keys = Object.keys(value);
    return `{ ${keys.slice(0, 6).join(', ')}${keys.length > 6 ? ', ...' : ''} }`.slice(0, 80);
  }
  if (typeof value === 'string') return JSON.stringify(value.length > 70 ? `${value.slice(0, 70)}...` : value);
  if (Array.isArray(value)) return `[${value.map(showValue).join(', ')}]`.slice(0, 80);
  return String(value);
}

export function valueAt(tree: unknown, path: Path): unknown {
  let value = tree;
  for (const key of path) {
    if (value === null || typeof value !== 'object' || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<PathKey, unknown>)[key];
  }
  return value;
}

/** Keys that the schema knows at a path. */
function keysAt(schema: SchemaNode, path: Path, tree: unknown): string[] {
  const keys = new Set<string>();
  for (const node of fitting(nodesAt(schema, path, tree), valueAt(tree, path))) {
    for (const key of Object.keys((node.properties as object | undefined) ?? {})) keys.add(key);
  }
  return [...keys];
}

/** Allowed type and range at a path, in words. */
function allowedAt(schema: SchemaNode, path: Path, tree: unknown): string {
  const parts = nodesAt(schema, path, tree).map(describeNode);
  return [...new Set(parts.filter((part) => part !== ''))].join(' or ');
}

/** What the schema allows at a path; of alternatives that differ in a fixed value (`kind: ...`) the one that the file means. */
function nodesAt(schema: SchemaNode, path: Path, tree: unknown): SchemaNode[] {
  let nodes = branches(schema, schema);
  for (const [depth, key] of path.entries()) {
    const next: SchemaNode[] = [];
    for (const node of fitting(nodes, valueAt(tree, path.slice(0, depth)), key)) {
      const child = childOf(node, key);
      if (child) next.push(...branches(child, schema));
    }
    nodes = next;
  }
  return nodes;
}

/** The nodes whose fixed values are those of the object; all of them if none fits, or if `asked` is itself such a value. */
function fitting(nodes: readonly SchemaNode[], value: unknown, asked?: PathKey): readonly SchemaNode[] {
  if (value === null || typeof value !== 'object') return nodes;
  const fixed = (node: SchemaNode): [string, unknown][] =>
    Object.entries((node.properties as Record<string, SchemaNode> | undefined) ?? {}).flatMap(([key, property]) =>
      'const' in property ? [[key, property.const] as [string, unknown]] : [],
    );
  if (nodes.some((node) => fixed(node).some(([key]) => key === asked))) return nodes;
  const fit = nodes.filter((node) =>
    fixed(node).every(([key, expected]) => (value as Record<string, unknown>)[key] === expected),
  );
  return fit.length > 0 ? fit : nodes;
}

function childOf(node: SchemaNode, key: PathKey): SchemaNode | undefined {
  if (typeof key === 'number') {
    const tuple = node.prefixItems as SchemaNode[] | undefined;
    return tuple?.[key] ?? (node.items as SchemaNode | undefined);
  }
  const properties = node.properties as Record<string, SchemaNode> | undefined;
  if (properties && Object.hasOwn(properties, key)) return properties[key];
  return typeof node.additionalProperties === 'object' ? (node.additionalProperties as SchemaNode) : undefined;
}

/** The node itself, or what its anyOf / oneOf offers. Our schemas have no references. */
function branches(node: SchemaNode, root: SchemaNode): SchemaNode[] {
  const options = (node.anyOf ?? node.oneOf) as SchemaNode[] | undefined;
  return options ? options.flatMap((option) => branches(option, root)) : [node];
}

function describeNode(node: SchemaNode): string {
  const note = typeof node.description === 'string' ? ` (${node.description})` : '';
  if (Array.isArray(node.enum)) return `${node.enum.map((value) => JSON.stringify(value)).join(', ')}${note}`;
  if ('const' in node) return JSON.stringify(node.const);
  switch (node.type) {
    case 'number':
    case 'integer':
      return `${node.type === 'integer' ? 'whole number' : 'number'}${range(node.minimum, node.maximum)}${note}`;
    case 'string': {
      const format = TEXT_FORMATS.get(String(node.pattern));
      if (format !== undefined) return `text like ${format}`;
      return `text of${range(node.minLength ?? 0, node.maxLength)} characters${note}`;
    }
    case 'array':
      return Array.isArray(node.prefixItems)
        ? `list of ${node.prefixItems.length}${note}`
        : `list of${range(node.minItems ?? 0, node.maxItems)} entries${note}`;
    case 'object':
      return `keys ${Object.keys((node.properties as object | undefined) ?? {}).join(', ')}${note}`;
    default:
      return typeof node.type === 'string' ? `${node.type}${note}` : '';
  }
}

function range(from: unknown, to: unknown): string {
  if (typeof from === 'number' && typeof to === 'number') return ` ${from} to ${to}`;
  if (typeof from === 'number') return ` ${from} or more`;
  return typeof to === 'number' ? ` up to ${to}` : '';
}
