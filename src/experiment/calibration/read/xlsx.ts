/** One sheet of an XLSX workbook -> rows of cells as text. Dates become ISO texts, so that they are read like a CSV's. */
import { readSheet, type SheetData } from 'read-excel-file/universal';
import type { CsvRead, Row } from './csv';

/** Unpacked size that a workbook may have, bytes: guards against archives made to burst. */
const UNPACKED_MAX_BYTES = 512 * 1024 * 1024;
const DAY_MS = 86_400_000;

/**
 * @param sheet 1-based number or name of the sheet
 * @throws Error with a message for the reader if it is no workbook or has no such sheet
 */
export async function readXlsx(bytes: Uint8Array, sheet: number | string = 1): Promise<CsvRead> {
  const unpacked = unpackedSize(bytes);
  if (unpacked > UNPACKED_MAX_BYTES) {
    throw new Error(`unpacks to ${unpacked} bytes; allowed: up to ${UNPACKED_MAX_BYTES}`);
  }
  // A copy of exactly these bytes: a Node buffer may be a view of a larger one.
  const data: SheetData = await readSheet(bytes.slice().buffer as ArrayBuffer, sheet);
  const rows: Row[] = [];
  data.forEach((cells, i) => {
    const texts = cells.map(cellText);
    if (texts.some((text) => text !== '')) rows.push({ line: i + 1, cells: texts });
  });
  return { rows, bad: [] };
}

/** A cell as text. The library gives dates as UTC; a time without a day lies before 1900-01-02. */
function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date) {
    const ms = cell.getTime();
    if (!Number.isFinite(ms)) return '';
    const iso = new Date(Math.round(ms / 1000) * 1000).toISOString();
    if (cell.getUTCFullYear() <= 1900) return iso.slice(11, 19);
    return ms % DAY_MS === 0 ? iso.slice(0, 10) : `${iso.slice(0, 10)} ${iso.slice(11, 19)}`;
  }
  return String(cell).trim();
}

/** Sum of the unpacked sizes in the archive's central directory (PKWARE APPNOTE 4.3.12); 0 if it is not to be found. */
function unpackedSize(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let end = bytes.length - 22; end >= Math.max(0, bytes.length - 66_000); end--) {
    if (view.getUint32(end, true) !== 0x06054b50) continue;
    const entries = view.getUint16(end + 10, true);
    let at = view.getUint32(end + 16, true);
    let sum = 0;
    for (let i = 0; i < entries && at + 46 <= bytes.length; i++) {
      if (view.getUint32(at, true) !== 0x02014b50) break;
      sum += view.getUint32(at + 24, true);
      at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    }
    return sum;
  }
  return 0;
}
