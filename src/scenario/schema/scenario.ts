/**
 * A scenario file (*.scenario.yaml or .json): a scene, who works there when, who comes when and for what, robots, rules.
 * Times of day as on the hall's clock; durations and rates carry their unit in the key.
 */
import { z } from 'zod';
import { BUILDS } from '../../kernel/spec';
import { fault, robot, robotZone } from './robots';
import { rules } from './rules';
import {
  bilingual,
  bilingualList,
  DATE,
  duration,
  id,
  letter,
  note,
  share,
  text,
  timeOfDay,
  WINDOW_RANGE,
} from './units';

const hours = z.strictObject({
  open: timeOfDay.describe('doors open'),
  close: timeOfDay.describe('doors close; later arrivals are turned away'),
  lastTicket: timeOfDay.optional().describe('no ticket after this; default: close'),
  end: timeOfDay.optional().describe('the run ends here at the latest; default: close + 3 h, at most 24:00'),
});

const group = z.strictObject({ letter, name: bilingual });

/** The last answer of a way through the tree says so in place of the next question. */
export const CONSULT_END = 'end';

const consultOption = z.strictObject({
  label: bilingual.describe('the answer, as said and as shown on the screen'),
  keywords: z.array(text).max(20).default([]).describe('further words by which it is chosen'),
  next: id.optional().describe(`a later question, or ${CONSULT_END}; default: the next in the list`),
  advice: bilingual.optional().describe('said before the answer in this case'),
  materials: bilingualList.default({ zh: [], en: [] }).describe('papers needed on top in this case'),
  share: z.number().min(0).max(1e6).default(1).describe('how often it is the true answer, relative to the others'),
});
const consultQuestion = z.strictObject({
  id,
  ask: bilingual,
  options: z.array(consultOption).min(2).max(6),
});
export type ScenarioConsultQuestion = z.output<typeof consultQuestion>;

const consultation = z
  .array(consultQuestion)
  .max(12)
  .default([])
  .describe('questions that the robot asks in turn before it answers, a decision tree (hall facts B4)');

const item = z.strictObject({
  id,
  name: bilingual,
  department: bilingual,
  group: letter.describe('ticket letter'),
  service: duration.describe('time at the window'),
  materials: bilingualList.default({ zh: [], en: [] }).describe('papers to bring'),
  keywords: z.array(text).max(60).default([]).describe('further words that citizens use for it'),
  consultation,
  missingPaperShare: share.default(0).describe('share of citizens who lack a paper and are sent away'),
  missingPaperCheckMin: z.number().min(0.1).max(120).default(2).describe('time until the lack is found, minutes'),
});

const rateInterval = z.strictObject({
  from: timeOfDay,
  to: timeOfDay,
  perHour: z.number().min(0).max(20_000).describe('arrivals an hour'),
});

const tableRow = z.strictObject({ at: timeOfDay, item: id });

const arrivals = z.strictObject({
  rate: z.array(rateInterval).min(1).max(400).optional().describe('Poisson process, piecewise constant rate'),
  exactCounts: z
    .boolean()
    .default(false)
    .describe('true: each interval brings exactly perHour x its length, rounded, at random times: a recorded day'),
  items: z
    .record(id, z.number().min(0).max(1e9))
    .optional()
    .describe('relative weight by item id; default: all items alike'),
  table: z.array(tableRow).min(1).max(100_000).optional().describe('exact arrivals, instead of a rate'),
});

/** `B01` or `B01-B10`. */
const windowRange = z.string().regex(WINDOW_RANGE).describe('a window or a range of windows: B01 or B01-B10');

const staffing = z.strictObject({
  windows: z.array(windowRange).min(1).max(200),
  from: timeOfDay.optional().describe('default: opening'),
  to: timeOfDay.optional().describe('default: closing'),
  letters: z
    .union([z.literal('all'), z.array(letter).min(1).max(26)])
    .describe("ticket letters served, first preferred at equal times, or 'all'"),
  speed: z.number().min(0.1).max(10).default(1).describe('speed of the clerk: service times are divided by it'),
});

