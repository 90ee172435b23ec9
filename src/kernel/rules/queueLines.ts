/**
 * Lines that people stand in: letters whose tickets wait standing in a marked line instead of sitting (machines, a pick-up
 * counter), and who is let pass in any line. The line is the queue of its letters made visible: who is called steps out, the others
 * move up.
 */
import { Phase } from '../demand/phase';
import { EventKind } from '../events';
import type { Hall } from '../hall';
import { walkToSlot } from '../service/lines';
import type { YieldPolicy } from './policies/yielding';
import type { RuleState } from './state';

export type LinesSpec = {
  readonly yields: YieldPolicy;
  /** Builds that are let pass (indices into BUILDS). */
  readonly letPass: readonly number[];
  /** Letters (groups) that stand in a line of the layout. */
  readonly marked: readonly { readonly line: number; readonly groups: readonly number[] }[];
};

/** Place in a line that a newcomer gets: the end unless the others let him pass. */
export function placeInLine(hall: Hall, line: readonly number[], row: number): number {
  const lines = hall.rules?.spec.lines;
  if (!lines || !isLetPass(hall, lines, row)) return line.length;
  return lines.yields(line.map((other) => isLetPass(hall, lines, other)));
}

function isLetPass(hall: Hall, lines: LinesSpec, row: number): boolean {
  return lines.letPass.includes(hall.citizens.build[row] as number);
}

/** True if tickets of the citizen's letter wait in a marked line; the citizen is then on the way to its place there. */
export function standInLine(hall: Hall, rules: RuleState, row: number): boolean {
  const group = hall.citizens.group[row] as number;
  const index = rules.spec.lines?.marked.findIndex((entry) => entry.groups.includes(group)) ?? -1;
  const line = rules.standing[index];
  if (!line || line.includes(row)) return line !== undefined;
  const rank = placeInLine(hall, line, row);
  // Let pass in the line means called earlier: before those who stand behind.
  const behind = line[rank];
  if (behind !== undefined)
    rules.orderS[row] = Math.min(rules.orderS[row] as number, rules.orderS[behind] as number) - 1e-6;
  line.splice(rank, 0, row);
  hall.citizens.phase[row] = Phase.inLine;
  hall.record(EventKind.inQueueLine, hall.citizens.number[row] as number, index, rank);
  moveUpFrom(hall, rules, index, rank);
  return true;
}

/** The citizen is called, or leaves: steps out of the marked line, and those behind move up. */
export function stepOut(hall: Hall, rules: RuleState, row: number): void {
  for (let index = 0; index < rules.standing.length; index++) {
    const line = rules.standing[index] as number[];
    const rank = line.indexOf(row);
    if (rank < 0) continue;
    line.splice(rank, 1);
    moveUpFrom(hall, rules, index, rank);
    return;
  }
}

function moveUpFrom(hall: Hall, rules: RuleState, index: number, from: number): void {
  const entry = rules.spec.lines?.marked[index];
  const plan = hall.spec.layout.lines?.[entry?.line ?? -1];
  if (!plan) return;
  const line = rules.standing[index] as number[];
  // The first place of the plan is the head of the line, not a place to be served at.
  for (let rank = from; rank < line.length; rank++) walkToSlot(hall, plan, line[rank] as number, rank);
}
