/** Robots in a scenario file: who they are, how well they sense, where they go, and what goes wrong with them. */
import { z } from 'zod';
import { BUMPER_SIDES } from '../../../agents/contract';
import { angleDeg, bilingual, id, point, share, timeOfDay } from './units';

const place = z
  .strictObject({ at: point, facingDeg: angleDeg.default(0) })
  .describe('where the robot stands and looks');

const lidar = z.strictObject({
  beams: z.int().min(8).max(1440).optional().describe('beams a scan'),
  rateHz: z.number().min(1).max(20).optional().describe('scans a second, at most one a tick of 50 ms'),
  rangeMinM: z.number().min(0).max(1).optional(),
  rangeMaxM: z.number().min(1).max(40).optional(),
  sigmaM: z.number().min(0).max(0.2).optional().describe('range noise, standard deviation, m'),
  dropoutShare: z.number().min(0).max(0.5).optional().describe('beams without a return'),
  fieldOfViewDeg: z.number().min(30).max(360).optional().describe('360 = all round; the middle looks ahead'),
  sweeps: z.boolean().optional().describe('beams one after the other while the robot moves'),
  legs: z.boolean().optional().describe('sees legs; false: one disc a person'),
  glassWithinDeg: z.number().min(0).max(90).optional().describe('glass is seen when hit within this of straight on'),
});

const wheels = z.strictObject({
  sizeBiasShare: z.number().min(-0.2).max(0.2).optional().describe('wheels larger than believed'),
  sizeDifferenceShare: z.number().min(-0.2).max(0.2).optional().describe('right wheel larger than the left'),
  slipShare: z.number().min(0).max(0.9).optional().describe('way lost on the floor, mean'),
  slipSigmaShare: z.number().min(0).max(0.5).optional().describe('and its standard deviation'),
});

const odometry = z.strictObject({
  perMetre: z.number().min(0).max(0.5).optional().describe('standard deviation after one metre, m'),
  perRadian: z.number().min(0).max(0.5).optional().describe('standard deviation after one radian, rad'),
  yawPerMetre: z.number().min(0).max(0.5).optional().describe('standard deviation of the heading after one metre, rad'),
});

const imu = z.strictObject({
  yawRateSigmaRps: z.number().min(0).max(1).optional().describe('noise of the yaw rate, rad/s'),
  biasSigmaRps: z.number().min(0).max(0.5).optional().describe('bias when switched on, standard deviation, rad/s'),
  biasWalkRps: z.number().min(0).max(0.1).optional().describe('wandering of the bias in a second, rad/s'),
  accelSigmaMps2: z.number().min(0).max(5).optional().describe('noise of the acceleration, m/s2'),
});

const camera = z.strictObject({
  halfViewDeg: z.number().min(10).max(180).optional().describe('half of the field of view'),
  rangeM: z.number().min(0.5).max(12).optional(),
  sigmaM: z.number().min(0).max(1).optional().describe('error of a position, standard deviation, m'),
  missShare: share.optional().describe('people overlooked in one look'),
  falseAlarmsPerMin: z.number().min(0).max(600).optional().describe('people that are not there'),
  latencyS: z.number().min(0).max(2).optional().describe('age of what it reports'),
  occlusion: z.boolean().optional().describe('walls and high furniture hide people'),
  postureErrorShare: share
    .nullable()
    .optional()
    .describe('seated taken for standing or reverse; null = not recognized'),
});

const marker = z.strictObject({
  rangeM: z.number().min(0.3).max(6).optional(),
  sigmaM: z.number().min(0).max(0.2).optional(),
  sigmaRad: z.number().min(0).max(0.5).optional(),
  missShare: share.optional(),
});

const recognition = z.strictObject({
  speechDb: z.number().min(30).max(90).describe('a voice at 1 m, dB(A)'),
  noiseDb: z.number().min(20).max(90).describe('the empty hall, dB(A)'),
  personDb: z.number().min(0).max(80).describe('added by each person within 5 m, dB(A)'),
  halfDb: z.number().min(-20).max(30).describe('signal to noise at which half the words are wrong, dB'),
  slopeDb: z.number().min(0.1).max(20).describe('how sharply that changes, dB'),
});

