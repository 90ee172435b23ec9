/**
 * A scene file (*.scene.yaml or .json): one hall as data, metres. What stands where, not who works there.
 * x is east, y is north, angles are counter-clockwise from east.
 */
import { z } from 'zod';
import { angleDeg, bilingual, id, letter, note, point } from './units';

const serpentine = z
  .strictObject({
    lanes: z.int().min(2).max(20).default(3),
    laneM: z.number().min(1).max(40).default(4).describe('length of a lane, m'),
    lanePitchM: z.number().min(0.8).max(3).default(1.2).describe('from lane to lane, m'),
    leadM: z.number().min(0.3).max(20).default(0.9).describe('from the served place to the first lane, m'),
    side: z.enum(['left', 'right']).default('left').describe('side to which the lanes go, seen from the server'),
  })
  .describe('the line winds in lanes across the way to the server');

const line = z
  .strictObject({
    count: z.int().min(1).max(40).default(6).describe('places in the marked line, the one being served not counted'),
    via: z
      .array(point)
      .max(12)
      .default([])
      .describe('the line leads from the served place through these points; none = straight away'),
    pitchM: z.number().min(0.5).max(2).default(0.8).describe('distance between two people in line, m'),
    serpentine: serpentine.optional(),
  })
  .prefault({});

const wall = z.strictObject({
  id: id.optional(),
  from: point,
  to: point,
  thicknessM: z.number().min(0.02).max(2).default(0.2),
  heightM: z.number().min(0.2).max(12).default(2.8),
  glass: z.boolean().default(false).describe('a laser passes through it unless it hits it nearly straight on'),
});

const door = z.strictObject({
  id,
  at: point.describe('middle of the opening, on the outline'),
  widthM: z.number().min(0.8).max(12).describe('clear width; 0.90 m or more in new buildings (GB 55019 2.5.4)'),
  use: z.enum(['in', 'out', 'both']).default('both'),
});

const windowRow = z.strictObject({
  letter,
  firstNumber: z.int().min(1).max(999).default(1),
  count: z.int().min(1).max(60).default(1).describe('windows in the row, numbered from firstNumber on'),
  at: point.describe("middle of the first counter's front edge"),
  facingDeg: angleDeg.describe('from the clerk to the customer; the row goes to the right as customers see it'),
  pitchM: z.number().min(0.9).max(6).default(1.8).describe('from window to window; the counter is as wide'),
  counterDepthM: z.number().min(0.3).max(2).default(0.7),
  counterHeightM: z.number().min(0.6).max(1.4).default(0.78),
  low: z
    .array(z.int().min(1).max(999))
    .max(60)
    .default([])
    .describe('numbers of the windows with a low section for wheelchairs'),
});

const seatBlock = z.strictObject({
  id: id.optional(),
  at: point.describe('middle of the block'),
  facingDeg: angleDeg.describe('direction that seated people look'),
  rows: z.int().min(1).max(40).default(1),
  columns: z.int().min(1).max(12).describe('seats in a row'),
  pitchM: z.number().min(0.45).max(1.5).default(0.56).describe('from seat to seat'),
  rowPitchM: z.number().min(1.1).max(5).default(1.5).describe('from row to row'),
});

const kiosk = z.strictObject({
  id: id.optional(),
  at: point.describe('middle of the machine'),
  facingDeg: angleDeg.describe('from the machine to its user'),
  widthM: z.number().min(0.3).max(1.5).default(0.6),
  depthM: z.number().min(0.2).max(1.5).default(0.45),
  line,
});

const desk = z.strictObject({
  id: id.optional(),
  at: point.describe('middle of the desk'),
  facingDeg: angleDeg.describe('from the clerk to the citizen'),
  widthM: z.number().min(0.8).max(8).default(2.4),
  depthM: z.number().min(0.4).max(2).default(0.8),
  line,
});

const post = z.strictObject({
  id: id.optional(),
  at: point.describe('where the robot stands'),
  facingDeg: angleDeg.describe('direction that the robot looks: to the visitor'),
  talkM: z.number().min(0.6).max(2).default(1).describe('distance from the robot to the one who talks to it'),
  line,
});

