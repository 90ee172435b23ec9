/** The rules about who comes and when, and with which papers. */
import type { Scenario } from '../schema/scenario';
import { secondsOf } from '../schema/units';
import { staffedIntervals } from '../staffing';
import { error, type Finding } from './finding';
import { known, oneMean } from './words';

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
  const { papers, results } = scenario.rules;
  if (papers) {
    found.push(...oneMean(papers.fetch, ['rules', 'papers', 'fetch']));
    found.push(...oneMean(papers.returnAfter, ['rules', 'papers', 'returnAfter']));
    papers.certificateFree.forEach((name, i) => {
      found.push(...known('item', name, items, ['rules', 'papers', 'certificateFree', i]));
    });
  }
  for (const name of Object.keys(results?.items ?? {})) {
    found.push(...known('item', name, items, ['rules', 'results', 'items', name]));
  }
  if (results && !Object.values(results.ways).some((way) => way > 0)) {
    found.push(error('scenario', ['rules', 'results', 'ways'], 'the weights sum to 0; allowed: at least one above 0'));
  }
  found.push(...checkResults(scenario), ...checkLinked(scenario));
  return found;
}

function checkResults(scenario: Scenario): Finding[] {
  const { results } = scenario.rules;
  const found: Finding[] = [];
  const path = ['rules', 'results'];
  if (results?.backOffice) found.push(...oneMean(results.backOffice.time, [...path, 'backOffice', 'time']));
  if (!results?.pickup) return found;
  const letters = scenario.groups.map((group) => group.letter);
  const staffed = new Set(staffedIntervals(scenario).flatMap((interval) => interval.letters));
  for (const key of ['letter', 'machineLetter'] as const) {
    const name = results.pickup[key];
    if (name === undefined) continue;
    found.push(...known('ticket letter', name, letters, [...path, 'pickup', key]));
    if (letters.includes(name) && !staffed.has(name)) {
      const message = `letter ${name} is never staffed; allowed: a letter that an entry of staffing names`;
      found.push(error('scenario', [...path, 'pickup', key], message));
    }
  }
  found.push(...oneMean(results.pickup.service, [...path, 'pickup', 'service']));
  found.push(...oneMean(results.pickup.after, [...path, 'pickup', 'after']));
  return found;
}

function checkLinked(scenario: Scenario): Finding[] {
  const links = scenario.rules.linked?.items ?? [];
  const items = scenario.items.map((item) => item.id);
  return links.flatMap((link, i) => {
    const path = ['rules', 'linked', 'items', i];
    const found = [
      ...known('item', link.item, items, [...path, 'item']),
      ...known('item', link.brings, items, [...path, 'brings']),
    ];
    const before = links.findIndex((entry) => entry.item === link.item);
    if (before < i)
      found.push(
        error('scenario', [...path, 'item'], `"${link.item}" is linked already, items[${before}]; allowed: once`),
      );
    return found;
  });
}
