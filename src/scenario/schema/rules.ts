/** The section `rules` of a scenario: each rule is off unless it is written down. Semantics: docs/service-rules.md. */
import { z } from 'zod';
import { AGE_SPEEDS } from '../../kernel/people/spec';
import {
  BALKING_POLICIES,
  BREAK_POLICY_NAMES,
  BUILDS,
  CALL_ORDER_NAMES,
  OVERFLOW_NAMES,
  PLACE_NAMES,
  RENEGING_POLICIES,
  TIDE_NAMES,
  WAY_POLICIES,
} from '../../kernel/rules/names';
import { channel, zone24 } from './channels';
import { closures, doors, windowClosings } from './closings';
import { fetchHelp } from './fetchHelp';
import { firstStop, jockeying, lines, seating } from './lineRules';
import { linked, results } from './results';
import { greenChannel, setUp, sharedClerks } from './staffRules';
import { angleDeg, bilingual, duration, id, letter, point, share, timeOfDay, WINDOW_RANGE } from './units';

const priorityClass = z.strictObject({
  id,
  name: bilingual,
  rank: z.int().min(1).max(20).default(1).describe('1 = called first; ordinary citizens come after every class'),
  headStartMin: z
    .number()
    .min(0)
    .max(480)
    .default(0)
    .describe('order head-start: as if the ticket had been taken so much earlier, minutes'),
  share: share.default(0).describe('share of those who are in no earlier class'),
  builds: z.array(z.enum(BUILDS)).max(BUILDS.length).default([]).describe('builds that belong to the class anyway'),
});

const priority = z.strictObject({
  order: z
    .enum(CALL_ORDER_NAMES)
    .default('by-class')
    .describe('who is called first: strict classes, ticket order, or ticket order with a head start'),
  raiseAfterMin: z
    .number()
    .min(0.1)
    .max(1440)
    .optional()
    .describe('ageing: a ticket rises by one rank each time it has waited so long, minutes; default: never'),
  classes: z.array(priorityClass).min(1).max(20),
});

const balking = z
  .strictObject({
    policy: z.enum(BALKING_POLICIES).default('over-tolerance'),
    toleratedMin: z.int().min(0).max(10_000).describe('fewest tickets ahead that a citizen puts up with, persons'),
    toleratedMax: z.int().min(0).max(10_000).describe('most; each citizen draws a whole number from min to max'),
  })
  .describe('turns round at the ticket machine when more tickets are ahead than tolerated');

const reneging = z
  .strictObject({
    policy: z.enum(RENEGING_POLICIES).default('leave-at-limit'),
    patience: duration.describe('how long a citizen waits with a ticket before leaving'),
    byClass: z.record(id, duration).default({}).describe('patience of priority classes, by class id'),
  })
  .describe('leaves when patience runs out while waiting');

const room = z
  .strictObject({
    capacity: z.int().min(1).max(100_000).describe('most citizens inside, persons'),
    whenFull: z.enum(['turn-away', 'wait-outside']).default('wait-outside'),
  })
  .describe('limit of persons inside');

const windowRange = z.string().regex(WINDOW_RANGE);

const skill = z.strictObject({
  windows: z.array(windowRange).min(1).max(200).describe('windows or ranges of windows: B01 or B01-B10'),
  letters: z.array(letter).max(26).default([]).describe('all items of these letters'),
  items: z.array(id).max(2000).default([]).describe('and these items'),
  use: z
    .enum(['primary', 'overflow'])
    .default('primary')
    .describe('overflow: only when none of its primary tickets waits and the overflow policy agrees'),
  speed: z.number().min(0.1).max(10).default(1).describe('proficiency: the service time is divided by it'),
});

const skills = z
  .strictObject({
    overflow: z.enum(OVERFLOW_NAMES).default('always').describe('when overflow tickets are taken'),
    overflowAfterMin: z.number().min(0).max(1440).default(5).describe('policy after-wait: minutes waited'),
    overflowAbove: z.int().min(0).max(10_000).default(5).describe('policy above-queue: tickets waiting in the letter'),
    matrix: z
      .array(skill)
      .min(1)
      .max(2000)
      .describe('a window named here does only what is named for it, later entries first; others do all their letters'),
  })
  .describe('which window can do which item, and how fast');

