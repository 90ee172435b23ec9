/** The scenarios that ship, read from disk, and the day they make. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { Hall } from '../../src/kernel/hall';
import { createRouter, type HallRouter } from '../../src/kernel/routing/router';
import type { HallSpec } from '../../src/kernel/spec';
import { loadSpec, type SpecOptions } from '../../src/runtime/loadSpec';
import { sceneFileOf } from '../../src/scenario/parse';
import type { ScenarioSource } from '../../src/scenario/source';

const root = resolve(import.meta.dirname, '../..');

export const shippedScenarios: readonly string[] = readdirSync(join(root, 'scenarios'))
  .filter((name) => name.endsWith('.scenario.yaml'))
  .map((name) => name.replace('.scenario.yaml', ''))
  .sort();

export function sourceOf(id: string): ScenarioSource {
  const scenarioFile = join(root, 'scenarios', `${id}.scenario.yaml`);
  const scenarioText = readFileSync(scenarioFile, 'utf8');
  const scene = sceneFileOf(scenarioText);
  if (scene === null) throw new Error(`${scenarioFile} names no scene`);
  const sceneFile = join(dirname(scenarioFile), scene);
  return { scenarioFile, scenarioText, sceneFile, sceneText: readFileSync(sceneFile, 'utf8') };
}

const routers = new Map<string, HallRouter>();

export async function specOf(id: string, options: SpecOptions = {}): Promise<HallSpec> {
  const loaded = await loadSpec(sourceOf(id), options);
  if (!loaded.ok) throw new Error(loaded.problems.map((problem) => `${problem.path} ${problem.message}`).join('\n'));
  return loaded.spec;
}

/** A hall at opening; flow fields are shared by all halls of a layout. */
export function hallOf(spec: HallSpec): Hall {
  if (!spec.walking) return new Hall(spec, null);
  const key = spec.layout.layoutHash;
  const router = routers.get(key) ?? createRouter(spec.layout);
  routers.set(key, router);
  return new Hall(spec, router);
}
