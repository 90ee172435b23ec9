/** Which window may serve which ticket, beyond the letter: the skill matrix. And how fast. */
import { AgendaKind } from '../base/agenda';
import type { Hall } from '../hall';
import { isAvailable } from '../service/tables';
import { callIfAny } from '../service/windows';
import { greenUse } from './greenChannel';
import type { RuleState } from './state';
import { callClerks } from './tide';

/** 0 = may not, 1 = it is one of the window's own, 2 = only as overflow, and may now. */
export type Use = 0 | 1 | 2;

export function mayServe(hall: Hall, rules: RuleState, window: number, row: number): Use {
  return greenUse(rules, window, row, skillUse(hall, rules, window, row));
}

function skillUse(hall: Hall, rules: RuleState, window: number, row: number): Use {
  const { skills } = rules.spec;
  if (!skills) return 1;
  const { citizens } = hall;
  const use = skills.use[window * hall.spec.items.length + (citizens.item[row] as number)] as Use;
  if (use !== 2) return use;
  const waitedS = hall.nowS - (citizens.ticketS[row] as number);
  const waiting = hall.tickets.waiting[citizens.group[row] as number] as number;
  return skills.overflow(waitedS, waiting, skills.overflowAfterS, skills.overflowAbove) ? 2 : 0;
}

/** Speed of the clerk now at the window times the window's proficiency in the item; 1 = the item's own service time. */
export function speedAt(hall: Hall, window: number, row: number): number {
  const interval = hall.windows.interval[window] as number;
  const clerk = hall.spec.staffing[window]?.[interval]?.speed ?? 1;
  const skills = hall.rules?.spec.skills;
  if (!skills) return clerk;
  return clerk * (skills.speed[window * hall.spec.items.length + (hall.citizens.item[row] as number)] as number);
}

/** A ticket has joined the queue and was not called: it may make others overflow, now or when it has waited long enough. */
export function afterQueued(hall: Hall, row: number): void {
  const { rules } = hall;
  if (!rules) return;
  callClerks(hall, rules);
  const { skills, greenChannel } = rules.spec;
  if (!skills && !greenChannel) return;
  if (skills && skills.overflowAfterS > 0 && skills.overflowAfterS < Number.POSITIVE_INFINITY) {
    const dueS = (hall.citizens.ticketS[row] as number) + skills.overflowAfterS;
    if (dueS > hall.nowS) hall.agenda.schedule(dueS, AgendaKind.overflow, row, hall.citizens.number[row] as number);
  }
  wakeWindows(hall);
}

/** A ticket may have waited long enough for overflow. */
export function overflowDue(hall: Hall, row: number, number: number): void {
  if (hall.citizens.number[row] === number) wakeWindows(hall);
}

/** Lets every window that is free look for a ticket again. */
export function wakeWindows(hall: Hall): void {
  const { windows } = hall;
  for (let window = 0; window < windows.state.length && windows.available > 0; window++) {
    if (isAvailable(windows, window)) callIfAny(hall, window);
  }
}
