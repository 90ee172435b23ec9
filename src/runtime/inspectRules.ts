/** What the hall's rules add to the inspector: class, patience, papers, channel of a person; break, tide, channel of a window. */
import type { Hall } from '../kernel/hall';
import { Break } from '../kernel/rules/breaks';
import { Tide } from '../kernel/rules/tide';
import type { InspectLine } from './client';

const line = (key: string, values: InspectLine['values'] = {}): InspectLine => ({ key: `inspect.${key}`, values });

/** Lines for the citizen in a row; none where no rule is on. */
export function rulesOfPerson(hall: Hall, row: number): InspectLine[] {
  const { rules } = hall;
  const lines = peopleLines(hall, row);
  if (!rules) return lines;
  const { priority, channels } = rules.spec;
  const klass = priority?.classes[rules.klass[row] as number];
  if (klass) lines.push(line('person.class', { nameZh: klass.nameZh, nameEn: klass.nameEn }));
  const patienceS = (rules.patienceEndS[row] as number) - hall.nowS;
  const waits = (hall.citizens.ticket[row] as number) > 0 && (hall.citizens.window[row] as number) < 0;
  if (waits && patienceS > 0 && patienceS < Number.POSITIVE_INFINITY) {
    lines.push(line('person.patience', { minutes: Math.ceil(patienceS / 60) }));
  }
  if ((rules.passes[row] as number) > 0) lines.push(line('person.passes', { count: rules.passes[row] as number }));
  if ((rules.stage[row] as number) > 0) lines.push(line('person.stage', { stage: (rules.stage[row] as number) + 1 }));
  if ((rules.companion[row] as number) > 0) lines.push(line('person.companion'));
  const channel = channels?.[(rules.channel[row] as number) - 1];
  if (channel) lines.push(line('person.channel', { channel: channel.kind }));
  return lines;
}

/** What `rules.people` says: age, group, stroller, a stop on the way. */
function peopleLines(hall: Hall, row: number): InspectLine[] {
  const { people } = hall;
  if (!people) return [];
  const lines: InspectLine[] = [];
  if ((people.years[row] as number) > 0) lines.push(line('person.years', { years: people.years[row] as number }));
  if ((people.size[row] as number) > 1) lines.push(line('person.group', { count: people.size[row] as number }));
  if (people.stroller[row] === 1) lines.push(line('person.stroller'));
  const stop = STOPS[people.pause[row] as number];
  if (stop) lines.push(line(`person.${stop}`));
  return lines;
}

/** By Pause: what somebody does who has stopped on the way. */
const STOPS = ['', 'toRest', 'rests', 'toRobot', 'looksAtRobot', 'toBlock', 'blocksRobot', 'stepsAside'] as const;

/** Lines for a window; none where no rule concerns it. */
export function rulesOfWindow(hall: Hall, window: number): InspectLine[] {
  const { rules, spec } = hall;
  if (!rules) return [];
  const lines: InspectLine[] = [];
  if (rules.breakState[window] === Break.on) lines.push(line('window.onBreak'));
  else if (rules.breakState[window] === Break.due) lines.push(line('window.breakDue'));
  const tidal = rules.spec.tidal?.windows.includes(window);
  if (tidal) lines.push(line(rules.tide[window] === Tide.open ? 'window.tideOpen' : 'window.tideOnCall'));
  const groups = new Set((spec.staffing[window] ?? []).flatMap((interval) => interval.groups));
  const channel = rules.spec.channels?.find((entry) => groups.has(entry.group));
  if (channel) lines.push(line('window.channel', { channel: channel.kind }));
  return lines;
}
