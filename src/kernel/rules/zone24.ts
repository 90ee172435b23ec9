/**
 * 24-hour zone: machines that may be used when the hall is closed. Its visitors come at their own rate, also before opening and
 * after closing, through the same doors; everything else of the hall keeps its hours.
 */
import { EventKind } from '../events';
import type { Hall } from '../hall';
import type { ArrivalSpec } from '../spec';
import { Errand } from './errand';
import type { RuleState } from './state';

export type Zone24Spec = {
  /** Indices into spec.channels, in order of preference. */
  readonly channels: readonly number[];
  readonly arrivals: Extract<ArrivalSpec, { kind: 'rate' }>;
  /** First and last moment at which somebody may come, seconds since midnight. */
  readonly fromS: number;
  readonly toS: number;
};

/** A visitor of the zone is at the door. Call after the marks of the rules. */
export function enterZone(hall: Hall, rules: RuleState, row: number): void {
  rules.errand[row] = Errand.zone;
  hall.citizens.asks[row] = 0;
  const closed = hall.nowS < hall.spec.openS || hall.nowS > hall.spec.closeS;
  hall.record(EventKind.zoneVisitor, hall.citizens.number[row] as number, closed ? 1 : 0, 0);
}
