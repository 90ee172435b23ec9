/** The answer of optimize as JSON, CSV and text. Keys in docs/experiments.md. */
import type { DesignStanding, OptimizePlan, OptimizeResult } from '../../experiment/optimize';
import { csv } from '../tables';
import { percent } from './experimentReport';
import { table, withInterval } from './print';
import { jsonHead, type Session } from './session';

export type OptimizeFacts = {
  readonly scenario: string;
  readonly session: Session;
  readonly plan: OptimizePlan;
  readonly result: OptimizeResult & { readonly probability?: number };
};

export function optimizeJson({ scenario, session, plan, result }: OptimizeFacts) {
  const label = (i: number): string => (plan.designs[i] as (typeof plan.designs)[number]).label;
  return {
    ...jsonHead('optimize', scenario, session, plan.confidence),
    goals: plan.goals.map((goal) => goal.text),
    objective: {
      figure: plan.minimize.id,
      unit: plan.minimize.unit,
      direction: plan.maximize ? 'maximize' : 'minimize',
    },
    delta: result.delta,
    outcome: result.outcome,
    reason: result.reason,
    best: result.best === null ? null : label(result.best),
    rivals: result.rivals.map(label),
    method: result.probability === undefined ? 'kn' : 'ocba',
    probabilityOfBest: result.probability ?? null,
    designs: result.standings.map((found) => ({
      label: found.design.label,
      values: Object.fromEntries(found.design.changes.map(({ path, value }) => [path, value])),
      standing: found.standing,
      replications: found.replications,
      objective: numbers(found.objective),
      goals: found.goals.map((goal, g) => ({
        goal: plan.goals[g]?.text ?? '',
        standing: goal.standing,
        ...numbers(goal),
      })),
    })),
  };
}

function numbers({ mean, halfWidth, low, high, sd, n }: DesignStanding['objective']) {
  return { mean, halfWidth, low, high, sd, n };
}

export function optimizeFiles({ plan, result }: OptimizeFacts): Readonly<Record<string, string>> {
  const header = ['design', 'standing', 'replications', plan.minimize.id, 'low', 'high'];
  for (const goal of plan.goals) header.push(goal.kpi.id, 'low', 'high', `meets ${goal.text}`);
  const rows = result.standings.map((found) => [
    found.design.label,
    found.standing,
    found.replications,
    found.objective.mean,
    found.objective.low,
    found.objective.high,
    ...found.goals.flatMap((goal) => [goal.mean, goal.low, goal.high, goal.standing]),
  ]);
  return { 'optimize.csv': csv([header, ...rows]) };
}

export function optimizeReport(facts: OptimizeFacts): string {
  const { plan, result, scenario, session } = facts;
  const goals = plan.goals.map((goal) => goal.text).join(' and ');
  const verb = plan.maximize ? 'most' : 'least';
  const lines = [
    `${scenario}: ${verb} ${plan.minimize.id} among ${plan.designs.length} designs${goals === '' ? '' : ` with ${goals}`} (${session.options.resolution}, seeds from ${session.baseSeed})`,
    '',
  ];
  const head = [
    '',
    ...plan.goals.map((goal) => `${goal.kpi.id} ${goal.kpi.unit}`),
    `${plan.minimize.id} ${plan.minimize.unit}`,
    'days',
    'standing',
  ];
  const rows = result.standings.map((found, i) => [
    `${i === result.best ? '*' : ' '} ${found.design.label}`,
    ...found.goals.map(withInterval),
    withInterval(found.objective),
    String(found.replications),
    found.standing,
  ]);
  lines.push(table([head, ...rows.slice(0, 200)], '  '), '', answer(facts));
  return `${lines.join('\n')}\n`;
}

function answer({ plan, result }: OptimizeFacts): string {
  const name = (i: number): string => (plan.designs[i] as (typeof plan.designs)[number]).label;
  const sure = percent(plan.confidence);
  const delta = `${Number(result.delta.toPrecision(3))} ${plan.minimize.unit}`;
  if (result.probability !== undefined) {
    const chance = `estimated probability that it is the best: at least ${percent(result.probability)} (OCBA; an estimate, not a guarantee)`;
    return `best by mean: ${name(result.best as number)}\n  ${chance}${result.reason === '' ? '' : `\n  ${result.reason}`}`;
  }
  if (result.outcome === 'found') {
    const goal = plan.goals.length === 0 ? '' : `meets the goal${plan.goals.length > 1 ? 's' : ''} and `;
    return `best: ${name(result.best as number)}\n  ${goal}is the best of these designs, to within ${delta}, with ${sure} confidence`;
  }
  if (result.outcome === 'none-meets')
    return `no design meets the goal (${sure} confidence); vary further, or lower the goal`;
  const guess =
    result.best === null
      ? ''
      : `\n  best guess: ${name(result.best)}${result.rivals.length > 0 ? `; not told apart from ${result.rivals.map(name).join(', ')}` : ''}`;
  return `not decided with ${sure} confidence: ${result.reason}${guess}\n  more replications (--most-replications, now ${plan.mostReplications}) or a larger --delta decide it; days that were run are kept`;
}
