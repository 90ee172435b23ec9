/** Rules of the hall about physical lines. */
import { z } from 'zod';
import { BUILDS, FIRST_STOP_POLICIES, JOCKEYING_POLICIES, SEAT_POLICIES, YIELD_NAMES } from '../../kernel/rules/names';
import { id, letter } from './units';

export const jockeying = z
  .strictObject({
    policy: z.enum(JOCKEYING_POLICIES).default('when-shorter'),
    gain: z.int().min(1).max(40).default(2).describe('so many fewer people ahead make somebody change, persons'),
    most: z.int().min(1).max(20).default(1).describe('changes that one citizen makes at most'),
  })
  .describe('changes to a shorter line of ticket machines, desks or robots');

export const firstStop = z
  .strictObject({
    policy: z.enum(FIRST_STOP_POLICIES).default('robot-or-desk').describe('where who has a question goes first'),
  })
  .describe('choice between robot, enquiry desk and ticket machine');

export const seating = z
  .strictObject({
    policy: z.enum(SEAT_POLICIES).default('near-windows').describe('which free seat is taken'),
    moveToFreed: z
      .strictObject({
        withinM: z
          .number()
          .min(0.5)
          .max(100)
          .default(8)
          .describe('to a seat as near as this, m of walking (assumption)'),
        aheadMin: z
          .number()
          .int()
          .min(0)
          .max(1000)
          .default(3)
          .describe('with at least so many of the same letter before them (assumption)'),
      })
      .optional()
      .describe('who stands goes and sits down when a seat gets free; not given: stays standing'),
  })
  .describe('choice of a seat');

export const lines = z
  .strictObject({
    yields: z
      .enum(YIELD_NAMES)
      .default('to-the-end')
      .describe('how far a newcomer of these builds is let pass in a line'),
    letPass: z.array(z.enum(BUILDS)).max(BUILDS.length).default(['wheelchair']).describe('builds that are let pass'),
    marked: z
      .array(
        z.strictObject({
          letters: z.array(letter).min(1).max(26).describe('tickets of these letters wait standing, in this line'),
          line: id.describe('id of a line of the scene'),
        }),
      )
      .max(26)
      .default([]),
  })
  .describe('lines that people stand in while they wait for a window, and who is let pass in any line');
