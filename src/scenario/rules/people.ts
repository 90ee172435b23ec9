/** `rules.people` -> the kernel's: age bands with their speeds. */
import { AGE_SPEEDS, type PeopleSpec } from '../../kernel/people/spec';
import type { Scenario } from '../schema/scenario';

export function peopleSpec({ rules }: Scenario): PeopleSpec | null {
  const { people } = rules;
  if (!people) return null;
  const { ages, ...rest } = people;
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
