/** JSON Schema of the two file kinds, for completion in editors and for the ranges named in error messages. */
import { z } from 'zod';
import { scenarioSchema } from './scenario';
import { sceneSchema } from './scene';

/** A JSON Schema node as far as it is read here. */
export type SchemaNode = {
  readonly [key: string]: unknown;
};

export function sceneJsonSchema(): SchemaNode {
  return { ...z.toJSONSchema(sceneSchema, { io: 'input' }), title: 'Hall Twin scene' } as SchemaNode;
}

export function scenarioJsonSchema(): SchemaNode {
  return { ...z.toJSONSchema(scenarioSchema, { io: 'input' }), title: 'Hall Twin scenario' } as SchemaNode;
}
