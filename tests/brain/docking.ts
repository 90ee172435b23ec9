/**
 * Docking at the error of localization: the shipped brain in a small room with Rapier's bodies and realistic sensors, from start
 * poses all round the dock, with the dock standing elsewhere than the robot believes, by the error that is measured for
 * localization at its goal (95% within 5 cm and 3 degrees). On top, by turns, something that goes wrong. Used by tests and bench.
 *
 * The shift is rigid: what the robot takes for dock and staging pose is displaced against the dock that stands there. To the
 * robot that is the same as a pose estimate that is wrong by as much wherever it is near the dock.
 */
import type { CreateBrain, NavigationErrorName, Pose2D, SiteKnowledge } from '../../agents/contract';
import { cos, sin } from '../../agents/contract/numerics/detmath';
import { Purpose, RandomStream } from '../../agents/contract/numerics/random';
import { createGuideRobot } from '../../agents/guide-robot';
import type { MakeRobotBodies } from '../../src/kernel/robot/body';
import { minds } from '../../src/runtime/minds';
import { planMission } from '../../src/sil/mission/plan';
import { MissionRunner, routerOf } from '../../src/sil/mission/run';
import { type Mission, missionSchema } from '../../src/sil/mission/schema';
import { type SupervisedBrain, supervised } from '../../src/sil/supervise';

const DEG = Math.PI / 180;
/** 95% of a plane normal error lies within 2.448 sigma, of a line within 1.960. */
export const SHIFT_SIGMA_M = 0.05 / 2.448;
export const SHIFT_SIGMA_RAD = (3 * DEG) / 1.96;
const TRIES = 3;
const LIMIT_S = 400;
const DOCK: Pose2D = { xM: 10, yM: 3, yawRad: 0 };

/** What goes wrong besides the error of localization, by turns. */
export const TROUBLES = [
  'nothing more',
  'odometry reads 5% long',
  'odometry turns 2 deg/m',
  'wheels slip 10%',
  'marker noise x 2, 15% missed',
  'marker hidden for 3 s, twice',
  '20% of beams lost',
  'contacts 2 cm deeper',
  'commands 0.2 s late',
  'somebody walks past the dock',
] as const;
export type Trouble = (typeof TROUBLES)[number];

const FAULTS: Partial<Record<Trouble, readonly object[]>> = {
  'odometry reads 5% long': [{ kind: 'odometry-bias', distanceShare: 0.05 }],
  'odometry turns 2 deg/m': [{ kind: 'odometry-bias', yawDegPerM: 2 }],
  'wheels slip 10%': [{ kind: 'wheel-slip', share: 0.1 }],
  'marker hidden for 3 s, twice': [
    { kind: 'dock-marker-hidden', fromS: 12, forS: 3 },
    { kind: 'dock-marker-hidden', fromS: 20, forS: 3 },
  ],
  '20% of beams lost': [{ kind: 'lidar-dropout', share: 0.2 }],
  'contacts 2 cm deeper': [{ kind: 'dock-contact-gap', gapM: 0.02 }],
  'commands 0.2 s late': [{ kind: 'command-delay', delayS: 0.2 }],
};

export type DockRun = {
  readonly seed: number;
  readonly trouble: Trouble;
  /** Error of what the robot believes, m and rad. */
  readonly shiftM: number;
  readonly shiftRad: number;
  readonly docked: boolean;
  /** Tries until current flowed, or until the time was over. */
  readonly tries: number;
  readonly timeS: number;
  /** Collisions caused: touching the wall behind the dock before the contacts counts. */
  readonly collisions: number;
  readonly errors: readonly NavigationErrorName[];
};

function missionOf(trouble: Trouble, at: readonly [number, number], facingDeg: number): Mission {
  const marker = trouble === 'marker noise x 2, 15% missed' ? { sigmaM: 0.008, sigmaRad: 0.01, missShare: 0.15 } : {};
  return missionSchema.parse({
    version: 1,
    id: 'docking',
    why: 'docking at the error of localization',
    world: { sizeM: [10, 6], docks: [{ at: [DOCK.xM, DOCK.yM], facingDeg: 180 }] },
    robot: { at, facingDeg, chargeRatio: 0.5, sensors: { preset: 'realistic', marker } },
    task: { kind: 'dock' },
    faults: FAULTS[trouble] ?? [],
    people:
      trouble === 'somebody walks past the dock'
        ? [{ kind: 'walker', from: [9, 0.6], to: [[9, 5.4]], startS: 6, jitterS: 8, jitterM: 0.3, atEnd: 'stay' }]
        : [],
    limits: { timeS: LIMIT_S },
  });
}

/** The same point of the dock's surroundings after the dock is moved and turned. */
function moved(pose: Pose2D, about: Pose2D, dx: number, dy: number, turn: number): Pose2D {
  const c = cos(turn);
  const s = sin(turn);
  const x = pose.xM - about.xM;
  const y = pose.yM - about.yM;
  return { xM: about.xM + dx + c * x - s * y, yM: about.yM + dy + s * x + c * y, yawRad: pose.yawRad + turn };
}

