/** Channels: letters and items that exist, a letter of their own that is staffed. */
import type { Scenario } from '../schema/scenario';
import { secondsOf } from '../schema/units';
import { staffedIntervals } from '../staffing';
import { error, type Finding } from './finding';
import { checkWindows } from './rules';
import { known, oneMean } from './words';

export function checkChannels(scenario: Scenario, windows: readonly string[] | null): Finding[] {
  const found: Finding[] = [];
  const letters = scenario.groups.map((group) => group.letter);
  const ids = scenario.items.map((item) => item.id);
  const staffed = new Set(staffedIntervals(scenario).flatMap((interval) => interval.letters));
  const channels = scenario.rules.channels ?? [];
  channels.forEach((channel, i) => {
    const path = ['rules', 'channels', i];
    const { letter } = channel;
    found.push(...known('ticket letter', letter, letters, [...path, 'letter']));
    const owner = scenario.items.find((item) => item.group === letter);
    const other = channels.findIndex((entry) => entry.letter === letter);
    const say = (message: string): void => {
      found.push(error('scenario', [...path, 'letter'], message));
    };
    if (owner) say(`letter ${letter} is that of item "${owner.id}"; allowed: a letter that no item has`);
    else if (other < i) say(`letter ${letter} is that of channels[${other}]; allowed: a letter for each channel`);
    else if (letters.includes(letter) && !staffed.has(letter)) {
      say(`letter ${letter} is never staffed; allowed: a letter that an entry of staffing names`);
    }
    const mixed = staffedIntervals(scenario).find(
      (interval) => interval.letters.includes(letter) && interval.letters.length > 1,
    );
    if (mixed) {
      const path2 = ['staffing', mixed.entry, 'letters'];
      const message = `window ${mixed.window} would serve letter ${letter} of channel "${channel.id}" among others; allowed: only ${letter}, or without it`;
      found.push(error('scenario', path2, message));
    }
    channel.items.forEach((name, k) => {
      found.push(...known('item', name, ids, [...path, 'items', k]));
    });
    if (channel.delay) found.push(...oneMean(channel.delay, [...path, 'delay']));
    if (channel.approval) found.push(...oneMean(channel.approval, [...path, 'approval']));
    found.push(...oneMean(channel.help, [...path, 'help']));
    channel.identity.forEach((way, k) => {
      if (way.time) found.push(...oneMean(way.time, [...path, 'identity', k, 'time']));
    });
    for (const [name, spec] of Object.entries(channel.functions ?? {})) {
      if (spec.time) found.push(...oneMean(spec.time, [...path, 'functions', name, 'time']));
    }
    if (channel.helpBy) {
      found.push(...checkWindows(channel.helpBy.windows, windows, [...path, 'helpBy', 'windows']));
      if (channel.helpBy.windows.length === 0 && channel.helpBy.guides === 0) {
        found.push(error('scenario', [...path, 'helpBy'], 'nobody would help; allowed: windows, or guides above 0'));
      }
    }
    const first = channels.findIndex((entry) => entry.id === channel.id);
    if (first < i)
      found.push(error('scenario', [...path, 'id'], `"${channel.id}" is used twice, first by channels[${first}]`));
  });
  return [...found.slice(0, 60), ...checkZone24(scenario)];
}

function checkZone24(scenario: Scenario): Finding[] {
  const { zone24, channels, journeys } = scenario.rules;
  if (!zone24) return [];
  const found: Finding[] = [];
  const path = ['rules', 'zone24'];
  const ids = channels?.map((channel) => channel.id) ?? [];
  zone24.channels.forEach((name, k) => {
    found.push(...known('channel', name, ids, [...path, 'channels', k]));
    if (channels?.find((channel) => channel.id === name)?.functions?.allDay.on === false) {
      const message = `"${name}" has its function allDay switched off; allowed: channels that are on day and night`;
      found.push(error('scenario', [...path, 'channels', k], message));
    }
  });
  const done = new Set(channels?.filter(({ id }) => zone24.channels.includes(id)).flatMap(({ items }) => items));
  for (const name of Object.keys(zone24.items ?? {})) {
    found.push(...known('item of its channels', name, [...done], [...path, 'items', name]));
  }
  if (zone24.items && !Object.values(zone24.items).some((weight) => weight > 0)) {
    found.push(error('scenario', [...path, 'items'], 'the weights sum to 0; allowed: at least one above 0'));
  }
  for (const { item, joint } of journeys?.items ?? []) {
    if (joint || !done.has(item)) continue;
    const message = `item "${item}" goes on to other windows (rules.journeys), which are closed at night; allowed: items of one stage`;
    found.push(error('scenario', [...path, 'channels'], message));
  }
  const sorted = zone24.rate.map((entry, k) => ({ k, from: secondsOf(entry.from), to: secondsOf(entry.to) }));
  sorted.sort((a, b) => a.from - b.from);
  sorted.forEach(({ k, from, to }, at) => {
    const before = sorted[at - 1];
    if (to <= from)
      found.push(error('scenario', [...path, 'rate', k, 'to'], 'is not after "from"; allowed: a later time'));
    else if (before && from < before.to) {
      found.push(
        error('scenario', [...path, 'rate', k], `overlaps rate[${before.k}]; allowed: intervals that do not overlap`),
      );
    }
  });
  const end = scenario.hours.end;
  const last = Math.max(...sorted.map(({ to }) => to));
  if (end !== undefined && last > secondsOf(end)) {
    found.push(
      error('scenario', [...path, 'rate'], `visitors come after the run ends at ${end}; allowed: until hours.end`),
    );
  }
  return found.slice(0, 60);
}