const dock = z.strictObject({
  id: id.optional(),
  at: point.describe('charging contacts, on the wall'),
  facingDeg: angleDeg.describe('from the wall into the hall; the robot docks with its nose to the wall'),
});

const markedLine = z.strictObject({
  id,
  at: point.describe('head of the line: where the next to be called stands'),
  facingDeg: angleDeg.describe('direction in which the line leads away from its head'),
  line,
});

export const ZONE_KINDS = [
  'waiting',
  'service',
  'consult',
  'self-service',
  'form-filling',
  'staff',
  'rest',
  'other',
] as const;

const zone = z.strictObject({
  id,
  kind: z.enum(ZONE_KINDS).describe('waiting zones have standing places'),
  name: bilingual,
  polygon: z.array(point).min(3).max(60),
  standing: z.boolean().optional().describe('standing places in it; default: only in waiting zones'),
  standPitchM: z.number().min(0.7).max(4).default(1).describe('distance between standing places'),
  facingDeg: angleDeg.default(90).describe('direction that standing people look'),
});

const pillar = z.strictObject({
  id: id.optional(),
  at: point,
  sizeM: z.number().min(0.1).max(3).default(0.7).describe('edge of the square'),
});

const plant = z.strictObject({
  id: id.optional(),
  at: point,
  sizeM: z.number().min(0.2).max(2).default(0.5),
  heightM: z.number().min(0.2).max(4).default(1.5),
});

const furniture = z.strictObject({
  id: id.optional(),
  at: point,
  sizeM: z.tuple([z.number().min(0.1).max(30), z.number().min(0.1).max(30)]).describe('[along, across] before turning'),
  yawDeg: angleDeg.default(0),
  heightM: z.number().min(0.05).max(5).default(0.75),
  mapped: z.boolean().default(true).describe("false: put there after the robots' map was made"),
});

const drop = z.strictObject({
  id: id.optional(),
  at: point.describe('middle'),
  sizeM: z.tuple([z.number().min(0.1).max(30), z.number().min(0.1).max(30)]).describe('[along, across] before turning'),
  yawDeg: angleDeg.default(0),
  mapped: z.boolean().default(true).describe("false: not on the robots' map"),
});

export const sceneSchema = z
  .strictObject({
    version: z.literal(1),
    id,
    name: bilingual,
    outline: z
      .array(point)
      .min(3)
      .max(200)
      .describe('inside of the building, polygon; walls are put around it by themselves'),
    wallThicknessM: z.number().min(0.05).max(1).default(0.24).describe('of the walls around the outline'),
    wallHeightM: z.number().min(0.5).max(12).default(2.8),
    doors: z.array(door).min(1).max(40),
    walls: z.array(wall).max(200).default([]).describe('further walls and partitions inside'),
    windows: z.array(windowRow).min(1).max(100),
    seats: z.array(seatBlock).max(100).default([]),
    kiosks: z.array(kiosk).max(40).default([]).describe('ticket machines'),
    desks: z.array(desk).max(20).default([]).describe('staffed enquiry desks'),
    posts: z.array(post).max(20).default([]).describe('working posts of guide robots'),
    docks: z.array(dock).max(20).default([]),
    lines: z
      .array(markedLine)
      .max(40)
      .default([])
      .describe('marked lines for letters that wait standing (rules.lines)'),
    zones: z.array(zone).max(60).default([]),
    pillars: z.array(pillar).max(400).default([]),
    plants: z.array(plant).max(400).default([]),
    furniture: z.array(furniture).max(400).default([]),
    drops: z.array(drop).max(40).default([]).describe('steps down and openings in the floor; nobody walks there'),
    sources: z.array(z.string().max(1000)).max(60).default([]).describe('where the numbers come from'),
    assumptions: z.array(note).max(60).default([]),
  })
  .describe('a service hall: metres, x east, y north');

export type Scene = z.output<typeof sceneSchema>;
export type SceneWindowRow = Scene['windows'][number];
export type SceneLine = z.output<typeof line>;
export type SceneSerpentine = z.output<typeof serpentine>;
