/** An experiment as JSON and as CSV tables. Keys and columns are documented in docs/experiments.md and stay as they are. */
import { createHash } from 'node:crypto';
import type { DesignResult } from '../../experiment/experiment';
import { interval, ratioInterval } from '../../experiment/interval';
import { allWaits, type Kpi } from '../../experiment/kpi/kpi';
import type { DayEvidence } from '../../metrics/evidence';
import { mean } from '../../metrics/statistics';
import { STEPS } from '../../metrics/steps';
import { clockOf } from '../../scenario/schema/units';
import type { ScenarioSource } from '../../scenario/source';
import { csv } from '../tables';

export type ExperimentFacts = {
  readonly scenario: string;
  readonly resolution: 'meso' | 'micro';
  readonly baseSeed: number;
  readonly engine: string;
  readonly confidence: number;
  readonly interrupted: boolean;
  readonly kpis: readonly Kpi[];
  readonly results: readonly DesignResult[];
};

/** Hash of a scenario and its scene as texts: the same experiment has the same. */
export function scenarioHash(source: ScenarioSource): string {
  return createHash('sha256')
    .update(source.scenarioText)
    .update('\0')
    .update(source.sceneText)
    .digest('hex')
    .slice(0, 16);
}

/** Mean wait over visitors instead of over days, minutes. */
function waitPerVisitor(days: readonly DayEvidence[], confidence: number) {
  const lists = days.map(allWaits);
  const {
    mean: centre,
    halfWidth,
    low,
    high,
    n,
  } = ratioInterval(
    lists.map((waits) => waits.sumS / 60),
    lists.map((waits) => waits.valuesS.length),
    confidence,
  );
  return { mean: centre, halfWidth, low, high, n };
}

/** Infinity and NaN become null in JSON. */
export function experimentJson(facts: ExperimentFacts) {
  return {
    command: 'experiment',
    formatVersion: 1,
    scenario: facts.scenario,
    resolution: facts.resolution,
    baseSeed: facts.baseSeed,
    engine: facts.engine,
    confidence: facts.confidence,
    interrupted: facts.interrupted,
    kpis: facts.kpis.map(({ id, unit, better }) => ({ id, unit, better })),
    designs: facts.results.map((result) => ({
      label: result.design.label,
      values: Object.fromEntries(result.design.changes.map(({ path, value }) => [path, value])),
      scenarioHash: scenarioHash(result.design.source),
      replications: result.days.length,
      estimates: Object.fromEntries(
        result.estimates.map(({ kpi, mean: centre, halfWidth, low, high, sd, n }) => [
          kpi,
          { mean: centre, halfWidth, low, high, sd, n },
        ]),
      ),
      waitPerVisitor: waitPerVisitor(result.days, facts.confidence),
      differences: Object.fromEntries(
        result.differences.map(({ kpi, mean: centre, halfWidth, low, high, sd, n, ...rest }) => [
          kpi,
          {
            mean: centre,
            halfWidth,
            low,
            high,
            sd,
            n,
            verdict: rest.verdict,
            replicationsToDecide: rest.replicationsToDecide,
            varianceRatio: rest.varianceRatio,
          },
        ]),
      ),
      perVisitor: Object.fromEntries(
        result.perVisitor.map(({ kpi, mean: centre, halfWidth, low, high, n, visitors }) => [
          kpi,
          { mean: centre, halfWidth, low, high, n, visitors },
        ]),
      ),
      perVisitorDifferences: Object.fromEntries(
        result.perVisitorDifferences.map(({ kpi, mean: centre, halfWidth, low, high, n, verdict }) => [
          kpi,
          { mean: centre, halfWidth, low, high, n, verdict },
        ]),
      ),
      warnings: result.warnings,
    })),
  };
}

/** File name -> CSV text. */
export function experimentFiles(facts: ExperimentFacts): Readonly<Record<string, string>> {
  return {
    'designs.csv': designTable(facts),
    'runs.csv': runTable(facts),
    'windows.csv': windowTable(facts),
    'items.csv': itemTable(facts),
    'steps.csv': stepTable(facts),
    'queue.csv': queueTable(facts),
  };
}

function designTable({ results }: ExperimentFacts): string {
  const rows = results.flatMap((result) =>
    result.estimates.map((estimate, k) => {
      const change = result.differences[k];
      return [
        result.design.label,
        estimate.kpi,
        estimate.unit,
        estimate.n,
        estimate.mean,
        estimate.low,
        estimate.high,
        estimate.sd,
        change?.mean ?? Number.NaN,
        change?.low ?? Number.NaN,
        change?.high ?? Number.NaN,
        change?.verdict ?? '',
        change?.replicationsToDecide ?? Number.NaN,
        ...perVisitorCells(result, estimate.kpi),
      ];
    }),
  );
  const header =
    'design,figure,unit,replications,mean,low,high,sd,difference,difference_low,difference_high,verdict,replications_to_decide,per_visitor,per_visitor_low,per_visitor_high,per_visitor_difference,per_visitor_difference_low,per_visitor_difference_high';
  return csv([header.split(','), ...rows]);
}

