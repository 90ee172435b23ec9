/** Half an hour in the Shiwan hall, three windows open, 50 people, with closings of doors and windows. */
import type { ClosuresSpec } from '../../src/kernel/rules/closures';
import type { DoorsSpec } from '../../src/kernel/rules/doors';
import { NO_RULES } from '../../src/kernel/rules/spec';
import type { WindowClosing } from '../../src/kernel/rules/windowClosings';
import type { HallSpec, Resolution } from '../../src/kernel/spec';
import { loadSpec } from '../../src/runtime/loadSpec';
import { sourceOf } from './shipped';

/** Indices into the layout's doors. */
export const DOORS = { main: 0, west: 1, east: 2 } as const;

export async function closingsHall(
  resolution: Resolution,
  rules: {
    readonly doors?: DoorsSpec;
    readonly windowClosings?: readonly WindowClosing[];
    readonly closures?: ClosuresSpec;
  },
  seed = 1,
  /** Keys of rules.people as YAML flow; default: the rule is off. */
  people: string | null = null,
): Promise<HallSpec> {
  const source = sourceOf('shiwan-day');
  const scenarioText = people ? `${source.scenarioText}\nrules: { people: { ${people} } }\n` : source.scenarioText;
  const loaded = await loadSpec({ ...source, scenarioText }, { seed, resolution, withoutRobots: true });
  if (!loaded.ok) throw new Error(loaded.problems.map((problem) => `${problem.path} ${problem.message}`).join('\n'));
  const { spec } = loaded;
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
    rules: {
      ...NO_RULES,
      people: spec.rules.people,
      doors: rules.doors ?? null,
      windowClosings: rules.windowClosings ?? null,
      closures: rules.closures ?? null,
    },
  };
}
