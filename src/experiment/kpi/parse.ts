/**
 * The words of --kpi, --goal and --minimize.
 *
 *   figure   := NAME | FUNC '(' quantity ')' | 'share' '(' quantity ('<=' | '>') NUMBER UNIT ')'
 *   FUNC     := mean | median | max | p1 .. p99.9
 *   quantity := ('wait' | 'stay' | 'service') ('[' LETTER | 'item:' ID | 'window:' ID | 'class:' ID | 'stage:' N ']')?
 *             | 'queue' ('[' LETTER ']')?                                  (mean only)
 *   goal     := figure ('<=' | '>=' | '<' | '>') NUMBER UNIT?
 */
import { type DurationFigure, durationKpi, type Kpi, type Selector, type Unit } from './kpi';
import { KPI_NAMES, namedKpi, queueKpi } from './named';

/** A figure or goal that cannot be read. The message says what is allowed. */
export class KpiError extends Error {}

export type Goal = {
  readonly kpi: Kpi;
  /** The figure must be at most (true) or at least (false) the limit. */
  readonly atMost: boolean;
  /** In the figure's unit. */
  readonly limit: number;
  /** Normal form. */
  readonly text: string;
};

const ALLOWED = `${KPI_NAMES.join(', ')}, serviceLevel, mean(wait), median(wait), max(wait), p90(wait), p90(wait[B]), mean(wait[item:ID]), mean(wait[window:B01]), p90(wait[class:elderly]), mean(wait[stage:2]), mean(stay), mean(service), mean(queue[B]), share(wait <= 10min)`;

/** Names of earlier commands and everyday words. */
const ALIASES: Readonly<Record<string, string>> = {
  waitmean: 'mean(wait)',
  waitp90: 'p90(wait)',
  waitmax: 'max(wait)',
  timeinhallmean: 'mean(stay)',
  staffhours: 'staffHours',
  utilizationmean: 'utilization',
};

const FUNCTION = /^(mean|median|max|share|p\d{1,2}(?:\.\d{1,2})?)\((.*)\)$/;
const QUANTITY = /^(wait|stay|timeInSystem|service|queue)(?:\[([^\]]+)\])?(?:(<=|>)(\d+(?:\.\d+)?)(s|sec|min|h))?$/;

/** @param serviceLevelMin minutes that `serviceLevel` stands for: share(wait <= that) */
export function parseKpi(text: string, serviceLevelMin = 10): Kpi {
  const written = text.replace(/\s+/g, '');
  const plain = ALIASES[written.toLowerCase()] ?? written;
  if (plain === 'serviceLevel') return parseKpi(`share(wait<=${serviceLevelMin}min)`);
  const named = namedKpi(plain);
  if (named) return named;
  const call = FUNCTION.exec(plain);
  if (!call) throw new KpiError(`no figure "${text}"; allowed: ${ALLOWED}`);
  const [, func = '', inside = ''] = call;
  const quantity = QUANTITY.exec(inside);
  if (!quantity) {
    throw new KpiError(
      `figure "${text}": cannot read "${inside}"; allowed: wait, stay, service or queue, with [LETTER], [item:ID], [window:ID], [class:ID] or [stage:N]`,
    );
  }
  const [, what = '', inBrackets, relation, number, unit] = quantity;
  const kind = what === 'timeInSystem' ? 'stay' : (what as 'wait' | 'stay' | 'service' | 'queue');
  const figure = figureOf(func);
  const selector = selectorOf(inBrackets, text);
  const isShare = figure.kind === 'share';
  if (isShare !== (relation !== undefined)) {
    throw new KpiError(
      isShare
        ? `figure "${text}": a share needs a limit with its unit: share(wait <= 10min)`
        : `figure "${text}": a limit inside the brackets belongs to share(...); a goal reads ${func}(${what}) <= 10min`,
    );
  }
  check(text, kind, figure, selector);
  const name =
    kind + (selector === null ? '' : `[${selector.kind === 'letter' ? '' : `${selector.kind}:`}${selector.id}]`);
  if (kind === 'queue') return queueKpi(`mean(${name})`, selector);
  if (!isShare) return durationKpi(`${func === 'median' ? 'p50' : func}(${name})`, kind, figure, selector, 0);
  const limitS = Number(number) * SECONDS[unit as string]!;
  const within = durationKpi(`share(${name}<=${number}${unit})`, kind, figure, selector, limitS);
  if (relation === '<=') return within;
  return {
    ...within,
    id: `share(${name}>${number}${unit})`,
    better: 'lower',
    of: (day) => 100 - within.of(day),
    pool: above(within),
  };
}

function above({ pool }: Kpi): Kpi['pool'] {
  return pool && { ...pool, above: true };
}