const behind = z.int().min(1).max(1000).default(3).describe('policy behind-next: behind so many waiting tickets');

const noShow = z
  .strictObject({
    share: share.describe('share of calls that find nobody'),
    recallAfterS: z
      .number()
      .min(1)
      .max(3600)
      .default(30)
      .describe('to the recall, between recalls, to passing, seconds'),
    recalls: z.int().min(0).max(10).default(1).describe('how often the number is called again before it is passed'),
    hearsShare: share.default(0.5).describe('share that a recall reaches'),
    returnShare: share.default(0.5).describe('of those passed: share that comes back with the ticket; others leave'),
    returnAfter: duration.default({ dist: 'exponential', meanMin: 5 }).describe('from passing to coming back'),
    place: z.enum(PLACE_NAMES).default('behind-next').describe('place in the queue of who comes back'),
    behind,
  })
  .describe('called and not there: recall, pass the number (过号), queue again');

const stage = z.strictObject({
  letter: letter.describe('letter whose windows do it'),
  service: duration.describe('time at the window'),
  share: share.default(1).describe('share of citizens who need it'),
});

const journey = z.strictObject({
  item: id,
  joint: z.boolean().default(false).describe('one acceptance: all stages at the first window'),
  jointFactor: z.number().min(0.05).max(5).default(1).describe('joint: the sum of the service times times this'),
  stages: z.array(stage).min(1).max(10).describe('further windows after the first, in order'),
});

const journeys = z
  .strictObject({
    place: z.enum(PLACE_NAMES).default('keep-place').describe('place in the queue of the next letter'),
    behind,
    items: z.array(journey).min(1).max(2000),
  })
  .describe('items of several stages or departments: transfers between letters, or joint');

const pause = z.strictObject({
  windows: z.array(windowRange).min(1).max(200),
  at: timeOfDay.describe('when the break of the first window named is due'),
  minutes: z.number().min(1).max(240).describe('length of the break, minutes; in full also when it begins late'),
  staggerMin: z
    .number()
    .min(0)
    .max(240)
    .default(0)
    .describe('each further window has its break so much later, minutes'),
  policy: z.enum(BREAK_POLICY_NAMES).default('finish-current').describe('what is done with a case at hand'),
  finishWithinMin: z.number().min(0).max(240).default(5).describe('policy finish-if-short: minutes left of the case'),
});

const tidal = z
  .strictObject({
    windows: z.array(windowRange).min(1).max(200).describe('their staffing says when their clerks are on call'),
    policy: z.enum(TIDE_NAMES).default('queue-length'),
    openAbove: z.number().min(0).max(10_000).describe('opens when more tickets than this wait in its letters'),
    closeBelow: z.number().min(0).max(10_000).default(1).describe('closes when fewer wait'),
    delayMin: z.number().min(0).max(120).default(2).describe('until the clerk is at the window, minutes'),
    minOpenMin: z.number().min(0).max(480).default(15).describe('shortest opening, minutes'),
  })
  .describe('windows that open and close on the queue (潮汐窗口)');

const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const dayFactor = z.number().min(0).max(10).default(1);

const variation = z
  .strictObject({
    dayCv: z
      .number()
      .min(0)
      .max(2)
      .default(0)
      .describe('spread of the day factor on all rates (sd / mean; 0.14 measured)'),
    hourCv: z.number().min(0).max(3).optional().describe('spread of the hour factors (sd / mean)'),
    hourVarianceToMean: z
      .number()
      .min(1)
      .max(100)
      .optional()
      .describe('instead of hourCv: variance / mean of the hourly counts (3.3 measured; Poisson has 1)'),
    weekday: z
      .strictObject(
        Object.fromEntries(WEEKDAYS.map((day) => [day, dayFactor])) as Record<
          (typeof WEEKDAYS)[number],
          typeof dayFactor
        >,
      )
      .optional()
      .describe('factor on all rates by weekday of `date` (Monday 1.45 times the others measured)'),
  })
  .describe('random day and hour factors on the arrival rates, weekday profile');

