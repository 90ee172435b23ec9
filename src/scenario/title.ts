/** What a list of scenarios shows of a file, read without checking the rest of it. */
import { sceneFileOf } from './parse';
import { readText } from './text/read-text';

export type ScenarioTitle = {
  readonly id: string;
  readonly nameZh: string;
  readonly nameEn: string;
  /** Path of the scene file as written in the scenario. */
  readonly scene: string;
};

/** Null if the text names no scene: then it is no scenario. Missing names fall back to the id, a missing id to `fallbackId`. */
export function scenarioTitle(text: string, fallbackId: string): ScenarioTitle | null {
  const scene = sceneFileOf(text);
  if (scene === null) return null;
  const { tree } = readText('', text);
  const top: Record<string, unknown> =
    tree !== null && typeof tree === 'object' && !Array.isArray(tree) ? (tree as Record<string, unknown>) : {};
  const id = typeof top.id === 'string' && top.id !== '' ? top.id : fallbackId;
  const name = (top.name !== null && typeof top.name === 'object' ? top.name : {}) as Record<string, unknown>;
  const nameEn = typeof name.en === 'string' ? name.en : id;
  return { id, nameZh: typeof name.zh === 'string' ? name.zh : nameEn, nameEn, scene };
}
