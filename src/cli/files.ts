/** Reading scenario files with the scene they name, and writing results. */
import { accessSync, constants, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { makeFolder } from '../runtime/folder';
import { sceneFileOf } from '../scenario/parse';
import type { Problem, ScenarioSource } from '../scenario/source';
import { UsageError } from './exit';

export type ReadResult =
  | { readonly ok: true; readonly source: ScenarioSource }
  | { readonly ok: false; readonly problems: Problem[] };

function problem(file: string, message: string): Problem {
  return { severity: 'error', file, line: null, path: '', message };
}

/** A scenario file and its scene file. The scene's path is taken relative to the scenario. */
export function readScenario(file: string): ReadResult {
  const text = readText(file);
  if (typeof text !== 'string') return { ok: false, problems: [text] };
  const scene = sceneFileOf(text);
  if (scene === null) {
    return {
      ok: false,
      problems: [problem(file, 'names no scene: expected a line like "scene: ../scenes/NAME.scene.yaml"')],
    };
  }
  const sceneFile = resolve(dirname(file), scene);
  const shownScene = relative(process.cwd(), sceneFile);
  const sceneText = readText(sceneFile);
  if (typeof sceneText !== 'string') {
    return { ok: false, problems: [problem(file, `scene: "${scene}" was not found at ${shownScene}`)] };
  }
  return { ok: true, source: { scenarioFile: file, scenarioText: text, sceneFile: shownScene, sceneText } };
}

export function readText(file: string): string | Problem {
  if (!existsSync(file)) return problem(file, 'no such file');
  if (statSync(file).isDirectory()) return problem(file, 'is a folder; expected a scene or scenario file');
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    return problem(file, error instanceof Error ? error.message : String(error));
  }
}

/** Makes sure before a long run that its results can be written. */
export function prepareOut(folder: string): void {
  try {
    makeFolder(folder);
    accessSync(folder, constants.W_OK);
    if (!statSync(folder).isDirectory()) throw new Error('not a folder');
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new UsageError(`--out takes a folder that can be written, got "${folder}" (${why})`);
  }
}

export function writeOut(folder: string, name: string, text: string): void {
  makeFolder(folder);
  writeFileSync(join(folder, name), text);
}

/** file:line path message, one a line, as editors understand it. */
export function formatProblem(found: Problem): string {
  const place = found.line === null ? found.file : `${found.file}:${found.line}`;
  const path = found.path === '' ? '' : ` ${found.path}:`;
  return `${place}: ${found.severity}:${path} ${found.message}`;
}

/** A scenario that is written into another folder finds its scene from where it now stands. */
export function sceneFrom(text: string, sceneFile: string, folder: string): string {
  const scene = relative(folder, sceneFile);
  if (text.startsWith('{')) return `${JSON.stringify({ ...(JSON.parse(text) as object), scene }, null, 2)}\n`;
  return text.replace(/^scene:.*$/m, `scene: ${JSON.stringify(scene)}`);
}
