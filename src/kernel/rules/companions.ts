/**
 * Companions: they come along, count towards the limit of persons, and take a seat while the citizen waits. They have no
 * body of their own in the crowd (left out: a second person at the window and in the aisles).
 */
import { Mark } from '../demand/marks';
import { Phase } from '../demand/phase';
import { EventKind } from '../events';
import type { Hall } from '../hall';
import type { RuleState } from './state';

export function drawCompanion(hall: Hall, rules: RuleState, row: number): void {
  const { companions } = rules.spec;
  if (!companions) return;
  const number = hall.citizens.number[row] as number;
  if (hall.marks.rekey(number, Mark.companion).uniform() >= companions.share) return;
  rules.companion[row] = 1;
  hall.record(EventKind.accompanied, number, 1, 0);
}

/** Reserves a waiting place for the companion, if there is one. */
export function seatCompanion(hall: Hall, row: number, place: number): void {
  const { rules } = hall;
  if (!rules || place < 0) return;
  rules.companionPlace[row] = place;
  hall.placeTaken[place] = 1;
}

export function hasCompanion(hall: Hall, row: number): boolean {
  return hall.rules?.companion[row] === 1;
}

/** The citizen leaves the waiting place, and so does the companion. */
export function releaseCompanion(hall: Hall, row: number): void {
  const { rules } = hall;
  const place = rules?.companionPlace[row] ?? -1;
  if (!rules || place < 0) return;
  rules.companionPlace[row] = -1;
  hall.placeTaken[place] = 0;
}

/** Companions inside the doors: those of citizens who are not outside. */
export function companionsInside(hall: Hall, rules: RuleState): number {
  if (!rules.spec.companions) return 0;
  let count = 0;
  for (let row = 0; row < hall.citizens.rows; row++) {
    const phase = hall.citizens.phase[row];
    if (phase !== Phase.absent && phase !== Phase.outside) count += rules.companion[row] as number;
  }
  return count;
}