const microphone = z.strictObject({
  rangeM: z.number().min(0.5).max(20).optional(),
  sigmaRad: z.number().min(0).max(1).optional().describe('error of the direction, rad'),
  distanceShare: z.number().min(0).max(1).optional().describe('error of the distance, share of it'),
  recognition: recognition.nullable().optional().describe('errors of the recognizer; null = none'),
});

const sensors = z
  .strictObject({
    preset: z
      .enum(['basic', 'realistic'])
      .default('basic')
      .describe('basic: noise, drop-outs and drift only; realistic: every error on, see docs/robot-body.md'),
    lidar: lidar.prefault({}),
    wheels: wheels.prefault({}),
    odometry: odometry.prefault({}),
    imu: imu.nullable().optional().describe('null = none built in'),
    cliff: z
      .strictObject({ reachM: z.number().min(0).max(0.5).default(0.05) })
      .nullable()
      .optional()
      .describe('looks for the floor this far ahead of the rim; null = none built in'),
    camera: camera.prefault({}),
    marker: marker.prefault({}),
    microphone: microphone.prefault({}),
    touch: z.strictObject({ missShare: share.optional() }).prefault({}),
    reader: z.strictObject({ misreadShare: share.optional() }).prefault({}),
    contacts: z
      .strictObject({
        toleranceM: z.number().min(0.002).max(0.1).optional().describe('charging contacts touch within this, m'),
        toleranceDeg: z.number().min(0.2).max(15).optional(),
      })
      .prefault({}),
  })
  .describe('what is not given comes from the preset');

const battery = z
  .strictObject({
    capacityShare: z.number().min(0.3).max(1).default(1).describe('capacity left after ageing'),
    resistanceOhm: z.number().min(0).max(1).default(0.05).describe('inner resistance, ohm'),
  })
  .prefault({});

export const robot = z.strictObject({
  id,
  name: bilingual,
  post: id.optional().describe('id of a post in the scene; default: the first'),
  dock: id.optional().describe('id of a dock in the scene; default: the first; none if the scene has none'),
  initialChargeRatio: share.default(1).describe('state of charge in the morning'),
  chargeBelow: share.optional().describe('goes to charge below this'),
  chargeUntil: share.optional().describe('leaves the dock above this'),
  opportunityBelow: share
    .optional()
    .describe('charges below this whenever nobody has needed it for ten minutes; default: never'),
  maxLinearMps: z.number().min(0.1).max(1.2).optional().describe('cruising speed, m/s'),
  canIssueTickets: z.boolean().default(true).describe('may issue tickets (announced upgrade of the Zhaoqing robot)'),
  unknownItems: z
    .array(id)
    .max(2000)
    .default([])
    .describe('items that are not in its catalogue: it cannot answer questions for them (hall-twin learn)'),
  latencyTicks: z.int().min(1).max(20).default(1).describe('command latency, ticks of 50 ms'),
  start: place.optional().describe('where it is switched on; default: at its post'),
  refuge: place.optional().describe('where it parks in an evacuation; default: at its post'),
  patrol: z
    .array(z.strictObject({ at: point, facingDeg: angleDeg.default(0), line: bilingual }))
    .max(40)
    .default([])
    .describe('stops of the publicity round, and what is said there'),
  sensors: sensors.prefault({}),
  battery,
});

export const robotZone = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('keep-out'), polygon: z.array(point).min(3).max(60) }),
    z.strictObject({
      kind: z.literal('slow'),
      polygon: z.array(point).min(3).max(60),
      maxMps: z.number().min(0.05).max(1.2).describe('no faster than this in it, m/s'),
    }),
    z.strictObject({ kind: z.literal('one-at-a-time'), polygon: z.array(point).min(3).max(60) }),
  ])
  .describe('floor with a rule for robots');

