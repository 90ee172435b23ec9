/** Marked lines of letters, and serpentines that must hold their places. */
import { serpentineLengthM } from '../layout/serpentine';
import type { Scenario } from '../schema/scenario';
import type { Scene, SceneLine } from '../schema/scene';
import { error, type Finding } from './finding';
import { known, type Path } from './words';

export function checkLineRules(scenario: Scenario, scene: Scene | null): Finding[] {
  const { lines } = scenario.rules;
  const letters = scenario.groups.map((group) => group.letter);
  const ids = scene?.lines.map((line) => line.id) ?? null;
  const owner = new Map<string, number>();
  const lineOwner = new Map<string, number>();
  const found: Finding[] = [];
  lines?.marked.forEach((entry, i) => {
    const path = ['rules', 'lines', 'marked', i];
    if (ids) found.push(...known('line of the scene', entry.line, ids, [...path, 'line']));
    const other = lineOwner.get(entry.line);
    if (other !== undefined) {
      found.push(
        error('scenario', [...path, 'line'], `line "${entry.line}" is that of marked[${other}]; allowed: once`),
      );
    }
    lineOwner.set(entry.line, i);
    entry.letters.forEach((name, k) => {
      found.push(...known('ticket letter', name, letters, [...path, 'letters', k]));
      const before = owner.get(name);
      if (before !== undefined) {
        found.push(
          error(
            'scenario',
            [...path, 'letters', k],
            `letter ${name} waits in marked[${before}] already; allowed: one line a letter`,
          ),
        );
      }
      owner.set(name, i);
    });
  });
  return found.slice(0, 60);
}

/** A serpentine holds only so many people. */
export function checkSerpentines(scene: Scene): Finding[] {
  const found: Finding[] = [];
  const check = (line: SceneLine, path: Path): void => {
    if (!line.serpentine) return;
    if (line.via.length > 0) {
      found.push(
        error('scene', [...path, 'via'], 'a serpentine makes its own way; allowed: "via" or "serpentine", not both'),
      );
    }
    const holds = Math.floor(serpentineLengthM(line.serpentine) / line.pitchM);
    if (line.count <= holds) return;
    const message = `${line.count} places of ${line.pitchM} m do not fit into the serpentine; allowed: up to ${holds}, or more lanes`;
    found.push(error('scene', [...path, 'count'], message));
  };
  for (const key of ['kiosks', 'desks', 'posts', 'lines'] as const) {
    scene[key].forEach((entry, i) => {
      check(entry.line, [key, i, 'line']);
    });
  }
  return found.slice(0, 60);
}
