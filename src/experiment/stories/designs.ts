/** Designs of a story as scenarios: merged, changed, and checked as any file is. */
import type { Problem, ScenarioSource } from '../../scenario/source';
import { applyChanges, checked, plainTree } from '../../scenario/vary/apply';
import type { Design } from '../vary';
import type { Story, StoryDesign } from './story';

export type DesignsResult =
  | { readonly ok: true; readonly designs: readonly Design[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** @param open reads a scenario named in the story; problems are those of the file */
export function designsOfStory(
  story: Story,
  storyFile: string,
  open: (scenario: string) => ScenarioSource | { readonly problems: readonly Problem[] },
): DesignsResult {
  const problems: Problem[] = [];
  const designs: Design[] = [];
  story.designs.forEach((entry, i) => {
    const source = open(entry.scenario ?? story.scenario);
    if ('problems' in source) {
      problems.push(...source.problems);
      return;
    }
    const made = sourceOfDesign(wholeOf(entry, story), source);
    if (made.ok) designs.push({ label: entry.id, changes: [], source: made.source });
    else {
      problems.push(
        ...made.problems.map((found) => ({
          ...found,
          file: storyFile,
          path: `designs[${i}] ${entry.id}: ${found.path}`,
        })),
      );
    }
  });
  return problems.length > 0 ? { ok: false, problems: problems.slice(0, 40) } : { ok: true, designs };
}

/** With the changes of the designs that it builds on put in front of its own. */
function wholeOf(entry: StoryDesign, story: Story): StoryDesign {
  const parts = entry.on.map((name) => wholeOf(story.designs.find(({ id }) => id === name) as StoryDesign, story));
  const all = [...parts, entry];
  const merged = (of: (part: StoryDesign) => object): Record<string, unknown> =>
    all.reduce<unknown>((tree, part) => merge(tree, of(part)), {}) as Record<string, unknown>;
  return {
    ...entry,
    with: merged((part) => part.with),
    withScene: merged((part) => part.withScene),
    set: Object.assign({}, ...all.map((part) => part.set)),
  };
}

function sourceOfDesign(entry: StoryDesign, source: ScenarioSource) {
  const scenario = plainTree(source.scenarioFile, source.scenarioText);
  const scene = plainTree(source.sceneFile, source.sceneText);
  if (!scenario.ok) return scenario;
  if (!scene.ok) return scene;
  const changed = (patch: object): boolean => Object.keys(patch).length > 0;
  const merged: ScenarioSource = {
    ...source,
    scenarioText: changed(entry.with) ? JSON.stringify(merge(scenario.tree, entry.with)) : source.scenarioText,
    sceneText: changed(entry.withScene) ? JSON.stringify(merge(scene.tree, entry.withScene)) : source.sceneText,
  };
  const changes = Object.entries(entry.set).map(([path, value]) => ({ path, value }));
  return changes.length > 0 ? applyChanges(merged, changes) : checked(merged);
}

/** JSON merge patch (RFC 7396): maps key by key, null takes a key away, everything else is replaced. */
export function merge(tree: unknown, patch: unknown): unknown {
  if (!isMap(patch)) return patch;
  const made: Record<string, unknown> = isMap(tree) ? { ...tree } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete made[key];
    else made[key] = merge(made[key], value);
  }
  return made;
}

function isMap(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
