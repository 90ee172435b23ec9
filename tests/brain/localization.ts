/**
 * Localization in the shipped hall, measured against the true pose: over a whole day, and after the robot is carried
 * somewhere else ("kidnapped") in the middle of a drive, among the day's people. Used by tests and by the bench.
 */

import type { BrainView, RobotBrain, SiteKnowledge, TaskStatus } from '../../agents/contract';
import { wrapAngle } from '../../agents/contract/numerics/detmath';
import { Purpose, RandomStream } from '../../agents/contract/numerics/random';
import { distanceField } from '../../agents/guide-robot/map/distanceField';
import type { Hall } from '../../src/kernel/hall';
import type { RobotBodies } from '../../src/kernel/robot/body';
import type { RobotSystem } from '../../src/kernel/robot/system';
import type { HallSpec } from '../../src/kernel/spec';
import { advance, stepTick } from '../../src/kernel/tick';
import { hallOf, specOf } from '../worlds/shipped';

/** What a test may look at inside the robot system: the truth that the brain never sees. */
type Inside = { readonly bodies: RobotBodies; readonly units: readonly { readonly brain: RobotBrain }[] };

export function insideOf(hall: Hall): Inside {
  return hall.robots as unknown as Inside;
}

function robotsOf(hall: Hall): RobotSystem {
  if (!hall.robots) throw new Error('this hall has no robot');
  return hall.robots;
}

export function poseError(hall: Hall, robot = 0): { positionM: number; yawRad: number; view: BrainView } {
  const robots = robotsOf(hall);
  const view = (insideOf(hall).units[robot] as { brain: RobotBrain }).brain.inspect();
  const dx = view.estimate.xM - (robots.xM[robot] as number);
  const dy = view.estimate.yM - (robots.yM[robot] as number);
  return {
    positionM: Math.sqrt(dx * dx + dy * dy),
    yawRad: Math.abs(wrapAngle(view.estimate.yawRad - (robots.yawRad[robot] as number))),
    view,
  };
}

export type DayAccuracy = {
  readonly samples: number;
  readonly p95M: number;
  readonly p95Rad: number;
  readonly withinShare: number;
  readonly worstM: number;
  readonly worstRad: number;
  /** Samples at which the brain did not trust its pose. */
  readonly lostSamples: number;
  readonly drivenM: number;
};

/** Errors once a second while the robot moves, from opening for `hours`. */
export async function dayAccuracy(hours: number, seed: number): Promise<DayAccuracy> {
  const spec = await specOf('guided-hall', { resolution: 'micro', seed });
  const hall = hallOf(spec);
  const positions: number[] = [];
  const yaws: number[] = [];
  let within = 0;
  let lost = 0;
  const endS = spec.openS + hours * 3600;
  const brain = insideOf(hall).units[0]?.brain as RobotBrain & { readonly nowS: number };
  let lastS = brain.nowS;
  let nextS = spec.openS;
  while (!hall.finished && hall.nowS < endS) {
    stepTick(hall);
    // The estimate is of the percept's moment: compared at the very tick at which the brain got one, once a second.
    if (brain.nowS === lastS) continue;
    lastS = brain.nowS;
    if (robotsOf(hall).linearMps[0] === 0 && robotsOf(hall).angularRps[0] === 0) continue;
    if (hall.nowS < nextS) continue;
    nextS = hall.nowS + 1;
    const { positionM, yawRad, view } = poseError(hall);
    positions.push(positionM);
    yaws.push(yawRad);
    if (positionM <= 0.05 && yawRad <= (3 * Math.PI) / 180) within++;
    if (!view.localized) lost++;
  }
  positions.sort((a, b) => a - b);
  yaws.sort((a, b) => a - b);
  const at = Math.floor(0.95 * positions.length);
  return {
    samples: positions.length,
    p95M: positions[at] ?? 0,
    p95Rad: yaws[at] ?? 0,
    withinShare: within / positions.length,
    worstM: positions.at(-1) ?? 0,
    worstRad: yaws.at(-1) ?? 0,
    lostSamples: lost,
    drivenM: robotsOf(hall).distanceM[0] as number,
  };
}

export type Kidnap = {
  readonly seed: number;
  /** Seconds from the kidnap until the brain said that it is lost; NaN = it never did. */
  readonly noticedS: number;
  /** Seconds from the kidnap until it trusted a pose that was right (0.3 m, 10 deg) and stayed so for 5 s; NaN = never. */
  readonly foundS: number;
  /** Seconds during which it trusted a wrong pose after it had been lost. */
  readonly deceivedS: number;
  readonly contacts: number;
  readonly to: readonly number[];
};

