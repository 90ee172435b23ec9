/** Files as they come: encodings, delimiters, quotes, workbooks, dates; bad rows are told and left out. */
import { describe, expect, it } from 'vitest';
import { decodeText } from '../../../src/experiment/calibration/read/bytes';
import { readCsv, sniffDelimiter } from '../../../src/experiment/calibration/read/csv';
import { loadRecords } from '../../../src/experiment/calibration/read/load';
import { readMap } from '../../../src/experiment/calibration/read/map';
import { compileFormat, MomentReader, weekdayOf } from '../../../src/experiment/calibration/read/times';
import { csvText, gb18030, simulatedTickets, TICKET_MAP, ticketRows, xlsx } from './records';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const MAP = { name: 'map.yaml', text: TICKET_MAP };
const tickets = simulatedTickets(1);
const rows = ticketRows(tickets);

describe('the same tickets come out of', () => {
  const text = csvText(rows);
  const utf16 = Uint8Array.from([0xff, 0xfe, ...Buffer.from(text, 'utf16le')]);
  it.each([
    ['UTF-8', utf8(text), 'CSV, utf-8, ,'],
    ['UTF-8 with byte order mark', Uint8Array.from([0xef, 0xbb, 0xbf, ...utf8(text)]), 'CSV, utf-8, ,'],
    ['UTF-16', utf16, 'CSV, utf-16le, ,'],
    ['GB18030', gb18030(text), 'CSV, gb18030, ,'],
    ['semicolons', utf8(csvText(rows, ';')), 'CSV, utf-8, ;'],
    ['tabs', utf8(csvText(rows, '\t')), 'CSV, utf-8, tab'],
    ['quotes', utf8(csvText(rows.map((row) => row.map((cell) => `"${cell}"`)))), 'CSV, utf-8, ,'],
    ['XLSX', xlsx(rows), 'XLSX'],
  ])('%s', async (_name, bytes, readAs) => {
    const loaded = await loadRecords([{ name: 'file', bytes }], MAP);
    if (!loaded.ok || loaded.kind !== 'tickets') throw new Error(JSON.stringify(loaded));
    expect(loaded.report.files).toEqual([{ file: 'file', readAs, rows: tickets.length }]);
    expect(loaded.report.bad).toEqual([]);
    expect(loaded.records.length).toBe(tickets.length);
    const [first] = loaded.records;
    expect(first).toMatchObject({ day: tickets[0]?.day, window: `${tickets[0]?.window}号窗口`, outcome: 'served' });
    expect(first?.takeS).toBe(Math.floor(tickets[0]?.takeS ?? 0));
  });
});

describe('dates and times', () => {
  it.each([
    ['2026-03-02 09:05:07', '2026-03-02', 32707],
    ['2026/3/2 9:05', '2026-03-02', 32700],
    ['2026年3月2日 9时05分07秒', '2026-03-02', 32707],
    ['2026-03-02T09:05:07', '2026-03-02', 32707],
    ['2.3.2026 9:05', '2026-03-02', 32700],
    ['20260302090507', '2026-03-02', 32707],
    ['9:05：07', null, 32707],
    ['下午1:30', null, 48600],
    ['12:10 AM', null, 600],
    ['2026-03-02 09:05:07.25', '2026-03-02', 32707.25],
    ['46083.5', '2026-03-02', 43200],
    ['24:00:00', null, 86400],
  ])('%s', (text, day, timeS) => {
    expect(new MomentReader(undefined).read(text)).toEqual({ day, timeS });
  });

  it.each(['2026-02-30', '3/4/2026', '25:00', '9:61', 'soon', '', '13:05 PM', '2026-13-01 09:00'])('not %s', (text) => {
    expect(new MomentReader(undefined).read(text)).toBeNull();
  });

  it('day before month where the map says so', () => {
    expect(new MomentReader(['D/M/YYYY H:mm']).read('3/4/2026 9:00')).toEqual({ day: '2026-04-03', timeS: 32400 });
    expect(compileFormat('YYYY-MM-DD QQ')).toBeNull();
    expect(weekdayOf('2026-03-02')).toBe('mon');
  });
});

describe('delimited text', () => {
  it('a quote never closed costs one line', () => {
    const read = readCsv('a,b\n1,"x\n2,y\n3,"z ""quoted"", more"\n', ',');
    expect(read.rows.map((row) => row.cells)).toEqual([
      ['a', 'b'],
      ['2', 'y'],
      ['3', 'z "quoted", more'],
    ]);
    expect(read.bad).toEqual([{ line: 2, reason: 'a quote is opened and not closed at the end of its cell' }]);
  });

  it('a quoted cell may hold line ends; lines are counted on', () => {
    const read = readCsv('a,b\r\n"1\r\n2",3\r\n4,5\r\n', ',');
    expect(read.rows).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 2, cells: ['1\r\n2', '3'] },
      { line: 4, cells: ['4', '5'] },
    ]);
  });

  it('finds the delimiter', () => {
    expect(sniffDelimiter('a;b,c;d\n1;2,5;3\n')).toBe(';');
    expect(sniffDelimiter('"a,b"\tc\n1\t2\n')).toBe('\t');
  });

  it('says how many characters did not fit', () => {
    expect(decodeText(Uint8Array.of(0x41, 0xff, 0x42), 'utf-8')).toMatchObject({ broken: 1 });
  });
});

