/** The Shiwan day with lines: slow ticket machines, a marked line for the service robot's letter K, rules as given. */
import type { HallSpec } from '../../src/kernel/spec';
import { loadSpec, type SpecOptions } from '../../src/runtime/loadSpec';
import type { ScenarioSource } from '../../src/scenario/source';
import { sourceOf } from './shipped';

export const LINES_YAML = `
lines:
  - { id: robot-line, at: [27.4, 15], facingDeg: 270, line: { count: 6 } }
  - { id: snake, at: [6, 7.6], facingDeg: 270, line: { count: 13, serpentine: { lanes: 3, laneM: 2.6, side: left, leadM: 0.4 } } }
`;

/** @param rules lines under `rules:`; channels of letter K are there already */
export function lineSource(rules: string, more: (text: string) => string = (text) => text): ScenarioSource {
  const source = sourceOf('shiwan-day');
  const changes = [
    ['windows: [A01-A11], letters: all }', 'windows: [A01-A11], letters: [A] }\n  - { windows: [A12], letters: [K] }'],
    ['en: General services } }', 'en: General services } }\n  - { letter: K, name: { zh: 小政, en: Service robot } }'],
  ] as const;
  let text = source.scenarioText;
  for (const [from, to] of changes) {
    if (!text.includes(from)) throw new Error(`not in the scenario: ${from}`);
    text = text.replace(from, () => to);
  }
  const channel = `
rules:
  channels:
    - { id: xiao-zheng, kind: service-robot, letter: K, items: [residence-permit, invoice, sole-trader, rental-filing], willingShare: 0.9, policy: if-willing, serviceFactor: 0.3 }
${rules}`;
  return { ...source, scenarioText: more(`${text}${channel}`), sceneText: `${source.sceneText}${LINES_YAML}` };
}

export async function lineSpecOf(
  rules: string,
  options: SpecOptions = {},
  more?: (text: string) => string,
): Promise<HallSpec> {
  const loaded = await loadSpec(lineSource(rules, more), options);
  if (!loaded.ok) throw new Error(loaded.problems.map((problem) => `${problem.path} ${problem.message}`).join('\n'));
  return loaded.spec;
}
