/** Days that do not end: what is said about them, and when the run is stopped. */
import { Phase } from '../demand/phase';
import { EventKind } from '../events';
import type { Hall } from '../hall';
import { waitsAtDoor } from '../rules/doors';
import { isQueued } from '../rules/patience';
import { groupsOf } from './windows';

/** So many events at one and the same instant are a circle of rules, not a day. */
export const EVENTS_AT_ONE_INSTANT_MAX = 200_000;

const DOING: Readonly<Record<number, string>> = {
  [Phase.walkToLine]: 'walking to a line',
  [Phase.inLine]: 'standing in a line',
  [Phase.atServer]: 'at a ticket machine, desk or robot',
  [Phase.walkToServer]: 'at a ticket machine, desk or robot',
  [Phase.walkToWait]: 'walking to a seat',
  [Phase.seated]: 'waiting without a number in the queue (for a result, or passed)',
  [Phase.standing]: 'waiting without a number in the queue (for a result, or passed)',
  [Phase.walkToWindow]: 'walking to a window',
  [Phase.beingServed]: 'being served',
  [Phase.followRobot]: 'following a robot',
  [Phase.leaving]: 'walking out',
  [Phase.outside]: 'waiting at the door',
  [Phase.accompanying]: 'with somebody else',
  [Phase.staff]: 'clerks on the floor',
};

/** Who is still inside at the end of the day, and what for. */
export function whyInside(hall: Hall): string {
  const { citizens, spec } = hall;
  const counts = new Map<string, number>();
  const count = (what: string): void => {
    counts.set(what, (counts.get(what) ?? 0) + 1);
  };
  for (let row = 0; row < citizens.rows; row++) {
    if (citizens.phase[row] === Phase.absent) continue;
    const group = citizens.group[row] as number;
    if (waitsAtDoor(hall, row)) {
      count('waiting before a closed door');
      continue;
    }
    if (group < 0 || !isQueued(hall, row)) {
      count(DOING[citizens.phase[row] as number] ?? 'inside');
      continue;
    }
    const letter = spec.groups[group]?.letter ?? '?';
    const open = spec.staffing.some((_, window) => groupsOf(hall, window).includes(group));
    count(`with a ticket ${letter} ${open ? 'not called yet' : 'that no window serves any more'}`);
  }
  const passed = passedCount(hall);
  const parts = [...counts].map(([what, n]) => `${n} ${what}`);
  if (passed > 1000 && passed > 20 * hall.counts.arrived) parts.push(`numbers were passed ${passed} times`);
  return `${citizens.inside} citizens were still inside at the end of the day: ${parts.join(', ')}`;
}

function passedCount(hall: Hall): number {
  let passed = 0;
  for (let i = 0; i < hall.log.length; i++) if (hall.log.kind[i] === EventKind.passed) passed++;
  return passed;
}
