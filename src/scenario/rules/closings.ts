/** Doors, closings -> the kernel's. */
import type { HallLayout } from '../../kernel/layout';
import type { RulesSpec } from '../../kernel/rules/spec';
import type { ScenarioRules } from '../schema/rules';
import { secondsOf } from '../schema/units';
import { windowsInRange } from '../staffing';

export function closingRules(
  { doors, windowClosings }: ScenarioRules,
  layout: HallLayout,
): Pick<RulesSpec, 'doors' | 'windowClosings'> {
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
  };
}
