/** Doors, closings -> the kernel's. */
import type { Polygon } from '../../kernel/geometry/polygon';
import type { HallLayout } from '../../kernel/layout';
import type { RulesSpec } from '../../kernel/rules/spec';
import type { ScenarioRules } from '../schema/rules';
import { secondsOf } from '../schema/units';
import { windowsInRange } from '../staffing';

type Closure = NonNullable<ScenarioRules['closures']>[number];

/** The closed area: as given, or the line as wide as it says. A line without length gives a square. */
export function polygonOf({ area, line }: Closure): Polygon {
  if (area) return area;
  if (!line) return [];
  const [ax, ay] = line.from;
  const [bx, by] = line.to;
  const length = Math.hypot(bx - ax, by - ay);
  const ux = length > 0 ? (bx - ax) / length : 1;
  const uy = length > 0 ? (by - ay) / length : 0;
  const half = 0.5 * line.widthM;
  const end = length > 0 ? 0 : half;
  return [
    [ax + half * uy - end * ux, ay - half * ux - end * uy],
    [bx + half * uy + end * ux, by - half * ux + end * uy],
    [bx - half * uy + end * ux, by + half * ux + end * uy],
    [ax - half * uy - end * ux, ay + half * ux - end * uy],
  ];
}

export function closingRules(
  { doors, windowClosings, closures }: ScenarioRules,
  layout: HallLayout,
): Pick<RulesSpec, 'doors' | 'windowClosings' | 'closures'> {
  const times = (entry: { from: string; to: string }) => ({ fromS: secondsOf(entry.from), toS: secondsOf(entry.to) });
  return {
    doors: doors
      ? {
          choose: doors.choose,
          closings: doors.closings.flatMap((entry) =>
            entry.doors.map((id) => ({
              door: layout.doors.findIndex((door) => door.id === id),
              ...times(entry),
              policy: entry.policy,
            })),
          ),
        }
      : null,
    windowClosings:
      windowClosings?.flatMap((entry) =>
        entry.windows.flatMap(windowsInRange).map((id) => ({
          window: layout.windows.findIndex((window) => window.id === id),
          ...times(entry),
          policy: entry.policy,
        })),
      ) ?? null,
    closures: closures
      ? {
          areas: closures.map((entry) => ({
            id: entry.id,
            nameZh: entry.name.zh,
            nameEn: entry.name.en,
            polygon: polygonOf(entry),
          })),
          closings: closures.flatMap((entry, area) => entry.times.map((time) => ({ area, ...times(time) }))),
        }
      : null,
  };
}
