/** Channels: letters and items that exist, a letter of their own that is staffed. */
import type { Scenario } from '../schema/scenario';
import { staffedIntervals } from '../staffing';
import { error, type Finding } from './finding';
import { known, oneMean } from './words';

export function checkChannels(scenario: Scenario): Finding[] {
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
      found.push(...oneMean(way.time, [...path, 'identity', k, 'time']));
    });
    const first = channels.findIndex((entry) => entry.id === channel.id);
    if (first < i)
      found.push(error('scenario', [...path, 'id'], `"${channel.id}" is used twice, first by channels[${first}]`));
  });
  return found.slice(0, 60);
}
