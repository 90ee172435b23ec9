/**
 * Delimited text -> rows of cells with their line numbers (RFC 4180 and what spreadsheets make of it). A quote that is
 * never closed costs one line, not the rest of the file. Linear in the length of the text.
 */

export type Row = {
  /** 1-based line of the file where the row begins. */
  readonly line: number;
  readonly cells: readonly string[];
};

export type BadRow = {
  readonly file: string;
  readonly line: number;
  readonly reason: string;
};

export type CsvRead = {
  readonly rows: readonly Row[];
  readonly bad: readonly { readonly line: number; readonly reason: string }[];
};

export const DELIMITERS = [',', ';', '\t', '|'] as const;
export type Delimiter = (typeof DELIMITERS)[number];

/** A quoted cell may span lines, but not more than this: beyond, the quote counts as a stray one. */
const QUOTED_LINES_MAX = 20;
const QUOTED_LENGTH_MAX = 4000;
/** Cells in a row; a spreadsheet ends at 16,384. */
const CELLS_MAX = 2000;

/** The delimiter that splits the first lines into most cells, with equal numbers preferred; comma if none does. */
export function sniffDelimiter(text: string): Delimiter {
  const lines = text
    .slice(0, 20_000)
    .split(/\r\n|\n|\r/, 21)
    .slice(0, 20);
  let best: Delimiter = ',';
  let bestScore = 0;
  for (const delimiter of DELIMITERS) {
    const counts = lines.filter((line) => line.trim() !== '').map((line) => outsideQuotes(line, delimiter));
    if (counts.length === 0 || (counts[0] as number) === 0) continue;
    const same = counts.filter((count) => count === counts[0]).length / counts.length;
    const score = (counts[0] as number) * (same > 0.5 ? 1 : 0.01);
    if (score > bestScore) {
      bestScore = score;
      best = delimiter;
    }
  }
  return best;
}

function outsideQuotes(line: string, delimiter: string): number {
  let count = 0;
  let quoted = false;
  for (const c of line) {
    if (c === '"') quoted = !quoted;
    else if (c === delimiter && !quoted) count++;
  }
  return count;
}

export function readCsv(text: string, delimiter: Delimiter): CsvRead {
  const rows: Row[] = [];
  const bad: { line: number; reason: string }[] = [];
  const end = text.length;
  let at = 0;
  let line = 1;
  while (at < end) {
    const startLine = line;
    const cells: string[] = [];
    let reason: string | null = null;
    for (;;) {
      let cell: string;
      if (text.charCodeAt(at) === 34) {
        const closed = closingQuote(text, at, delimiter);
        if (closed === null) {
          reason = 'a quote is opened and not closed at the end of its cell';
          at = lineEnd(text, at);
          break;
        }
        cell = text.slice(at + 1, closed.at).replaceAll('""', '"');
        line += closed.lines;
        at = closed.at + 1;
        at = cellEnd(text, at, delimiter);
      } else {
        const to = cellEnd(text, at, delimiter);
        cell = text.slice(at, to);
        at = to;
      }
      cells.push(cell.trim());
      if (at >= end || text[at] !== delimiter) break;
      if (cells.length >= CELLS_MAX) {
        reason = `more than ${CELLS_MAX} cells`;
        at = lineEnd(text, at);
        break;
      }
      at++;
    }
    if (reason !== null) bad.push({ line: startLine, reason });
    else if (cells.some((cell) => cell !== '')) rows.push({ line: startLine, cells });
    if (text[at] === '\r' && text[at + 1] === '\n') at++;
    at++;
    line++;
  }
  return { rows, bad };
}

/** Index of the quote that closes the one at `from`, and line ends passed; null if there is none that ends a cell. */
function closingQuote(
  text: string,
  from: number,
  delimiter: string,
): { readonly at: number; readonly lines: number } | null {
  const stop = Math.min(text.length, from + QUOTED_LENGTH_MAX);
  let lines = 0;
  for (let at = from + 1; at < stop; at++) {
    const c = text.charCodeAt(at);
    if (c === 34) {
      if (text.charCodeAt(at + 1) !== 34) {
        return text.slice(at + 1, cellEnd(text, at + 1, delimiter)).trim() === '' ? { at, lines } : null;
      }
      at++;
    } else if (c === 10 || (c === 13 && text.charCodeAt(at + 1) !== 10)) {
      lines++;
      if (lines > QUOTED_LINES_MAX) return null;
    }
  }
  return null;
}

function cellEnd(text: string, from: number, delimiter: string): number {
  let at = from;
  while (at < text.length) {
    const c = text[at];
    if (c === delimiter || c === '\n' || c === '\r') break;
    at++;
  }
  return at;
}

function lineEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length && text[at] !== '\n' && text[at] !== '\r') at++;
  return at;
}
