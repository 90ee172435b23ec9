/** Clock times, shares and means that must fit together. */
import type { Scenario } from '../schema/scenario';
import { clockOf, type Duration, secondsOf } from '../schema/units';
import { staffedIntervals } from '../staffing';
import { error, type Finding, warning } from './finding';

export function checkTimes(scenario: Scenario): Finding[] {
  return [
    ...checkHours(scenario),
    ...checkStaffingTimes(scenario),
    ...checkArrivals(scenario),
    ...checkDurations(scenario),
    ...checkVisitors(scenario),
  ];
}

function checkHours({ hours }: Scenario): Finding[] {
  const found: Finding[] = [];
  const open = secondsOf(hours.open);
  const close = secondsOf(hours.close);
  const bad = (key: keyof typeof hours, rule: string): void => {
    found.push(error('scenario', ['hours', key], `"${hours[key]}" does not fit; allowed: ${rule}`));
  };
  if (close <= open) bad('close', `after the opening at ${hours.open}`);
  if (hours.lastTicket !== undefined) {
    const last = secondsOf(hours.lastTicket);
    if (last < open || last > close) bad('lastTicket', `from opening ${hours.open} to closing ${hours.close}`);
  }
  if (hours.end !== undefined && secondsOf(hours.end) < close) bad('end', `closing time ${hours.close} or later`);
  return found;
}

function checkStaffingTimes(scenario: Scenario): Finding[] {
  const found: Finding[] = [];
  scenario.staffing.forEach((entry, i) => {
    const from = secondsOf(entry.from ?? scenario.hours.open);
    const to = secondsOf(entry.to ?? scenario.hours.close);
    if (to <= from) {
      const at = entry.to === undefined ? 'from' : 'to';
      found.push(
        error(
          'scenario',
          ['staffing', i, at],
          `staffed from ${clockOf(from)} to ${clockOf(to)}; allowed: an end after the beginning`,
        ),
      );
    }
  });
  const byWindow = new Map<string, { fromS: number; toS: number; entry: number }[]>();
  for (const { window, fromS, toS, entry } of staffedIntervals(scenario)) {
    const list = byWindow.get(window) ?? [];
    const clash = list.find((other) => fromS < other.toS && other.fromS < toS);
    if (clash) {
      found.push(
        error(
          'scenario',
          ['staffing', entry, 'windows'],
          `window ${window} is already staffed from ${clockOf(clash.fromS)} to ${clockOf(clash.toS)} by staffing[${clash.entry}]; allowed: intervals of a window that do not overlap`,
        ),
      );
    }
    list.push({ fromS, toS, entry });
    byWindow.set(window, list);
  }
  return found.slice(0, 40);
}

function checkArrivals(scenario: Scenario): Finding[] {
  const found: Finding[] = [];
  const open = secondsOf(scenario.hours.open);
  const close = secondsOf(scenario.hours.close);
  const hours = `${scenario.hours.open} to ${scenario.hours.close}`;
  scenario.arrivals.forEach((entry, i) => {
    if ((entry.rate === undefined) === (entry.table === undefined)) {
      found.push(error('scenario', ['arrivals', i], 'needs either "rate" or "table", and not both'));
    }
    if (entry.table !== undefined && entry.items !== undefined) {
      found.push(
        error('scenario', ['arrivals', i, 'items'], 'a table names the item of each arrival; leave "items" out'),
      );
    }
    if (entry.items && !(Object.values(entry.items).reduce((sum, weight) => sum + weight, 0) > 0)) {
      found.push(error('scenario', ['arrivals', i, 'items'], 'the weights sum to 0; allowed: at least one above 0'));
    }
    const sorted: { from: number; to: number; index: number }[] = [];
    entry.rate?.forEach((interval, k) => {
      const path = ['arrivals', i, 'rate', k];
      const from = secondsOf(interval.from);
      const to = secondsOf(interval.to);
      if (to <= from) {
        found.push(error('scenario', [...path, 'to'], `"${interval.to}" is not after "${interval.from}"`));
        return;
      }
      if (interval.perHour > 0 && (from < open || to > close)) {
        found.push(
          warning(
            'scenario',
            path,
            `arrivals from ${interval.from} to ${interval.to} reach outside the opening hours ${hours}`,
          ),
        );
      }
      sorted.push({ from, to, index: k });
    });
    sorted.sort((a, b) => a.from - b.from);
    sorted.forEach((interval, k) => {
      const before = sorted[k - 1];
      if (before && interval.from < before.to) {
        found.push(
          error(
            'scenario',
            ['arrivals', i, 'rate', interval.index],
            `overlaps rate[${before.index}], which lasts to ${clockOf(before.to)}; allowed: intervals that do not overlap`,
          ),
        );
      }
    });
    const outside = entry.table?.findIndex((row) => secondsOf(row.at) < open || secondsOf(row.at) > close) ?? -1;
    if (outside >= 0) {
      found.push(
        warning(
          'scenario',
          ['arrivals', i, 'table', outside, 'at'],
          `"${entry.table![outside]!.at}" is outside the opening hours ${hours}`,
        ),
      );
    }
  });
  scenario.scripted.forEach((visitor, i) => {
    const at = secondsOf(visitor.at);
    if (at < open || at > close) {
      found.push(warning('scenario', ['scripted', i, 'at'], `"${visitor.at}" is outside the opening hours ${hours}`));
    }
  });
  return found;
}

function checkDurations(scenario: Scenario): Finding[] {
  const found: Finding[] = [];
  const check = (duration: Duration, path: Finding['path']): void => {
    if (duration.dist === 'empirical') return;
    const given = Number(duration.meanMin !== undefined) + Number(duration.meanS !== undefined);
    if (given !== 1) {
      const what = given === 0 ? 'no mean' : 'two means';
      found.push(
        error(
          'scenario',
          path,
          `${what}; allowed: exactly one of meanMin (0.01 to 1440 minutes) and meanS (0.1 to 86400 seconds)`,
        ),
      );
    }
  };
  scenario.items.forEach((item, i) => {
    check(item.service, ['items', i, 'service']);
  });
  check(scenario.kioskTime, ['kioskTime']);
  check(scenario.deskTime, ['deskTime']);
  check(scenario.visitors.dialogueTurn, ['visitors', 'dialogueTurn']);
  return found;
}

function checkVisitors({ visitors }: Scenario): Finding[] {
  const found: Finding[] = [];
  const sum = Object.values(visitors.builds).reduce((total, part) => total + part, 0);
  if (Math.abs(sum - 1) > 1e-6) {
    found.push(error('scenario', ['visitors', 'builds'], `the shares sum to ${Number(sum.toFixed(6))}; allowed: 1`));
  }
  const { speedMinMps, speedMeanMps, speedMaxMps } = visitors;
  if (!(speedMinMps <= speedMeanMps && speedMeanMps <= speedMaxMps)) {
    found.push(
      error(
        'scenario',
        ['visitors', 'speedMeanMps'],
        `${speedMeanMps} m/s is not between speedMinMps ${speedMinMps} and speedMaxMps ${speedMaxMps}`,
      ),
    );
  }
  return found;
}
