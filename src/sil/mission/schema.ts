/**
 * A mission file (*.mission.yaml or .json): hall, people, start, task, faults, seeds, limits, pass criteria.
 * Metres, x east, y north, degrees counter-clockwise from east, seconds after the mission's start.
 */
import { z } from 'zod';
import { NAVIGATION_ERRORS, type NavigationErrorName } from '../../../agents/contract';
import { BUILDS } from '../../kernel/spec';
import { fetchHelp } from '../../scenario/schema/fetchHelp';
import { robot as robotSchema } from '../../scenario/schema/robots';
import { sceneSchema } from '../../scenario/schema/scene';
import { angleDeg, id, point, share, text, timeOfDay } from '../../scenario/schema/units';
import { faultSchema } from './faults';

const { walls, furniture, pillars, plants, seats, windows, docks, desks } = sceneSchema.shape;
const seconds = z.number().min(0).max(7200);
const pose = { at: point, facingDeg: angleDeg.default(0) };

const world = z
  .strictObject({
    sizeM: z
      .tuple([z.number().min(2).max(60), z.number().min(1.2).max(60)])
      .optional()
      .describe('[width, depth] of a rectangular room; or outline'),
    outline: z.array(point).min(3).max(60).optional().describe('inside of the building, instead of sizeM'),
    walls,
    furniture,
    pillars,
    plants,
    seats,
    windows: z.array(windows.element).max(20).default([]),
    docks,
    desks: desks.describe('staffed enquiry desks'),
    door: point.optional().describe('middle of the door, on the outline; default: middle of the west side'),
    unmapped: furniture.describe('stands in the hall but not on the map: moved or new furniture'),
    gone: furniture.describe('stands on the map but not in the hall'),
  })
  .describe('a small hall of its own');

const hall = z
  .strictObject({
    scenario: z.string().min(1).max(300).describe('path of a scenario file, relative to this file'),
    open: timeOfDay.optional().describe('doors open at this time instead, to come to a busy hour sooner'),
    from: timeOfDay.describe('the mission begins then'),
    demandFactor: z.number().min(0).max(10).default(1).describe('arrival rates times this'),
  })
  .describe('a hall with its day, instead of a small world');

const robot = z.strictObject({
  ...pose,
  post: z.strictObject(pose).optional().describe('working post; default: where it starts'),
  refuge: z.strictObject(pose).optional().describe('where it parks in an evacuation; default: its post'),
  believes: z
    .strictObject(pose)
    .optional()
    .describe('where its software is told that it starts; default: where it does'),
  chargeRatio: share.default(1),
  chargeBelow: share.optional(),
  chargeUntil: share.optional(),
  maxLinearMps: z.number().min(0.1).max(1.2).optional(),
  latencyTicks: z.int().min(1).max(20).default(1).describe('command latency, ticks of 50 ms'),
  sensors: robotSchema.shape.sensors.prefault({ preset: 'realistic' }),
});

const goTo = z.strictObject({
  kind: z.literal('go-to'),
  ...pose,
  atS: seconds.default(1).describe('when the order comes'),
  tolM: z.number().min(0.05).max(2).default(0.25).describe('reached within this'),
});
const task = z.discriminatedUnion('kind', [
  goTo,
  z
    .strictObject({
      kind: z.literal('lead'),
      guestStays: z
        .boolean()
        .default(true)
        .describe('false: the guest goes for good; done when the robot has noticed and is back at its post'),
    })
    .describe('the guest among the people asks and is led to the window'),
  z
    .strictObject({
      kind: z.literal('dock'),
      atS: seconds.default(1),
      ordered: z.boolean().default(true).describe('false: no order comes, the battery has to tell it'),
    })
    .describe('done when current flows'),
  z.strictObject({
    kind: z.literal('patrol'),
    atS: seconds.default(1),
    stops: z.array(z.strictObject(pose)).min(1).max(20),
  }),
  z
    .strictObject({
      kind: z.literal('fetch-help'),
      ends: z
        .enum(['helped', 'led', 'nobody', 'left'])
        .describe(
          'how it has to end: a clerk helps, the guest is led to the desk, nobody could come, the guest had left',
        ),
    })
    .describe(
      'the robot cannot help the guest among the people; done when it ended so and the robot is at its post, or charges',
    ),
  z.strictObject({ kind: z.literal('attend') }).describe('at its post until the time is over, doing what comes'),
  z
    .strictObject({ kind: z.literal('evacuate'), atS: seconds.default(1) })
    .describe('done when it is parked in its refuge'),
]);

