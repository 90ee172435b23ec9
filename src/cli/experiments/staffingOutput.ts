/** A staffing plan that was found, as JSON and as text. */
import type { Counts, Grid } from '../../experiment/staffing/guess';
import type { StaffingPlan, StaffingResult } from '../../experiment/staffing/search';
import type { Scenario } from '../../scenario/schema';
import { clockOf, secondsOf } from '../../scenario/schema/units';
import { percent } from './experimentReport';
import { number, table, withInterval } from './print';
import { jsonHead, type Session } from './session';

export type StaffingFacts = {
  readonly scenario: string;
  readonly session: Session;
  readonly plan: StaffingPlan;
  readonly result: StaffingResult;
};

/** Periods of `intervalMin` minutes from opening to closing; the last may be shorter. */
export function staffingGrid(scenario: Scenario, intervalMin: number): Grid {
  const fromS = secondsOf(scenario.hours.open);
  const closeS = secondsOf(scenario.hours.close);
  const stepS = intervalMin * 60;
  return { fromS, stepS, count: Math.max(1, Math.ceil((closeS - fromS) / stepS - 1e-9)), closeS };
}

export function staffingJson({ scenario, session, plan, result }: StaffingFacts) {
  const { grid, pools } = plan;
  const periods = Array.from({ length: grid.count }, (_, k) => clockOf(grid.fromS + k * grid.stepS));
  const byPool = (counts: Counts) =>
    pools.map((pool, p) => ({ letters: pool.letters, windows: pool.windows, open: counts[p] as number[] }));
  return {
    ...jsonHead('optimize', scenario, session, plan.confidence),
    goals: [plan.goal.text],
    objective: { figure: 'staffHours', unit: 'h', direction: 'minimize' },
    outcome: result.outcome,
    periods,
    plannedHours: result.hours,
    plan: byPool(result.counts),
    analyticGuess: { plannedHours: result.guessHours, plan: byPool(result.guess) },
    verification: result.verification,
    current: result.current,
    plansTried: result.plans,
  };
}

export function staffingReport({ scenario, session, plan, result }: StaffingFacts): string {
  const { grid, pools, goal } = plan;
  const periods = Array.from({ length: grid.count }, (_, k) => clockOf(grid.fromS + k * grid.stepS));
  const name = (p: number): string => `${pools[p]?.letters.join(',')} (of ${pools[p]?.windows.length})`;
  const rows = pools.flatMap((_, p) => [
    [name(p), 'found', ...(result.counts[p] as number[]).map(String)],
    ['', 'Erlang guess', ...(result.guess[p] as number[]).map(String)],
  ]);
  const lines = [
    `${scenario}: fewest staff hours with ${goal.text} (${session.options.resolution}, ${plan.replications} days a plan, ${result.plans} plans)`,
    '',
    table([['windows open from', '', ...periods], ...rows], '  '),
    '',
    `  found         ${number(result.hours)} h planned; ${goal.kpi.id} ${withInterval(result.verification)} ${goal.kpi.unit} on ${result.verification.n} days${result.outcome === 'verified' ? ' that the search had not seen' : ''}`,
    `  Erlang guess  ${number(result.guessHours)} h planned`,
    `  as in file    ${withInterval(result.current.hours)} h worked, overtime included; ${goal.kpi.id} ${withInterval(result.current.goal)} ${goal.kpi.unit}`,
    '',
  ];
  if (result.outcome === 'verified') lines.push(`the plan meets the goal with ${percent(plan.confidence)} confidence`);
  else if (result.outcome === 'impossible') {
    lines.push(
      `no plan meets the goal: it is missed even with every window of the scenario open all day (${percent(plan.confidence)} confidence)`,
    );
  } else
    lines.push(
      `not shown: the goal was not met with ${percent(plan.confidence)} confidence within the budget; raise --most-replications`,
    );
  return `${lines.join('\n')}\n`;
}
