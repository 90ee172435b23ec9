/**
 * The reports' stories (scenarios/stories) on a smaller sample than docs/stories.md: every claim of a source is met or not yet
 * decided, the expected differences are there, and the page in docs says the same.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OpenedStory, openStory, shippedStories } from '../../src/cli/commands/stories';
import { storiesMarkdown, storyText } from '../../src/cli/experiments/storiesOutput';
import { main } from '../../src/cli/main';
import { difference } from '../../src/experiment/interval';
import { parseKpi } from '../../src/experiment/kpi/parse';
import { Laboratory } from '../../src/experiment/laboratory';
import { runStory, type StoryResult } from '../../src/experiment/stories/run';
import { EvidenceRunner } from '../../src/runtime/runEvidence';
import { inBothLanguages } from '../../src/scenario/schema/units';

const REPLICATIONS = 12;
const runner = new EvidenceRunner();

function opened(file: string): OpenedStory {
  const found = openStory(file);
  if (!('story' in found)) throw new Error(found.map((problem) => `${problem.path} ${problem.message}`).join('\n'));
  return found;
}

async function told(id: string): Promise<StoryResult> {
  const file = shippedStories().find((name) => name.endsWith(`${id}.story.yaml`)) as string;
  const { story, designs } = opened(file);
  const laboratory = new Laboratory({
    runner: { width: 1, runEvidence: (job) => runner.run(job) },
    store: null,
    options: { resolution: 'meso' },
    baseSeed: 1,
  });
  // The knee is the longest part: three points of it are enough here.
  const knee = story.knee && { ...story.knee, factors: [0.7, 1, 1.3] };
  const result = await runStory(knee ? { ...story, knee } : story, designs, laboratory, { replications: REPLICATIONS });
  console.log(storyText(result));
  return result;
}

/** Paired difference of a figure between two designs. */
function between(result: StoryResult, figure: string, first: string, second: string) {
  const kpi = parseKpi(figure, result.story.serviceLevelMin);
  const series = (id: string) => (result.designs.find((d) => d.design.label === id)?.days ?? []).map(kpi.of);
  return difference(series(first), series(second), kpi);
}

function expectClaims(result: StoryResult): void {
  expect(result.designs.every((design) => design.days.length === REPLICATIONS)).toBe(true);
  for (const target of result.targets) {
    expect(target.standing, `${target.design} ${target.figure} ${target.estimate.mean}`).not.toBe('missed');
    // Undecided means that the interval reaches over an end of the claim; the mean is inside or just beside it.
    const { mean, halfWidth } = target.estimate;
    expect(mean + halfWidth).toBeGreaterThanOrEqual(target.from ?? Number.NEGATIVE_INFINITY);
    expect(mean - halfWidth).toBeLessThanOrEqual(target.to ?? Number.POSITIVE_INFINITY);
  }
}

