/** Staff who may be fetched: counters that exist, once, with room before them; absences that end before the hall does. */
import type { BuiltLayout } from '../layout/build';
import { askPose, countersOf, outSpot } from '../rules/fetchHelp';
import type { Scenario } from '../schema/scenario';
import { secondsOf } from '../schema/units';
import { error, type Finding, warning } from './finding';
import { checkWindows } from './rules';
import { known, oneMean } from './words';

const PATH = ['rules', 'fetchHelp'];

export function checkFetchHelp(scenario: Scenario, { layout, walls }: BuiltLayout): Finding[] {
  const { fetchHelp } = scenario.rules;
  if (!fetchHelp) return [];
  const found: Finding[] = [];
  for (const key of ['answer', 'help', 'patience'] as const) found.push(...oneMean(fetchHelp[key], [...PATH, key]));
  if (scenario.robots.length === 0) found.push(warning('scenario', PATH, 'no robot is there to fetch anybody'));
  if (scenario.resolution === 'meso') {
    found.push(warning('scenario', PATH, 'staff are fetched in micro only; in meso a robot is a timetable'));
  }
  const closeS = secondsOf(scenario.hours.close);
  fetchHelp.away.forEach((entry, i) => {
    const endS = secondsOf(entry.from) + 60 * entry.forMin;
    if (endS <= closeS) return;
    const message = `the absence from ${entry.from} for ${entry.forMin} min ends after closing; allowed: until ${scenario.hours.close}`;
    found.push(error('scenario', [...PATH, 'away', i], message));
  });
  const desks = layout.desks.map((desk) => desk.id);
  fetchHelp.desks?.forEach((id, i) => {
    found.push(...known('desk', id, desks, [...PATH, 'desks', i]));
  });
  fetchHelp.away.forEach(({ desk }, i) => {
    found.push(...known('desk', desk, desks, [...PATH, 'away', i, 'desk']));
  });
  const windows = layout.windows.map((window) => window.id);
  found.push(...checkWindows(fetchHelp.windows, windows, [...PATH, 'windows']));
  if (found.some((finding) => finding.severity === 'error')) return found;
  const counters = countersOf(scenario, layout);
  if (counters.length === 0) {
    found.push(error('scenario', PATH, 'names no counter; allowed: at least one desk of the scene, or windows'));
  }
  for (const counter of counters) {
    const ask = askPose(layout, walls, counter);
    if (ask && outSpot(layout, walls, counter, ask)) continue;
    const message = `${counter.id} has no room for a robot to ask and a clerk to step out; needed: 0.38 m from walls, 0.75 m from places of people`;
    found.push(error('scenario', [...PATH, counter.kind === 'desk' ? 'desks' : 'windows'], message));
  }
  return found;
}
