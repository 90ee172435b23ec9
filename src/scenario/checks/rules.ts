/** The section `rules`: names that must lead somewhere, and numbers that must fit together. */
import type { Scenario } from '../schema/scenario';
import { clockOf, secondsOf } from '../schema/units';
import { staffedIntervals, windowsInRange } from '../staffing';
import { checkChannels } from './channels';
import { checkDemandRules } from './demand';
import { error, type Finding } from './finding';
import { checkStaffRules } from './staffRules';
import { known, oneMean, type Path } from './words';

/** `windows` = numbers of the scene's windows, null if they are not known for sure. */
export function checkRules(scenario: Scenario, windows: readonly string[] | null): Finding[] {
  const { rules } = scenario;
  const found: Finding[] = [
    ...checkSkills(scenario, windows),
    ...checkJourneys(scenario),
    ...checkStaff(scenario, windows),
    ...checkDemandRules(scenario),
    ...checkChannels(scenario, windows),
    ...checkStaffRules(scenario, windows),
  ];
  if (rules.noShow) found.push(...oneMean(rules.noShow.returnAfter, ['rules', 'noShow', 'returnAfter']));
  const classes = rules.priority?.classes.map((entry) => entry.id) ?? [];
  rules.priority?.classes.forEach((entry, i) => {
    const first = classes.indexOf(entry.id);
    if (first < i) {
      const path = ['rules', 'priority', 'classes', i, 'id'];
      found.push(error('scenario', path, `"${entry.id}" is used twice, first by classes[${first}]`));
    }
  });
  const shares = rules.priority?.classes.reduce((sum, entry) => sum + entry.share, 0) ?? 0;
  if (shares > 1 + 1e-9) {
    const path = ['rules', 'priority', 'classes'];
    found.push(error('scenario', path, `the shares sum to ${Number(shares.toFixed(6))}; allowed: at most 1`));
  }
  if (rules.people?.ages) {
    const sum = Object.values(rules.people.ages).reduce((total, entry) => total + entry, 0);
    if (Math.abs(sum - 1) > 1e-6) {
      const path = ['rules', 'people', 'ages'];
      found.push(error('scenario', path, `the shares sum to ${Number(sum.toFixed(6))}; allowed: exactly 1`));
    }
  }
  if (rules.people) {
    const { groupShares } = rules.people;
    const sum = groupShares[3] + groupShares[4] + groupShares[5];
    if (sum > 1 + 1e-6) {
      const path = ['rules', 'people', 'groupShares'];
      found.push(error('scenario', path, `the shares sum to ${Number(sum.toFixed(6))}; allowed: at most 1`));
    }
  }
  rules.wayfinding?.boards.forEach((board, i) => {
    board.letters.forEach((name, k) => {
      const path = ['rules', 'wayfinding', 'boards', i, 'letters', k];
      found.push(
        ...known(
          'letter',
          name,
          scenario.groups.map((group) => group.letter),
          path,
        ),
      );
    });
  });
  if (rules.balking && rules.balking.toleratedMax < rules.balking.toleratedMin) {
    const path = ['rules', 'balking', 'toleratedMax'];
    const { toleratedMin, toleratedMax } = rules.balking;
    found.push(error('scenario', path, `${toleratedMax} is below toleratedMin; allowed: ${toleratedMin} to 10000`));
  }
  if (rules.reneging) {
    found.push(...oneMean(rules.reneging.patience, ['rules', 'reneging', 'patience']));
    for (const [name, patience] of Object.entries(rules.reneging.byClass)) {
      const path = ['rules', 'reneging', 'byClass', name];
      found.push(...known('priority class', name, classes, path), ...oneMean(patience, path));
    }
  }
  return found;
}

function checkSkills(scenario: Scenario, windows: readonly string[] | null): Finding[] {
  const { skills } = scenario.rules;
  if (!skills) return [];
  const found: Finding[] = [];
  const letters = scenario.groups.map((group) => group.letter);
  const ids = scenario.items.map((item) => item.id);
  const itemsOf = new Map<string, Set<string>>();
  skills.matrix.forEach((entry, i) => {
    const path = ['rules', 'skills', 'matrix', i];
    found.push(...checkWindows(entry.windows, windows, [...path, 'windows']));
    entry.letters.forEach((name, k) => {
      found.push(...known('ticket letter', name, letters, [...path, 'letters', k]));
    });
    entry.items.forEach((name, k) => {
      found.push(...known('item', name, ids, [...path, 'items', k]));
    });
    for (const window of entry.windows.flatMap(windowsInRange)) {
      const own = itemsOf.get(window) ?? new Set<string>();
      for (const item of scenario.items) {
        if (entry.letters.includes(item.group) || entry.items.includes(item.id)) own.add(item.id);
      }
      itemsOf.set(window, own);
    }
  });
  const staffed = staffedIntervals(scenario);
  scenario.items.forEach((item) => {
    const can = staffed.some(
      ({ window, letters: served }) => served.includes(item.group) && (itemsOf.get(window)?.has(item.id) ?? true),
    );
    if (can || !staffed.some(({ letters: served }) => served.includes(item.group))) return;
    const message = `no staffed window of letter ${item.group} can do item "${item.id}"; add it to an entry of the matrix`;
    found.push(error('scenario', ['rules', 'skills', 'matrix'], message));
  });
  return found.slice(0, 60);
}

