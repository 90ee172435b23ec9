/** Rows of a table -> ticket records. A row that cannot be right is left out and listed with its line and reason. */
import type { BadRow, Row } from './csv';
import type { TicketMap } from './map';
import type { Table } from './table';
import { type Moment, MomentReader } from './times';

export type Outcome = 'served' | 'noShow' | 'left' | 'missingPaper';

/** One ticket. Times in seconds since midnight of `day`, NaN = did not happen or is not recorded. */
export type TicketRecord = {
  readonly day: string;
  /** Letter or prefix of the ticket series; '' if the file has none. */
  readonly letter: string;
  readonly item: string;
  readonly takeS: number;
  readonly callS: number;
  readonly startS: number;
  readonly endS: number;
  readonly window: string;
  readonly clerk: string;
  readonly outcome: Outcome;
};

export type RecordsRead<T> = {
  readonly records: readonly T[];
  readonly bad: readonly BadRow[];
  /** Rows that the map's `where` and `days` leave out: not wrong, only not wanted. */
  readonly skipped: number;
};

/** Longer services and waits than these are mistakes, seconds. */
const SERVICE_MAX_S = 8 * 3600;
const WAIT_MAX_S = 12 * 3600;

const STEPS = ['take', 'call', 'start', 'end'] as const;
type Step = (typeof STEPS)[number];
const STEP_TEXT: Readonly<Record<Step, string>> = {
  take: 'ticket taken',
  call: 'called',
  start: 'started',
  end: 'ended',
};

/** @param seen tickets of the files read before, so that files that overlap are not counted twice; is added to */
export function readTickets(
  table: Table,
  map: TicketMap,
  places: ReadonlyMap<string, number>,
  seen: Map<string, string> = new Map(),
): RecordsRead<TicketRecord> {
  const records: TicketRecord[] = [];
  const bad: BadRow[] = [...table.bad];
  let skipped = 0;
  const readers: Record<string, MomentReader> = {};
  for (const step of [...STEPS, 'date']) readers[step] = new MomentReader(map.formats);
  const outcomes = outcomeWords(map);
  for (const row of table.rows) {
    if (!wanted(row, map, places)) {
      skipped++;
      continue;
    }
    const found = readRow(row, map, places, readers, outcomes);
    if (typeof found === 'string') {
      bad.push({ file: table.file, line: row.line, reason: found });
      continue;
    }
    if (!dayWanted(found.record.day, map)) {
      skipped++;
      continue;
    }
    if (found.key !== '') {
      const first = seen.get(found.key);
      if (first !== undefined) {
        bad.push({ file: table.file, line: row.line, reason: `the same ticket and time as in ${first}` });
        continue;
      }
      seen.set(found.key, `${table.file}:${row.line}`);
    }
    records.push(found.record);
  }
  return { records, bad, skipped };
}

/** Whether the map's `where` takes the row. */
export function wanted(row: Row, map: Pick<TicketMap, 'where'>, places: ReadonlyMap<string, number>): boolean {
  for (const [title, texts] of Object.entries(map.where)) {
    if (!texts.includes(row.cells[places.get(`where:${title}`) ?? -1] ?? '')) return false;
  }
  return true;
}

/** Whether the map's `days` take the day, weekdays apart: those are chosen when fitting. */
export function dayWanted(day: string, map: Pick<TicketMap, 'days'>): boolean {
  const { from, to, except } = map.days;
  return !((from !== undefined && day < from) || (to !== undefined && day > to) || except.includes(day));
}

function outcomeWords(map: TicketMap): ReadonlyMap<string, Outcome> {
  const words = new Map<string, Outcome>();
  for (const outcome of ['served', 'noShow', 'left', 'missingPaper'] as const) {
    for (const text of map.outcomes[outcome]) words.set(text.trim(), outcome);
  }
  return words;
}

