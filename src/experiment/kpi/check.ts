/** Whether the letters, items and windows that figures name are in the scenario. */
import type { ParsedScenario } from '../../scenario/parse';
import { staffedIntervals } from '../../scenario/staffing';
import type { Kpi } from './kpi';
import { KpiError } from './parse';

/** Throws a KpiError that names every unknown one and what is allowed. */
export function checkSelectors(kpis: readonly Kpi[], { scenario }: Pick<ParsedScenario, 'scenario'>): void {
  const known = {
    letter: scenario.groups.map((group) => group.letter),
    item: scenario.items.map((item) => item.id),
    window: [...new Set(staffedIntervals(scenario).map((interval) => interval.window))],
  };
  const problems = kpis.flatMap(({ id, selector }) => {
    if (!selector || known[selector.kind].includes(selector.id)) return [];
    const allowed = known[selector.kind];
    const shown = allowed.slice(0, 40).join(', ') + (allowed.length > 40 ? ', ...' : '');
    return [`figure "${id}": no ${selector.kind} "${selector.id}"; allowed: ${shown}`];
  });
  if (problems.length > 0) throw new KpiError(problems.join('\n'));
}
