/**
 * Days on disk (Node only): one file a scenario, one line a day. Lines are only appended, so a killed experiment loses at most
 * the line that was being written. The file's name is a hash of everything that decides the result besides the seed: the texts
 * of scenario and scene, the options, and the program itself.
 */
import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { DayEvidence } from '../metrics/evidence';
import type { ScenarioSource } from '../scenario/source';
import { makeFolder } from './folder';
import type { SpecOptions } from './loadSpec';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** Folders whose code decides what a day looks like. */
const ENGINE = ['agents', 'src/kernel', 'src/physics', 'src/scenario', 'src/metrics', 'src/runtime'];

export class FileResultStore {
  /** Lines that were there and could not be used, for a note to the user. */
  broken = 0;
  private readonly names = new Map<string, string>();
  /** Files that end with a whole line. */
  private readonly seen = new Set<string>();

  /** @param folder made when the first day is stored */
  constructor(
    readonly folder: string,
    readonly engine: string = engineVersion(),
  ) {}

  load(source: ScenarioSource, options: SpecOptions): Map<number, DayEvidence> {
    const file = this.fileOf(source, options);
    const days = new Map<number, DayEvidence>();
    if (!existsSync(file)) return days;
    for (const line of readFileSync(file, 'utf8').split('\n')) {
      if (line === '') continue;
      try {
        const day = JSON.parse(line) as DayEvidence;
        days.set(day.seed, day);
      } catch {
        this.broken++;
      }
    }
    return days;
  }

  append(source: ScenarioSource, options: SpecOptions, days: readonly DayEvidence[]): void {
    const file = this.fileOf(source, options);
    makeFolder(this.folder);
    // A line that a crash cut short must not swallow the next one.
    const cut = !this.seen.has(file) && existsSync(file) && !readFileSync(file, 'utf8').endsWith('\n') ? '\n' : '';
    this.seen.add(file);
    appendFileSync(file, cut + days.map((day) => `${JSON.stringify(day)}\n`).join(''));
  }

  fileOf(source: ScenarioSource, options: SpecOptions): string {
    const { seed: _, ...rest } = options;
    const key = JSON.stringify([
      source.scenarioText,
      source.sceneText,
      Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1)),
      this.engine,
    ]);
    let name = this.names.get(key);
    if (name === undefined) {
      name = createHash('sha256').update(key).digest('hex').slice(0, 24);
      this.names.set(key, name);
    }
    return join(this.folder, `${name}.jsonl`);
  }
}

/** Package version and a hash over the code that decides results: a changed engine never meets days of the old one. */
export function engineVersion(): string {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
  const hash = createHash('sha256');
  for (const folder of ENGINE) {
    const path = join(ROOT, folder);
    if (!existsSync(path)) continue;
    const files = readdirSync(path, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(ts|mjs)$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name))
      .sort();
    for (const file of files) hash.update(relative(ROOT, file)).update('\0').update(readFileSync(file));
  }
  return `${version}+${hash.digest('hex').slice(0, 16)}`;
}
