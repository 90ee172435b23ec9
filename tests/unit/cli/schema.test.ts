/** hall-twin schema: JSON Schema (2020-12) that accepts the shipped files and refuses what is wrong in them. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { hallTwin, root } from './cli';

type Node = Readonly<Record<string, unknown>>;

const TYPES = ['object', 'array', 'string', 'number', 'integer', 'boolean', 'null'];

/** Keywords of 2020-12 that our files use; each with the form its value must have. */
const KEYWORDS: Readonly<Record<string, (value: unknown) => boolean>> = {
  $schema: (value) => value === 'https://json-schema.org/draft/2020-12/schema',
  title: (value) => typeof value === 'string',
  description: (value) => typeof value === 'string',
  type: (value) => TYPES.includes(value as string),
  const: () => true,
  default: () => true,
  enum: (value) => Array.isArray(value) && value.length > 0,
  pattern: (value) => typeof value === 'string' && new RegExp(value, 'u') instanceof RegExp,
  minimum: (value) => typeof value === 'number',
  maximum: (value) => typeof value === 'number',
  exclusiveMinimum: (value) => typeof value === 'number',
  exclusiveMaximum: (value) => typeof value === 'number',
  minLength: (value) => Number.isInteger(value),
  maxLength: (value) => Number.isInteger(value),
  minItems: (value) => Number.isInteger(value),
  maxItems: (value) => Number.isInteger(value),
  required: (value) => Array.isArray(value) && value.every((name) => typeof name === 'string'),
  properties: (value) => typeof value === 'object',
  additionalProperties: (value) => typeof value === 'boolean' || typeof value === 'object',
  propertyNames: (value) => typeof value === 'object',
  items: (value) => typeof value === 'object' || typeof value === 'boolean',
  prefixItems: Array.isArray,
  anyOf: Array.isArray,
  oneOf: Array.isArray,
  allOf: Array.isArray,
  $ref: (value) => typeof value === 'string' && value.startsWith('#'),
  $defs: (value) => typeof value === 'object',
};

function checkNode(node: Node, path: string): void {
  for (const [key, value] of Object.entries(node)) {
    const check = KEYWORDS[key];
    expect(check, `${path}: "${key}" is not a known keyword`).toBeDefined();
    expect(check?.(value), `${path}.${key}: ${JSON.stringify(value)?.slice(0, 80)}`).toBe(true);
  }
  const properties = (node.properties ?? {}) as Record<string, Node>;
  for (const name of (node.required ?? []) as string[]) expect(properties, `${path}.required`).toHaveProperty(name);
  for (const [name, child] of Object.entries(properties)) checkNode(child, `${path}.${name}`);
  for (const key of ['items', 'additionalProperties', 'propertyNames'] as const) {
    if (typeof node[key] === 'object') checkNode(node[key] as Node, `${path}.${key}`);
  }
  for (const key of ['anyOf', 'oneOf', 'allOf', 'prefixItems'] as const) {
    ((node[key] ?? []) as Node[]).forEach((child, i) => {
      checkNode(child, `${path}.${key}[${i}]`);
    });
  }
}

const schemas: Record<'scene' | 'scenario', Node> = { scene: {}, scenario: {} };

beforeAll(async () => {
  for (const which of ['scene', 'scenario'] as const) {
    const { code, stdout, stderr } = await hallTwin(['schema', which]);
    expect(code).toBe(0);
    expect(stderr).toBe('');
    schemas[which] = JSON.parse(stdout) as Node;
  }
}, 300_000);

describe.each(['scene', 'scenario'] as const)('schema %s', (which) => {
  const folder = join(root, `${which}s`);
  const files = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
  const treeOf = (name: string): unknown => parse(readFileSync(join(folder, name), 'utf8'), { maxAliasCount: -1 });

  it('is a JSON Schema by the rules of 2020-12', () => {
    const schema = schemas[which];
    expect(schema.$schema).toBe('https://json-schema.org/draft/2020-12/schema');
    expect(schema).toMatchObject({ type: 'object', title: `Hall Twin ${which}`, additionalProperties: false });
    checkNode(schema, which);
  });

  it('accepts every shipped file', () => {
    const reader = z.fromJSONSchema(schemas[which] as never);
    expect(files.length).toBeGreaterThanOrEqual(5);
    for (const name of files) {
      const result = reader.safeParse(treeOf(name));
      expect(result.error?.issues.slice(0, 3) ?? [], name).toEqual([]);
    }
  });

  it('refuses a missing key, an unknown key and a wrong value', () => {
    const reader = z.fromJSONSchema(schemas[which] as never);
    const tree = treeOf(files[0] as string) as Record<string, unknown>;
    const { id: _, ...withoutId } = tree;
    expect(reader.safeParse(withoutId).success).toBe(false);
    expect(reader.safeParse({ ...tree, colour: 'red' }).success).toBe(false);
    expect(reader.safeParse({ ...tree, version: 2 }).success).toBe(false);
  });
});
