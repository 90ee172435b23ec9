/** Rules of the hall about windows and the clerks behind them. */
import { z } from 'zod';
import { GREEN_NAMES } from '../../kernel/rules/names';
import { duration, id, WINDOW_RANGE } from './units';

const windowRange = z.string().regex(WINDOW_RANGE);
const windows = z.array(windowRange).min(1).max(200);

export const sharedClerks = z
  .array(
    z.strictObject({
      windows: windows.describe('windows that the clerks share'),
      clerks: z.int().min(1).max(200).default(1).describe('clerks for all of them'),
    }),
  )
  .min(1)
  .max(200)
  .describe('one clerk for two windows, two clerks for four video windows');

export const setUp = z
  .strictObject({ time: duration.describe('after each case, until the clerk is ready for the next') })
  .describe('set-up between cases: the next number is called meanwhile');

export const greenChannel = z
  .strictObject({
    windows: windows.describe('windows that put the classes before all others'),
    classes: z.array(id).min(1).max(20).describe('priority classes, by id'),
    others: z.enum(GREEN_NAMES).default('when-idle').describe('whether these windows take others too'),
    skipsLine: z.boolean().default(true).describe('its classes are given the ticket at the door'),
  })
  .describe('green channel (绿色通道)');