/** Empty for figures that belong to the day. */
function perVisitorCells({ perVisitor, perVisitorDifferences }: DesignResult, kpi: string): number[] {
  const all = perVisitor.find((found) => found.kpi === kpi);
  const change = perVisitorDifferences.find((found) => found.kpi === kpi);
  return [all, change].flatMap((found) => [
    found?.mean ?? Number.NaN,
    found?.low ?? Number.NaN,
    found?.high ?? Number.NaN,
  ]);
}

function runTable({ results, kpis }: ExperimentFacts): string {
  const header = ['design', 'seed', 'hash', ...kpis.map((kpi) => `${kpi.id} (${kpi.unit})`)];
  return csv([
    header,
    ...results.flatMap(({ design, days }) =>
      days.map((day) => [design.label, day.seed, day.hash, ...kpis.map((kpi) => kpi.of(day))]),
    ),
  ]);
}

function windowTable({ results }: ExperimentFacts): string {
  const rows = results.flatMap(({ design, days }) =>
    (days[0]?.windows ?? []).flatMap((_, w) => {
      const mine = days.map((day) => day.windows[w]).filter((window) => window !== undefined && window.openS > 0);
      if (mine.length === 0) return [];
      const over = (of: (window: NonNullable<(typeof mine)[number]>) => number): number =>
        mean(mine.map((window) => of(window!)));
      const openS = over((window) => window.openS);
      const served = over((window) => window.served);
      return [
        [
          design.label,
          mine[0]?.id ?? '',
          openS / 60,
          over((window) => window.busyS) / 60,
          over((window) => window.calledS) / 60,
          over((window) => window.busyS) / openS,
          served,
          served > 0 ? over((window) => window.waitMeanS * window.served) / served / 60 : Number.NaN,
        ],
      ];
    }),
  );
  return csv([
    ['design', 'window', 'staff_min', 'service_min', 'called_min', 'utilization', 'served', 'wait_mean_min'],
    ...rows,
  ]);
}

function itemTable({ results }: ExperimentFacts): string {
  const rows = results.flatMap(({ design, days }) => {
    const ids = [...new Set(days.flatMap((day) => Object.keys(day.items)))].sort();
    return ids.map((id) => {
      const mine = days.map((day) => day.items[id]).filter((item) => item !== undefined);
      const served = mine.reduce((sum, item) => sum + item.served, 0);
      const over = (of: (item: (typeof mine)[number]) => number): number =>
        mine.reduce((sum, item) => sum + of(item) * item.served, 0) / served / 60;
      return [
        design.label,
        id,
        served / days.length,
        over((item) => item.waitMeanS),
        mean(mine.map((item) => item.waitP90S)) / 60,
        over((item) => item.serviceMeanS),
      ];
    });
  });
  return csv([['design', 'item', 'served_per_day', 'wait_mean_min', 'wait_p90_min', 'service_mean_min'], ...rows]);
}

function stepTable({ results }: ExperimentFacts): string {
  const rows = results.flatMap(({ design, days }) => {
    const visits = days.reduce((sum, day) => sum + day.finished, 0);
    const totalS = days.reduce(
      (sum, day) => sum + STEPS.reduce((part, step) => part + (day.steps[step]?.sumS ?? 0), 0),
      0,
    );
    return STEPS.flatMap((step) => {
      const sumS = days.reduce((sum, day) => sum + (day.steps[step]?.sumS ?? 0), 0);
      const took = days.reduce((sum, day) => sum + (day.steps[step]?.visits ?? 0), 0);
      return took === 0
        ? []
        : [[design.label, step, sumS / visits / 60, sumS / took / 60, took / visits, sumS / totalS]];
    });
  });
  return csv([['design', 'step', 'mean_min_all', 'mean_min_who_took_it', 'share_of_visits', 'share_of_time'], ...rows]);
}

function queueTable({ results, confidence }: ExperimentFacts): string {
  const rows = results.flatMap(({ design, days }) => {
    const profile = days[0]?.profile;
    if (!profile) return [];
    const longest = Math.max(...days.map((day) => day.profile.open.length));
    const at = (k: number, of: (day: (typeof days)[number]) => readonly number[]): number =>
      days.reduce((sum, day) => sum + (of(day)[k] ?? 0), 0) / days.length;
    return Array.from({ length: longest }, (_, k) => k).flatMap((k) => {
      const time = clockOf(profile.fromS + k * profile.stepS);
      return Object.keys(profile.waiting).map((letter) => [
        design.label,
        time,
        letter,
        ...queueInterval(days, letter, k, confidence),
        at(k, (day) => day.profile.tickets[letter] ?? []),
        at(k, (day) => day.profile.open),
        at(k, (day) => day.profile.occupied),
      ]);
    });
  });
  const header = 'design,from,letter,waiting_mean,waiting_low,waiting_high,tickets,windows_open,windows_occupied';
  return csv([header.split(','), ...rows]);
}

/** Mean number waiting in a quarter of an hour with its interval over days; a day that was over by then counts as 0. */
function queueInterval(days: readonly DayEvidence[], letter: string, k: number, confidence: number): number[] {
  const found = interval(
    days.map((day) => day.profile.waiting[letter]?.[k] ?? 0),
    confidence,
  );
  return [found.mean, found.low, found.high];
}
