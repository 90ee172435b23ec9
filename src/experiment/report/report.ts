/** The bottleneck report: steps of a day, the binding resource, what one more of each would buy, and the capacity curve. */
import type { DayEvidence } from '../../metrics/evidence';
import type { ParsedScenario } from '../../scenario/parse';
import type { ScenarioSource } from '../../scenario/source';
import { type Addition, moreRobots, moreServers, moreWindows } from '../../scenario/vary/additions';
import { applyChanges } from '../../scenario/vary/apply';
import { poolsOf } from '../../scenario/vary/staffing';
import { type Difference, difference, type Interval, interval } from '../interval';
import type { Kpi } from '../kpi/kpi';
import { parseKpi } from '../kpi/parse';
import type { Laboratory } from '../laboratory';
import { type Warning, warningsOf } from '../warnings';
import { idlestWindows, type Resource, resources, type StepShare, stepShares } from './bottleneck';
import { kneeOf } from './knee';

export type ReportPlan = {
  readonly source: ScenarioSource;
  readonly parsed: ParsedScenario;
  readonly replications: number;
  readonly confidence: number;
  readonly serviceLevelMin: number;
  /** Demand factors of the capacity curve, ascending; 1 = as in the file. */
  readonly factors: readonly number[];
};

export type OneMore = {
  readonly what: string;
  readonly note: string;
  /** Null if it could not be added. By figure, difference to the hall as it is. */
  readonly buys: readonly (Difference & { readonly kpi: string; readonly unit: string })[] | null;
};

export type CurvePoint = {
  readonly factor: number;
  readonly arrived: number;
  readonly wait: Interval;
  readonly p90: Interval;
  readonly utilization: Interval;
};

export type Report = {
  readonly replications: number;
  readonly figures: readonly (Interval & { readonly kpi: string; readonly unit: string })[];
  readonly steps: readonly StepShare[];
  readonly resources: readonly Resource[];
  readonly oneMore: readonly OneMore[];
  readonly curve: readonly CurvePoint[];
  /** Demand factor at the knee; null = the curve has none in this range. */
  readonly knee: number | null;
  /** Why there is no curve; empty if there is one. */
  readonly curveNote: string;
  readonly warnings: readonly Warning[];
};

/** Pools of windows of which one more is tried, those with the most waiting first. */
const POOLS_MAX = 6;

export async function makeReport(plan: ReportPlan, laboratory: Laboratory): Promise<Report> {
  const { source, parsed, replications, confidence } = plan;
  const kpis = ['mean(wait)', 'p90(wait)', 'serviceLevel', 'mean(stay)', 'utilization'].map((id) =>
    parseKpi(id, plan.serviceLevelMin),
  );
  const [wait, p90, , , utilization] = kpis as [Kpi, Kpi, Kpi, Kpi, Kpi];
  const days = await laboratory.run(source, replications);
  const estimate = (kpi: Kpi, list: readonly DayEvidence[]): Interval => interval(list.map(kpi.of), confidence);
  const used = resources(days, poolsOf(parsed.scenario));
  const additions = additionsOf(plan, days, used);
  const scaled = plan.factors.map((factor) => ({
    factor,
    made:
      factor === 1 ? ({ ok: true, source } as const) : applyChanges(source, [{ path: 'demand.factor', value: factor }]),
  }));
  const usable = scaled.flatMap(({ factor, made }) => (made.ok ? [{ factor, source: made.source }] : []));
  const lists = await laboratory.gather([
    ...additions.flatMap((addition) => (addition.source ? [{ source: addition.source, count: replications }] : [])),
    ...usable.map((point) => ({ source: point.source, count: replications })),
  ]);
  const oneMore = additions.map((addition): OneMore => {
    if (!addition.source) return { what: addition.what, note: addition.note, buys: null };
    const list = lists.shift() as DayEvidence[];
    const buys = kpis.map((kpi) => ({
      kpi: kpi.id,
      unit: kpi.unit,
      ...difference(days.map(kpi.of), list.map(kpi.of), kpi, confidence),
    }));
    return { what: addition.what, note: addition.note, buys };
  });
  const curve = usable
    .map(({ factor }, i) => {
      const list = lists[i] as DayEvidence[];
      return {
        factor,
        arrived: interval(list.map((day) => day.citizens.arrived)).mean,
        wait: estimate(wait, list),
        p90: estimate(p90, list),
        utilization: estimate(utilization, list),
      };
    })
    .filter((point) => point.wait.n > 0);
  const knee = kneeOf(
    curve.map((point) => point.factor),
    curve.map((point) => point.wait.mean),
  );
  const failed = scaled.find(({ made }) => !made.ok);
  return {
    replications: days.length,
    figures: kpis.map((kpi) => ({ kpi: kpi.id, unit: kpi.unit, ...estimate(kpi, days) })),
    steps: stepShares(days, confidence),
    resources: used,
    oneMore,
    curve,
    knee: knee === null ? null : (curve[knee] as CurvePoint).factor,
    curveNote: failed && !failed.made.ok ? (failed.made.problems[0]?.message ?? '') : '',
    warnings: warningsOf(days, wait),
  };
}

function additionsOf(
  { source, parsed }: ReportPlan,
  days: readonly DayEvidence[],
  used: readonly Resource[],
): Addition[] {
  const rank = (what: string): number =>
    used.findIndex((resource) => resource.what === what.replace('window:', 'windows:'));
  const windows = moreWindows(source, parsed, idlestWindows(days))
    .sort((a, b) => rank(a.what) - rank(b.what))
    .slice(0, POOLS_MAX);
  const others = parsed.scenario.walking
    ? [moreServers(source, 'kiosk'), moreServers(source, 'desk'), moreRobots(source, parsed)]
    : [];
  return [...windows, ...others.filter((addition) => addition !== null)];
}
