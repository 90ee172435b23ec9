/** hall-twin stories: the reports' reforms as before / after tables. Output keys in docs/experiments.md. */
import { readdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkSelectors } from '../../experiment/kpi/check';
import { parseKpi } from '../../experiment/kpi/parse';
import { designsOfStory } from '../../experiment/stories/designs';
import { runStory, type StoryResult } from '../../experiment/stories/run';
import { readStory, type Story } from '../../experiment/stories/story';
import type { Design } from '../../experiment/vary';
import { parseScenario } from '../../scenario/parse';
import type { Problem, ScenarioSource } from '../../scenario/source';
import { Exit } from '../exit';
import { Arguments, refuse, withSession } from '../experiments/session';
import { storiesJson, storiesMarkdown, storyText } from '../experiments/storiesOutput';
import { readScenario, readText, sceneFrom, writeOut } from '../files';

const FOLDER = fileURLToPath(new URL('../../../scenarios/stories', import.meta.url));

/** Stories that come with the program, in order of their names. */
export function shippedStories(): string[] {
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith('.story.yaml'))
    .sort()
    .map((name) => relative(process.cwd(), join(FOLDER, name)));
}

export type OpenedStory = { readonly file: string; readonly story: Story; readonly designs: readonly Design[] };

/** Reads a story and makes its designs; a list of problems if anything in it is wrong. */
export function openStory(file: string): OpenedStory | readonly Problem[] {
  const text = readText(file);
  if (typeof text !== 'string') return [text];
  const read = readStory(file, text);
  if (!read.ok) return read.problems;
  const known = new Map<string, ScenarioSource | { readonly problems: readonly Problem[] }>();
  const made = designsOfStory(read.story, file, (scenario) => {
    const path = relative(process.cwd(), resolve(dirname(file), scenario));
    const found = known.get(path) ?? openSource(path);
    known.set(path, found);
    return found;
  });
  return made.ok ? { file, story: read.story, designs: made.designs } : made.problems;
}

function openSource(path: string): ScenarioSource | { readonly problems: readonly Problem[] } {
  const found = readScenario(path);
  return found.ok ? found.source : { problems: found.problems };
}

export async function storiesCommand(argv: string[]): Promise<Exit> {
  const args = new Arguments(argv, { replications: { type: 'string' }, doc: { type: 'string' } }, 'any');
  const replications = args.text('replications') === undefined ? undefined : args.whole('replications', 2);
  const files = args.files.length > 0 ? args.files : shippedStories();
  const opened = files.map(openStory);
  const problems = opened.flatMap((found) => ('story' in found ? [] : found));
  if (problems.length > 0) {
    refuse(problems);
    return Exit.invalidInput;
  }
  const stories = opened.flatMap((found) => ('story' in found ? [found] : []));
  return withSession(args, async (session) => {
    for (const { story, designs } of stories) {
      const kpis = [...story.figures, ...story.targets.map((target) => target.figure)].map((text) => parseKpi(text));
      for (const { source } of designs) {
        const parsed = parseScenario(source);
        if (parsed.ok) checkSelectors(kpis, parsed);
      }
    }
    const results: StoryResult[] = [];
    for (const { story, designs } of stories) {
      const result = await runStory(story, designs, session.laboratory, {
        ...(replications === undefined ? {} : { replications }),
        confidence: session.confidence,
      });
      if (result.designs.some((design) => design.days.length < 2)) break;
      results.push(result);
      if (!args.flag('json')) process.stdout.write(`${results.length > 1 ? '\n' : ''}${storyText(result)}`);
      if (session.interrupted()) break;
    }
    const facts = { baseSeed: session.baseSeed, engine: session.store.engine, confidence: session.confidence };
    const json = storiesJson(results, { ...facts, interrupted: session.interrupted() });
    if (args.flag('json')) process.stdout.write(`${JSON.stringify(json)}\n`);
    if (session.out !== undefined) {
      writeOut(session.out, 'stories.json', `${JSON.stringify(json, null, 2)}\n`);
      const names = stories.flatMap(({ story, designs }) =>
        designs.map(({ label, source }) => {
          const name = `${story.id}-${label}`;
          const folder = session.out as string;
          const scene = `${name}.scene.yaml`;
          writeOut(folder, scene, source.sceneText);
          writeOut(folder, `${name}.scenario.yaml`, sceneFrom(source.scenarioText, join(folder, scene), folder));
          return name;
        }),
      );
      process.stderr.write(`wrote stories.json and ${names.length} scenarios with their scenes to ${session.out}\n`);
    }
    const doc = args.text('doc');
    if (doc !== undefined && results.length === stories.length && !session.interrupted()) {
      writeFileSync(doc, storiesMarkdown(results, session.baseSeed, session.confidence));
      process.stderr.write(`wrote ${doc}\n`);
    }
    return session.interrupted() || results.length < stories.length ? Exit.runFailed : Exit.ok;
  });
}
