/** Intervals and verdicts, warnings, the analytic staffing guess, the knee. */
import { describe, expect, it } from 'vitest';
import { difference, interval, ratioInterval, replicationsFor } from '../../../src/experiment/interval';
import { parseGoal, parseKpi } from '../../../src/experiment/kpi/parse';
import { kneeOf } from '../../../src/experiment/report/knee';
import { erlangC, offeredLoad, waiting } from '../../../src/experiment/staffing/erlang';
import { planHours, stretchesOf } from '../../../src/experiment/staffing/search';
import { warningsOf } from '../../../src/experiment/warnings';
import { EvidenceRunner } from '../../../src/runtime/runEvidence';
import { parseScenario } from '../../../src/scenario/parse';
import { applyChanges } from '../../../src/scenario/vary/apply';
import { asRanges, poolsOf, withStaffing } from '../../../src/scenario/vary/staffing';
import { sourceOf } from '../../worlds/shipped';
import { theoryDay } from '../../worlds/theoryDay';

const wait = parseKpi('mean(wait)');

describe('intervals', () => {
  it('mean and half-width as in the textbook; days without the figure are left out', () => {
    const found = interval([1, 2, 3, 4, 5, Number.NaN]);
    expect(found.mean).toBe(3);
    expect(found.n).toBe(5);
    // t(4, 0.975) = 2.776445, s = sqrt(2.5)
    expect(found.halfWidth).toBeCloseTo((2.776445 * Math.sqrt(2.5)) / Math.sqrt(5), 5);
    expect(interval([]).mean).toBeNaN();
    expect(interval([7]).halfWidth).toBe(Number.POSITIVE_INFINITY);
  });

  it('a verdict says better or worse by the direction of the figure, and how many replications would decide', () => {
    const a = [10, 12, 11, 13, 9];
    const lower = a.map((value, i) => value - 2 - 0.1 * i);
    expect(difference(a, lower, wait).verdict).toBe('better');
    expect(difference(lower, a, wait).verdict).toBe('worse');
    expect(difference(a, lower, parseKpi('served')).verdict).toBe('worse');
    expect(difference(a, lower, parseKpi('utilization')).verdict).toBe('lower');
    expect(difference(a, a, wait)).toMatchObject({ verdict: 'equal', varianceRatio: null });
    const noisy = difference(a, [11, 11, 12, 12, 10], wait);
    expect(noisy.verdict).toBe('undecided');
    const n = noisy.replicationsToDecide as number;
    expect(n).toBeGreaterThan(5);
    expect(replicationsFor(Math.abs(noisy.mean), noisy.sd)).toBe(n);
  });

  it('a ratio over days weighs visitors alike', () => {
    const found = ratioInterval([10, 90], [10, 30]);
    expect(found.mean).toBe(2.5);
    expect(ratioInterval([4, 8, 12], [2, 4, 6]).halfWidth).toBe(0);
  });
});

describe('warnings', () => {
  it('an overloaded day is called overloaded, a quiet one is not', async () => {
    const runner = new EvidenceRunner();
    const at = async (windows: number, seeds: number) => {
      const made = applyChanges(theoryDay(), [{ path: 'staffing[0].count', value: windows }]);
      if (!made.ok) throw new Error('theory day');
      const list = await runner.run({
        source: made.source,
        options: {},
        seeds: Array.from({ length: seeds }, (_, i) => i + 1),
      });
      return warningsOf(list, wait).map((warning) => warning.kind);
    };
    const crowded = await at(11, 5);
    expect(crowded).toContain('overloaded');
    expect(crowded).toContain('queue-at-closing');
    expect(await at(22, 40)).not.toContain('overloaded');
    expect(await at(18, 3)).toContain('wide-interval');
  });
});

describe('the analytic staffing guess', () => {
  it('Erlang C of planner.md section 5, and the late share', () => {
    expect(erlangC(16, 18)).toBeCloseTo(0.531181, 5);
    expect(waiting(16, 18, 480, 1, 600).meanS / 60).toBeCloseTo(2.125, 2);
    expect(1 - waiting(16, 18, 480, 1, 600).late).toBeCloseTo(0.9564, 3);
    expect(waiting(18, 18, 480, 1, 600).late).toBe(1);
  });

  it('offered load lags behind the arrivals by about the holding time and keeps their amount', () => {
    const load = offeredLoad([60, 60, 60, 0, 0, 0, 0, 0], 900, 600);
    expect(load[2]).toBeGreaterThan(9);
    expect(load[3]).toBeGreaterThan(3);
    // Area under m = customers x holding time.
    expect(load.reduce((sum, m) => sum + m * 900, 0)).toBeCloseTo(45 * 600, -1);
  });
});

describe('staffing plans', () => {
  const source = sourceOf('guided-hall');
  const parsed = parseScenario(source);
  if (!parsed.ok) throw new Error('guided-hall is invalid');
  const pools = poolsOf(parsed.scenario);
  const grid = { fromS: 9 * 3600, stepS: 3600, count: 8, closeS: 17 * 3600 };

  it('pools are windows with the same letters', () => {
    expect(pools.map((pool) => `${pool.letters.join('')}: ${asRanges(pool.windows).join(' ')}`)).toEqual([
      'A: A01-A03',
      'HB: B01 B10',
      'B: B02-B09',
      'C: C01-C03',
    ]);
  });

  it('counts become stretches, the file keeps its comments, and reads back with the same hours', () => {
    const counts = pools.map((pool) => Array.from({ length: 8 }, (_, k) => Math.max(1, pool.windows.length - (k % 3))));
    const made = withStaffing(source, stretchesOf(pools, counts, grid), true);
    if (!made.ok) throw new Error(made.problems.map((found) => found.message).join());
    const before = source.scenarioText.split('\n').filter((line) => line.startsWith('#'));
    const after = made.source.scenarioText.split('\n').filter((line) => line.startsWith('#'));
    expect(after).toEqual(before);
    const again = parseScenario(made.source);
    const hours = again.ok
      ? again.scenario.staffing.reduce((sum, row) => {
          const [from, to] = [row.from, row.to].map(
            (time) => Number(time?.slice(0, 2)) + Number(time?.slice(3, 5)) / 60,
          );
          const windows = row.windows.reduce((count, range) => {
            const [first = '', last = first] = range.split('-');
            return count + Number(last.slice(1)) - Number(first.slice(1)) + 1;
          }, 0);
          return sum + windows * ((to as number) - (from as number));
        }, 0)
      : 0;
    expect(hours).toBeCloseTo(planHours(counts, grid), 9);
  });

  it('goals are understood by the guess', () => {
    expect(parseGoal('share(wait<=10min) >= 90%').kpi.id).toBe('share(wait<=10min)');
  });
});

describe('the knee of a capacity curve', () => {
  it('is where the curve leaves the ground', () => {
    const x = [0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.1];
    expect(kneeOf(x, [1, 1, 1, 1, 2, 10, 30])).toBe(4);
    expect(kneeOf(x, [1, 2, 3, 4, 5, 6, 7])).toBeNull();
    expect(kneeOf(x, [7, 6, 5, 4, 3, 2, 1])).toBeNull();
    expect(kneeOf([1, 2], [1, 2])).toBeNull();
  });
});
