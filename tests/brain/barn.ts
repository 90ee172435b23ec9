/**
 * BARN worlds (Perille et al. 2020; challenge rules of the-barn-challenge): the brain drives 10 m through a field of
 * cylinders that no map shows. Scoring rule as in the challenge's run script: success * T* / clip(T, 2 T*, 8 T*) with
 * T* = reference path length / 2 m/s; 100 s; arrived within 1 m; the first touch ends the run.
 *
 * Our physics: a unicycle with limited acceleration at 20 Hz, a lidar of 360 beams at 10 Hz (sigma 1 cm, 0.5% drop-outs), odometry
 * with 1% scale errors and noise, commands one tick late. The robot is a circle round the Jackal's footprint (0.42 x 0.33 m),
 * radius 0.267 m. So this is no leaderboard figure: other body, other sensor, other simulator.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrainParams, Command, CreateBrain, Percept, SiteKnowledge } from '../../agents/contract';
import { asin, atan2, cos, sin, TWO_PI, wrapAngle } from '../../agents/contract/numerics/detmath';
import { Purpose, RandomStream } from '../../agents/contract/numerics/random';
import { createGuideRobot, defaultBrainParams } from '../../agents/guide-robot';

export type BarnWorld = {
  readonly id: number;
  readonly cylinders: readonly (readonly [number, number])[];
  readonly refPathLength: number;
};
export type BarnFile = {
  readonly radius: number;
  readonly init: readonly [number, number, number];
  readonly goalRelative: readonly [number, number];
  readonly goalTolerance: number;
  readonly timeout: number;
  readonly worlds: readonly BarnWorld[];
};

export type BarnRun = {
  readonly id: number;
  readonly outcome: 'arrived' | 'touched' | 'time is up';
  readonly timeS: number;
  readonly score: number;
  readonly leastGapM: number;
  /** Where it ended. */
  readonly xM: number;
  readonly yM: number;
};

const TICK_S = 0.05;
const BEAMS = 360;
const RANGE_M = 12;
const RADIUS_M = 0.267;

export function readBarn(folder: string): BarnFile {
  return JSON.parse(readFileSync(join(folder, 'barn_50.json'), 'utf8')) as BarnFile;
}

/** A bare floor: nothing of the world is in the map. */
function bareSite(file: BarnFile): SiteKnowledge {
  const [xM, yM, yawRad] = file.init;
  const start = { xM, yM, yawRad };
  const columns = 180;
  const rows = 340;
  return {
    map: { originXM: -7, originYM: -1, resolutionM: 0.05, columns, rows, cells: new Uint8Array(columns * rows) },
    windows: [],
    items: [],
    post: start,
    dock: null,
    zones: [],
    patrol: [],
    refuge: null,
    start,
    robotName: { zh: '小今', en: 'Xiaojin' },
    language: 'en',
    canIssueTickets: false,
  };
}

export function runBarn(
  file: BarnFile,
  world: BarnWorld,
  maxMps: number,
  seed: number,
  createBrain: CreateBrain = createGuideRobot,
  trace: ((tick: number, x: number, y: number, yaw: number, brain: unknown) => void) | null = null,
): BarnRun {
  const params: BrainParams = { ...defaultBrainParams, radiusM: RADIUS_M, maxLinearMps: maxMps };
  const site = bareSite(file);
  const brain = createBrain(site, params, seed);
  const random = new RandomStream(seed, Purpose.test, world.id);
  const goal = {
    xM: file.init[0] + file.goalRelative[0],
    yM: file.init[1] + file.goalRelative[1],
    yawRad: file.init[2],
  };
  let [x, y, yaw] = file.init as [number, number, number];
  let v = 0;
  let w = 0;
  const odometry = { xM: 0, yM: 0, yawRad: 0 };
  let due: Command | null = null;
  let leastGapM = Number.POSITIVE_INFINITY;
  const ranges = new Float32Array(BEAMS);
  const bestS = world.refPathLength / 2;
  for (let tick = 1; tick * TICK_S <= file.timeout; tick++) {
    const wanted = due?.velocity ?? { linearMps: 0, angularRps: 0 };
    v = approach(v, wanted.linearMps, (Math.abs(wanted.linearMps) > Math.abs(v) ? 0.8 : 1.2) * TICK_S);
    w = approach(w, wanted.angularRps, 2.5 * TICK_S);
    const turn = w * TICK_S;
    const drive = v * TICK_S;
    x += drive * cos(yaw + turn / 2);
    y += drive * sin(yaw + turn / 2);
    yaw = wrapAngle(yaw + turn);
    const measuredM = drive * 1.01 + (drive === 0 ? 0 : random.normal(0, 0.02 * Math.sqrt(Math.abs(drive)) * 0.3));
    const measuredRad = turn * 1.01 + drive * 0.002;
    odometry.xM += measuredM * cos(odometry.yawRad + measuredRad / 2);
    odometry.yM += measuredM * sin(odometry.yawRad + measuredRad / 2);
    odometry.yawRad = wrapAngle(odometry.yawRad + measuredRad);
    const gap = gapTo(world, file.radius, x, y);
    leastGapM = Math.min(leastGapM, gap);
    trace?.(tick, x, y, yaw, brain);
    const timeS = tick * TICK_S;
    const end = (outcome: BarnRun['outcome']): BarnRun => {
      const score = outcome === 'arrived' ? bestS / Math.min(8 * bestS, Math.max(2 * bestS, timeS)) : 0;
      return { id: world.id, outcome, timeS, score, leastGapM, xM: x, yM: y };
    };
    if (gap <= 0) return end('touched');
    if ((x - goal.xM) ** 2 + (y - goal.yM) ** 2 <= file.goalTolerance ** 2) return end('arrived');
    if (tick % 2 !== 0) continue;
    scan(world, file.radius, x, y, yaw, ranges, random);
    due = brain.step({
      ...NOTHING,
      stampS: timeS,
      odometry: { ...odometry, linearMps: v, angularRps: w },
      scans: [
        {
          stampS: timeS,
          beamStepS: 0,
          mount: { xM: 0, yM: 0, yawRad: 0 },
          angleMinRad: -Math.PI,
          angleStepRad: TWO_PI / BEAMS,
          rangeMinM: 0.08,
          rangeMaxM: RANGE_M,
          rangesM: ranges,
        },
      ],
      requests: tick === 2 ? [{ kind: 'go-to', pose: goal }] : [],
    });
  }
  return { id: world.id, outcome: 'time is up', timeS: file.timeout, score: 0, leastGapM, xM: x, yM: y };
}

