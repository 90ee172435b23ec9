/** Shared clerks and the green channel: windows that exist, once; letters that stay reachable for everybody. */
import type { Scenario } from '../schema/scenario';
import { staffedIntervals, windowsInRange } from '../staffing';
import { error, type Finding } from './finding';
import { checkWindows } from './rules';
import { known, oneMean } from './words';

export function checkStaffRules(scenario: Scenario, windows: readonly string[] | null): Finding[] {
  const { sharedClerks, setUp, greenChannel, tidal } = scenario.rules;
  const found: Finding[] = [];
  const owner = new Map<string, number>();
  const tides = new Set(tidal?.windows.flatMap(windowsInRange));
  sharedClerks?.forEach((entry, i) => {
    const path = ['rules', 'sharedClerks', i];
    found.push(...checkWindows(entry.windows, windows, [...path, 'windows']));
    const named = entry.windows.flatMap(windowsInRange);
    for (const window of named) {
      const before = owner.get(window);
      if (before !== undefined) {
        const message = `window ${window} is named by sharedClerks[${before}] already; allowed: each window once`;
        found.push(error('scenario', [...path, 'windows'], message));
      }
      if (tides.has(window)) {
        const message = `window ${window} is tidal and has a clerk of its own on call; allowed: windows not in rules.tidal`;
        found.push(error('scenario', [...path, 'windows'], message));
      }
      owner.set(window, i);
    }
    if (named.length > 0 && entry.clerks > named.length) {
      const message = `${entry.clerks} clerks for ${named.length} windows; allowed: 1 to ${named.length}`;
      found.push(error('scenario', [...path, 'clerks'], message));
    }
  });
  if (setUp) found.push(...oneMean(setUp.time, ['rules', 'setUp', 'time']));
  if (!greenChannel) return found.slice(0, 60);
  const path = ['rules', 'greenChannel'];
  found.push(...checkWindows(greenChannel.windows, windows, [...path, 'windows']));
  const classes = scenario.rules.priority?.classes.map((entry) => entry.id) ?? [];
  greenChannel.classes.forEach((name, k) => {
    found.push(...known('priority class', name, classes, [...path, 'classes', k]));
  });
  if (greenChannel.others === 'keep-free') {
    const green = new Set(greenChannel.windows.flatMap(windowsInRange));
    const open = new Set(
      staffedIntervals(scenario)
        .filter(({ window }) => !green.has(window))
        .flatMap(({ letters }) => letters),
    );
    for (const letter of lettersInUse(scenario)) {
      if (open.has(letter)) continue;
      const message = `letter ${letter} would have windows of the green channel only; allowed: at least one other staffed window a letter`;
      found.push(error('scenario', [...path, 'windows'], message));
    }
  }
  return found.slice(0, 60);
}

/** Letters that somebody may have a ticket of: those of items, of further stages, and of results. */
function lettersInUse({ items, rules }: Scenario): Set<string> {
  const stages = rules.journeys?.items.flatMap((journey) => (journey.joint ? [] : journey.stages)) ?? [];
  const { pickup } = rules.results ?? {};
  return new Set([
    ...items.map((item) => item.group),
    ...stages.map((stage) => stage.letter),
    ...(pickup ? [pickup.letter] : []),
    ...(pickup?.machineLetter ? [pickup.machineLetter] : []),
  ]);
}