const other = z.strictObject({
  ...pose,
  to: z.strictObject(pose).optional().describe('drives there; default: stays'),
  atS: seconds.default(1),
  next: z.strictObject(pose).optional().describe('and from `nextAtS` on there'),
  nextAtS: seconds.default(60),
  charge: z.boolean().default(false).describe('drives to the dock and charges'),
  chargeRatio: share.default(1),
});

const body = {
  id: id.optional(),
  build: z.enum(BUILDS).default('average'),
  radiusM: z.number().min(0.1).max(0.5).optional().describe('default 0.2; wheelchair 0.35, child 0.15'),
};
const script = {
  speedMps: z.number().min(0.1).max(3.5).default(1.2),
  startS: seconds.default(0).describe('sets off then'),
  startWithinM: z
    .number()
    .min(0)
    .max(20)
    .default(0)
    .describe('or sooner, when a robot is that near (rim to rim); 0 = by time alone'),
  jitterS: z.number().min(0).max(60).default(0).describe('sets off up to this much later, by seed'),
  jitterM: z.number().min(0).max(3).default(0).describe('shifted sideways by up to this, by seed'),
  atEnd: z.enum(['leave', 'stay', 'repeat']).default('stay').describe('after the last point'),
};

const person = z.discriminatedUnion('kind', [
  z
    .strictObject({
      kind: z.literal('walker'),
      ...body,
      ...script,
      from: point,
      to: z.array(point).min(1).max(20).describe('points walked to, in order'),
      waitS: seconds.default(0).describe('stands so long at each point'),
      count: z.int().min(1).max(60).default(1),
      everyS: z.number().min(0).max(120).default(2).describe('from one to the next'),
      abreastM: z.number().min(0).max(3).default(0).describe('they start together, side by side this far apart'),
      stopsNearM: z.number().min(0.1).max(5).optional().describe('stops once when a robot is that near'),
      stopsForS: seconds.default(6),
    })
    .describe('walks a script and gives way as people do'),
  z
    .strictObject({
      kind: z.literal('standers'),
      ...body,
      at: z.array(point).min(1).max(40),
      facingDeg: angleDeg.default(0),
      facing: point.optional().describe('they look at this point: a group'),
      jitterM: z.number().min(0).max(1).default(0),
      leaveS: seconds.optional().describe('walk off then, to `leaveTo`'),
      leaveTo: point.optional(),
    })
    .describe('people who stand: a queue, a group, somebody in the way'),
  z
    .strictObject({
      kind: z.literal('guest'),
      build: z.enum(BUILDS).default('average'),
      atS: seconds.default(2).describe('comes to the door'),
      window: z
        .string()
        .regex(/^[A-Z]\d{1,3}$/)
        .describe('the window that the wish is served at'),
      says: text.optional().describe('first words; default: asks for the window'),
      waitsForHelpS: z
        .number()
        .min(1)
        .max(7200)
        .default(600)
        .describe('leaves when nobody has come by then who was fetched, s'),
      breaks: z
        .array(
          z.strictObject({
            afterM: z.number().min(0).max(200).describe('when the robot has driven so far'),
            to: point.optional().describe('walks there; default: stands where it is'),
            forS: seconds.default(10),
            forGood: z.boolean().default(false),
          }),
        )
        .max(10)
        .default([]),
    })
    .describe('comes to the robot, asks, wants to be led'),
  z
    .strictObject({
      kind: z.literal('desk-visitors'),
      atS: seconds.default(2).describe('the first comes to the door'),
      count: z.int().min(1).max(20).default(1),
      everyS: z.number().min(0).max(600).default(5).describe('from one to the next'),
    })
    .describe('come to the enquiry desk and queue there'),
]);

const errorName = z.enum(Object.keys(NAVIGATION_ERRORS) as [NavigationErrorName, ...NavigationErrorName[]]);

