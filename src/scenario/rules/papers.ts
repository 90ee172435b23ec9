/** The rules about papers and results -> the kernel's. */
import { RESULT_WAYS } from '../../kernel/events';
import type { RulesSpec } from '../../kernel/rules/spec';
import { durationSpec } from '../durations';
import type { Scenario } from '../schema/scenario';

export function paperRules({ rules, items }: Scenario): Pick<RulesSpec, 'papers' | 'results'> {
  const { papers, results } = rules;
  let sum = 0;
  return {
    papers: papers
      ? {
          sharedShare: papers.sharedShare,
          fetch: durationSpec(papers.fetch),
          freeFactor: items.map((item) => (papers.certificateFree.includes(item.id) ? papers.freeFactor : 0)),
          todayShare: papers.todayShare,
          returnAfter: durationSpec(papers.returnAfter),
          stillMissingShare: papers.stillMissingShare,
        }
      : null,
    results: results
      ? {
          atOnceShare: items.map((item) => results.items[item.id] ?? results.atOnceShare),
          cumulative: Float64Array.from(RESULT_WAYS, (way) => {
            sum += results.ways[way];
            return sum;
          }),
        }
      : null,
  };
}
