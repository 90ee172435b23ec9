/** The rules about who comes and when. */
import type { Scenario } from '../schema/scenario';
import { secondsOf } from '../schema/units';
import { error, type Finding } from './finding';
import { known } from './words';

/** Places of one entry of appointments; a day of 100 windows with a slot a minute. */
const PLACES_MAX = 50_000;

export function checkDemandRules(scenario: Scenario): Finding[] {
  const { variation, appointments, online } = scenario.rules;
  const found: Finding[] = [];
  const items = scenario.items.map((item) => item.id);
  const classes = scenario.rules.priority?.classes.map((entry) => entry.id) ?? [];
  if (variation?.hourCv !== undefined && variation.hourVarianceToMean !== undefined) {
    const path = ['rules', 'variation', 'hourCv'];
    found.push(error('scenario', path, 'the spread of hours is given twice; allowed: hourCv or hourVarianceToMean'));
  }
  if (variation?.weekday && scenario.date === undefined) {
    const path = ['rules', 'variation', 'weekday'];
    found.push(error('scenario', path, 'a weekday profile needs the day; allowed: with "date: YYYY-MM-DD"'));
  }
  for (const name of Object.keys(online?.items ?? {})) {
    found.push(...known('item', name, items, ['rules', 'online', 'items', name]));
  }
  appointments?.forEach((entry, i) => {
    const path = ['rules', 'appointments', i];
    for (const name of Object.keys(entry.items ?? {}))
      found.push(...known('item', name, items, [...path, 'items', name]));
    if (entry.items && !Object.values(entry.items).some((weight) => weight > 0)) {
      found.push(error('scenario', [...path, 'items'], 'the weights sum to 0; allowed: at least one above 0'));
    }
    if (entry.class !== undefined) found.push(...known('priority class', entry.class, classes, [...path, 'class']));
    const from = secondsOf(entry.from);
    const to = secondsOf(entry.to);
    if (to <= from) {
      found.push(
        error('scenario', [...path, 'to'], `"${entry.to}" is not after "${entry.from}"; allowed: a later time`),
      );
    } else if (from < secondsOf(scenario.hours.open) || to > secondsOf(scenario.hours.close)) {
      const allowed = `${scenario.hours.open} to ${scenario.hours.close}`;
      found.push(error('scenario', [...path, 'from'], `slots from ${entry.from} to ${entry.to}; allowed: ${allowed}`));
    }
    const places = ((to - from) / (entry.everyMin * 60)) * entry.perSlot;
    if (places > PLACES_MAX) {
      found.push(error('scenario', [...path, 'perSlot'], `${Math.round(places)} places; allowed: up to ${PLACES_MAX}`));
    }
  });
  return found;
}
