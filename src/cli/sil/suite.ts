/** Mission files of a suite, read and checked; and the runs of a suite on workers. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { SHIPPED_BRAINS } from '../../runtime/brains';
import type { MissionDone } from '../../runtime/missionJob';
import { createMissionPool } from '../../runtime/missionPool';
import type { Problem } from '../../scenario/source';
import { hallOfMission, type MissionSource, parseMission } from '../../sil/mission/parse';
import type { Mission } from '../../sil/mission/schema';
import { UsageError } from '../exit';
import { readScenario, readText } from '../files';

export type SuiteMission = { readonly mission: Mission; readonly source: MissionSource };
export type Suite = {
  readonly missions: readonly SuiteMission[];
  readonly problems: readonly Problem[];
};

const ENDING = /\.mission\.(ya?ml|json)$/;
/** The missions that ship. */
export const SHIPPED_SUITE = resolve(import.meta.dirname, '../../../scenarios/missions');

/** @param paths folders (every *.mission.yaml in them) and mission files */
export function readSuite(paths: readonly string[], wanted: (mission: Mission) => boolean): Suite {
  const files = paths.flatMap((path) => {
    if (!existsSync(path))
      throw new UsageError(`no such suite: "${path}"; a suite is a folder of *.mission.yaml files, or such files`);
    if (!statSync(path).isDirectory()) return [path];
    const found = readdirSync(path)
      .filter((name) => ENDING.test(name))
      .sort()
      .map((name) => join(path, name));
    if (found.length === 0) throw new UsageError(`"${path}" holds no *.mission.yaml file`);
    return found;
  });
  const missions: SuiteMission[] = [];
  const problems: Problem[] = [];
  const seen = new Map<string, string>();
  for (const file of files) {
    const read = readMissionFile(file);
    if ('problems' in read) {
      problems.push(...read.problems);
      continue;
    }
    const { mission } = read;
    const twin = seen.get(mission.id);
    if (twin !== undefined) {
      const message = `id "${mission.id}" is that of ${twin} too; allowed: each once in a suite`;
      problems.push({ severity: 'error', file, line: null, path: 'id', message });
    }
    seen.set(mission.id, file);
    if (!wanted(mission)) continue;
    missions.push(read);
  }
  return { missions, problems };
}

function readMissionFile(file: string): SuiteMission | { readonly problems: readonly Problem[] } {
  const text = readText(file);
  if (typeof text !== 'string') return { problems: [text] };
  const parsed = parseMission(file, text);
  if (!parsed.ok) return { problems: parsed.problems };
  const named = hallOfMission(text);
  if (named === null) return { mission: parsed.mission, source: { file, text, hall: null } };
  const hall = readScenario(join(dirname(file), named));
  if (!hall.ok) return { problems: hall.problems };
  return { mission: parsed.mission, source: { file, text, hall: hall.source } };
}

/** A brain's name as workers take it: a shipped name, or a module's file URL. */
export function brainName(text: string): string {
  if (Object.hasOwn(SHIPPED_BRAINS, text)) return text;
  const path = resolve(text);
  if (!existsSync(path)) {
    throw new UsageError(
      `--brain takes a shipped brain (${Object.keys(SHIPPED_BRAINS).join(', ')}) or a module's path, got "${text}"`,
    );
  }
  return pathToFileURL(path).href;
}

/** For people: file name instead of a URL. */
export function shownBrain(name: string): string {
  return name.startsWith('file:') ? basename(name) : name;
}

export type SuiteOptions = {
  readonly brain: string;
  /** Seeds a mission; null = as many as the mission says. */
  readonly seeds: number | null;
  readonly firstSeed: number | null;
  readonly workers: number | undefined;
  readonly bodies: 'rapier' | 'kinematic';
  readonly disturbance: boolean;
  readonly record: boolean;
  readonly stepBudgetS?: number | undefined;
};

export type SuiteRun = { readonly mission: Mission; readonly done: readonly MissionDone[] };

/** In the order of the missions and seeds, whatever the number of workers. */
export async function runSuite(
  missions: readonly SuiteMission[],
  options: SuiteOptions,
  progress: (done: number, of: number) => void,
): Promise<SuiteRun[]> {
  const pool = createMissionPool(options.workers, options.stepBudgetS);
  const jobs = missions.map(({ mission, source }) => {
    const first = options.firstSeed ?? mission.seeds.first;
    const count = options.seeds ?? mission.seeds.count;
    return { mission, source, seeds: Array.from({ length: count }, (_, k) => first + k) };
  });
  const total = jobs.reduce((sum, job) => sum + job.seeds.length, 0);
  let finished = 0;
  try {
    return await Promise.all(
      jobs.map(async ({ mission, source, seeds }) => ({
        mission,
        done: await Promise.all(
          seeds.map(async (seed) => {
            const { brain, bodies, disturbance, record } = options;
            const done = await pool.run({ source, seed, brain, bodies, disturbance, record });
            progress(++finished, total);
            return done;
          }),
        ),
      })),
    );
  } finally {
    await pool.close();
  }
}

/** Results of a `sil run --out`. */
export function readResults(file: string): MissionDone['run'][] {
  let read: unknown;
  try {
    read = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new UsageError(`"${file}" could not be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  const runs = (read as { runs?: unknown } | null)?.runs;
  if (!Array.isArray(runs)) throw new UsageError(`"${file}" is no results.json of "hall-twin sil run --out"`);
  return runs as MissionDone['run'][];
}
