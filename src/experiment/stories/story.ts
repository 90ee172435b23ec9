/**
 * A story file (*.story.yaml): a reform as a question, the halls before and after it as changes of a scenario, the figures that
 * tell it, what the reports claim, and what is assumed. Every problem is told at once, with file, line and path.
 */
import { z } from 'zod';
import type { SchemaNode } from '../../scenario/schema/json-schema';
import { bilingual, id, note } from '../../scenario/schema/units';
import type { Problem } from '../../scenario/source';
import { explainIssue, pathsOfIssue } from '../../scenario/text/explain';
import { pathText, readText } from '../../scenario/text/read-text';
import { KpiError, parseKpi } from '../kpi/parse';

const file = z.string().min(1).max(300).describe('path of a scenario file, relative to this file');
const figure = z.string().min(1).max(100).describe('as for --kpi: docs/metrics.md');
const patch = z.record(z.string(), z.unknown());
const source = z.string().min(1).max(400);

const design = z.strictObject({
  id,
  label: bilingual,
  on: z.array(id).max(10).default([]).describe('begins with the changes of these designs, which stand before it'),
  scenario: file.optional().describe("default: the story's"),
  with: patch.default({}).describe('merged over the scenario: maps key by key, lists and values as a whole'),
  withScene: patch.default({}).describe('merged over its scene'),
  set: z
    .record(z.string(), z.union([z.number(), z.string(), z.boolean()]))
    .default({})
    .describe('single values by path, as for --vary: staffing[0].count, demand.factor'),
});

const target = z
  .strictObject({
    design: id,
    figure,
    against: id.optional().describe('the claim is about the change to this design, in percent of its mean'),
    from: z.number().optional().describe('least, in the unit of the figure'),
    to: z.number().optional().describe('most'),
    source,
    missed: z.string().max(600).optional().describe('why it is missed, if it is known to be'),
  })
  .describe('what a source says of a figure');

const derived = z
  .strictObject({
    label: bilingual,
    unit: z.string().min(1).max(20),
    figure,
    factor: z.record(id, z.number()).describe('by design: the figure times this'),
    source,
  })
  .describe('a figure times a number that is given');

const knee = z
  .strictObject({
    figure: figure.default('mean(wait)'),
    designs: z.array(id).min(1).max(10),
    factors: z.array(z.number().min(0.05).max(10)).min(3).max(30).describe('demand, ascending; 1 = as in the file'),
  })
  .describe('the figure against demand, and where it turns up');

export const storySchema = z.strictObject({
  version: z.literal(1),
  id,
  title: bilingual,
  question: bilingual,
  scenario: file,
  replications: z.int().min(5).max(5000).default(100),
  serviceLevelMin: z.number().min(0.1).max(480).default(10),
  figures: z.array(figure).min(1).max(12),
  designs: z.array(design).min(2).max(20).describe('the first is what the others are compared with'),
  derived: z.array(derived).max(10).default([]),
  targets: z.array(target).max(30).default([]),
  knee: knee.optional(),
  says: z.array(z.string().max(1000)).max(20).default([]).describe('what can be learned; figures are in the tables'),
  assumptions: z.array(note).max(40).default([]),
  sources: z.array(z.string().max(400)).max(20).default([]),
});
export type Story = z.output<typeof storySchema>;
export type StoryDesign = Story['designs'][number];

export type StoryRead =
  | { readonly ok: true; readonly file: string; readonly story: Story }
  | { readonly ok: false; readonly problems: readonly Problem[] };

export function storyJsonSchema(): SchemaNode {
  return { ...z.toJSONSchema(storySchema, { io: 'input' }), title: 'Hall Twin story' } as SchemaNode;
}

export function readStory(fileName: string, text: string): StoryRead {
  const read = readText(fileName, text);
  if (read.problems.length > 0) return { ok: false, problems: read.problems };
  const parsed = storySchema.safeParse(read.tree);
  if (!parsed.success) {
    const ranges = storyJsonSchema();
    return {
      ok: false,
      problems: parsed.error.issues.flatMap((issue) =>
        pathsOfIssue(issue).map((path) => explainIssue(issue, path, fileName, read, ranges)),
      ),
    };
  }
  const problems: Problem[] = [];
  const add = (path: readonly (string | number)[], message: string): void => {
    problems.push({ severity: 'error', file: fileName, line: read.lineOf(path), path: pathText(path), message });
  };
  checkNames(parsed.data, add);
  return problems.length > 0 ? { ok: false, problems } : { ok: true, file: fileName, story: parsed.data };
}

type Add = (path: readonly (string | number)[], message: string) => void;

function checkNames(story: Story, add: Add): void {
  const ids = story.designs.map((entry) => entry.id);
  const known = (path: readonly (string | number)[], name: string): void => {
    if (!ids.includes(name)) add(path, `no design "${name}"; allowed: ${ids.join(', ')}`);
  };
  const readable = (path: readonly (string | number)[], text: string): void => {
    try {
      parseKpi(text, story.serviceLevelMin);
    } catch (error) {
      if (!(error instanceof KpiError)) throw error;
      add(path, error.message);
    }
  };
  ids.forEach((name, i) => {
    for (const other of story.designs[i]?.on ?? []) {
      if (!ids.slice(0, i).includes(other)) {
        add(
          ['designs', i, 'on'],
          `no design "${other}" before this one; allowed: ${ids.slice(0, i).join(', ') || 'none'}`,
        );
      }
    }
    if (ids.indexOf(name) !== i) add(['designs', i, 'id'], `"${name}" stands twice; allowed: every design its own id`);
  });
  story.figures.forEach((text, i) => {
    readable(['figures', i], text);
  });
  story.targets.forEach((entry, i) => {
    known(['targets', i, 'design'], entry.design);
    if (entry.against !== undefined) known(['targets', i, 'against'], entry.against);
    readable(['targets', i, 'figure'], entry.figure);
    if (entry.from === undefined && entry.to === undefined) add(['targets', i], 'needs "from", "to" or both');
    if (entry.from !== undefined && entry.to !== undefined && entry.from > entry.to) {
      add(['targets', i, 'to'], `${entry.to} is below from, ${entry.from}`);
    }
  });
  story.derived.forEach((entry, i) => {
    readable(['derived', i, 'figure'], entry.figure);
    for (const name of Object.keys(entry.factor)) known(['derived', i, 'factor', name], name);
  });
  story.knee?.designs.forEach((name, i) => {
    known(['knee', 'designs', i], name);
  });
  const factors = story.knee?.factors ?? [];
  factors.forEach((factor, i) => {
    if (i > 0 && factor <= (factors[i - 1] as number)) add(['knee', 'factors', i], `${factor} does not ascend`);
  });
}
