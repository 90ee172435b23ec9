/** Checks that several sections share. */
import type { Duration } from '../schema/units';
import { nearestWord } from '../text/nearest';
import { error, type Finding } from './finding';

export type Path = Finding['path'];

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
