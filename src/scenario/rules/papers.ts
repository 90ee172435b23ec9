/** The rules about papers, results and items that bring others -> the kernel's. */
import { RESULT_WAYS } from '../../kernel/events';
import { PLACES } from '../../kernel/rules/policies/place';
import type { ResultSpec } from '../../kernel/rules/results';
import type { RulesSpec } from '../../kernel/rules/spec';
import { durationSpec } from '../durations';
import type { Scenario } from '../schema/scenario';

export function paperRules(scenario: Scenario): Pick<RulesSpec, 'papers' | 'results' | 'linked'> {
  const { rules, items } = scenario;
  const { papers, linked } = rules;
  const indexOf = (id: string): number => items.findIndex((item) => item.id === id);
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
    results: resultSpec(scenario),
    linked: linked
      ? {
          place: PLACES[linked.place],
          behind: linked.behind,
          byItem: items.map((item) => {
            const link = linked.items.find((entry) => entry.item === item.id);
            return link ? { item: indexOf(link.brings), share: link.share, pushedShare: link.pushedShare } : null;
          }),
        }
      : null,
  };
}

function resultSpec({ rules, items, groups }: Scenario): ResultSpec | null {
  const { results } = rules;
  if (!results) return null;
  const { whileYouWait, backOffice, pickup } = results;
  const groupOf = (letter: string | undefined): number => groups.findIndex((group) => group.letter === letter);
  const atOnceShare = items.map((item) => results.items[item.id] ?? results.atOnceShare);
  let sum = 0;
  return {
    atOnceShare,
    waitShare: atOnceShare.map((atOnce) => {
      if (!whileYouWait) return 0;
      // Of all cases: as many of those at once as make up that share, at most all of them.
      return whileYouWait.of === 'at-once'
        ? whileYouWait.share
        : Math.min(1, whileYouWait.share / Math.max(atOnce, 1e-9));
    }),
    cumulative: Float64Array.from(RESULT_WAYS, (way) => {
      sum += results.ways[way];
      return sum;
    }),
    backOffice: backOffice ? { ...backOffice, time: durationSpec(backOffice.time) } : null,
    pickup: pickup
      ? {
          group: groupOf(pickup.letter),
          machineGroup: groupOf(pickup.machineLetter),
          service: durationSpec(pickup.service),
          after: durationSpec(pickup.after),
        }
      : null,
  };
}