describe('bad rows', () => {
  const [title, first, second] = rows as [string[], string[], string[]];
  const changed = (at: number, text: string): string[] => first.map((cell, i) => (i === at ? text : cell));
  it.each([
    ['an unreadable time', changed(2, 'morning'), /取号时间: "morning" is no date or time/],
    ['a missing time', changed(2, ''), /取号时间 is empty/],
    ['called before taken', changed(2, '2026-03-02 15:59:59'), /called at .*, before it was ticket taken at 15:59:59/],
    ['no end', changed(5, ''), null],
    ['another day', changed(5, '2026-03-03 08:30:00'), /ended on 2026-03-03, but the day is 2026-03-02/],
    ['no window', changed(6, ''), /served, but at no window/],
    ['too long', changed(5, '2026-03-02 23:59:00'), /served for \d+ min; allowed: up to 480 min/],
    ['too many cells', [...first, 'x'], /8 cells; allowed: 7/],
  ])('%s', async (_name, row, reason) => {
    const bytes = utf8(csvText([title, row, second]));
    const loaded = await loadRecords([{ name: 'file.csv', bytes }], MAP);
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
    if (reason === null) {
      expect(loaded.records.length).toBe(2);
      return;
    }
    expect(loaded.records.length).toBe(1);
    expect(loaded.report.bad).toEqual([{ file: 'file.csv', line: 2, reason: expect.stringMatching(reason) }]);
  });

  it('the same ticket in two files counts once', async () => {
    const bytes = utf8(csvText(rows));
    const loaded = await loadRecords(
      [
        { name: 'one.csv', bytes },
        { name: 'two.csv', bytes },
      ],
      MAP,
    );
    if (!loaded.ok) throw new Error('not read');
    expect(loaded.records.length).toBe(tickets.length);
    expect(loaded.report.bad.length).toBe(tickets.length);
    expect(loaded.report.bad[0]?.reason).toBe('the same ticket and time as in one.csv:2');
  });
});

describe('the map', () => {
  it('tells every problem at once with line and path', () => {
    const read = readMap(
      'map.yaml',
      "version: 2\nkind: tickets\nhall: { id: 'a b', name: { zh: 厅 } }\ncolumns:\n  take: t\n  end: e\n  windw: w\nintervalMin: 20\n",
    );
    expect(read.map).toBeNull();
    const shown = read.problems.map((problem) => `${problem.line} ${problem.path}: ${problem.message}`);
    expect(shown.some((line) => /^1 version: 2 is not allowed; allowed: 1/.test(line))).toBe(true);
    expect(shown.some((line) => line.startsWith('3 hall.id: "a b" is not allowed'))).toBe(true);
    expect(shown.some((line) => line.startsWith('3 hall.name.en: missing'))).toBe(true);
    expect(shown.some((line) => /^7 columns.windw: unknown key "windw"; did you mean "window"/.test(line))).toBe(true);
    expect(shown.some((line) => line.startsWith('8 intervalMin: 20 is not allowed'))).toBe(true);
  });

  it('tells formats, outcomes and hours that cannot be', () => {
    const text = TICKET_MAP.replace('call: 叫号时间, start: 开始时间, ', '')
      .replace("close: '16:00'", "close: '07:00'")
      .concat("formats: ['Q/D', 'D/M/YYYY H:mm']\noutcomes: { served: [ok], left: [ok] }\n");
    const paths = readMap('map.yaml', text).problems.map((problem) => problem.path);
    expect(paths.sort()).toEqual(['columns', 'formats[0]', 'hall.close', 'outcomes.left[0]']);
  });

  it('a column that the file does not have is named with the nearest one', async () => {
    const text = TICKET_MAP.replace('window: 窗口', 'window: 窗口号');
    const loaded = await loadRecords([{ name: 'file.csv', bytes: utf8(csvText(rows)) }], { name: 'map.yaml', text });
    expect(loaded.ok).toBe(false);
    if (loaded.ok) return;
    expect(loaded.problems[0]).toMatchObject({ file: 'map.yaml', line: 4, path: 'columns.window' });
    expect(loaded.problems[0]?.message).toMatch(/no column "窗口号" in file.csv; did you mean "窗口"\?/);
  });
});
