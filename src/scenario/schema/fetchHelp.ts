/** Staff whom a robot may fetch for a guest (`rules.fetchHelp`). Semantics: docs/service-rules.md and docs/robot-brain.md. */
import { z } from 'zod';
import { duration, id, share, timeOfDay, WINDOW_RANGE } from './units';

export const fetchHelp = z
  .strictObject({
    desks: z
      .array(id)
      .max(20)
      .optional()
      .describe('enquiry desks whose clerk may be fetched, by id; default: all of the scene'),
    windows: z
      .array(z.string().regex(WINDOW_RANGE))
      .max(200)
      .default([])
      .describe('windows whose clerk may be fetched while nobody is there'),
    busyAbove: z
      .int()
      .min(0)
      .max(50)
      .default(2)
      .describe(
        'with more people in line than this the clerk of a desk stays; the guest is brought there (assumption)',
      ),
    answer: duration
      .default({ dist: 'lognormal', meanS: 3, cv: 0.4 })
      .describe('until a clerk answers the robot (assumption)'),
    help: duration.default({ dist: 'lognormal', meanS: 90, cv: 0.6 }).describe('how long helping takes (assumption)'),
    patience: duration
      .default({ dist: 'lognormal', meanS: 300, cv: 0.5 })
      .describe('how long a guest waits for the robot to come back (assumption)'),
    assistShare: share
      .default(0.3)
      .describe('of elderly people and wheelchair users at the robot: share who want somebody (assumption)'),
    personShare: share.default(0.05).describe('of all others at the robot: share who want a person (assumption)'),
    away: z
      .array(
        z.strictObject({
          desk: id,
          from: timeOfDay,
          forMin: z.number().min(0.1).max(240).describe('nobody is at the desk for so long, minutes'),
        }),
      )
      .max(60)
      .default([])
      .describe('times when the clerk of a desk is away: its line waits'),
  })
  .describe('a robot that cannot help goes and fetches somebody; needs walking in micro and a robot');
export type ScenarioFetchHelp = z.output<typeof fetchHelp>;
