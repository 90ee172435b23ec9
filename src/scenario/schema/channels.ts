/** The rules about other ways to be served: machines, service robot, video windows, and the zone that is open day and night. */
import { z } from 'zod';
import { CHANNEL_KINDS, CHANNEL_POLICIES, IDENTITY_WAYS, PLACE_NAMES, ROBOT_FUNCTIONS } from '../../kernel/rules/names';
import { duration, id, letter, share, timeOfDay, WINDOW_RANGE } from './units';

const identityWay = z.strictObject({
  way: z.enum(IDENTITY_WAYS),
  time: duration.optional().describe("time it takes; default: the way's own, see docs/service-rules.md"),
  successShare: share.optional().describe("share for whom it works; default: the way's own"),
});

const robotFunction = z.strictObject({
  on: z.boolean().default(true),
  time: duration.optional().describe('adds to the time at the machine; default: nothing'),
  failShare: share.default(0).describe('share of uses in which it fails'),
});

const functions = z
  .strictObject(
    Object.fromEntries(ROBOT_FUNCTIONS.map((name) => [name, robotFunction.prefault({})])) as Record<
      (typeof ROBOT_FUNCTIONS)[number],
      z.ZodPrefault<typeof robotFunction>
    >,
  )
  .describe(
    'the ten functions of the service robot, each on unless switched off; default: a plain machine without them',
  );

const helpBy = z
  .strictObject({
    windows: z
      .array(z.string().regex(WINDOW_RANGE))
      .max(200)
      .default([])
      .describe('windows whose clerks go to help, and are closed meanwhile'),
    guides: z.int().min(0).max(100).default(0).describe('guides who do nothing else, persons'),
  })
  .describe('who helps when the machine has failed; default: help takes time and nobody in particular');

export const channel = z.strictObject({
  id,
  kind: z.enum(CHANNEL_KINDS).describe('what it is: for names and figures; the other keys say what it does'),
  letter: letter.describe('its own ticket letter; staff its windows for it (staffing says when it is on)'),
  items: z.array(id).min(1).max(2000).describe('items that can be done there'),
  willingShare: share.default(0.5).describe('share of citizens who would use it'),
  policy: z.enum(CHANNEL_POLICIES).default('if-shorter').describe('when a willing citizen does'),
  serviceFactor: z.number().min(0.05).max(10).default(1).describe("the item's service time times this"),
  delay: duration.optional().describe('before anything else, for example the identity check of a video window'),
  identity: z.array(identityWay).max(5).default([]).describe('ways to prove identity, tried in order until one works'),
  knownShare: share.default(0).describe('share recognized by face; a returning visitor always is'),
  recognizeS: z.number().min(0).max(600).default(3).describe('time for that, seconds'),
  failShare: share.default(0).describe('share of services in which the machine fails and somebody is called to help'),
  helpShare: share.default(0.8).describe('share of failures that help sets right; the others go on to a window'),
  help: duration
    .default({ dist: 'lognormal', meanMin: 2, cv: 0.6 })
    .describe('from the failure until helped, or sent on; with helpBy: from the coming of the helper'),
  helpBy: helpBy.optional(),
  functions: functions.optional(),
  approval: duration
    .optional()
    .describe(
      'authority: prepared here, approved at a window of the own letter in this time; default: decided here; with `functions`: the time of an approval when self-approval is off or fails',
    ),
  place: z.enum(PLACE_NAMES).default('keep-place').describe('place in the queue of who is sent on to a window'),
  behind: z.int().min(1).max(1000).default(3).describe('policy behind-next: behind so many waiting tickets'),
});

export const zone24 = z
  .strictObject({
    channels: z.array(id).min(1).max(20).describe('its machines, by channel id; staff them for day and night'),
    rate: z
      .array(
        z.strictObject({
          from: timeOfDay,
          to: timeOfDay,
          perHour: z.number().min(0).max(20_000).describe('visitors of the zone an hour'),
        }),
      )
      .min(1)
      .max(400)
      .describe('its own visitors, also while the hall is closed'),
    items: z
      .record(id, z.number().min(0).max(1e9))
      .optional()
      .describe('relative weight by item id; default: all items of its machines alike'),
  })
  .describe('24-hour zone: machines that may be used while the hall is closed');
