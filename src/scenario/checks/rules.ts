/** The section `rules`: names that must lead somewhere, and numbers that must fit together. */
import type { Scenario } from '../schema/scenario';
import type { Duration } from '../schema/units';
import { nearestWord } from '../text/nearest';
import { error, type Finding } from './finding';

type Path = Finding['path'];

export function checkRules(scenario: Scenario): Finding[] {
  const { rules } = scenario;
  const found: Finding[] = [];
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

/** A name that must be in a list. */
export function known(what: string, name: string, allowed: readonly string[], path: Path): Finding[] {
  if (allowed.includes(name)) return [];
  const near = nearestWord(name, allowed);
  const list = allowed.slice(0, 20).join(', ') || 'none defined';
  const meant = near === null ? '' : `did you mean "${near}"? `;
  return [error('scenario', path, `unknown ${what} "${name}"; ${meant}allowed: ${list}`)];
}

/** A duration has its mean once. */
export function oneMean(duration: Duration, path: Path): Finding[] {
  if (duration.dist === 'empirical') return [];
  const given = Number(duration.meanMin !== undefined) + Number(duration.meanS !== undefined);
  if (given === 1) return [];
  const what = given === 0 ? 'no mean' : 'two means';
  const allowed = 'exactly one of meanMin (0.01 to 1440 minutes) and meanS (0.1 to 86400 seconds)';
  return [error('scenario', path, `${what}; allowed: ${allowed}`)];
}
