/** `rules.wayfinding` -> the kernel's: radians, group indices, the policy instead of its name. */
import type { CitizenPolicies } from '../../../agents/contract';
import { PI } from '../../kernel/base/detmath';
import type { WayfindingSpec } from '../../kernel/wayfinding/spec';
import { durationSpec } from '../durations';
import type { Scenario } from '../schema/scenario';

export function wayfindingSpec({ rules, groups }: Scenario, citizen: CitizenPolicies): WayfindingSpec | null {
  const { wayfinding } = rules;
  if (!wayfinding) return null;
  const { boards, askTime, policy, ...rest } = wayfinding;
  return {
    ...rest,
    askTime: durationSpec(askTime),
    decide: citizen.way[policy],
    boards: boards.map(({ at: [xM, yM], facingDeg, letters }) => ({
      xM,
      yM,
      facingRad: (facingDeg * PI) / 180,
      groups: letters.map((letter) => groups.findIndex((group) => group.letter === letter)).filter((i) => i >= 0),
    })),
  };
}