const appointments = z.strictObject({
  from: timeOfDay.describe('first slot'),
  to: timeOfDay.describe('end of the slots; the last slot begins before it'),
  everyMin: z.number().min(1).max(480).describe('from slot to slot, minutes'),
  perSlot: z.int().min(1).max(1000).default(1).describe('places a slot, all of them taken'),
  items: z
    .record(id, z.number().min(0).max(1e9))
    .optional()
    .describe('relative weight by item id; default: all items alike'),
  noShowShare: share.default(0).describe('share that does not come'),
  earlyMeanMin: z
    .number()
    .min(-120)
    .max(120)
    .default(8)
    .describe('comes so much before the slot, mean, minutes; negative: after it'),
  earlySdMin: z.number().min(0).max(120).default(8).describe('standard deviation of it, minutes'),
  graceMin: z
    .number()
    .min(0)
    .max(240)
    .default(10)
    .describe('later than this after the slot, the appointment no longer counts'),
  class: id.optional().describe('priority class of who is on time'),
});

const online = z
  .strictObject({
    share: share.default(0).describe('share of all cases done online, so that nobody comes'),
    items: z.record(id, share).default({}).describe('share of an item, by item id, instead of the general one'),
  })
  .describe('cases done online');

const companions = z.strictObject({ share: share.describe('share of citizens who bring somebody') });

const papers = z
  .strictObject({
    sharedShare: share.default(0).describe('share of missing papers fetched by data sharing at the window'),
    fetch: duration.default({ dist: 'lognormal', meanMin: 1, cv: 0.5 }).describe('how long fetching takes'),
    certificateFree: z.array(id).max(2000).default([]).describe('items that need no papers (免证办): nobody lacks one'),
    freeFactor: z.number().min(0.05).max(2).default(1).describe('their service time times this'),
    todayShare: share.default(0.5).describe('of those sent away: share that comes back today'),
    returnAfter: duration.default({ dist: 'lognormal', meanMin: 60, cv: 0.5 }).describe('from leaving to coming back'),
    stillMissingShare: share.default(0).describe('share that lacks a paper again when it comes back'),
  })
  .describe('what happens about missing papers (shares: items[].missingPaperShare)');

const wayBoard = z.strictObject({
  at: point,
  facingDeg: angleDeg.describe('direction that the board faces'),
  letters: z.array(letter).min(1).max(26).describe('letters whose windows it points to'),
});

const wayfinding = z
  .strictObject({
    familiarShare: share.default(0.4).describe('share who know the hall (assumption)'),
    toldShare: share
      .default(0.9)
      .describe('share who find the window once robot or desk clerk has told them (assumption)'),
    noticeShare: share.default(0.7).describe('probability that a sign in view is noticed at one look (assumption)'),
    lookEveryS: z.number().min(0.5).max(60).default(2).describe('seconds between looks on the way'),
    signRangeM: z
      .number()
      .min(1)
      .max(100)
      .default(12)
      .describe("farthest that a window's number is read straight ahead, m"),
    boardRangeM: z.number().min(1).max(100).default(15).describe('the same for boards, m'),
    boards: z.array(wayBoard).max(60).default([]).describe('boards that point to the windows of letters'),
    asksAfter: z.int().min(1).max(20).default(2).describe('wrong turns after which somebody near is asked'),
    askTime: duration.default({ dist: 'lognormal', meanS: 15, cv: 0.5 }).describe('how long asking takes'),
    helpfulShare: share.default(0.6).describe('share of other citizens who know; clerks always do'),
    askRangeM: z.number().min(0.5).max(30).default(4).describe('how near somebody must be to be asked, m'),
    asksRobotShare: share
      .default(0.6)
      .describe('share who ask a guide robot that stands free at its post (assumption)'),
    robotRangeM: z
      .number()
      .min(0.5)
      .max(60)
      .default(12)
      .describe('from how far off they go to it after a wrong turn, m; before, within askRangeM'),
    policy: z.enum(WAY_POLICIES).default('nearest-unseen').describe('where one looks next'),
  })
  .describe('who was called looks for the window unless he knows the way; needs walking');

const turn = z.number().min(0).max(720).default(0);

