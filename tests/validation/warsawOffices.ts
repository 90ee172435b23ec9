/** The ten Warsaw offices of ../shared/data/warsaw_queues: read through the importer, fitted, predicted. */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { boardCourse } from '../../src/experiment/calibration/check/course';
import { type HoldOut, holdOut } from '../../src/experiment/calibration/check/holdout';
import { makeTwin, ownScene, type Twin, twinDays } from '../../src/experiment/calibration/check/twin';
import { boardQueues, fitBoard } from '../../src/experiment/calibration/fit/fromBoard';
import type { HallModel } from '../../src/experiment/calibration/fit/model';
import { readCsv } from '../../src/experiment/calibration/read/csv';
import { type LoadReport, loadRecords } from '../../src/experiment/calibration/read/load';

export const FOLDER = resolve(import.meta.dirname, '../../../shared/data/warsaw_queues');
const QUEUES = join(FOLDER, 'queue_5min.csv.gz');

/** Working days of the records; Monday the 13th has longer hours and is fitted by nobody's profile but its own. */
export const PREDICT_DAYS = ['2020-01-15', '2020-01-16', '2020-01-17'] as const;
const FIT_LAST = '2020-01-14';

export const hasWarsaw = existsSync(QUEUES);

/** Lines of the board file by office, each with the header. */
export function officeTexts(): ReadonlyMap<string, string> {
  const lines = gunzipSync(readFileSync(QUEUES)).toString('utf8').split('\n');
  const header = lines[0] as string;
  const offices = new Map<string, string[]>();
  for (const line of lines.slice(1)) {
    const office = line.slice(0, line.indexOf(','));
    if (office === '') continue;
    const list = offices.get(office) ?? [header];
    list.push(line);
    offices.set(office, list);
  }
  return new Map([...offices].map(([office, list]) => [office, list.join('\n')]));
}

/** Names of the queues by group id, as a map file has them. */
function groupNames(office: string): string {
  const { rows } = readCsv(readFileSync(join(FOLDER, 'groups.csv'), 'utf8'), ',');
  const own = rows.filter((row) => row.cells[0] === office);
  return own
    .map((row) => {
      const name = JSON.stringify((row.cells[3] ?? '').slice(0, 200) || '-');
      return `  '${row.cells[1]}': { name: { zh: ${name}, en: ${name} } }`;
    })
    .join('\n');
}

export function mapText(office: string): string {
  return `version: 1
kind: board
hall: { id: ${office.toLowerCase().replaceAll('_', '-')}, name: { zh: ${office}, en: ${office} } }
columns: { date: date, time: time, group: group_id, letter: letter, open: open_counters, waiting: waiting, lastCalled: last_called_ticket }
where: { office: [${office}] }
days: { weekdays: [tue, wed, thu, fri] }
intervalMin: 15
groups:
${groupNames(office)}
`;
}

export type OfficeResult = {
  readonly office: string;
  readonly report: LoadReport;
  readonly model: HallModel;
  readonly twin: Twin;
  readonly result: HoldOut;
};

export async function predictOffice(office: string, text: string, replications: number): Promise<OfficeResult> {
  const loaded = await loadRecords([{ name: `${office}.csv`, bytes: new TextEncoder().encode(text) }], {
    name: `${office}.map.yaml`,
    text: mapText(office),
  });
  if (!loaded.ok) throw new Error(loaded.problems.map((problem) => `${problem.path} ${problem.message}`).join('\n'));
  if (loaded.kind !== 'board') throw new Error('not a board');
  const fit = fitBoard(
    loaded.records.filter((record) => record.day <= FIT_LAST),
    loaded.map,
  );
  if (!fit.ok) throw new Error(fit.message);
  const { model } = fit;
  const made = await makeTwin(
    model,
    ownScene(model, `${model.id}.scene.yaml`),
    { scene: `${model.id}.scene.yaml` },
    true,
  );
  if (!made.ok) throw new Error(made.problems.map((problem) => `${problem.path} ${problem.message}`).join('\n'));
  const queues = boardQueues(loaded.records, model);
  const result = await holdOut({
    id: office,
    model,
    predictDays: PREDICT_DAYS,
    recordedDays: [...new Set(loaded.records.map((record) => record.day))].sort(),
    course: (day, hoursS) => boardCourse(queues, day, hoursS),
    twinDays: (hoursS) => twinDays(model, made.twin, replications, hoursS, 'board'),
  });
  return { office, report: loaded.report, model, twin: made.twin, result };
}
