/** Stories as text, Markdown and JSON. The same tables in each. */
import type { Interval } from '../../experiment/interval';
import type { StoryResult, TargetResult } from '../../experiment/stories/run';
import { inBothLanguages } from '../../scenario/schema/units';
import { scenarioHash } from './experimentFiles';
import { percent } from './experimentReport';
import { number, signedInterval, table, withInterval } from './print';

type Rows = readonly (readonly string[])[];

/** Heading -> tables and lines, in order. */
type Part = { readonly heading: string; readonly rows?: Rows; readonly lines?: readonly string[] };

function partsOf(result: StoryResult): Part[] {
  const { story, kpis, designs } = result;
  const names = new Map(story.designs.map((design) => [design.id, design.label.en]));
  const name = (id: string): string => names.get(id) ?? id;
  const parts: Part[] = [
    {
      heading: 'figures',
      rows: [
        ['', ...kpis.map((kpi) => `${kpi.id}, ${kpi.unit}`)],
        ...designs.map((design) => [name(design.design.label), ...design.estimates.map((e) => withInterval(e))]),
      ],
    },
    {
      heading: `difference to "${name(designs[0]?.design.label ?? '')}", same days (common random numbers)`,
      rows: [
        ['', ...kpis.map((kpi) => `${kpi.id}, ${kpi.unit}`)],
        ...designs
          .slice(1)
          .map((design) => [
            name(design.design.label),
            ...design.differences.map((d) => `${signedInterval(d)} ${d.verdict}`),
          ]),
      ],
    },
  ];
  const perVisitor = designs[0]?.perVisitor.map((entry) => entry.kpi) ?? [];
  if (perVisitor.length > 0) {
    parts.push({
      heading: 'over all visitors of these days',
      rows: [
        ['', ...perVisitor],
        ...designs.map((design) => [name(design.design.label), ...design.perVisitor.map((found) => range(found))]),
      ],
    });
  }
  if (result.derived.length > 0) {
    parts.push({
      heading: 'with numbers that are given',
      rows: [
        ['', ...designs.map((design) => name(design.design.label)), 'source'],
        ...result.derived.map((entry) => [
          `${entry.label.en}, ${entry.unit}`,
          ...entry.estimates.map((found) => (found ? withInterval(found) : '')),
          entry.source,
        ]),
      ],
    });
  }
  if (result.targets.length > 0) {
    parts.push({
      heading: 'what the sources say',
      rows: [
        ['', 'figure', 'said', 'here', '', 'source'],
        ...result.targets.map((target) => [
          name(target.design),
          target.against === undefined ? target.figure : `${target.figure} against ${name(target.against)}`,
          said(target),
          withInterval(target.estimate),
          target.standing,
          target.source,
        ]),
      ],
      lines: result.targets.flatMap((target) => (target.missed ? [`${target.figure}: ${target.missed}`] : [])),
    });
  }
  if (result.knees.length > 0) {
    const factors = result.knees[0]?.points.map((point) => point.factor) ?? [];
    parts.push({
      heading: `${story.knee?.figure} against demand`,
      rows: [
        ['demand', ...factors.map(percent), 'knee'],
        ...result.knees.map((found) => [
          name(found.design),
          ...found.points.map((point) => number(point.figure.mean)),
          found.knee === null ? 'none' : percent(found.knee),
        ]),
      ],
      lines: ['knee: the point farthest below the chord from the first to the last point; it depends on the range'],
    });
  }
  parts.push({ heading: 'what it says', lines: story.says });
  parts.push({ heading: 'assumptions', lines: story.assumptions.map((given) => inBothLanguages(given).en) });
  parts.push({ heading: 'sources', lines: story.sources });
  return parts.filter((part) => part.rows !== undefined || (part.lines?.length ?? 0) > 0);
}

function said({ from, to, unit }: TargetResult): string {
  if (from !== undefined && to !== undefined) return `${from} to ${to} ${unit}`;
  return from !== undefined ? `${from} ${unit} or more` : `${to} ${unit} or less`;
}

function range({ mean, low, high }: Interval): string {
  return `${number(mean)} (${number(Math.max(0, low))} to ${number(high)})`;
}

const replicationsOf = (result: StoryResult): number => result.designs[0]?.days.length ?? 0;