const people = z
  .strictObject({
    ages: z
      .strictObject(
        Object.fromEntries(Object.keys(AGE_SPEEDS).map((years) => [years, share.default(0)])) as Record<
          string,
          z.ZodDefault<typeof share>
        >,
      )
      .optional()
      .describe('shares by age in years, sum 1: free speeds after Weidmann, as in RiMEA test 7; 70 counts as elderly'),
    strollerShare: share.default(0).describe('share who push a stroller'),
    strollerRadiusM: z.number().min(0.25).max(0.45).default(0.38).describe('body radius with a stroller, m'),
    strollerFactor: z.number().min(0.3).max(1).default(0.85).describe('speed with a stroller times this (assumption)'),
    strollerTurnDps: turn.describe('how fast a stroller turns, degrees a second; 0: at once'),
    wheelchairTurnDps: turn.describe('how fast a wheelchair turns, degrees a second; 0: at once'),
    wheelsM: z
      .number()
      .min(0)
      .max(1)
      .default(0)
      .describe(
        'half width of way that wheelchairs and strollers look for, m (0.45: aisles of 0.9 m); 0: the ways of all',
      ),
    makeWayShare: share
      .default(0)
      .describe('share of those standing who step aside for wheelchairs and strollers (micro)'),
    companionShare: share.default(0).describe('share who bring somebody with a body of his own (micro)'),
    childShare: share.default(0.3).describe('share of companions who are children'),
    groupShares: z
      .strictObject({ 3: share.default(0), 4: share.default(0), 5: share.default(0) })
      .default({ 3: 0, 4: 0, 5: 0 })
      .describe('of those who bring somebody: shares of groups of 3, 4 and 5, sum at most 1; the rest are 2'),
    childRadiusM: z.number().min(0.1).max(0.25).default(0.14),
    childMps: z.number().min(0.4).max(2).default(1.1).describe('pace of who brings a child at most, m/s (assumption)'),
    childRunMps: z.number().min(0.5).max(4).default(2).describe('a child that catches up, m/s (assumption)'),
    curiousShare: share.default(0.5).describe('share of children who run to a robot once and look at it'),
    lookShare: share.default(0).describe('share of the others who stop once to look at a robot (micro)'),
    curiousM: z.number().min(0.5).max(10).default(2.5).describe('nearer than this, m'),
    looksS: z.number().min(1).max(120).default(6).describe('for so long, seconds'),
    blockShare: share.default(0).describe('share who once step into the way of a robot that drives, to try it (micro)'),
    blockS: z.number().min(1).max(120).default(5).describe('and stand there for so long, seconds'),
    restShare: share.default(0).describe('share of the elderly who rest on long walks'),
    restAfterM: z.number().min(3).max(500).default(15).describe('when they have walked so far, m (assumption)'),
    restWithinM: z.number().min(0.5).max(30).default(6).describe('on a free seat as near as this, m; else standing'),
    restTime: duration.default({ dist: 'lognormal', meanS: 40, cv: 0.5 }).describe('for so long (assumption)'),
  })
  .describe('ages, strollers, groups with bodies, rests, curiosity about robots, making way; needs walking');

export const rules = z.strictObject({
  people: people.optional(),
  wayfinding: wayfinding.optional(),
  priority: priority.optional(),
  balking: balking.optional(),
  reneging: reneging.optional(),
  room: room.optional(),
  skills: skills.optional(),
  noShow: noShow.optional(),
  journeys: journeys.optional(),
  breaks: z.array(pause).min(1).max(400).optional().describe('breaks of clerks'),
  tidal: tidal.optional(),
  variation: variation.optional(),
  appointments: z.array(appointments).min(1).max(60).optional().describe('slots with times'),
  online: online.optional(),
  papers: papers.optional(),
  results: results.optional(),
  channels: z.array(channel).min(1).max(20).optional().describe('self-service machines, service robot, video windows'),
  sharedClerks: sharedClerks.optional(),
  setUp: setUp.optional(),
  greenChannel: greenChannel.optional(),
  zone24: zone24.optional(),
  linked: linked.optional(),
  jockeying: jockeying.optional(),
  lines: lines.optional(),
  seating: seating.optional(),
  firstStop: firstStop.optional(),
  doors: doors.optional(),
  windowClosings: windowClosings.optional(),
  closures: closures.optional(),
  fetchHelp: fetchHelp.optional(),
  companions: companions.optional().describe('people who come along: they take a seat and room'),
});
export type ScenarioRules = z.output<typeof rules>;
