/** A theory hall in which everything happens at stated seconds: for the exact semantics of the rules. */
import { EventKind } from '../../src/kernel/events';
import { Hall } from '../../src/kernel/hall';
import type { RulesSpec } from '../../src/kernel/rules/spec';
import type { HallSpec } from '../../src/kernel/spec';
import { advance } from '../../src/kernel/tick';
import { type QueueWorld, queueSpec } from './queueSpec';

export type SmallDay = Partial<Omit<QueueWorld, 'arrivals' | 'services'>> & {
  /** Arrival times, seconds, and items (default 0). */
  readonly at: readonly number[];
  readonly items?: readonly number[];
  /** Constant service times by item, seconds. */
  readonly serviceS: readonly number[];
  readonly rules?: Partial<RulesSpec>;
  /** Last change of the spec. */
  readonly also?: (spec: HallSpec) => HallSpec;
};

export function smallSpec(day: SmallDay): HallSpec {
  const spec = queueSpec({
    windows: 1,
    closeS: 10_000,
    ...day,
    services: day.serviceS.map((meanS) => ({ kind: 'constant', meanS }) as const),
    arrivals: [{ kind: 'table', timesS: day.at, items: day.items ?? day.at.map(() => 0) }],
  });
  return day.also ? day.also(spec) : spec;
}

export function runSmall(day: SmallDay): Hall {
  const hall = new Hall(smallSpec(day), null);
  advance(hall, 1e6);
  return hall;
}

const NAMES = Object.fromEntries(Object.entries(EventKind).map(([name, kind]) => [kind, name]));

/** `time kind citizen a b` of the events of the kinds asked for. */
export function story(hall: Hall, ...kinds: (keyof typeof EventKind)[]): string[] {
  const wanted = new Set<number>(kinds.map((name) => EventKind[name]));
  const lines: string[] = [];
  const { log } = hall;
  for (let i = 0; i < log.length; i++) {
    if (!wanted.has(log.kind[i] as number)) continue;
    lines.push(
      `${Number((log.timeS[i] as number).toFixed(6))} ${NAMES[log.kind[i] as number]} ${log.citizen[i]} ${log.a[i]} ${log.b[i]}`,
    );
  }
  return lines;
}
