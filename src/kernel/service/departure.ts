/** Leaving the hall: the walk to a way out, and the last event of a visit. */
import { Phase } from '../demand/phase';
import { EventKind, LeaveReason } from '../events';
import type { Hall } from '../hall';
import { releasePlace, walkToPlace } from '../mover';
import { leaderGone } from '../people/company';
import { nearestExit, walkToExit } from '../rules/doors';
import { planReturn } from '../rules/papers';
import { admitWaiting } from './journey';

/** Sends a citizen out. Without walking the visit ends at once. */
export function depart(hall: Hall, row: number, reason: LeaveReason): void {
  const { citizens } = hall;
  citizens.leaveReason[row] = reason;
  if (!hall.spec.walking) {
    goOut(hall, row);
    return;
  }
  releasePlace(hall, row);
  citizens.phase[row] = Phase.leaving;
  if (hall.spec.rules.doors) walkToExit(hall, row);
  else walkToPlace(hall, row, nearestExit(hall, row, hall.derived.exits));
}

/** The citizen is out of the door: the row is free again. */
export function goOut(hall: Hall, row: number): void {
  const { citizens } = hall;
  const reason = citizens.leaveReason[row] as LeaveReason;
  hall.record(EventKind.left, citizens.number[row] as number, reason, 0);
  if (reason === LeaveReason.served) hall.counts.served++;
  else hall.counts.leftUnserved++;
  if (hall.rules) planReturn(hall, row, reason);
  if (hall.people) leaderGone(hall, hall.people, row);
  hall.crowd?.remove(row);
  citizens.remove(row);
  if (hall.rules?.spec.room && !hall.crowd) admitWaiting(hall);
  if (citizens.inside === 0 && hall.nowS >= hall.lastS && !hall.rules?.expected) hall.finished = true;
}
