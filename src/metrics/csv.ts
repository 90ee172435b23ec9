/** Tables as text: CSV in UTF-8 with a byte order mark, so that spreadsheets read the names; lines end with CR LF. */
const BOM = '\uFEFF';

/** Numbers that are not finite become empty cells. */
export function csv(rows: readonly (readonly (string | number)[])[]): string {
  const cell = (value: string | number): string => {
    if (typeof value === 'number') return Number.isFinite(value) ? String(value) : '';
    return /[",\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
  };
  return `${BOM}${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}