/** The record and a key that only the same ticket has, or the reason why the row is bad. */
function readRow(
  row: Row,
  map: TicketMap,
  places: ReadonlyMap<string, number>,
  readers: Readonly<Record<string, MomentReader>>,
  outcomes: ReadonlyMap<string, Outcome>,
): { readonly record: TicketRecord; readonly key: string } | string {
  const cell = (key: string): string => row.cells[places.get(key) ?? -1] ?? '';
  let day: string | null = map.date ?? null;
  const dateText = cell('date');
  if (dateText !== '') {
    const date = readers.date?.read(dateText);
    if (!date?.day) return unreadable('date', dateText);
    day = date.day;
  } else if (map.columns.date !== undefined) return `${map.columns.date} is empty`;

  const at: Record<Step, number> = { take: Number.NaN, call: Number.NaN, start: Number.NaN, end: Number.NaN };
  for (const step of STEPS) {
    const text = cell(step);
    if (text === '') continue;
    const moment: Moment | null = readers[step]?.read(text) ?? null;
    if (moment?.timeS === null || moment === null) return unreadable(map.columns[step] ?? step, text);
    if (moment.day !== null) {
      if (day !== null && moment.day !== day) return `${STEP_TEXT[step]} on ${moment.day}, but the day is ${day}`;
      day = moment.day;
    }
    at[step] = moment.timeS;
  }
  if (Number.isNaN(at.take)) return `${map.columns.take} is empty: a ticket without the time it was taken`;
  if (day === null) return 'has no day: name a "date" column or a "date" in the map';
  const outcome = outcomeOf(cell('outcome'), map, at, outcomes);
  if (typeof outcome === 'object') return outcome.reason;
  const wrong = orderOf(at, outcome, cell('window'));
  if (wrong !== null) return wrong;
  const ticket = cell('ticket');
  const letter = cell('letter') || (/^[A-Za-z\u4e00-\u9fff]+/.exec(ticket)?.[0] ?? '');
  return {
    record: {
      day,
      letter,
      item: cell('item') || letter || 'all',
      takeS: at.take,
      callS: at.call,
      startS: at.start,
      endS: at.end,
      window: cell('window'),
      clerk: cell('clerk'),
      outcome,
    },
    key: ticket === '' ? '' : `${day} ${letter} ${ticket} ${at.take}`,
  };
}

function unreadable(what: string, text: string): string {
  return `${what}: "${text.slice(0, 40)}" is no date or time in the formats allowed`;
}

function outcomeOf(
  text: string,
  map: TicketMap,
  at: Readonly<Record<Step, number>>,
  words: ReadonlyMap<string, Outcome>,
): Outcome | { readonly reason: string } {
  if (map.columns.outcome !== undefined && words.size > 0 && text !== '') {
    const known = words.get(text);
    if (known !== undefined) return known;
    return { reason: `outcome "${text.slice(0, 40)}" is not in the map; known: ${[...words.keys()].join(', ')}` };
  }
  if (!Number.isNaN(at.end)) return 'served';
  return Number.isNaN(at.call) && Number.isNaN(at.start) ? 'left' : 'noShow';
}

/** Null if the times can be: each step after the one before, none absurdly long. */
function orderOf(at: Readonly<Record<Step, number>>, outcome: Outcome, window: string): string | null {
  let before: Step = 'take';
  for (const step of STEPS) {
    if (Number.isNaN(at[step])) continue;
    if (at[step] < at[before]) {
      return `${STEP_TEXT[step]} at ${clock(at[step])}, before it was ${STEP_TEXT[before]} at ${clock(at[before])}`;
    }
    before = step;
  }
  const begin = Number.isNaN(at.start) ? at.call : at.start;
  if (outcome === 'served' || outcome === 'missingPaper') {
    if (Number.isNaN(begin)) return 'served, but neither called nor started';
    if (Number.isNaN(at.end)) return 'served, but without an end';
    if (window === '') return 'served, but at no window';
  }
  const called = Number.isNaN(at.call) ? begin : at.call;
  if (called - at.take > WAIT_MAX_S)
    return `waited ${minutes(called - at.take)}; allowed: up to ${minutes(WAIT_MAX_S)}`;
  if (at.end - begin > SERVICE_MAX_S) {
    return `served for ${minutes(at.end - begin)}; allowed: up to ${minutes(SERVICE_MAX_S)}`;
  }
  return null;
}

const minutes = (seconds: number): string => `${Math.round(seconds / 60)} min`;

export function clock(timeS: number): string {
  const two = (n: number): string => String(Math.floor(n)).padStart(2, '0');
  return `${two(timeS / 3600)}:${two((timeS % 3600) / 60)}:${two(timeS % 60)}`;
}