/** @param scale of the error of localization; 1 = as measured at its goal */
export function dockRun(seed: number, makeRobotBodies: MakeRobotBodies | null, scale = 1): DockRun {
  const trouble = TROUBLES[seed % TROUBLES.length] as Trouble;
  const draws = new RandomStream(seed, Purpose.test);
  const farM = draws.uniformBetween(1.1, 4.5);
  const bearing = draws.uniformBetween(-75, 75) * DEG;
  const facingDeg = draws.uniformBetween(-180, 180);
  const within = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));
  const at = [
    within(DOCK.xM - farM * cos(bearing), 0.6, 9.4),
    within(DOCK.yM + farM * sin(bearing), 0.6, 5.4),
  ] as const;
  const [dx, dy] = [scale * draws.normal(0, SHIFT_SIGMA_M), scale * draws.normal(0, SHIFT_SIGMA_M)];
  const turn = scale * draws.normal(0, SHIFT_SIGMA_RAD);
  const believed = (site: SiteKnowledge): SiteKnowledge => {
    const { dock } = site;
    if (!dock) throw new Error('the room has a dock');
    const shift = (pose: Pose2D): Pose2D => moved(pose, dock.pose, dx, dy, turn);
    return { ...site, dock: { pose: shift(dock.pose), staging: shift(dock.staging) } };
  };
  let brain: SupervisedBrain | null = null;
  let tries = 1;
  let leaving = false;
  const underTest: CreateBrain = (site, params, brainSeed) =>
    supervised(createGuideRobot, {}, (made) => {
      brain = made;
    })(believed(site), params, brainSeed);
  const plan = planMission(missionOf(trouble, at, facingDeg), null, seed, { ...minds, makeRobotBodies }, underTest);
  const runner = new MissionRunner(plan, routerOf(plan), () => brain as unknown as SupervisedBrain);
  // Backing off without having charged, or not getting to the staging place, ends a try.
  for (let goes = true; goes; ) {
    goes = runner.step();
    const { activity, error } = (brain as unknown as SupervisedBrain).status;
    const failed = activity === 'undocking' || error?.name === 'FAILED_TO_STAGE';
    if (failed && !leaving) tries++;
    leaving = failed;
    if (tries > TRIES) break;
  }
  const run = runner.result('guide-robot', false);
  return {
    seed,
    trouble,
    shiftM: Math.sqrt(dx * dx + dy * dy),
    shiftRad: Math.abs(turn),
    docked: run.outcome === 'done',
    tries: Math.min(tries, TRIES),
    timeS: run.timeS,
    collisions: run.figures?.causedCollisions ?? 0,
    errors: run.errors,
  };
}

/** What makes each of Nav2's docking errors, by changes of the mission and of what the robot is told of its dock. */
export type DockError = {
  readonly mission: object;
  readonly site?: (site: SiteKnowledge) => SiteKnowledge;
};

/** Errors reported in a room like the one above with one thing wrong, in the order they came; ends when `wanted` has. */
export function dockErrors(
  wanted: NavigationErrorName,
  { mission, site = (known) => known }: DockError,
): { readonly errors: readonly NavigationErrorName[]; readonly atS: number; readonly charging: boolean } {
  let brain: SupervisedBrain | null = null;
  const underTest: CreateBrain = (known, params, seed) =>
    supervised(createGuideRobot, {}, (made) => {
      brain = made;
    })(site(known), params, seed);
  const parsed = missionSchema.parse({
    version: 1,
    id: 'docking',
    why: 'one of the errors of docking',
    world: { sizeM: [10, 6], docks: [{ at: [DOCK.xM, DOCK.yM], facingDeg: 180 }] },
    robot: { at: [6, 3], chargeRatio: 0.5 },
    task: { kind: 'dock' },
    limits: { timeS: LIMIT_S },
    ...mission,
  });
  const plan = planMission(parsed, null, 1, { ...minds, makeRobotBodies: null }, underTest);
  const runner = new MissionRunner(plan, routerOf(plan), () => brain as unknown as SupervisedBrain);
  const errors = (): readonly NavigationErrorName[] => (brain as unknown as SupervisedBrain).errors;
  while (runner.step() && !errors().includes(wanted));
  const { hall } = runner;
  return { errors: errors(), atS: hall.nowS - plan.startS, charging: hall.robots?.charging[0] === 1 };
}

export type Docking = {
  readonly runs: readonly DockRun[];
  readonly docked: number;
  readonly first: number;
  readonly second: number;
  readonly third: number;
  readonly collisions: number;
  readonly medianS: number;
  readonly failed: readonly DockRun[];
};

export function docking(first: number, count: number, bodies: MakeRobotBodies | null): Docking {
  const runs = Array.from({ length: count }, (_, k) => dockRun(first + k, bodies));
  const docked = runs.filter((run) => run.docked);
  const after = (tries: number): number => docked.filter((run) => run.tries === tries).length;
  const times = docked.map((run) => run.timeS).sort((a, b) => a - b);
  return {
    runs,
    docked: docked.length,
    first: after(1),
    second: after(2),
    third: after(3),
    collisions: runs.reduce((sum, run) => sum + run.collisions, 0),
    medianS: times[times.length >> 1] ?? 0,
    failed: runs.filter((run) => !run.docked),
  };
}
