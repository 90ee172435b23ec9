/** Missions run in the test's own process. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type MissionDone, type MissionJob, runMissionJob } from '../../../src/runtime/missionJob';
import type { MissionSource } from '../../../src/sil/mission/parse';
import { parseMission } from '../../../src/sil/mission/parse';
import type { Mission } from '../../../src/sil/mission/schema';

export const missionFolder = resolve(import.meta.dirname, '../../../scenarios/missions');

/** A shipped mission that needs no hall file. */
export function sourceOf(id: string): MissionSource {
  const file = join(missionFolder, `${id}.mission.yaml`);
  return { file, text: readFileSync(file, 'utf8'), hall: null };
}

export function missionOf(source: MissionSource): Mission {
  const parsed = parseMission(source.file, source.text);
  if (!parsed.ok) throw new Error(parsed.problems.map(({ path, message }) => `${path}: ${message}`).join('\n'));
  return parsed.mission;
}

export function runOne(source: MissionSource, change: Partial<MissionJob> = {}): Promise<MissionDone> {
  return runMissionJob({
    source,
    seed: 1,
    brain: 'guide-robot',
    bodies: 'rapier',
    disturbance: false,
    record: false,
    heartbeat: null,
    ...change,
  });
}

export async function recordingOf(id: string): Promise<string> {
  const { recording } = await runOne(sourceOf(id), { record: true });
  if (recording === null) throw new Error(`${id} gave no recording`);
  return recording;
}
