/** The section `rules` -> RulesSpec: policies instead of their names, seconds instead of minutes, indices instead of ids. */
import type { CitizenPolicies } from '../../../agents/contract';
import { CALL_ORDERS } from '../../kernel/rules/policies/callOrder';
import type { PrioritySpec, RulesSpec } from '../../kernel/rules/spec';
import { BUILDS } from '../../kernel/spec';
import { durationSpec } from '../durations';
import type { ScenarioRules } from '../schema/rules';
import type { Scenario } from '../schema/scenario';

export function rulesSpec(scenario: Scenario, citizen: CitizenPolicies): RulesSpec {
  const { rules } = scenario;
  const { balking, reneging, room } = rules;
  const classIds = ['ordinary', ...(rules.priority?.classes.map((entry) => entry.id) ?? [])];
  return {
    priority: prioritySpec(rules),
    balking: balking
      ? {
          decide: citizen.balking[balking.policy],
          toleratedMin: balking.toleratedMin,
          toleratedMax: balking.toleratedMax,
        }
      : null,
    reneging: reneging
      ? {
          decide: citizen.reneging[reneging.policy],
          patience: durationSpec(reneging.patience),
          byClass: classIds.map((name) => {
            const own = reneging.byClass[name];
            return own ? durationSpec(own) : null;
          }),
        }
      : null,
    room: room ?? null,
  };
}

function prioritySpec({ priority }: ScenarioRules): PrioritySpec | null {
  if (!priority) return null;
  const ranks = [...new Set(priority.classes.map((entry) => entry.rank))].sort((a, b) => a - b);
  const ordinary = {
    id: 'ordinary',
    nameZh: '普通',
    nameEn: 'ordinary',
    rank: ranks.length,
    headStartS: 0,
    share: 0,
    builds: [],
  };
  return {
    order: CALL_ORDERS[priority.order],
    raiseAfterS: priority.raiseAfterMin === undefined ? Number.POSITIVE_INFINITY : priority.raiseAfterMin * 60,
    classes: [
      ordinary,
      ...priority.classes.map((entry) => ({
        id: entry.id,
        nameZh: entry.name.zh,
        nameEn: entry.name.en,
        rank: ranks.indexOf(entry.rank),
        headStartS: entry.headStartMin * 60,
        share: entry.share,
        builds: entry.builds.map((build) => BUILDS.indexOf(build)),
      })),
    ],
  };
}
