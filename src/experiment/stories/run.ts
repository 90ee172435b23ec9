/** A story told by replications: figures of each design, paired differences to the first, claims of the sources, and the knee. */
import type { DayEvidence } from '../../metrics/evidence';
import { applyChanges } from '../../scenario/vary/apply';
import { type DesignResult, runExperiment } from '../experiment';
import { type Difference, difference, type Interval, interval } from '../interval';
import type { Kpi } from '../kpi/kpi';
import { parseKpi } from '../kpi/parse';
import type { Laboratory } from '../laboratory';
import { kneeOf } from '../report/knee';
import type { Design } from '../vary';
import type { Story } from './story';

/** met: the interval lies inside; missed: outside; undecided: it reaches over an end. */
export type Standing = 'met' | 'missed' | 'undecided';

export type TargetResult = Story['targets'][number] & {
  readonly unit: string;
  readonly estimate: Interval;
  readonly standing: Standing;
};

export type DerivedResult = {
  readonly label: Story['derived'][number]['label'];
  readonly unit: string;
  readonly source: string;
  /** By design, null = no factor is given for it. */
  readonly estimates: readonly (Interval | null)[];
  /** To the first design that has one; null for it. */
  readonly differences: readonly (Difference | null)[];
};

export type KneeResult = {
  readonly design: string;
  readonly points: readonly { readonly factor: number; readonly figure: Interval }[];
  readonly knee: number | null;
};

export type StoryResult = {
  readonly story: Story;
  readonly kpis: readonly Kpi[];
  readonly designs: readonly DesignResult[];
  readonly derived: readonly DerivedResult[];
  readonly targets: readonly TargetResult[];
  readonly knees: readonly KneeResult[];
};

export async function runStory(
  story: Story,
  designs: readonly Design[],
  laboratory: Laboratory,
  { replications = story.replications, confidence = 0.95 } = {},
): Promise<StoryResult> {
  const kpis = story.figures.map((text) => parseKpi(text, story.serviceLevelMin));
  const results = await runExperiment(
    { designs, kpis, replications, untilHalfWidth: null, mostReplications: replications, confidence },
    laboratory,
  );
  const daysOf = (id: string): readonly DayEvidence[] =>
    results.find((result) => result.design.label === id)?.days ?? [];
  const targets = story.targets.map((target): TargetResult => {
    const kpi = parseKpi(target.figure, story.serviceLevelMin);
    const own = daysOf(target.design).map(kpi.of);
    const estimate =
      target.against === undefined
        ? interval(own, confidence)
        : relativeChange(daysOf(target.against).map(kpi.of), own, confidence);
    const unit = target.against === undefined ? kpi.unit : '%';
    return { ...target, unit, estimate, standing: standingOf(estimate, target) };
  });
  return {
    story,
    kpis,
    designs: results,
    derived: story.derived.map((entry) => derive(entry, story, results, confidence)),
    targets,
    knees: story.knee ? await knees(story, story.knee, designs, laboratory, replications, confidence) : [],
  };
}

/** Change of the mean in percent of the first mean; both in the order of the same seeds. Interval by the delta method. */
function relativeChange(first: readonly number[], second: readonly number[], confidence: number): Interval {
  const n = Math.min(first.length, second.length);
  const before = interval(first.slice(0, n), confidence).mean;
  const after = interval(second.slice(0, n), confidence).mean;
  const ratio = after / before;
  const { halfWidth, sd } = interval(
    Array.from({ length: n }, (_, i) => (100 * ((second[i] as number) - ratio * (first[i] as number))) / before),
    confidence,
  );
  const mean = 100 * (ratio - 1);
  return { mean, halfWidth, low: mean - halfWidth, high: mean + halfWidth, sd, n };
}

function standingOf(
  { low, high }: Interval,
  { from, to }: { from?: number | undefined; to?: number | undefined },
): Standing {
  const least = from ?? Number.NEGATIVE_INFINITY;
  const most = to ?? Number.POSITIVE_INFINITY;
  if (low >= least && high <= most) return 'met';
  return high < least || low > most ? 'missed' : 'undecided';
}

function derive(
  entry: Story['derived'][number],
  story: Story,
  results: readonly DesignResult[],
  confidence: number,
): DerivedResult {
  const kpi = { ...parseKpi(entry.figure, story.serviceLevelMin), unit: entry.unit as Kpi['unit'] };
  const series = results.map((result) => {
    const factor = entry.factor[result.design.label];
    return factor === undefined ? null : result.days.map((day) => factor * kpi.of(day));
  });
  const reference = series.findIndex((list) => list !== null);
  return {
    label: entry.label,
    unit: entry.unit,
    source: entry.source,
    estimates: series.map((list) => list && interval(list, confidence)),
    differences: series.map((list, i) =>
      list && i !== reference ? difference(series[reference] as number[], list, kpi, confidence) : null,
    ),
  };
}

async function knees(
  story: Story,
  { figure, factors, designs: ids }: NonNullable<Story['knee']>,
  designs: readonly Design[],
  laboratory: Laboratory,
  replications: number,
  confidence: number,
): Promise<KneeResult[]> {
  const kpi = parseKpi(figure, story.serviceLevelMin);
  const found: KneeResult[] = [];
  for (const id of ids) {
    const design = designs.find((entry) => entry.label === id) as Design;
    const sources = factors.map((factor) => {
      if (factor === 1) return design.source;
      const made = applyChanges(design.source, [{ path: 'demand.factor', value: factor }]);
      if (!made.ok) throw new Error(made.problems.map((problem) => problem.message).join('\n'));
      return made.source;
    });
    const lists = await laboratory.gather(sources.map((source) => ({ source, count: replications })));
    const points = factors.map((factor, k) => ({
      factor,
      figure: interval((lists[k] as DayEvidence[]).map(kpi.of), confidence),
    }));
    const at = kneeOf(
      factors,
      points.map((point) => point.figure.mean),
    );
    found.push({ design: id, points, knee: at === null ? null : (factors[at] as number) });
  }
  return found;
}