const pass = z
  .strictObject({
    share: share.default(0.95).describe('of the seeds that have to pass'),
    reach: z
      .boolean()
      .default(true)
      .describe('false: the task cannot be done; it passes by giving up as `gaveUp` says'),
    gaveUp: z.array(errorName).max(20).default([]).describe('one of these errors must have been reported'),
    maxCausedCollisions: z.int().min(0).max(100).default(0).describe('with walls, robots, and people it drove at'),
    maxFreezeS: z.number().min(0).max(3600).default(20).describe('longest stand with somebody near and a goal'),
    minPersonGapM: z.number().min(0).max(5).default(0),
    minWallGapM: z.number().min(0).max(5).default(0),
    minSpl: share.default(0),
    maxTimeS: seconds.optional(),
    maxLostFollowers: z.int().min(0).max(100).optional(),
    minFollowerInBand: share.default(0),
    minCharge: share.default(0).describe('state of charge never below'),
    says: z
      .array(z.string().max(40))
      .max(8)
      .default([])
      .describe('speech acts that must be heard, for example excuse-me'),
    minStayM: z
      .number()
      .min(0)
      .max(50)
      .optional()
      .describe('for a task that cannot be done: it must not come nearer to the goal than this'),
  })
  .prefault({});

export const missionSchema = z
  .strictObject({
    version: z.literal(1),
    id,
    why: z.string().min(10).max(300).describe('one line: what is tested, and how this one differs from its neighbours'),
    tags: z.array(id).max(8).default([]),
    world: world.optional(),
    hall: hall.optional(),
    fetchHelp: fetchHelp.optional().describe('staff whom the robot may fetch; off by default'),
    robot: robot.optional().describe('needed with a world; in a hall the scenario has it'),
    others: z.array(other).max(19).default([]).describe('further robots with our own software'),
    task,
    people: z.array(person).max(40).default([]),
    faults: z.array(faultSchema).max(20).default([]),
    seeds: z
      .strictObject({
        first: z.int().min(0).max(4_294_000_000).default(1),
        count: z.int().min(1).max(1000).default(20),
      })
      .prefault({}),
    limits: z.strictObject({ timeS: z.number().min(1).max(36_000) }).describe('the mission is over then'),
    pass,
    notes: z.array(text).max(10).default([]),
  })
  .superRefine((mission, context) => {
    const issue = (path: (string | number)[], message: string): void => {
      context.addIssue({ code: 'custom', path, message });
    };
    if ((mission.world === undefined) === (mission.hall === undefined)) {
      issue([mission.world === undefined ? 'task' : 'hall'], 'exactly one of world and hall is needed');
    }
    if (mission.world && (mission.world.sizeM === undefined) === (mission.world.outline === undefined)) {
      issue(['world'], 'exactly one of sizeM and outline is needed');
    }
    if (mission.world && !mission.robot) issue(['world'], 'a mission in a world needs robot');
    if (mission.hall && (mission.robot || mission.others.length > 0)) {
      issue([mission.robot ? 'robot' : 'others'], 'the scenario of the hall has its robots; leave this out');
    }
    if (mission.hall && mission.people.some((entry) => entry.kind === 'guest')) {
      issue(['people'], 'a guest needs a world; in a hall visitors come by its demand');
    }
    const guests = mission.people.filter((entry) => entry.kind === 'guest').length;
    const { kind } = mission.task;
    if ((kind === 'lead' || kind === 'fetch-help') && guests !== 1) {
      issue(['task'], `${kind} needs exactly one guest, found ${guests}`);
    }
    if (mission.world?.desks.length === 0 && mission.people.some((entry) => entry.kind === 'desk-visitors')) {
      issue(['people'], 'desk-visitors need a desk in world.desks');
    }
    if (kind === 'fetch-help' && !mission.fetchHelp) issue(['task'], 'fetch-help needs fetchHelp');
    if (!mission.pass.reach && mission.pass.gaveUp.length === 0) {
      issue(['pass', 'reach'], 'a task that cannot be done needs the errors expected in gaveUp');
    }
    mission.people.forEach((entry, i) => {
      if (entry.kind === 'standers' && (entry.leaveS === undefined) !== (entry.leaveTo === undefined)) {
        issue(['people', i], 'leaveS and leaveTo go together');
      }
    });
  })
  .describe('a test mission of a guide robot');

export type Mission = z.output<typeof missionSchema>;
export type MissionTask = Mission['task'];
export type MissionPerson = Mission['people'][number];
