/** Half an hour in the Shiwan hall, three windows open, 50 people, with closings of doors and windows. */
import type { DoorsSpec } from '../../src/kernel/rules/doors';
import { NO_RULES } from '../../src/kernel/rules/spec';
import type { WindowClosing } from '../../src/kernel/rules/windowClosings';
import type { HallSpec, Resolution } from '../../src/kernel/spec';
import { specOf } from './shipped';

/** Indices into the layout's doors. */
export const DOORS = { main: 0, west: 1, east: 2 } as const;

export async function closingsHall(
  resolution: Resolution,
  rules: { readonly doors?: DoorsSpec; readonly windowClosings?: readonly WindowClosing[] },
  seed = 1,
): Promise<HallSpec> {
  const spec = await specOf('shiwan-day', { seed, resolution, withoutRobots: true });
  const { openS } = spec;
  const closeS = openS + 1800;
  return {
    ...spec,
    closeS,
    lastTicketS: closeS,
    endS: closeS + 7200,
    staffing: spec.staffing.map((_, window) => (window < 3 ? [{ fromS: openS, toS: closeS, groups: [0] }] : [])),
    items: spec.items.map((item) => ({ ...item, service: { kind: 'exponential' as const, meanS: 60 } })),
    arrivals: [
      {
        kind: 'rate',
        intervals: [{ fromS: openS, toS: openS + 1500, perHour: 120 }],
        items: spec.items.map((_, item) => ({ item, weight: 1 })),
      },
    ],
    rules: { ...NO_RULES, doors: rules.doors ?? null, windowClosings: rules.windowClosings ?? null },
  };
}
