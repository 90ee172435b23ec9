/** Dates and times as queue systems and spreadsheets write them -> day and seconds since midnight. */

/** A moment as far as it is told: a date, a time of day, or both. */
export type Moment = {
  /** YYYY-MM-DD, null if the text has none. */
  readonly day: string | null;
  /** Seconds since midnight, 0 to 86,400; null if the text has none. */
  readonly timeS: number | null;
};

/** Letters of a format and what they match. The longest token comes first. */
const TOKENS: readonly (readonly [string, string, Field])[] = [
  ['YYYY', '(\\d{4})', 'year'],
  ['MM', '(\\d{2})', 'month'],
  ['DD', '(\\d{2})', 'day'],
  ['HH', '(\\d{2})', 'hour'],
  ['mm', '(\\d{2})', 'minute'],
  ['ss', '(\\d{2})', 'second'],
  ['SSS', '(\\d{1,6})', 'fraction'],
  ['YY', '(\\d{2})', 'shortYear'],
  ['M', '(\\d{1,2})', 'month'],
  ['D', '(\\d{1,2})', 'day'],
  ['H', '(\\d{1,2})', 'hour'],
  ['h', '(\\d{1,2})', 'hour'],
  ['m', '(\\d{1,2})', 'minute'],
  ['s', '(\\d{1,2})', 'second'],
  ['A', '(AM|PM|am|pm|上午|下午|中午|凌晨|晚上)', 'half'],
];
type Field = 'year' | 'shortYear' | 'month' | 'day' | 'hour' | 'minute' | 'second' | 'fraction' | 'half';

const DATES = ['YYYY-M-D', 'YYYY/M/D', 'YYYY.M.D', 'YYYY年M月D日', 'YYYYMMDD', 'D.M.YYYY'];
const TIMES = ['H:m:s', 'H:m', 'H:m:s.SSS', 'H时m分s秒', 'H时m分', 'h:m:s A', 'h:m A', 'Ah:m:s', 'Ah:m'];

/**
 * Tried when a map names none. Day before month or month before day with slashes is left out on purpose: 3/4/2026 cannot be
 * told apart, so it must be named (D/M/YYYY or M/D/YYYY).
 */
export const COMMON_FORMATS: readonly string[] = [
  ...DATES.flatMap((date) => TIMES.map((time) => `${date} ${time}`)),
  ...['H:m:s', 'H:m', 'H:m:s.SSS'].map((time) => `YYYY-M-DT${time}`),
  'YYYYMMDDHHmmss',
  ...DATES,
  ...TIMES,
];

/** A spreadsheet's day number with a fraction of the day (1900 system; day 60 does not exist). */
export const SERIAL_FORMAT = 'serial';

type Compiled = { readonly name: string; readonly pattern: RegExp; readonly fields: readonly Field[] };

/** Null if the format has a letter that means nothing, or no field at all. */
export function compileFormat(format: string): Compiled | null {
  let pattern = '';
  const fields: Field[] = [];
  let at = 0;
  while (at < format.length) {
    const token = TOKENS.find(([name]) => format.startsWith(name, at));
    if (token && !(token[0] === 'D' && fields.includes('day'))) {
      pattern += token[1];
      fields.push(token[2]);
      at += token[0].length;
      continue;
    }
    const c = format[at] as string;
    if (/[A-Za-z]/.test(c) && c !== 'T') return null;
    pattern += c === ' ' ? '\\s*' : c.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    at++;
  }
  if (fields.length === 0 || new Set(fields).size < fields.length) return null;
  return { name: format, pattern: new RegExp(`^${pattern}$`), fields };
}

/** Reads the moments of one column: remembers the format that fitted last, so that a column costs one match a cell. */
export class MomentReader {
  private readonly compiled: readonly Compiled[];
  private readonly serial: boolean;
  private last = 0;

  /** @param formats unknown ones are skipped: the map's check names them first */
  constructor(formats: readonly string[] | undefined) {
    const names = formats ?? COMMON_FORMATS;
    this.compiled = names.map(compileFormat).filter((format) => format !== null);
    this.serial = names.includes(SERIAL_FORMAT) || formats === undefined;
  }

  /** Null if no format fits or a number is out of range (month 13, 24:30). */
  read(text: string): Moment | null {
    if (text.length > 40) return null;
    const plain = text.replaceAll('：', ':').trim();
    const remembered = this.compiled[this.last];
    if (remembered) {
      const moment = match(remembered, plain);
      if (moment) return moment;
    }
    for (let i = 0; i < this.compiled.length; i++) {
      const moment = match(this.compiled[i] as Compiled, plain);
      if (!moment) continue;
      this.last = i;
      return moment;
    }
    return this.serial && /^\d{1,5}(\.\d+)?$/.test(plain) && plain.includes('.') ? fromSerial(Number(plain)) : null;
  }
}

function match(format: Compiled, text: string): Moment | null {
  const found = format.pattern.exec(text);
  if (!found) return null;
  const value: Partial<Record<Field, number>> = {};
  let half = '';
  format.fields.forEach((field, i) => {
    const part = found[i + 1] as string;
    if (field === 'half') half = part.toLowerCase();
    else value[field] = field === 'fraction' ? Number(`0.${part}`) : Number(part);
  });
  const year = value.year ?? (value.shortYear === undefined ? undefined : 2000 + value.shortYear);
  let day: string | null = null;
  if (year !== undefined || value.month !== undefined || value.day !== undefined) {
    if (year === undefined || value.month === undefined || value.day === undefined) return null;
    day = dayText(year, value.month, value.day);
    if (day === null) return null;
  }
  if (value.hour === undefined) return { day, timeS: null };
  const afternoon = half === 'pm' || half === '下午' || half === '晚上' || half === '中午';
  let hour = value.hour;
  if (half !== '') {
    if (hour > 12) return null;
    hour = (hour % 12) + (afternoon ? 12 : 0);
  }
  const minute = value.minute ?? 0;
  const second = value.second ?? 0;
  if (minute > 59 || second > 59) return null;
  const timeS = hour * 3600 + minute * 60 + second + (value.fraction ?? 0);
  return timeS > 86_400 ? null : { day, timeS };
}

function fromSerial(serial: number): Moment | null {
  if (serial >= 80_000) return null;
  const whole = Math.floor(serial);
  const timeS = Math.round((serial - whole) * 86_400);
  if (whole < 61) return whole === 0 ? { day: null, timeS } : null;
  return { day: new Date(Date.UTC(1899, 11, 30) + whole * 86_400_000).toISOString().slice(0, 10), timeS };
}

function dayText(year: number, month: number, day: number): string | null {
  if (year < 1980 || year > 2100 || month < 1 || month > 12 || day < 1) return null;
  if (day > new Date(Date.UTC(year, month, 0)).getUTCDate()) return null;
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

export const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** Weekday of YYYY-MM-DD. */
export function weekdayOf(day: string): Weekday {
  return WEEKDAYS[new Date(`${day}T00:00:00Z`).getUTCDay()] as Weekday;
}