describe(`the reports' stories, ${REPLICATIONS} replications`, () => {
  it('22 specialized windows become 14 general ones: less waiting, fewer windows for a case, half the staff time', async () => {
    const result = await told('property-hall');
    expectClaims(result);
    for (const figure of ['mean(wait)', 'p90(wait)', 'windowsPerVisit', 'staffHours']) {
      expect(between(result, figure, 'before', 'after').verdict, figure).toBe('better');
    }
    const staff = result.derived[0]?.estimates ?? [];
    expect(staff[0]?.mean).toBeCloseTo(141, 1);
    expect(staff[3]?.mean).toBeCloseTo(68, 1);
    expect(between(result, 'mean(wait)', 'after', 'ten').verdict).toBe('worse');
  }, 600_000);

  it('Shiwan: each lever helps alone, all together most, and the knee moves up', async () => {
    const result = await told('shiwan');
    expectClaims(result);
    for (const lever of ['pooled', 'kiosks', 'robot', 'online', 'without-pooling', 'all', 'all-eight']) {
      expect(between(result, 'mean(wait)', 'before', lever).verdict, lever).toBe('better');
    }
    expect(between(result, 'mean(wait)', 'pooled', 'all').verdict).toBe('better');
    expect(between(result, 'staffHours', 'pooled', 'all-eight').verdict).toBe('better');
    const [before, , all] = result.knees;
    const rise = (at: typeof before): number => (at?.points[2]?.figure.mean ?? 0) - (at?.points[1]?.figure.mean ?? 0);
    expect(rise(before)).toBeGreaterThan(10);
    expect(rise(all)).toBeLessThan(5);
  }, 600_000);

  it('data sharing: missing papers and second visits fall', async () => {
    const result = await told('data-sharing');
    expectClaims(result);
    for (const design of ['five-of-13', 'all-13', 'free']) {
      for (const figure of ['missingPapers', 'visitsPerCase', 'firstVisitShare', 'trips']) {
        expect(between(result, figure, 'none', design).verdict, `${design} ${figure}`).toBe('better');
      }
    }
    const fallen = between(result, 'missingPapers', 'none', 'five-of-13').mean;
    const all = between(result, 'missingPapers', 'none', 'all-13').mean;
    expect(fallen / all).toBeGreaterThan(0.25);
    expect(fallen / all).toBeLessThan(0.52);
    expect(between(result, 'mean(wait)', 'none', 'free').verdict).toBe('better');
  }, 600_000);

  it('enquiry desk or robot: the robot takes questions and the line off the desk', async () => {
    const result = await told('desk-or-robot');
    expectClaims(result);
    expect(between(result, 'askingWait', 'desk', 'both').verdict).toBe('better');
    expect(between(result, 'deskMinutes', 'desk', 'both').verdict).toBe('better');
    expect(between(result, 'askingWait', 'desk-crowd', 'both-crowd').verdict).toBe('better');
    expect(between(result, 'robotVisits', 'both', 'robot').verdict).not.toBe('lower');
    // Alone it does not take everybody.
    const desk = result.designs[0]?.estimates.find((found) => found.kpi === 'deskVisits')?.mean ?? 0;
    const robot = result.designs[2]?.estimates.find((found) => found.kpi === 'robotVisits')?.mean ?? 0;
    expect(robot).toBeLessThan(desk);
  }, 600_000);

  it('tidal windows: less waiting with no more hours', async () => {
    const result = await told('tidal-windows');
    expectClaims(result);
    for (const figure of ['mean(wait)', 'p90(wait)', 'staffHours']) {
      expect(between(result, figure, 'fixed', 'tidal').verdict, figure).toBe('better');
    }
    // The change in percent is the difference over the first mean.
    const change = result.targets[0]?.estimate.mean ?? 0;
    const before = result.designs[0]?.estimates[0]?.mean ?? 1;
    expect(change).toBeCloseTo((100 * between(result, 'mean(wait)', 'fixed', 'tidal').mean) / before, 9);
  }, 600_000);

  it('docs/stories.md tells the stories that there are, with the same claims', () => {
    const page = readFileSync('docs/stories.md', 'utf8');
    for (const file of shippedStories()) {
      const { story } = opened(file);
      expect(page).toContain(story.title.en);
      expect(page).toContain(story.title.zh);
      const assumed = story.assumptions.map((given) => inBothLanguages(given).en);
      for (const line of [...assumed, ...story.says, ...story.sources]) expect(page).toContain(line);
      for (const design of story.designs) expect(page).toContain(design.label.en);
      expect(page).not.toContain('| missed |');
    }
    expect(storiesMarkdown([], 1, 0.95).split('\n')[0]).toBe(page.split('\n')[0]);
  });
});

describe('hall-twin stories', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'stories-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('a story with mistakes is refused with file, line and what is allowed, all at once', async () => {
    const file = join(folder, 'wrong.story.yaml');
    const [first] = shippedStories() as [string];
    const text = readFileSync(first, 'utf8')
      .replace(/replications: \d+/, 'replications: 1')
      .replace(/figures: \[/, 'figures: [p90(walk), ');
    writeFileSync(file, text);
    const found = openStory(file);
    expect('story' in found).toBe(false);
    const messages = (found as readonly { message: string; line: number | null; path: string }[]).map(
      (problem) => `${problem.line} ${problem.path} ${problem.message}`,
    );
    expect(messages.join('\n')).toMatch(/replications .*5/);
    expect(await main(['stories', file])).toBe(3);
    writeFileSync(
      file,
      readFileSync(first, 'utf8')
        .replace(/figures: \[/, 'figures: [p90(walk), ')
        .replace(/scenario: \.\./, 'scenario: nowhere'),
    );
    expect(await main(['stories', file])).toBe(3);
    expect(existsSync(join(folder, 'out'))).toBe(false);
  });
});
