/** Every name once: ids of the scene, window numbers, ids and letters of the scenario. */
import { windowId } from '../layout/solids';
import type { Scenario } from '../schema/scenario';
import type { Scene } from '../schema/scene';
import { error, type Finding } from './finding';

type Named = { readonly id: string; readonly path: readonly (string | number)[] };

export function checkSceneNames(scene: Scene): Finding[] {
  const named: Named[] = [];
  const lists = [
    ['doors', 'door'],
    ['walls', 'wall'],
    ['seats', 'seats'],
    ['kiosks', 'kiosk'],
    ['desks', 'desk'],
    ['posts', 'post'],
    ['docks', 'dock'],
    ['lines', 'line'],
    ['zones', 'zone'],
    ['pillars', 'pillar'],
    ['plants', 'plant'],
    ['furniture', 'furniture'],
    ['drops', 'drop'],
  ] as const;
  for (const [key, word] of lists) {
    scene[key].forEach((entry, i) => {
      named.push({ id: entry.id ?? `${word}-${i + 1}`, path: entry.id === undefined ? [key, i] : [key, i, 'id'] });
    });
  }
  scene.windows.forEach((row, i) => {
    for (let k = 0; k < row.count; k++) {
      named.push({ id: windowId(row.letter, row.firstNumber + k), path: ['windows', i, 'firstNumber'] });
    }
  });
  return duplicates('scene', named);
}

export function checkScenarioNames(scenario: Scenario): Finding[] {
  const ids = (key: 'items' | 'robots' | 'scripted'): Named[] =>
    scenario[key].map((entry, i) => ({ id: entry.id, path: [key, i, 'id'] }));
  return [
    ...duplicates('scenario', ids('items')),
    ...duplicates('scenario', ids('robots')),
    ...duplicates('scenario', ids('scripted')),
    ...duplicates(
      'scenario',
      scenario.groups.map((group, i) => ({ id: group.letter, path: ['groups', i, 'letter'] })),
    ),
  ];
}

function duplicates(file: Finding['file'], named: readonly Named[]): Finding[] {
  const first = new Map<string, Named>();
  const found: Finding[] = [];
  for (const entry of named) {
    const other = first.get(entry.id);
    if (!other) first.set(entry.id, entry);
    else
      found.push(
        error(
          file,
          entry.path,
          `"${entry.id}" is used twice, first by ${showPath(other.path)}; every id may be used once`,
        ),
      );
  }
  return found;
}

function showPath([head, index]: readonly (string | number)[]): string {
  return `${head}[${index}]`;
}
