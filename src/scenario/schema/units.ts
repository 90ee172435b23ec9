/**
 * Words shared by both file kinds: points, angles, times of day, bilingual texts, durations.
 * Metres, degrees (counter-clockwise from east), minutes or seconds as the key says.
 */
import { z } from 'zod';

/** Farthest coordinate from the origin, metres. A hall is smaller; the bound keeps every grid small. */
export const COORDINATE_MAX_M = 200;

const ID = /^[A-Za-z0-9][A-Za-z0-9_-]{0,59}$/;
const LETTER = /^[A-Z]$/;
const TIME = /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,3})?)?$|^24:00(:00)?$/;
export const WINDOW_RANGE = /^[A-Z]\d{1,3}(-[A-Z]\d{1,3})?$/;
export const DATE = /^\d{4}-\d{2}-\d{2}$/;

/** What each pattern asks for, in words: a description in the schema says what a value means, not how it is written. */
export const TEXT_FORMATS: ReadonlyMap<string, string> = new Map([
  [ID.source, 'letters, digits, - and _, 1 to 60, for example west-door'],
  [LETTER.source, 'one capital letter A to Z'],
  [TIME.source, 'HH:MM or HH:MM:SS from 00:00 to 24:00'],
  [WINDOW_RANGE.source, 'B01 or B01-B10'],
  [DATE.source, 'YYYY-MM-DD'],
]);

export const coordinate = z.number().min(-COORDINATE_MAX_M).max(COORDINATE_MAX_M);
export const point = z.tuple([coordinate, coordinate]).describe('[x, y] in metres, x east, y north');
export const angleDeg = z
  .number()
  .min(-360)
  .max(360)
  .describe('degrees counter-clockwise from east: 0 E, 90 N, 180 W, 270 S');

/** An id that is also a file-safe word. */
export const id = z.string().regex(ID).describe('letters, digits, - and _, at most 60, for example west-door');

export const letter = z.string().regex(LETTER).describe('one capital letter A..Z');

export const text = z.string().min(1).max(400);
export const bilingual = z.strictObject({ zh: text, en: text }).describe('Chinese and English');

const longText = z.string().min(1).max(1000);
/** A sentence to be read, such as an assumption: in both languages, or one text for both. */
export const note = z.union([
  z.string().max(1000),
  z.strictObject({ zh: longText, en: longText }).describe('Chinese and English'),
]);
export type Note = z.output<typeof note>;

/** A note in both languages; a plain text stands for both. */
export function inBothLanguages(given: Note): { readonly zh: string; readonly en: string } {
  return typeof given === 'string' ? { zh: given, en: given } : given;
}

/** Two parallel lists, one entry a document. */
export const bilingualList = z.strictObject({ zh: z.array(text).max(40), en: z.array(text).max(40) });

export const timeOfDay = z.string().regex(TIME).describe('hall clock, HH:MM or HH:MM:SS, 00:00 to 24:00');

export const share = z.number().min(0).max(1).describe('share, 0 to 1');

const meanMin = z.number().min(0.01).max(1440).describe('mean, minutes').optional();
const meanS = z.number().min(0.1).max(86_400).describe('mean, seconds').optional();

/** Positive random duration. The mean is given once, in minutes or in seconds. */
export const duration = z
  .discriminatedUnion('dist', [
    z.strictObject({ dist: z.literal('constant'), meanMin, meanS }),
    z.strictObject({ dist: z.literal('exponential'), meanMin, meanS }),
    z.strictObject({
      dist: z.literal('lognormal'),
      meanMin,
      meanS,
      cv: z.number().min(0).max(5).default(0.465).describe('standard deviation / mean'),
    }),
    z.strictObject({
      dist: z.literal('gamma'),
      meanMin,
      meanS,
      cv: z.number().min(0.01).max(5).describe('standard deviation / mean'),
    }),
    z.strictObject({
      dist: z.literal('weibull'),
      meanMin,
      meanS,
      shape: z.number().min(0.2).max(50).describe('1 = exponential, above 1 narrower'),
    }),
    z.strictObject({
      dist: z.literal('empirical'),
      valuesMin: z.array(z.number().min(0.01).max(1440)).min(1).max(20_000).describe('recorded durations, minutes'),
    }),
  ])
  .describe('how long something takes');
export type Duration = z.output<typeof duration>;

/** Seconds since midnight of a valid time of day. */
export function secondsOf(time: string): number {
  const [hours = '0', minutes = '0', seconds = '0'] = time.split(':');
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}

/** Seconds since midnight as HH:MM, or HH:MM:SS where the seconds are not 0; rounded to whole seconds. */
export function clockOf(timeS: number): string {
  const two = (n: number): string => String(Math.floor(n)).padStart(2, '0');
  const whole = Math.round(timeS);
  const s = whole % 60;
  return `${two(whole / 3600)}:${two((whole % 3600) / 60)}${s === 0 ? '' : `:${two(s)}`}`;
}

/** Seconds since midnight as HH:MM, of the minute that has begun. */
export function minuteOf(timeS: number): string {
  return clockOf(60 * Math.floor(Math.round(timeS) / 60));
}
