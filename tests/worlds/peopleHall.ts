/** The default hall with `rules.people`. */
import type { Hall } from '../../src/kernel/hall';
import { loadSpec, type SpecOptions } from '../../src/runtime/loadSpec';
import { hallOf, sourceOf } from './shipped';

/** @param rule the rule's keys as YAML flow, for example "strollerShare: 0.1" */
export async function peopleHall(rule: string, options: SpecOptions = {}): Promise<Hall> {
  const source = sourceOf('guided-hall');
  const scenarioText = `${source.scenarioText}\nrules: { people: { ${rule} } }\n`;
  const loaded = await loadSpec({ ...source, scenarioText }, { withoutRobots: true, bodies: 'kinematic', ...options });
  if (!loaded.ok) throw new Error(loaded.problems.map((found) => `${found.path}: ${found.message}`).join('\n'));
  return hallOf(loaded.spec);
}
