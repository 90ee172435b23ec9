/** A file of records, CSV or XLSX, as a header and rows. */
import { decodeText, FILE_MAX_BYTES, looksLikeZip } from './bytes';
import { type BadRow, type CsvRead, type Row, readCsv, sniffDelimiter } from './csv';
import type { ImportMap } from './map';
import { readXlsx } from './xlsx';

export type InputFile = { readonly name: string; readonly bytes: Uint8Array };

export type Table = {
  readonly file: string;
  readonly header: readonly string[];
  readonly rows: readonly Row[];
  /** Lines that could not be split into cells. */
  readonly bad: readonly BadRow[];
  /** What it was read as, for the report: "CSV, gb18030, ;" or "XLSX". */
  readonly readAs: string;
  readonly warnings: readonly string[];
};

export type TableRead = { readonly ok: true; readonly table: Table } | { readonly ok: false; readonly message: string };

/** Never throws: a file that is no table gives a message. */
export async function readTable(input: InputFile, options: ImportMap['file']): Promise<TableRead> {
  if (input.bytes.length > FILE_MAX_BYTES) {
    return { ok: false, message: `has ${input.bytes.length} bytes; allowed: up to ${FILE_MAX_BYTES}` };
  }
  try {
    return looksLikeZip(input.bytes) ? await workbook(input, options) : delimited(input, options);
  } catch (error) {
    return { ok: false, message: `could not be read: ${error instanceof Error ? error.message : String(error)}` };
  }
}

async function workbook(input: InputFile, options: ImportMap['file']): Promise<TableRead> {
  return toTable(input, await readXlsx(input.bytes, options.sheet), options.headerLine, 'XLSX', []);
}

function delimited(input: InputFile, options: ImportMap['file']): TableRead {
  if (input.bytes[0] === 0xd0 && input.bytes[1] === 0xcf && input.bytes[2] === 0x11) {
    return { ok: false, message: 'is an old Excel file (XLS); save it as XLSX or CSV' };
  }
  const { text, encoding, broken } = decodeText(input.bytes, options.encoding);
  const delimiter = options.delimiter === 'auto' ? sniffDelimiter(text) : options.delimiter;
  const warnings = broken === 0 ? [] : [`${broken} characters do not fit the encoding ${encoding}`];
  const shown = delimiter === '\t' ? 'tab' : delimiter;
  return toTable(input, readCsv(text, delimiter), options.headerLine, `CSV, ${encoding}, ${shown}`, warnings);
}

function toTable(
  input: InputFile,
  read: CsvRead,
  headerLine: number,
  readAs: string,
  warnings: readonly string[],
): TableRead {
  const at = read.rows.findIndex((row) => row.line >= headerLine);
  const header = read.rows[at];
  if (!header) return { ok: false, message: `has no line ${headerLine} with column titles` };
  const bad: BadRow[] = read.bad.map((entry) => ({ file: input.name, ...entry }));
  const rows: Row[] = [];
  for (const row of read.rows.slice(at + 1)) {
    if (row.cells.length > header.cells.length && row.cells.slice(header.cells.length).some((cell) => cell !== '')) {
      const reason = `${row.cells.length} cells; allowed: ${header.cells.length}, as many as column titles`;
      bad.push({ file: input.name, line: row.line, reason });
    } else rows.push(row);
  }
  return { ok: true, table: { file: input.name, header: header.cells, rows, bad, readAs, warnings } };
}