const visitors = z
  .strictObject({
    speedMeanMps: z
      .number()
      .min(0.3)
      .max(2)
      .default(1.34)
      .describe('free walking speed, m/s (Weidmann 1993: 1.34, sd 0.26)'),
    speedSdMps: z.number().min(0).max(0.6).default(0.26),
    speedMinMps: z.number().min(0.1).max(1.5).default(0.5),
    speedMaxMps: z.number().min(0.5).max(3).default(2.2),
    slowFactor: z.number().min(0.2).max(1).default(0.7).describe('elderly and wheelchair: speed times this'),
    builds: z
      .strictObject(
        Object.fromEntries(BUILDS.map((build) => [build, share.default(0)])) as Record<
          (typeof BUILDS)[number],
          z.ZodDefault<typeof share>
        >,
      )
      .default({ slim: 0.25, average: 0.45, broad: 0.15, elderly: 0.13, wheelchair: 0.02 })
      .describe('shares, sum 1'),
    askShare: share.default(0.3).describe('share that asks robot or desk before taking a ticket'),
    acceptLeadShare: share.default(0.5).describe('of those offered to be led: share that says yes'),
    robotLineMax: z.int().min(0).max(40).default(3).describe('longest robot line that a visitor joins, persons'),
    language: z.enum(['zh', 'en']).default('zh'),
    dialogueTurn: duration.default({ dist: 'lognormal', meanS: 3, cv: 0.4 }).describe('time to the next spoken line'),
    bodyRadiusM: z.number().min(0.12).max(0.35).default(0.2),
  })
  .prefault({});

const scripted = z.strictObject({
  id,
  at: timeOfDay,
  item: id,
  name: bilingual,
  build: z.enum(BUILDS).default('average'),
  firstStop: z.enum(['robot', 'desk', 'kiosk']).default('robot'),
  question: z.string().max(400).default('').describe('said to the robot; empty = a question with the name of the item'),
  wantsLead: z.boolean().default(true),
});

export const scenarioSchema = z
  .strictObject({
    version: z.literal(1),
    id,
    name: bilingual,
    scene: z.string().min(1).max(300).describe('path of the scene file, relative to this file'),
    date: z.string().regex(DATE).optional().describe('day modelled, YYYY-MM-DD'),
    seed: z.int().min(0).max(4_294_967_295).default(1),
    resolution: z.enum(['micro', 'meso']).default('micro').describe('micro: people walk; meso: a walk is an event'),
    crowd: z
      .strictObject({
        preset: z
          .enum(['everyday', 'evacuation'])
          .default('everyday')
          .describe('how people walk; evacuation: slower at doors, at most 1.33 persons/m/s (IMO MSC/Circ.1238)'),
        routes: z
          .enum(['shortest', 'congestion'])
          .default('shortest')
          .describe('how people find their way; congestion: round crowds and robots that stand in the way'),
      })
      .optional(),
    walking: z.boolean().default(true).describe('false: theory, walks take no time'),
    hours,
    groups: z.array(group).min(1).max(26),
    items: z.array(item).min(1).max(2000),
    arrivals: z.array(arrivals).min(1).max(60),
    staffing: z.array(staffing).min(1).max(1000),
    visitors,
    kioskTime: duration.default({ dist: 'lognormal', meanS: 35, cv: 0.5 }).describe('at the ticket machine'),
    deskTime: duration.default({ dist: 'lognormal', meanS: 60, cv: 0.6 }).describe('at the enquiry desk'),
    robots: z.array(robot).max(20).default([]),
    robotZones: z.array(robotZone).max(40).default([]).describe('where robots keep out, go slowly or one at a time'),
    fleet: z.boolean().default(false).describe('true: a fleet manager coordinates the robots'),
    faults: z.array(fault).max(200).default([]).describe('what goes wrong with the robots; see docs/robot-body.md'),
    rules: rules.prefault({}).describe('what is switched on beyond tickets and windows; see docs/service-rules.md'),
    scripted: z.array(scripted).max(200).default([]).describe('people who come at a set time with a set wish'),
    assumptions: z.array(note).max(60).default([]).describe('what no source says; the page shows its own language'),
    sources: z.array(z.string().max(1000)).max(60).default([]),
  })
  .describe('one day of a service hall');

export type Scenario = z.output<typeof scenarioSchema>;
export type ScenarioItem = Scenario['items'][number];
export type ScenarioArrivals = Scenario['arrivals'][number];
export type { ScenarioFault, ScenarioRobot, ScenarioSensors } from './robots';