/** A free place of the map, far from `from`, with room for the robot. */
function freePlace(site: SiteKnowledge, random: RandomStream, fromX: number, fromY: number): [number, number, number] {
  const field = distanceField(site.map);
  for (;;) {
    const column = random.integer(field.columns);
    const row = random.integer(field.rows);
    const x = field.originXM + (column + 0.5) * field.resolutionM;
    const y = field.originYM + (row + 0.5) * field.resolutionM;
    const far = (x - fromX) ** 2 + (y - fromY) ** 2 > 9;
    if (far && (field.clearanceM[row * field.columns + column] as number) > 0.45 && reachable(site, x, y)) {
      return [x, y, (random.uniform() * 2 - 1) * Math.PI];
    }
  }
}

/** Public floor: reachable from the post without passing walls (the clerks' side of the counters is not). */
const floors = new WeakMap<SiteKnowledge, Uint8Array>();
function reachable(site: SiteKnowledge, xM: number, yM: number): boolean {
  const field = distanceField(site.map);
  const { columns, rows, originXM, originYM, resolutionM } = field;
  const cellOf = (x: number, y: number): number =>
    Math.floor((y - originYM) / resolutionM) * columns + Math.floor((x - originXM) / resolutionM);
  let floor = floors.get(site);
  if (!floor) {
    floor = new Uint8Array(columns * rows);
    const open = [cellOf(site.post.xM, site.post.yM)];
    floor[open[0] as number] = 1;
    while (open.length > 0) {
      const cell = open.pop() as number;
      for (const next of [cell - 1, cell + 1, cell - columns, cell + columns]) {
        if (next < 0 || next >= floor.length || floor[next] === 1) continue;
        if ((field.clearanceM[next] as number) < 0.35) continue;
        floor[next] = 1;
        open.push(next);
      }
    }
    floors.set(site, floor);
  }
  return floor[cellOf(xM, yM)] === 1;
}

let warmSpec: HallSpec | null = null;

/** One kidnap: the hall runs for some minutes, the robot is sent across it, carried away in mid-drive, and watched. */
export async function kidnap(seed: number, limitS = 120): Promise<Kidnap> {
  warmSpec ??= await specOf('guided-hall', { resolution: 'micro', bodies: 'kinematic' });
  const spec = { ...warmSpec, seed };
  const hall = hallOf(spec);
  const random = new RandomStream(seed, Purpose.test);
  advance(hall, spec.openS + 600 + 900 * random.uniform());
  const site = spec.robots[0]?.site as SiteKnowledge;
  const robots = robotsOf(hall);
  const goal = freePlace(site, random, robots.xM[0] as number, robots.yM[0] as number);
  hall.commands.push({
    kind: 'robot-request',
    robot: 0,
    request: { kind: 'go-to', pose: { xM: goal[0], yM: goal[1], yawRad: goal[2] } },
  });
  advance(hall, hall.nowS + 8);
  const to = freePlace(site, random, robots.xM[0] as number, robots.yM[0] as number);
  insideOf(hall).bodies.place(0, ...to);
  const startS = hall.nowS;
  let noticedS = Number.NaN;
  let rightSinceS = Number.NaN;
  let foundS = Number.NaN;
  let deceivedS = 0;
  let contacts = 0;
  const status = (): TaskStatus =>
    (insideOf(hall).units[0] as { brain: { status: TaskStatus } & RobotBrain }).brain.status;
  while (hall.nowS < startS + limitS && Number.isNaN(foundS)) {
    const before = robots.xM[0];
    stepTick(hall);
    if (robots.xM[0] !== before && insideOf(hall).bodies.touchesSolid[0] === 1) contacts++;
    const { positionM, yawRad, view } = poseError(hall);
    if (Number.isNaN(noticedS)) {
      if (!view.localized) {
        noticedS = hall.nowS - startS;
        if (status().error?.name !== 'LOCALIZATION_LOST' && status().localized) noticedS = Number.NaN;
      } else if (positionM < 0.3) noticedS = hall.nowS - startS;
    }
    const right = view.localized && positionM < 0.3 && yawRad < 0.17;
    if (!right) {
      rightSinceS = Number.NaN;
      if (view.localized && !Number.isNaN(noticedS)) deceivedS += 0.05;
    } else if (Number.isNaN(rightSinceS)) rightSinceS = hall.nowS;
    else if (hall.nowS - rightSinceS >= 5) foundS = rightSinceS - startS;
  }
  return { seed, noticedS, foundS, deceivedS, contacts, to };
}
