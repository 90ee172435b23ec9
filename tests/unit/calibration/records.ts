/** Ticket records made by the simulator itself, as a spreadsheet would hold them; and a small XLSX writer. */
import { crc32 } from 'node:zlib';
import { Hall } from '../../../src/kernel/hall';
import type { ArrivalSpec, DurationSpec } from '../../../src/kernel/spec';
import { advance } from '../../../src/kernel/tick';
import { visitsOf } from '../../../src/metrics/visits';
import { queueSpec } from '../../worlds/queueSpec';

export const OPEN_S = 8 * 3600;
export const CLOSE_S = 16 * 3600;
/** True values: A is gamma, B log-normal; three windows for A, one for both, one for B. */
export const TRUE_SERVICE: readonly DurationSpec[] = [
  { kind: 'gamma', meanS: 420, cv: 0.5 },
  { kind: 'lognormal', meanS: 600, cv: 0.465 },
];
export const TRUE_RATES = [
  [18, 24, 30, 26, 20, 24, 22, 12],
  [6, 8, 10, 9, 6, 8, 8, 4],
] as const;

export type Ticket = {
  readonly day: string;
  readonly letter: 'A' | 'B';
  readonly number: number;
  readonly takeS: number;
  readonly callS: number;
  readonly startS: number;
  readonly endS: number;
  readonly window: number;
};

/** Working days from Monday 2 March 2026 on. */
export function simulatedTickets(days: number, seed = 1): Ticket[] {
  const tickets: Ticket[] = [];
  for (let d = 0; d < days; d++) {
    const day = new Date(Date.UTC(2026, 2, 2 + d + 2 * Math.floor(d / 5))).toISOString().slice(0, 10);
    const arrivals = TRUE_RATES.map(
      (rates, item): ArrivalSpec => ({
        kind: 'rate',
        intervals: rates.map((perHour, i) => ({ fromS: OPEN_S + i * 3600, toS: OPEN_S + (i + 1) * 3600, perHour })),
        items: [{ item, weight: 1 }],
      }),
    );
    const hall = new Hall(
      queueSpec({
        windows: 5,
        openS: OPEN_S,
        closeS: CLOSE_S,
        seed: 1000 * seed + d,
        services: TRUE_SERVICE,
        arrivals,
        groups: 2,
        groupOfItem: [0, 1],
        groupsOfWindow: (window) => (window < 3 ? [0] : window === 3 ? [0, 1] : [1]),
      }),
      null,
    );
    advance(hall, CLOSE_S + 1e6);
    const numbers = [0, 0];
    for (const visit of visitsOf(hall.log)) {
      const number = (numbers[visit.group] as number) + 1;
      numbers[visit.group] = number;
      tickets.push({
        day,
        letter: visit.group === 0 ? 'A' : 'B',
        number,
        takeS: visit.ticketS,
        callS: visit.calledS,
        startS: visit.startedS + 12,
        endS: visit.endedS + 12,
        window: visit.window + 1,
      });
    }
  }
  return tickets;
}

export function clockOf(timeS: number): string {
  const two = (n: number): string => String(Math.floor(n)).padStart(2, '0');
  return `${two(timeS / 3600)}:${two((timeS % 3600) / 60)}:${two(timeS % 60)}`;
}

const TITLES = ['票号', '事项', '取号时间', '叫号时间', '开始时间', '结束时间', '窗口'];

export function ticketRows(tickets: readonly Ticket[]): string[][] {
  const rows = tickets.map((ticket) => {
    const at = (timeS: number): string => `${ticket.day} ${clockOf(timeS)}`;
    const number = `${ticket.letter}${String(ticket.number).padStart(3, '0')}`;
    const item = ticket.letter === 'A' ? '居住证办理' : '不动产登记';
    return [
      number,
      item,
      at(ticket.takeS),
      at(ticket.callS),
      at(ticket.startS),
      at(ticket.endS),
      `${ticket.window}号窗口`,
    ];
  });
  return [TITLES, ...rows];
}

export function csvText(rows: readonly (readonly string[])[], delimiter = ','): string {
  return `${rows.map((row) => row.join(delimiter)).join('\r\n')}\r\n`;
}

export const TICKET_MAP = `version: 1
kind: tickets
hall: { id: test-hall, name: { zh: 测试大厅, en: Test hall }, open: '08:00', close: '16:00' }
columns: { ticket: 票号, item: 事项, take: 取号时间, call: 叫号时间, start: 开始时间, end: 结束时间, window: 窗口 }
items:
  居住证办理: { id: residence-permit, name: { zh: 居住证办理, en: Residence permit } }
`;

/** GB18030 of a text, by turning the decoder's table around (characters up to U+FFFF in two bytes). */
export function gb18030(text: string): Uint8Array {
  const decoder = new TextDecoder('gb18030');
  const table = new Map<string, readonly number[]>();
  for (let high = 0x81; high <= 0xfe; high++) {
    for (let low = 0x40; low <= 0xfe; low++) {
      if (low === 0x7f) continue;
      const character = decoder.decode(Uint8Array.of(high, low));
      if (character.length === 1) table.set(character, [high, low]);
    }
  }
  return Uint8Array.from([...text].flatMap((c) => (c < '\u0080' ? [c.charCodeAt(0)] : (table.get(c) ?? [0x3f]))));
}

/** A workbook with one sheet of inline strings, stored without compression. */
export function xlsx(rows: readonly (readonly string[])[]): Uint8Array {
  const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const relations = 'http://schemas.openxmlformats.org/package/2006/relationships';
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
  const cells = rows
    .map((row, r) => {
      const texts = row.map((text, c) => {
        const at = `${String.fromCharCode(65 + c)}${r + 1}`;
        return text === '' ? '' : `<c r="${at}" t="inlineStr"><is><t>${escaped(text)}</t></is></c>`;
      });
      return `<row r="${r + 1}">${texts.join('')}</row>`;
    })
    .join('');
  return zip({
    '[Content_Types].xml': `${head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`,
    '_rels/.rels': `${head}<Relationships xmlns="${relations}"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `${head}<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${head}<Relationships xmlns="${relations}"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    'xl/worksheets/sheet1.xml': `${head}<worksheet xmlns="${main}"><sheetData>${cells}</sheetData></worksheet>`,
  });
}

function zip(files: Readonly<Record<string, string>>): Uint8Array {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, text] of Object.entries(files)) {
    const data = Buffer.from(text, 'utf8');
    const shared = Buffer.alloc(26);
    shared.writeUInt16LE(20, 0);
    shared.writeUInt32LE(crc32(data), 10);
    shared.writeUInt32LE(data.length, 14);
    shared.writeUInt32LE(data.length, 18);
    shared.writeUInt16LE(Buffer.byteLength(name), 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), shared, Buffer.from(name), data]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    const version = Buffer.from([20, 0]);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02', 'latin1'), version, shared, rest, Buffer.from(name)]));
    parts.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(directory.length, 8);
  end.writeUInt16LE(directory.length, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(offset, 16);
  return new Uint8Array(Buffer.concat([...parts, central, end]));
}
