/** Doors and windows that close for a time, and how people choose their way out. */
import { z } from 'zod';
import { bilingual, id, point, timeOfDay, WINDOW_RANGE } from './units';

const doorClosing = z.strictObject({
  doors: z.array(id).min(1).max(40).describe('ids of doors of the scene'),
  from: timeOfDay,
  to: timeOfDay.describe('open again'),
  policy: z
    .enum(['reroute', 'wait'])
    .default('reroute')
    .describe('who is on the way to it: takes an open door, or goes there and waits'),
});

export const doors = z
  .strictObject({
    choose: z
      .enum(['nearest', 'quickest'])
      .default('nearest')
      .describe(
        'way out: the shortest, or the one that is soonest through with those ahead, looked at again on the way',
      ),
    closings: z.array(doorClosing).max(100).default([]),
  })
  .describe('choice among ways out, and doors that close during the day; needs walking');

const closure = z.strictObject({
  id,
  name: bilingual.describe('what is closed and why, as the events and the page say it'),
  area: z.array(point).min(3).max(40).optional().describe('corners of the area, m'),
  line: z
    .strictObject({
      from: point,
      to: point,
      widthM: z.number().min(0.6).max(10).default(1).describe('closed on both sides of the line together, m'),
    })
    .optional()
    .describe('instead of an area: across an aisle'),
  times: z
    .array(z.strictObject({ from: timeOfDay, to: timeOfDay.describe('open again') }))
    .max(40)
    .default([])
    .describe('when it is closed; none: only when the operator closes it'),
});

export const closures = z
  .array(closure)
  .min(1)
  .max(40)
  .describe('parts of the hall that close for a time or on call: an aisle, a corner, seats; needs walking');

const windowClosing = z.strictObject({
  windows: z.array(z.string().regex(WINDOW_RANGE)).min(1).max(100).describe('windows, as in staffing'),
  from: timeOfDay,
  to: timeOfDay.describe('open again'),
  policy: z
    .enum(['serve', 'reroute', 'wait'])
    .default('serve')
    .describe(
      'who has been called and is on the way: is served first, goes back to the queue at the old place, or waits there',
    ),
});

export const windowClosings = z
  .array(windowClosing)
  .min(1)
  .max(400)
  .describe('windows that close for a time: a fault, a drill, a clerk called away');