export function storyText(result: StoryResult): string {
  const { story } = result;
  const lines = [
    `${story.title.en} / ${story.title.zh}`,
    story.question.en,
    `${replicationsOf(result)} replications (days) of each; mean +- half-width of the 95% interval`,
  ];
  for (const part of partsOf(result)) {
    lines.push('', part.heading);
    if (part.rows) lines.push(table(part.rows, '  '));
    for (const line of part.lines ?? []) lines.push(`  - ${line}`);
  }
  return `${lines.join('\n')}\n`;
}

export function storiesMarkdown(results: readonly StoryResult[], baseSeed: number, confidence: number): string {
  const lines = [
    '# Reform stories: before and after',
    '',
    '<!-- Written by `hall-twin stories --doc docs/stories.md`. Do not edit. -->',
    '',
    `What the two reports on service halls tell, as experiments. Each story is a file in \`scenarios/stories\`; the halls before and after are changes of a scenario. All days`,
    `are run in \`meso\`, seeds from ${baseSeed}; figures are means over days +- the half-width of the ${percent(confidence)} interval, definitions in \`metrics.md\`. Rerun: \`hall-twin stories\`; one of them:`,
    '`hall-twin stories scenarios/stories/shiwan.story.yaml --replications 200 --out out/shiwan` (also writes each hall as a scenario that `run` and `validate` take).',
    '',
    'The targets are claims of the reports, not measurements of ours; what the reports do not say is assumed and listed. A story shows that the claim can follow from the',
    'mechanism, and how much each lever does under these assumptions. It does not prove that the reform had this effect.',
  ];
  for (const result of results) {
    const { story } = result;
    lines.push('', `## ${story.title.en} (${story.title.zh})`, '', story.question.en, '');
    lines.push(`\`${story.id}.story.yaml\`, ${replicationsOf(result)} replications.`);
    for (const part of partsOf(result)) {
      lines.push('', `**${part.heading[0]?.toUpperCase()}${part.heading.slice(1)}**`, '');
      if (part.rows) lines.push(...markdownTable(part.rows));
      if (part.rows && part.lines && part.lines.length > 0) lines.push('');
      for (const line of part.lines ?? []) lines.push(`- ${line}`);
    }
  }
  return `${lines.join('\n')}\n`;
}

function markdownTable(rows: Rows): string[] {
  const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('+-', '±');
  const line = (row: readonly string[]): string => `| ${row.map(cell).join(' | ')} |`;
  const [head = [], ...body] = rows;
  return [line(head), `|${head.map(() => '---').join('|')}|`, ...body.map(line)];
}

/** Infinity and NaN become null in JSON. */
export function storiesJson(
  results: readonly StoryResult[],
  facts: {
    readonly baseSeed: number;
    readonly engine: string;
    readonly confidence: number;
    readonly interrupted: boolean;
  },
) {
  const plain = ({ mean, halfWidth, low, high, n }: Interval) => ({ mean, halfWidth, low, high, n });
  return {
    command: 'stories',
    formatVersion: 2,
    ...facts,
    stories: results.map((result) => ({
      id: result.story.id,
      title: result.story.title,
      question: result.story.question,
      replications: replicationsOf(result),
      designs: result.designs.map((design, i) => ({
        id: design.design.label,
        label: result.story.designs[i]?.label,
        scenarioHash: scenarioHash(design.design.source),
        estimates: Object.fromEntries(design.estimates.map((e) => [e.kpi, { ...plain(e), unit: e.unit }])),
        differences: Object.fromEntries(
          design.differences.map((d) => [d.kpi, { ...plain(d), verdict: d.verdict, varianceRatio: d.varianceRatio }]),
        ),
        perVisitor: Object.fromEntries(design.perVisitor.map((e) => [e.kpi, plain(e)])),
      })),
      derived: result.derived.map(({ label, unit, source, estimates }) => ({
        label,
        unit,
        source,
        estimates: estimates.map((found) => found && plain(found)),
      })),
      targets: result.targets.map(({ design, against, figure, from, to, source, estimate, standing }) => ({
        design,
        against: against ?? null,
        figure,
        from: from ?? null,
        to: to ?? null,
        source,
        standing,
        ...plain(estimate),
      })),
      knees: result.knees.map(({ design, points, knee }) => ({
        design,
        knee,
        points: points.map(({ factor, figure }) => ({ factor, ...plain(figure) })),
      })),
      assumptions: result.story.assumptions.map(inBothLanguages),
      sources: result.story.sources,
    })),
  };
}
