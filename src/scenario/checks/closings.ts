/** Closings of doors and windows: names that lead somewhere, times in order, nothing closed twice at once, a way out that opens again. */
import type { Scenario } from '../schema/scenario';
import type { Scene } from '../schema/scene';
import { secondsOf } from '../schema/units';
import { windowsInRange } from '../staffing';
import { error, type Finding } from './finding';
import { checkWindows } from './rules';
import { known, type Path } from './words';

type Closing = { readonly from: string; readonly to: string };

/** `windows`, `doors` = those of the scene, null if they are not known for sure. */
export function checkClosings(
  scenario: Scenario,
  windows: readonly string[] | null,
  doors: Scene['doors'] | null,
): Finding[] {
  const { doors: rule, windowClosings } = scenario.rules;
  const found: Finding[] = [];
  const taken = new Map<string, { entry: Closing; at: string }[]>();
  const once = (what: string, entry: Closing, at: string, path: Path): void => {
    const before = taken.get(what) ?? [];
    const clash = before.find((other) => overlap(other.entry, entry));
    if (clash) {
      const message = `${what} is closed from ${clash.entry.from} to ${clash.entry.to} by ${clash.at} already; allowed: times that do not overlap`;
      found.push(error('scenario', path, message));
    }
    taken.set(what, [...before, { entry, at }]);
  };
  if (rule && scenario.walking === false) {
    found.push(
      error('scenario', ['rules', 'doors'], 'nobody walks in this scenario; allowed: rules.doors with walking: true'),
    );
  }
  rule?.closings.forEach((entry, i) => {
    const path = ['rules', 'doors', 'closings', i];
    found.push(...checkTimes(scenario, entry, path));
    entry.doors.forEach((id, k) => {
      if (doors)
        found.push(
          ...known(
            'door',
            id,
            doors.map((door) => door.id),
            [...path, 'doors', k],
          ),
        );
      once(`door ${id}`, entry, `closings[${i}]`, [...path, 'doors', k]);
    });
  });
  windowClosings?.forEach((entry, i) => {
    const path = ['rules', 'windowClosings', i];
    found.push(...checkWindows(entry.windows, windows, [...path, 'windows']), ...checkTimes(scenario, entry, path));
    for (const id of entry.windows.flatMap(windowsInRange))
      once(`window ${id}`, entry, `windowClosings[${i}]`, [...path, 'windows']);
  });
  return found.slice(0, 60);
}

const overlap = (a: Closing, b: Closing): boolean =>
  secondsOf(a.from) < secondsOf(b.to) && secondsOf(b.from) < secondsOf(a.to);

function checkTimes({ hours }: Scenario, entry: Closing, path: Path): Finding[] {
  if (secondsOf(entry.to) <= secondsOf(entry.from)) {
    const message = `closed from ${entry.from} to ${entry.to}; allowed: an end after the beginning`;
    return [error('scenario', [...path, 'to'], message)];
  }
  if (secondsOf(entry.from) < secondsOf(hours.close)) return [];
  const message = `closes at ${entry.from}, after the hall at ${hours.close}; allowed: before ${hours.close}`;
  return [error('scenario', [...path, 'from'], message)];
}