const SECONDS: Readonly<Record<string, number>> = { s: 1, sec: 1, min: 60, h: 3600 };

function figureOf(func: string): DurationFigure {
  if (func === 'mean' || func === 'max' || func === 'share') return { kind: func, p: 0 };
  return { kind: 'quantile', p: func === 'median' ? 0.5 : Number(func.slice(1)) / 100 };
}

function selectorOf(inside: string | undefined, text: string): Selector {
  if (inside === undefined) return null;
  const match = /^(?:(item|window|letter|class|stage):)?([A-Za-z0-9][A-Za-z0-9_-]*)$/.exec(inside);
  const kind = (match?.[1] ?? 'letter') as NonNullable<Selector>['kind'];
  const id = match?.[2];
  const readable = { letter: /^[A-Z]$/, stage: /^[1-9]\d?$/ }[kind as string] ?? /./;
  if (id === undefined || !readable.test(id)) {
    throw new KpiError(
      `figure "${text}": [${inside}] is not allowed; allowed: [A] a ticket letter, [item:ID], [window:ID], [class:ID] a priority class, [stage:1] the first window of a visit`,
    );
  }
  return { kind, id };
}

/** What the evidence does not keep cannot be asked for. */
function check(text: string, kind: string, figure: DurationFigure, selector: Selector): void {
  const fail = (allowed: string): never => {
    throw new KpiError(`figure "${text}" is not kept by day; allowed: ${allowed}`);
  };
  if (kind === 'service' && figure.kind !== 'mean') fail('mean(service), mean(service[item:ID])');
  if (kind === 'service' && selector !== null && selector.kind !== 'item')
    fail('mean(service), mean(service[item:ID])');
  if (kind === 'stay' && selector !== null) fail('figures of stay over all visitors, for example p90(stay)');
  if (kind === 'queue' && (figure.kind !== 'mean' || (selector !== null && selector.kind !== 'letter')))
    fail('mean(queue), mean(queue[B]), queueMax');
  if (selector?.kind === 'window' && figure.kind !== 'mean') fail('mean(wait[window:ID])');
  const p90 = figure.kind === 'quantile' && figure.p === 0.9;
  if (selector?.kind === 'item' && figure.kind !== 'mean' && !p90) fail('mean(wait[item:ID]), p90(wait[item:ID])');
}

const GOAL =
  /^(.+?)(<=|>=|<|>)(\d+(?:\.\d+)?)(s|sec|min|h|%|persons|person|windows|window|visits|visit|cases|case|trips|trip|points|point)?$/;

/** For example "p90(wait) <= 10min" or "share(wait <= 10min) >= 90%". A number without unit is in the figure's unit. */
export function parseGoal(text: string, serviceLevelMin = 10): Goal {
  const plain = text.replace(/\s+/g, '');
  // The relation of a goal stands after the last bracket: one inside belongs to share(...).
  const close = plain.lastIndexOf(')');
  const match = GOAL.exec(plain.slice(close + 1) === '' ? plain : `@${plain.slice(close + 1)}`);
  const head = match?.[1];
  if (!match || head === undefined) {
    throw new KpiError(
      `goal "${text}" cannot be read; a goal reads FIGURE <= NUMBER UNIT, for example "p90(wait) <= 10min" or "share(wait <= 10min) >= 90%"`,
    );
  }
  const kpi = parseKpi(close < 0 ? head.replace(/^@/, '') : plain.slice(0, close + 1) + head.slice(1), serviceLevelMin);
  const [, , relation = '', number = '', unit] = match;
  const limit = inUnit(Number(number), unit, kpi, text);
  const atMost = relation.startsWith('<');
  return {
    kpi,
    atMost,
    limit,
    text: `${kpi.id} ${atMost ? '<=' : '>='} ${limit}${kpi.unit === '%' ? '%' : ` ${kpi.unit}`}`,
  };
}

function inUnit(value: number, unit: string | undefined, kpi: Kpi, text: string): number {
  if (unit === undefined) return value;
  const seconds = SECONDS[unit];
  if (seconds !== undefined && (kpi.unit === 'min' || kpi.unit === 'h'))
    return (value * seconds) / (kpi.unit === 'min' ? 60 : 3600);
  const plain = unit.replace(/^(person|window|visit|case|trip|point)$/, '$1s') as Unit;
  if (plain === kpi.unit) return value;
  const allowed = kpi.unit === 'min' || kpi.unit === 'h' ? 's, min, h' : kpi.unit;
  throw new KpiError(`goal "${text}": ${kpi.id} is not measured in ${unit}; allowed: ${allowed}`);
}

/** Whether a day's or a mean figure meets the goal. */
export function meets(goal: Goal, value: number): boolean {
  return goal.atMost ? value <= goal.limit : value >= goal.limit;
}
