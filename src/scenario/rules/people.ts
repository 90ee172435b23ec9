/** `rules.people` -> the kernel's: age bands with their speeds. */
import { PI } from '../../kernel/base/detmath';
import { AGE_SPEEDS, type PeopleSpec } from '../../kernel/people/spec';
import { durationSpec } from '../durations';
import type { Scenario } from '../schema/scenario';

export function peopleSpec({ rules }: Scenario): PeopleSpec | null {
  const { people } = rules;
  if (!people) return null;
  const { ages, groupShares, strollerTurnDps, wheelchairTurnDps, restTime, ...plain } = people;
  const rest = {
    ...plain,
    groupShares: [groupShares[3], groupShares[4], groupShares[5]] as const,
    strollerTurnRps: (strollerTurnDps * PI) / 180,
    wheelchairTurnRps: (wheelchairTurnDps * PI) / 180,
    restTime: durationSpec(restTime),
  };
  if (!ages) return { ...rest, ages: null };
  return {
    ...rest,
    ages: Object.entries(ages)
      .filter(([, share]) => share > 0)
      .map(([years, share]) => {
        const [minMps, maxMps] = AGE_SPEEDS[years] ?? [0, 0];
        return { years: Number(years), share, minMps, maxMps };
      }),
  };
}
