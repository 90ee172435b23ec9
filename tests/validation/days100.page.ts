/** What the watched days of days100.ts add up to: rows, what they must hold, and the part of docs/crowd-validation.md on them. */
import { type DayRecord, IN_WALL_M, OVERLAP_M, OVERLAP_SHARE, STUCK_M, STUCK_S, TURNS_PER_MIN } from './days100';

export type DaysRow = {
  readonly scenario: string;
  readonly robots: number;
  readonly days: number;
  readonly ended: number;
  readonly visitors: number;
  readonly lost: number;
  readonly inWall: number;
  readonly nearestWallM: number;
  readonly longestStuckS: number;
  readonly stuck: number;
  readonly overlapShare: number;
  readonly closestM: number;
  readonly turnsPerMin: number;
  readonly mostTurns: number;
};

/** The days of one scenario, with or without robots, as one row. */
export function rowOf(days: readonly DayRecord[]): DaysRow {
  const sum = (figure: (day: DayRecord) => number): number => days.reduce((total, day) => total + figure(day), 0);
  const first = days[0] as DayRecord;
  return {
    scenario: first.scenario,
    robots: first.robots,
    days: days.length,
    ended: sum((day) => (day.ended && day.problems === 0 ? 1 : 0)),
    visitors: sum((day) => day.visitors),
    lost: sum((day) => day.lost),
    inWall: sum((day) => day.inWall),
    nearestWallM: Math.min(...days.map((day) => day.nearestWallM)),
    longestStuckS: Math.max(...days.map((day) => day.longestStuckS)),
    stuck: sum((day) => day.stuck),
    overlapShare: sum((day) => day.overlaps) / sum((day) => day.looks),
    closestM: Math.min(...days.map((day) => day.closestM)),
    turnsPerMin: sum((day) => day.turns) / sum((day) => day.walkedMin),
    mostTurns: Math.max(...days.map((day) => day.mostTurns)),
  };
}

/** Days by scenario, with and without robots. */
function rowsOf(days: readonly DayRecord[]): DaysRow[] {
  const groups = new Map<string, DayRecord[]>();
  for (const day of days) {
    const key = `${day.scenario} ${day.robots}`;
    groups.set(key, [...(groups.get(key) ?? []), day]);
  }
  return [...groups.values()].map(rowOf);
}

/** What the days must hold and do not. */
export const failures = (days: readonly DayRecord[]): string[] => rowsOf(days).flatMap(failuresOf);

function failuresOf(row: DaysRow): string[] {
  const found: string[] = [];
  const where = `${row.scenario}${row.robots > 0 ? ' with robots' : ''}`;
  if (row.visitors === 0) found.push(`${where}: nobody came`);
  if (row.ended !== row.days) found.push(`${where}: ${row.days - row.ended} of ${row.days} days did not end`);
  if (row.lost > 0) found.push(`${where}: ${row.lost} visitors lost`);
  if (row.inWall > 0) found.push(`${where}: walkers ${row.inWall} times in a wall (${row.nearestWallM.toFixed(3)} m)`);
  if (row.stuck > 0) found.push(`${where}: ${row.stuck} walkers stuck for more than ${STUCK_S} s`);
  if (row.overlapShare > OVERLAP_SHARE)
    found.push(`${where}: overlaps in ${(100 * row.overlapShare).toFixed(3)}% of looks`);
  if (row.turnsPerMin > TURNS_PER_MIN)
    found.push(`${where}: people turn round ${row.turnsPerMin.toFixed(2)} times a minute of walking`);
  return found;
}

/** The part of docs/crowd-validation.md on days; `heading` is the line it begins with, `model` the walking model's source. */
export function daysPage(heading: string, model: string, days: readonly DayRecord[]): string {
  const rows = rowsOf(days);
  const line = (row: DaysRow): string =>
    `| ${row.scenario}${row.robots > 0 ? ` with ${row.robots} robot` : ''} | ${row.days} | ${row.ended} | ${row.visitors.toLocaleString('en-US')} | ${row.lost} | ${row.inWall} (${row.nearestWallM.toFixed(2)} m) | ${row.stuck} (${row.longestStuckS.toFixed(0)} s) | ${(100 * row.overlapShare).toFixed(3)}% (${row.closestM.toFixed(2)} m) | ${row.turnsPerMin.toFixed(2)} (${row.mostTurns}) |`;
  const places = days.flatMap((day) => (day.stuckAt ? [day.stuckAt] : []));
  const wrong = failures(days);
  return `${heading}

Every shipped scenario as whole days in \`micro\` (everybody has a body), seeds 1, 2, ..., watched 20 times a second. The robots' brains
take most of a day's computing, so most days are run without the robots, and a few with them. Walking model: source ${model}.

| scenario | days | ended | visitors | lost | walkers in a wall (nearest) | stuck > ${STUCK_S} s (longest stand) | overlaps (nearest two) | turns a minute (most in a walk) |
| --- | --- | --- | --- | --- | --- | --- | --- | --- |
${rows.map(line).join('\n')}

- **lost**: came and is not accounted for: left with a reason, or still inside at the end.
- **in a wall**: the centre of somebody who walks is nearer than ${IN_WALL_M} m to a wall, counter or seat (a person turned sideways is 0.24 m deep).
- **stuck**: somebody on the way to a place has not come ${STUCK_M} m on in ${STUCK_S} s, whatever the cause; who follows a robot does not count.
- **overlaps**: share of looks at a walker (two a second) in which another centre is nearer than ${OVERLAP_M} m; the limit is ${100 * OVERLAP_SHARE}%.
- **turns**: changes of direction by more than 90 degrees from one step to the next, a minute of walking (limit ${TURNS_PER_MIN}); who trembles makes 600. A walk is
  all the way between two stays; one turn may be a change of mind.

${wrong.length === 0 ? 'All of this holds on every day.' : `What does not hold:\n\n${wrong.map((text) => `- ${text}`).join('\n')}`}
${places.length === 0 ? '' : `\nStuck: ${places.slice(0, 10).join('; ')}.\n`}`;
}
