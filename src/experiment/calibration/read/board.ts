/** Rows of a table -> snapshots of a display board: open counters, waiting, last called ticket, every few minutes. */
import type { BadRow } from './csv';
import type { BoardMap } from './map';
import type { Table } from './table';
import { dayWanted, type RecordsRead, wanted } from './tickets';
import { MomentReader } from './times';

/** What the board showed for one queue at one moment. */
export type Snapshot = {
  readonly day: string;
  readonly timeS: number;
  readonly group: string;
  /** Letter shown, '' if none. */
  readonly letter: string;
  readonly open: number;
  readonly waiting: number;
  /** Number part of the last called ticket; NaN if the board showed none. */
  readonly called: number;
};

const COUNTERS_MAX = 200;
const WAITING_MAX = 5000;

/** @param seen moments of the files read before; is added to */
export function readBoard(
  table: Table,
  map: BoardMap,
  places: ReadonlyMap<string, number>,
  seen: Map<string, string> = new Map(),
): RecordsRead<Snapshot> {
  const records: Snapshot[] = [];
  const bad: BadRow[] = [...table.bad];
  let skipped = 0;
  const times = new MomentReader(map.formats);
  const dates = new MomentReader(map.formats);
  for (const row of table.rows) {
    if (!wanted(row, map, places)) {
      skipped++;
      continue;
    }
    const cell = (key: string): string => row.cells[places.get(key) ?? -1] ?? '';
    const fail = (reason: string): void => {
      bad.push({ file: table.file, line: row.line, reason });
    };
    const moment = times.read(cell('time'));
    if (moment === null || moment.timeS === null) {
      fail(`time: "${cell('time').slice(0, 40)}" is no time in the formats allowed`);
      continue;
    }
    const dateText = cell('date');
    const date = dateText === '' ? null : dates.read(dateText);
    if (dateText !== '' && !date?.day) {
      fail(`date: "${dateText.slice(0, 40)}" is no date in the formats allowed`);
      continue;
    }
    const day = date?.day ?? moment.day ?? map.date ?? null;
    if (day === null) {
      fail('has no day: name a "date" column or a "date" in the map');
      continue;
    }
    if (!dayWanted(day, map)) {
      skipped++;
      continue;
    }
    const group = cell('group');
    if (group === '') {
      fail('names no queue');
      continue;
    }
    const open = count(cell('open'), COUNTERS_MAX);
    const waiting = count(cell('waiting'), WAITING_MAX);
    if (open === null || waiting === null) {
      const [what, text, most] =
        open === null ? ['open counters', cell('open'), COUNTERS_MAX] : ['waiting', cell('waiting'), WAITING_MAX];
      fail(`${what}: "${text.slice(0, 40)}"; allowed: whole number 0 to ${most}`);
      continue;
    }
    const calledText = cell('lastCalled');
    const called = calledText === '' ? Number.NaN : Number(/(\d{1,6})\D*$/.exec(calledText)?.[1] ?? Number.NaN);
    if (calledText !== '' && Number.isNaN(called)) {
      fail(`last called: "${calledText.slice(0, 40)}" has no number`);
      continue;
    }
    const key = `${day} ${moment.timeS} ${group}`;
    const first = seen.get(key);
    if (first !== undefined) {
      fail(`the same queue and moment as in ${first}`);
      continue;
    }
    seen.set(key, `${table.file}:${row.line}`);
    const letter = cell('letter') || (/^[A-Za-z]/.exec(calledText)?.[0] ?? '');
    records.push({ day, timeS: moment.timeS, group, letter, open, waiting, called });
  }
  return { records, bad, skipped };
}

function count(text: string, most: number): number | null {
  if (!/^\d{1,6}(\.0+)?$/.test(text)) return null;
  const value = Number(text);
  return value <= most ? value : null;
}
