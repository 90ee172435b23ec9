/**
 * Set-up of a window: after a case the clerk files it and prepares the next one. The next number is called at once and its
 * owner walks meanwhile; the service begins when both are ready.
 */
import { AgendaKind } from '../base/agenda';
import { drawDurationS } from '../demand/durations';
import { Mark } from '../demand/marks';
import type { Hall } from '../hall';
import { startService } from '../service/windows';
import type { DurationSpec } from '../spec';
import type { RuleState } from './state';

export type SetUpSpec = { readonly time: DurationSpec };

/** A case of this citizen has ended: the window is ready again after the set-up. */
export function startSetUp(hall: Hall, rules: RuleState, window: number, row: number): void {
  const { setUp } = rules.spec;
  if (!setUp) return;
  const stream = hall.marks.rekey(hall.citizens.number[row] as number, Mark.setUp);
  rules.readyS[window] = hall.nowS + drawDurationS(setUp.time, stream);
}

/** The next citizen is at the window: true if the clerk is not ready yet; the service then begins by itself. */
export function waitsForSetUp(hall: Hall, rules: RuleState, window: number): boolean {
  if (!rules.spec.setUp || (rules.readyS[window] as number) <= hall.nowS) return false;
  hall.agenda.schedule(rules.readyS[window] as number, AgendaKind.setUp, window);
  return true;
}

/** The clerk is ready. Nothing can happen to the called citizen meanwhile, so the event is never stale. */
export function setUpDue(hall: Hall, window: number): void {
  startService(hall, hall.windows.row[window] as number);
}
