/** The two file formats. */
export { type SchemaNode, scenarioJsonSchema, sceneJsonSchema } from './json-schema';
export { type Scenario, scenarioSchema } from './scenario';
export { type Scene, sceneSchema } from './scene';
