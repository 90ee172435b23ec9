/** Text of a mission file -> a checked mission, or every problem at once with file, line, path, value and range. Never throws. */
import { z } from 'zod';
import type { SchemaNode } from '../../scenario/schema/json-schema';
import type { Problem, ScenarioSource } from '../../scenario/source';
import { explainIssue, pathsOfIssue } from '../../scenario/text/explain';
import { pathText, type ReadText, readText } from '../../scenario/text/read-text';
import { type Complaint, checkMission } from './check';
import { type Mission, missionSchema } from './schema';

export type MissionSource = {
  readonly file: string;
  readonly text: string;
  /** The scenario that the mission's hall names, and its scene; null when it names none. */
  readonly hall: ScenarioSource | null;
};

export type MissionResultOf = { readonly ok: true; readonly mission: Mission } | Failed;
type Failed = { readonly ok: false; readonly problems: readonly Problem[] };

const PROBLEMS_MAX = 300;
let jsonSchema: SchemaNode | null = null;

export function missionJsonSchema(): SchemaNode {
  jsonSchema ??= { ...z.toJSONSchema(missionSchema, { io: 'input' }), title: 'Hall Twin mission' } as SchemaNode;
  return jsonSchema;
}

/** The path of a scenario that a mission's hall names, as written; null if there is none. Tolerant of other mistakes. */
export function hallOfMission(text: string): string | null {
  const { tree } = readText('', text);
  const hall = (tree as { hall?: { scenario?: unknown } } | null | undefined)?.hall;
  return typeof hall?.scenario === 'string' && hall.scenario !== '' ? hall.scenario : null;
}

export function parseMission(file: string, text: string): MissionResultOf {
  try {
    return parseChecked(file, text);
  } catch (error) {
    const message = `could not be checked: ${error instanceof Error ? error.message : String(error)}`;
    return { ok: false, problems: [{ severity: 'error', file, line: null, path: '', message }] };
  }
}

function parseChecked(file: string, text: string): MissionResultOf {
  const read = readText(file, text);
  if (read.problems.length > 0) return { ok: false, problems: read.problems };
  const parsed = missionSchema.safeParse(read.tree);
  if (!parsed.success) {
    const ranges = missionJsonSchema();
    const problems = parsed.error.issues
      .flatMap((issue) =>
        issue.code === 'custom'
          ? [
              problemAt(
                file,
                read,
                issue.path.map((key) => (typeof key === 'symbol' ? String(key) : key)),
                issue.message,
              ),
            ]
          : pathsOfIssue(issue).map((path) => explainIssue(issue, path, file, read, ranges)),
      )
      .slice(0, PROBLEMS_MAX);
    return { ok: false, problems };
  }
  const complaints = checkMission(parsed.data);
  if (complaints.length === 0) return { ok: true, mission: parsed.data };
  return {
    ok: false,
    problems: complaints
      .slice(0, PROBLEMS_MAX)
      .map(({ path, message }: Complaint) => problemAt(file, read, path, message)),
  };
}

function problemAt(file: string, read: ReadText, path: readonly (string | number)[], message: string): Problem {
  return { severity: 'error', file, line: read.lineOf(path), path: pathText(path), message };
}