function checkStaff(scenario: Scenario, windows: readonly string[] | null): Finding[] {
  const { breaks, tidal } = scenario.rules;
  const staffed = new Set(staffedIntervals(scenario).map((interval) => interval.window));
  const found: Finding[] = [];
  const unstaffed = (ranges: readonly string[], path: Path): void => {
    ranges.forEach((range, k) => {
      const free = windowsInRange(range).find((window) => !staffed.has(window) && (windows?.includes(window) ?? true));
      if (free !== undefined)
        found.push(
          error('scenario', [...path, k], `window ${free} is never staffed; allowed: windows named in staffing`),
        );
    });
  };
  breaks?.forEach((entry, i) => {
    found.push(...checkWindows(entry.windows, windows, ['rules', 'breaks', i, 'windows']));
    unstaffed(entry.windows, ['rules', 'breaks', i, 'windows']);
    const open = secondsOf(scenario.hours.open);
    const close = secondsOf(scenario.hours.close);
    const last = secondsOf(entry.at) + (entry.windows.flatMap(windowsInRange).length - 1) * entry.staggerMin * 60;
    if (secondsOf(entry.at) < open || last >= close) {
      const allowed = `breaks from ${scenario.hours.open} to before ${scenario.hours.close}`;
      found.push(
        error(
          'scenario',
          ['rules', 'breaks', i, 'at'],
          `breaks are due from ${entry.at} to ${clockOf(last)}; allowed: ${allowed}`,
        ),
      );
    }
  });
  if (!tidal) return found;
  found.push(...checkWindows(tidal.windows, windows, ['rules', 'tidal', 'windows']));
  unstaffed(tidal.windows, ['rules', 'tidal', 'windows']);
  if (tidal.closeBelow > tidal.openAbove + 1) {
    const message = `${tidal.closeBelow} would close it as soon as it opens; allowed: 0 to ${tidal.openAbove + 1} (openAbove + 1)`;
    found.push(error('scenario', ['rules', 'tidal', 'closeBelow'], message));
  }
  const tides = new Set(tidal.windows.flatMap(windowsInRange));
  const always = new Set(
    staffedIntervals(scenario)
      .filter(({ window }) => !tides.has(window))
      .flatMap(({ letters }) => letters),
  );
  scenario.groups.forEach(({ letter }) => {
    if (always.has(letter) || !scenario.items.some((item) => item.group === letter)) return;
    found.push(
      error(
        'scenario',
        ['rules', 'tidal', 'windows'],
        `letter ${letter} would have tidal windows only; allowed: at least one other staffed window a letter`,
      ),
    );
  });
  return found;
}

function checkJourneys(scenario: Scenario): Finding[] {
  const found: Finding[] = [];
  const letters = scenario.groups.map((group) => group.letter);
  const ids = scenario.items.map((item) => item.id);
  const staffed = staffedIntervals(scenario);
  const matrix = scenario.rules.skills?.matrix ?? [];
  const named = new Set(matrix.flatMap((entry) => entry.windows.flatMap(windowsInRange)));
  const journeys = scenario.rules.journeys?.items ?? [];
  journeys.forEach((journey, i) => {
    const path = ['rules', 'journeys', 'items', i];
    found.push(...known('item', journey.item, ids, [...path, 'item']));
    const group = scenario.items.find((item) => item.id === journey.item)?.group ?? '';
    const before = journeys.findIndex((entry) => entry.item === journey.item);
    if (before < i)
      found.push(error('scenario', [...path, 'item'], `"${journey.item}" has a journey already, items[${before}]`));
    journey.stages.forEach((stage, k) => {
      const at = [...path, 'stages', k];
      found.push(
        ...known('ticket letter', stage.letter, letters, [...at, 'letter']),
        ...oneMean(stage.service, [...at, 'service']),
      );
      if (journey.joint || !letters.includes(stage.letter)) return;
      const can = staffed.some(({ window, letters: served }) => {
        if (!served.includes(stage.letter)) return false;
        const does = (entry: (typeof matrix)[number]): boolean =>
          entry.windows.flatMap(windowsInRange).includes(window) &&
          (entry.items.includes(journey.item) || entry.letters.includes(group));
        return !named.has(window) || matrix.some(does);
      });
      if (!can)
        found.push(
          error(
            'scenario',
            [...at, 'letter'],
            `no staffed window serves letter ${stage.letter} for item "${journey.item}"`,
          ),
        );
    });
  });
  return found.slice(0, 60);
}

/** Ranges of windows that must exist. */
export function checkWindows(ranges: readonly string[], windows: readonly string[] | null, path: Path): Finding[] {
  return ranges.flatMap((range, k) => {
    const named = windowsInRange(range);
    if (named.length === 0) {
      const allowed = 'same letter and a last number not below the first, like B01-B10';
      return [error('scenario', [...path, k], `"${range}" is not a range; allowed: ${allowed}`)];
    }
    const missing = windows ? named.find((name) => !windows.includes(name)) : undefined;
    return missing === undefined ? [] : known('window', missing, windows ?? [], [...path, k]);
  });
}