const when = {
  robot: id.describe('id of a robot of this scenario'),
  from: timeOfDay.describe('when it begins'),
};
const lasting = {
  ...when,
  forS: z.number().min(0.05).max(86_400).optional().describe('how long, seconds; default: to the end'),
};
/** Segments of the bumper ring (agents/contract/percept.ts). */
export const bumperSide = z.enum(BUMPER_SIDES);
const ratio = (text: string) => z.number().min(0.001).max(1).describe(text);

/** One entry a fault; what each does is in `src/kernel/robot/faults/spec.ts` and docs/robot-body.md. */
export const fault = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('lidar-dropout'), ...lasting, share: ratio('beams without a return, share') }),
  z.strictObject({ kind: z.literal('lidar-dead'), ...lasting }),
  z.strictObject({
    kind: z.literal('lidar-stuck-sector'),
    ...lasting,
    fromDeg: angleDeg.describe('right end of the sector, degrees left of straight ahead'),
    toDeg: angleDeg.describe('left end, counter-clockwise from the right end'),
  }),
  z.strictObject({
    kind: z.literal('odometry-bias'),
    ...lasting,
    distanceShare: z.number().min(-0.5).max(0.5).default(0).describe('distances read too long by this share'),
    yawDegPerM: z.number().min(-30).max(30).default(0).describe('degrees read too much a metre driven'),
  }),
  z.strictObject({
    kind: z.literal('wheel-slip'),
    ...lasting,
    share: z.number().min(0.01).max(0.95).describe('way lost on the floor, share'),
  }),
  z.strictObject({
    kind: z.literal('imu-bias'),
    ...lasting,
    yawRateRps: z.number().min(-1).max(1).describe('added to the yaw rate, rad/s'),
  }),
  z.strictObject({ kind: z.literal('camera-blind'), ...lasting }),
  z.strictObject({
    kind: z.literal('detector-false-alarms'),
    ...lasting,
    perMin: z.number().min(0.1).max(600).describe('people that are not there, a minute'),
  }),
  z.strictObject({ kind: z.literal('microphone-deaf'), ...lasting }),
  z.strictObject({
    kind: z.literal('bumper-stuck'),
    ...lasting,
    side: bumperSide.optional().describe('one segment; default: the whole ring'),
  }),
  z.strictObject({
    kind: z.literal('dock-contact-gap'),
    ...lasting,
    gapM: z.number().min(0.001).max(0.2).describe('the contacts sit so much deeper, m'),
  }),
  z.strictObject({ kind: z.literal('dock-marker-hidden'), ...lasting }),
  z.strictObject({
    kind: z.literal('battery-sag'),
    ...lasting,
    resistanceOhm: z.number().min(0.01).max(5).describe('additional inner resistance, ohm'),
  }),
  z.strictObject({
    kind: z.literal('battery-aged'),
    ...lasting,
    capacityShare: z.number().min(0.05).max(1).describe('capacity that is left, share'),
  }),
  z.strictObject({
    kind: z.literal('battery-low'),
    ...when,
    chargeRatio: share.describe('the charge falls to this, if it was above'),
  }),
  z.strictObject({
    kind: z.literal('command-delay'),
    ...lasting,
    delayS: z.number().min(0.05).max(5).describe('seconds later'),
  }),
  z.strictObject({ kind: z.literal('command-loss'), ...lasting, share: ratio('commands lost, share') }),
  z.strictObject({
    kind: z.literal('percept-delay'),
    ...lasting,
    delayS: z.number().min(0.05).max(5).describe('seconds later'),
  }),
  z.strictObject({ kind: z.literal('percept-loss'), ...lasting, share: ratio('percepts lost, share') }),
  z.strictObject({
    kind: z.literal('kidnapped'),
    ...when,
    at: point.describe('where it is put down'),
    facingDeg: angleDeg.default(0),
  }),
  z.strictObject({ kind: z.literal('emergency-stop'), ...lasting }),
]);

export type ScenarioRobot = z.output<typeof robot>;
export type ScenarioFault = z.output<typeof fault>;
export type ScenarioSensors = ScenarioRobot['sensors'];
