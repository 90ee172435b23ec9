/** Green channel (绿色通道): windows that put some priority classes before all others, and a ticket without the line for it. */
import { EventKind } from '../events';
import type { Hall } from '../hall';
import type { Use } from './eligible';
import type { GreenPolicy } from './policies/green';
import type { RuleState } from './state';

export type GreenSpec = {
  /** (windows) 1 = a window of the green channel. */
  readonly windows: Uint8Array;
  /** (classes) 1 = its class. */
  readonly classes: Uint8Array;
  readonly others: GreenPolicy;
  /** True: its classes are given their ticket at the door. */
  readonly skipsLine: boolean;
};

export function isGreen(rules: RuleState, row: number): boolean {
  return rules.spec.greenChannel?.classes[rules.klass[row] as number] === 1;
}

/** What the green channel makes of the use that the skills allow. */
export function greenUse(rules: RuleState, window: number, row: number, use: Use): Use {
  const green = rules.spec.greenChannel;
  if (!green || use === 0 || green.windows[window] !== 1 || isGreen(rules, row)) return use;
  const others = green.others();
  return others === 0 ? 0 : Math.max(use, others) === 2 ? 2 : 1;
}

/** True if the citizen gets the ticket at the door. */
export function ticketAtDoor(hall: Hall, rules: RuleState, row: number): boolean {
  if (!rules.spec.greenChannel?.skipsLine || !isGreen(rules, row)) return false;
  hall.record(EventKind.greenTicket, hall.citizens.number[row] as number, rules.klass[row] as number, 0);
  return true;
}
