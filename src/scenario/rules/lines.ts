/** Jockeying, lines that letters wait in -> the kernel's. */
import type { CitizenPolicies } from '../../../agents/contract';
import type { HallLayout } from '../../kernel/layout';
import { YIELDS } from '../../kernel/rules/policies/yielding';
import type { RulesSpec } from '../../kernel/rules/spec';
import { BUILDS } from '../../kernel/spec';
import type { Scenario } from '../schema/scenario';

export function lineRules(
  { rules, groups }: Scenario,
  layout: HallLayout,
  citizen: CitizenPolicies,
): Pick<RulesSpec, 'jockeying' | 'lines' | 'seating' | 'firstStop'> {
  const { jockeying, lines, seating, firstStop } = rules;
  return {
    firstStop: firstStop ? { decide: citizen.firstStops[firstStop.policy] } : null,
    seating: seating ? { decide: citizen.seats[seating.policy], moveToFreed: seating.moveToFreed ?? null } : null,
    jockeying: jockeying
      ? { decide: citizen.jockeying[jockeying.policy], gain: jockeying.gain, most: jockeying.most }
      : null,
    lines: lines
      ? {
          yields: YIELDS[lines.yields],
          letPass: lines.letPass.map((build) => BUILDS.indexOf(build)),
          marked: lines.marked.map(({ letters, line }) => ({
            line: layout.lines?.findIndex((plan) => plan.id === line) ?? -1,
            groups: letters.map((letter) => groups.findIndex((group) => group.letter === letter)),
          })),
        }
      : null,
  };
}
