/** The whole import: read, fit, write, read back, run, and if wanted predict days that were held out. Pure but for the runs. */
import { parseScene } from '../../scenario/parse';
import type { Problem } from '../../scenario/source';
import { boardCourse, type DayCourse, ticketCourse } from './check/course';
import { type HoldOut, holdOut } from './check/holdout';
import { makeTwin, ownScene, type SceneText, type Twin, twinDays } from './check/twin';
import { boardQueues, fitBoard } from './fit/fromBoard';
import { type FitResult, fitTickets } from './fit/fromTickets';
import type { HallModel } from './fit/model';
import { type Loaded, type LoadReport, loadRecords } from './read/load';
import type { InputFile } from './read/table';
import { WEEKDAYS, weekdayOf } from './read/times';
import { WINDOWS_MAX } from './write/scene';
import { placeWindows } from './write/windowIds';

export type ImportRequest = {
  readonly inputs: readonly InputFile[];
  readonly map: { readonly name: string; readonly text: string };
  /** A scene of one's own; null = a plain hall is made. */
  readonly scene: SceneText | null;
  /** How the scenario names the scene, given the made scene's file name. */
  readonly sceneRef: (name: string) => string;
  /** Last days of the records that are held out and predicted; 0 = none. */
  readonly holdOutDays: number;
  /** Simulated days for the prediction. */
  readonly runs: number;
  readonly onProgress?: (line: string) => void;
};

export type ImportOutcome = {
  readonly ok: true;
  readonly model: HallModel;
  readonly scenarioText: string;
  readonly sceneText: string;
  readonly sceneName: string;
  readonly walkS: number;
  readonly holdOut: HoldOut | null;
  readonly report: LoadReport;
  readonly warnings: readonly Problem[];
};

export type ImportResult = ImportOutcome | { readonly ok: false; readonly problems: readonly Problem[] };

type LoadedOk = Extract<Loaded, { readonly ok: true }>;

export async function importQueue(request: ImportRequest): Promise<ImportResult> {
  const say = request.onProgress ?? (() => {});
  const loaded = await loadRecords(request.inputs, request.map, (name) => say(`reading ${name}`));
  if (!loaded.ok) return loaded;
  const fail = (message: string): ImportResult => ({
    ok: false,
    problems: [{ severity: 'error', file: request.map.name, line: null, path: '', message }],
  });
  const days = fittedDays(loaded);
  const heldOut = days.slice(days.length - request.holdOutDays);
  if (request.holdOutDays > 0 && days.length - heldOut.length < 1) {
    return fail(
      `${request.holdOutDays} days shall be held out, but the records have ${days.length}; allowed: up to ${Math.max(0, days.length - 1)}`,
    );
  }
  say(`fitting ${days.length} days`);
  const fit = fitDays(loaded, days);
  if (!fit.ok) return fail(noneLeft(fit.message, loaded.report));
  const made = await twinOf(fit.model, loaded, request);
  if (!made.ok) return made;
  let checked: HoldOut | null = null;
  if (heldOut.length > 0) {
    say(`predicting ${heldOut.join(', ')} from the other days: ${request.runs} runs`);
    const result = await predict(loaded, days, heldOut, request);
    if ('ok' in result) return result;
    checked = result;
  }
  const { twin, sceneName } = made;
  return {
    ok: true,
    model: fit.model,
    scenarioText: twin.scenarioText,
    sceneText: twin.scene.text,
    sceneName,
    walkS: twin.walkS,
    holdOut: checked,
    report: loaded.report,
    warnings: twin.warnings,
  };
}

/** With every row left out, the reasons are what helps. */
function noneLeft(message: string, report: LoadReport): string {
  const first = report.bad[0];
  const example = first ? `; for example line ${first.line}: ${first.reason}` : '';
  return `${message}: ${report.good} rows used, ${report.bad.length} left out, ${report.skipped} not asked for${example}`;
}

/** Days in the records that the map's weekdays take. */
function fittedDays(loaded: LoadedOk): string[] {
  const weekdays: readonly string[] = loaded.map.days.weekdays ?? WEEKDAYS;
  const days = new Set<string>();
  for (const record of loaded.records) days.add(record.day);
  return [...days].filter((day) => weekdays.includes(weekdayOf(day))).sort();
}

function fitDays(loaded: LoadedOk, days: readonly string[]): FitResult {
  const wanted = new Set(days);
  return loaded.kind === 'tickets'
    ? fitTickets(
        loaded.records.filter((record) => wanted.has(record.day)),
        loaded.map,
      )
    : fitBoard(
        loaded.records.filter((record) => wanted.has(record.day)),
        loaded.map,
      );
}

async function twinOf(
  model: HallModel,
  loaded: LoadedOk,
  request: ImportRequest,
): Promise<
  | { readonly ok: true; readonly twin: Twin; readonly sceneName: string }
  | { readonly ok: false; readonly problems: readonly Problem[] }
> {
  const sceneName = `${model.id}.scene.yaml`;
  const holdsWalk = loaded.kind === 'board' || loaded.map.columns.start === undefined;
  const options = { scene: request.sceneRef(sceneName) };
  if (request.scene === null) {
    if (model.windows.length > WINDOWS_MAX) {
      const message = `${model.windows.length} windows do not fit into a made hall (up to ${WINDOWS_MAX}); give a scene with --scene`;
      return { ok: false, problems: [{ severity: 'error', file: request.map.name, line: null, path: '', message }] };
    }
    const made = await makeTwin(model, ownScene(model, sceneName), options, holdsWalk);
    return made.ok ? { ...made, sceneName } : made;
  }
  const parsed = parseScene(request.scene.file, request.scene.text);
  if (!parsed.ok) return parsed;
  const placed = placeWindows(model, parsed.scene);
  if (!placed.ok) {
    const problem: Problem = {
      severity: 'error',
      file: request.scene.file,
      line: null,
      path: 'windows',
      message: placed.message,
    };
    return { ok: false, problems: [problem] };
  }
  const made = await makeTwin(model, request.scene, { ...options, windowIds: placed.ids }, holdsWalk);
  return made.ok ? { ...made, sceneName } : made;
}

/** Fits the other days alone and predicts those held out. */
async function predict(
  loaded: LoadedOk,
  days: readonly string[],
  heldOut: readonly string[],
  request: ImportRequest,
): Promise<HoldOut | { readonly ok: false; readonly problems: readonly Problem[] }> {
  const fit = fitDays(
    loaded,
    days.filter((day) => !heldOut.includes(day)),
  );
  if (!fit.ok) {
    return {
      ok: false,
      problems: [{ severity: 'error', file: request.map.name, line: null, path: '', message: fit.message }],
    };
  }
  const made = await twinOf(fit.model, loaded, request);
  if (!made.ok) return made;
  return holdOut({
    id: fit.model.id,
    model: fit.model,
    predictDays: heldOut,
    recordedDays: [...new Set(loaded.records.map((record) => record.day))].sort(),
    course: courseOf(loaded, fit.model),
    twinDays: (hoursS) => twinDays(fit.model, made.twin, request.runs, hoursS, loaded.kind),
  });
}

function courseOf(loaded: LoadedOk, model: HallModel): (day: string, hoursS: readonly number[]) => DayCourse | null {
  if (loaded.kind === 'tickets') return (day, hoursS) => ticketCourse(loaded.records, day, hoursS);
  const queues = boardQueues(loaded.records, model);
  return (day, hoursS) => boardCourse(queues, day, hoursS);
}