function approach(from: number, to: number, most: number): number {
  return from + Math.min(most, Math.max(-most, to - from));
}

function gapTo(world: BarnWorld, radius: number, x: number, y: number): number {
  let least = Number.POSITIVE_INFINITY;
  for (const [cx, cy] of world.cylinders) least = Math.min(least, (x - cx) ** 2 + (y - cy) ** 2);
  return Math.sqrt(least) - radius - RADIUS_M;
}

/** Exact ranges by angular projection of the cylinders, then noise. */
function scan(
  world: BarnWorld,
  radius: number,
  x: number,
  y: number,
  yaw: number,
  ranges: Float32Array,
  random: RandomStream,
): void {
  const step = TWO_PI / BEAMS;
  ranges.fill(Number.POSITIVE_INFINITY);
  for (const [cx, cy] of world.cylinders) {
    const dx = cx - x;
    const dy = cy - y;
    const away = Math.sqrt(dx * dx + dy * dy);
    if (away <= radius || away > RANGE_M) continue;
    const middle = wrapAngle(atan2(dy, dx) - yaw) + Math.PI;
    const half = asin(radius / away);
    for (let k = Math.ceil((middle - half) / step); k <= Math.floor((middle + half) / step); k++) {
      const off = away * sin(k * step - middle);
      const range = away * cos(k * step - middle) - Math.sqrt(Math.max(0, radius * radius - off * off));
      const beam = ((k % BEAMS) + BEAMS) % BEAMS;
      if (range < (ranges[beam] as number)) ranges[beam] = range;
    }
  }
  for (let k = 0; k < BEAMS; k++) {
    const dropped = random.uniform() < 0.005;
    ranges[k] = dropped ? Number.POSITIVE_INFINITY : (ranges[k] as number) + random.normal(0, 0.01);
  }
}

const NOTHING: Percept = {
  stampS: 0,
  odometry: { xM: 0, yM: 0, yawRad: 0, linearMps: 0, angularRps: 0 },
  imu: null,
  scans: [],
  battery: { chargeRatio: 1, voltageV: 26, currentA: -2, charging: false },
  contacts: { bumper: false, emergencyStop: false, cliff: false },
  dockMarker: null,
  people: [],
  heard: [],
  touched: [],
  presented: [],
  requests: [],
};

export type BarnSum = {
  readonly runs: number;
  readonly success: number;
  readonly touched: number;
  readonly timeouts: number;
  readonly score: number;
  readonly meanTimeS: number;
};

export function sumOf(runs: readonly BarnRun[]): BarnSum {
  const arrived = runs.filter(({ outcome }) => outcome === 'arrived');
  const share = (outcome: BarnRun['outcome']): number =>
    runs.filter((run) => run.outcome === outcome).length / runs.length;
  return {
    runs: runs.length,
    success: arrived.length / runs.length,
    touched: share('touched'),
    timeouts: share('time is up'),
    score: runs.reduce((sum, run) => sum + run.score, 0) / runs.length,
    meanTimeS: arrived.reduce((sum, run) => sum + run.timeS, 0) / Math.max(1, arrived.length),
  };
}
