/** Whether the letters, items and windows that figures name are in the scenario. */
import type { ParsedScenario } from '../../scenario/parse';
import type { Scenario } from '../../scenario/schema';
import { staffedIntervals } from '../../scenario/staffing';
import type { Kpi } from './kpi';
import { KpiError } from './parse';

/** Throws a KpiError that names every unknown one and what is allowed. */
export function checkSelectors(kpis: readonly Kpi[], { scenario }: Pick<ParsedScenario, 'scenario'>): void {
  const known = {
    letter: scenario.groups.map((group) => group.letter),
    item: scenario.items.map((item) => item.id),
    window: [...new Set(staffedIntervals(scenario).map((interval) => interval.window))],
    class: scenario.rules.priority
      ? ['ordinary', ...scenario.rules.priority.classes.map((entry) => entry.id)]
      : ([] as string[]),
    stage: Array.from({ length: mostStages(scenario) }, (_, k) => String(k + 1)),
  };
  const problems = kpis.flatMap(({ id, selector }) => {
    if (!selector || known[selector.kind].includes(selector.id)) return [];
    const allowed = known[selector.kind];
    if (allowed.length === 0) return [`figure "${id}": the scenario has no priority classes (rules.priority)`];
    const shown = allowed.slice(0, 40).join(', ') + (allowed.length > 40 ? ', ...' : '');
    return [`figure "${id}": no ${selector.kind} "${selector.id}"; allowed: ${shown}`];
  });
  if (problems.length > 0) throw new KpiError(problems.join('\n'));
}

/** Windows that a visit may see one after the other. */
function mostStages({ rules }: Scenario): number {
  const stages = rules.journeys?.items.map((journey) => (journey.joint ? 1 : 1 + journey.stages.length)) ?? [1];
  return Math.max(1, ...stages) + (rules.channels ? 1 : 0);
}
