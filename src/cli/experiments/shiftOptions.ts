/** The words of --shift-starts, --shift-hours and --lunch, and a plan of shifts that was found, as JSON and as text. */

import type { ShiftPlan, ShiftResult } from '../../experiment/staffing/shiftSearch';
import type { Shift, ShiftRules } from '../../experiment/staffing/shifts';
import { clockOf } from '../../scenario/schema/units';
import { clockTime } from '../arguments';
import { UsageError } from '../exit';
import { percent } from './experimentReport';
import { number, table, withInterval } from './print';
import { type Arguments, jsonHead, type Session } from './session';
import { staffingJson } from './staffingOutput';

const STARTS_MAX = 200;

/** Undefined if no shift option is given. */
export function shiftRulesOf(args: Arguments): ShiftRules | undefined {
  const starts = args.text('shift-starts');
  const lunch = args.text('lunch');
  if (starts === undefined) {
    for (const name of ['shift-hours', 'lunch', 'lunch-minutes', 'lunch-from-hours']) {
      if (args.text(name) !== undefined)
        throw new UsageError(`--${name} needs --shift-starts, for example --shift-starts 08:00..10:00:30`);
    }
    return undefined;
  }
  const hours = (args.text('shift-hours') ?? '8')
    .split(',')
    .map((text) => positive('shift-hours', text, 'hours like 8 or 4,6,8'));
  return {
    startsS: startTimes(starts),
    hours: [...new Set(hours)].sort((a, b) => a - b),
    lunches: lunch === undefined ? [] : lunch.split(',').map(lunchTime),
    lunchMin: args.positive('lunch-minutes') ?? 30,
    lunchFromHours: args.positive('lunch-from-hours') ?? 6,
  };
}

function positive(name: string, text: string, example: string): number {
  const value = Number(text);
  if (text.trim() === '' || !(value > 0 && value <= 24))
    throw new UsageError(`--${name} takes ${example}, got "${text}"`);
  return value;
}

/** 08:00,09:30 or 08:00..10:00:30 (every 30 minutes). */
function startTimes(text: string): number[] {
  const range = /^(\d{1,2}:\d{2})\.\.(\d{1,2}:\d{2}):(\d+)$/.exec(text);
  const times = range ? [] : text.split(',').map((part) => clockTime('shift-starts', part.trim()));
  if (range) {
    const [from, to, stepMin] = [
      clockTime('shift-starts', range[1] as string),
      clockTime('shift-starts', range[2] as string),
      Number(range[3]),
    ];
    if (from > to || stepMin < 1)
      throw new UsageError(`--shift-starts takes FROM..TO:MINUTES with FROM before TO, got "${text}"`);
    for (let timeS = from; timeS <= to; timeS += stepMin * 60) times.push(timeS);
  }
  if (times.length > STARTS_MAX)
    throw new UsageError(`--shift-starts names ${times.length} starts; allowed: up to ${STARTS_MAX}`);
  return [...new Set(times)].sort((a, b) => a - b);
}

function lunchTime(text: string): ShiftRules['lunches'][number] {
  const after = /^\+(\d+(?:\.\d+)?)h$/.exec(text.trim());
  if (after) return { kind: 'after', timeS: Number(after[1]) * 3600 };
  return { kind: 'clock', timeS: clockTime('lunch', text.trim()) };
}

export type ShiftFacts = {
  readonly scenario: string;
  readonly session: Session;
  readonly plan: ShiftPlan;
  readonly result: ShiftResult;
};

function taken({ plan, result }: ShiftFacts): { letters: readonly string[]; shift: Shift; clerks: number }[] {
  return result.counts.flatMap((own, p) =>
    own.flatMap((clerks, j) =>
      clerks > 0 ? [{ letters: plan.pools[p]?.letters ?? [], shift: result.shifts[j] as Shift, clerks }] : [],
    ),
  );
}

export function shiftJson(facts: ShiftFacts) {
  const { result, plan } = facts;
  const {
    outcome,
    plannedHours,
    plan: intervals,
    analyticGuess,
    verification,
    current,
    periods,
  } = staffingJson({
    ...facts,
    result: result.intervals,
  });
  const { scenario, session } = facts;
  return {
    ...jsonHead('optimize', scenario, session, plan.confidence),
    goals: [plan.goal.text],
    objective: { figure: 'paidHours', unit: 'h', direction: 'minimize' },
    outcome: result.outcome,
    paidHours: result.paidHours,
    clerks: result.clerks,
    shifts: taken(facts).map(({ letters, shift, clerks }) => ({
      letters,
      from: clockOf(shift.fromS),
      to: clockOf(shift.toS),
      lunch: shift.lunch && { from: clockOf(shift.lunch.fromS), to: clockOf(shift.lunch.toS) },
      paidHours: shift.paidHours,
      clerks,
    })),
    shiftKinds: result.shifts.length,
    cover: result.cover,
    verification: result.verification,
    byInterval: { outcome, periods, plannedHours, plan: intervals, analyticGuess, verification },
    current,
    plansTried: result.plans,
  };
}

export function shiftReport(facts: ShiftFacts): string {
  const { scenario, session, plan, result } = facts;
  const { goal } = plan;
  const { intervals } = result;
  const lunches = result.shifts.filter((shift) => shift.lunch !== null).length;
  const lines = [
    `${scenario}: fewest paid hours with ${goal.text} in shifts (${session.options.resolution}, ${plan.replications} days a plan, ${result.plans} plans)`,
    `${result.shifts.length} kinds of shift (${lunches} with lunch)`,
    '',
    table(
      [
        ['letters', 'from', 'to', 'lunch', 'paid h', 'clerks'],
        ...taken(facts).map(({ letters, shift, clerks }) => [
          letters.join(','),
          clockOf(shift.fromS),
          clockOf(shift.toS),
          shift.lunch ? `${clockOf(shift.lunch.fromS)}-${clockOf(shift.lunch.toS)}` : 'none',
          number(shift.paidHours),
          String(clerks),
        ]),
      ],
      '  ',
    ),
    '',
    `  shifts        ${result.paidHours.toFixed(2)} paid h, ${result.clerks} clerks; ${goal.kpi.id} ${withInterval(result.verification)} ${goal.kpi.unit} on ${result.verification.n} days${result.outcome === 'verified' ? ' that the search had not seen' : ''}`,
    `  covering only ${result.cover.paidHours.toFixed(2)} paid h cover the staffing by interval${result.cover.bound >= result.cover.paidHours - 1e-6 ? ', and nothing cheaper does' : `; none below ${result.cover.bound.toFixed(2)} h does`}`,
    `  by interval   ${intervals.hours.toFixed(2)} h, if clerks could come and go every ${plan.grid.stepS / 60} min`,
    `  as in file    ${withInterval(intervals.current.hours)} h worked, overtime included; ${goal.kpi.id} ${withInterval(intervals.current.goal)} ${goal.kpi.unit}`,
    '',
  ];
  if (result.outcome === 'verified') lines.push(`the shifts meet the goal with ${percent(plan.confidence)} confidence`);
  else if (result.outcome === 'impossible')
    lines.push('no plan meets the goal: it is missed even with every window of the scenario open all day');
  else
    lines.push(
      `not shown: the goal was not met with ${percent(plan.confidence)} confidence within the budget; raise --most-replications`,
    );
  return `${lines.join('\n')}\n`;
}
