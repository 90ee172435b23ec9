/** Shared clerks, set-up, green channel -> the kernel's. */
import { GREENS } from '../../kernel/rules/policies/green';
import type { RulesSpec } from '../../kernel/rules/spec';
import { durationSpec } from '../durations';
import type { ScenarioRules } from '../schema/rules';
import { windowsInRange } from '../staffing';

export function staffRules(
  { sharedClerks, setUp, greenChannel }: ScenarioRules,
  windows: readonly string[],
  classIds: readonly string[],
): Pick<RulesSpec, 'sharedClerks' | 'setUp' | 'greenChannel'> {
  return {
    sharedClerks:
      sharedClerks?.map((entry) => ({
        windows: entry.windows.flatMap(windowsInRange).map((id) => windows.indexOf(id)),
        clerks: entry.clerks,
      })) ?? null,
    setUp: setUp ? { time: durationSpec(setUp.time) } : null,
    greenChannel: greenChannel
      ? {
          windows: flags(windows, greenChannel.windows.flatMap(windowsInRange)),
          classes: flags(classIds, greenChannel.classes),
          others: GREENS[greenChannel.others],
          skipsLine: greenChannel.skipsLine,
        }
      : null,
  };
}

function flags(all: readonly string[], named: readonly string[]): Uint8Array {
  return Uint8Array.from(all, (name) => (named.includes(name) ? 1 : 0));
}
