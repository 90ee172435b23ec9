/** Files and a map -> all records, all bad rows, or every problem that keeps the import from starting. */
import type { Problem } from '../../../scenario/source';
import { readBoard, type Snapshot } from './board';
import type { BadRow } from './csv';
import { type BoardMap, placeColumns, readMap, type TicketMap } from './map';
import { type InputFile, readTable } from './table';
import { readTickets, type TicketRecord } from './tickets';

/** What was read, for the report. Shares are of the wanted rows: good / (good + bad). */
export type LoadReport = {
  readonly files: readonly { readonly file: string; readonly readAs: string; readonly rows: number }[];
  readonly good: number;
  readonly bad: readonly BadRow[];
  readonly skipped: number;
  readonly warnings: readonly string[];
};

export type Loaded =
  | {
      readonly ok: true;
      readonly kind: 'tickets';
      readonly map: TicketMap;
      readonly records: readonly TicketRecord[];
      readonly report: LoadReport;
    }
  | {
      readonly ok: true;
      readonly kind: 'board';
      readonly map: BoardMap;
      readonly records: readonly Snapshot[];
      readonly report: LoadReport;
    }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** @param onFile called before each file is read, with its number from 1 */
export async function loadRecords(
  inputs: readonly InputFile[],
  map: { readonly name: string; readonly text: string },
  onFile: (name: string, number: number) => void = () => {},
): Promise<Loaded> {
  const read = readMap(map.name, map.text);
  const plan = read.map;
  if (plan === null) return { ok: false, problems: read.problems };
  const problems: Problem[] = [];
  const tickets: TicketRecord[] = [];
  const snapshots: Snapshot[] = [];
  const bad: BadRow[] = [];
  const files: LoadReport['files'][number][] = [];
  const warnings: string[] = [];
  const seen = new Map<string, string>();
  let skipped = 0;
  for (const [i, input] of inputs.entries()) {
    onFile(input.name, i + 1);
    const got = await readTable(input, plan.file);
    if (!got.ok) {
      problems.push({ severity: 'error', file: input.name, line: null, path: '', message: got.message });
      continue;
    }
    const { table } = got;
    const { places, problems: wrong } = placeColumns(plan, table.header, table.file, read.problemAt);
    problems.push(...wrong);
    if (wrong.length > 0) continue;
    files.push({ file: table.file, readAs: table.readAs, rows: table.rows.length + table.bad.length });
    warnings.push(...table.warnings.map((warning) => `${table.file}: ${warning}`));
    const part =
      plan.kind === 'tickets' ? readTickets(table, plan, places, seen) : readBoard(table, plan, places, seen);
    for (const record of part.records) {
      if ('takeS' in record) tickets.push(record);
      else snapshots.push(record);
    }
    for (const row of part.bad) bad.push(row);
    skipped += part.skipped;
  }
  if (problems.length > 0) return { ok: false, problems };
  const report = { files, bad, skipped, warnings };
  return plan.kind === 'tickets'
    ? { ok: true, kind: 'tickets', map: plan, records: tickets, report: { ...report, good: tickets.length } }
    : { ok: true, kind: 'board', map: plan, records: snapshots, report: { ...report, good: snapshots.length } };
}
