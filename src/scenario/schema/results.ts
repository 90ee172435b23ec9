/** The rules about results of cases, and about items that bring others. */
import { z } from 'zod';
import { PLACE_NAMES, RESULT_WAYS } from '../../kernel/rules/names';
import { duration, id, letter, share } from './units';

const weight = z.number().min(0).max(1e6).default(0);

const whileYouWait = z
  .strictObject({
    share: share.describe('share of cases whose result is made while the citizen waits (立等可取)'),
    of: z
      .enum(['at-once', 'all'])
      .default('at-once')
      .describe('the report can be read both ways: share of the cases handled at once, or of all cases'),
  })
  .describe('waits in the hall until the back office has made the result');

const backOffice = z
  .strictObject({
    clerks: z.int().min(1).max(500).describe('clerks behind the windows, for cases whose result comes later'),
    waitClerks: z.int().min(1).max(500).default(1).describe('further clerks, for the cases whose citizens wait'),
    time: duration.describe('work on one case'),
  })
  .describe('back office that makes the results that are not handed out at once; default: they take no work');

const pickup = z
  .strictObject({
    letter: letter.describe('letter of the counter that hands results out; staff a window for it'),
    machineLetter: letter.optional().describe('letter of the pick-up machine; default: at the counter too'),
    service: duration.default({ dist: 'lognormal', meanMin: 1, cv: 0.5 }).describe('time to hand it out'),
    after: duration
      .default({ dist: 'lognormal', meanMin: 180, cv: 0.5 })
      .describe('from the result being ready to the visit that fetches it'),
  })
  .describe('visits that fetch a result are simulated; default: counted only');

export const results = z
  .strictObject({
    atOnceShare: share.default(1).describe('share of cases whose result is handed out at once'),
    items: z.record(id, share).default({}).describe('share of an item, by item id, instead of the general one'),
    ways: z
      .strictObject(
        Object.fromEntries(RESULT_WAYS.map((way) => [way, weight])) as Record<
          (typeof RESULT_WAYS)[number],
          typeof weight
        >,
      )
      .prefault({ mail: 1 })
      .describe('relative weights of the ways for the others; pickup and pickupMachine cost another trip'),
    whileYouWait: whileYouWait.optional(),
    backOffice: backOffice.optional(),
    pickup: pickup.optional(),
  })
  .describe('how results are made and handed out');

export const linked = z
  .strictObject({
    place: z.enum(PLACE_NAMES).default('keep-place').describe('place in the queue of the item that follows'),
    behind: z.int().min(1).max(1000).default(3).describe('policy behind-next: behind so many waiting tickets'),
    items: z
      .array(
        z.strictObject({
          item: id,
          brings: id.describe('item that follows'),
          share: share.describe('share of citizens who need it'),
          pushedShare: share
            .default(0)
            .describe('share of these whom the hall has told in time: both in one visit; the others come another day'),
        }),
      )
      .min(1)
      .max(2000),
  })
  .describe('items that bring others, over a life (全生命周期)');
