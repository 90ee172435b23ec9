/** The default hall with `rules.people`. */
import type { Hall } from '../../src/kernel/hall';
import type { HallSpec } from '../../src/kernel/spec';
import { loadSpec, type SpecOptions } from '../../src/runtime/loadSpec';
import { hallOf, sourceOf } from './shipped';

/** @param rule the rule's keys as YAML flow, for example "strollerShare: 0.1" */
export async function peopleHall(
  rule: string,
  options: SpecOptions = {},
  change: (spec: HallSpec) => HallSpec = (spec) => spec,
): Promise<Hall> {
  const source = sourceOf('guided-hall');
  const scenarioText = `${source.scenarioText}\nrules: { people: { ${rule} } }\n`;
  const loaded = await loadSpec({ ...source, scenarioText }, { withoutRobots: true, bodies: 'kinematic', ...options });
  if (!loaded.ok) throw new Error(loaded.problems.map((found) => `${found.path}: ${found.message}`).join('\n'));
  return hallOf(change(loaded.spec));
}

/** So many times the people. */
export function times(factor: number): (spec: HallSpec) => HallSpec {
  return (spec) => ({
    ...spec,
    arrivals: spec.arrivals.map((arrival) =>
      arrival.kind === 'rate'
        ? { ...arrival, intervals: arrival.intervals.map((part) => ({ ...part, perHour: factor * part.perHour })) }
        : arrival,
    ),
  });
}
