/** Visits that are not for a case at the windows: to fetch a result, or to use a machine of the 24-hour zone. */
import { EventKind } from '../events';
import type { Hall } from '../hall';
import { isOn } from './channels';
import type { RuleState } from './state';

/** `RuleState.errand`. */
export const Errand = { none: 0, pickUp: 1, pickUpMachine: 2, zone: 3 } as const;
export type Errand = (typeof Errand)[keyof typeof Errand];

export function errandOf(rules: RuleState, row: number): Errand {
  return rules.errand[row] as Errand;
}

/** Group that the errand leads to; -1 = none, or its machines are off: like anybody to the windows of the item. */
export function errandGroup(hall: Hall, rules: RuleState, row: number): number {
  const { pickup } = rules.spec.results ?? {};
  switch (errandOf(rules, row)) {
    case Errand.none:
      return -1;
    case Errand.pickUp:
      return pickup?.group ?? -1;
    case Errand.pickUpMachine:
      return pickup?.machineGroup ?? -1;
    case Errand.zone: {
      if ((rules.channel[row] as number) >= 0) return -1;
      const channel = zoneChannel(hall, rules, row);
      if (channel < 0) return -1;
      rules.channel[row] = channel + 1;
      const group = rules.spec.channels?.[channel]?.group ?? -1;
      hall.record(EventKind.channelChosen, hall.citizens.number[row] as number, channel, group);
      return group;
    }
  }
}

/** Index of the first channel of the 24-hour zone that is on and does the citizen's item, -1 = none. */
function zoneChannel(hall: Hall, rules: RuleState, row: number): number {
  const item = hall.citizens.item[row] as number;
  for (const index of rules.spec.zone24?.channels ?? []) {
    const channel = rules.spec.channels?.[index];
    if (channel?.items.includes(item) && isOn(hall, channel)) return index;
  }
  return -1;
}

/** True if a ticket may be had now: in the hours for tickets, and at any time for a machine of the 24-hour zone that is on. */
export function mayTakeTicket(hall: Hall, row: number): boolean {
  const { rules, spec } = hall;
  if (hall.nowS >= spec.openS && hall.nowS <= spec.lastTicketS) return true;
  return (
    rules !== null &&
    errandOf(rules, row) === Errand.zone &&
    (rules.channel[row] as number) < 0 &&
    zoneChannel(hall, rules, row) >= 0
  );
}
