/** What `hall-twin run` says about the rules: figures that happened, under their names, and nothing else. */
import { describe, expect, it } from 'vitest';
import { ruleLines } from '../../../src/cli/ruleLines';
import { runHall, summaryOf } from '../../../src/runtime/run';
import { hallOf, specOf } from '../../worlds/shipped';
import { runSmall } from '../../worlds/smallDay';

describe('rules in the report of a run', () => {
  it('a day with the service robot says what it did', async () => {
    const hall = hallOf(await specOf('shiwan-xiaozheng', { resolution: 'meso' }));
    const { rules } = summaryOf(hall, runHall(hall));
    if (!rules) throw new Error('the scenario has rules');
    const text = ruleLines(rules).join('\n');
    const { chosen, sentOn } = rules.channels['xiao-zheng'] ?? { chosen: -1, sentOn: -1 };
    expect(text).toContain(`xiao-zheng taken ${chosen}`);
    expect(text).toContain(`sent on to a window ${sentOn}`);
    expect(text).toContain(`at the machine ${rules.demand.pickupVisits.machine}`);
    expect(text).toMatch(/clerks {5}of V01, V02, V03 busy \d+\.\d% of their time/);
    expect(text).not.toMatch(/\b0\b(?!\.)/);
  }, 300_000);

  it('a day on which nothing happened says only what the cases were', () => {
    const hall = runSmall({ at: [0], serviceS: [100], rules: { companions: { share: 0 } } });
    const { rules } = summaryOf(hall, 0);
    expect(rules && ruleLines(rules)).toEqual([
      'cases      1, done at the first visit 100.0%, visits a case 1.00; satisfied visits 100.0%',
    ]);
  });
});
